"""What in-document repair says of a document, and the thresholds it goes by."""

from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """The characters start:end of passages[passage]."""

    passage: int
    start: int
    end: int


class Paragraph(NamedTuple):
    """One paragraph of the restored article.

    `source` is where its words stand; `copies` are the other places it stands in, whole or
    damaged; `repairs` is a sorted subset of merged_copies, unglued, unspaced.
    """

    text: str
    source: Piece
    copies: tuple[Piece, ...] = ()
    repairs: tuple[str, ...] = ()


class Duplicate(NamedTuple):
    """A stretch set aside; paragraph number `of` (from 0) says the same, or more of it."""

    piece: Piece
    of: int
    reason: str


@dataclass(frozen=True, slots=True)
class Restoration:
    """The article once, and what was set aside to get there.

    Every piece of a paragraph's `copies` is one of the `duplicates`, and the other way round;
    with the sources they hold every character that is not blank exactly once.
    """

    paragraphs: tuple[Paragraph, ...]
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairRules:
    """Thresholds of in-document repair; measured by benchmarks/repair.py where not said."""

    # doubling
    probe_characters: int = 28  # sentence starts compared; 20 sends 3 times as many clean texts on
    probe_share: float = 0.06  # of the sentences; a copy cut to 15% still repeats twice as many
    shingle_words: int = 5  # the words between two lost links are seldom fewer
    most_copies: int = 8  # a phrase said more often is a formula, not a copy; bounds the work
    most_characters: int = 2_000_000  # longer documents are left as they are; real ones reach 63 KB
    least_words: int = 12  # the shortest doubled briefs and leads in textdumps-2013-15
    furniture_words: int = 8  # an unmatched line this short says nothing about doubling
    least_cover: float = 0.8  # of the words between first and last match, in the one that has less
    least_density: float = 0.5  # the same in the one that has more: summaries reach 0.3
    bare_cover: float = 0.95  # of the smaller copy, when it lost more than half of the larger
    bare_share: float = 0.55  # of the larger copy's sentences touched then; key points reach 0.5
    cut_touched: float = 0.7  # the same in a copy's cut part: key points skip whole paragraphs
    most_contradiction: float = 0.1  # differing words per matched word: templates begin at 0.2
    template_share: float = 0.33  # of the sentences with another number: no copy, but a template
    least_share: float = 0.5  # of the larger copy, when nothing else speaks for doubling
    cut_share: float = 0.15  # of the larger copy, when both copies begin with the same words
    cut_sentences: int = 3  # fewer may be a closing line that echoes the lead
    head_words: int = 3  # before the first match, in one of the copies: more is no beginning
    most_lead: float = 0.25  # of the larger copy: a longer stretch is no lost lead
    repeated_share: float = 0.1  # of the words after a cut: less is no third telling
    most_gap: int = 10_000  # words times words compared one by one between two anchors
    most_same: int = 1000  # pairs of the same word in such a gap; prose has 350 at most
    work_per_word: int = 2500  # comparisons; two copies take 500, three 1,150, eight 1,950 at most
    most_work: int = 100_000_000  # for one document, 4 to 7 s; twice 1 MB of prose takes 75 million

    # a paragraph printed again right behind itself
    least_again: int = 45  # bytes: a refrain's line or a cry of a crowd is shorter

    # ungluing
    glue_share: float = 0.12  # 99.5% of the run-together New York Times texts have more
    few_glue_share: float = 0.3  # with 1 or 2: newsarticles-2016-17 has typos up to 0.2
    few_glue_characters: int = 400  # and shorter is a search result's snippet or a forgotten blank
    long_passage: float = 2.5  # times the median passage: paragraphs with typos stay below
