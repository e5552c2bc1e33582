"""Which terms an article is found by, how often each stands in it, and where.

The words of a question are read the same way in SQL alone, by search_words.sql and
search_plain.sql in warehouse/models/search: what is changed here must be changed there, and
test_words_asked.py holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import Stemmer

from warehouse.layers import POSTING_FIELDS, lists_of

GAP: Final = 100  # positions left out between paragraphs: no phrase and no `near` reaches across
LONGEST_WORD: Final = 64  # characters; of what is longer (addresses, coded pictures) the beginning
# Most words of an article that are found: 100 times the longest article of the corpora. What is
# behind them is no copy but a table or a book, and would make one row of a month as large as it.
MOST_WORDS: Final = 200_000

# A word: letters and figures, and apostrophes between them. A hyphen parts words, so that
# "anti-missile" is found by "missile", and as a phrase by "anti missile".
_WORD: Final = re.compile(r"[^\W_]++(?>(?:'[^\W_]++)*)")
_PARTS_WORDS: Final = str.maketrans(
    {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
)
# Thai, Lao, Burmese, Khmer, Chinese and Japanese, which set no blanks, and Korean, whose words
# carry their particles: by pairs of characters 미사일을 is found by 미사일.
PAIRED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS: Final = re.compile(f"[{PAIRED}]+|[^{PAIRED}]+")
_PAIRED: Final = re.compile(f"[{PAIRED}]")
_APOSTROPHES: Final = ("’", "ʼ")
# Marks of English copy beyond ASCII. They part words, as a blank does; without them most of it is
# ASCII, and read in a fifth of the time.
_MARKS: Final = ("“", "”", "‘", "–", "—", "…")
_LATIN: Final = re.compile(r"[a-z]+")


class Terms(dict[str, int]):
    """The number of the term of each word met so far; `names` are the terms by their numbers.

    Made anew for each part, so that it does not grow on.
    """

    def __init__(self) -> None:
        super().__init__()
        # the cache is this one: two would keep each word twice
        self._stemmer = Stemmer.Stemmer("english", 0)
        self._numbers: dict[str, int] = {}
        self.names: list[str] = []

    def __missing__(self, word: str) -> int:
        plain = word.strip("'").removesuffix("'s").replace("'", "")[:LONGEST_WORD]
        # English endings of Latin words alone, whatever the language: a question has none.
        term = str(self._stemmer.stemWord(plain)) if _LATIN.fullmatch(plain) else plain
        number = self[word] = self.number_of(term)
        return number

    def number_of(self, term: str) -> int:
        """The number of a term that is no word to be stemmed."""
        number = self._numbers.get(term)
        if number is None:
            # the name first: an article that runs out of time may be left between the two lines,
            # and a number without a name of its own would be given to the next term as well
            self.names.append(term)
            number = self._numbers[term] = len(self.names) - 1
        return number


class Placed(NamedTuple):
    """The terms of an article in reading order, by their numbers, and the position of each."""

    terms: npt.NDArray[np.int32]
    positions: npt.NDArray[np.int32]


def placed_terms(texts: Iterable[str], terms: Terms) -> Placed:
    """The terms of an article; the texts are its headline and its paragraphs in order.

    Positions count words from 0 on, and GAP more for each text that begins.
    """
    numbers: list[int] = []
    positions: list[int] = []
    begin = 0
    for text in texts:
        found = numbers_of(text, terms)[: MOST_WORDS - len(numbers)]
        numbers += found
        positions += range(begin, begin + len(found))
        begin += len(found) + GAP  # also of a text without a word: phrase() tells by it
    return Placed(np.array(numbers, np.int32), np.array(positions, np.int32))


def postings_of(articles: Sequence[Placed], terms: Terms) -> pa.ListArray:
    """One list an article of its terms in alphabetical order, each with its positions ascending.

    Elements are of POSTING_FIELDS.
    """
    lengths = [len(one.terms) for one in articles]
    names = pa.array(terms.names, pa.string())
    by_name = pc.array_sort_indices(names).to_numpy()
    rank = np.empty(len(by_name), np.int64)
    rank[by_name] = np.arange(len(by_name))
    nothing = np.empty(0, np.int32)
    numbers = np.concatenate([nothing, *(one.terms for one in articles)])
    positions = np.concatenate([nothing, *(one.positions for one in articles)])
    keys = (np.repeat(np.arange(len(lengths)), lengths) << 32) | rank[numbers]
    order = np.argsort(keys, kind="stable")  # positions of one term stay ascending
    keys = keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    starts = np.append(begins, len(keys))
    term, tf, places = POSTING_FIELDS
    structs = pa.StructArray.from_arrays(
        [
            names.take(pa.array(by_name[keys[begins] & 0xFFFFFFFF])).cast(term.type),
            pa.array(np.diff(starts), tf.type),
            lists_of(starts, positions[order], places.type),
        ],
        fields=[term, tf, places],
    )
    ends = np.searchsorted(keys[begins] >> 32, np.arange(len(lengths) + 1))
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), structs)


def terms_of(text: str, terms: Terms) -> list[str]:
    """The terms of one text in order."""
    return [terms.names[number] for number in numbers_of(text, terms)]


def numbers_of(text: str, terms: Terms) -> list[int]:
    """The numbers of the terms of one text in order.

    Of a run of n paired characters there are n terms: the pairs, and the last character alone, so
    that each character begins one term, and is found by what the terms begin with.
    """
    small = folded(text)
    if small.isascii():
        return list(map(terms.__getitem__, _ascii_words(small)))
    words = _WORD.findall(small)
    if not _PAIRED.search(small):
        return list(map(terms.__getitem__, words))
    numbers: list[int] = []
    for word in words:
        for run in _RUNS.findall(word.removesuffix("'s").replace("'", "")):
            if _PAIRED.match(run):
                numbers += [terms.number_of(run[at : at + 2]) for at in range(len(run))]
            else:
                numbers.append(terms[run])
    return numbers


def _ascii_words(small: str) -> list[str]:
    """What _WORD finds in ASCII, but for apostrophes around a word."""
    parted = small.translate(_PARTS_WORDS)
    if "'" in parted and ("''" in parted or " ' " in f" {parted} "):
        return _WORD.findall(small)
    return parted.split()


def folded(text: str) -> str:
    """The text in small letters, its characters in their plain form (NFKC), without accents.

    Typographic marks that part words are blanks.
    """
    if text.isascii():
        return text.lower()
    for mark in _MARKS:
        text = text.replace(mark, " ")
    plain = unicodedata.normalize("NFKC", text).lower().replace("ς", "σ")
    for mark in _APOSTROPHES:
        plain = plain.replace(mark, "'")
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", plain)
    for mark in sorted(set(apart)):
        if unicodedata.category(mark).startswith("M"):
            apart = apart.replace(mark, "")
    return unicodedata.normalize("NFC", apart)
