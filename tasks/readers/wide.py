"""Characters of two bytes or four: whether unmarked bytes are such, and damage within them."""

import codecs
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # asked first: it begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
SAMPLE: Final = 8192  # bytes that are looked at
LEAST_USUAL: Final = 0.95  # of the characters; in the wrong order of bytes hardly half of them are
# Of the characters, where most are no ideographs: numbers of two bytes each, which are raw sound
# and pictures, may all be letters of some script, but few of them are the blank.
LEAST_BLANKS: Final = 0.01
SHORT: Final = 200  # characters; so few may be one long word
# Without a NUL only ideographs tell. Of Shift_JIS, the encoding most like them, a third of the
# pairs are common ones by chance.
LEAST_COMMON: Final = 0.9
BEGINNING: Final = 96  # bytes of which no page of another encoding gets further
AHEAD: Final = 16  # characters that show whether those behind a lost byte have moved
MOST_SCRIPTS: Final = 5  # blocks of 256 characters below the ideographs, side by side in a text
# Bytes that are searched for damage at a time: few behind damage, where the next one may be near,
# for what stands behind it is read again.
LEAST_CHUNK: Final = 256
CHUNK: Final = 4096
NEAR: Final = 128  # bytes behind a chunk that may tell of damage in it
# Of a look at the beginning or midway; what has fewer usual characters is asked no further. Of
# 800 pieces of random bytes none is let through, nor is a text that opens with check marks refused.
LIKE_IT: Final = 0.6


def _common_ideographs() -> str:
    """Those that the first levels of the national sets hold: of Beijing, Taipei and Tokyo."""
    half = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    sets = (
        ("gb2312", range(0xB0, 0xD8), half[63:]),
        ("big5", range(0xA4, 0xC7), half),
        ("euc_jp", range(0xB0, 0xD0), half[63:]),
    )
    texts = (
        bytes(byte for lead in leads for trail in trails for byte in (lead, trail)).decode(
            name, "ignore"
        )
        for name, leads, trails in sets
    )
    return "".join(sorted({one for text in texts for one in text if "\u4e00" <= one <= "\u9fff"}))


_IDEOGRAPHS: Final = _common_ideographs()
_IS_IDEOGRAPH: Final = frozenset(_IDEOGRAPHS)
# Characters of the scripts that news is written in. Rare ideographs are none of them: any two bytes
# of ASCII are one.
_EAST: Final = "\u3001-\u301f\u3041-\u30ff\u3105-\u312f\uff01-\uff9f"  # without U+3000, a blank
_SCRIPTS: Final = (
    "\t\n\r -~\xa0-\u052f\u0531-\u05f4\u0600-\u06ff\u0750-\u077f\u0901-\u09fe\u0a01-\u0a0c"
    "\u0a0f-\u0e5b\u0e81-\u0edf\u0f00-\u0fda\u1000-\u109f\u10a0-\u1248\u124a-\u137c\u1780-\u17f9"
    "\u1820-\u18aa\u1e00-\u1ffe\u200b-\u205e\u2060-\u206f\u20a0-\u20c0\u2100-\u22ff\u2460-\u26ff"
    f"\u3000{_EAST}\uac00-\ud7a3\ufb01\ufb02\ufe0e\ufe0f\ufeff\U0001f1e6-\U0001faff"
)
# Those of all other scripts that are written today, and signs such as check marks and styled
# letters. They tell a text of them, but damage hides among them: half of the letters of Thai that
# have moved are some.
_RARE_SCRIPTS: Final = (
    "\u0700-\u07ff\u0840-\u08ff\u1380-\u167f\u1700-\u1dff\u2301-\u23ff\u2701-\u27bf\u2b05-\u2b55"
    "\u2c60-\u2c7f\u2d30-\u2ddf\u31a0-\u31bf\ua000-\ua4c6\ua4d0-\ua62b\ua640-\ua82c\ua880-\uabf9"
    "\U00010400-\U000104ff\U00010d00-\U00010d3f\U000110d0-\U0001114f\U00011400-\U0001147f"
    "\U000118a0-\U000118ff\U00011d00-\U00011daf\U00016a40-\U00016fff\U0001d400-\U0001d7ff"
    "\U0001e100-\U0001e2ff\U0001e4d0-\U0001e95f"
)
_OF_SCRIPT: Final = re.compile(f"[{_SCRIPTS}]")
_OF_ANY_SCRIPT: Final = re.compile(f"[{_SCRIPTS}{_RARE_SCRIPTS}]")
_MARK_OF_EAST: Final = re.compile(f"[{_EAST}]")
_BLANK: Final = re.compile("[ \t\n\r\u3000]")
# Letters of ASCII, each with its NUL on the wrong side; few of them are common ideographs.
_MOVED: Final = "".join(chr(letter << 8) for letter in range(0x20, 0x7F) if letter not in b"[]^-")
_BROKEN_ENDS: Final = "\u0a0d\u0a00"  # a line feed, with a return before it of one byte
# Where bytes may have been lost or added.
_SUSPECT: Final = re.compile(
    f"[{_MOVED}]{{4}}|(?P<odd>[^{_SCRIPTS}{_IDEOGRAPHS}]{{3}})|\r?[{_BROKEN_ENDS}]"
)
_ENDS: Final = b"\n\r \x1a"  # bytes that programs put behind a text without asking how wide it is


