"""The records of a crawl's file that a later revisit may refer to, each in some 70 bytes."""

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from tasks.readers.crawl_records import Place

MOST_REMEMBERED: Final = 1 << 20  # records, in 66 MB; a WARC of 1 GB has 50,000
FEWEST_SLOTS: Final = 1 << 10


class Originals:
    """Finds a record by any of its signs, of which eight bytes of a hash are kept.

    Of several records with a sign the first counts. A dict of texts would take six times the
    memory, which grows with the file.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._signs = array("Q", [0]) * FEWEST_SLOTS  # 0 where there is none
        self._numbers = array("I", [0]) * FEWEST_SLOTS
        self._used = 0
        # the two offsets of each place, by its number
        self._places = array("Q")

    def add(self, signs: Iterable[str], place: Place) -> None:
        """The record can be found from now on, unless there are `most` already."""
        number = len(self._places) // 2
        if number >= self._most:
            return
        self._places.extend(place)
        for text in signs:
            sign = _hash(text)
            slot = self._slot(sign)
            if not self._signs[slot]:
                self._used += 1
                self._signs[slot], self._numbers[slot] = sign, number
                self._grow()

    def find(self, signs: Iterable[str]) -> Place | None:
        """The record of the first sign that one has."""
        for text in signs:
            slot = self._slot(_hash(text))
            if self._signs[slot]:
                number = self._numbers[slot]
                return Place(*self._places[2 * number : 2 * number + 2])
        return None

    def _slot(self, sign: int) -> int:
        """Where the sign stands, or would."""
        last = len(self._signs) - 1
        slot = sign & last
        while self._signs[slot] not in {0, sign}:
            slot = slot + 1 & last
        return slot

    def _grow(self) -> None:
        if self._used * 4 < len(self._signs) * 3:
            return
        signs, numbers = self._signs, self._numbers
        self._signs = array("Q", [0]) * (2 * len(signs))
        self._numbers = array("I", [0]) * (2 * len(signs))
        for sign, number in zip(signs, numbers, strict=True):
            if sign:
                slot = self._slot(sign)
                self._signs[slot], self._numbers[slot] = sign, number


def _hash(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) or 1
