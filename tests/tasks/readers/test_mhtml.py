import io

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import Entry, NoRecord, Record
from tests.tasks.readers.reading import read_entries

SAVED = b"""From: <Saved by a browser>
Snapshot-Content-Location: https://quay.example/world/harbour-reopens
Subject: Harbour reopens
Date: Tue, 9 May 2023 13:30:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://quay.example/world/harbour-reopens

<!DOCTYPE html><html lang=3D"en"><p>The caf=C3=A9 at the harbour reop=
ened.</p></html>
------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------MultipartBoundary--x----
Content-Type: text/html
Content-Location: cid:frame-1

<html><p>An advertisement.</p></html>
------MultipartBoundary--x------
"""


def entries(data: bytes) -> list[Entry]:
    return list(read_entries(io.BytesIO(data), "page.mhtml", ReadingRules()))


def test_the_page_of_a_browsers_archive_is_read_with_its_address_and_time() -> None:
    page = entries(SAVED)[0]
    assert isinstance(page, Record)
    assert page.content.decode().endswith("<p>The café at the harbour reopened.</p></html>")
    assert page.beside.url == "https://quay.example/world/harbour-reopens"
    assert page.beside.fetched_at is not None
    assert page.beside.fetched_at.startswith("2023-05-09T13:30:00")
    assert page.beside.content_type == "text/html; charset=utf-8"


def test_the_frames_of_a_saved_page_are_passed_over_by_name() -> None:
    assert entries(SAVED)[1:] == [NoRecord("#part=2", "skipped", "not_copy", "cid:frame-1")]


def test_the_page_of_a_mail_in_the_archive_is_not_the_saved_page() -> None:
    between = b"------MultipartBoundary--x----\n"
    mail = (
        b"Content-Type: message/rfc822\n\nFrom: a@b.example\nContent-Type: text/html\n\n"
        b"<html><p>Another's words.</p></html>\n"
    )
    before, page = SAVED.split(between, 1)
    (found, *rest) = entries(before + between + mail + between + page)
    assert isinstance(found, Record)
    assert b"harbour reop" in found.content
    assert rest == entries(SAVED)[1:]
    (refusal,) = entries(before + between + mail + between)
    assert isinstance(refusal, NoRecord)
    assert refusal.reason_code == "damaged_archive"


def test_line_ends_of_windows_change_nothing() -> None:
    (page, *_) = entries(SAVED.replace(b"\n", b"\r\n"))
    assert isinstance(page, Record)
    assert b"harbour reopened" in page.content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SAVED.replace(b"Type: text/html", b"Type: text/plain"), "damaged_archive"),
        (SAVED[:300] + b"\n------MultipartBoundary--x----" * 30_000, "too_many_members"),
    ],
)
def test_what_is_no_saved_page_is_refused_with_its_reason(data: bytes, code: str) -> None:
    (refusal,) = entries(data)
    assert isinstance(refusal, NoRecord)
    assert refusal.reason_code == code


def test_parts_within_parts_end() -> None:
    nested = b"".join(
        b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3_000)
    )
    found = entries(b"MIME-Version: 1.0\n" + nested)
    assert [type(one) for one in found] == [NoRecord]
