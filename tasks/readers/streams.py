"""Forward-only streams that say a refusal once what came before it has been read."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Final

from tasks.readers.limits import Refused, RefusedArchive

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LOOK: Final = 1 << 18  # bytes seen before a form is chosen: a table's first rows, a page's head
STEP: Final = 1 << 16  # bytes read at a time

Read = Callable[[int], bytes]


class Source(io.RawIOBase):
    """Bytes from a function; a read is short only at the end or before a refusal.

    Without filling up, a look ahead would see as little as a slow network or a decompressor gives
    at once, and the form of the same file would depend on it.
    """

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self._refusal: Refused | None = None

    def readable(self) -> bool:
        """True, as a buffered reader asks."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """The number of bytes put into the buffer; Refused, again and again, once it is broken."""
        if self._refusal is not None:
            raise self._refusal
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            try:
                piece = self._read(len(view) - filled)
            except Refused as refusal:
                self._refusal = refusal
                if not filled:
                    raise
                break
            if not piece:
                break
            view[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled


class Input(Source):
    """The input itself; can jump when the stream below can, and counts what is read of it."""

    def __init__(self, stream: BinaryIO, count: Callable[[int], None]) -> None:
        super().__init__(self._take)
        self._stream = stream
        self._count = count

    def _take(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self._count(len(piece))
        return piece

    def seekable(self) -> bool:
        """Whether the stream below can jump."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """The new place."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place of the stream below."""
        return self._stream.tell()


def buffered(read: Read, size: int = LOOK) -> io.BufferedReader:
    """A stream whose first `peek()` shows `size` bytes, or all there are."""
    return io.BufferedReader(Source(read), max(1, min(size, LOOK)))


def of_archive(read: Read) -> Read:
    """The same bytes; what is wrong with them is said of the archive that they lie in."""

    def read_on(count: int) -> bytes:
        try:
            return read(count)
        except Refused as refusal:
            raise RefusedArchive(refusal) from refusal

    return read_on


def with_start(start: bytes, read: Read) -> Read:
    """The bytes with others before them."""
    left = start

    def read_on(count: int) -> bytes:
        nonlocal left
        piece, left = left[:count], left[count:]
        return piece or read(count)

    return read_on


class Slice:
    """The next `size` bytes of a stream; reading raises Refused `code` when it ends before them."""

    def __init__(self, read: Read, size: int, code: str, detail: str) -> None:
        self._read = read
        self._code = code
        self._detail = detail
        self.left = size

    def read(self, count: int) -> bytes:
        """Some bytes, at most `count`; none at the end of the slice."""
        piece = self._read(min(count, self.left)) if self.left and count else b""
        if not piece and self.left and count:
            raise Refused(self._code, self._detail)
        self.left -= len(piece)
        return piece


def drain(read: Read) -> int:
    """The number of bytes there still were."""
    total = 0
    while piece := read(STEP):
        total += len(piece)
    return total


def whole(read: Read, most: int) -> bytes | None:
    """All bytes; None when they are more than `most`, of which no more was kept."""
    pieces: list[bytes] = []
    total = 0
    while piece := read(min(STEP, most + 1 - total)):
        pieces.append(piece)
        total += len(piece)
        if total > most:
            return None
    return b"".join(pieces)


def opened(stream: BinaryIO, count: Callable[[int], None]) -> io.BufferedReader:
    """The input with a look ahead; `count` hears of every byte read."""
    return io.BufferedReader(Input(stream, count), LOOK)
