"""The one door of the readers: forms recognised, members named, nothing lost without a reason."""

import bz2
import gc
import gzip
import io
import lzma
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha512

import pytest
import zstandard

from tasks.readers.limits import Allowance, ReadingRules, Refused
from tasks.readers.reasons import REASONS
from tasks.readers.records import Entry, NoRecord, Record
from tasks.readers.zips import read_zip
from tests.tasks.readers.reading import read_entries

PAGE = b"<!doctype html><html><title>Quay</title><p>The harbour council met.</p></html>"
RULES = ReadingRules()


class Pipe(io.BytesIO):
    """A stream that cannot jump, as from an object store."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation


def entries(data: bytes, name: str = "input", rules: ReadingRules = RULES) -> list[Entry]:
    found = list(read_entries(io.BytesIO(data), name, rules))
    assert all(one.reason_code in REASONS for one in found if isinstance(one, NoRecord))
    return found


def records(data: bytes, name: str = "input", rules: ReadingRules = RULES) -> dict[str, bytes]:
    found = [one for one in entries(data, name, rules) if isinstance(one, Record)]
    assert len({one.name for one in found}) == len(found)
    return {one.name: one.content for one in found}


def refusals(data: bytes, name: str = "input", rules: ReadingRules = RULES) -> dict[str, str]:
    found = entries(data, name, rules)
    return {one.name: one.reason_code for one in found if isinstance(one, NoRecord)}


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], form: int = tarfile.GNU_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def test_a_text_that_begins_with_an_address_is_no_crawl() -> None:
    text = b"http://x.example/1 127.0.0.1 said the council, 20140216050221 times\n"
    assert records(gzip.compress(text)) == {"": text}


def test_a_page_is_one_record_of_its_own_bytes() -> None:
    assert records(PAGE) == {"": PAGE}
    assert refusals(b"") == {"": "empty_file"}
    for empty in (zipped([]), tarred([]), gzip.compress(b""), b"title,url,text\n"):
        assert refusals(empty, "rows.csv") == {"": "empty_file"}


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress]
)
def test_a_packed_page_is_its_unpacked_bytes_whatever_it_is_called(pack) -> None:
    assert records(pack(PAGE), "page.html") == {"": PAGE}
    assert records(pack(PAGE[:20]) + pack(PAGE[20:]), "page.csv") == {"": PAGE}
    assert set(refusals(pack(PAGE * 99)[:-9]).values()) == {"truncated_archive"}


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress]
)
def test_stray_bytes_between_packed_members_lose_nothing_silently(pack) -> None:
    lines = [b'{"text": "Copy %d."}\n' % number for number in range(4)]
    first, second = pack(b"".join(lines[:2])), pack(b"".join(lines[2:]))
    for padding in (b"", b"\r\n", b"\0" * 700):
        assert len(records(first + padding + second, "rows.jsonl")) == 4
        assert refusals(first + padding + second + padding, "rows.jsonl") == {}
    stray = {f"#offset={len(first)}": "damaged_archive"}
    for rubbish in (b"x", b"rubbish " * 20_000):
        assert len(records(first + rubbish + second, "rows.jsonl")) == 4
        assert refusals(first + rubbish + second, "rows.jsonl") == stray
    assert records(pack(PAGE) + b"signed", "page.html") == {"": PAGE}
    assert set(refusals(pack(PAGE) + b"signed").values()) == {"damaged_archive"}


def test_a_damaged_gzip_page_is_no_record() -> None:
    packed = bytearray(gzip.compress(PAGE))
    packed[-6] ^= 1
    assert refusals(bytes(packed)) == {"": "damaged_archive"}


@pytest.mark.parametrize("method", [0, 8, 12, 14])
def test_members_of_a_zip_are_read_and_named(method: int) -> None:
    packed = zipped([("a/one.html", PAGE), ("../../two.txt", b"Copy of two.")], method)
    assert records(packed) == {"!a/one.html": PAGE, "!../../two.txt": b"Copy of two."}
    assert list(read_entries(Pipe(packed), "x", RULES)) == entries(packed)
    moved = read_zip(io.BytesIO(b"#!/bin/sh\n" + packed), Allowance(RULES))
    assert [one.name for one in moved] == ["a/one.html", "../../two.txt"]


def test_a_zip_with_wide_numbers_is_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, archive.open("a", "w", force_zip64=True) as file:
        file.write(PAGE)
    assert records(target.getvalue()) == {"!a": PAGE}


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_of_a_tar_are_read_and_named(form: int) -> None:
    long = "folder-of-the-paper/" * 9 + "page.html"
    packed = tarred([("one.html", PAGE), (long, b"Copy."), ("Zürich.txt", b"More.")], form)
    expected = {"!one.html": PAGE, f"!{long}": b"Copy.", "!Zürich.txt": b"More."}
    assert records(packed) == expected
    assert records(gzip.compress(packed)) == expected
    assert list(read_entries(Pipe(packed), "x", RULES)) == entries(packed)


def test_nested_archives_are_read_and_named_to_the_bottom() -> None:
    inner = zipped([("a.html", PAGE)])
    packed = tarred([("inner.zip", inner), ("b.html.gz", gzip.compress(PAGE))])
    assert records(packed) == {"!inner.zip!a.html": PAGE, "!b.html.gz": PAGE}
    deep = packed
    for _ in range(4):
        deep = zipped([("deeper.zip", deep)])
    assert set(refusals(deep).values()) == {"nested_too_deep"}
    rules = replace(RULES, max_memory_bytes=50)
    assert refusals(packed, "x", rules) == {"!inner.zip": "nested_too_large"}


def test_what_is_no_copy_is_skipped_with_its_reason() -> None:
    packed = zipped(
        [("logo.png", b"\x89PNG\r\n\x1a\n...."), ("page.css", b"p { margin: 0 }"), ("folder/", b""),
         ("__MACOSX/._a.html", b"\0\x05"), ("a/.DS_Store", b"Bud1"), ("a.txt", b"\xff\xd8\xff\xe0"),
         ("map.xml", b"<?xml version='1.0'?><urlset xmlns='x'></urlset>"), ("./b.html", PAGE)]
    )  # fmt: skip
    assert refusals(packed) == {
        "!logo.png": "not_copy", "!page.css": "not_copy", "!folder/": "directory",
        "!__MACOSX/._a.html": "hidden", "!a/.DS_Store": "hidden", "!a.txt": "not_copy",
        "!map.xml": "not_copy",
    }  # fmt: skip
    assert records(packed) == {"!./b.html": PAGE}


def test_links_and_devices_of_a_tar_are_skipped() -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind in (("l", tarfile.SYMTYPE), ("d", tarfile.CHRTYPE), ("f", tarfile.DIRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = refusals(target.getvalue())
    assert sorted(found.values()) == ["device_member", "directory", "link_member"]


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"7z\xbc\xaf\x27\x1c...", "zip"), (b"Rar!\x1a\x07\0", "zip"),
     (b"SQLite format 3\0", "CSV"), (b"\x80\x04\x95...", "pickle")],
)  # fmt: skip
def test_a_form_that_may_hold_much_and_is_not_read_is_quarantined(data: bytes, word: str) -> None:
    (found,) = entries(data, "report.txt")
    assert isinstance(found, NoRecord)
    assert (found.outcome, found.reason_code) == ("quarantined", "unsupported_form")
    assert word in found.detail


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"%PDF-1.7 ...", "pdftotext"), (b"{\\rtf1 copy}", "RTF"),
     (zipped([("[Content_Types].xml", b"<Types/>")]), "Office"),
     (zipped([("mimetype", b"application/epub+zip")]), "e-book")],
)  # fmt: skip
def test_a_document_of_another_program_is_skipped_and_says_what_to_do(
    data: bytes, word: str
) -> None:
    (found,) = entries(data, "report.txt")
    assert isinstance(found, NoRecord)
    assert (found.outcome, found.reason_code) == ("skipped", "other_document")
    assert word in found.detail


SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name"),
    [(zipped([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<a/>")]), "a.xlsx"),
     (zipped([("docProps/app.xml", b"<a/>"), ("xl/workbook.xml", b"<a/>"),
              ("[Content_Types].xml", b"<Types/>")]), "a.bin"),
     (zipped([("mimetype", SHEET), ("content.xml", b"<a/>")], zipfile.ZIP_STORED), "a.ods"),
     (OLD, "a.xls"), (OLD + "Workbook\0".encode("utf-16-le") + bytes(90), "a.bin")],
)  # fmt: skip
def test_a_workbook_may_be_a_table_of_articles_and_is_quarantined(data: bytes, name: str) -> None:
    (found,) = entries(data, name)
    assert isinstance(found, NoRecord)
    assert (found.outcome, found.reason_code) == ("quarantined", "unsupported_form")
    assert "CSV" in found.detail


def test_a_truncated_archive_keeps_what_came_before() -> None:
    packed = tarred([("a.html", PAGE), ("b.html", PAGE * 20)])[:2000]
    assert records(packed) == {"!a.html": PAGE}
    assert refusals(packed) == {"": "truncated_archive"}
    packed = zipped([("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE)])[:270]
    assert set(records(packed)) == {"!a.html", "!b.html"}
    assert refusals(packed)[""] == "truncated_archive"


def test_zips_put_one_after_the_other_are_all_read() -> None:
    first, second = zipped([("a.html", PAGE)]), zipped([("b.html", PAGE)])
    third = zipped([("c.zip", zipped([("c.html", PAGE)]))], zipfile.ZIP_STORED)
    packed = first + second + third
    assert list(records(packed)) == ["!a.html", "!b.html", "!c.zip!c.html"]
    assert refusals(packed) == {}
    assert list(records(packed + b"\r\n")) == list(records(packed))
    assert refusals(packed + b"\r\n") == {}
    assert list(records(packed + b"signed")) == list(records(packed))
    assert list(records(first + b"signed")) == ["!a.html"]
    assert refusals(first + b"signed") == {"": "damaged_archive"}


def test_a_zip_truncated_in_or_after_a_zip_inside_it_is_truncated() -> None:
    inner = zipped([("b.html", PAGE)])
    packed = zipped([("a.html", PAGE), ("inner.zip", inner)], zipfile.ZIP_STORED)
    end = packed.index(inner) + len(inner)
    for cut in (packed[:end], packed[: end + 30], packed[:-1]):
        assert list(records(cut)) == ["!a.html", "!inner.zip!b.html"]
        assert refusals(cut) == {"": "truncated_archive"}


def test_a_damaged_member_does_not_end_its_archive() -> None:
    packed = bytearray(zipped([("a.html", PAGE), ("b.html", PAGE)], zipfile.ZIP_STORED))
    packed[packed.index(b"Quay")] ^= 1
    assert refusals(bytes(packed)) == {"!a.html": "damaged_member"}
    assert records(bytes(packed)) == {"!b.html": PAGE}
    tar = bytearray(tarred([("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE)]))
    tar[1024 + 5] ^= 1
    assert refusals(bytes(tar)) == {"#offset=1024": "damaged_member"}
    assert set(records(bytes(tar))) == {"!a.html", "!c.html"}


def test_each_damaged_header_of_a_tar_has_its_own_name() -> None:
    tar = bytearray(tarred([(f"{letter}.html", PAGE) for letter in "abcd"]))
    for at in (0, 2048):
        tar[1024 + at + 5] ^= 1
    found = [one for one in entries(bytes(tar)) if isinstance(one, NoRecord)]
    assert [one.name for one in found] == ["#offset=1024", "#offset=3072"]
    assert {one.reason_code for one in found} == {"damaged_member"}
    assert set(records(bytes(tar))) == {"!a.html", "!c.html"}


def test_tars_put_one_after_the_other_are_all_read() -> None:
    first, second = tarred([("a.html", PAGE)]), tarred([("b.html", PAGE)])
    assert set(records(first + second)) == {"!a.html", "!b.html"}
    assert refusals(first + second) == {}
    assert refusals(first + b"\0" * 100) == {}
    assert refusals(first + b"signed") == {f"#offset={len(first)}": "damaged_member"}


def test_a_tar_cut_between_two_members_is_truncated() -> None:
    cut = tarred([("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE)])[: 2 * 1024]
    assert set(records(cut)) == {"!a.html", "!b.html"}
    assert refusals(cut) == {"": "truncated_archive"}
    assert refusals(cut + b"\0" * 512) == {}


def test_encrypted_members_are_quarantined() -> None:
    packed = bytearray(zipped([("a.html", PAGE)]))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(sign) + at] |= 1
    assert refusals(bytes(packed)) == {"!a.html": "encrypted"}


def test_members_that_share_bytes_are_refused() -> None:
    packed = zipped([("a.html", PAGE), ("b.html", PAGE)])
    start = packed.index(b"PK\x01\x02")
    second = packed.index(b"PK\x01\x02", start + 1)
    bomb = bytearray(packed)
    bomb[second + 42 : second + 46] = bytes(4)  # the second member begins where the first does
    assert refusals(bytes(bomb)) == {
        "!a.html": "overlapping_members",
        "!b.html": "overlapping_members",
    }


def test_a_bomb_is_stopped_by_the_bytes_that_come_out() -> None:
    bomb = bz2.compress(bytes(40_000_000))
    rules = replace(RULES, ratio_free_bytes=1_000_000, max_record_bytes=1 << 30)
    assert refusals(bomb, "a", rules) == {"": "decompression_bomb"}
    rules = replace(RULES, max_unpacked_bytes=1_000_000, max_record_bytes=1 << 30)
    assert refusals(gzip.compress(bytes(40_000_000)), "a", rules) == {"": "unpacks_too_large"}
    rules = replace(RULES, max_record_bytes=1_000)
    assert refusals(zipped([("a", b"a" * 2_000), ("b", PAGE)]), "a", rules) == {"!a": "too_large"}
    rules = replace(RULES, max_members=2)
    found = refusals(tarred((str(n), PAGE) for n in range(9)), "a", rules)
    assert found == {"": "too_many_members"}


def test_a_padded_file_is_no_bomb() -> None:
    padded = PAGE + b" " * 5_000_000
    assert records(gzip.compress(padded)) == {"": padded}


def test_names_hold_no_control_characters_and_have_an_end() -> None:
    packed = tarred([("a\nb\x1b.html", PAGE), ("x" * 3_000 + "1", PAGE), ("x" * 3_000 + "2", PAGE)])
    first, second, third = records(packed)
    assert first == "!a\\x0ab\\x1b.html"
    assert len(second) < 1_010
    assert second != third


def test_articles_in_one_file_are_parted_by_the_declared_line() -> None:
    rules = ReadingRules(article_separator="* * *")
    text = b"First article.\n\n  * * *\n\n\n* * *\r\nSecond, * * * all of it.\n"
    assert records(text, "x.txt", rules) == {
        "#article=1": b"First article.\n\n",
        "#article=2": b"Second, * * * all of it.\n",
    }
    assert records(b"Only one.\n", "x.txt", rules) == {"": b"Only one.\n"}
    for encoding in ("utf-16", "utf-16-be", "utf-32", "utf-32-le"):
        wide = "Eins.\n* * *\nZwei.\n".encode(encoding)
        parted = records(wide, "x.txt", rules)
        assert parted == {"#article=1": b"Eins.\n", "#article=2": b"Zwei.\n"}, encoding
    assert records(text) == {"": text}
    assert records(PAGE + b"\n* * *\n", "x.txt", rules) == {"": PAGE + b"\n* * *\n"}
    marked = b"<DOC>\nOne.\n* * *\nTwo.\n"
    assert len(records(marked, "x.txt", rules)) == 2


def test_an_error_of_the_stream_itself_is_the_callers() -> None:
    class Broken(io.BytesIO):
        def read(self, *_: object) -> bytes:
            if self.tell() > 600_000:
                raise OSError(5, "Input/output error")
            return super().read(*_)

    noise = sha512(b"").digest()
    content = b"".join(sha512(noise + bytes([n % 256, n // 256])).digest() for n in range(20_000))
    packs = (bytes, gzip.compress, bz2.compress, lambda data: zipped([("a", data)]))
    for pack in packs:
        with pytest.raises(OSError, match="Input/output"):
            list(read_entries(Broken(pack(content)), "a", RULES))


def test_memory_does_not_grow_with_the_archive() -> None:
    def made(count: int) -> Iterator[tuple[str, bytes]]:
        return ((f"day/{number}.html", PAGE * 300) for number in range(count))

    def peak(data: bytes, name: str) -> tuple[int, int]:
        stream = io.BytesIO(data)
        gc.collect()  # what other tests left would be collected, or not, while this is measured
        tracemalloc.start()
        count = sum(isinstance(one, Record) for one in read_entries(stream, name, RULES))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return count, most

    for pack in (zipped, tarred):
        count, most = peak(pack(made(1_000)), "x")
        assert count == 1_000
        assert most < 4_000_000  # of 23 MB; as much as for 60 times as many
    row = b'"Quay, old",http://x.example/1,"' + b"The council met. " * 40 + b'"\n'
    rows = b"title,url,text\n" + row * 20_000
    count, most = peak(rows, "x.csv")
    assert count == 20_000
    assert most < 3_000_000  # of 14 MB


def test_a_reason_that_is_not_listed_cannot_be_given() -> None:
    with pytest.raises(ValueError, match="no reason code"):
        Refused("because", "it is so")
