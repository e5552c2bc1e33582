"""Small JSON files in which no bit can turn unnoticed."""

import hashlib
import json


def sealed(said: dict[str, object]) -> bytes:
    """One line of JSON that carries its own SHA-256."""
    return _line({**said, "sha256_of_the_rest": hashlib.sha256(_line(said)).hexdigest()})


def unsealed(data: bytes) -> dict[str, object] | None:
    """What was sealed; None when a single bit of it is another."""
    try:
        said = json.loads(data)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    said.pop("sha256_of_the_rest", None)
    return said if sealed(said) == data else None


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True).encode() + b"\n"
