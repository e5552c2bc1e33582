"""What a manifest says about files and about records in them."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tasks.bundles import AFTER_A_PLACE
from tasks.listing import InputError, local_path
from tasks.object_stores import is_address
from tasks.readers.records import Beside
from tasks.text.null_words import said_or_none

KEYS: Final = ("url", "outlet", "fetched_at", "title", "published_at")
LONGEST_MANIFEST_LINE: Final = 1_000_000  # characters


def read_manifest_lines(path: Path) -> Mapping[str, Beside]:
    """What the manifest says, by absolute path; InputError names the line that is wrong.

    A path may lead on into a file, to a member or record: crawl.zip!a.html, table.csv#row=7.
    """
    said: dict[str, Beside] = {}
    try:
        # not splitlines(): a headline may hold a line separator that JSON leaves as it is
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the manifest cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            entry = json.loads(line[:LONGEST_MANIFEST_LINE])
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: is no JSON: {error}") from error
        if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
            raise InputError(f'{where}: needs a "path", and is one object a line')
        odd = sorted(set(entry) - {"path", *KEYS})
        if odd:
            raise InputError(
                f"{where}: unknown {', '.join(odd)}; known are path, {', '.join(KEYS)}"
            )
        url, outlet, fetched_at, title, published_at = (
            _text(entry.get(key), where, key) for key in KEYS
        )
        named = entry["path"]
        named = local_path(named)
        location = named if is_address(named) else os.path.abspath(path.parent / named)
        if location in said:
            raise InputError(f"{where}: {entry['path']} is named twice")
        said[location] = Beside(url, outlet, title, published_at, fetched_at)
    return said


def files_named(said: Mapping[str, Beside]) -> tuple[str, ...]:
    """The files the lines speak of, each once, those that hold the records they name."""
    return tuple(dict.fromkeys(map(_file_of, said)))


def _file_of(location: str) -> str:
    """The path up to where it leads into a file; the whole of it when there is no such file."""
    if not os.path.lexists(location):
        for cut, letter in enumerate(location):
            if letter in AFTER_A_PLACE and Path(location[:cut]).is_file():
                return location[:cut]
    return location


def _text(value: object, where: str, key: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{where}: {key} must be text or null, not {value!r}")
    # half of a character pair, which JSON can say and no file can hold
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return said_or_none(whole)
