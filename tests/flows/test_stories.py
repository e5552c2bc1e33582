"""Stories on the whole road: the day of a neighbour, and what it is never used for."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from flows.comparing import relations_of
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, ask, run_over, write_copy
from warehouse.integrity import verify
from warehouse.store import Store

TEXT = BRIDGE.split("\n\n", 2)[2]
OTHER_WORDS = """Traffic flows across new bridge over the Wen

May 5, 2023 - 11:20 By Yonhap
Cars have begun to cross the new bridge over the Wen river, four years after work began on it.

Farmers of the north bank such as Lin Ju reach the market in ten minutes, and the county's
transport bureau expects 20,000 cars a day. (Yonhap)
"""
UNDATED = f"The new bridge over the Wen river\n\n{TEXT}"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    copy = write_copy(
        folder / "copy", bridge=BRIDGE, undated=UNDATED, other=OTHER_WORDS, ferry=FERRY,
        harvest=HARVEST,
    )  # fmt: skip
    run_over(folder / "wh", copy)
    return folder / "wh"


def test_two_outlets_and_an_undated_copy_are_one_story(warehouse: Path) -> None:
    assert ask(
        warehouse,
        "select parse_filename(source_uri, true), score < 1, basis from documents "
        "join story_members using (document_id) order by 1",
    ) == [("bridge", True, "words"), ("other", True, "words"), ("undated", True, "copy")]
    assert ask(
        warehouse,
        "select s.title, s.documents, s.texts, s.outlets, s.clusters, s.date_lo::varchar, "
        "s.date_hi::varchar, s.first_id = d.document_id from stories s join documents d "
        "on d.source_uri like '%bridge.txt' and s.story_id = 'e' || d.document_id[2:]",
    ) == [
        (
            "New bridge over the Wen river opens to traffic", 3, 2, 2, 1, "2023-05-04",
            "2023-05-05", True,
        )
    ]  # fmt: skip


def test_the_undated_copy_has_the_day_of_its_text_in_the_story_and_says_so(
    warehouse: Path,
) -> None:
    assert ask(
        warehouse,
        "select published_date::varchar, date_kind, date_method, date_confidence < 0.6, "
        "published_at from documents where source_uri like '%undated.txt'",
    ) == [("2023-05-04", "inferred", "story_neighbour", True, None)]
    assert ask(
        warehouse,
        "select e.value, e.is_chosen, starts_with(e.note, b.document_id) from evidence e "
        "join documents d using (document_id) join documents b on b.source_uri like '%bridge.txt' "
        "where d.source_uri like '%undated.txt' and e.kind = 'story_neighbour'",
    ) == [("2023-05-04", True, True)]
    assert verify(Store(warehouse)) == []


def test_a_day_by_the_story_never_says_who_was_first(warehouse: Path) -> None:
    assert ask(
        warehouse,
        "select parse_filename(d.source_uri, true), c.is_ordered from copies c "
        "join documents d on d.document_id = c.later_id",
    ) == [("undated", False)]
    assert ask(
        warehouse,
        "select parse_filename(source_uri, true), originality from documents "
        "where cluster_id is not null order by 1",
    ) == [("bridge", None), ("undated", None)]


def test_the_next_run_over_the_same_copy_finds_the_same_stories(warehouse: Path) -> None:
    before = ask(warehouse, "from story_members order by document_id")
    run_over(warehouse, warehouse.parent / "copy")
    assert ask(warehouse, "from story_members order by document_id") == before


def test_a_documents_story_is_told_and_an_inferred_day_of_a_copy_said_to_be(
    warehouse: Path,
) -> None:
    ((document, story),) = ask(
        warehouse,
        "select document_id, story_id from documents where source_uri like '%bridge.txt'",
    )
    text = io.StringIO()
    relations_of(Store(warehouse), document, Console(file=text, width=200, highlight=False))
    assert f"story: {story}, 3 documents of 2 texts and 2 outlets; this one by words, score" in (
        text.getvalue()
    )
    assert "2023-05-04 (inferred): " in text.getvalue()
