from itertools import product

import pytest

from tasks.text import repair_glue
from tasks.text.repair_glue import glue_points, run_together
from tasks.text.repair_model import RepairRules


@pytest.mark.parametrize(
    "text",
    [
        "the region.|It is",
        "the plan of 1992.|The progress",
        "from February 1.|Nazer said",
        "last week.|U.S. officials said",
        "“It is.”|Mr. Chan left",
        "he said.|“But no",
        'a "clear" answer.|"We agree',
        '"It is so."|The mayor',
        "in the U.S.|The council",
        "at 3 p.m.|But the train",
        "the end of THAAD.|The ministry",
        "Is it so?|No one knows",
        "(as he said.)|But others",
        "Конец главы.|Новая глава",
    ],
)
def test_a_new_sentence_without_a_blank_is_a_glue_point(text: str) -> None:
    assert glue_points(text.replace("|", "")) == [text.index("|")]


@pytest.mark.parametrize(
    "text",
    [
        "the U.S.-led force",
        "trade with S.Korea grew",
        "the writer J.K.Rowling said",
        "a Ph.D.Program opened",
        "see No.1 and Co.Ltd for more",
        "read Chinadaily.com.cn or WWW.GOV.CN now",
        "at 9 a.m.EST on Monday",
        "the U.N.Secretary said",
        "mail Jan.Novak@paper.example today",
        "https://paper.example/a.Html?b.C",
        "he waited ...They left",
        "1.Introduction and 2.0 more",
        "version 2.0Beta of Web3.0",
        "EE.UU. y Japón",
        "Industries <MODX.O> fell",
        'closer to us. "?Word',
        "Citibank N.A. unit",
        "会议结束。新的会议",
    ],
)
def test_names_numbers_and_addresses_are_not_parted(text: str) -> None:
    assert glue_points(text) == []


def test_one_forgotten_blank_among_paragraphs_is_left_alone() -> None:
    passages = ["One sentence stands here. Another follows it."] * 5
    passages[2] = "One sentence stands here.Another follows it. And a third one."
    assert run_together(passages, RepairRules()) == {}


def test_a_long_passage_with_many_glue_points_is_run_together() -> None:
    long = "A first thing was said. It was heard.A second thing was said." * 6
    assert list(run_together([long], RepairRules())) == [0]
    assert list(run_together(["A short line.", long, "Another short line."], RepairRules())) == [1]


def test_the_quick_answer_for_plain_ends_is_the_one_that_weighing_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = (
        "city",
        "Ma",
        "Mr",
        "inc",
        "Inc",
        "vs",
        "IX",
        "MODX",
        "p.m",
        "a@b",
        "www.a",
        "港口",
        "x",
        "Prof",
        "laptop",
        "zinc",
        "well-known",
        "Www.paper",
    )
    openers = (
        "The",
        "”The",
        "“The",
        "”“The",
        "”Com",
        "“Uk",
        "It",
        "A",
        "Com",
        "Companies",
        "Cn",
        "NET",
        "It’s",
        "He@b",
        "Éire",
        "O",
    )
    texts = [
        f"Near the {word}.{opener}{rest}"
        for word, opener, rest in product(words, openers, ("", " rain", ", who", ".cn"))
    ]
    quick = [glue_points(text) for text in texts]
    monkeypatch.setattr(repair_glue, "_has_no_address", lambda _: False)
    assert quick == [glue_points(text) for text in texts]
    assert [] in quick
    assert sum(map(bool, quick)) > len(quick) // 4
