"""A server's answer as a crawler stored it, and the page in it, unpacked within bounds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tasks.readers.decompression import (
    RAW_DEFLATE,
    STARTS,
    Brotli,
    Damaged,
    Inflater,
    Unpacker,
    Zstd,
)
from tasks.readers.limits import Allowance, Refused
from tasks.readers.streams import STEP

LONGEST_HEAD: Final = 1 << 18  # bytes of HTTP headers; servers stop at 8 to 64 KB
END_OF_PAGE: Final = b"</html"
ANY_ZLIB: Final = 47
# Servers begin a member where they flush, after some KB. Empty ones have eight bytes, and 64 MB of
# them would be read for minutes.
MOST_MEMBERS: Final = 10_000
BITE: Final = 1 << 14  # packed bytes fed at a time; what a member leaves of them is fed again

_CHUNK_SIZE: Final = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]{0,900})?\r?\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and the body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_answer(block: bytes) -> Answer | None:
    """The HTTP answer that the block holds; None when it does not begin with one."""
    if not block.startswith(b"HTTP/"):
        return None
    head, body = split_head(block)
    first, *lines = head.split("\n")
    words = first.split(None, 2)
    if len(words) < 2 or not words[1][:3].isdigit():
        return None
    return Answer(int(words[1][:3]), fields_of(lines), body)


def split_head(block: bytes) -> tuple[str, bytes]:
    """The header lines before the first empty line, and what is after it."""
    ends = [
        (at, at + len(mark))
        for mark in (b"\r\n\r\n", b"\n\n", b"\n\r\n")
        if (at := block.find(mark, 0, LONGEST_HEAD)) >= 0
    ]
    if not ends:
        return block[:LONGEST_HEAD].decode("utf-8", "replace"), b""
    end, begin = min(ends)
    return block[:end].decode("utf-8", "replace"), block[begin:]


def fields_of(lines: list[str]) -> dict[str, str]:
    """Header fields by lower-case name; the first of a name wins, folded lines are joined."""
    fields: dict[str, str] = {}
    last = ""
    for line in lines:
        if line[:1] in {" ", "\t"} and last:
            fields[last] = f"{fields[last]} {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon and name and name not in fields:
            fields[name] = value.strip()
            last = name
        else:
            last = ""
    return fields


def page_of(answer: Answer, most: int, allowance: Allowance) -> bytes:
    """The body without its transfer coding and packing, at most `most` bytes.

    A coding that the headers name and the body does not bear was undone by the crawler: then the
    body stays as it is. Raises Refused: `truncated_http`, `damaged_payload`,
    `unsupported_encoding`, `too_large`.
    """
    body, is_cut = unchunked(answer)
    codings = [
        coding.strip().lower() for coding in answer.headers.get("content-encoding", "").split(",")
    ]
    for coding in reversed([coding for coding in codings if coding not in {"", "identity"}]):
        body = _uncoded(body, coding, most, allowance)
    if len(body) > most:
        raise Refused("too_large", f"the page has more than max_record_bytes = {most}")
    if not _ends_as_a_page(body):
        if is_cut:
            raise Refused("truncated_http", "the transfer ends before its last chunk")
        _refuse_short(answer, body)
    return body


def unchunked(answer: Answer) -> tuple[bytes, bool]:
    """The body without its chunks' sizes, and whether it ends before its last chunk does.

    A body that does not begin with a size is one whose crawler joined the chunks and left the
    header.
    """
    body = answer.body
    is_chunked = "chunked" in answer.headers.get("transfer-encoding", "").lower()
    if not is_chunked or not _CHUNK_SIZE.match(body):
        return body, False
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces), False
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces), True


def _uncoded(body: bytes, coding: str, most: int, allowance: Allowance) -> bytes:
    match coding:
        case "gzip" | "x-gzip":
            if not body.startswith(STARTS["gzip"]):
                return body
            return _unpacked(body, "gzip", lambda: Inflater(ANY_ZLIB), most, allowance)
        case "deflate":
            if _is_text(body):
                return body
            # the standard means zlib, and many servers send the bare stream
            is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
            wbits = ANY_ZLIB if is_zlib else RAW_DEFLATE
            return _unpacked(body, coding, lambda: Inflater(wbits), most, allowance)
        case "br":
            if _is_text(body):
                return body
            return _unpacked(body, coding, Brotli, most, allowance)
        case "zstd":
            if not body.startswith(STARTS["zstd"]):
                return body
            return _unpacked(body, coding, Zstd, most, allowance)
        case _:
            if _is_text(body):
                return body
            raise Refused("unsupported_encoding", f"Content-Encoding: {coding[:100]}")


def _unpacked(
    body: bytes, coding: str, unpacker_of: Callable[[], Unpacker], most: int, allowance: Allowance
) -> bytes:
    """What the members of the body hold; after them, bytes that begin none are left out."""
    pieces: list[bytes] = []
    total = at = 0
    members = 1
    stream = allowance.stream()
    unpacker = unpacker_of()
    while True:
        if unpacker.is_done:
            at -= len(unpacker.unused)
            # gzip and zstd allow several members, and servers that pack as they send write them
            if not body.startswith(STARTS.get(coding, ()), at):
                return b"".join(pieces)
            members += 1
            if members > MOST_MEMBERS:
                raise Refused("damaged_payload", f"it has over {MOST_MEMBERS} {coding} members")
            unpacker = unpacker_of()
        bite = body[at : at + BITE] if unpacker.wants_input else b""
        if unpacker.wants_input and not bite:
            raise Refused("truncated_http", "its packing ends in the middle")
        at += len(bite)
        try:
            piece = unpacker.feed(bite, min(STEP, most + 1 - total))
        except Damaged as damage:
            raise Refused("damaged_payload", f"its {coding} packing is damaged: {damage}") from None
        stream.take(len(bite), len(piece))
        total += len(piece)
        pieces.append(piece)
        if total > most:
            raise Refused("too_large", f"the page has more than max_record_bytes = {most}")


def _is_text(body: bytes) -> bool:
    """Whether the bytes are written, not packed: no controls but line ends, in the beginning."""
    head = body[:200]
    return all(byte > 31 or byte in b"\t\n\r\x0c" for byte in head) and b"<" in head


def _ends_as_a_page(body: bytes) -> bool:
    return END_OF_PAGE in body[-2048:].lower()


def _refuse_short(answer: Answer, body: bytes) -> None:
    """Nothing, or Refused when less came than was announced.

    Crawlers that undo a packing leave the packed length, so more than was announced is no sign.
    """
    announced = answer.headers.get("content-length", "")
    if (
        announced.isdigit()
        and len(announced) < 16
        and len(answer.body) < int(announced)
        and len(body) < int(announced)
    ):
        raise Refused(
            "truncated_http", f"{len(answer.body)} of {announced} bytes came, and the page is cut"
        )
