"""What is kept of a text for matching, made where the text is at hand."""

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from tasks.matching.facts import facts_of
from tasks.matching.shingles import Numbers, shingles_of
from tasks.matching.terms import terms_of
from tasks.matching.words import WordHashes, words_of


class Signature(NamedTuple):
    """A text without its words: all numbers are below 2**31.

    `shingles` are its runs of words in reading order, across paragraphs; `paragraph_words` count
    the words of each paragraph, and equal paragraphs have equal `paragraph_marks`. `figures`,
    `names` and `terms` are distinct and sorted, `term_weights` are in tenths.
    """

    shingles: Numbers
    paragraph_words: tuple[int, ...]
    paragraph_marks: tuple[int, ...]
    figures: tuple[int, ...]
    names: tuple[int, ...]
    terms: tuple[int, ...]
    term_weights: tuple[int, ...]


def signature_of(title: str | None, paragraphs: Sequence[str], hashes: WordHashes) -> Signature:
    """The signature of an article's headline and of the paragraphs of its copy."""
    parts = [words_of(paragraph) for paragraph in paragraphs]
    words = [word for part in parts for word in part]
    facts = facts_of(paragraphs)
    terms, weights = terms_of(words_of(title or ""), words, hashes)
    return Signature(
        shingles_of(words, hashes),
        tuple(map(len, parts)),
        tuple(crc32(" ".join(part).encode("utf-8", "surrogatepass")) >> 1 for part in parts),
        facts.figures,
        facts.names,
        terms,
        weights,
    )
