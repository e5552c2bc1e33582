"""The same words in two stretches of a document: anchors, what lies between, what was left."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from tasks.text.repair_model import RepairRules
from tasks.text.repair_words import Words

_STEPS_PER_WORD: Final = 60  # what `align` costs for a word, in comparisons of two words


def align(
    words: Words, one: tuple[int, int], other: tuple[int, int], rules: RepairRules
) -> list[tuple[int, int]]:
    """Pairs (word of `one`, the same word of `other`), both rising."""
    words.work.spend(_STEPS_PER_WORD * (one[1] - one[0] + other[1] - other[0]))
    pairs = _anchors(words, one, other, rules.shingle_words)
    filled: list[tuple[int, int]] = []
    edges = [(one[0] - 1, other[0] - 1), *pairs, (one[1], other[1])]
    for (low, low_other), (high, high_other) in pairwise(edges):
        filled += _fill(words, (low + 1, high, low_other + 1, high_other), rules)
        if high < one[1]:
            filled.append((high, high_other))
    return _with_fragments(words, one, other, filled, rules)


def _with_fragments(
    words: Words,
    one: tuple[int, int],
    other: tuple[int, int],
    pairs: list[tuple[int, int]],
    rules: RepairRules,
) -> list[tuple[int, int]]:
    """The pairs, and those of passages of which so little is left that no anchor held them."""
    ends = [(one[0] - 1, other[0] - 1), *pairs, (one[1], other[1])]
    more: list[tuple[int, int]] = []
    for (low, low_other), (high, high_other) in pairwise(ends):
        gaps = (low + 1, high), (low_other + 1, high_other)
        if all(begin < end for begin, end in gaps):
            more += _fragments(words, gaps[0], gaps[1], rules)
            if not more or more[-1][0] < gaps[0][0]:
                more += [(b, a) for a, b in _fragments(words, gaps[1], gaps[0], rules)]
    return sorted(pairs + more) if more else pairs


def _fragments(
    words: Words, gap: tuple[int, int], other: tuple[int, int], rules: RepairRules
) -> list[tuple[int, int]]:
    """Pairs of the gap's whole passages whose words stand, in order, in the other gap."""
    passages = _whole_passages(words, gap, other[1] - other[0])
    openings = _openings(words, passages, other, rules.shingle_words) if passages else {}
    found: list[tuple[int, int]] = []
    reach = other[0]
    for low, high in passages:
        size = high - low
        places = openings[tuple(words.key[low : min(high, low + rules.shingle_words)])]
        first = bisect_left(places, reach)
        words.work.spend(size * min(rules.most_copies, len(places) - first))
        for start in places[first : first + rules.most_copies]:
            if start + size <= other[1] and (
                words.key[start : start + size] == words.key[low:high]
            ):
                found += [(low + step, start + step) for step in range(size)]
                reach = start + size
                break
    return found


def _whole_passages(words: Words, gap: tuple[int, int], most: int) -> list[tuple[int, int]]:
    """The passages, as ranges of words, that lie in the gap whole and have at most `most` words."""
    starts = [place for place in range(*gap) if words.starts_passage(place)]
    if starts and (gap[1] == len(words.key) or words.starts_passage(gap[1])):
        starts.append(gap[1])
    return [(low, high) for low, high in pairwise(starts) if high - low <= most]


def _openings(
    words: Words, passages: list[tuple[int, int]], other: tuple[int, int], width: int
) -> dict[tuple[str, ...], list[int]]:
    """Where in the other gap the first words of each passage stand, all rising.

    One look at the other gap for all passages: a look for each held a run for minutes.
    """
    keys = words.key
    places: dict[tuple[str, ...], list[int]] = {
        tuple(keys[low : min(high, low + width)]): [] for low, high in passages
    }
    for size in sorted({len(opening) for opening in places}):
        words.work.spend(other[1] - other[0])
        shifted = (keys[other[0] + shift : other[1]] for shift in range(size))
        for start, opening in enumerate(zip(*shifted, strict=False), start=other[0]):
            # Up to three words stand anywhere by chance; as a sentence's first they mean it.
            if opening in places and (size > 3 or words.starts_sentence(start)):
                places[opening].append(start)
    return places


