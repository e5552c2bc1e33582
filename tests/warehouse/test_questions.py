"""Every saved question against rows worked out by hand, of the small world of the macros."""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.test_macros import as_text
from warehouse.files import WarehouseError
from warehouse.saved import Question, load_questions

CASES = Path(__file__).parent / "questions"
QUESTIONS = load_questions()


def test_there_are_twenty_questions_and_each_has_a_case() -> None:
    assert len(QUESTIONS) >= 20
    assert [path.name for path in sorted(CASES.iterdir())] == [one.name for one in QUESTIONS]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_runs_as_it_is_and_gives_the_expected_rows(
    question: Question, world: duckdb.DuckDBPyConnection
) -> None:
    found = as_text(world, question.sql)
    assert found[0] == list(question.columns)
    with (CASES / question.name / "expected.csv").open(encoding="utf-8", newline="") as file:
        assert found == list(csv.reader(file))
    assert len(found) > 1, "a case without rows proves nothing"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_explains_each_variable_it_reads(question: Question) -> None:
    read = {part.partition("'")[0] for part in question.sql.split("getvariable('")[1:]}
    assert read == {parameter.name for parameter in question.parameters}
    assert question.question.endswith("?") or question.question.endswith("is named.")
    for parameter in question.parameters:
        shown = f"getvariable('{parameter.name}')"
        assert parameter.default == "null" or f"coalesce({shown}, " in question.sql


def test_a_parameter_changes_the_answer(world: duckdb.DuckDBPyConnection) -> None:
    question = next(one for one in QUESTIONS if one.name == "sample_to_read")
    (setting,) = question.settings({"n": "1"})
    assert setting == "set variable n = 1"
    assert len(world.execute(f"{setting};\n{question.sql}").fetchall()) == 1
    world.execute("reset variable n")


def test_values_are_text_unless_the_default_is_a_number() -> None:
    question = next(one for one in QUESTIONS if one.name == "sample_to_read")
    assert question.settings({"topic": "it's"}) == ["set variable topic = 'it''s'"]
    with pytest.raises(ValueError, match="n is a whole number, 0 or more, and not"):
        question.settings({"n": "1; drop table documents"})
    with pytest.raises(ValueError, match="no parameter mood; it has topic, n, seed"):
        question.settings({"mood": "grim"})


def test_a_file_without_its_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "bare.sql").write_text("-- title: Bare\nselect 1 as one;\n")
    with pytest.raises(WarehouseError, match=r"bare\.sql: .*question"):
        load_questions(tmp_path)
