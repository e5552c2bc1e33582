"""Characters made clean: one kind of blank, no invisible marks, no mojibake, NFC."""

import html
import re
import unicodedata
from typing import Final

import ftfy

# What UTF-8 looks like when it was read as Latin-1 or cp1252: a lead byte shown as a letter and
# a continuation byte shown as a sign. Clean text has such pairs next to never, so ftfy, which
# costs some hundred microseconds a kilobyte, is asked only when one stands there.
_MOJIBAKE: Final = re.compile(
    "[\u00c2\u00c3\u00c5\u00c6\u00e2\u00ef]"
    "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)
# Soft hyphens, zero-width marks, marks of direction, controls that are no blanks.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84]+"
)
_LONE: Final = re.compile("[\ud800-\udfff]")
# Whether any of the above can be there: most lines hold none, and are done with one search.
_ODD: Final = re.compile(
    "[\ud800-\udfff\u00c2\u00c3\u00c5\u00c6\u00e2\u00ef\u00ad\u200b-\u200f\u202a-\u202e\u2060"
    "\ufeff\x00-\x08\x0e-\x1f\x7f-\x84]"
)
_ENTITY: Final = re.compile(
    r"&(?:(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});|nbsp(?![a-zA-Z]))"
)


def clean_characters(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with blanks made single and odd characters mended, and what was mended."""
    repairs: list[str] = []
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
        repairs.append("entities")
    if text.isascii():
        if not text.isprintable():
            text = _INVISIBLE.sub("", text)
    else:
        if _ODD.search(text):
            text = _LONE.sub("\ufffd", text)
            if _MOJIBAKE.search(text):
                mended = ftfy.fix_encoding(text)
                if mended != text:
                    text = mended
                    repairs.append("mojibake")
            text = _INVISIBLE.sub("", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    return " ".join(text.split()), tuple(repairs)
