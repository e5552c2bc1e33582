"""What travels between the verbs: a Part, never a table."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One file of one layer; its name bears its fingerprint, so 'there' means 'done'.

    `path` is relative to the warehouse. `rows` counts the items in it.
    """

    layer: str
    path: str
    rows: int
    fingerprint: str


def fingerprint(*parts: str) -> str:
    """32 hex digits that differ when any of the strings, or their order, differs."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:32]


def code_version(files: Iterable[Path]) -> str:
    """Fingerprint of the files' names and bytes, in any order: the rules in force."""
    return fingerprint(
        *(
            f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}"
            for path in sorted(files, key=lambda file: (file.name, file.as_posix()))
        )
    )
