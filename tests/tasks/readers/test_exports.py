"""Exports of news databases are parted into their documents, and other texts never are."""

import io
import tracemalloc
from itertools import chain, repeat
from typing import BinaryIO, cast

import pytest

from tasks.readers.exports import export_of
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Entry, NoRecord, Record
from tests.tasks.readers.exported_texts import (
    COVER,
    FILES,
    FORMS,
    RULE,
    SKIPS,
    TITLES,
    factiva,
    nexis,
    nexis_uni,
    proquest,
)
from tests.tasks.readers.reading import read_entries

RULES = ReadingRules()
EACH = pytest.mark.parametrize("name", sorted(FILES))


def read(data: bytes, rules: ReadingRules = RULES) -> list[Entry]:
    return list(read_entries(io.BytesIO(data), "copy.txt", rules))


def records(data: bytes, rules: ReadingRules = RULES) -> dict[str, bytes]:
    return {one.name: one.content for one in read(data, rules) if isinstance(one, Record)}


def skips(data: bytes) -> dict[str, str]:
    return {one.name: one.reason_code for one in read(data) if isinstance(one, NoRecord)}


@EACH
def test_each_document_is_a_record_and_what_is_none_is_skipped(name: str) -> None:
    data = FILES[name].encode()
    found = records(data)
    assert list(found) == ["#article=1", "#article=2", "#article=3"]
    for title, content in zip(TITLES, found.values(), strict=True):
        assert title[:20].encode() in content
        assert sum(other[:20].encode() in content for other in TITLES) == 1
    assert skips(data) == dict.fromkeys(SKIPS[name], "export_cover")


@EACH
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pieces_keep_their_bytes(name: str, end: str) -> None:
    data = FILES[name].replace("\n", end).encode()
    pieces = list(records(data).values())
    assert all(piece in data for piece in pieces)
    if not SKIPS[name]:
        assert b"".join(pieces) == data


@EACH
def test_a_file_of_one_document_is_one_record_without_a_number(name: str) -> None:
    data = ("\n\n" + FORMS[name](1) + "\n\n").encode()
    assert records(data) == {"": data}
    assert skips(data) == {}


def test_a_rule_below_the_one_document_is_of_it() -> None:
    data = (RULE + proquest(1) + RULE).encode()
    assert records(data) == {"": data}


@EACH
def test_utf_16_is_parted_and_given_as_utf_8(name: str) -> None:
    found = records(FILES[name].encode("utf-16"))
    assert found == records(FILES[name].encode())


def test_a_cut_export_keeps_the_documents_that_are_whole_and_the_beginning_of_the_last() -> None:
    for name in sorted(FILES):
        data = FILES[name].encode()
        third = data.index(TITLES[2][:20].encode())
        cut = data[: data.index(b"nobody minded", third)]
        assert list(records(cut)) == ["#article=1", "#article=2", "#article=3"], name


def test_a_cover_and_one_document_are_two() -> None:
    data = (COVER + nexis(1)).encode()
    assert list(records(data)) == ["#article=1"]
    assert skips(data) == {"#cover": "export_cover"}
    [cover] = [one for one in read(data) if isinstance(one, NoRecord)]
    assert cover.detail.startswith("it begins with 'Download Request: Selected Items")


def test_a_piece_in_the_middle_is_a_record_whatever_is_in_it() -> None:
    odd = nexis(2).replace("LENGTH: 1,112 words", "")
    data = (nexis(1) + odd + nexis(3)).encode()
    assert list(records(data)) == ["#article=1", "#article=2", "#article=3"]


def test_a_mark_without_a_document_is_of_the_next() -> None:
    data = (nexis(1) + "   2 of 3 DOCUMENTS\n\n\n" + nexis(3)).encode()
    first, second = records(data).values()
    assert first == nexis(1).encode()
    assert second.startswith(b"   2 of 3 DOCUMENTS")


def test_exports_in_other_languages_are_known() -> None:
    german = (
        nexis(1)
        .replace("1 of 3 DOCUMENTS", "Dokument 1 von 3")
        .replace("LENGTH: 1,112 words", "LÄNGE: 1112 Wörter")
    )
    more = german.replace("Dokument 1", "Dokument 2")
    for encoding in ("utf-8", "cp1252"):
        assert len(records((german + more).encode(encoding))) == 2
    uni = nexis_uni(1).replace("End of Document", "Ende des Dokuments")
    assert len(records((uni + uni.replace("ferry", "rail")).encode())) == 2


def test_a_declared_separator_wins_and_a_page_is_no_export() -> None:
    declared = ReadingRules(article_separator="=====")
    data = FILES["nexis"].encode()
    assert records(data, declared) == {"": data}
    page = f"<!doctype html><html><body><pre>{FILES['nexis']}</pre></body></html>".encode()
    assert records(page) == {"": page}


@pytest.mark.parametrize(
    "text",
    [
        "The report was short.\n\nDocument 1 of 3\n\nIt had 12.\n\nDocument 2 of 3\n\nMore.\n",
        "   3 of 100 DOCUMENTS\n\nwere lost in the fire, said the archive.\n",
        "Length: 12 words\n\nBody\n\nIt was a short letter.\n\n1,200 words\n",
        "End of Document\n\nsaid the last line of the file, and that was all.\n",
        f"First part.\n\n{RULE}Full text: the letter.\n\n{RULE}Third part.\n",
        "The list:\n\n1,200 words\n\nDocument ABCDEF\n\nDocument B12\n\nand no more.\n",
        "HD  stood on the door.\n\nLP  and TD  were on the others.\n",
    ],
)
def test_ordinary_copy_is_left_alone(text: str) -> None:
    assert export_of(text) is None
    assert records(text.encode()) == {"": text.encode()}


def test_a_document_that_is_too_large_is_quarantined_alone() -> None:
    rules = ReadingRules(max_record_bytes=5_000)
    long = nexis(2).replace("The mayor", "The mayor " + "of many words " * 1_000)
    found = read((nexis(1) + long + nexis(3)).encode(), rules)
    assert [(one.name, isinstance(one, Record)) for one in found] == [
        ("#article=1", True),
        ("#article=2", False),
        ("#article=3", True),
    ]


class Endless(io.RawIOBase):
    """A stream of the same lines, made as it is read."""

    def __init__(self, head: bytes, line: bytes, times: int) -> None:
        super().__init__()
        self._lines = chain([head], repeat(line, times))
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        while len(self._rest) < size:
            line = next(self._lines, b"")
            if not line:
                break
            self._rest += line
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (nexis(1), b"   2 of 3 DOCUMENTS\n"),
        (nexis_uni(1), b"End of Document\n"),
        (factiva(1), b"Document RIVGAZ0020210303eh3300012\n"),
        (RULE + proquest(1), b"_" * 60 + b"\n"),
        (nexis(1), b"and on it went, and on, and on, without an end of any document or line\n"),
    ],
)
def test_endless_marks_and_an_endless_piece_take_bounded_memory(head: str, line: bytes) -> None:
    rules = ReadingRules(max_record_bytes=1 << 18)
    stream = Endless(head.encode(), line, 60_000)
    tracemalloc.start()
    found = 0
    for entry in read_entries(cast("BinaryIO", stream), "copy.txt", rules):
        found += 1
        assert not isinstance(entry, Record) or len(entry.content) <= 1 << 18
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 1 <= found <= 20
    assert peak < 8 << 20
