"""gzip, bzip2, xz and zstd streams unpacked bit by bit, every byte counted."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Final, Protocol

import brotli
import zstandard

from tasks.readers.limits import Allowance, Refused
from tasks.readers.streams import STEP, Read, with_start

WIDEST_WINDOW: Final = 1 << 27  # bytes zstd may keep; --long=27 is the most its own tool allows
KEPT: Final = 1 << 20  # packed bytes kept to search a damaged member for the next one
LZMA_HEAD: Final = 9  # bytes before the LZMA data of a zip file's member
RAW_DEFLATE: Final = -15  # without zlib's header
MOST_LZMA_MEMORY: Final = 192 << 20  # xz -9 needs 65 MB to unpack


class Damaged(ValueError):
    """Packed bytes that are wrong; the message says how, as the end of a sentence about them."""


# What the libraries say of damage that a person can do something about. The rest of it, such as
# "invalid distance too far back", says only that bytes were changed.
_PLAINLY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "incorrect data check": "the checksum at its end does not match",
        "incorrect length check": "the length at its end does not match",
        "doesn't match checksum": "the checksum at its end does not match",
        "incorrect header check": "it does not begin as one does",
        "unknown compression method": "it does not begin as one does",
        "unknown header flags": "it does not begin as one does",
        "Input format not supported": "it does not begin as one does",
        "Unknown frame descriptor": "it does not begin as one does",
        "Dictionary mismatch": "it was made with a dictionary, which is not in it",
        "too much memory": "it asks for more memory than is given",
        "Memory usage limit": "it asks for more memory than is given",
    }
)
_ERRORS: Final = (
    zlib.error, OSError, EOFError, ValueError, lzma.LZMAError, zstandard.ZstdError, brotli.error,
)  # fmt: skip


@contextmanager
def _damage_in_plain_words() -> Iterator[None]:
    try:
        yield
    except _ERRORS as error:
        said = str(error)
        words = [plain for part, plain in _PLAINLY.items() if part in said]
        raise Damaged((words or ["bytes in it were changed, or it was cut"])[0]) from error


class Unpacker(Protocol):
    """One member of a compressed stream."""

    def feed(self, data: bytes, most: int) -> bytes:
        """Some of the unpacked bytes, at most about `most` of them; Damaged when they are wrong."""

    @property
    def is_done(self) -> bool:
        """Whether the member has ended."""

    @property
    def wants_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""

    @property
    def unused(self) -> bytes:
        """The bytes after the member's end."""


class Inflater:
    """A zlib, gzip or raw deflate member; `wbits` as zlib.decompressobj takes them."""

    def __init__(self, wbits: int = 31) -> None:
        self._inner = zlib.decompressobj(wbits)
        self._has_more = False

    def feed(self, data: bytes, most: int) -> bytes:
        """Some of the unpacked bytes; Damaged when they are wrong."""
        with _damage_in_plain_words():
            piece = self._inner.decompress(self._inner.unconsumed_tail + data, most)
        self._has_more = bool(self._inner.unconsumed_tail) or len(piece) >= most
        return piece

    @property
    def is_done(self) -> bool:
        """Whether the member has ended, its checksum being right."""
        return self._inner.eof

    @property
    def wants_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""
        return not self._has_more

    @property
    def unused(self) -> bytes:
        """The bytes after the member's end."""
        return self._inner.unused_data


class Standard:
    """A bzip2, xz or lzma member."""

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner

    def feed(self, data: bytes, most: int) -> bytes:
        """Some of the unpacked bytes; Damaged when they are wrong."""
        with _damage_in_plain_words():
            return self._inner.decompress(data, most)

    @property
    def is_done(self) -> bool:
        """Whether the member has ended."""
        return self._inner.eof

    @property
    def wants_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""
        return self._inner.needs_input

    @property
    def unused(self) -> bytes:
        """The bytes after the member's end."""
        return self._inner.unused_data


