"""The words of a document in one row, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tasks.text.repair_glue import is_abbreviated
from tasks.text.repair_model import RepairRules
from tasks.text.sentence_ends import CLOSERS, MARKS, UNSPACED_MARKS
from tasks.text.words import SIGNS

# Of scripts without blanks each sign is a word, or one lost link would hide a whole clause.
_WORD: Final = re.compile(f"[{SIGNS}]|[^\\W_{SIGNS}]++")
_SENTENCE_END: Final = re.compile(
    rf"[{MARKS}][{re.escape(CLOSERS)}]*+(?:\s|[(\[]|\Z)|[{UNSPACED_MARKS}]"
)


class TooMuchWork(Exception):
    """More steps were asked for than the document is worth."""


@dataclass(slots=True)
class Work:
    """The steps that may still be spent on one document.

    They are counted: by a clock, what comes out would depend on the machine.
    """

    left: int = 0

    def spend(self, steps: int) -> None:
        """Takes the steps away; raises TooMuchWork when there are not so many."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchWork


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all passages in one row; word i is passages[passage[i]][start[i]:end[i]]."""

    passages: Sequence[str]
    key: list[str]
    passage: list[int]
    start: list[int]
    end: list[int]
    work: Work = field(default_factory=Work)

    def starts_passage(self, word: int) -> bool:
        """Whether the word is the first of its passage."""
        return word == 0 or self.passage[word] != self.passage[word - 1]

    def between(self, word: int) -> str:
        """The characters between this word and the one before; a line feed between passages."""
        if self.starts_passage(word):
            return "\n"
        return self.passages[self.passage[word]][self.end[word - 1] : self.start[word]]

    def text(self, word: int) -> str:
        """The word as it stands."""
        return self.passages[self.passage[word]][self.start[word] : self.end[word]]

    def starts_sentence(self, word: int) -> bool:
        """Whether a passage begins here or a sentence ends before and a capital follows."""
        if self.starts_passage(word):
            return True
        between = self.between(word)
        if _SENTENCE_END.search(between) is None:
            return False
        first = self.text(word)[0]
        # "98.65" has a full stop and no blank, too.
        opens = not first.islower() and (between[-1].isspace() or not first.isdigit())
        return opens and not (between[0] == "." and is_abbreviated(self.text(word - 1)))


def words_of(passages: Sequence[str], rules: RepairRules) -> Words:
    """The words of the passages; every passage that is not blank has at least one.

    "BackgroundThe" is two words: a heading that lost its break must match the one that kept it.
    """
    words = Words(passages, [], [], [], [])
    for number, text in enumerate(passages):
        found = [part for match in _WORD.finditer(text) for part in _parts(match)]
        if not found and text.strip():
            lead = len(text) - len(text.lstrip())
            found = [(text.strip(), lead, len(text.rstrip()))]
        for word, start, end in found:
            words.key.append(word.lower())
            words.passage.append(number)
            words.start.append(start)
            words.end.append(end)
    words.work.left = min(rules.most_work, rules.work_per_word * len(words.key))
    return words


def _parts(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The word, cut before each capital that follows a small letter or a digit."""
    word, offset = match.group(), match.start()
    if word[1:].islower() or word.isupper() or len(word) == 1:
        yield word, offset, offset + len(word)
        return
    last = 0
    for place in range(1, len(word)):
        if word[place].isupper() and not word[place - 1].isupper():
            yield word[last:place], offset + last, offset + place
            last = place
    yield word[last:], offset + last, offset + len(word)
