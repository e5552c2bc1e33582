"""Sentences of copies, aligned in a run, and taken over by the next."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tasks import alignments
from tasks.alignments import MOST_OF_A_DOCUMENT, pairs_of_stories
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, ask, run_over, write_copy

MORE = """
The county borrowed two thirds of the money and will charge lorries a toll for twelve years.

Engineers chose steel cables over concrete arches because the river bed shifts after each flood.

Two ferries that carried farmers, carts and schoolchildren across for sixty years stop on Sunday.
"""
ORIGIN = BRIDGE + MORE
TEXT = ORIGIN.partition("9:30:00\n")[2].replace("Some 20,000", "About 20,000")
HEAD = "Send to\n\n{title}\n\nMay {day}, 2023 - 18:20 By Yonhap\n"
COPY = HEAD.format(title="River bridge opens after four years", day=5) + TEXT
LATER = HEAD.format(title="Farmers cross the Wen in ten minutes", day=7) + TEXT.replace(
    "The county borrowed", "The county has borrowed"
)
ROWS = "from aligned_sentences order by all"


def test_a_copy_is_aligned_with_its_origin_sentence_by_sentence(tmp_path: Path) -> None:
    run_over(tmp_path / "wh", write_copy(tmp_path / "copy", one=ORIGIN, two=COPY, other=FERRY))
    found = ask(
        tmp_path / "wh",
        "select kind, one_para, two_para, diff is null from aligned_sentences order by one_para",
    )
    assert found == [
        ("verbatim", 1, 1, True),
        ("edited", 2, 2, False),
        *(("verbatim", number, number, True) for number in range(3, 7)),
    ]
    marked = ask(tmp_path / "wh", "select diff from aligned_sentences where kind = 'edited'")
    assert "[-About-]{+Some+} 20,000 cars" in str(marked)


def test_rows_are_taken_over_without_reading_text_and_equal_a_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = write_copy(tmp_path / "copy", one=ORIGIN, two=COPY)
    run_over(tmp_path / "wh", copy)
    asked: list[int] = []
    made = alignments._made

    def counted(store: object, pairs: Sequence[object], *rest: object) -> object:
        asked.append(len(pairs))
        return made(store, pairs, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(alignments, "_made", counted)
    before = ask(tmp_path / "wh", ROWS)
    write_copy(copy, harvest=HARVEST)
    run_over(tmp_path / "wh", copy)
    assert ask(tmp_path / "wh", ROWS) == before
    write_copy(copy, three=LATER)
    run_over(tmp_path / "wh", copy)
    run_over(tmp_path / "anew", copy)
    assert ask(tmp_path / "wh", ROWS) == ask(tmp_path / "anew", ROWS) != before
    assert asked == [0, 1, 2]


def test_a_changed_text_is_aligned_anew(tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", one=ORIGIN, two=COPY)
    run_over(tmp_path / "wh", copy)
    write_copy(copy, two=COPY.replace("ten minutes", "twelve minutes"))
    run_over(tmp_path / "wh", copy)
    assert ask(tmp_path / "wh", "from aligned_sentences where diff like '%twelve%'")


def test_a_story_gives_each_document_few_pairs_and_none_of_copies() -> None:
    scored = [("d0", f"d{number}", 1 - number / 100) for number in range(1, 20)]
    pairs = pairs_of_stories([*scored, ("d2", "d1", 0.99)], copies=[("d1", "d0")])
    assert ("d0", "d1") not in pairs
    assert ("d1", "d2") in pairs
    assert sum("d0" in pair for pair in pairs) == MOST_OF_A_DOCUMENT
    assert ("d0", "d2") in pairs
