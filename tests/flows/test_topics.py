"""`dateline topics` lists the topics in force and shows what a definition would find."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli_topics import topics
from flows.topic_preview import documents_of
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, run_over, write_copy


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


def test_hits_are_shown_in_context_and_counted_by_outlet(warehouse: Path, tmp_path: Path) -> None:
    result = previewed(tmp_path, warehouse, "any: [bridge]")
    assert result.exit_code == 0, result.output
    assert "own: 1 of 3 documents have it; namings in their copy: 1" in result.output
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
