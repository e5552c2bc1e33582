"""How much an input may ask of us, and the refusal that says which bound it broke."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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


class Allowance:
    """What one input may still unpack; counts the bytes that came, never what a header claims."""

    def __init__(self, rules: ReadingRules) -> None:
        self._rules = rules
        self._members = 0
        self.packed = 0
        self.unpacked = 0

    def take_packed(self, size: int) -> None:
        """Count bytes read from the input itself."""
        self.packed += size

    def take_unpacked(self, size: int) -> None:
        """Count bytes that a decompressor gave; Refused when they are too many."""
        self.unpacked += size
        rules = self._rules
        if self.unpacked > rules.max_unpacked_bytes:
            raise Refused(
                "unpacks_too_large",
                f"it unpacks to more than max_unpacked_bytes = {rules.max_unpacked_bytes}",
            )
        self.refuse_ratio(self.packed, self.unpacked)

    def refuse_ratio(self, packed: int, unpacked: int) -> None:
        """Nothing, or Refused when so many packed bytes may not unpack to so many."""
        rules = self._rules
        if unpacked > rules.ratio_free_bytes + rules.max_ratio * packed:
            raise Refused(
                "decompression_bomb",
                f"{packed} bytes unpack to {unpacked} and more: over {rules.max_ratio} times as "
                "many, which no copy does",
            )

    def take_member(self) -> None:
        """Count a member or record; Refused when there are too many."""
        self._members += 1
        if self._members > self._rules.max_members:
            raise Refused(
                "too_many_members",
                f"it holds more than max_members = {self._rules.max_members}; what came before "
                "them was read",
            )
