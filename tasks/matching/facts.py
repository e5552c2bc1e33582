"""The figures and names of a text: what differs where one frame is filled with other news."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from zlib import crc32

# A figure with its parts: 6-3/16, 2,794,000, 11:04. A name: a capital that more letters follow.
_FIGURE_OR_WORD: Final = re.compile(r"\d(?:[\d.,:/-]*\d)?|[^\W\d_][\w’'-]+")
MOST_FACTS: Final = 300  # of a kind; a table of results has thousands, its first tell it apart


class Facts(NamedTuple):
    """Distinct figures and distinct names of a text as sorted numbers below 2**31."""

    figures: tuple[int, ...]
    names: tuple[int, ...]


def facts_of(paragraphs: Sequence[str]) -> Facts:
    """The facts that come first, `MOST_FACTS` of either kind.

    A word that also stands in small letters is no name but begins a sentence or a headline.
    """
    words = [word for text in paragraphs for word in _FIGURE_OR_WORD.findall(text)]
    distinct = dict.fromkeys(words)
    return Facts(
        _numbers(word for word in distinct if word[0].isdigit()),
        _numbers(word for word in distinct if word[0].isupper() and word.lower() not in distinct),
    )


def _numbers(words: Iterable[str]) -> tuple[int, ...]:
    numbers = {crc32(word.encode("utf-8", "surrogatepass")) >> 1: None for word in words}
    return tuple(sorted(list(numbers)[:MOST_FACTS]))


def shared_share(one: Sequence[int], two: Sequence[int], fewest: int) -> float | None:
    """What both have, over what the one with fewer has; None when that has fewer than `fewest`."""
    smaller = min(len(one), len(two))
    return len(set(one) & set(two)) / smaller if smaller >= fewest else None


def is_other_news(one: Facts, two: Facts, *, same: float, figures: int, names: int) -> bool:
    """Whether two texts in the same words tell different news: other figures, or other names.

    `figures` and `names` are the fewest that a text must have for it to be judged by them.
    """
    shares = (
        shared_share(one.figures, two.figures, figures),
        shared_share(one.names, two.names, names),
    )
    return any(share is not None and share < same for share in shares)
