"""Saved mails: the text and what the headers say of it, whatever else was attached."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from tasks.readers.entries import open_entries
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, Entry, NoRecord, Record
from tests.growth import takes_at_most
from tests.tasks.readers.reading import read_entries

TEXT = "The harbour café reopened on Tuesday after a winter of repairs. " * 4


def entries(data: bytes, name: str = "one.eml") -> list[Entry]:
    return list(read_entries(io.BytesIO(data), name, ReadingRules()))


def refuse(data: bytes, code: str) -> None:
    [found] = entries(data)
    assert isinstance(found, NoRecord)
    assert found.reason_code == code


def mail(text: str = TEXT, page: str = "") -> EmailMessage:
    message = EmailMessage()
    message["Date"] = "Tue, 07 Feb 2017 18:22:00 +0800"
    message["From"] = '"Zoë Pen" <desk@post.example>'
    message["Subject"] = "Café am Hafen öffnet"
    message["Message-ID"] = "<1@post.example>"
    message.set_content(text, charset="iso-8859-1", cte="quoted-printable")
    if page:
        message.add_alternative(page, subtype="html")
    return message


def test_a_mail_is_its_text_with_its_headers_beside_it() -> None:
    for data in (bytes(mail()), bytes(mail()).replace(b"\n", b"\r\n")):
        [found] = entries(data)
        assert isinstance(found, Record)
        assert found.content.decode("iso-8859-1").split() == TEXT.split()
        assert found.beside == Beside(
            title="Café am Hafen öffnet", published_at="2017-02-07T18:22:00+08:00",
            byline="Zoë Pen", content_type='text/plain; charset="iso-8859-1"',
        )  # fmt: skip


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\n"])
def test_a_mark_or_blank_lines_before_the_headers_change_nothing(before: bytes) -> None:
    [found] = entries(before + bytes(mail()))
    assert isinstance(found, Record)
    assert found.beside.title == "Café am Hafen öffnet"


def test_a_mailbox_is_no_article() -> None:
    for end in (b"Tue Feb  7 18:22:00 2017\n", b" Tue Feb 07 18:22:00 +0000 2017\r\n"):
        [found] = entries(b"From desk@post.example " + end + bytes(mail()), "in")
        assert isinstance(found, NoRecord)
        assert found.reason_code == "unsupported_form"
        assert "mailbox" in found.detail


@pytest.mark.parametrize(
    "text",
    [
        b"From Harrow, at 10:30 on Tuesday, the ferry left\nwithout its captain: a report.\n",
        b"From Beijing, Monday 10:30 GMT\nBEIJING: The council met.\n",
        b"From John Smith in London 10:30pm\nShanghai: The council met.\n",
    ],
)
def test_a_text_that_begins_with_a_place_and_a_time_is_no_mailbox(text: bytes) -> None:
    assert entries(text, "in") == [Record("", text)]


def test_the_html_of_a_mail_is_taken_where_its_plain_text_is_a_notice() -> None:
    page = f"<html><body><p>{TEXT}</p></body></html>"
    [found, other] = entries(bytes(mail("Read this in your browser.", page)))
    assert isinstance(found, Record)
    assert b"<p>The harbour" in found.content
    assert found.beside.content_type == 'text/html; charset="utf-8"'
    assert other == NoRecord("#part=1", "skipped", "not_copy", "text/plain")
    assert isinstance(entries(bytes(mail(TEXT, page)))[0], Record)
    assert entries(bytes(mail(TEXT, page)))[0].name == ""


def test_what_is_attached_is_passed_over_by_name() -> None:
    message = mail()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="quay.png")
    [found, other] = entries(bytes(message))
    assert isinstance(found, Record)
    assert other == NoRecord("#part=2", "skipped", "not_copy", "image/png quay.png")


def test_a_mail_with_pictures_in_its_text_is_no_saved_page() -> None:
    message = mail("", f"<p>{TEXT}</p>")
    related = bytes(message).replace(b"multipart/alternative", b"multipart/related")
    form, _ = open_entries(io.BytesIO(related), "one.eml", ReadingRules())
    assert form == "mail"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"From: a@b.example\nSubject: none\nMIME-Version: 1.0\n\n\n", "unsupported_form"),
        (b"Message-ID: <1@x>\nSubject: x\n\n" + b"\n--b" * 20_001, "too_many_members"),
        (
            b"MIME-Version: 1.0\n"
            + b"".join(
                b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
                for n in range(300)
            ),
            "nested_too_deep",
        ),
    ],
)
def test_a_mail_that_cannot_be_read_is_refused_with_its_reason(data: bytes, code: str) -> None:
    [found] = entries(data)
    assert isinstance(found, NoRecord)
    assert found.reason_code == code


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("kind", ["text/plain", "multipart/related"])
def test_a_mail_in_wide_letters_is_refused_as_that(encoding: str, kind: str) -> None:
    text = f"From: a@b.example\nSubject: Quay\nContent-Type: {kind}\n\n{TEXT}"
    [found] = entries(text.encode(encoding))
    assert isinstance(found, NoRecord)
    assert found.reason_code == "unsupported_form"
    assert "in UTF-16" in found.detail


def test_only_parts_within_parts_are_too_deep() -> None:
    def nested(depth: int, text: bytes) -> bytes:
        kind = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n'
        opened = b"".join(kind % (n, n) for n in range(depth))
        plain = b"Content-Type: text/plain\n\n" + text + b"\n--b0--\n"
        return b"MIME-Version: 1.0\n" + opened + plain

    [found] = entries(nested(30, TEXT.encode()))
    assert isinstance(found, Record)
    hostile = nested(200, b"x\n" * 1_000_000)
    assert takes_at_most(50, lambda: refuse(hostile, "nested_too_deep"))
    digest = mail()
    for _ in range(250):
        digest.add_attachment(mail(TEXT, f"<p>{TEXT}</p>"))
    found = entries(bytes(digest))[0]
    assert isinstance(found, Record)
    assert found.content.decode("iso-8859-1").split() == TEXT.split()


def test_a_mail_of_many_lines_may_hold_its_parts_less_deep() -> None:
    def nested(depth: int, line: bytes) -> bytes:
        kind = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n'
        opened = b"".join(kind % (n, n) for n in range(depth))
        return b"MIME-Version: 1.0\n" + opened + b"\nThe text.\n" + line * 1_000_000

    for line in (b"\n", b"\r"):
        hostile = nested(25, line)
        assert takes_at_most(50, lambda data=hostile: refuse(data, "nested_too_deep"))
    many = b"Subject: x\nFrom: y@z.example\n" + b"\n" * 20_000_000
    assert takes_at_most(100, lambda: refuse(many, "too_large"))


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_the_parts_of_a_mail_are_counted_whatever_ends_its_lines(end: bytes) -> None:
    def parts(count: int) -> bytes:
        head = [b"From: y@z.example", b"Date: Tue, 07 Feb 2017 18:22:00 +0800", b"Subject: x",
                b'Content-Type: multipart/mixed; boundary="b"', b""]  # fmt: skip
        return end.join([*head, *[b"--b"] * (count - 1), b"--b", b"", TEXT.encode(), b"--b--"])

    assert isinstance(entries(parts(15_000))[0], Record)
    [found] = entries(parts(20_001))
    assert isinstance(found, NoRecord)
    assert found.reason_code == "too_many_members"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?no-such?q?x?=",
        b"Subject: =?utf-8?b?!!!!?=",
        b"Subject: \xff\xfe raw bytes",
        b"Date: yesterday",
        b"Date: Tue, 99 Feb 99999999999 18:22:00 +9999999999",
        b"From: " + b"<" * 1_000_000,
        b"From: " + b"(" * 1_900,
        b"Subject: " + b"=?a?q?" * 100_000,
        b"Content-Type: text/plain; charset=no-such",
        b"Content-Disposition: inline; filename*=utf-8''%ff%fe",
    ],
)
def test_a_damaged_header_costs_nothing_but_itself(header: bytes) -> None:
    def read() -> None:
        [found] = entries(b"MIME-Version: 1.0\n" + header + b"\n\n" + TEXT.encode())
        assert isinstance(found, Record)
        assert found.content == TEXT.encode()

    assert takes_at_most(20, read)


def test_a_mail_from_parentheses_leaves_the_rest_of_its_archive() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.eml", b"From: " + b"(" * 1_900 + b"\nSubject: x\n\n" + TEXT.encode())
        archive.writestr("b.txt", TEXT)
    first, second = entries(packed.getvalue(), "mails.zip")
    assert isinstance(first, Record)
    assert first.beside.byline is None
    assert second == Record("!b.txt", TEXT.encode())


def test_a_text_that_begins_like_a_letter_is_no_mail() -> None:
    text = b"From: the harbour, a letter\n\nThe council met on Tuesday.\n"
    assert entries(text, "letter.txt") == [Record("", text)]


def test_a_part_without_headers_is_a_text_like_any_other() -> None:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\n'
    [found] = entries(head + TEXT.encode() + b"\n--b--\n")
    assert isinstance(found, Record)
    assert found.content == TEXT.encode()


@pytest.mark.parametrize("disposition", ["", "inline", "attachment"])
def test_the_text_of_a_forwarded_mail_is_not_the_senders(disposition: str) -> None:
    message = EmailMessage()
    message["From"] = "Outer <outer@post.example>"
    message.add_attachment(mail())
    [part] = message.iter_parts()
    del part["Content-Disposition"]
    if disposition:
        part["Content-Disposition"] = disposition
    [found] = entries(bytes(message))
    assert isinstance(found, NoRecord)
    assert found.reason_code == "unsupported_form"
    message.attach(mail("Noted below."))
    record, other = entries(bytes(message))
    assert isinstance(record, Record)
    assert record.content.strip() == b"Noted below."
    assert other == NoRecord("#part=1", "skipped", "not_copy", "message/rfc822")


def test_the_parts_of_an_attachment_are_attached() -> None:
    inner = mail(TEXT, "<p>Other.</p>")
    inner["Content-Disposition"] = "attachment"
    message = EmailMessage()
    message["From"] = "Outer <outer@post.example>"
    message["Content-Type"] = "multipart/mixed"
    message.attach(inner)
    message.attach(mail("Noted below."))
    record, other = entries(bytes(message))
    assert isinstance(record, Record)
    assert record.content.strip() == b"Noted below."
    assert other == NoRecord("#part=1", "skipped", "not_copy", "multipart/alternative")


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "no-such"])
def test_a_chinese_text_is_more_than_a_notice(charset: str) -> None:
    message = mail("", "<p>Other.</p>")
    [plain, _] = message.iter_parts()
    known = "utf-8" if charset == "no-such" else charset
    plain.set_content("港口咖啡馆在冬季维修后于星期二重新开放。" * 4, charset=known)
    plain.set_param("charset", charset)
    found = entries(bytes(message))[0]
    assert isinstance(found, Record)
    assert found.beside.content_type == f'text/plain; charset="{charset}"'
    plain.set_content("请在浏览器中查看。", charset=known)
    [found, _] = entries(bytes(message))
    assert isinstance(found, Record)
    assert b"<p>Other." in found.content
