"""The encoding of bytes that neither a mark nor a label tells, from what would be read in it."""

import re
from typing import Final

from chardet import detect

SAMPLE: Final = 65_536  # bytes that a guess is made from
STRAY_SHARE: Final = 0.01  # of the characters; damage beyond it is another encoding
# Of the library's confidence: texts of the corpora have 0.19 or more, but English ones with a few
# dashes 0.05; bytes that are no text 0.09 at most.
LEAST_CONFIDENCE: Final = 0.15
# What publishers and their programs wrote: the single-byte sets of the web's standard
# (https://encoding.spec.whatwg.org/#names), Macintosh Roman, and DOS's of the West and of Central
# Europe. Without the library's rare sets, which fit nearly any bytes.
ONE_BYTE: Final = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "koi8-r",
    "koi8-u", "mac-roman", "cp866", "cp850", "cp852",
)  # fmt: skip
# Their stray bytes fit no character, and make the library take them for one of the above.
SEVERAL_BYTES: Final = ("gb18030", "big5hkscs", "cp949", "cp932", "euc_jp")
# What the library calls some of them: its largest set of EUC-JP, and sets that hardly a text tells
# from cp1252; without them it takes English with a dash for cp850.
_ASKED: Final = {
    **{name: name for name in (*ONE_BYTE, *SEVERAL_BYTES[:-1])},
    "euc_jis_2004": "euc_jp",
    "iso8859-1": "cp1252",
    "iso8859-15": "cp1252",
}
_NOTHING: Final = "ascii"  # what it says when nothing fits; no text with bytes to guess is it


# Quotation marks, dashes and full-width signs of GBK, the only ones beyond ASCII in the English copy
# of Chinese agencies; too few for the library. No other text has them in pairs alone.
_SIGNS: Final = re.compile(rb"[\xa1-\xa3][\xa1-\xfe]")
_PLAIN: Final = bytes(range(0x80))


def guessed_encoding(data: bytes) -> str | None:
    """Python's name of the encoding, None when none is likely.

    A cut text ends within a character, and a damaged one has stray bytes: an encoding that tells
    the text by all other bytes goes before one that has a letter for each of them.
    """
    sample = _whole_lines(data[:SAMPLE])
    if not _SIGNS.sub(b"", sample).translate(None, _PLAIN):
        return "gb18030"
    guess = _asked(sample)
    if guess in SEVERAL_BYTES:
        return guess
    for name in (*SEVERAL_BYTES, "cp1252"):
        rest = _without_strays(sample, name)
        if rest and _asked(rest) == name:
            return name
    return guess


def _asked(sample: bytes) -> str | None:
    found = detect(
        sample, max_bytes=SAMPLE, compat_names=False, include_encodings=_ASKED,
        no_match_encoding=_NOTHING,
    )  # fmt: skip
    is_likely = found["confidence"] >= LEAST_CONFIDENCE
    return _ASKED.get(found["encoding"] or "") if is_likely else None


def _whole_lines(sample: bytes) -> bytes:
    """The sample without a last line that may be cut within a character."""
    return sample[: sample.rfind(b"\n") + 1] or sample


def _without_strays(sample: bytes, encoding: str) -> bytes:
    """The sample without the bytes that fit no character of it; nothing if none or too many."""
    text = sample.decode(encoding, "surrogateescape")
    kept = [letter for letter in text if not "\udc80" <= letter <= "\udcff"]
    if not 0 < len(text) - len(kept) <= STRAY_SHARE * len(text):
        return b""
    return "".join(kept).encode(encoding)
