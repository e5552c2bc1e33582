"""The bytes of a crawl's file: looked at before they are taken, searched after damage."""

import re
import zlib
from typing import Final

from tasks.readers.decompression import Damaged, Inflater
from tasks.readers.limits import Allowance, Refused
from tasks.readers.streams import STEP, Read

KEPT: Final = 1 << 20  # packed bytes kept to search a damaged member again for the next one
GZIP: Final = b"\x1f\x8b\x08"
LONGEST_MATCH: Final = 1 << 14  # bytes of a head's first line, with a long URL in it
TRIAL: Final = 4096  # packed bytes by which a member is told from three bytes that look like one
BITE: Final = 1 << 14  # packed bytes fed at a time; most members are smaller


class Bytes:
    """A stream with its place, from which bytes can be taken and put back."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._buffer = b""
        self._at = 0
        self._base = 0
        self.trouble: Refused | None = None

    @property
    def offset(self) -> int:
        """The number of bytes before the place."""
        return self._base + self._at

    def peek(self, size: int) -> bytes:
        """The next bytes; fewer only at the end, or where the stream is broken: see `trouble`."""
        if len(self._buffer) - self._at < size and self.trouble is None:
            pieces = [self._buffer[self._at :]]
            total = len(pieces[0])
            try:
                while total < size and (piece := self._read(max(STEP, size - total))):
                    pieces.append(piece)
                    total += len(piece)
            except Refused as refusal:
                self.trouble = refusal
            self._base += self._at
            self._buffer, self._at = b"".join(pieces), 0
        return self._buffer[self._at : self._at + size]

    def take(self, size: int) -> bytes:
        """The next bytes, which are behind the place then."""
        data = self.peek(size)
        self._at += len(data)
        return data

    def put_back(self, data: bytes) -> None:
        """Set the place back; the data must be what was taken last."""
        self._buffer = data + self._buffer[self._at :]
        self._base += self._at - len(data)
        self._at = 0

    def skip_line_ends(self) -> None:
        """Pass over CR and LF."""
        while head := self.peek(512):
            rest = head.lstrip(b"\r\n")
            self._at += len(head) - len(rest)
            if rest:
                return

    def find_line(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether a later line begins as the pattern, which starts with its line end, says.

        The place is at that line then, else at the end.
        """
        while True:
            window = self.peek(STEP + LONGEST_MATCH)
            found = pattern.search(window)
            if found:
                self._at += found.start() + 1
                return True
            if len(window) < STEP + LONGEST_MATCH:
                self._at += len(window)
                return False
            self._at += STEP


class Members:
    """The members of a gzip file one by one; after a damaged one, the next that can be found."""

    def __init__(self, read: Read, allowance: Allowance, starts: tuple[bytes, ...]) -> None:
        self._read = read
        self._allowance = allowance
        self._starts = starts  # what a member found after damage must begin with
        self._kept = bytearray()  # packed bytes, some of them fed already
        self._base = 0  # where they begin in the file
        self._fed = 0  # how many of them were fed
        self._start = -1
        self._member = Inflater()
        self._trouble: Refused | None = None
        self._has_rubbish = False
        self.rest: int | None = None  # at the end: where the bytes begin that are no member

    def next(self) -> tuple[int, bool] | None:
        """Where the next member begins, and whether other bytes precede it; None at the end.

        The rest of the member at hand is passed over. Raises Refused only for what the allowance
        refuses.
        """
        begin = self._fed
        if self._start >= 0:
            self._pass_over()
            # a damaged member may have been unpacked far into those after it
            begin = max(0, self._start + 1 - self._base) if self._trouble else self._fed
        self._drop(begin)
        place = self._base
        is_there = self._find(is_sure=self._trouble is None)
        self._fed = 0
        if not is_there:
            # after a damaged member they are its own, and it has been refused
            self.rest = place if self._has_rubbish and self._trouble is None else None
            return None
        self._start, self._member, self._trouble = self._base, Inflater(), None
        return self._start, self._start > place

    def read(self, count: int) -> bytes:
        """Some bytes of the member at hand; none at its end. Refused when it is damaged or cut."""
        if self._trouble is not None:
            raise self._trouble
        piece, is_over = b"", self._member.is_done
        while not piece and not is_over:
            chunk = self._packed() if self._member.wants_input else b""
            try:
                piece = self._member.feed(chunk, count)
            except Damaged as damage:
                raise self._broken(
                    "damaged_record", f"its packing is damaged: {damage}"
                ) from damage
            is_over = self._member.is_done
            if is_over:
                self._fed -= len(self._member.unused)
        self._allowance.take_unpacked(len(piece))
        return piece

    def _packed(self) -> bytes:
        if self._fed >= len(self._kept) and not self._more():
            raise self._broken("truncated_record", "its packing ends in the middle")
        chunk = bytes(self._kept[self._fed : self._fed + BITE])
        self._fed += len(chunk)
        if self._fed > KEPT + STEP:
            self._drop(self._fed - KEPT)
        return chunk

    def _broken(self, code: str, detail: str) -> Refused:
        self._trouble = Refused(code, detail)
        return self._trouble

    def _pass_over(self) -> None:
        try:
            while self.read(STEP):
                pass
        except Refused:
            if self._trouble is None:
                raise  # the allowance, not the member

    def _find(self, *, is_sure: bool) -> bool:
        """Whether there is another member; it is the first of the kept bytes then."""
        self._has_rubbish = False
        self._fill(len(GZIP))
        if is_sure and self._kept.startswith(GZIP):
            return True
        at = 0
        while True:
            at = self._kept.find(GZIP, at)
            if at < 0:
                self._pass_by(max(0, len(self._kept) - len(GZIP) + 1))
                at = 0
                if not self._more():
                    self._pass_by(len(self._kept))
                    return False
                continue
            self._pass_by(at)
            self._fill(TRIAL)
            if holds(bytes(self._kept[:TRIAL]), self._starts):
                return True
            at = 1

    def _pass_by(self, count: int) -> None:
        self._has_rubbish = self._has_rubbish or bool(self._kept[:count].strip(b"\0\r\n"))
        self._drop(count)

    def _fill(self, size: int) -> None:
        while len(self._kept) < size and self._more():
            pass

    def _more(self) -> bool:
        data = self._read(STEP)
        self._kept += data
        return bool(data)

    def _drop(self, count: int) -> None:
        del self._kept[:count]
        self._base += count
        self._fed -= count


def holds(packed: bytes, starts: tuple[bytes, ...]) -> bool:
    """Whether a gzip member begins here whose content begins with one of these."""
    try:
        head = zlib.decompressobj(31).decompress(packed, 64)
    except zlib.error:
        return False
    return head.startswith(starts)
