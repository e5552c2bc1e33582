"""Words and marks of a sentence that stands beside a quotation."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tasks.subjects.speech_words import ABBREVIATIONS, SPEECH, SUBORDINATE

_TOKEN: Final = re.compile(r"[^\W_]++(?>(?:['’.&\-‐][^\W_]++)*)|[^\w\s]")
_SMALL: Final = re.compile("[a-z]{3,15}")
_VERBS: Final = SPEECH | SUBORDINATE | {"quoted", "according", "pointed", "points", "went", "goes"}
_STOPS: Final = frozenset(".!?;")


class Token(NamedTuple):
    """A word or mark of the sentence, by its place in the paragraph."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word, and no mark."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital or a digit."""
        return self.text[0].isupper() or self.text[0].isdigit()


def has_speech(text: str, start: int, end: int) -> bool:
    """Whether a verb of speech may stand there: a quick look before a close one."""
    return not _VERBS.isdisjoint(_SMALL.findall(text, start, end))


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of `text[start:end]`; the stop of an abbreviation is part of its word."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, max(0, start), end):
        word = match[0]
        token = Token(word, word.lower(), match.start(), match.end())
        if token.text == "." and tokens and _is_abbreviated(tokens[-1], token):
            last = tokens.pop()
            token = Token(last.text + ".", last.low + ".", last.start, token.end)
        tokens.append(token)
    return tokens


def _is_abbreviated(word: Token, stop: Token) -> bool:
    return word.end == stop.start and (
        word.low in ABBREVIATIONS or "." in word.text or (len(word.text) == 1 and word.is_capital)
    )


def clause_after(tokens: Sequence[Token]) -> list[Token]:
    """The tokens up to the end of the sentence."""
    for place, token in enumerate(tokens):
        if token.text in _STOPS:
            return list(tokens[:place])
    return list(tokens)


def sentence_before(tokens: Sequence[Token]) -> list[Token]:
    """The tokens after the last end of a sentence."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].text in _STOPS:
            return list(tokens[place + 1 :])
    return list(tokens)
