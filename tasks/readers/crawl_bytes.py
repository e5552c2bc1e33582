"""The bytes of a crawl's file: looked at before they are taken, searched after damage."""

import re
import zlib
from collections.abc import Callable
from typing import Final

from tasks.readers.decompression import KEPT, Damaged, Inflater
from tasks.readers.limits import Allowance, Refused, RefusedInput
from tasks.readers.streams import STEP, Read

GZIP: Final = b"\x1f\x8b\x08"
LONGEST_MATCH: Final = 1 << 14  # bytes of a head's first line, with a long URL in it
TRIAL: Final = 4096  # packed bytes by which a member is told from three bytes that look like one
READ_TWICE: Final = 32  # times a file's bytes that are searched again: a BITE in a small member
FREE_AGAIN: Final = 16 << 20  # bytes that may be searched again in any file
BITE: Final = 1 << 14  # packed bytes fed at a time; most members are smaller


class Bytes:
    """A stream with its place, in which one can look far ahead.

    What was looked at stays in a buffer and is copied when it is taken. A damaged length makes a
    reader look to the end of the file from every record; to copy what it saw would take a time that
    grows with the square of the file.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._buffer = bytearray()
        self._at = 0
        self._base = 0
        self._is_over = False
        self.trouble: Refused | None = None

    @property
    def offset(self) -> int:
        """The number of bytes before the place."""
        return self._base + self._at

    def holds(self, size: int) -> bool:
        """Whether so many bytes follow; false also where the stream is broken: see `trouble`."""
        while len(self._buffer) - self._at < size and not self._is_over:
            if self._at >= STEP:
                # bytearrays drop their head without moving the rest
                del self._buffer[: self._at]
                self._base, self._at = self.offset, 0
            try:
                piece = self._read(STEP)
            except Refused as refusal:
                self.trouble = refusal
                piece = b""
            self._buffer += piece
            self._is_over = not piece
        return len(self._buffer) - self._at >= size

    def peek(self, size: int, ahead: int = 0) -> bytes:
        """The bytes from so many ahead on; fewer only where the stream ends or is broken."""
        self.holds(ahead + size)
        with memoryview(self._buffer) as view:
            return view[self._at + ahead : self._at + ahead + size].tobytes()

    def take(self, size: int) -> bytes:
        """The next bytes, which are behind the place then."""
        data = self.peek(size)
        self._at += len(data)
        return data

    def skip_line_ends(self) -> None:
        """Pass over CR and LF."""
        while head := self.peek(512):
            rest = head.lstrip(b"\r\n")
            self._at += len(head) - len(rest)
            if rest:
                return

    def search(self, pattern: re.Pattern[bytes], size: int) -> tuple[int, int] | None:
        """How far ahead the pattern is found in the next `size` bytes, and how far its end is."""
        self.holds(size)
        found = pattern.search(self._buffer, self._at, self._at + size)
        return found and (found.start() - self._at, found.end() - self._at)

    def find_line(self, pattern: re.Pattern[bytes], most: int | None = None) -> bool:
        """Whether a later line begins as the pattern, which starts with its line end, says.

        That line end is one of the next `most` bytes. The place is at the line then, else behind
        those bytes or at the end.
        """
        left = most
        while True:
            width = STEP if left is None else min(STEP, left)
            self.holds(width + LONGEST_MATCH)
            end = min(len(self._buffer), self._at + width)
            found = pattern.search(self._buffer, self._at, end + LONGEST_MATCH)
            if found and found.start() < end:
                self._at = found.start() + 1
                return True
            is_last = end - self._at < STEP
            self._at = end
            if is_last:
                return False
            left = None if left is None else left - width


class Members:
    """The members of a gzip file one by one; after a damaged one, the next that can be found."""

    def __init__(self, read: Read, allowance: Allowance, is_start: Callable[[bytes], bool]) -> None:
        self._read = read
        self._allowance = allowance
        self._is_start = is_start  # asked of the first packed bytes behind damage
        self._kept = bytearray()  # packed bytes, some of them fed already
        self._base = 0  # where they begin in the file
        self._fed = 0  # how many of them were fed
        self._start = -1
        self._again = 0  # how many bytes were searched that had been fed
        self._member = Inflater()
        self._stream = allowance.stream()
        self._trouble: Refused | None = None
        self._has_rubbish = False
        self.rest: int | None = None  # at the end: where the bytes begin that are no member

    @property
    def has_begun(self) -> bool:
        """Whether a member was found."""
        return self._start >= 0

    def next(self) -> tuple[int, int | None] | None:
        """Where the next member begins, and where the bytes before it begin that are no member.

        None at the end. What follows a damaged member passes for its own bytes: it was refused with
        them. The rest of the member at hand is passed over. Raises Refused only for what the
        allowance refuses.
        """
        begin = self._fed
        if self.has_begun:
            self._pass_over()
            # a damaged member may have been unpacked far into those after it
            begin = self._behind_damage() if self._trouble else self._fed
        self._drop(begin)
        place = self._base
        is_there = self._find(is_sure=self._trouble is None)
        self._fed = 0
        rubbish = place if self._has_rubbish and self._trouble is None else None
        if not is_there:
            self.rest = rubbish
            return None
        self._start, self._member, self._trouble = self._base, Inflater(), None
        self._stream = self._allowance.stream()
        return self._start, rubbish

    def _behind_damage(self) -> int:
        """Where among the kept bytes the search for the next member begins.

        Not at all that were read for the damaged one where that was done too often: else a file of
        members within each other would be read once for each of them.
        """
        begin = max(0, self._start + 1 - self._base)
        again = max(0, self._fed - begin)
        if self._again + again > FREE_AGAIN + READ_TWICE * self._base:
            return self._fed
        self._again += again
        return begin

    def read(self, count: int) -> bytes:
        """Some bytes of the member at hand; none at its end. Refused when it is damaged or cut."""
        if self._trouble is not None:
            raise self._trouble
        piece, is_over = b"", self._member.is_done
        fed = 0
        while not piece and not is_over:
            chunk = self._packed() if self._member.wants_input else b""
            try:
                piece = self._member.feed(chunk, count)
            except Damaged as damage:
                raise self._broken(
                    "damaged_record", f"its packing is damaged: {damage}"
                ) from damage
            is_over = self._member.is_done
            fed += len(chunk)
            if is_over:
                self._fed -= len(self._member.unused)
                fed -= len(self._member.unused)
        try:
            self._stream.take(fed, len(piece))
        except RefusedInput:
            raise
        except Refused as bomb:
            raise self._broken(bomb.code, bomb.detail) from bomb
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
        except RefusedInput:
            raise  # of all members
        except Refused:
            pass

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
            if self._is_start(bytes(self._kept[:TRIAL])):
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
