"""Which files the inputs name, and what a manifest says about them."""

import glob
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tasks.readers.records import Beside

KEYS: Final = ("url", "outlet", "fetched_at", "title", "published_at")
LONGEST_MANIFEST_LINE: Final = 1_000_000  # characters


class InputError(Exception):
    """An input or manifest that cannot be what the user meant; the run does not start."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file: the path as given, and the same place as an absolute path.

    `location` opens the file; `source_uri` and `place` are text that can be stored.
    """

    source_uri: str
    location: str
    skip: str = ""

    @property
    def place(self) -> str:
        """The location as it is stored."""
        return spelled(self.location)


def spelled(path: str) -> str:
    """The path as text; bytes of a name that are not UTF-8 stand as escapes.

    A name in another encoding is no text to Arrow; one such file would end the whole run.
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def list_inputs(inputs: Iterable[str], *, must_exist: bool = True) -> Iterator[Found]:
    """Every file the inputs name, each place once, in the order of the paths.

    Folders are read to the bottom, links to folders are not followed: one that points upwards
    would never end. They and what has a name that begins with a dot are skipped, and said so.
    A folder that cannot be listed is found itself, to be refused. Raises InputError for an
    input that is not there, unless it need not be: then it is found, to be refused as vanished.
    """
    seen: set[str] = set()
    for text in inputs:
        paths = [text]
        if not os.path.lexists(text) and glob.has_magic(text):
            paths = sorted(glob.glob(text, recursive=True))
        if must_exist and not any(os.path.lexists(path) for path in paths):
            raise InputError(f"{text}: no such file or folder")
        for path in paths:
            for found in _walk(path):
                if found.location not in seen:
                    seen.add(found.location)
                    yield found


def _walk(path: str) -> Iterator[Found]:
    if not Path(path).is_dir():
        yield _found(path)
        return
    unlisted: list[str] = []
    for folder, folders, files in os.walk(
        path, onerror=lambda error: unlisted.append(str(error.filename))
    ):
        for name in sorted(folders):
            inner = Path(folder, name)
            skip = _reason_to_skip(inner)
            if skip:
                yield _found(str(inner), skip)
        folders[:] = sorted(name for name in folders if not _reason_to_skip(Path(folder, name)))
        for name in sorted(files):
            yield _found(str(Path(folder, name)), "hidden" if name.startswith(".") else "")
    yield from map(_found, unlisted)


def _reason_to_skip(folder: Path) -> str:
    if folder.name.startswith("."):
        return "hidden"
    if folder.is_symlink():
        return "linked_folder"
    # `dateline run .` with the default warehouse would else read its own reports and captures
    if (folder / "HEAD").is_file() and (folder / "manifests").is_dir():
        return "warehouse"
    return ""


def _found(path: str, skip: str = "") -> Found:
    return Found(spelled(path), os.path.abspath(path), skip)


def read_manifest_lines(path: Path) -> Mapping[str, Beside]:
    """What the manifest says, by absolute path; InputError names the line that is wrong."""
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
            raise InputError(f"{where}: unknown {', '.join(odd)}; known are {', '.join(KEYS)}")
        url, outlet, fetched_at, title, published_at = (
            _text(entry.get(key), where, key) for key in KEYS
        )
        location = os.path.abspath(path.parent / entry["path"])
        if location in said:
            raise InputError(f"{where}: {entry['path']} is named twice")
        said[location] = Beside(url, outlet, title, published_at, fetched_at)
    return said


def _text(value: object, where: str, key: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{where}: {key} must be text or null, not {value!r}")
    # half of a character pair, which JSON can say and no file can hold
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.strip() or None
