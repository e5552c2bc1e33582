"""The words, names and figures of a text as matching compares them."""

import re
import unicodedata
from typing import Final, NamedTuple

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


class Words(NamedTuple):
    """A text's words in UTF-8, in small letters, parted by blanks and its paragraphs by BREAK.

    `names` are those that begin with a capital, as often as they do; `figures` have the marks in
    them. `is_unspaced` says that most words are characters of a script without blanks.
    """

    small: bytes
    names: bytes
    figures: bytes
    is_unspaced: bool


def words_of(text: str) -> Words:
    """The words of paragraphs joined by BREAK."""
    data = text.encode("utf-8", "surrogatepass")
    plain = data if data.isascii() else _PUNCTUATION.sub(b" ", data)
    figures = b" ".join(_FIGURE.findall(plain))
    if plain.isascii():
        names = b" ".join(_ASCII_CAPITAL.findall(plain)).lower()
        return Words(plain.translate(_SMALL_WORDS), names, figures, is_unspaced=False)
    capitals = " ".join([word for word in _MAYBE_CAPITAL.findall(text) if word[0].isupper()])
    names = capitals.lower().encode("utf-8", "surrogatepass")
    small, characters = _beyond_ascii(text)
    is_unspaced = characters * 2 > len(small.replace(_BREAK, b" ").split())
    return Words(small, names, figures, is_unspaced)


def small_of(text: str) -> bytes:
    """`Words.small` of the text, without looking for the rest."""
    data = text.encode("utf-8", "surrogatepass")
    plain = data if data.isascii() else _PUNCTUATION.sub(b" ", data)
    return plain.translate(_SMALL_WORDS) if plain.isascii() else _beyond_ascii(text)[0]


def small_words(text: str) -> list[str]:
    """The text's words in small letters, without marks."""
    return small_of(text).decode("utf-8", "surrogatepass").replace(BREAK, " ").split()


def _beyond_ascii(text: str) -> tuple[bytes, int]:
    """The words, and how many of them are characters of a script without blanks."""
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
    return plain.translate(_SMALL_WORDS), characters
