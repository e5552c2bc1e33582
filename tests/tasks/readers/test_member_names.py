"""Names of a tar file's members that are no UTF-8, or longer than names are."""

import io
import tarfile

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.names import LONGEST_NAME, is_hidden
from tasks.readers.records import Entry, NoRecord, Record
from tests.tasks.readers.reading import read_entries

PAGE = b"<!doctype html><html><title>Quay</title><p>The ferry sails again.</p></html>"


def members(raw_names: list[bytes], form: int = tarfile.GNU_FORMAT) -> list[Entry]:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form, encoding="utf-8") as archive:
        for raw_name in raw_names:
            member = tarfile.TarInfo(raw_name.decode("utf-8", "surrogateescape"))
            member.size = len(PAGE)
            archive.addfile(member, io.BytesIO(PAGE))
    return list(read_entries(io.BytesIO(target.getvalue()), "a.tar", ReadingRules()))


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_names_in_any_letters_are_names_of_their_own_that_can_be_written(form: int) -> None:
    raw_names = [
        "Паром.html".encode("cp866"),
        "新闻/一.html".encode("gbk"),
        "表ソ.html".encode("cp932"),  # the byte before its dot is a backslash's
        "Fähre.html".encode("cp1252"),
        b"\xff\xfe\x80.html",
        "Паром.html".encode(),
        "Новости/".encode("cp1251") * 12 + b"1.html",
    ]
    found = members(raw_names, form)
    assert [type(one) for one in found] == [Record] * len(raw_names)
    names = {one.name for one in found if isinstance(one, Record)}
    assert len(names) == len(raw_names)
    assert all(name.encode().decode().endswith(".html") for name in names)
    assert "!Паром.html" in names


def test_a_name_that_is_cut_behind_a_folder_is_no_hidden_one() -> None:
    folder = b"a" * (LONGEST_NAME - 20) + b"/"
    found = members([folder + b"b" * 90 + b".html", folder + b"c" * 90 + b".html"])
    assert [type(one) for one in found] == [Record, Record]
    [hidden] = members([b"quay/.html"])
    assert isinstance(hidden, NoRecord)
    assert hidden.reason_code == "hidden"
    [of_windows] = members([b"quay\\.html"])
    assert isinstance(of_windows, NoRecord)


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("caf\\xe9 noir\\.DS_Store", True),  # a zip of Windows: é is no UTF-8
        ("quay\\ehthumbs.db", True),
        ("__MACOSX\\caf\\xe9.txt", True),
        ("\\x83\\.txt", False),  # one character of Japanese, of which the backslash is half
        ("caf\\xe9.txt", False),
    ],
)
def test_backslashes_part_names_but_where_they_may_be_half_a_character(
    name: str, *, hidden: bool
) -> None:
    assert is_hidden(name) is hidden