class Zstd:
    """zstandard gives out all it can of its input, so the input is fed in small bites.

    One block of zstd unpacks to at most 128 KB, and takes at least three bytes.
    """

    BITE: Final = 512

    def __init__(self) -> None:
        decompressor = zstandard.ZstdDecompressor(max_window_size=WIDEST_WINDOW)
        self._inner = decompressor.decompressobj()
        self._waiting = b""

    def feed(self, data: bytes, most: int) -> bytes:
        """Some of the unpacked bytes; Damaged when they are wrong."""
        self._waiting += data
        pieces: list[bytes] = []
        total = 0
        with _damage_in_plain_words():
            while self._waiting and total < most and not self._inner.eof:
                bite, self._waiting = self._waiting[: self.BITE], self._waiting[self.BITE :]
                piece = self._inner.decompress(bite)
                total += len(piece)
                pieces.append(piece)
        return b"".join(pieces)

    @property
    def is_done(self) -> bool:
        """Whether the member has ended."""
        return self._inner.eof

    @property
    def wants_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""
        return not self._waiting

    @property
    def unused(self) -> bytes:
        """The bytes after the member's end."""
        return self._inner.unused_data + self._waiting


class Brotli:
    """A brotli stream, which gives no more at once than it is asked for; nothing may follow it."""

    def __init__(self) -> None:
        self._inner: Any = brotli.Decompressor()

    def feed(self, data: bytes, most: int) -> bytes:
        """Some of the unpacked bytes; Damaged when they are wrong."""
        with _damage_in_plain_words():
            return bytes(self._inner.process(data, output_buffer_limit=max(1, most)))

    @property
    def is_done(self) -> bool:
        """Whether the stream has ended."""
        return bool(self._inner.is_finished())

    @property
    def wants_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""
        return bool(self._inner.can_accept_more_data())

    @property
    def unused(self) -> bytes:
        """Nothing: the library takes what follows for damage."""
        return b""


def unpacker_of_zip(method: int) -> Unpacker | None:
    """The unpacker of a zip member's method; None for one that needs no or another one."""
    # APPNOTE 6.3.10, section 4.4.5
    if method == 8:
        return Inflater(RAW_DEFLATE)
    form = {12: "bzip2", 93: "zstd", 95: "xz"}.get(method)
    return UNPACKERS[form]() if form else None


def lzma_of_zip(head: bytes) -> Unpacker | None:
    """The unpacker that a zip member's nine bytes before its LZMA data ask for; None for none."""
    # APPNOTE 6.3.10, section 5.8: version, size of the properties, then those of LZMA itself
    if len(head) < LZMA_HEAD or head[2:4] != b"\x05\0" or head[4] >= 9 * 5 * 5:
        return None
    size = int.from_bytes(head[5:9], "little")
    bits, lc = divmod(head[4], 9)
    pb, lp = divmod(bits, 5)
    if size > MOST_LZMA_MEMORY or lc + lp > 4:
        return None
    rule = {"id": lzma.FILTER_LZMA1, "dict_size": max(size, 4096), "lc": lc, "lp": lp, "pb": pb}
    return Standard(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[rule]))


def _xz() -> Unpacker:
    return Standard(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_LZMA_MEMORY))


UNPACKERS: Final[Mapping[str, Callable[[], Unpacker]]] = MappingProxyType(
    {
        "gzip": Inflater,
        "bzip2": lambda: Standard(bz2.BZ2Decompressor()),
        "xz": _xz,
        "zstd": Zstd,
    }
)
# What a member begins with; zstd's sixteen other marks begin what is to be skipped.
STARTS: Final[Mapping[str, tuple[bytes, ...]]] = MappingProxyType(
    {
        "gzip": (b"\x1f\x8b",),
        "bzip2": (b"BZh",),
        "xz": (b"\xfd7zXZ\0",),
        "zstd": (b"\x28\xb5\x2f\xfd", *(bytes((0x50 + i, 0x2A, 0x4D, 0x18)) for i in range(16))),
    }
)
LONGEST_START: Final = 6  # bytes; xz has the longest
# What a member found after stray bytes begins with; two bytes, or zstd's sixteen marks for what is
# to be skipped, would be found in any rubbish.
_SURE_STARTS: Final[Mapping[str, bytes]] = MappingProxyType(
    {form: starts[0] for form, starts in STARTS.items()} | {"gzip": b"\x1f\x8b\x08"}
)
_PADDING: Final = b"\0\r\n"  # zeros of a tape's block, line ends of a transfer as text
DAMAGE: Final = (Damaged,)


