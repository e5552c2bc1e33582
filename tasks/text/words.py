"""Counting and comparing words, in scripts with blanks and without."""

import hashlib
import re
from typing import Final

# Scripts that put no blank between words. A sign of the first is a word or half of one; the others
# are Thai and Lao, Burmese, and Khmer, whose words have letters. Korean has blanks.
SIGNS: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
SOUTHERN: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED: Final = re.compile(f"[{SOUTHERN}{SIGNS}]")
# What the characters of these scripts begin with in UTF-8.
_UNSPACED_LEADS: Final = (0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF)
# Words of Thai have four or five letters, vowels above and below among them. With fewer to a word
# a headline would have the words of a paragraph; with more a short paragraph those of a headline.
_LIKE_A_WORD: Final = re.compile(f"[{SIGNS}]|[{SOUTHERN}]{{1,3}}")
# Korean among them: a word of it says what two of English do.
_OF_FEW_BLANKS: Final = re.compile(f"[{SOUTHERN}{SIGNS}\uac00-\ud7a3]")
_ASCII_MARKS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_MARKS_IN_WORDS: Final = re.compile(r"[^\w ]+|_+")
_SMALL: Final = bytes(range(256)).lower()
# The first two bytes of U+2000 to U+203F, which are curly quotes, dashes, dots and blanks, and
# not one letter: nearly all that English copy has beyond ASCII.
_PUNCTUATION: Final = re.compile(b"\xe2\x80[\x80-\xbf]")
_ASCII: Final = bytes(range(128))
_MARKS: Final = re.compile(r"[\W_]+")  # exactly the characters for which isalnum() is false


def count_words(text: str) -> int:
    """Words of the text; each character of a script without blanks counts as one."""
    if not has_unspaced(text):
        return len(text.split())
    characters = len(_UNSPACED.findall(text))
    return characters + sum(
        any(letter.isalnum() for letter in word) for word in _UNSPACED.sub(" ", text).split()
    )


def count_clean_words(text: str, paragraphs: int) -> int:
    """What `count_words` says of so many clean paragraphs, none empty, that the text joins.

    Between their words stands a single blank, so that blanks are counted and no words made: a
    fifth of the time.
    """
    return count_words(text) if has_unspaced(text) else text.count(" ") + paragraphs


def words_in(text: str) -> int:
    """Words as copy is told by: a Chinese or Japanese character is one, and three Thai letters."""
    if not has_unspaced(text):
        return len(text.split())
    return len(_LIKE_A_WORD.sub(" x ", text).split())


def about_words(text: str) -> int:
    """Words as texts are told from teasers: two letters are one where blanks are few or none."""
    words = len(text.split())
    return words if text.isascii() else words + len(_OF_FEW_BLANKS.findall(text)) // 2


def has_unspaced(text: str) -> bool:
    """Whether a script without blanks between words stands in the text."""
    if text.isascii():
        return False
    # most copy that is not ASCII has curly quotes only: to see that by its bytes takes a fifth
    # of the time of the pattern
    data = text.encode("utf-8", "surrogatepass")
    return any(map(data.__contains__, _UNSPACED_LEADS)) and _UNSPACED.search(text) is not None


def letters_of(text: str) -> str:
    """The letters and digits alone, case-folded: what two prints of one text share."""
    # bytes lose their marks and capitals ten times faster than a pattern finds them
    few = text.encode("utf-8", "surrogatepass").translate(_SMALL, _ASCII_MARKS)
    if not text.isascii():
        few = _PUNCTUATION.sub(b"", few)
    letters = few.decode("utf-8", "surrogatepass")
    if letters.isascii():
        return letters
    # a foreign name's few letters are asked alone: the others are small by now
    odd = few.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if odd.isalnum() and odd == odd.casefold():
        return letters
    letters = letters.casefold()
    return letters if letters.isalnum() else _MARKS.sub("", letters)


def hash_of_letters(letters: str) -> str:
    """32 hex digits for what `letters_of` gave: equal for texts that differ only in the rest."""
    return hashlib.sha256(letters.encode()).hexdigest()[:32]


def first_words(text: str, count: int) -> str:
    """The letters of the first words; for scripts without blanks as many characters, times 2."""
    head = text[: count * 16]
    words = head.split()
    if len(words) < count // 4 and _UNSPACED.search(head):
        return letters_of(head[: count * 2])
    return _MARKS_IN_WORDS.sub("", " ".join(words[:count]).casefold())
