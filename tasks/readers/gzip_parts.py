"""What is in a gzip file behind a damaged member of it."""

import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tasks.readers.crawl_bytes import TRIAL, Members
from tasks.readers.limits import Allowance, Refused, RefusedArchive, RefusedInput
from tasks.readers.streams import STEP, Read

# What no text holds; a JSON text sequence has 0x1e, some mails an escape.
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x1e"))
_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"damaged_record": "damaged_archive", "truncated_record": "truncated_archive"}
)


class Parts:
    """The members of text behind damage, in runs of whole ones, each a stream of its own.

    Behind damage a run begins anew: the rest of a row and the next member's first bytes would make
    one row of two. `begin` is where in the file the bytes begin that `read` gives.
    """

    def __init__(self, read: Read, begin: int, allowance: Allowance) -> None:
        self._members = Members(_to_refusal(read), allowance, holds_text)
        self._begin = begin
        self._start = 0
        self._is_over = False

    def next(self) -> int | None:
        """The byte of the file at which the next run begins; None when there is no other."""
        self._pass_over()
        return self._start if self._to_next_member() else None

    def read(self, count: int) -> bytes:
        """Some bytes of the run, at most `count`; none at its end. Refused when damage ends it."""
        while not self._is_over:
            try:
                piece = self._members.read(count)
            except RefusedArchive:
                raise
            except Refused as refusal:
                detail = f"in the gzip member that begins at byte {self._start} {refusal.detail}"
                raise Refused(_CODES.get(refusal.code, refusal.code), detail) from refusal
            if piece:
                return piece
            self._to_next_member()
        return b""

    def _to_next_member(self) -> bool:
        found = None if self._is_over else self._members.next()
        self._is_over = found is None
        if found is not None:
            self._start = self._begin + found[0]
        return found is not None

    def _pass_over(self) -> None:
        if not self._members.has_begun:
            return
        try:
            while self.read(STEP):
                pass
        except RefusedInput:
            raise
        except Refused:
            pass


def _to_refusal(read: Read) -> Read:
    """The bytes up to where what they lie in is refused: the damage in them was said already."""

    def read_on(count: int) -> bytes:
        try:
            return read(count)
        except RefusedArchive:
            raise
        except Refused:
            return b""

    return read_on


def holds_text(packed: bytes) -> bool:
    """Whether a gzip member begins here that unpacks to text, as far as these bytes go."""
    try:
        head = zlib.decompressobj(31).decompress(packed, TRIAL)
    except zlib.error:
        return False
    return bool(head) and len(head.translate(None, _CONTROLS)) == len(head)


def header_of(head: bytes) -> bytes:
    """The first lines of a table to its row of names; none where these may be more than a line."""
    header = b""
    for line in head.splitlines(keepends=True):
        header += line
        # what Excel reads as the delimiter stands above the names
        if line.strip(b"\xef\xbb\xbf \t\r\n") and not line.lstrip(b'" \t').startswith(b"sep="):
            is_whole = line.endswith((b"\n", b"\r")) and line.count(b'"') % 2 == 0
            return header if is_whole and b"\0" not in header else b""
    return b""
