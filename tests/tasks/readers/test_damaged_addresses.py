"""Addresses in tables that have lost a character."""

import pytest

from tasks.readers.records import Beside, Record, Remark
from tests.tasks.readers.tables import entries

COPY = "The boats came back to the pier of Linhai on Tuesday."
ROW = '{"url": "%s", "title": "Boats", "text": "' + COPY + '"}\n'


def read(address: str, *, outlet: str = "") -> tuple[list[Beside], list[str]]:
    data = f"url,title,text,outlet\n{address},Boats,{COPY},{outlet}\n"
    found = entries(data.encode(), "rows.csv")
    remarks = [one.text for one in found if isinstance(one, Remark) and one.name]
    return [one.beside for one in found if isinstance(one, Record)], remarks


def test_an_address_that_lost_a_character_is_no_address_of_the_copy() -> None:
    [beside], remarks = read("https://news.example.com/world/boats\ufffd17")
    assert (beside.url, beside.outlet, beside.title) == (None, "news.example.com", "Boats")
    assert remarks == ["its address has lost a character; such ones are left out"]


@pytest.mark.parametrize("address", ["https://exa\ufffdple.com/1", "\ufffd", "http\ufffd//a.com/1"])
def test_a_damaged_site_names_no_outlet(address: str) -> None:
    [beside], _ = read(address)
    assert (beside.url, beside.outlet) == (None, None)


def test_an_outlet_that_is_named_stays() -> None:
    [beside], _ = read("https://news.example.com/world/boats\ufffd17", outlet="Example News")
    assert (beside.url, beside.outlet) == (None, "Example News")


def test_a_whole_address_stays() -> None:
    [beside], remarks = read("https://news.example.com/world/boats-17")
    assert (beside.url, remarks) == ("https://news.example.com/world/boats-17", [])


def test_it_is_remarked_once_and_in_json_lines_too() -> None:
    rows = "".join(ROW % f"https://a.example/\ufffd{number}" for number in range(9))
    found = entries(rows.encode(), "rows.jsonl")
    assert [one.name for one in found if isinstance(one, Remark) and one.name] == ["#line=1"]
    assert {one.beside.url for one in found if isinstance(one, Record)} == {None}


def test_a_byte_that_fits_no_character_is_damage_as_well() -> None:
    rows = (ROW % "https://a.example/b\ufffdc").encode().replace("\ufffd".encode(), b"\xff")
    [record] = [one for one in entries(rows, "rows.jsonl") if isinstance(one, Record)]
    assert (record.beside.url, record.beside.outlet) == (None, "a.example")
