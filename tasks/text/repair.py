"""In-document repair: a dump that holds its article twice, or run together, read as one article."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise, repeat
from typing import Final

from tasks.text.repair_copies import may_be_doubled, versions
from tasks.text.repair_glue import run_together
from tasks.text.repair_merge import is_tidy, merged, paragraph
from tasks.text.repair_model import Duplicate, Paragraph, Piece, RepairRules, Restoration
from tasks.text.repair_words import TooMuchWork, words_of
from tasks.text.sentence_ends import ends_with_mark

__all__ = ["Duplicate", "Paragraph", "Piece", "RepairRules", "Restoration", "restore"]

DEFAULT_RULES: Final = RepairRules()


def restore(passages: Sequence[str], rules: RepairRules = DEFAULT_RULES) -> Restoration:
    """The article once: the fuller copy's words, the paragraph breaks of the copy that has them.

    An article told once comes back as it is, except that a run-together passage is parted at
    its glue points, and a paragraph that is printed again right behind itself stands once. Every
    character that is not blank is in exactly one source or duplicate.
    """
    again = _printed_again(passages, rules)
    if not again:
        return _restored(passages, rules)
    once = ["" if number in again else passage for number, passage in enumerate(passages)]
    return _with_again(_restored(once, rules), again, passages)


def _printed_again(passages: Sequence[str], rules: RepairRules) -> dict[int, int]:
    """The passages that say what the one before them says, each with the first that says it."""
    again: dict[int, int] = {}
    last, first = "", -1
    for number, passage in enumerate(passages):
        if passage == last and (ends_with_mark(passage) or passage.endswith((":", "："))):
            if len(passage.encode("utf-8", "surrogatepass")) >= rules.least_again:
                again[number] = first
        elif passage and not passage.isspace():
            last, first = passage, number
    return again


def _with_again(once: Restoration, again: dict[int, int], passages: Sequence[str]) -> Restoration:
    """The restoration, with the passages that were left out among its duplicates."""
    told: dict[int, int] = {}
    for at, paragraph_ in enumerate(once.paragraphs):
        for piece in (paragraph_.source, *paragraph_.copies):
            told.setdefault(piece.passage, at)
    paragraphs, duplicates = list(once.paragraphs), list(once.duplicates)
    for number, first in again.items():
        of = told[first]
        piece = Piece(number, 0, len(passages[number]))
        before = paragraphs[of]
        paragraphs[of] = before._replace(
            copies=(*before.copies, piece),
            repairs=tuple(sorted({*before.repairs, "merged_copies"})),
        )
        duplicates.append(Duplicate(piece, of, "copy_whole"))
    return Restoration(tuple(paragraphs), tuple(duplicates))


def _restored(passages: Sequence[str], rules: RepairRules) -> Restoration:
    if may_be_doubled(passages, rules) and sum(map(len, passages)) <= rules.most_characters:
        words = words_of(passages, rules)
        # A document that makes this much work is no article told twice, and must not hold the run.
        with suppress(TooMuchWork):
            found = versions(words, rules)
            if len(found) > 1:
                return merged(words, found, rules)
    glued = run_together(passages, rules)
    paragraphs: list[Paragraph] = []
    for number, passage in enumerate(passages):
        if number in glued:
            paragraphs += _parted(number, passage, glued[number])
        elif passage and not passage.isspace():
            paragraphs.append(Paragraph(passage, Piece(number, 0, len(passage))))
    return Restoration(tuple(paragraphs))


def _parted(number: int, passage: str, points: list[int]) -> list[Paragraph]:
    """The passage as paragraphs that begin at the points."""
    edges = [0, *points, len(passage)]
    texts = [passage[start:end] for start, end in pairwise(edges)]
    # Made as tuples here and below: the class's own call takes three times as long.
    places = zip(repeat(number), edges, edges[1:], strict=False)
    pieces = list(map(tuple.__new__, repeat(Piece), places))
    if not is_tidy(passage):
        return [
            paragraph(text, piece, repairs=("unglued",))
            for text, piece in zip(texts, pieces, strict=True)
        ]
    # asked once for all: half the time of asking for each piece
    if "  " in passage:
        texts = [" ".join(text.split()) if "  " in text else text.strip(" ") for text in texts]
    else:
        texts = [text.strip(" ") for text in texts]
    told = zip(texts, pieces, repeat(()), repeat(("unglued",)), strict=False)
    return list(map(tuple.__new__, repeat(Paragraph), told))
