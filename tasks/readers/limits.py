"""How much an input may ask of us, and the refusal that says which bound it broke."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from tasks.readers.reasons import REASONS


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What the settings say about reading: the columns of tables, the separator, the bounds."""

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    article_separator: str | None = None
    max_record_bytes: int = 64 << 20  # the longest pages of the corpora have 7 MB
    max_unpacked_bytes: int = 50 << 30  # a year of a large outlet's pages, uncompressed
    # Text packs 5 to 50 times, a padded tar or a table of blanks up to 1,000; deflate cannot pass
    # 1,032. Only bombs of bzip2, xz, zstd or of several layers do.
    max_ratio: int = 2_000
    ratio_free_bytes: int = 64 << 20  # below this no one is harmed, whatever the ratio
    free_streams: int = 16  # so many of them may have all of it, a thousand of them are a bomb
    max_depth: int = 3  # page.html.gz in a zip in a zip
    max_members: int = 5_000_000
    # An input with more is broken as a whole, and a person who looks at it needs no longer list.
    max_refusals: int = 1_000
    max_memory_bytes: int = 256 << 20  # of a nested zip or Parquet file, which needs seeking


class Refused(Exception):
    """Something of an input cannot be read; `code` is one of REASONS."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        if code not in REASONS:
            raise ValueError(f"{code} is no reason code; add it to tasks/readers/reasons.py")
        self.code = code
        self.detail = detail


class RefusedArchive(Refused):
    """A refusal of the archive that a file lies in, met while the file is read.

    It passes through the readers of the file: one damage is one row, and the archive has it.
    """

    def __init__(self, refusal: Refused) -> None:
        super().__init__(refusal.code, refusal.detail)
        self.refusal = refusal


class RefusedInput(RefusedArchive):
    """A refusal of the input as a whole: nothing that lies in it is read any further."""


# Packed bytes that may have been read before what they unpack to is asked for: the look ahead of
# the input and a step of its packing.
READ_AHEAD: Final = (1 << 18) + (1 << 16)


class Allowance:
    """What one input may still unpack; counts the bytes that came, never what a header claims.

    Whether one stream of it is a bomb is asked of the stream alone: counted over all of them, a
    large good member would let a bomb pass, and a bomb would cost the good ones behind it.
    """

    def __init__(self, rules: ReadingRules) -> None:
        self._rules = rules
        self._members = 0
        self._member_began = 0
        self.packed = 0
        self.unpacked = 0

    @property
    def packed_of_member(self) -> int:
        """How many bytes of the input the member at hand may have cost."""
        return self.packed - self._member_began + READ_AHEAD

    def begin_member(self) -> None:
        """What is read of the input from now on is read for another of its members."""
        self._member_began = self.packed

    def stream(self) -> "Stream":
        """The books of one packed stream that begins now."""
        return Stream(self, self._rules)

    def take_packed(self, size: int) -> None:
        """Count bytes read from the input itself."""
        self.packed += size

    def take_unpacked(self, size: int) -> None:
        """Count bytes that a decompressor gave; RefusedInput when they are too many."""
        self.unpacked += size
        rules = self._rules
        if self.unpacked > rules.max_unpacked_bytes:
            raise RefusedInput(
                Refused(
                    "unpacks_too_large",
                    f"it unpacks to more than max_unpacked_bytes = {rules.max_unpacked_bytes}",
                )
            )
        free = rules.free_streams * rules.ratio_free_bytes
        if self.unpacked > free + rules.max_ratio * self.packed:
            raise RefusedInput(_bomb(self.packed, self.unpacked, rules))

    def refuse_ratio(self, packed: int, unpacked: int) -> None:
        """Nothing, or Refused when so many packed bytes may not unpack to so many."""
        rules = self._rules
        if unpacked > rules.ratio_free_bytes + rules.max_ratio * packed:
            raise _bomb(packed, unpacked, rules)

    def take_member(self) -> None:
        """Count a member or record; Refused when there are too many."""
        self._members += 1
        if self._members > self._rules.max_members:
            raise Refused(
                "too_many_members",
                f"it holds more than max_members = {self._rules.max_members}; what came before "
                "them was read",
            )


class Stream:
    """What one packed stream took and gave: a member of a zip, of a gzip file or of a crawl."""

    def __init__(self, allowance: Allowance, rules: ReadingRules) -> None:
        self._allowance = allowance
        self._rules = rules
        self._packed = 0
        self._unpacked = 0

    def take(self, packed: int, unpacked: int) -> None:
        """Count bytes; Refused `decompression_bomb` when so few may not give so many.

        Of layers of packing each gives little more than it takes. All of them come from the few
        bytes of the input that their member has.
        """
        self._packed += packed
        self._unpacked += unpacked
        self._allowance.take_unpacked(unpacked)
        least = min(self._packed, self._allowance.packed_of_member)
        self._allowance.refuse_ratio(least, self._unpacked)


def _bomb(packed: int, unpacked: int, rules: ReadingRules) -> Refused:
    return Refused(
        "decompression_bomb",
        f"{packed} bytes unpack to {unpacked} and more: over {rules.max_ratio} times as many, "
        "which no copy does",
    )
