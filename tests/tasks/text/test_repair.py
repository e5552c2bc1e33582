import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.text.repair import Restoration, restore
from tests.growth import grows_in_line

ARTICLE = (
    "The harbour council approved a plan on Monday to widen the old fishing pier.",
    "Mayor Ingrid Solheim told reporters that the work would begin soon. It will take a year.",
    'Engineers from the Coastal Works Agency (CWA) had asked for more. "Wait," said Per Aune.',
    "Fishing crews welcomed the decision but asked for berths on the southern side.",
    "The council will hear objections until the end of March, according to its clerk.",
    "A final vote is expected when the new budget has been read for the second time.",
)
LOSSY = (
    ARTICLE[1].replace("Ingrid Solheim ", ""),
    "Engineers from the Coastal Works Agency (",
    ARTICLE[3],
    "The council will hear objections until",
    ARTICLE[5],
)
RUN = "".join(ARTICLE).replace("(CWA)", "( CWA )")


def texts(restored: Restoration) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in restored.paragraphs)


# Written by us: what comes in, and the paragraphs that must come out.
DOUBLED = {
    "losses_then_run": ((*LOSSY, RUN), ARTICLE),
    "run_then_losses": ((RUN, *LOSSY), ARTICLE),
    "identical_paragraphs": (ARTICLE + ARTICLE, ARTICLE),
    "identical_lines": ((RUN, RUN), ARTICLE),
    "three_copies": ((*LOSSY, RUN, *ARTICLE[1:]), ARTICLE),
    "tail_cut_in_the_run": ((*ARTICLE, "".join(ARTICLE[:3]) + ARTICLE[3][:40]), ARTICLE),
    "tail_cut_in_the_paragraphs": ((*LOSSY[:3], RUN), ARTICLE),
    "doubled_lead": ((ARTICLE[0], *ARTICLE), ARTICLE),
    "each_again": (tuple(text for text in ARTICLE for _ in range(2)), ARTICLE),
    "one_again": ((*ARTICLE[:3], ARTICLE[2], ARTICLE[2], *ARTICLE[3:]), ARTICLE),
    "run_again": ((RUN, RUN, RUN), ARTICLE),
    "each_again_twice_over": (tuple(text for text in ARTICLE for _ in range(2)) * 2, ARTICLE),
    "broken_at_links": (
        (*ARTICLE[:4], "The council will hear", "until the end of March", *ARTICLE[5:], RUN),
        ARTICLE,
    ),
}


@pytest.mark.parametrize("form", DOUBLED)
def test_a_doubled_article_comes_out_once_and_whole(form: str) -> None:
    passages, truth = DOUBLED[form]
    assert texts(restore(passages)) == truth


def test_furniture_between_the_copies_stays_as_paragraphs_of_its_own() -> None:
    restored = texts(restore((*LOSSY, "Share this", "Print", RUN)))
    assert tuple(text for text in restored if text in ARTICLE) == ARTICLE
    assert {"Share this", "Print"} == set(restored) - set(ARTICLE)


def test_the_other_copy_and_what_was_repaired_are_reported() -> None:
    restored = restore((*LOSSY, RUN))
    third = restored.paragraphs[2]
    assert third.source.passage == len(LOSSY)
    assert [piece.passage for piece in third.copies] == [1]
    assert third.repairs == ("merged_copies", "unglued", "unspaced")
    assert {duplicate.of for duplicate in restored.duplicates} == {1, 2, 3, 4, 5}
    assert {duplicate.reason for duplicate in restored.duplicates} == {
        "copy_whole",
        "copy_damaged",
    }


CLEAN = {
    "as_it_is": ARTICLE,
    "chorus": (ARTICLE[0], ARTICLE[3], ARTICLE[1], ARTICLE[3], ARTICLE[2], ARTICLE[3]),
    "echo": (*ARTICLE, ARTICLE[0]),
    "pull_quote": (*ARTICLE[:2], ARTICLE[4], *ARTICLE[2:]),
    "refrain": (ARTICLE[0], "Row, row, row your boat!", "Row, row, row your boat!", *ARTICLE[1:]),
    "no_sentence": (*ARTICLE[:2], *["Harbour council of the old fishing town, minutes of May"] * 2),
    "formula": tuple(f"{text} The clerk did not answer our call on Monday." for text in ARTICLE),
    "template": tuple(
        f"Premier Han Chol sent a message of greeting to {name} on the national day of {land}."
        " Wishing the friendly people prosperity, the message expected ties to grow."
        for name, land in (("Ana Ruiz", "Peru"), ("Jan Novak", "Czechia"), ("Li Wei", "Laos"))
    ),
    "results": tuple(
        f"The harbour of Linhai reopened on Tuesday after storm number {number} of the year, the"
        " mayor said to reporters, and the boats went out to sea again the same day."
        for number in range(1, 9)
    ),
    "chinese": (
        "港口委员会周一批准了扩建旧码头的计划。市长说工程将在冬天前开始。",
        "渔民欢迎这一决定。",
    ),
    "korean": ("항만위원회는 월요일 계획을 승인했다.시장은 공사가 겨울 전에 시작된다고 말했다.",),
    "empty": (),
    "title_twice": ("Pier to be widened", "Pier to be widened", *ARTICLE),
}


