"""The words of a text as matching compares them, and their numbers."""

import re
import unicodedata
from typing import Final
from zlib import crc32

from tasks.text.words import has_unspaced

_WORD: Final = re.compile(r"\w+")
_CHARACTER_OR_WORD: Final = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    "|[^\\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)


class WordHashes(dict[str, int]):
    """The number below 2**32 of each word met so far, the same everywhere; made anew per part."""

    def __missing__(self, word: str) -> int:
        number = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return number


def words_of(text: str) -> list[str]:
    """Lower-case words without marks; of scripts without blanks each character is one."""
    small = text.lower()
    if small.isascii():
        return _WORD.findall(small)
    if not unicodedata.is_normalized("NFKC", small):
        small = unicodedata.normalize("NFKC", small)
    return (_CHARACTER_OR_WORD if has_unspaced(small) else _WORD).findall(small)
