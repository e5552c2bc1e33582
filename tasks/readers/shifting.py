"""Text of seven bits whose bytes mean now this, now that character: what tells it unlabelled."""

import re
from typing import Final

# Marks that switch between sets; no other text has them.
KOREAN: Final = b"\x1b$)C"
JAPANESE: Final = (b"\x1b$B", b"\x1b$@", b"\x1b$(D")
LARGER: Final = (b"\x1b$(D", b"\x1b(I")  # sets that the plain ISO-2022-JP has not
# Chinese between `~{` and `~}`, as in the mails and newsgroups of the 1990s.
_CHINESE: Final = re.compile(rb"~\{((?>(?:[\x21-\x77][\x21-\x7e])+))~\}")
# Of two letters of ASCII half are rare ideographs, or none; of copy next to none of the pairs.
_USUAL: Final = re.compile(rb"[\x21-\x23\x30-\x57][\x21-\x7e]")
_CAPITALS: Final = bytes(range(0x41, 0x5B))
LEAST_PAIRS: Final = 8  # different ones; fewer may be `~{HELLO!~}`, by someone who writes English
MOST_CAPITALS: Final = 0.7  # of the bytes; of Chinese 0.4
LEAST_USUAL: Final = 0.9


def shifting_encoding(data: bytes) -> str | None:
    """Python's name of the encoding of bytes that are all ASCII; None for what is ASCII indeed."""
    if b"\x1b$" in data:
        if KOREAN in data and b"\x0e" in data:
            return "iso2022_kr"
        if any(mark in data for mark in JAPANESE):
            is_larger = any(mark in data for mark in LARGER)
            return "iso2022_jp_ext" if is_larger else "iso2022_jp"
    return "hz" if _is_hz(data) else None


def _is_hz(data: bytes) -> bool:
    """Whether all that is opened as Chinese is closed, and common Chinese."""
    opened = data.count(b"~{")
    if not opened:
        return False
    stretches = _CHINESE.findall(data)
    text = b"".join(stretches)
    pairs = [text[at : at + 2] for at in range(0, len(text), 2)]
    usual = sum(_USUAL.fullmatch(pair) is not None for pair in pairs)
    return (
        len(stretches) >= LEAST_USUAL * opened
        and len(set(pairs)) >= LEAST_PAIRS
        and len(text) - len(text.translate(None, _CAPITALS)) <= MOST_CAPITALS * len(text)
        and usual >= LEAST_USUAL * len(pairs)
    )
