"""The marks that end a sentence in any script, and what may close behind them."""

import re
from typing import Final

# Latin, Greek and Cyrillic; Arabic, Persian and Urdu; Hindi and Bengali; Armenian; Ethiopic;
# Burmese; Khmer. Those that tell come first: a headline ends in none of them.
FULL_STOPS: Final = ".۔।॥։።။។៕"
MARKS: Final = FULL_STOPS + "!?…؟՞፧"
# Scripts whose sentences follow one another without a blank between.
UNSPACED_STOPS: Final = "。｡"
UNSPACED_MARKS: Final = UNSPACED_STOPS + "！？"

# German, Czech and Bulgarian close with the mark that opens in English, Danish with the one that
# opens in French: „So.“ «So.» »So.«
QUOTES: Final = "\"'”’“‘»«›‹」』"
BRACKETS: Final = ")]）】"
BLANKS: Final = " \xa0\u202f\u2009"  # French has one before its closer: « Je pars. »

ALL_MARKS: Final = MARKS + UNSPACED_MARKS
CLOSERS: Final = QUOTES + BRACKETS
MARK: Final = rf"[{ALL_MARKS}]"
_CLOSING: Final = CLOSERS + BLANKS + "\n"
LAST: Final = tuple(ALL_MARKS)
CLOSING: Final = rf"(?:[{BLANKS}]?[»«›‹]|[{re.escape(CLOSERS)}])"  # to be repeated a few times


def ends_with_mark(text: str) -> bool:
    """Whether a mark that ends a sentence is the last of the text, what closes behind it aside."""
    return text.rstrip(_CLOSING).endswith(LAST)


def without_closing_quotes(text: str) -> str:
    """The text without the quotation marks that close at its end."""
    return text.rstrip(QUOTES + BLANKS) if text[-1:] in QUOTES else text
