"""A file that ends too soon is one damage, and one row of the quarantine, wherever the cut is."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable

import pytest
import zstandard

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tests.tasks.readers.reading import read_entries

Files = Iterable[tuple[str, bytes]]
TEXTS = [f"The council of quay {number} met on Tuesday. " * 9 for number in range(4)]
PAGES = [
    (f"{number}.html", f"<!doctype html><html><title>Quay</title><p>{text}</p></html>".encode())
    for number, text in enumerate(TEXTS)
]
LINES = "".join(json.dumps({"url": "https://e.example", "text": text}) + "\n" for text in TEXTS)
LIST = json.dumps([{"url": "https://e.example", "text": text} for text in TEXTS]).encode()
TABLE = "url,title,text\n" + "".join(f'https://e.example,Quay,"{text}\n{text}"\n' for text in TEXTS)


def tarred(files: Files) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    content = target.getvalue().rstrip(b"\0")
    return content + bytes(1024 + -len(content) % 512)


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


class _Stream(io.BytesIO):
    """A file in which a writer cannot go back, so that sizes stand behind members."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def streamed(files: Files, method: int = zipfile.ZIP_DEFLATED, *, is_wide: bool = False) -> bytes:
    target = _Stream()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files:
            with archive.open(name, "w", force_zip64=is_wide) as member:
                member.write(content)
    return target.getvalue()


def crawl(pack: Callable[[bytes], bytes] = bytes) -> bytes:
    records = []
    for number, (_, page) in enumerate(PAGES):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://e.example/{number}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(pack(head.encode() + answer + b"\r\n\r\n"))
    return b"".join(records)


def old_crawl() -> bytes:
    heads = [f"https://e.example/{number} 1.2.3.4 20240101000000 text/html" for number in range(4)]
    answers = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page for _, page in PAGES]
    about = b"1 0 Quay\nURL IP-address Archive-date\n\n"
    begin = f"filedesc://quay.arc 0.0.0.0 20240101000000 text/plain {len(about)}\n".encode()
    return (
        begin
        + about
        + b"\n"
        + b"".join(
            f"{head} {len(answer)}\n".encode() + answer + b"\n"
            for head, answer in zip(heads, answers, strict=True)
        )
    )


CUT_FROM = 600  # bytes; of less one could not tell what it was
TAR = tarred(PAGES)
FORMS = {
    "pages.tar": TAR,
    "pages.tar.gz": gzip.compress(TAR, mtime=0),
    "pages.tar.bz2": bz2.compress(TAR),
    "pages.tar.xz": lzma.compress(TAR),
    "pages.tar.zst": zstandard.ZstdCompressor().compress(TAR),
    "pages.zip": zipped(PAGES),
    "stored.zip": zipped(PAGES, zipfile.ZIP_STORED),
    "lzma.zip": zipped(PAGES, zipfile.ZIP_LZMA),
    "streamed.zip": streamed(PAGES),
    "wide.zip": streamed(PAGES, is_wide=True),
    "streamed-bz2.zip": streamed(PAGES, zipfile.ZIP_BZIP2),
    "tables.tar": tarred([("a.csv", TABLE.encode()), ("b.csv", TABLE.encode())]),
    "lists.tar": tarred([("a.json", LIST), ("b.json", LIST)]),
    "crawls.tar": tarred([("a.warc", crawl()), ("b.warc.gz", crawl(gzip.compress))]),
    "old-crawls.tar": tarred([("a.arc", old_crawl()), ("b.arc", old_crawl())]),
    "tars.tar": tarred([("a.tar", TAR), ("b.tar", TAR)]),
    "tars.zip": zipped([("a.tar", TAR), ("b.tar.gz", gzip.compress(TAR))], zipfile.ZIP_STORED),
    "zips.tar.gz": gzip.compress(tarred([("a.zip", zipped(PAGES)), ("b.zip", zipped(PAGES))])),
    "rows.jsonl.gz": gzip.compress(LINES.encode(), mtime=0),
    "rows.csv.gz": gzip.compress(TABLE.encode(), mtime=0),
    "rows.json": LIST,
    "rows.json.gz": gzip.compress(LIST, mtime=0),
    "crawl.warc": crawl(),
    "crawl.warc.gz": crawl(gzip.compress),
    "crawl.arc": old_crawl(),
    "crawl.arc.gz": gzip.compress(old_crawl(), mtime=0),
}


