"""Object stores: what an address names, and what lies there as a stream.

Credentials, regions and endpoints are those of the environment, as Arrow's file systems read them.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.fs

from tasks.readers.names import is_left_there

_ADDRESS: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://")
KNOWN: Final = "s3://, gs://, hdfs:// and file://"
_MAGIC: Final = re.compile(r"[*\[]")
BY_BUCKET: Final = frozenset({"s3", "gs", "gcs"})  # whose first name is a bucket, not a host


class StoreError(Exception):
    """The store of an address is not known, cannot be reached, or refused to list."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One object: its address without a query, its size, and when it was last written."""

    address: str
    size: int
    modified_ns: int
    skip: str
    store: Any


def is_address(text: str) -> bool:
    """Whether the text is an address with a scheme, and no path."""
    return _ADDRESS.match(text) is not None


def place_of_address(address: str) -> str:
    """The address without its query, which says how to reach the store and not where it lies."""
    return address.partition("?")[0]


def list_objects(address: str) -> Iterator[Stored]:
    """Every object the address names, sorted: itself, all below it, or what its pattern matches.

    `*` and `[...]` match inside one name, `**` any number of names; `?` begins the query, as in
    `?endpoint_override=`. Objects that tools left there, or hid by a dot, are to be skipped.
    Raises StoreError when the store is unknown or does not answer.
    """
    store, path = _store_of(address)
    fixed = _fixed(path)
    root = place_of_address(address)[: -len(path)] if path else place_of_address(address)
    try:
        infos = _listed(store, fixed)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(
            f"{address}: the object store does not answer: {_first_line(error)}"
        ) from error
    pattern = path[len(fixed) :].strip("/").split("/")
    for info in sorted(infos, key=lambda info: str(info.path)):
        # a host's paths begin with a slash in the address, whether its file system says it or not
        there = f"/{info.path.lstrip('/')}" if fixed.startswith("/") else str(info.path)
        # the names below what was named: a hidden folder that was named itself is read
        names = there[len(fixed) :].strip("/").split("/")
        if fixed == path or _fits(names, pattern):
            hidden = any(map(is_left_there, names))
            yield Stored(
                f"{root}{there}",
                int(info.size or 0),
                max(0, int(info.mtime_ns or 0)),
                "hidden" if hidden else "",
                store,
            )


def open_object(address: str, store: Any = None) -> BinaryIO:
    """The object as a stream that can seek; FileNotFoundError when it is gone."""
    there, path = _reached(address, store)
    # Arrow's files lack what a BinaryIO has beyond reading and seeking
    return cast("BinaryIO", io.BufferedReader(there.open_input_file(path)))


def status_of(address: str, store: Any = None) -> tuple[int, int]:
    """Size of the object and when it was written; FileNotFoundError when it is gone."""
    there, path = _reached(address, store)
    info = there.get_file_info(path)
    if info.type != pyarrow.fs.FileType.File:
        raise FileNotFoundError(address)
    return int(info.size or 0), max(0, int(info.mtime_ns or 0))


def _reached(address: str, store: Any) -> tuple[Any, str]:
    """The store and the path in it; the one that listed the object, where there is one."""
    return _store_of(address) if store is None else (store, _path_of(address))


def _store_of(address: str) -> tuple[Any, str]:
    parts = urlsplit(address)
    if parts.scheme in {"http", "https", "ftp"}:
        raise StoreError(
            f"{address}: nothing is fetched from the web; save it first, then name the file"
        )
    if "@" in parts.netloc:
        # an address is stored with every sighting, and would take the secret along
        raise StoreError(
            f"{parts.scheme}://...: an address with credentials in it is refused, because "
            "addresses are stored; put them into the environment"
        )
    if parts.scheme not in BY_BUCKET | {"hdfs"}:
        raise StoreError(f"{address}: no such store; known are {KNOWN}")
    try:
        return _connected(address), _path_of(address)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise StoreError(
            f"{address}: the object store cannot be opened: {_first_line(error)}"
        ) from error


def _connected(address: str) -> Any:
    # only the bucket or host: names of objects hold blanks and percent signs, which no URI may
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    store, _ = pyarrow.fs.FileSystem.from_uri(f"{parts.scheme}://{parts.netloc}{query}")
    return store


def _path_of(address: str) -> str:
    scheme, _, rest = place_of_address(address).partition("://")
    return rest if scheme in BY_BUCKET else "/" + rest.partition("/")[2]


def _fixed(path: str) -> str:
    """What of the path stands before its first pattern."""
    if not _MAGIC.search(path):
        return path
    names = path.split("/")
    first = next(number for number, name in enumerate(names) if _MAGIC.search(name))
    return "/".join(names[:first])


def _listed(store: Any, path: str) -> list[Any]:
    path = path.rstrip("/") or path
    info = store.get_file_info(path)
    if info.type == pyarrow.fs.FileType.File:
        return [info]
    below = pyarrow.fs.FileSelector(path, allow_not_found=True, recursive=True)
    return [one for one in store.get_file_info(below) if one.type == pyarrow.fs.FileType.File]


def _fits(names: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not names
    if pattern[0] == "**":
        return any(_fits(names[skip:], pattern[1:]) for skip in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], pattern[0]) and _fits(names[1:], pattern[1:])


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
