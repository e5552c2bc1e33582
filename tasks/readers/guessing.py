"""The encoding of bytes that neither a mark nor a label tells, from what would be read in it."""

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from chardet import detect

SAMPLE: Final = 65_536  # bytes that a guess is made from
STRAY_SHARE: Final = 0.01  # of the characters; damage beyond it is another encoding
# Of the library's confidence, which bytes that are no text stay below; so does English with a few
# dashes, which is left to the sets of the West.
LEAST_CONFIDENCE: Final = 0.15
# Of the bytes: Icelandic has 0.12, Chinese and Korean over 0.6. Nearly any bytes fit cp1252, so it
# is no guess for text of them.
LATIN_SHARE: Final = 0.3
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
_ASKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{name: name for name in (*ONE_BYTE, *SEVERAL_BYTES[:-1])},
        "euc_jis_2004": "euc_jp",
        "iso8859-1": "cp1252",
        "iso8859-15": "cp1252",
    }
)
_NOTHING: Final = "ascii"  # what it says when nothing fits; no text with bytes to guess is it
# Signs and commoner ideographs of GB 2312. English copy of Chinese agencies has its dashes,
# quotation marks and menus in them: too few for the library, which takes them for accents of Mac
# Roman. Accents do not stand in pairs alone, and of small letters none is among the first bytes.
_PAIRS: Final = re.compile(rb"(?:[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])+")
_ASCII: Final = bytes(range(0x80))
_HIGH: Final = bytes(range(0x80, 0x100))
# A few signs are all that tells one Western set from another in English, and the library tosses a
# coin. In the wrong one they are letters beside no letter, and capitals behind small letters.
_WESTERN: Final = ("cp1252", "mac-roman", "cp850")
_USUAL: Final = re.compile(
    "[\xa0‘’“”–—…•£€®™]|(?<=[A-Za-z])[éèêáàâãäåæçíúùûüóòõöøñß]|[éèêáàâãäåæíúüóöøñÉÖÜ](?=[a-z])"
)


def likely_encodings(data: bytes) -> Iterator[str]:
    """Python's names of encodings that may be the text's, the likeliest first."""
    sample = _whole_words(data[:SAMPLE])
    is_latin = len(sample) - len(sample.translate(None, _HIGH)) <= LATIN_SHARE * len(sample)
    guess = _guess(sample, is_latin)
    if guess:
        yield guess
    if is_latin:
        western = _western(sample, "cp1252")
        if western != guess:
            yield western


def _guess(sample: bytes, is_latin: bool) -> str | None:
    """One encoding, or None when none is likely.

    A cut text ends within a character, and a damaged one has stray bytes: an encoding that tells
    the text by all other bytes goes before one that has a letter for each of them.
    """
    guess = _asked(sample)
    if guess in SEVERAL_BYTES:
        return guess
    if is_latin and _PAIRS.search(sample) and not _PAIRS.sub(b"", sample).translate(None, _ASCII):
        return _asked(sample, SEVERAL_BYTES, 0) or "gb18030"
    for name in SEVERAL_BYTES if guess in _WESTERN else (*SEVERAL_BYTES, "cp1252"):
        rest = _without_strays(sample, name)
        if rest and _asked(rest) == name:
            return name
    return _western(sample, guess) if guess in _WESTERN else guess


def _asked(
    sample: bytes,
    among: Collection[str] = frozenset(_ASKED.values()),
    least: float = LEAST_CONFIDENCE,
) -> str | None:
    found = detect(
        sample,
        max_bytes=SAMPLE,
        compat_names=False,
        include_encodings=[name for name, ours in _ASKED.items() if ours in among],
        no_match_encoding=_NOTHING,
    )
    return _ASKED.get(found["encoding"] or "") if found["confidence"] >= least else None


def _western(sample: bytes, guess: str) -> str:
    """The set in which most characters are what one expects there; of equal ones the guess."""
    usual = {name: len(_USUAL.findall(sample.decode(name, "replace"))) for name in _WESTERN}
    return max((guess, *_WESTERN), key=lambda name: usual[name])


def _whole_words(sample: bytes) -> bytes:
    """The sample without a short last word, which may be cut within a character."""
    end = max(sample.rfind(b"\n"), sample.rfind(b" ")) + 1
    return sample[:end] if end > len(sample) // 2 else sample


def _without_strays(sample: bytes, encoding: str) -> bytes:
    """The sample without the bytes that fit no character of it; nothing if none or too many."""
    text = sample.decode(encoding, "surrogateescape")
    kept = [letter for letter in text if not "\udc80" <= letter <= "\udcff"]
    if not 0 < len(text) - len(kept) <= STRAY_SHARE * len(text):
        return b""
    return "".join(kept).encode(encoding)
