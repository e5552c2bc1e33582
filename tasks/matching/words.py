"""The words, names and figures of a text as matching compares them, and their numbers."""

import re
import unicodedata
from typing import Final, NamedTuple
from zlib import crc32

from tasks.text.words import has_unspaced

BREAK: Final = "\x1e"  # between paragraphs; no paragraph has it, cleaning takes controls out
_BREAK: Final = BREAK.encode()
_CHARACTER: Final = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_MARKS_BEYOND_ASCII: Final = re.compile(r"[^\w\x00-\x7f]+")
# What a pattern begins with is searched for ten times faster than a boundary: so the look behind,
# for a character before the one that is there, comes second.
_MAYBE_CAPITAL: Final = re.compile(r"[A-Z\x80-\U0010ffff](?<!\w.)(?<![\W\d_])\w+")
_ASCII_CAPITAL: Final = re.compile(rb"[A-Z](?<!\w.)\w+")
# A figure with its parts: 6-3/16, 2,794,000, 11:04
_FIGURE: Final = re.compile(rb"[0-9](?<!\w.)(?:[0-9.,:/-]*[0-9])?")
# The first two bytes of U+2000 to U+203F: curly quotes, dashes and blanks, and not one letter.
# They are nearly all that English copy has beyond ASCII.
_PUNCTUATION: Final = re.compile(b"\xe2\x80[\x80-\xbf]")
_ASCII: Final = bytes(range(128))
_SMALL_WORDS: Final = bytes(
    code if code >= 128 or chr(code).isalnum() or code in b"_\x1e" else 32 for code in range(256)
).lower()


class WordHashes(dict[bytes, int]):
    """The number below 2**32 of each word met so far, the same everywhere; made anew per part."""

    def __missing__(self, word: bytes) -> int:
        number = self[word] = crc32(word)
        return number


class Words(NamedTuple):
    """A text's words in UTF-8, in small letters.

    `paragraphs` has those of each paragraph; `names` those that begin with a capital, as often as
    they do; `figures` have the marks in them. `is_unspaced` says that most words are characters of
    a script without blanks.
    """

    paragraphs: list[list[bytes]]
    names: list[bytes]
    figures: list[bytes]
    is_unspaced: bool


def words_of(text: str) -> Words:
    """The words of paragraphs joined by BREAK."""
    if not text:
        return Words([[]], [], [], is_unspaced=False)
    data = text.encode("utf-8", "surrogatepass")
    plain = data if data.isascii() else _PUNCTUATION.sub(b" ", data)
    if not plain.isascii():
        return _words_beyond_ascii(text, data)
    small = plain.translate(_SMALL_WORDS)
    return Words(
        [paragraph.split() for paragraph in small.split(_BREAK)],
        [name.lower() for name in _ASCII_CAPITAL.findall(plain)],
        _FIGURE.findall(plain),
        is_unspaced=False,
    )


def small_words(text: str) -> list[str]:
    """The text's words in small letters, without marks."""
    return [word.decode() for part in words_of(text).paragraphs for word in part]


def _words_beyond_ascii(text: str, data: bytes) -> Words:
    names = " ".join([word for word in _MAYBE_CAPITAL.findall(text) if word[0].isupper()])
    small = text.lower()
    if not unicodedata.is_normalized("NFKC", small):
        small = unicodedata.normalize("NFKC", small)
    characters = 0
    if has_unspaced(small):
        small, characters = _CHARACTER.subn(r" \g<0> ", small)
    plain = _PUNCTUATION.sub(b" ", small.encode("utf-8", "surrogatepass"))
    # the few letters of foreign names are asked alone: the pattern stops at each letter of the text
    if not plain.translate(None, _ASCII).decode("utf-8", "surrogatepass").isalnum():
        plain = _MARKS_BEYOND_ASCII.sub(" ", small).encode("utf-8", "surrogatepass")
    paragraphs = [part.split() for part in plain.translate(_SMALL_WORDS).split(_BREAK)]
    return Words(
        paragraphs,
        names.lower().encode("utf-8", "surrogatepass").split(),
        _FIGURE.findall(data),
        is_unspaced=characters * 2 > sum(map(len, paragraphs)),
    )
