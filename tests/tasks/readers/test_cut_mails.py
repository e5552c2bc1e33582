"""Saved pages and mails that end before they should: never an article like a whole one."""

import io
from email.message import EmailMessage

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import Entry, NoRecord, Record
from tests.tasks.readers.reading import read_entries
from tests.tasks.readers.test_mhtml import SAVED

TEXT = "The harbour café reopened on Tuesday after a winter of repairs.\n" * 6


def entries(data: bytes, name: str) -> list[Entry]:
    return list(read_entries(io.BytesIO(data), name, ReadingRules()))


def codes(found: list[Entry]) -> list[str]:
    return [
        entry.reason_code if isinstance(entry, NoRecord) else type(entry).__name__
        for entry in found
    ]


def mail(cte: str, page: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "desk@post.example"
    message["Subject"] = "Harbour"
    message["Message-ID"] = "<1@post.example>"
    message.set_content(TEXT, cte=cte)
    if page:
        message.add_alternative(page, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize("until", [b"at the har", b"=C3=A", b"harbour reop=", b"</p>"])
def test_a_saved_page_that_ends_within_its_text_is_refused(until: bytes) -> None:
    cut = SAVED[: SAVED.index(until) + len(until)]
    assert codes(entries(cut, "page.mhtml")) == ["truncated_archive"]


@pytest.mark.parametrize("until", [b"</html>", b"iVBOR", b"An advert"])
def test_a_saved_page_that_ends_behind_its_text_is_read_and_said_to_be_cut(until: bytes) -> None:
    at = SAVED.index(until) + len(until)
    found = entries(SAVED[:at], "page.mhtml")
    assert isinstance(found[0], Record)
    assert codes(found[-1:]) == ["truncated_archive"]


@pytest.mark.parametrize("cte", ["base64", "quoted-printable"])
def test_a_mail_that_ends_within_its_packing_is_refused(cte: str) -> None:
    whole = mail(cte)
    assert codes(entries(whole, "one.eml")) == ["Record"]
    cut = whole[:-130]
    if cte == "base64":
        cut = cut.rstrip()[:-1] if len(b"".join(cut.split(b"\n\n")[1].split())) % 4 == 0 else cut
    else:
        cut = cut[: cut.rindex(b"=C3") + 2]
    assert codes(entries(cut, "one.eml")) == ["truncated_archive"]


def test_a_mail_of_two_texts_that_ends_in_the_second_keeps_the_first() -> None:
    whole = mail("quoted-printable", f"<html><p>{TEXT}</p></html>")
    assert codes(entries(whole, "one.eml")) == ["Record", "not_copy"]
    assert codes(entries(whole[:-200], "one.eml")) == ["Record", "not_copy", "truncated_archive"]
