"""How many words of a text stand in another one, and how many in none that was printed before."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.matching.house_lines import NO_SHINGLE
from tasks.matching.pairs import Shingled
from tasks.matching.printings import Flags, Indices
from tasks.matching.shingles import Numbers, ranges

_AT_ONCE: Final = 4_000_000  # shingles; some 200 MB with what is made of them


class Texts(NamedTuple):
    """The shingles of all texts in reading order, -1 where a house line is.

    `size` is the number of words in a shingle of each text, `words` the words it has.
    """

    starts: Indices
    shingles: Numbers
    size: Indices
    words: Indices


def shared_words(
    texts: Texts,
    distinct: Shingled,
    earlier: Indices,
    later: Indices,
    *,
    whole: Flags,
    counts: Flags,
    may_count: Flags,
) -> tuple[Indices, npt.NDArray[np.float64]]:
    """Words of the later text that stand in the earlier one, for each pair; and originality.

    Originality is for each text the share of its words that stand in no earlier text of the pairs
    that count; 1 for a text of no such pair. `whole` are pairs whose later text is known to stand
    in the earlier one with all it has: they need not be looked up. NaN where pairs that may count
    have words that those that count have not.
    """
    hit = np.zeros(len(texts.shingles), bool)
    may_be_hit = np.zeros(len(texts.shingles), bool)
    lengths = np.diff(texts.starts)
    order = np.argsort(later, kind="stable")
    words = np.zeros(len(later), np.int64)
    ends = np.cumsum(lengths[later[order]])
    begin = 0
    while begin < len(order):
        before = ends[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + _AT_ONCE, "right")))
        some = order[begin:end]
        places = ranges(texts.starts[later[some]], lengths[later[some]])
        pair = np.repeat(np.arange(len(some)), lengths[later[some]])
        found = texts.shingles[places] != NO_SHINGLE
        asked = found & ~whole[some][pair]
        found[asked] = distinct.holds(earlier[some], pair[asked], texts.shingles[places[asked]])
        hit[places[found & counts[some][pair]]] = True
        may_be_hit[places[found & may_count[some][pair]]] = True
        words[some] = _covered(found, lengths[later[some]], texts.size[later[some]])
        begin = end
    told = _covered(hit, lengths, texts.size)
    share = np.round(1.0 - told / np.maximum(1, np.maximum(texts.words, told)), 4)
    share[_covered(hit | may_be_hit, lengths, texts.size) > told] = np.nan
    return words, share


def _covered(found: Flags, lengths: Indices, sizes: Indices) -> Indices:
    """Words that stand in a found shingle, for each text of so many shingles."""
    # a text's words are its shingles and the rest of the last one
    room = np.where(lengths > 0, lengths + sizes - 1, 0)
    ends = np.cumsum(room)
    total = (int(ends[-1]) if len(ends) else 0) + 1
    begin = ranges(ends - room, lengths)[found]
    beyond = begin + np.repeat(sizes, lengths)[found]
    steps = np.bincount(begin, minlength=total) - np.bincount(beyond, minlength=total)
    covered = np.concatenate([[0], np.cumsum(np.cumsum(steps[:-1]) > 0)])
    counts: Indices = covered[ends] - covered[ends - room]
    return counts
