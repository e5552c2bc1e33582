"""What of a paragraph stands between quotation marks."""

from bisect import bisect_right
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

# The mark that ends what each of these begins. A straight mark ends what a straight one began.
# Single marks are left out: in English they are apostrophes more often than not.
CLOSING: Final = MappingProxyType(
    {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "〝": "〞"}
)
_OPENING: Final = frozenset(CLOSING)
Span = tuple[int, int]


def quoted_spans(text: str) -> list[Span]:
    """(start, end) of each quotation in order, without its marks; none lies in another.

    One that is not closed runs to the end of the paragraph: in print, a quotation over several
    paragraphs is closed in the last one only.
    """
    if not any(mark in text for mark in _OPENING):
        return []
    spans: list[Span] = []
    at, size = 0, len(text)
    while at < size:
        closing = CLOSING.get(text[at])
        at += 1
        if closing is None:
            continue
        end = text.find(closing, at)
        if end < 0:
            end = size
        if end > at:
            spans.append((at, end))
        at = end + 1
    return spans


def is_quoted(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether the characters from `start` to `end` lie within one of the spans."""
    place = bisect_right(spans, (start, len(spans) and max(spans[-1][1], end))) - 1
    return place >= 0 and spans[place][0] <= start and end <= spans[place][1]
