"""Topics and entities on the whole road: counted once, and again when a definition changes."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.subject_changes import changes
from tasks.annotate import FLAG
from tasks.subjects.annotations import Subjects
from tasks.subjects.reference import SubjectFileError
from tasks.subjects.terms import Terms
from tasks.subjects.text import Text
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, ask, run_over, write_copy
from warehouse.integrity import verify
from warehouse.store import Store

HOUR = timedelta(hours=1)
RIVER = "topics:\n  - {id: river, name: River, version: 1, any: [bridge, ferry]}\n"
HITS = (
    "select parse_filename(source_uri, true), hits, in_title, in_lead from topic_hits "
    "join documents using (document_id) where topic_id = 'river' order by 1"
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return write_copy(tmp_path / "copy", bridge=BRIDGE, ferry=FERRY, harvest=HARVEST)


def test_a_definition_that_changes_is_counted_anew_and_nothing_else_is_done_again(
    tmp_path: Path, copy: Path
) -> None:
    own = tmp_path / "topics"
    own.mkdir()
    (own / "own.yaml").write_text(RIVER)
    run_over(tmp_path / "wh", copy, topics=own)
    assert ask(tmp_path / "wh", HITS) == [("bridge", 1, True, True), ("ferry", 1, True, True)]
    before = {path.name for path in (tmp_path / "wh" / "data" / "cleaned").iterdir()}
    said: list[str] = []
    assert not run_over(tmp_path / "wh", copy, topics=own, at=NOON + HOUR).is_new

    (own / "own.yaml").write_text(RIVER.replace("ferry", "market"))
    assert run_over(tmp_path / "wh", copy, topics=own, at=NOON + 2 * HOUR, said=said.append).is_new
    assert any("topics or entities changed" in line for line in said)
    assert (
        "topics counted anew: river (version 1 as before, but defined otherwise: raise its version)"
        in said
    )
    assert ask(tmp_path / "wh", HITS) == [("bridge", 2, True, True)]
    assert {path.name for path in (tmp_path / "wh" / "data" / "cleaned").iterdir()} == before
    assert verify(Store(tmp_path / "wh")) == []
    once = run_over(tmp_path / "once", copy, topics=own)
    last = ask(tmp_path / "wh", "select snapshot_id from snapshots order by sequence")[-1]
    assert last == (once.snapshot_id,)
    said.clear()
    run_over(tmp_path / "wh", copy, drop_own_files=True, at=NOON + 3 * HOUR, said=said.append)
    assert "topics not counted any more: river" in said


def test_a_shipped_topic_that_is_redefined_is_named_with_both_versions(
    tmp_path: Path, copy: Path
) -> None:
    own = tmp_path / "topics"
    own.mkdir()
    file = own / "own.yaml"
    shield = "topics:\n  - {id: thaad, name: Shield, version: 9, any: [shield]}\n"
    run_over(tmp_path / "wh", copy, topics=own)
    file.write_text(shield)
    said: list[str] = []
    run_over(tmp_path / "wh", copy, topics=own, at=NOON + HOUR, said=said.append)
    assert f"topics counted anew: thaad (version 9, was 1; redefined by {file})" in said
    said.clear()
    run_over(tmp_path / "once", copy, topics=own, said=said.append)
    assert f"topics that are not the shipped ones: thaad (version 9; redefined by {file})" in said


def test_only_what_differs_is_named_and_a_long_list_is_cut() -> None:
    row = {"topic_id": "a", "version": 1, "name": "A", "note": None, "definition": "{}"}
    before = {"a": row, "b": {**row, "first_run": 1}}
    assert list(changes("topics", "counted", before, {"a": row, "b": row}, {})) == []
    now = {"a": {**row, "note": "New."}, "b": row}
    assert list(changes("topics", "counted", before, now, {})) == [
        "topics counted anew: a (version 1 as before, with another note)"
    ]
    many = {f"t{number:02}": row for number in range(22)}
    (come,) = changes("topics", "counted", {}, many, {})
    assert come.startswith("topics counted from now on: t00, t01")
    assert come.endswith("t19 and 2 more")


def test_an_article_that_cannot_be_read_for_them_is_a_document_with_a_flag(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks import annotate

    read = annotate.annotations_of

    def fails_over_the_ferry(subjects: Subjects, terms: Terms, text: Text) -> object:
        if "Ulsan" in (text.title or ""):
            raise ValueError("a bug")
        return read(subjects, terms, text)

    monkeypatch.setattr(annotate, "annotations_of", fails_over_the_ferry)
    run_over(tmp_path / "wh", copy)
    assert ask(
        tmp_path / "wh",
        f"select parse_filename(source_uri, true) from documents "
        f"where list_contains(quality_flags, '{FLAG}')",
    ) == [("ferry",)]
    assert ask(
        tmp_path / "wh",
        "select received, kept, skipped, is_balanced from reconciliation where stage = 'annotate'",
    ) == [(3, 2, 1, True)]
    assert verify(Store(tmp_path / "wh")) == []


def test_a_file_that_says_something_else_stops_the_run_before_anything_is_read(
    tmp_path: Path, copy: Path
) -> None:
    own = tmp_path / "topics"
    own.mkdir()
    (own / "own.yaml").write_text(RIVER.replace("any", "some"))
    with pytest.raises(SubjectFileError, match=r"own\.yaml, line 2: some"):
        run_over(tmp_path / "wh", copy, topics=own)
    assert not (tmp_path / "wh").exists()


def test_the_fields_of_the_settings_are_folders() -> None:
    assert Settings(topics=Path("a"), entities=Path("b")).topics == Path("a")
