"""When gaps leave an answer without a figure, the answer says so and what to ask."""

from pathlib import Path

import pytest

from flows.answers import answer
from flows.unknown_days import why_unknown
from tests.warehouse.small_world import world_file


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world_file(tmp_path_factory.mktemp("world") / "world.duckdb")


def why(database: Path, query: str, *settings: str) -> str:
    columns, rows = answer(database, ";\n".join([*settings, query]))
    return why_unknown(database, query, columns, rows, settings=settings)


def test_an_answer_of_dashes_says_that_gaps_are_why(database: Path) -> None:
    said = why(
        database, "-- whose?\nfrom coverage(grain := 'year') where outlet_id = 'korea_herald';"
    )
    assert said.startswith("number: no figure above 0 is known, for a day that is a gap")
    assert "coverage(..., gaps := 'zero') takes such days for empty, gaps := 'scale'" in said


def test_the_variables_of_a_saved_question_are_minded(database: Path) -> None:
    query = (
        "select number as texts from coverage(grain := 'day', unit := 'text') "
        "where period >= getvariable('d0')::date"
    )
    assert why(database, query, "set variable d0 = '2016-02-28'") == ""
    # post has a figure of the day, korea_herald none
    query += " and outlet_id = 'korea_herald'"
    assert why(database, query, "set variable d0 = '2016-03-01'").startswith("texts: ")


@pytest.mark.parametrize(
    "query",
    [
        "from coverage(grain := 'day')",
        "from coverage(grain := 'year', gaps := 'zero') where outlet_id = 'nobody'",
        "select null as number from coverage(grain := 'year', gaps := 'zero')",
        "select null as nothing from coverage(grain := 'year') where outlet_id = 'korea_herald'",
        "select null as nothing from documents",
        "pivot documents on outlet_id using count(*)",
    ],
)
def test_an_answer_that_is_none_of_gaps_is_left_alone(database: Path, query: str) -> None:
    assert why(database, query) == ""