@pytest.mark.parametrize("form", CLEAN)
def test_an_article_told_once_stays_untouched(form: str) -> None:
    restored = restore(CLEAN[form])
    assert texts(restored) == CLEAN[form]
    assert restored.duplicates == ()


@pytest.mark.parametrize("older", ["for 16 months", "for 1 4 months", "for fourteen months"])
def test_a_number_that_one_copy_has_otherwise_makes_no_two_articles(older: str) -> None:
    article = ("The council of Linhai voted on Monday.", "The pier was shut for 14 months.",
               "It cost 20 boats.", "The mayor said so.", "The clerks went home.")  # fmt: skip
    copy = tuple(text.replace("for 14 months", older) for text in article)
    assert len(restore(copy + article).paragraphs) == len(article)


def test_a_chinese_article_told_twice_comes_out_once() -> None:
    article = (
        "港口委员会周一批准了扩建旧码头的计划，市长说工程将在冬天前开始。",
        "渔民对这一决定表示欢迎，但要求在南侧增加泊位，以便他们的船只停靠。",
        "委员会将在三月底前听取反对意见，最终表决预计在新预算通过之后进行。",
    )
    assert texts(restore(article + article)) == article


def test_a_blank_passage_is_no_paragraph() -> None:
    assert texts(restore(("", "  ", ARTICLE[0]))) == (ARTICLE[0],)


def test_a_run_together_article_is_parted() -> None:
    assert texts(restore((RUN,))) == ARTICLE


def test_the_doubled_seed_comes_out_as_twelve_paragraphs() -> None:
    root = Path(__file__).resolve().parents[3]
    shared = Path(os.environ.get("DATELINE_SHARED", root.parent / "shared"))
    seeds = sorted((shared / "seeds").glob("000*.txt"))
    if not seeds:
        pytest.skip("needs the seeds: set DATELINE_SHARED to the folder that holds them")
    lines = [line.strip() for line in seeds[0].read_text("utf-8").split("\n") if line.strip()]
    restored = restore(lines[2:])  # behind the title and the line of source and time
    assert len(restored.paragraphs) == 12
    assert "\n\n".join(texts(restored)).count("THAAD") == 4


PARTS = st.sampled_from(
    [*ARTICLE, *LOSSY, RUN, RUN[:300], "Share this", "***", "", "  ", '".', "港口委员会。", "A.B"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.text(alphabet='ab .A"(“”\n', max_size=30), max_size=14))
def test_every_character_is_in_exactly_one_place(passages: list[str]) -> None:
    restored = restore(passages)
    seen = [[0] * len(passage) for passage in passages]
    pieces = [paragraph.source for paragraph in restored.paragraphs]
    pieces += [duplicate.piece for duplicate in restored.duplicates]
    for piece in pieces:
        for place in range(piece.start, piece.end):
            seen[piece.passage][place] += 1
    for passage, counts in zip(passages, seen, strict=True):
        for character, count in zip(passage, counts, strict=True):
            assert count == 1 or (count == 0 and character.isspace())


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, max_size=10))
def test_copies_and_duplicates_are_the_same_pieces(passages: list[str]) -> None:
    restored = restore(passages)
    copies = [
        (piece, index)
        for index, paragraph in enumerate(restored.paragraphs)
        for piece in paragraph.copies
    ]
    assert sorted(copies, key=str) == sorted(
        ((duplicate.piece, duplicate.of) for duplicate in restored.duplicates), key=str
    )


HOSTILE = {
    "one_word": "word ",
    "one_sentence": "The same sentence stands here again and again. ",
    "one_letter": "a",
    "stops": ".",
    "glue": "a.A",
    "quotes": 'a."',
    "many_passages": "a b.\n",
}


@pytest.mark.parametrize("form", HOSTILE)
def test_hostile_text_takes_time_in_line_with_its_length(form: str) -> None:
    piece = HOSTILE[form]
    assert grows_in_line(
        lambda size: (piece * (size // len(piece))).split("\n"), restore, 10_000, 2_000_000
    )
