"""What programs write into a cell that holds nothing."""

from typing import Final

# As pandas reads and writes missing values, with R's, and those of SQL's clients and dumps. The
# case is part of it: "none" and "Na" are words.
NULL_WORDS: Final = frozenset({
    "nan", "NaN", "-nan", "-NaN", "NaT", "<NA>", "None", "NULL", "null", "(null)", "N/A", "n/a",
    "NA", "#N/A", "#N/A N/A", "#NA", "\\N",
})  # fmt: skip


def said_or_none(value: str | None) -> str | None:
    """The value without blanks around it; None where it is empty or such a word and no more."""
    said = (value or "").strip()
    return None if said in NULL_WORDS else said or None
