"""How many words of a text stand in another one, and how many in none that was printed before."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.matching.house_lines import NO_SHINGLE
from tasks.matching.printings import Flags, Indices
from tasks.matching.shingled import Shingled
from tasks.matching.shingles import Numbers, blocks, ranges, starts_of

_AT_ONCE: Final = 300_000  # shingles; a cache holds what is made of them


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
    lengths = np.diff(texts.starts)
    order = np.argsort(later, kind="stable")
    words = np.zeros(len(later), np.int64)
    share = np.ones(len(lengths))
    for pairs in _by_text(later[order], lengths):
        mine = order[pairs]
        own, place = np.unique(later[mine], return_inverse=True)
        starts = starts_of(lengths[own])
        shingles = texts.shingles[ranges(texts.starts[own], lengths[own])]
        hit, may_be_hit = np.zeros(len(shingles), bool), np.zeros(len(shingles), bool)
        for part in blocks(np.cumsum(lengths[later[mine]]), _AT_ONCE):
            some = mine[part]
            size = lengths[later[some]]
            places = ranges(starts[place[part]], size)
            pair = np.repeat(np.arange(len(some)), size)
            found = shingles[places] != NO_SHINGLE
            asked = found & ~whole[some][pair]
            found[asked] = distinct.holds(earlier[some], pair[asked], shingles[places[asked]])
            hit[places[found & counts[some][pair]]] = True
            may_be_hit[places[found & may_count[some][pair]]] = True
            words[some] = _covered(found, size, texts.size[later[some]])
        told = _covered(hit, lengths[own], texts.size[own])
        share[own] = np.round(1.0 - told / np.maximum(1, np.maximum(texts.words[own], told)), 4)
        more = _covered(hit | may_be_hit, lengths[own], texts.size[own])
        share[own[more > told]] = np.nan
    return words, share


def _by_text(later: Indices, lengths: Indices) -> Iterator[slice]:
    """Pairs, sorted by their later text, in runs that have all pairs of their later texts."""
    heads = np.flatnonzero(np.diff(later, prepend=-1))
    ends = np.append(heads[1:], len(later))[: len(heads)]
    told = np.cumsum(lengths[later])
    for texts in blocks(told[ends - 1], _AT_ONCE):
        yield slice(int(heads[texts.start]), int(ends[texts.stop - 1]))


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
