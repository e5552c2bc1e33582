"""Files in UTF-16 and UTF-32 as UTF-8, for readers that go through them line by line."""

import io
from collections.abc import Iterator

from tasks.readers.limits import Refused
from tasks.readers.streams import LOOK, STEP, Source
from tasks.readers.wide import WIDE, told_encoding, wide_texts


def as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream itself, or one of its text in UTF-8 where its beginning is UTF-16 or UTF-32.

    What stands behind a lost or added byte is read on; there U+FFFD stands.
    """
    encoding, mark = told_encoding(stream.peek())
    if encoding not in WIDE:
        return stream
    stream.read(mark)
    return io.BufferedReader(Source(_Converted(stream, encoding).read), LOOK)


class _Converted:
    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._texts = wide_texts(self._blocks(), encoding)
        self._left = b""
        self._refusal: Refused | None = None

    def read(self, count: int) -> bytes:
        """Some bytes, at most `count`; none at the end. Refused where the stream refused."""
        if not self._left:
            self._left = next(self._texts, "").encode()
            if not self._left and self._refusal is not None:
                raise self._refusal
        piece, self._left = self._left[:count], self._left[count:]
        return piece

    def _blocks(self) -> Iterator[bytes]:
        try:
            while block := self._stream.read1(STEP):  # `read` would lose them at a refusal
                yield block
        except Refused as refusal:  # what was read before it is text
            self._refusal = refusal
