"""The shipped samples through the whole road: what comes out is what their truth says."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from flows.card_page import CARD, with_card
from flows.questions_page import EXAMPLES, questions_page
from flows.summary import RunSummary
from tests.flows.small_copy import ask, run_over
from warehouse.database import MODELS_FOLDER, load_models
from warehouse.dictionary import dictionary_page, held_by
from warehouse.saved import load_questions
from warehouse.session import session

SHOWN_CITE = re.compile(r'\$ dateline cite "([^"]*)" --question "([^"]*)"')
SAMPLES = Path(__file__).parents[2] / "samples"


# Every question of the folder and every macro, of the file and of the Parquet tables; started with
# -I, so that nothing of ours can be imported. With a folder named, DuckDB is what lies there.
ANSWERS = """
import datetime, json, pathlib, sys
sys.path[:0] = sys.argv[1:]
import duckdb
tables = duckdb.connect()
tables.execute(pathlib.Path("dateline.sql").read_text("utf-8"))
file = duckdb.connect("dateline.duckdb", read_only=True)
found = {}
for name, sql in json.load(sys.stdin).items():
    answer = file.execute(sql)
    columns = [column[0] for column in answer.description]
    rows = answer.fetchall()
    found[name] = [columns, rows, rows == tables.execute(sql).fetchall()]
assert not {"warehouse", "tasks", "flows"} & set(sys.modules)
print(json.dumps([duckdb.__version__, found], default=lambda value: value.isoformat()))
"""
NEWEST = Path(sys.prefix) / "duckdb-2"  # put there by `make unit`
Answers = dict[str, tuple[list[str], list[list[Any]], bool]]


def answers(warehouse: Path, *duckdb: str) -> tuple[str, Answers]:
    """The version of DuckDB and its answer to each saved question and each macro's example."""
    asked = {question.name: question.sql for question in load_questions()} | {
        f"macro {name}": sql for name, sql in EXAMPLES.items()
    }
    found = subprocess.run(
        [sys.executable, *(["-S"] if duckdb else []), "-I", "-c", ANSWERS, *duckdb],
        cwd=warehouse, input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    version, said = json.loads(found.stdout)
    return version, said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunSummary]:
    warehouse = tmp_path_factory.mktemp("samples") / "wh"
    return warehouse, run_over(warehouse, SAMPLES / "copy", real_checks=True)


def test_duckdb_alone_answers_every_saved_question_the_same_from_file_and_parquet(
    made: tuple[Path, RunSummary],
) -> None:
    _, found = answers(made[0])
    assert {name: answer[0] for name, answer in found.items() if " " not in name} == {
        question.name: list(question.columns) for question in load_questions()
    }
    assert [name for name, answer in found.items() if not answer[2]] == []
    without_rows = {name for name, answer in found.items() if not answer[1]}
    # of no outlet are there twenty documents on a day, so that none can be called silent
    silent = {"silent_outlets", "stories_left_out"}
    assert without_rows <= {"odd_days", "topic_in_headline_only"} | silent


@pytest.mark.skipif(not NEWEST.exists(), reason="`make unit` puts DuckDB 2 beside the other one")
def test_the_newest_duckdb_answers_the_same(made: tuple[Path, RunSummary]) -> None:
    version, found = answers(made[0], str(NEWEST))
    assert version.startswith("2.")
    assert found == answers(made[0])[1]


def test_the_page_of_questions_has_every_macro_and_the_answers_of_today(
    made: tuple[Path, RunSummary],
) -> None:
    page = (SAMPLES.parent / "docs" / "questions.md").read_text("utf-8")
    assert page == questions_page(made[0] / "dateline.duckdb"), "run `make docs`"
    macros = {path.stem for path in (MODELS_FOLDER / "macros").glob("*.sql")}
    inner = {"search_places", "search_plain", "search_words"}
    macros |= {path.stem for path in (MODELS_FOLDER / "search").glob("*.sql")} - inner
    assert macros == set(EXAMPLES)