class Unpacked:
    """The unpacked bytes of a compressed stream, of all its members one after the other.

    Zeros and line ends after a member are padding. Of other bytes that begin no member, `stray`
    says where in the packed stream the first ones were, and reading goes on with the next member
    that can be found. Reading raises Refused: `truncated_archive`, `damaged_archive`, or what the
    allowance says. Behind a damaged member `behind_damage` gives what may be read anew.
    """

    def __init__(self, form: str, read: Read, allowance: Allowance) -> None:
        self._form = form
        self._source = read
        self._allowance = allowance
        self._unpacker: Unpacker | None = UNPACKERS[form]()
        self._member = allowance.stream()
        self._waiting = b""
        self._left = b""
        self._taken = 0
        self._begun = 0
        self._kept = bytearray()  # the packed bytes of the member, the last of them at least
        self._last = b""
        self._line_ends = [0, 0]  # members that ended without and with one
        self.is_damaged = False
        self.stray: int | None = None

    @property
    def members_are_lines(self) -> bool:
        """Whether members end where lines do; false where no member has ended yet."""
        without, with_one = self._line_ends
        return with_one > 0 and not without

    def behind_damage(self) -> tuple[Read, int]:
        """The packed bytes behind the beginning of the damaged member, and where they begin.

        Of a long member the last ones, with those that may be the next one's: damage may be met
        only behind it.
        """
        kept, begin = self._kept, self._taken - len(self._kept)
        skipped = 1 if begin == self._begun else 0  # else it would be found once more
        return with_start(bytes(kept[skipped:]), self._source), begin + skipped

    def read(self, count: int) -> bytes:
        """Some bytes, at most `count`; none at the end."""
        while not self._left and self._unpacker is not None:
            self._refill(self._unpacker)
            try:
                self._left = self._unpacker.feed(self._waiting, count)
            except Damaged as error:
                self.is_damaged = True
                # the rest of a row and the next member's first bytes would make one row of two
                raise Refused(
                    "damaged_archive",
                    f"its {self._form} packing is damaged in the member that begins at byte "
                    f"{self._begun}, of which no more is read: {error}",
                ) from error
            self._last = self._left[-1:] or self._last
            fed, self._waiting = len(self._waiting), b""
            rest = self._unpacker.unused if self._unpacker.is_done else b""
            self._member.take(fed - len(rest), len(self._left))
            if self._unpacker.is_done:
                self._line_ends[self._last == b"\n"] += 1
                self._unpacker = self._next_member(rest)
                self._member = self._allowance.stream()
        piece, self._left = self._left[:count], self._left[count:]
        return piece

    def _refill(self, unpacker: Unpacker) -> None:
        if unpacker.wants_input and not self._waiting:
            self._waiting = self._packed()
            if not self._waiting:
                raise Refused("truncated_archive", f"its {self._form} packing ends in the middle")

    def _packed(self) -> bytes:
        data = self._source(STEP)
        self._taken += len(data)
        self._kept += data
        del self._kept[: -KEPT - STEP]
        return data

    def _next_member(self, rest: bytes) -> Unpacker | None:
        rest = rest.lstrip(_PADDING)
        while len(rest) < LONGEST_START and (more := self._packed()):
            rest = (rest + more).lstrip(_PADDING)
        if not rest.startswith(STARTS[self._form]):
            if not rest:
                return None
            if self.stray is None:
                self.stray = self._taken - len(rest)
            rest = self._from_next_start(rest)
        if not rest:
            return None
        self._waiting = rest
        self._begun = self._taken - len(rest)
        self._kept = bytearray(rest)
        return UNPACKERS[self._form]()

    def _from_next_start(self, rest: bytes) -> bytes:
        """The bytes from the next start of a member on; none where there is no other."""
        start = _SURE_STARTS[self._form]
        while (at := rest.find(start)) < 0:
            more = self._packed()
            if not more:
                return b""
            rest = rest[-LONGEST_START:] + more
        return rest[at:]