class WideText(NamedTuple):
    """The text, U+FFFD for each place of damage, how many they are, and where characters begin.

    `starts` is empty where each character has as many bytes as the encoding gives it.
    """

    text: str
    damaged: int
    starts: Sequence[int]


def told_encoding(head: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark or the NULs tell, and the bytes of the mark; "" if none.

    The NULs tell UTF-16 and UTF-32 only.
    """
    for mark, name in MARKS:
        if head.startswith(mark):
            return name, len(mark)
    return (wide_encoding(head) or "" if b"\0" in head[:SAMPLE] else ""), 0


def read_wide(data: bytes, encoding: str, start: int = 0) -> WideText:
    """The text behind the mark; what stands behind a lost or added byte is read in its turn."""
    width = _width(encoding)
    if (len(data) - start) % width == 0:
        try:
            text = data[start:].decode(encoding)
        except UnicodeDecodeError:
            pass
        else:
            if not _SUSPECT.search(text):
                return WideText(text, 0, ())
    pieces: list[str] = []
    starts = array("q")
    damaged = 0
    for at, text, is_lone in _pieces(iter([data[start:]]), encoding, start):
        pieces.append(text)
        starts.extend([at] if is_lone else accumulate(_sizes(text[:-1], width), initial=at))
        damaged += text.count("\ufffd")
    starts.append(len(data))
    return WideText("".join(pieces), damaged, starts)


def wide_texts(blocks: Iterator[bytes], encoding: str) -> Iterator[str]:
    """The text of blocks of bytes, piece by piece; what `read_wide` gives for all of them."""
    return (text for _, text, _ in _pieces(blocks, encoding, 0))


def wide_encoding(data: bytes) -> str | None:
    """The one in which bytes without a mark, with a NUL among them, are text; None if none."""
    sample = data[:SAMPLE]
    texts = {name: read_wide(sample, name).text for name in WIDE if _looks_like_it(data, name)}
    shares = {name: _likeness(text) for name, text in texts.items()}
    fit = [name for name in shares if shares[name] >= LEAST_USUAL]
    return min(fit, key=lambda name: (*_oddness(texts[name]), -shares[name]), default=None)


def wide_ideographs(data: bytes) -> str | None:
    """The encoding in which bytes are Chinese or Japanese of two bytes a character, None if none.

    Such a text without a line end may have no NUL. It has kana or signs of its own, and next to
    none but common ideographs; bytes of one or two letters in another encoding give neither.
    """
    for name in WIDE[:2]:
        begun = read_wide(data[:BEGINNING], name).text
        if _eastern(begun) < LEAST_COMMON * len(begun) - 2:
            continue
        text = read_wide(data[:SAMPLE], name).text
        if (
            _MARK_OF_EAST.search(text)
            and len(text) >= AHEAD // 2
            and _eastern(text) >= LEAST_COMMON * len(text)
        ):
            return name
    return None


def _oddness(text: str) -> tuple[bool, int]:
    """Whether the first character is lost, and how many others are, or are not usual.

    In the other order of bytes a text may be as usual, but for its beginning. A whole line that is
    not usual counts as a few characters: it may be one of signs.
    """
    lost = text[:-1].count("\ufffd")  # the sample may end within a character
    odd = len(text) - _usual(text) - lost
    return text.startswith("\ufffd"), lost + min(odd, AHEAD // 4)


def _looks_like_it(data: bytes, encoding: str) -> bool:
    """False for most of what is no text, whose every few bytes look like damage.

    A text may begin with a line of signs or of padding, and be like any other behind it.
    """
    midway = min(len(data), SAMPLE) // 8 * 4
    looks = (read_wide(data[at : at + LEAST_CHUNK], encoding).text for at in (0, midway))
    return any(_usual(text) >= LIKE_IT * len(text) > 0 for text in looks)


def _width(encoding: str) -> int:
    return 4 if encoding.startswith("utf-32") else 2


def _usual(text: str, letters: re.Pattern[str] = _OF_ANY_SCRIPT) -> int:
    """How many are letters or signs of such scripts, or common ideographs."""
    return len(letters.findall(text)) + sum(letter in _IS_IDEOGRAPH for letter in text)


def _eastern(text: str) -> int:
    """How many are common ideographs, kana, or signs that stand beside them."""
    return len(_MARK_OF_EAST.findall(text)) + sum(letter in _IS_IDEOGRAPH for letter in text)


def _likeness(text: str) -> float:
    """The share of usual characters; 0 where it is no text for want of blanks."""
    if not text:
        return 0
    usual = _usual(text) / len(text)
    if usual < LEAST_USUAL or len(text) < SHORT:
        return usual
    is_eastern = _eastern(text) > len(text) / 2
    return usual if is_eastern or len(_BLANK.findall(text)) >= LEAST_BLANKS * len(text) else 0


def _pieces(blocks: Iterator[bytes], encoding: str, base: int) -> Iterator[tuple[int, str, bool]]:
    """(where it begins, text, whether it stands for lone bytes) of stretches read in one turn.

    The bytes of the first block begin at `base`.
    """
    width = _width(encoding)
    data, at, size, is_over = b"", 0, CHUNK, False
    while True:
        while not is_over and len(data) - at < CHUNK + NEAR:
            more = next(blocks, b"")
            is_over = not more
            data, base, at = data[at:] + more, base + at, 0
        if len(data) - at < width:
            break
        end = _chunk_end(data, encoding, at, size)
        text = data[at:end].decode(encoding, "replace")
        moved = _first_moved(data, encoding, at, text)
        if moved is None:
            # damage in the last letters of a chunk shows only beside those that follow it
            kept = text[-AHEAD:] if len(data) - end >= width else ""
            yield base + at, text[: len(text) - len(kept)], False
            at = end - sum(_sizes(kept, width))
            size = min(size * 2, CHUNK)
            continue
        count, lost = moved
        if count:
            yield base + at, text[:count], False
        at += sum(_sizes(text[:count], width))
        lone = data[at : at + lost]
        # a carriage return before a line feed, and no other byte, is added by those who mean well
        yield base + at, lone.decode() if lone in (b"\r", b"\n") else "\ufffd", True
        at += lost
        size = LEAST_CHUNK
    if rest := data[at:]:
        ends = _ENDS if encoding.endswith("be") else _ENDS + b"\0"  # where no letter begins so
        yield base + at, "\ufffd" if rest.strip(ends) else "\n", True


def _chunk_end(data: bytes, encoding: str, at: int, size: int) -> int:
    """Where a chunk of about this size ends that cuts no character in two."""
    width = _width(encoding)
    end = min(at + size, len(data) - (len(data) - at) % width)
    if width == 2 and end + 2 <= len(data):
        high = data[end - 1] if encoding.endswith("le") else data[end - 2]
        if 0xD8 <= high < 0xDC:
            return end + 2
    return end


def _sizes(text: str, width: int) -> list[int]:
    """The bytes of each character; U+FFFD for half of a pair has as many as any."""
    return [width if width == 4 or letter <= "\uffff" else 4 for letter in text]


def _first_moved(data: bytes, encoding: str, at: int, text: str) -> tuple[int, int] | None:
    """How many characters stand before the first that has moved, and by how many bytes it did."""
    width = _width(encoding)
    place, before = at, 0
    for found in _SUSPECT.finditer(text):
        count = found.start() + (found[0][0] == "\r")
        place += sum(_sizes(text[before:count], width))
        before = count
        if found[0][-1] in _BROKEN_ENDS and len(data) - place < width * AHEAD // 4:
            return count, 1  # too little is left to tell it, but these are no characters
        if found.lastgroup and _is_of_one_script(found[0]):
            continue  # a whole text of a rare script is asked no further
        here = _ahead(data, encoding, place)
        for lost in range(1, width):
            there = _ahead(data, encoding, place + lost)
            usual = _usual_share(there)
            if usual < LEAST_USUAL - 0.1 or _is_like_text(here, there):
                continue
            if usual - _usual_share(here, _OF_SCRIPT) >= 0.4:
                return _first_odd(data, encoding, place, lost, text[:count]), lost
    return None


def _first_odd(data: bytes, encoding: str, place: int, lost: int, before: str) -> int:
    """How many characters of those before a moved one have not moved themselves.

    By chance some that have moved are usual. They have moved from where on most are better read so.
    """
    near = before[-AHEAD * 2 :]
    start = place - sum(_sizes(near, _width(encoding))) + lost
    moved = data[start : place + lost].decode(encoding, "replace")
    if len(moved) != len(near):  # characters of two sizes: their places do not tell
        return len(before)
    best, total, count = 0, 0, 0
    for number, (one, other) in enumerate(zip(reversed(near), reversed(moved), strict=True), 1):
        total += _worth(other) - _worth(one)
        if total > best:
            best, count = total, number
    return len(before) - count


def _worth(letter: str) -> int:
    """How likely a character is: a letter of ASCII on the wrong side may be a common ideograph."""
    return 0 if not _usual(letter) else 2 if letter.isascii() else 1


def _ahead(data: bytes, encoding: str, place: int) -> str:
    """The next characters."""
    width = _width(encoding)
    rest = min(AHEAD, (len(data) - place) // width)
    return data[place : place + rest * width].decode(encoding, "replace")


def _usual_share(text: str, letters: re.Pattern[str] = _OF_ANY_SCRIPT) -> float:
    """Of the characters; 0 where they are hardly any, or those of too many scripts."""
    if len(text) < AHEAD // 4:
        return 0
    if _blocks(letter for letter in text if letter < "\u2e80") > MOST_SCRIPTS:
        return 0
    return _usual(text, letters) / len(text)


def _is_of_one_script(text: str) -> bool:
    """Whether these are letters of a rare script, which moved characters are not."""
    is_near = (ord(max(text)) >> 8) - (ord(min(text)) >> 8) < MOST_SCRIPTS
    return is_near and len(_OF_ANY_SCRIPT.findall(text)) == len(text)


def _is_like_text(text: str, other: str) -> bool:
    """Whether the first of two readings, though not usual, is text beside the second.

    Characters that have moved are of more blocks, and no halves of pairs meet among them.
    """
    text = text.removesuffix("\ufffd")  # half of a pair, which goes on behind
    if "\ufffd" in text or not all(letter.isprintable() or letter in "\t\n\r" for letter in text):
        return False
    return max(text) > "\uffff" or 2 * _blocks(text) <= _blocks(other)


def _blocks(letters: Iterable[str]) -> int:
    """How many blocks of 256 characters they are of."""
    return len({ord(letter) >> 8 for letter in letters})
