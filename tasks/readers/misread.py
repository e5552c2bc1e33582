"""UTF-8 whose letters are bytes of Chinese that a program took for Latin ones: "ÖÐ¹ú" is 中国.

Web archives and collectors of the 2000s made such texts of GB 2312 and GBK pages without a label.
"""

import codecs
import re
from array import array
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

LEAST_MORE: Final = 0.02  # bytes beyond one for each character; of English copy half of that
LEAST_SIGNS: Final = 20  # Chinese characters; a few pairs of Latin letters may be a name
IN_RUNS: Final = 0.8  # of what is not ASCII; accents stand alone, such letters side by side
COMMON_SHARE: Final = 0.8  # of the Chinese characters; in copy 98% are of the 3,755 of every day
LOST_SHARE: Final = 0.02  # of the characters; bytes that the program had no letter for
LOOKED_AT: Final = 8_000  # characters at the beginning, and as many amid the text
_RUNS: Final = re.compile("[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u20ac]{4,}")
_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
_EVERY_DAY: Final = range(0xB0, 0xD8)  # first bytes of the first level of GB 2312
# The bytes of letters that ISO 8859-15 and Windows-1252 have where ISO 8859-1 has others.
_TABLES: Final = tuple(
    MappingProxyType(
        {
            letter: code
            for code in range(0x80, 0x100)
            if (letter := bytes([code]).decode(name, "replace")) > "\xff"
        }
    )
    for name in ("iso8859-15", "cp1252")
)


class ReadAgain(NamedTuple):
    """The text that was meant, and where each of its characters begins in the bytes."""

    text: str
    starts: Sequence[int]


def read_again(text: str, data_size: int, mark: int) -> ReadAgain | None:
    """The Chinese that UTF-8 of so many bytes stands for; None where its letters are meant.

    `mark` are the bytes before the first character. Lost bytes are U+FFFD.
    """
    if data_size - mark - len(text) < LEAST_MORE * len(text):
        return None
    amid = max(LOOKED_AT, len(text) // 2)
    if not _may_be_misread(text[:LOOKED_AT] + text[amid : amid + LOOKED_AT]):
        return None
    found = [_read_by(table, text, mark) for table in _TABLES]
    best = max(found, key=lambda one: _common(one.text))
    signs = _signs(best.text)
    if len(signs) < LEAST_SIGNS or _common(best.text) < COMMON_SHARE:
        return None
    return best if best.text.count("\ufffd") <= LOST_SHARE * len(best.text) else None


def _may_be_misread(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    beyond = len(text) - len(data.translate(None, _BEYOND_ASCII))
    # most of such letters begin with these two bytes, and no letters of other scripts: the runs,
    # which take far longer to find, are looked for where it is so
    latin = data.count(b"\xc2") + data.count(b"\xc3")
    if beyond < 2 * LEAST_SIGNS or 2 * latin < beyond:
        return False
    return sum(map(len, _RUNS.findall(text))) >= IN_RUNS * beyond


def _read_by(table: Mapping[str, int], text: str, mark: int) -> ReadAgain:
    """The text with the bytes that the table has for its letters decoded; others stay."""
    decoder = codecs.getincrementaldecoder("gb18030")("replace")
    pieces: list[str] = []
    starts = array("q")
    begun = at = mark
    for letter in text:
        code = table.get(letter, ord(letter))
        piece = decoder.decode(bytes([code])) if code < 256 else decoder.decode(b"", True) + letter
        at += len(letter.encode("utf-8", "surrogatepass"))
        if piece:
            pieces.append(piece)
            starts.extend([begun] * len(piece))
            begun = at
    pieces.append(decoder.decode(b"", True))
    starts.extend([begun] * len(pieces[-1]))
    starts.append(at)
    return ReadAgain("".join(pieces), starts)


def _signs(text: str) -> list[str]:
    return [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]


def _common(text: str) -> float:
    """The share of its Chinese characters that are of every day."""
    signs = _signs(text)
    return sum(_is_every_day(sign) for sign in signs) / max(1, len(signs))


def _is_every_day(sign: str) -> bool:
    code = sign.encode("gb2312", "ignore")
    return bool(code) and code[0] in _EVERY_DAY
