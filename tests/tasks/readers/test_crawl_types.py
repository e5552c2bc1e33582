"""Pages of a crawl whose server named their type badly, or not at all."""

import pytest

from tests.tasks.readers.test_crawls import PAGE, pages, reasons, record


def sent(kind: str, body: bytes = PAGE) -> bytes:
    return record(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body)


@pytest.mark.parametrize(
    "kind",
    ["text/html charset=utf-8", "text/html, text/html", "text/html,charset=utf-8", "Text/HTML ;",
     "text/html:charset=UTF-8", "html", "text", "charset=utf-8", "*/*", "text/x-php",
     "application/vnd.wap.xhtml+xml", "application/x-httpd-php"],
)  # fmt: skip
def test_a_page_of_an_odd_type_is_a_page(kind: str) -> None:
    assert list(pages(sent(kind)).values()) == [PAGE]


@pytest.mark.parametrize(
    ("kind", "body"),
    [("*/*", b"\x89PNG\r\n"), ("text", b"var a = 1;"), ("html", b'{"a": 1}'),
     ("application/vnd.shop+xml", b"<?xml version='1.0'?><basket><pear/></basket>"),
     ("text/css, text/css", PAGE), ("application/x-javascript", PAGE), ("image/x-made-up", PAGE),
     ("multipart/mixed", PAGE), ("application/vnd.ms-excel", PAGE)],
)  # fmt: skip
def test_what_is_no_page_by_its_type_or_bytes_is_none(kind: str, body: bytes) -> None:
    assert reasons(sent(kind, body)) == ["not_copy"]


def test_a_plain_text_of_two_types_is_read() -> None:
    body = b"The council met on Monday.\n"
    assert list(pages(sent("text/plain, text/plain", body)).values()) == [body]