def _anchors(
    words: Words, one: tuple[int, int], other: tuple[int, int], width: int
) -> list[tuple[int, int]]:
    """Words in runs that stand once on each side, on the longest rising chain."""
    places, places_other = _once(words.key, one, width), _once(words.key, other, width)
    chain = _rising(
        [(place, places_other[run]) for run, place in places.items() if run in places_other]
    )
    pairs: list[tuple[int, int]] = []
    last = last_other = -1
    for place, again in chain:
        for step in range(width):
            if step and not _goes_on(words, place + step, again + step):
                break
            if place + step > last and again + step > last_other:
                last, last_other = place + step, again + step
                pairs.append((last, last_other))
    return pairs


def _once(keys: list[str], stretch: tuple[int, int], width: int) -> dict[tuple[str, ...], int]:
    """Place of each run of words that stands exactly once in the stretch, in order."""
    found: dict[tuple[str, ...], int] = {}
    low, high = stretch
    shifted = (keys[low + shift : high] for shift in range(width))
    for place, run in enumerate(zip(*shifted, strict=False), start=low):
        found[run] = -1 if run in found else place
    return {run: place for run, place in found.items() if place >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs in which both numbers rise; the first rises already."""
    tails: list[int] = []
    tail_index: list[int] = []
    before: list[int] = []
    for index, (_, again) in enumerate(pairs):
        place = bisect_left(tails, again)
        before.append(tail_index[place - 1] if place else -1)
        if place == len(tails):
            tails.append(again)
            tail_index.append(index)
        else:
            tails[place] = again
            tail_index[place] = index
    chain: list[tuple[int, int]] = []
    index = tail_index[-1] if tail_index else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _fill(
    words: Words, span: tuple[int, int, int, int], rules: RepairRules
) -> list[tuple[int, int]]:
    """Same words in the gap between two anchors."""
    low, high, low_other, high_other = span
    keys = words.key
    head: list[tuple[int, int]] = []
    while low < high and low_other < high_other and keys[low] == keys[low_other]:
        if not _goes_on(words, low, low_other):
            break
        head.append((low, low_other))
        low, low_other = low + 1, low_other + 1
    tail: list[tuple[int, int]] = []
    while low < high and low_other < high_other and keys[high - 1] == keys[high_other - 1]:
        if not _goes_on(words, high, high_other):
            break
        high, high_other = high - 1, high_other - 1
        tail.append((high, high_other))
    inner: list[tuple[int, int]] = []
    if 0 < (high - low) * (high_other - low_other) <= rules.most_gap:
        for place, again, size in _blocks(words, (low, high), (low_other, high_other), rules):
            # A lone "the" in a gap is chance, not the same word.
            for step in range(size if size > 1 else 0):
                if step and not _goes_on(words, low + place + step, low_other + again + step):
                    break
                inner.append((low + place + step, low_other + again + step))
    return head + inner + tail[::-1]


def _blocks(
    words: Words, gap: tuple[int, int], other: tuple[int, int], rules: RepairRules
) -> Sequence[tuple[int, int, int]]:
    """Runs of the same words as (first in the gap, first in the other, words), counted from 0."""
    keys, keys_other = words.key[slice(*gap)], words.key[slice(*other)]
    times = Counter(keys_other)
    same = sum(times[key] for key in keys)
    if same > rules.most_same:
        return ()
    blocks = SequenceMatcher(None, keys, keys_other, autojunk=False).get_matching_blocks()
    # The matcher comes by each pair of same words again for each block.
    words.work.spend(len(blocks) * (len(keys) + same))
    return blocks


def _goes_on(words: Words, one: int, other: int) -> bool:
    """Whether the words follow what stands before them in the same way.

    A paragraph that lost its end after "anniversary of" and a next one that begins "The" are
    no "anniversary of the" in the other copy.
    """
    if one >= len(words.key) or other >= len(words.key):
        return True
    if words.starts_passage(one):
        return words.starts_sentence(other)
    return not words.starts_passage(other) or words.starts_sentence(one)
