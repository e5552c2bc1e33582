"""Numeric dates of a table: the column says which number is the month, or nothing does."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.readers.day_order import LOOKED_AT
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Entry, NoRecord, Record, Remark
from tests.tasks.readers.reading import read_entries


def table(days: list[str], form: str) -> bytes:
    if form == "csv":
        return "".join(["date,text\n", *(f"{day},Copy.\n" for day in days)]).encode()
    if form == "jsonl":
        return "".join(json.dumps({"date": day, "text": "Copy."}) + "\n" for day in days).encode()
    target = io.BytesIO()
    pq.write_table(pa.table({"date": days, "text": ["Copy."] * len(days)}), target)
    return target.getvalue()


def entries(days: list[str], form: str = "csv") -> list[Entry]:
    return list(read_entries(io.BytesIO(table(days, form)), f"t.{form}", ReadingRules()))


def dates(days: list[str], form: str = "csv") -> list[str | None]:
    return [one.beside.published_at for one in entries(days, form) if isinstance(one, Record)]


def remarks(days: list[str]) -> list[str]:
    return [one.text for one in entries(days) if isinstance(one, Remark)][:0:-1]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_day_after_the_twelfth_settles_the_order_of_its_whole_column(
    form: str, at: int
) -> None:
    days = ["03/04/2017 10:22", "5-6-2018"]
    assert dates([*days[:at], "25/12/2017", *days[at:]], form) == [
        *["2017-04-03 10:22", "2018-06-05"][:at],
        "25/12/2017",
        *["2017-04-03 10:22", "2018-06-05"][at:],
    ]
    assert dates([*days, "12/25/2017"], form)[:2] == ["2017-03-04 10:22", "2018-05-06"]


def test_a_column_that_contradicts_itself_or_settles_nothing_is_left_as_it_is() -> None:
    for days in (["03/04/2017", "25/12/2017", "12/25/2017"], ["03/04/2017", "05/06/2017"]):
        assert dates(days) == days
        [said] = remarks(days)
        assert said.startswith("published_at: 03/04/2017 is left open")


def test_what_is_no_numeric_date_is_left_as_it_is_and_not_spoken_of() -> None:
    days = ["2017-04-03", "3 April 2017", "44/55/2017", "1.2.3.2017", "10.0/3/4/2017", "03-04-17"]
    assert dates([*days, "25/12/2017"])[:-1] == days
    assert remarks([*days, "25/12/2017"]) == []


def test_years_of_two_digits_stand_behind_slashes() -> None:
    assert dates(["03/04/17", "25/12/17"]) == ["2017-04-03", "25/12/17"]
    assert dates(["03/04/98", "25/12/98"]) == ["1998-04-03", "25/12/98"]


def test_dates_with_dots_have_no_part_in_the_order() -> None:
    days = ["03.05.2020", "04.05.2020 14:30", "5.5.20"]
    assert dates(days) == days
    assert remarks(days) == []


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_seconds_and_milliseconds_are_moments(form: str) -> None:
    assert dates(["1588500000", "1588500000000", "2020-05-03"], form) == [
        "2020-05-03T10:00:00+00:00", "2020-05-03T10:00:00+00:00", "2020-05-03",
    ]  # fmt: skip
    assert dates(["2024010112"], form) == ["2024010112"]  # noon of 1 January, no second of 2034


def test_a_column_of_a_spreadsheets_numbers_is_one_of_days() -> None:
    assert dates(["43954", "43955.75", "nan", "32874.0"]) == [
        "2020-05-03", "2020-05-04T18:00", None, "1990-01-01",
    ]  # fmt: skip
    assert remarks(["43954"]) == [
        "published_at: 43954 is read as a spreadsheet's number of 2020-05-03"
    ]
    for days in (["43954", "2020-05-03"], ["43954", "12000"], ["50000"]):
        assert dates(days) == days


def test_the_order_is_learnt_from_the_first_rows_and_doubted_by_a_later_one() -> None:
    early = ["03/04/2017"] * (LOOKED_AT - 1)
    late = dates([*early, "25/12/2017", "03/04/2017", "12/25/2017", "03/04/2017"])
    assert set(late[: LOOKED_AT - 1]) == {"2017-04-03"}
    assert late[LOOKED_AT:] == ["2017-04-03", "12/25/2017", "03/04/2017"]
    too_late = [*early, "03/04/2017", "25/12/2017"]
    assert dates(too_late) == too_late


def test_rows_before_damage_are_given_with_their_dates() -> None:
    data = b'[{"date": "03/04/2017", "text": "a"}, {"date": "25/12/2017", "text": "b"}'
    found = list(read_entries(io.BytesIO(data), "t.json", ReadingRules()))
    days = [one.beside.published_at for one in found if isinstance(one, Record)]
    assert days == ["2017-04-03", "25/12/2017"]
    assert isinstance(found[-1], NoRecord)
    assert found[-1].reason_code == "truncated_archive"
