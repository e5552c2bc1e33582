"""`dateline topics` lists the topics in force and shows what a definition would find."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli_topics import topics
from flows.topic_preview import documents_of
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, ask, run_over, write_copy


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("topics")
    hostile = HARVEST.replace("a new variety", "a new variety of \x1b[2Jcrossing")
    run_over(folder / "wh", write_copy(folder / "copy", one=BRIDGE, two=FERRY, three=hostile))
    return folder / "wh"


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(topics, arguments)


def previewed(folder: Path, warehouse: Path, definition: str, *flags: str) -> Result:
    file = folder / "own.yaml"
    file.write_text(f"topics:\n  - {{id: own, name: Own, version: 1, {definition}}}\n", "utf-8")
    return asked("preview", str(file), "--warehouse", str(warehouse), *flags)


def test_the_list_has_every_topic_with_its_definition() -> None:
    result = asked("list")
    assert result.exit_code == 0, result.output
    assert "thaad" in result.output


def test_the_list_takes_a_folder_and_tells_which_topics_it_redefines(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "topics:\n  - {id: thaad, name: Shield, version: 9, any: [shield]}\n", "utf-8"
    )
    result = asked("list", "--topics", str(tmp_path))
    assert result.exit_code == 0, result.output
    (line,) = [line for line in result.output.splitlines() if "thaad" in line]
    assert "Shield" in line
    assert str(tmp_path)[:40] in line
    missing = asked("list", "--topics", str(tmp_path / "none"))
    assert missing.exit_code == 2
    assert "no such folder" in missing.output


def test_documents_are_counted_as_the_macros_count_them(warehouse: Path, tmp_path: Path) -> None:
    result = previewed(tmp_path, warehouse, "any: [New, Ulsan]")
    (line,) = [line for line in result.output.splitlines() if line.startswith("own: ")]
    assert line == (
        "own: 1 of 3 documents have it, and 1 in the headline alone "
        "(counted only with min_hits := 0); namings: 1"
    )


def test_what_the_preview_counts_is_what_a_run_counts(warehouse: Path, tmp_path: Path) -> None:
    definition = "any: [New, Ulsan]"
    folder = tmp_path / "topics"
    folder.mkdir()
    previewed(folder, warehouse, definition)
    copy = write_copy(tmp_path / "copy", one=BRIDGE, two=FERRY, three=HARVEST)
    run_over(tmp_path / "wh", copy, topics=folder)
    counted = (
        "select count(*) filter (where hits > 0), count(*) from topic_hits where topic_id = 'own'"
    )
    assert ask(tmp_path / "wh", counted) == [(1, 2)]


def test_hits_are_shown_in_context_and_counted_by_outlet(warehouse: Path, tmp_path: Path) -> None:
    result = previewed(tmp_path, warehouse, "any: [bridge]")
    assert result.exit_code == 0, result.output
    assert "own: 1 of 3 documents have it; namings: 1" in result.output
    assert "headline (and 1 more): New [bridge] over" in result.output


def test_what_the_definition_passes_over_is_shown_apart(warehouse: Path, tmp_path: Path) -> None:
    result = previewed(tmp_path, warehouse, "any: [crossing], min_hits: 3")
    assert "own: 0 of 3 documents have it" in result.output
    assert "named, but not by the definition (documents: 1)" in result.output
    result = previewed(tmp_path, warehouse, "any: [cross]")
    assert "passed over: its words in another form (places: " in result.output
    assert "a second evening [cross]ing" in result.output


def test_documents_are_the_same_however_many_are_read_at_a_time(warehouse: Path) -> None:
    database = warehouse / "dateline.duckdb"
    at_once = list(documents_of(database))
    assert len(at_once) == 3
    assert all(document.text.paragraphs for document in at_once)
    for batch in (1, 2, 3):
        assert list(documents_of(database, batch=batch)) == at_once


def test_the_limit_bounds_what_is_shown_and_not_what_is_counted(
    warehouse: Path, tmp_path: Path
) -> None:
    result = previewed(tmp_path, warehouse, "any: [the]", "--limit", "1")
    assert "own: 3 of 3 documents have it" in result.output
    shown = result.output.partition("hits\n")[2].partition("\n\n")[0]
    assert len(shown.splitlines()) == 1


def test_hostile_copy_cannot_steer_the_terminal(warehouse: Path, tmp_path: Path) -> None:
    result = previewed(tmp_path, warehouse, "any: [variety]")
    assert "[variety]" in result.output
    assert "\x1b" not in result.output


def test_a_wrong_file_is_named_with_its_line(warehouse: Path, tmp_path: Path) -> None:
    result = previewed(tmp_path, warehouse, "any: [bridge], min_hits: 0")
    assert result.exit_code == 2
    assert "own.yaml, line 2: min_hits" in result.output
    missing = asked("preview", str(tmp_path / "none.yaml"), "--warehouse", str(warehouse))
    assert missing.exit_code == 2
    assert "none.yaml: cannot be read" in missing.output
