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

__all__ = ["Duplicate", "Paragraph", "Piece", "RepairRules", "Restoration", "restore"]

DEFAULT_RULES: Final = RepairRules()


def restore(passages: Sequence[str], rules: RepairRules = DEFAULT_RULES) -> Restoration:
    """The article once: the fuller copy's words, the paragraph breaks of the copy that has them.

    An article told once comes back as it is, except that a run-together passage is parted at
    its glue points. Every character that is not blank is in exactly one source or duplicate.
    """
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