def read(data: bytes, name: str) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The records by name, and the place and reason of each row of the quarantine."""
    found = list(read_entries(io.BytesIO(data), name, ReadingRules()))
    records = {one.name: one.content for one in found if isinstance(one, Record)}
    quarantined = [
        (one.name, one.reason_code)
        for one in found
        if isinstance(one, NoRecord) and one.outcome == "quarantined"
    ]
    return records, quarantined


@pytest.mark.parametrize("name", FORMS)
def test_a_cut_is_one_row_and_what_came_before_it_is_read(name: str) -> None:
    data = FORMS[name]
    whole, _ = read(data, name)
    begin = min(CUT_FROM, len(data) // 3)
    for cut in (*range(begin, len(data), max(1, len(data) // 70)), len(data) - 1):
        records, quarantined = read(data[:cut], name)
        assert len(quarantined) <= 1, cut
        # a cut at the end of a row or a record is none that one could see
        assert quarantined or len(records) < len(whole) or records == whole, cut
        assert records.items() <= whole.items(), cut


@pytest.mark.parametrize("name", ["pages.tar", "pages.zip", "tars.tar", "tars.zip", "crawls.tar"])
def test_the_row_is_that_of_the_archive(name: str) -> None:
    data = FORMS[name]
    _, quarantined = read(data[: len(data) * 2 // 5], name)
    assert quarantined == [("", "truncated_archive")]


def test_the_row_says_in_which_member_the_archive_ends() -> None:
    for name in ("pages.tar", "stored.zip"):
        cut = FORMS[name][: FORMS[name].index(TEXTS[2].encode()) + 50]
        *_, last = read_entries(io.BytesIO(cut), name, ReadingRules())
        assert isinstance(last, NoRecord)
        assert "it ends in the middle of 2.html" in last.detail


@pytest.mark.parametrize("name", ["streamed.zip", "wide.zip", "streamed-bz2.zip"])
def test_members_before_the_cut_are_read_where_their_size_stands_behind_them(name: str) -> None:
    data = FORMS[name]
    last = data.index(b"3.html")
    for cut in (last + 60, data.index(b"PK\x01\x02")):
        found = list(read_entries(io.BytesIO(data[:cut]), name, ReadingRules()))
        whole = 4 if cut > last + 60 else 3
        assert [one.content for one in found if isinstance(one, Record)] == [
            page for _, page in PAGES[:whole]
        ]
        end = found[-1]
        assert isinstance(end, NoRecord)
        assert (end.name, end.reason_code) == ("", "truncated_archive")
        assert ("in the middle of 3.html" in end.detail) == (whole == 3)


def test_a_damaged_member_that_does_not_say_where_it_ends_ends_the_archive() -> None:
    data = bytearray(FORMS["streamed.zip"][: FORMS["streamed.zip"].index(b"PK\x01\x02")])
    begin = data.index(b"1.html") + 6
    data[begin : begin + 4] = b"\xff" * 4
    records, quarantined = read(bytes(data), "streamed.zip")
    assert [*records] == ["!0.html"]
    assert quarantined == [("", "damaged_archive")]


def test_a_field_of_wide_sizes_that_is_cut_raises_nothing() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        member = zipfile.ZipInfo("a.html")
        member.extra = b"\x01\x00\x10\x00\x00\x00"  # 16 bytes are announced
        archive.writestr(member, PAGES[0][1])
    data = bytearray(target.getvalue())
    sizes = data.index(b"PK\x01\x02") + 20
    data[sizes : sizes + 8] = b"\xff" * 8
    records, quarantined = read(bytes(data), "a.zip")
    assert not records
    assert len(quarantined) == 1


def test_a_cut_archive_in_a_whole_one_is_the_members_row() -> None:
    cut = gzip.compress(TAR)[:-200]
    for packed in (tarred([("a.tar.gz", cut), *PAGES]), zipped([("a.tar.gz", cut), *PAGES])):
        records, quarantined = read(packed, "pages")
        assert quarantined == [("!a.tar.gz", "truncated_archive")]
        assert {f"!{name}" for name, _ in PAGES} <= set(records)


def test_damage_within_the_packing_of_an_archive_is_one_row_too() -> None:
    packed = bytearray(gzip.compress(tarred([(name, page * 99) for name, page in PAGES])))
    packed[len(packed) // 2] ^= 0xFF
    _, quarantined = read(bytes(packed), "pages.tar.gz")
    assert quarantined == [("", "damaged_archive")]
