"""The words a text is about, as numbers with weights: what tells its event."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from tasks.matching.words import WordHashes

SHORTEST: Final = 3  # letters of an alphabet; shorter words are of every text
MOST_TERMS: Final = 400  # distinct words that come first; a news article has 200
IN_THE_TITLE: Final = 2.0  # a headline names the event
STEPS: Final = 10  # a weight is kept in tenths, in one byte


def terms_of(
    title: Sequence[str], words: Sequence[str], hashes: WordHashes
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Distinct words as sorted numbers below 2**31, and their weights in tenths, 1 to 127.

    A word weighs 1 + ln(times), twice that when it stands in the title, too.
    """
    counts = Counter(words)
    titled = set(title)
    weights: dict[int, int] = {}
    for word, times in (counts | Counter(titled)).items():
        if word.isascii() and len(word) < SHORTEST:
            continue
        weight = (1 + math.log(times)) * (IN_THE_TITLE if word in titled else 1.0)
        weights[hashes[word] >> 1] = min(127, round(STEPS * weight))
        if len(weights) == MOST_TERMS:
            break
    return tuple(sorted(weights)), tuple(weights[number] for number in sorted(weights))
