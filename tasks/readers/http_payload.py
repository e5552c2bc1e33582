"""A server's answer as a crawler stored it, and the page in it, unpacked within bounds."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import brotli
import zstandard

from tasks.readers.decompression import Inflater, Unpacker, Zstd
from tasks.readers.limits import Allowance, Refused

LONGEST_HEAD: Final = 1 << 18  # bytes of HTTP headers; servers stop at 8 to 64 KB
END_OF_PAGE: Final = b"</html"
RAW_DEFLATE: Final = -15
ANY_ZLIB: Final = 47


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and the body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Brotli:
    """A brotli stream that gives no more at once than it is asked for."""

    def __init__(self) -> None:
        self._inner: Any = brotli.Decompressor()

    def feed(self, data: bytes, most: int) -> bytes:
        return bytes(self._inner.process(data, output_buffer_limit=max(1, most)))

    @property
    def is_done(self) -> bool:
        return bool(self._inner.is_finished())

    @property
    def wants_input(self) -> bool:
        return bool(self._inner.can_accept_more_data())

    @property
    def unused(self) -> bytes:
        return b""


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
    body = unchunked(answer)
    codings = [
        coding.strip().lower() for coding in answer.headers.get("content-encoding", "").split(",")
    ]
    for coding in reversed([coding for coding in codings if coding not in {"", "identity"}]):
        body = _uncoded(body, coding, most, allowance)
    if len(body) > most:
        raise Refused("too_large", f"the page has more than max_record_bytes = {most}")
    _refuse_cut(answer, body)
    return body


def unchunked(answer: Answer) -> bytes:
    """The body without its chunks' sizes; Refused `truncated_http` when it ends within one."""
    if "chunked" not in answer.headers.get("transfer-encoding", "").lower():
        return answer.body
    pieces: list[bytes] = []
    for piece in _chunks(answer.body):
        if piece is None:
            if not pieces:
                return answer.body  # the crawler has joined the chunks and left the header
            raise Refused("truncated_http", "the transfer ends in the middle of a chunk")
        pieces.append(piece)
    return b"".join(pieces)


def _chunks(body: bytes) -> Iterator[bytes | None]:
    """The chunks; None when something else stands where a chunk should."""
    at = 0
    while True:
        end = body.find(b"\n", at, at + 1000)
        digits = body[at:end].split(b";", 1)[0].strip() if end >= 0 else b""
        try:
            size = int(digits, 16) if digits.isalnum() else -1
        except ValueError:
            size = -1
        if size == 0:
            return
        at = end + 1
        if size < 0 or at + size > len(body):
            yield None
            return
        yield body[at : at + size]
        at += size
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _uncoded(body: bytes, coding: str, most: int, allowance: Allowance) -> bytes:
    unpacker: Unpacker
    match coding:
        case "gzip" | "x-gzip":
            if not body.startswith(b"\x1f\x8b"):
                return body
            unpacker = Inflater(ANY_ZLIB)
        case "deflate":
            if _is_text(body):
                return body
            # the standard means zlib, and many servers send the bare stream
            is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
            unpacker = Inflater(ANY_ZLIB if is_zlib else RAW_DEFLATE)
        case "br":
            if _is_text(body):
                return body
            unpacker = _Brotli()
        case "zstd":
            if not body.startswith(b"\x28\xb5\x2f\xfd"):
                return body
            unpacker = Zstd()
        case _:
            if _is_text(body):
                return body
            raise Refused("unsupported_encoding", f"Content-Encoding: {coding[:100]}")
    try:
        return _unpacked(body, unpacker, most, allowance)
    except (zlib.error, brotli.error, zstandard.ZstdError, ValueError) as error:
        raise Refused("damaged_payload", f"its {coding} packing is damaged: {error}") from error


def _unpacked(body: bytes, unpacker: Unpacker, most: int, allowance: Allowance) -> bytes:
    pieces: list[bytes] = []
    total = 0
    while not unpacker.is_done:
        if unpacker.wants_input and not body:
            raise Refused("truncated_http", "its packing ends in the middle")
        piece = unpacker.feed(body, most + 1 - total)
        body = b""
        allowance.take_unpacked(len(piece))
        total += len(piece)
        pieces.append(piece)
        if total > most:
            raise Refused("too_large", f"the page has more than max_record_bytes = {most}")
    return b"".join(pieces)


def _is_text(body: bytes) -> bool:
    """Whether the bytes are written, not packed: no controls but line ends, in the beginning."""
    head = body[:200]
    return all(byte > 31 or byte in b"\t\n\r\x0c" for byte in head) and b"<" in head


def _refuse_cut(answer: Answer, body: bytes) -> None:
    """A page is cut when less came than was announced and it does not end as a page does.

    Crawlers that undo a packing leave the packed length, so more than was announced is no sign.
    """
    announced = answer.headers.get("content-length", "")
    if (
        announced.isdigit()
        and len(announced) < 16
        and len(answer.body) < int(announced)
        and len(body) < int(announced)
        and END_OF_PAGE not in body[-2048:].lower()
    ):
        raise Refused(
            "truncated_http", f"{len(answer.body)} of {announced} bytes came, and the page is cut"
        )
