"""What is kept of texts for matching, made where the texts are at hand, for many at once."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from tasks.matching.shingles import Column, Flags, Indices, runs_of, starts_of
from tasks.matching.word_numbers import IS_SHORT, folded, numbers_of
from tasks.matching.words import BREAK, small_of, words_of

MOST_WORDS: Final = 1_500  # of a text that its terms are taken from, and figures of it at most
IN_THE_TITLE: Final = 2.0  # a headline names the event
STEPS: Final = 10  # a weight is kept in tenths, in one byte
_AT_ONCE: Final = 1_000  # texts; some 100 MB

Copy = tuple[str | None, Sequence[str]]


class Signatures(NamedTuple):
    """Texts without their words; all numbers are below 2**31.

    `shingles` are the runs of words in reading order, across paragraphs; `paragraph_words` count
    the words of each paragraph, and equal paragraphs have equal `paragraph_marks`. `figures` and
    `names` (words that never stand in small letters) are distinct and sorted, as are `terms`, all
    words of three letters and more, with their weights in tenths: 1 + ln(times), twice that for
    words of the headline.
    """

    shingles: Column
    paragraph_words: Column
    paragraph_marks: Column
    figures: Column
    names: Column
    terms: Column
    term_weights: Column


def signatures_of(copies: Sequence[Copy]) -> Signatures:
    """The signatures of headlines and the paragraphs below them."""
    pieces = [
        _signatures(copies[begin : begin + _AT_ONCE])
        for begin in range(0, max(1, len(copies)), _AT_ONCE)
    ]
    return Signatures(*(_joined(columns) for columns in zip(*pieces, strict=True)))


def _joined(columns: Sequence[Column]) -> Column:
    lengths = np.concatenate([np.diff(column.starts) for column in columns])
    return Column(starts_of(lengths), np.concatenate([column.values for column in columns]))


def _signatures(copies: Sequence[Copy]) -> Signatures:
    read = [
        words_of(BREAK.join(text.replace(BREAK, " ") for text in paragraphs))
        for _, paragraphs in copies
    ]
    # a text without paragraphs has none, though its words are one stretch without any
    paragraphs = np.array([len(paragraphs) for _, paragraphs in copies], np.int64)
    stretches = np.maximum(1, paragraphs)
    words, values = numbers_of([one.small for one in read])
    is_paragraph = np.repeat(paragraphs > 0, stretches)
    marks = folded(values, words)[is_paragraph] >> 1
    numbers = starts_of(words)[starts_of(stretches)], values
    whole = _counted(numbers)
    is_short = max(np.diff(numbers[0]), default=0) <= MOST_WORDS
    terms = whole if is_short else _counted(_first(numbers, MOST_WORDS))
    figures = _first(_texts([one.figures for one in read]), MOST_WORDS)
    titles = [small_of((title or "").replace(BREAK, " ")) for title, _ in copies]
    return Signatures(
        runs_of(*numbers, np.array([one.is_unspaced for one in read], bool)),
        Column(starts_of(paragraphs), words[is_paragraph].astype(np.int32)),
        Column(starts_of(paragraphs), marks.astype(np.int32)),
        _distinct(_counted(figures)),
        _never_small(_counted(_texts([one.names for one in read])), whole),
        *_weighted(terms, _counted(_texts(titles))),
    )


def _texts(stretches: Sequence[bytes]) -> tuple[Indices, Indices]:
    """Where each text's words start, and their numbers; no text has a BREAK in it."""
    words, values = numbers_of(stretches)
    return starts_of(words), values


def _first(numbers: tuple[Indices, Indices], most: int) -> tuple[Indices, Indices]:
    """The numbers of each text's first words."""
    starts, values = numbers
    lengths = np.diff(starts)
    place = np.arange(len(values)) - np.repeat(starts[:-1], lengths)
    return starts_of(np.minimum(lengths, most)), values[place < most]


class _Counts(NamedTuple):
    """Distinct words of all texts as keys, text << 32 | number, sorted, and how often each is."""

    keys: Indices
    times: Indices
    texts: int


def _counted(numbers: tuple[Indices, Indices]) -> _Counts:
    starts, values = numbers
    text = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    keys, times = np.unique((text << 32) | values, return_counts=True)
    return _Counts(keys, times, len(starts) - 1)


def _distinct(counts: _Counts) -> Column:
    lengths = np.bincount(counts.keys >> 32, minlength=counts.texts)
    return Column(starts_of(lengths), ((counts.keys & 0xFFFFFFFF) >> 1).astype(np.int32))


def _never_small(capitals: _Counts, words: _Counts) -> Column:
    """Words with a capital wherever they stand: a word that is small elsewhere is no name."""
    at, there = _places(words.keys, capitals.keys)
    always = there & (np.append(words.times, 0)[at] <= capitals.times)
    return _distinct(_Counts(capitals.keys[always], capitals.times[always], capitals.texts))


def _places(among: Indices, wanted: Indices) -> tuple[Indices, Flags]:
    """Where each wanted key would stand among sorted ones, and whether it stands there."""
    at = np.searchsorted(among, wanted)
    there: Flags = np.append(among, -1)[at] == wanted
    return at, there


def _weighted(words: _Counts, titles: _Counts) -> tuple[Column, Column]:
    at, there = _places(words.keys, titles.keys)
    factor = np.ones(len(words.keys))
    factor[at[there]] = IN_THE_TITLE
    keys = np.insert(words.keys, at[~there], titles.keys[~there])
    weight = np.insert((1 + np.log(words.times)) * factor, at[~there], IN_THE_TITLE)
    kept = keys & IS_SHORT == 0  # these are of every text
    keys, weight = keys[kept], weight[kept]
    starts = starts_of(np.bincount(keys >> 32, minlength=words.texts))
    tenths = np.minimum(127, np.round(STEPS * weight)).astype(np.int32)
    return Column(starts, ((keys & 0xFFFFFFFF) >> 1).astype(np.int32)), Column(starts, tenths)
