"""Characters made clean: one kind of blank, no invisible marks, no mojibake, NFC."""

import html
import re
import unicodedata
from typing import Final

import ftfy
from ftfy.fixes import fix_c1_controls

# What UTF-8 looks like when it was read as Latin-1 or cp1252: a lead byte shown as a letter and
# a continuation byte shown as a sign. Clean text has such pairs next to never, so ftfy, which
# costs some hundred microseconds a kilobyte, is asked only when one stands there.
_LEADS: Final = "\u00c2\u00c3\u00c5\u00c6\u00e2\u00ef"
_MOJIBAKE: Final = re.compile(
    f"[{_LEADS}]"
    "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)
# Soft hyphens, zero-width marks, marks of direction and of annotations: equal words must be equal.
INVISIBLE: Final = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062"
    "\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
)
SHOWS_NOTHING: Final = re.compile(f"[{INVISIBLE}]+")
# and controls that are no blanks
_NO_LETTERS: Final = re.compile(f"[{INVISIBLE}\x00-\x08\x0e-\x1f\x7f-\x84]+")
# Quotation marks and dashes of cp1252 whose numbers were taken for characters: U+0092 is an
# apostrophe. U+0085 alone is a line end.
_C1: Final = re.compile("[\x80-\x84\x86-\x9f]")
_PLAIN: Final = bytes(range(0x20, 0x7F))
# Nine in ten characters beyond ASCII in English copy, each clean wherever it stands.
_USUAL: Final = "\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u2026\u00e9"
_LONE: Final = re.compile("[\ud800-\udfff]")
_ENTITY: Final = re.compile(
    r"&(?:(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});|nbsp(?![a-zA-Z]))"
)


def is_clean(text: str) -> bool:
    """Whether no stretch of the text has anything to mend but blanks at its ends."""
    return "  " not in text and is_clean_but_for_blanks(text)


def is_clean_but_for_blanks(text: str) -> bool:
    """Whether no stretch of the text has anything to mend but spaces."""
    if "&" in text:
        return False
    return _is_usual(text) or (
        text.isprintable() and not _may_be_mojibake(text) and unicodedata.is_normalized("NFC", text)
    )


def is_printable(text: str) -> bool:
    """As `str.isprintable`, which takes twice as long over most copy."""
    return _is_usual(text) or text.isprintable()


def _is_usual(text: str) -> bool:
    # Bytes lose the plain characters in a third of the time that asking each of the whole takes,
    # and most copy has nothing left then but quotation marks and dashes.
    few = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return not few or not few.decode("utf-8", "surrogatepass").strip(_USUAL)


def clean_characters(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with blanks made single and odd characters mended, and what was mended."""
    if is_clean(text):
        return text.strip(" "), ()
    repairs: list[str] = []
    if (plain := without_entities(text)) != text:
        text = plain
        repairs.append("entities")
    if not text.isprintable():
        text = _LONE.sub("\ufffd", text)
    if not text.isascii():
        if _may_be_mojibake(text):
            mended = ftfy.fix_encoding(text)
            if mended != text:
                text = mended
                repairs.append("mojibake")
        if not text.isprintable():
            if _C1.search(text):
                text = fix_c1_controls(text)
                repairs.append("mojibake")
            text = _NO_LETTERS.sub("", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    elif not text.isprintable():
        text = _NO_LETTERS.sub("", text)
    return single_blanks(text), tuple(repairs)


def without_entities(text: str) -> str:
    """The text with the characters that entities in it stand for; "AT&T" and "R&D;" stay."""
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text


def single_blanks(text: str) -> str:
    """The text with one blank where there are several of any kind, and none at its ends."""
    # Printable text has no blank but the space. Nearly all copy has single ones already, and to
    # see that takes a quarter of the time that parting it into words does.
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return " ".join(text.split())


def _may_be_mojibake(text: str) -> bool:
    # looking for six letters one by one is ten times as fast as looking for any of them
    return any(map(text.__contains__, _LEADS)) and _MOJIBAKE.search(text) is not None
