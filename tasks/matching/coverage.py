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
    counts: Flags,
    may_count: Flags,
) -> tuple[Indices, npt.NDArray[np.float64]]:
    """Words of the later text that stand in the earlier one, for each pair; and originality.

    Originality is for each text the share of its words that stand in no earlier text of the pairs
    that count; 1 for a text of no such pair. NaN where pairs that may count have words that those
    that count have not.
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
        is_shingle = shingles != NO_SHINGLE
        ranks = distinct.ranks(own, shingles, lengths[own])
        hit, may_be_hit = np.zeros(len(shingles), bool), np.zeros(len(shingles), bool)
        # the shingles of both are copied: a book beside thousands of excerpts, for each
        ends = np.cumsum(lengths[later[mine]] + distinct.sizes[earlier[mine]])
        for part in blocks(ends, _AT_ONCE):
            some = mine[part]
            size = lengths[later[some]]
            places = ranges(starts[place[part]], size)
            has = np.append(distinct.common(earlier[some], later[some]), False)
            first = starts_of(distinct.sizes[later[some]])[:-1]
            found = has[np.repeat(first, size) + ranks[places]] & is_shingle[places]
            hit[places[found & np.repeat(counts[some], size)]] = True
            may_be_hit[places[found & np.repeat(may_count[some], size)]] = True
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
    at = np.flatnonzero(found)
    text = np.repeat(np.arange(len(lengths)), lengths)[at]
    words = sizes[text]
    # those that the next one begins with are its own
    words[:-1] = np.where(text[1:] == text[:-1], np.minimum(words[:-1], np.diff(at)), words[:-1])
    return np.bincount(text, words, len(lengths)).astype(np.int64)
