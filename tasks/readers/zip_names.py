"""In which letters a zip file's names are written, where the file does not say it."""

import struct
import unicodedata
import zlib
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from tasks.readers.guessing import SAMPLE, likely_encodings

DOS: Final = "cp437"  # APPNOTE 6.3.10, appendix D: what a name is in that does not say it
UNICODE_NAME: Final = 0x7075  # the same, 4.6.9
# Whose words hold letters of no other; Chinese and Japanese stand beside Latin ones.
_ALPHABETS: Final = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC")
# Of the letters that ASCII has not: made-up names of seventeen languages had all of them in place,
# and 0 to 0.9 when they were read in the wrong letters, but for those that Western ones share.
LEAST_IN_PLACE: Final = 0.95
_SIGNS: Final = "–—‘’“”«»№…°ªº·、。・「」『』【】《》〈〉〔〕！？，：；（）～ー＆＋－＿　々〇"


def letters_of(raw_names: Iterable[bytes]) -> str:
    """Python's name of the encoding of all names that are no UTF-8; DOS's own unless in doubt.

    Windows packs names in the country's letters and does not say in which. One name is too short
    to tell them, so those of an archive are looked at together. A guess is taken only where it
    reads as names do and DOS's own letters do not.
    """
    names: list[bytes] = []
    size = 0
    for raw_name in raw_names:
        if not is_utf8(raw_name):
            names.append(raw_name)
            size += len(raw_name) + 1
            if size >= SAMPLE:
                break
    sample = b"\n".join(names)
    if not names or _in_place(sample.decode(DOS)) >= LEAST_IN_PLACE:
        return DOS
    for name in likely_encodings(sample):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if _in_place(text) >= LEAST_IN_PLACE:
            return name
    return DOS


def is_utf8(raw_name: bytes) -> bool:
    """Whether the name is UTF-8, as ASCII is; no other letters are by chance."""
    try:
        raw_name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def unicode_name(extra: bytes, raw_name: bytes) -> str | None:
    """The name in the field that Info-ZIP writes beside one of other letters; None without it.

    It holds for the name whose checksum it has: a program that renamed the member left it there.
    """
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        if kind == UNICODE_NAME and len(field) == length > 5 and field[0] == 1:
            is_its = int.from_bytes(field[1:5], "little") == zlib.crc32(raw_name)
            return field[5:].decode("utf-8") if is_its and is_utf8(field[5:]) else None
        at += 4 + length
    return None


def _in_place(text: str) -> float:
    """The share of the letters beyond ASCII that stand where letters of a name do.

    Read in the wrong letters, names have frames and fractions in them, words of two alphabets, and
    capitals behind small letters.
    """
    count = wrong = 0
    for before, letter in pairwise("\n" + text):
        if letter.isascii() and (before.isascii() or not letter.isalpha()):
            continue
        count += 1
        if letter.isascii():
            wrong += _alphabet(before) not in {"LATIN", ""}
        elif letter not in _SIGNS:
            wrong += not _is_letter(letter) or _breaks_word(before, letter)
    return 1 - wrong / count if count else 1.0


def _is_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LM"


def _breaks_word(before: str, letter: str) -> bool:
    if before.islower() and letter.isupper():
        return True
    ours, theirs = _alphabet(letter), _alphabet(before)
    return bool(ours and theirs and ours != theirs)


def _alphabet(letter: str) -> str:
    """Its alphabet; empty for what stands beside letters of any."""
    if not letter.isalpha():
        return ""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in _ALPHABETS else ""
