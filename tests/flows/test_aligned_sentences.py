"""Sentences of copies, aligned in a run, and taken over by the next."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from tasks import alignments
from tasks.alignments import MOST_OF_A_STORY, pairs_of_stories
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, ask, run_over, write_copy

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
        return made(store, pairs, *rest)

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


def test_a_pair_in_which_nothing_is_alike_is_not_aligned_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = write_copy(tmp_path / "copy", one=ORIGIN, two=COPY)
    monkeypatch.setattr(alignments, "align_read", lambda *_, **__: [])
    run_over(tmp_path / "wh", copy)
    assert ask(tmp_path / "wh", ROWS) == []

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a text is read again")

    monkeypatch.setattr(alignments, "align_read", refuse)
    write_copy(copy, harvest=HARVEST)
    run_over(tmp_path / "wh", copy)
    assert ask(tmp_path / "wh", ROWS) == []


def test_a_pair_is_aligned_anew_when_both_are_found_to_be_of_one_outlet(tmp_path: Path) -> None:
    origin = [line for line in ORIGIN.split("\n\n")[2:] if line.strip()]
    other = [f"{line.strip()[:-1]}, as the bureau of roads said once more." for line in origin]
    copy = write_copy(
        tmp_path / "copy",
        one="Bridge over the Wen opens\n\n" + "\n\n".join(origin),
        two="Wen river bridge opens after four years\n\n" + "\n\n".join(other),
    )

    def printed_by(one: str, two: str) -> Path:
        manifest = tmp_path / "said.jsonl"
        manifest.write_text(
            "".join(
                json.dumps({"path": f"copy/{name}.txt", "outlet": outlet}) + "\n"
                for name, outlet in (("one", one), ("two", two))
            )
        )
        return manifest

    run_over(tmp_path / "wh", copy, manifest=printed_by("The Post", "The Herald"))
    kinds = "select kind, count(*) from aligned_sentences group by kind"  # ids are others anew
    before = ask(tmp_path / "wh", kinds)
    manifest = printed_by("The Post", "The Post")
    run_over(tmp_path / "wh", copy, manifest=manifest, at=NOON + timedelta(days=1))
    run_over(tmp_path / "anew", copy, manifest=manifest, at=NOON + timedelta(days=1))
    assert before
    assert ask(tmp_path / "wh", kinds) == ask(tmp_path / "anew", kinds) != before


def test_a_changed_text_is_aligned_anew(tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", one=ORIGIN, two=COPY)
    run_over(tmp_path / "wh", copy)
    write_copy(copy, two=COPY.replace("ten minutes", "twelve minutes"))
    run_over(tmp_path / "wh", copy)
    assert ask(tmp_path / "wh", "from aligned_sentences where diff like '%twelve%'")


def test_a_storys_first_document_is_aligned_with_its_other_texts_and_not_with_copies() -> None:
    stories = pa.table({"story_id": ["e0", "e1"], "first_id": ["d5", "d1"]})
    rows = [("e0", f"d{number:02}", number / 100, "words") for number in range(40, 80)]
    rows += [("e0", "d5", 1.0, "words"), ("e0", "d6", 1.0, "copy")]
    rows += [("e1", "d1", 0.3, "words"), ("e1", "d0", 0.3, "words")]
    names = ("story_id", "document_id", "score", "basis")
    members = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    pairs = pairs_of_stories(stories, members)
    assert ("d0", "d1") in pairs
    assert ("d5", "d79") in pairs
    assert not any("d6" in pair for pair in pairs)
    assert len(pairs) == 1 + MOST_OF_A_STORY