def test_the_data_dictionary_page_is_fresh_and_shows_what_the_samples_hold(
    made: tuple[Path, RunSummary],
) -> None:
    page = (SAMPLES.parent / "docs" / "data-dictionary.md").read_text("utf-8")
    with session(made[0] / "dateline.duckdb", read_only=True) as connection:
        held = held_by(connection)
    assert page == dictionary_page(load_models(), held=held), "run `make docs`"
    assert held["documents"].rows == 274
    shown = [text for one in held.values() for text in one.examples.values()]
    assert len(shown) > 100
    assert not any(str(made[0].parent) in text for text in shown)


def test_the_card_on_the_page_is_the_one_of_today(made: tuple[Path, RunSummary]) -> None:
    page = (SAMPLES.parent / "docs" / "citing.md").read_text("utf-8")
    fresh = with_card(page, made[0])
    # when the samples were run, and by what: another run has another of these
    of_the_run = re.compile(
        r"s[0-9a-f]{20}|dateline-s[0-9a-f]{8}|, of \d{4}-\d\d-\d\d;"
        r'|"(?:manifest_sha256|code_version|created_at)": "[^"]*"'
    )
    assert of_the_run.sub("", page) == of_the_run.sub("", fresh), "run `make docs`"
    command = SHOWN_CITE.search(page)
    assert command is not None
    card = CARD.search(page)
    assert card is not None
    shown = json.loads(card[0])
    assert command.groups() == (shown["sql"], shown["question"])


def test_the_notebook_prints_what_it_printed_when_it_was_executed(
    made: tuple[Path, RunSummary],
) -> None:
    book = json.loads((SAMPLES.parent / "docs" / "notebook.ipynb").read_text("utf-8"))
    cells = [
        cell for cell in book["cells"]
        # a picture is shown by Jupyter, which is not installed here
        if cell["cell_type"] == "code" and "picture" not in cell["metadata"].get("tags", [])
    ]  # fmt: skip
    end = "--- end of a cell ---\n"
    program = "".join("".join(cell["source"]) + f"\nprint({end!r}, end='')\n" for cell in cells)
    said = subprocess.run(
        [sys.executable, "-c", program.replace("../warehouse-data", str(made[0]))],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    kept = ["".join("".join(one["text"]) for one in cell["outputs"]) for cell in cells]
    assert len(cells) > 7
    assert said.stdout.split(end)[:-1] == kept, (
        "`make run`, then jupyter nbconvert --to notebook --execute --inplace docs/notebook.ipynb"
    )


def test_every_sample_becomes_what_its_truth_says(made: tuple[Path, RunSummary]) -> None:
    warehouse, summary = made
    lines = (SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    expected = Counter(json.loads(line)["expect"] for line in lines)
    accounts = {account.stage: account for account in summary.accounts}
    assert summary.documents == expected["document"]
    assert summary.versions == expected["document"] + expected["version"]
    assert summary.in_quarantine == expected["quarantine"]
    assert accounts["ingest"].collapsed == expected["collapsed"] + expected["revisit"]
    later = ask(
        warehouse,
        "select count(*) from document_versions where version_no = 2 and is_current",
    )
    assert later == [(expected["version"],)]


def test_an_event_told_in_several_words_is_one_story_and_a_reprint_is_copied(
    made: tuple[Path, RunSummary],
) -> None:
    lines = (SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    truth = {line["path"]: line for line in map(json.loads, lines)}
    tellings = Counter(event for event, _ in {(t["event"], t["story"]) for t in truth.values()})
    told_by_many = {event for event, count in tellings.items() if event and count > 1}
    rows = ask(
        made[0],
        "select story_id, list(split_part(source_uri, '/copy/', 2)) from documents "
        "join stories using (story_id) where outlets > 1 and texts > 1 group by story_id",
    )
    found = {frozenset(truth[path]["event"] for path in paths) for _, paths in rows}
    assert found == {frozenset({event}) for event in told_by_many}
    assert sorted(path for _, paths in rows for path in paths) == sorted(
        path for path, line in truth.items() if line["event"] in told_by_many
    )
    copied = ask(
        made[0],
        "select split_part(source_uri, '/copy/', 2), direction_basis from copies "
        "join documents on document_id = later_id where direction = 'copied' order by 1",
    )
    assert copied == [
        (path, "later_credits_earlier") for path, line in sorted(truth.items())
        if "reprint" in line["traps"]
    ]  # fmt: skip
    told = "select count(*) from aligned_sentences where kind = 'paraphrase'"
    assert ask(made[0], told)[0][0]
