"""Raw bytes of a text dump into text, and the way back from characters to bytes."""

import codecs
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tasks.readers.guessing import likely_encodings
from tasks.readers.labels import SHIFTING, declared_encoding
from tasks.readers.misread import read_again
from tasks.readers.shifting import shifting_encoding
from tasks.readers.wide import WIDE, read_wide, told_encoding, wide_ideographs
from tasks.text.characters import INVISIBLE

LONGEST_LINE: Final = 2_000_000  # characters; a whole novel is 500,000, so more is no copy
REPLACED_SHARE: Final = 0.01  # FACTS: a page with over 1% replacement characters is refused
CONTROL_SHARE: Final = 0.01  # text has tabs and line ends, and now and then a stray control

# What a file that is not text begins with. Without this a PDF, which is mostly ASCII, would
# become a document.
SIGNATURES: Final = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"RIFF",
    b"\x7fELF",
    b"PAR1",
    b"SQLite format 3",
    b"\xd0\xcf\x11\xe0",
)

# Blanks of every kind, and marks that show nothing.
BLANKS: Final = (
    " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)
_LONE_BYTES: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b"))


class UnreadableText(Exception):
    """The bytes are no text a reader could read; `code` is the quarantine reason."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and the bytes of the byte order mark before it.

    Bytes that fit no character stand as lone surrogates, one a byte, so that every character still
    knows how many bytes it came from; in UTF-16 and UTF-32 as one U+FFFD for each place. `starts`
    says where each character begins, where its own bytes do not tell. `is_guessed` where neither a
    mark nor a label nor the bytes themselves tell the encoding; `is_misread` where the bytes are
    Latin letters that stand for Chinese.
    """

    text: str
    encoding: str
    mark: int
    replaced: int
    starts: Sequence[int] = ()
    is_guessed: bool = False
    is_misread: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether each character is two bytes or four."""
        return self.encoding in WIDE

    @property
    def shown(self) -> str:
        """The text with U+FFFD for each byte that fits no character, at the same places.

        No parser and no table takes the halves of pairs that stand for them in `text`.
        """
        return without_lone_bytes(self.text) if self.replaced else self.text


class Line(NamedTuple):
    """One line without the blanks around it: characters start:end of the text."""

    text: str
    start: int
    end: int
    indent: int
    blank_before: bool


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """The text of the bytes; UnreadableText with its reason code when they are none.

    A byte order mark decides, then what tells UTF-16 and UTF-32 without one, or an encoding of
    seven bits, then UTF-8 where it fits, then the label of the HTTP header, then the page's own,
    then a guess. UTF-8 stands before the labels, against the standard, because pages are saved as
    UTF-8 again and keep their old label, and no other encoding fits by chance.
    """
    if not data.strip():
        raise UnreadableText("empty_file", "there is nothing in it but blanks")
    if data.startswith(SIGNATURES):
        raise UnreadableText("binary_file", f"it begins with {data[:8]!r}, which is no text")
    encoding, mark = told_encoding(data)
    if mark and not data[mark:].strip():
        raise UnreadableText("empty_file", "there is nothing in it but a byte order mark")
    if encoding == "utf-8":
        decoded = _decode_utf8(data, mark)
    elif encoding:
        decoded = _decode_wide(data, encoding, mark)
    else:
        decoded = _decode_unmarked(data, content_type)
    _refuse_unreadable(decoded, data)
    if decoded.encoding == "utf-8" and (meant := read_again(decoded.text, len(data), decoded.mark)):
        return replace(decoded, text=meant.text, starts=meant.starts, is_misread=True)
    return decoded


def _decode_wide(data: bytes, encoding: str, mark: int) -> Decoded:
    read = read_wide(data, encoding, mark)
    return Decoded(read.text, encoding, mark, read.damaged, read.starts)


def _decode_utf8(data: bytes, mark: int) -> Decoded:
    body = data[mark:]
    try:
        return Decoded(body.decode("utf-8"), "utf-8", mark, 0)
    except UnicodeDecodeError:
        text = body.decode("utf-8", "surrogateescape")
        return Decoded(text, "utf-8", mark, sum("\udc80" <= letter <= "\udcff" for letter in text))


def _decode_unmarked(data: bytes, content_type: str | None) -> Decoded:
    decoded = _decode_utf8(data, 0)
    if not decoded.replaced:
        if data.isascii() and (shifting := shifting_encoding(data)):
            return replace(_decode_shifting(data, shifting), is_guessed=shifting == "hz")
        if b"\x1b" not in data[:8192]:
            return decoded
        label = declared_encoding(data, content_type)
        return _decode_shifting(data, label) if label in SHIFTING else decoded
    if wide := wide_ideographs(data):
        return replace(_decode_wide(data, wide, 0), is_guessed=True)
    whole = sum(character > "\x7f" for character in decoded.text) - decoded.replaced
    if whole >= decoded.replaced:
        # UTF-8 with some damage: a cut in the middle of a character, stray bytes. Of another
        # encoding's bytes hardly one in six is a whole character of UTF-8 by chance.
        return decoded
    label = declared_encoding(data, content_type)
    if label is not None and label not in SHIFTING:
        labelled = _decode_labelled(data, label)
        if labelled.replaced <= REPLACED_SHARE * len(labelled.text):
            return labelled
    for name in likely_encodings(data):
        guessed = _decode_labelled(data, name)
        if guessed.replaced > REPLACED_SHARE * len(guessed.text):
            continue
        if len(guessed.text.encode(name, "surrogateescape")) == len(data):
            return replace(guessed, is_guessed=True)
    return decoded


def _decode_labelled(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "surrogateescape")
    return Decoded(text, encoding, 0, sum("\udc80" <= letter <= "\udcff" for letter in text))


def _decode_shifting(data: bytes, encoding: str) -> Decoded:
    """Byte by byte, because only the decoder knows which bytes a character came from."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pieces: list[str] = []
    starts = array("q")
    begun = 0
    for place in range(len(data)):
        piece = decoder.decode(data[place : place + 1], final=place + 1 == len(data))
        if piece:
            pieces.append(piece)
            starts.extend([begun] * len(piece))
            begun = place + 1
    starts.append(len(data))
    text = "".join(pieces)
    return Decoded(text, encoding, 0, text.count("\ufffd"), starts)


def _refuse_unreadable(decoded: Decoded, data: bytes) -> None:
    size = len(decoded.text)
    # in no other encoding has a control's byte a part in another character
    is_apart = decoded.is_wide or decoded.encoding in SHIFTING
    plain = decoded.text.encode("utf-8", "surrogateescape") if is_apart else data
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    if controls > CONTROL_SHARE * size:
        raise UnreadableText(
            "binary_file", f"{controls} of {size} characters are control characters"
        )
    # characters lost before the bytes came to us are not ours to refuse: a judgement counts them
    if decoded.replaced > REPLACED_SHARE * size:
        raise UnreadableText(
            "undecodable",
            f"{decoded.replaced} of {size} characters cannot be read as {decoded.encoding} "
            "nor as any encoding known here",
        )


def _end_mark(text: str) -> str:
    """What ends the lines: a return where more of them stand alone than there are line feeds.

    An old Mac's text often has one line feed, from the program that joined or saved it last.
    """
    returns = text.count("\r")
    if not returns:
        return "\n"
    feeds = text.count("\n")
    return "\r" if returns - text.count("\r\n") > feeds else "\n"


def split_lines(text: str, separator: str = "") -> list[Line]:
    """The lines that hold anything, in order; a separator ends a line as a line end does.

    Raises UnreadableText when a line is longer than any copy.
    """
    end_mark = _end_mark(text)
    lines: list[Line] = []
    offset, blank = 0, False
    for raw in text.split(end_mark):
        if len(raw) > LONGEST_LINE:
            raise UnreadableText(
                "line_too_long", f"one line has {len(raw)} characters, more than {LONGEST_LINE}"
            )
        pieces = raw.split(separator) if separator and separator in raw else [raw]
        for number, piece in enumerate(pieces):
            stripped = piece.strip(BLANKS)
            if stripped:
                lead = piece.find(stripped[0])
                start = offset + lead
                lines.append(
                    Line(stripped, start, start + len(stripped), lead, blank or number > 0)
                )
                blank = False
            else:
                blank = True
            offset += len(piece) + (len(separator) if number < len(pieces) - 1 else len(end_mark))
    return lines


def byte_offsets(decoded: Decoded, characters: Iterable[int]) -> dict[int, int]:
    """Where each of these characters begins in the raw bytes; one pass over the text."""
    wanted = sorted(set(characters))
    if decoded.encoding == "utf-8" and decoded.text.isascii():
        return {character: character + decoded.mark for character in wanted}
    if decoded.starts:
        return {character: decoded.starts[character] for character in wanted}
    offsets: dict[int, int] = {}
    last, total = 0, decoded.mark
    for character in wanted:
        total += len(decoded.text[last:character].encode(decoded.encoding, "surrogateescape"))
        offsets[character] = total
        last = character
    return offsets


def reader_of_spans(data: bytes, encoding: str) -> Callable[[int, int], str]:
    """A function that gives the characters of bytes start:end as a reader of all of them did."""
    text = ""
    starts: Sequence[int] = ()
    if encoding in WIDE:
        text, _, starts = read_wide(data, encoding, told_encoding(data)[1])
    elif encoding in SHIFTING:
        decoded = _decode_shifting(data, encoding)
        text, starts = decoded.text, decoded.starts
    if starts:  # a span alone might not show that its bytes have moved, or which set they are of
        return lambda start, end: text[bisect_left(starts, start) : bisect_left(starts, end)]
    return lambda start, end: text_of_bytes(data[start:end], encoding)


def text_of_bytes(data: bytes, encoding: str) -> str:
    """The characters of undamaged bytes that begin with one."""
    return data.decode(encoding, "replace" if encoding in SHIFTING else "surrogateescape")


def without_lone_bytes(text: str) -> str:
    """The text with U+FFFD for each byte that fits no character.

    They stand as halves of pairs, which no parser takes.
    """
    return _LONE_BYTES.sub("\ufffd", text)
