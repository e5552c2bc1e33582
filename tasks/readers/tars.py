"""The members of a tar file, one after the other, with no seeking and nothing kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tasks.readers.limits import Refused
from tasks.readers.names import name_of_bytes
from tasks.readers.records import NoRecord
from tasks.readers.streams import Read, Slice, drain, of_archive
from tasks.readers.tar_header import BLOCK, Header, pax_fields, read_header

LARGEST_EXTRA: Final = 1 << 20  # bytes of a long name or pax header; names have some hundred
MOST_EXTRAS: Final = 16  # headers before one member; writers use two
_NO_HEADER: Final = "the bytes from here to the next member are no header of one"
_SKIPPED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "directory": ("directory", "a folder's entry"),
        "link": ("link_member", "a link"),
        "device": ("device_member", "a device or pipe"),
        "sparse": ("sparse_member", "stored with holes; pack it again without --sparse"),
        "unknown": ("device_member", "an entry of a type that is no file"),
    }
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name, and its bytes, to be read before the next member."""

    name: str
    read: Read
    size: int


class _Extras:
    """What the headers before a member say of it."""

    def __init__(self) -> None:
        self.name: bytes | None = None
        self.size: int | None = None
        self.is_sparse = False
        self.count = 0

    def take(self, kind: str, data: bytes) -> None:
        if kind == "long_name":
            self.name = data.split(b"\0", 1)[0]
        if kind != "pax":
            return
        fields = pax_fields(data)
        self.name = fields.get(b"path", self.name)
        if fields.get(b"size", b"").isdigit():
            self.size = int(fields[b"size"][:20])
        self.is_sparse = self.is_sparse or any(key.startswith(b"GNU.sparse") for key in fields)


class _Counted:
    """A stream that knows how many bytes of it were read."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.offset = 0

    def read(self, count: int) -> bytes:
        data = self._read(count)
        self.offset += len(data)
        return data


def read_tar(read: Read) -> Iterator[Member | NoRecord]:
    """Files as members, in order; folders, links, devices and sparse files as what they are.

    Of tars written one after the other into one file, all. After a damaged header, `#offset=` its
    byte, the search goes on to the next block that is one. Raises Refused `truncated_archive` when
    the file ends before its end mark or in a member.
    """
    extras = _Extras()
    source = _Counted(read)
    is_lost = is_ended = False
    while True:
        offset = source.offset
        block = _block(source.read, is_ended=is_ended)
        if not block:
            break
        if not block.strip(b"\0"):
            # the end mark; behind it come zeros only, or what `cat a.tar b.tar` put there
            is_ended, extras = True, _Extras()
            continue
        header = read_header(block)
        if header is None:
            if not is_lost:
                yield NoRecord(f"#offset={offset}", "quarantined", "damaged_member", _NO_HEADER)
            is_lost, extras = True, _Extras()
            continue
        is_lost = is_ended = False
        if header.kind in {"long_name", "long_link", "pax", "global_pax"}:
            extras.count += 1
            extras.take(header.kind, _extra(source.read, header, extras.count))
            continue
        yield from _one(source.read, header, extras)
        extras = _Extras()
    if not is_ended:
        # cut between two members, it looks whole but for this
        raise Refused("truncated_archive", "it has no end mark, so members may be missing")


def _one(read: Read, header: Header, extras: _Extras) -> Iterator[Member | NoRecord]:
    name = name_of_bytes(header.name if extras.name is None else extras.name)
    size = header.size if extras.size is None or header.kind != "file" else extras.size
    kind = "sparse" if extras.is_sparse else header.kind
    if kind == "file" and name.endswith("/"):
        kind = "directory"  # as tar wrote folders before there was a type for them
    padded = size + -size % BLOCK
    content = Slice(read, size, "truncated_archive", f"it ends in the middle of {name}")
    if kind == "file":
        yield Member(name, of_archive(content.read), size)
    else:
        code, detail = _SKIPPED[kind]
        yield NoRecord(f"!{name}", "skipped", code, detail)
    drain(content.read)
    drain(Slice(read, padded - size, "truncated_archive", f"it ends after {name}").read)


def _extra(read: Read, header: Header, count: int) -> bytes:
    if header.size > LARGEST_EXTRA or count > MOST_EXTRAS:
        raise Refused("damaged_archive", "the name of a member is longer than any name")
    padded = header.size + -header.size % BLOCK
    content = Slice(read, padded, "truncated_archive", "it ends in the name of a member")
    pieces: list[bytes] = []
    while piece := content.read(padded):
        pieces.append(piece)
    return b"".join(pieces)[: header.size]


def _block(read: Read, *, is_ended: bool) -> bytes:
    """The next block; empty at the end of the file, shorter only behind an end mark."""
    block = read(BLOCK)
    while block and len(block) < BLOCK:
        more = read(BLOCK - len(block))
        if not more:
            if is_ended:
                return block
            raise Refused("truncated_archive", "it ends in the middle of a header")
        block += more
    return block
