"""The numbers behind the judgements, each with its origin."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class JudgementRules:
    """What the judgements measure against.

    'The text corpora' are the 19,158 articles with a text in newsarticles-2016-17,
    reuters-21578, kcna-2011-12, helsinki-2018, peoplesdaily-2018 and basil-triplets.
    """

    first_year: int = 1800  # room for archives; misread years (0018, 1017) lie far below
    days_ahead: int = 2  # a day for the zones, a day for print editions dated ahead
    short_text_words: int = 30  # 1 in 100 web articles of the corpora is below; Reuters flashes too
    error_page_words: int = 80  # no article of the text corpora, of any length, opens like one
    title_characters: int = 300  # the longest of their titles has 171
    # 4 readable articles of the text corpora have over 1% (curly quotes and accents lost upstream),
    # none has 2%; a text read in a wrong encoding has many times that.
    replacement_share: float = 0.02
    lang_confidence: float = 0.5  # below, all other languages together are the likelier answer
    share_quarantined: float = 0.1  # not measured: one input in ten deserves a look


RULES: Final = JudgementRules()
