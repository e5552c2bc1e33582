"""Which files the inputs name, each place once."""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tasks.object_stores import StoreError, is_address, list_objects, place_of_address
from tasks.readers.beside_pages import REASON as SAVED_WITH_PAGE
from tasks.readers.beside_pages import page_of_folder
from tasks.readers.names import is_left_there


class InputError(Exception):
    """An input or manifest that cannot be what the user meant; the run does not start."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file: the path as given, and the same place as an absolute path or address.

    `location` opens the file; `source_uri` and `place` are text that can be stored. What an
    object store listed bears its size and time, and the open store.
    """

    source_uri: str
    location: str
    skip: str = ""
    size: int | None = None
    modified_ns: int = 0
    store: Any = field(default=None, compare=False, repr=False)

    @property
    def place(self) -> str:
        """The location as it is stored."""
        return place_of(self.location)


def spelled(path: str) -> str:
    """The path as text; bytes of a name that are not UTF-8 stand as escapes.

    A name in another encoding is no text to Arrow; one such file would end the whole run.
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def place_of(text: str) -> str:
    """The absolute place an input names, as it is stored."""
    path = local_path(text)
    return place_of_address(path) if is_address(path) else spelled(os.path.abspath(path))


def is_folder(text: str) -> bool:
    """Whether all below the input was listed, so that what is not there now is gone."""
    if is_address(text) and urlsplit(text).scheme != "file":
        return "*" not in text and "[" not in text
    return Path(local_path(text)).is_dir()


def local_path(text: str) -> str:
    """The path that the text names; a file:// address is one as well."""
    if is_address(text) and urlsplit(text).scheme == "file":
        return unquote(urlsplit(text).path)
    return text


def list_inputs(inputs: Iterable[str], *, must_exist: bool = True) -> Iterator[Found]:
    """Every file the inputs name, each place once, in the order of the paths.

    Folders are read to the bottom, links to folders are not followed: one that points upwards
    would never end. They and what is hidden or left there by tools are skipped, and said so; so is
    what a browser saved in a folder beside a page.
    A folder that cannot be listed is found itself, to be refused. Raises InputError for an
    input that is not there, unless it need not be: then it is found, to be refused as vanished.
    """
    seen: set[str] = set()
    for text in inputs:
        for found in _named(text, must_exist=must_exist):
            if found.location not in seen:
                seen.add(found.location)
                yield found


def _named(text: str, *, must_exist: bool) -> Iterator[Found]:
    if not is_address(text) or os.path.lexists(text):
        yield from _paths(text, text, must_exist=must_exist)
    elif urlsplit(text).scheme == "file":
        for found in _paths(local_path(text), text, must_exist=must_exist):
            yield replace(found, source_uri=f"file://{found.source_uri}")
    else:
        yield from _objects(text, must_exist=must_exist)


def _paths(path: str, text: str, *, must_exist: bool) -> Iterator[Found]:
    paths = [path]
    is_pattern = not os.path.lexists(path) and glob.has_magic(path)
    if is_pattern:
        paths = sorted(glob.glob(path, recursive=True))
    if must_exist and not any(os.path.lexists(one) for one in paths):
        raise InputError(f"{text}: no such file or folder")
    for one in paths:
        # a pattern matches a name with a dot in front only where it names the dot
        if is_pattern and not Path(one).name.startswith(".") and is_left_there(Path(one).name):
            yield _found(one, "hidden")
        else:
            yield from _walk(one)


def _objects(address: str, *, must_exist: bool) -> Iterator[Found]:
    try:
        listed = list(list_objects(address))
    except StoreError as error:
        raise InputError(str(error)) from error
    there = {one.address for one in listed}
    for one in listed:
        skip = one.skip or (
            SAVED_WITH_PAGE if page_of_folder(one.address, there.__contains__) else ""
        )
        yield Found(one.address, one.address, skip, one.size, one.modified_ns, one.store)
    if not listed:
        if must_exist:
            raise InputError(f"{address}: no object of that name, and none below it")
        yield Found(place_of_address(address), address)


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
            yield _found(str(Path(folder, name)), "hidden" if is_left_there(name) else "")
    yield from map(_found, unlisted)


def _reason_to_skip(folder: Path) -> str:
    if is_left_there(folder.name):
        return "hidden"
    if folder.is_symlink():
        return "linked_folder"
    # `dateline run .` with the default warehouse would else read its own reports and captures
    if (folder / "HEAD").is_file() and (folder / "manifests").is_dir():
        return "warehouse"
    return ""


def _found(path: str, skip: str = "") -> Found:
    if not skip and page_of_folder(path, os.path.isfile):
        skip = SAVED_WITH_PAGE
    return Found(spelled(path), os.path.abspath(path), skip)
