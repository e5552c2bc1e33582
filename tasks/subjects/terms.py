"""Which terms an article is found by, how often each stands in it, and where.

The words of a question are read the same way in SQL alone, by search_words.sql among
warehouse/models/search: what is changed here must be changed there, and test_words_asked.py holds
the two together.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

import Stemmer

GAP: Final = 100  # positions left out between paragraphs: no phrase and no `near` reaches across
LONGEST_WORD: Final = 64  # characters; of what is longer (addresses, coded pictures) the beginning
# Most words of an article that are found: 100 times the longest article of the corpora. What is
# behind them is no copy but a table or a book, and would make one row of a month as large as it.
MOST_WORDS: Final = 200_000

# A word: letters and figures, and apostrophes between them. A hyphen parts words, so that
# "anti-missile" is found by "missile", and as a phrase by "anti missile".
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Thai, Lao, Burmese, Khmer, Chinese and Japanese, which set no blanks, and Korean, whose words
# carry their particles: by pairs of characters 미사일을 is found by 미사일.
PAIRED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS: Final = re.compile(f"[{PAIRED}]+|[^{PAIRED}]+")
_PAIRED: Final = re.compile(f"[{PAIRED}]")
_LATIN: Final = re.compile(r"[a-z]+")
_APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "＇": "'"})


class Posting(NamedTuple):
    """A term of an article: how often it stands there, and at which positions, ascending."""

    term: str
    tf: int
    positions: list[int]


class Stems(dict[str, str]):
    """The term of each word met so far; made anew for each part, so that it does not grow on."""

    def __init__(self) -> None:
        super().__init__()
        # the cache is this one: two would keep each word twice
        self._stemmer = Stemmer.Stemmer("english", 0)

    def __missing__(self, word: str) -> str:
        plain = word.removesuffix("'s").replace("'", "")[:LONGEST_WORD]
        # English endings of Latin words alone, whatever the language: a question has none.
        term = self[word] = str(self._stemmer.stemWord(plain)) if _LATIN.fullmatch(plain) else plain
        return term


def postings_of(texts: Iterable[str], stems: Stems) -> list[Posting]:
    """The terms in alphabetical order; the texts are the headline and the paragraphs in order.

    Positions count words from 0 on, and GAP more for each text that begins.
    Of a run of n paired characters there are n terms: the pairs, and the last character alone, so
    that each character begins one term, and is found by what the terms begin with.
    """
    found: dict[str, list[int]] = {}
    position = 0
    left = MOST_WORDS
    for text in texts:
        terms = terms_of(text, stems)[:left]
        for at, term in enumerate(terms, start=position):
            if term in found:
                found[term].append(at)
            else:
                found[term] = [at]
        position += len(terms) + GAP  # also of a text without a word: phrase() tells by it
        left -= len(terms)
    return [Posting(term, len(places), places) for term, places in sorted(found.items())]


def terms_of(text: str, stems: Stems) -> list[str]:
    """The terms of one text in order."""
    small = folded(text)
    words = _WORD.findall(small)
    if small.isascii() or not _PAIRED.search(small):
        return [stems[word] for word in words]
    terms: list[str] = []
    for word in words:
        for run in _RUNS.findall(word.removesuffix("'s").replace("'", "")):
            if _PAIRED.match(run):
                terms += [run[at : at + 2] for at in range(len(run))]
            else:
                terms.append(stems[run])
    return terms


def folded(text: str) -> str:
    """The text in small letters, its characters in their plain form (NFKC), without accents."""
    if text.isascii():
        return text.lower()
    plain = text.translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKC", plain).lower().replace("ς", "σ")
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", plain)
    for mark in sorted(set(apart)):
        if unicodedata.category(mark).startswith("M"):
            apart = apart.replace(mark, "")
    return unicodedata.normalize("NFC", apart)
