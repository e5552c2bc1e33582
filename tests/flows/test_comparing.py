"""Two documents side by side, and what one shares with others, as a terminal shows them."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from flows.comparing import _both, compare, relations_of
from flows.explaining import explain
from flows.naming import NoSuchDocument
from tests.flows.small_copy import FERRY, ask, run_over, write_copy
from tests.flows.test_aligned_sentences import COPY, ORIGIN
from warehouse.store import Store

HOSTILE = COPY.replace("Lin Ju, a farmer", "Lin Ju, a [red]farmer\x1b[2J\u202e")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    run_over(folder / "wh", write_copy(folder / "copy", one=ORIGIN, two=HOSTILE, three=FERRY))
    return folder / "wh"


def ids(warehouse: Path) -> tuple[str, str, str]:
    rows = ask(warehouse, "select document_id from documents order by word_count < 50, outlet_id")
    one, two, other = (str(row[0]) for row in rows)
    return one, two, other


def side_by_side(warehouse: Path, one: str, two: str, width: int, *, terminal: bool) -> str:
    text = io.StringIO()
    out = Console(file=text, width=width, highlight=False, force_terminal=terminal)
    compare(Store(warehouse), one, two, out)
    return text.getvalue()


@pytest.mark.parametrize("width", [80, 140])
def test_differences_are_marked_and_fit_the_width(warehouse: Path, width: int) -> None:
    one, two, _ = ids(warehouse)
    text = side_by_side(warehouse, one, two, width, terminal=False)
    assert "[-Some-]" in text
    assert "{+About+}" in text
    assert max(map(len, text.splitlines())) <= width
    assert "= verbatim 4, ~ edited 2, ≈ paraphrase 0; only left 0, only right 0" in " ".join(
        text.split()
    )


def test_what_is_on_one_side_only_is_not_said_to_be_new(warehouse: Path) -> None:
    one, two, other = ids(warehouse)
    text = " ".join(side_by_side(warehouse, one, other, 100, terminal=False).split())
    assert "may still be said in other words on the other: of 199 paraphrases" in text
    assert "in other words" not in side_by_side(warehouse, one, two, 100, terminal=False)


def test_a_pipe_gets_no_blanks_at_the_ends_of_lines(warehouse: Path) -> None:
    one, two, _ = ids(warehouse)
    lines = side_by_side(warehouse, one, two, 240, terminal=False).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_words_of_a_paraphrase_are_not_marked() -> None:
    texts = ("The harbor opens in May.", "In May ships may come in again.")
    assert "[-" in _both(*texts, "~", in_colours=False)[0].plain
    shown = _both(*texts, "≈", in_colours=False)
    assert (shown[0].plain, shown[2].plain) == texts


def test_hostile_copy_cannot_steer_the_terminal(warehouse: Path) -> None:
    one, two, _ = ids(warehouse)
    text = side_by_side(warehouse, one, two, 140, terminal=False)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]farmer" in text
    assert "\x1b[2J" not in side_by_side(warehouse, one, two, 140, terminal=True)


def test_documents_that_share_nothing_stand_one_after_the_other(warehouse: Path) -> None:
    one, _, other = ids(warehouse)
    text = side_by_side(warehouse, one, other, 100, terminal=False)
    assert "verbatim 0, ~ edited 0, ≈ paraphrase 0; only left 6, only right 2" in text


def test_a_document_is_not_compared_with_itself(warehouse: Path) -> None:
    one, *_ = ids(warehouse)
    with pytest.raises(NoSuchDocument, match="the same document twice"):
        side_by_side(warehouse, one, one, 80, terminal=False)


def test_what_a_document_shares_is_told_in_short(warehouse: Path) -> None:
    one, two, other = ids(warehouse)
    text = io.StringIO()
    relations_of(Store(warehouse), two, Console(file=text, width=140, highlight=False))
    said = text.getvalue()
    assert "copies: 1" in said
    assert f"of the earlier {one}" in said
    assert "nothing says who has it from whom" in said
    assert f"origin {one}: it states the earliest time" in said
    assert "edited 0.9" in said
    assert f"dateline compare {two} {one}" in said
    text = io.StringIO()
    relations_of(Store(warehouse), other, Console(file=text, width=140, highlight=False))
    assert text.getvalue().split() == ["copies:", "none", "known"]


def test_the_same_pairs_are_found_whichever_of_the_two_comes_first(warehouse: Path) -> None:
    one, two, _ = ids(warehouse)
    told = [
        side_by_side(warehouse, *pair, 140, terminal=False).partition("= verbatim")[2]
        for pair in ((one, two), (two, one))
    ]
    assert told[0].splitlines()[0] == told[1].splitlines()[0]
    assert told[0].startswith(" 4, ~ edited 2")


def test_the_tables_say_whether_two_documents_are_copies_and_of_one_story(warehouse: Path) -> None:
    one, two, other = ids(warehouse)
    text = " ".join(side_by_side(warehouse, one, two, 140, terminal=False).split())
    assert "copies: edited" in text
    assert "the right one is later" in text
    assert "unknown: nothing says who has it from whom story: both are of e" in text
    text = side_by_side(warehouse, two, other, 140, terminal=False)
    assert "copies: the two are no pair of copies" in text
    assert "story: both" not in text


def test_a_copy_that_credits_its_source_says_so_and_where_that_stands(tmp_path: Path) -> None:
    first = ORIGIN.replace("Source:Xinhua", "Source:Global Times")
    later = COPY.replace("By Yonhap", "By Ma Hye-rin")
    later += "\nThis article first appeared in the Global Times.\n"
    run_over(tmp_path / "wh", write_copy(tmp_path / "copy", one=first, two=later))
    rows = ask(tmp_path / "wh", "select document_id from documents order by outlet_id")
    one, two = (str(row[0]) for row in rows)
    said = "copied: the later one names Global Times as its source (later_credits_earlier"
    text = side_by_side(tmp_path / "wh", one, two, 140, terminal=False)
    assert said in text
    assert "(01:30 UTC)" in text
    out = io.StringIO()
    console = Console(file=out, width=140, highlight=False)
    explain(Store(tmp_path / "wh"), two, console)
    relations_of(Store(tmp_path / "wh"), two, console)
    assert "why this credit: global_times" in out.getvalue()
    assert "“This article first appeared in the Global Times” at bytes" in out.getvalue()
    assert said in out.getvalue()
    assert "2 documents of 1 text and 2 outlets" in out.getvalue()


@pytest.mark.parametrize(
    ("asked", "way_on"),
    [
        ("e404", "from story_timeline('e404')"),
        ("c404", "from cluster_members where cluster_id = 'c404'"),
        ("d404", "select document_id, title from documents"),
    ],
)
def test_who_asks_for_a_story_or_a_cluster_is_told_how(
    warehouse: Path, asked: str, way_on: str
) -> None:
    with pytest.raises(NoSuchDocument, match=f"{asked}: no document of that id") as refused:
        side_by_side(warehouse, asked, asked, 140, terminal=False)
    assert way_on in str(refused.value)
