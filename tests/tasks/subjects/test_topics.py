"""A topic is counted by its definition, once a naming, in the copy."""

import pytest

from tasks.subject_files import load_subjects
from tasks.subjects.annotations import annotations_of
from tasks.subjects.entities import gazetteer_of, mentions_of
from tasks.subjects.reference import SubjectFileError
from tasks.subjects.terms import Terms
from tasks.subjects.text import Paragraph, Text
from tasks.subjects.topics import TopicHit, topics_of
from tests.growth import grows_in_line

GAZETTEER = gazetteer_of(
    [("e.yaml", "entities:\n  - {id: dam, name: Sanxia Dam, kind: organisation}")]
)


NEAR = "topics:\n  - {id: a, name: A, version: 1, near: "


def text(*paragraphs: str, title: str | None = None, kinds: str = "") -> Text:
    named = {"b": "body", "s": "subhead"}
    kinds = kinds or "b" * len(paragraphs)
    return Text(
        title,
        tuple(
            Paragraph(number, named[kind], one)
            for number, (kind, one) in enumerate(zip(kinds, paragraphs, strict=True), 1)
        ),
    )


def hits(definition: str, said: Text) -> tuple[TopicHit, ...]:
    file = f"topics:\n  - {{id: t, name: T, version: 1, {definition}}}"
    return topics_of([("t.yaml", file)], GAZETTEER).hits_of(said, mentions_of(GAZETTEER, said))


def test_hits_count_the_copy_and_the_headline_is_told_apart() -> None:
    said = text("No word of it.", "A dam. Two Dams, a dam.", title="The dam")
    assert hits("any: [dam]", said) == (TopicHit("t", 2, True, False),)
    assert hits("any: [dam, dams]", said) == (TopicHit("t", 3, True, False),)


@pytest.mark.parametrize(
    ("where", "counted"), [("title", 1), ("lead", 2), ("title_or_lead", 3), ("anywhere", 5)]
)
def test_hits_count_where_the_topic_looks(where: str, counted: int) -> None:
    said = text("A dam, a dam.", "A dam, a dam, a dam.", title="The dam")
    assert hits(f"any: [dam], where: {where}", said) == (TopicHit("t", counted, True, True),)


@pytest.mark.parametrize("where", ["title", "title_or_lead"])
def test_a_topic_of_headlines_has_hits_where_the_headline_alone_names_it(where: str) -> None:
    said = text("No word of it.", title="The dam")
    assert hits(f"any: [dam], where: {where}", said) == (TopicHit("t", 1, True, False),)


def test_the_lead_is_the_first_paragraph_that_is_no_sub_heading() -> None:
    said = text("A dam", "A dam.", kinds="sb")
    assert hits("any: [dam]", said) == (TopicHit("t", 2, False, True),)
    assert hits("any: [heading]", text("heading", "x", kinds="sb"))[0].in_lead is False


def test_overlapping_namings_count_once() -> None:
    said = text("The Sanxia Dam and the dam.")
    assert hits("any: [dam, Sanxia], entities: [dam]", said) == (TopicHit("t", 2, False, True),)


@pytest.mark.parametrize(
    ("definition", "has_it"),
    [
        ("any: [dam], all: [river]", True),
        ("any: [dam], all: [river, lake]", False),
        ("any: [dam], none: [lake]", True),
        ("any: [dam], none: [river]", False),
        ("any: [dam], min_hits: 2", True),
        ("any: [dam], min_hits: 3", False),
        ("any: [dam], where: title", False),
        ("any: [dam], where: lead", True),
        ("any: [dam], where: lead, min_hits: 2", False),
        ("any: [river], where: title", True),
        ("any: [river], where: title_or_lead", True),
        ("near: [{one: dam, two: river, within: 3}]", True),
        ("near: [{one: river, two: dam, within: 3}]", True),
        ("near: [{one: dam, two: river, within: 2}]", False),
    ],
)
def test_a_text_has_the_topic_when_the_whole_definition_holds(
    definition: str, has_it: bool
) -> None:
    said = text("A dam over the wide river.", "Another dam.", title="River news")
    assert bool(hits(definition, said)) is has_it


def test_words_side_by_side_have_none_between_them() -> None:
    assert hits("near: [{one: tall, two: dam, within: 1}]", text("A tall dam."))
    assert hits("near: [{one: tall, two: dam, within: 1}]", text("A tall old dam."))
    assert not hits("near: [{one: tall, two: dam, within: 1}]", text("A tall and old dam."))
    assert not hits("near: [{one: dam wall, two: wall, within: 5}]", text("A dam wall."))


def test_where_nothing_parts_words_each_character_is_one() -> None:
    said = text("韩国决定部署萨德系统")
    assert hits("near: [{one: 部署, two: 萨德, within: 1}]", said)
    assert hits("near: [{one: 韩国, two: 萨德, within: 4}]", said)
    assert not hits("near: [{one: 韩国, two: 萨德, within: 3}]", said)


@pytest.mark.parametrize("said", ["部署萨德", "dam river ", "dam dam dam ", "aaaa "])
def test_time_grows_with_the_text_however_often_a_pair_stands_there(said: str) -> None:
    pairs = (("部署", "萨德"), ("dam", "river"), ("dam", "dam dam"), ("aaaa", "aaaa aaaa"))
    near = ", ".join(f"{{one: {one}, two: {two}, within: 9}}" for one, two in pairs)
    assert grows_in_line(
        lambda size: text(said * size), lambda one: hits(f"near: [{near}]", one), 200
    )


def test_a_pair_does_not_cross_a_paragraph() -> None:
    assert not hits("near: [{one: dam, two: river, within: 9}]", text("The dam.", "The river."))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("topics:\n  - {id: a, name: A, version: 1}", "line 2: a counts nothing; it needs a phr"),
        ("topics:\n  - {id: a, name: A, any: [x]}", "line 2: version: is missing; add version: 1"),
        ("topics:\n  - {id: a, version: 1, any: [x]}", "line 2: name: is missing; add name:"),
        ("topics:\n  - {id: A b, name: A, version: 1, any: [x]}", "'A b' is no name for it"),
        ("topics:\n  - {id: a, name: A, version: one, any: [x]}", "'one' is no whole number"),
        ("topics:\n  - {id: a, name: A, version: 0, any: [x]}", "is 0, and must be 1 or more"),
        ("topics:\n  - {id: a, name: A, version: 1, any: x}", "any: write a list in brackets: [x]"),
        ("topics:\n  - {id: a, name: A, version: 1, any: [2017]}", "2017 is no text"),
        ("topics:\n  - {id: a, name: A, version: 1, any: [x], where: body}", "body is none of"),
        (("topics:\n  - id: a\n    name: A\n    version: 1\n    any: [x]\n    near:\n"
         "      - {one: a, two: b, within: 101}"),
         "line 7: near.0.within: is 101, and may be 100 at most"),
        (f"{NEAR}[{{one: a, two: b, within: 0}}]}}", "near.0.within: is 0: words side by side"),
        (f"{NEAR}[{{one: a, two: b}}]}}", "near.0.within: is missing; add within:"),
        (f"{NEAR}[{{one: a, two: b, by: 3}}]}}", "no such key; there are one, two, within"),
        (f"{NEAR}[a]}}", "near.0: write keys and values: {one: ..., two: ..., within: ...}"),
        ("topics:\n  - id: a\n    name: A\n    version: 1\n    entities:\n      - z",
         "t.yaml, line 6: a counts the entity z, which no file"),
        ("topics:\n  - {id: a, name: A, version: 1, any: ['']}", "any.0: is empty"),
        ("topics:\n  - {id: a, name: A, version: 1, any: [fish*]}", "a * stands for nothing here"),
        ("topics:\n  - {id: a, name: A, version: 1, any: [...]}", "has no letter and no figure"),
        ("topics:\n  - id: a\n    name: A\n    version: 1\n    any: [x]\n    any: [y]",
         "t.yaml, line 6: says 'any' again, as line 5 does"),
        ("topics: {}", "t.yaml, line 1: has no list 'topics'"),
        ("topic: []", "t.yaml, line 1: unknown key 'topic'"),
        ("", "t.yaml, line 1: is no mapping"),
        (("topics:\n  - {id: a, name: A, version: 1, any: [x]}\n"
         "  - {id: a, name: B, version: 1, any: [x]}"), "line 3: has a twice, first in line 2"),
        (("topics:\n  - {id: a, name: A, version: 1, any: [x]}\n"
         "  - {id: b, name: A, version: 1, any: [x]}"), "'A' is the name of b and of a (t"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_and_line(file: str, message: str) -> None:
    with pytest.raises(SubjectFileError) as error:
        topics_of([("t.yaml", file)], GAZETTEER)
    assert str(error.value).startswith("t.yaml, line ")
    assert message in str(error.value)


def test_blanks_in_a_phrase_are_those_of_copy() -> None:
    assert hits('any: ["tall  dam "]', text("A tall dam.")) == (TopicHit("t", 1, False, True),)


def test_what_is_said_by_an_anchor_twice_is_said_once() -> None:
    shared = "topics:\n  - {id: a, name: A, version: 1, any: &w [x], all: *w}"
    assert topics_of([("t.yaml", shared)], GAZETTEER).topics[0].all == ("x",)


def test_equal_definitions_are_equal_text() -> None:
    one, two = (
        topics_of([("t", f"topics:\n  - {{id: {name}, name: A, version: 2, any: [x]}}")], GAZETTEER)
        for name in ("a", "b")
    )
    assert one.topics[0].definition() == two.topics[0].definition() == '{"any": ["x"]}'


def test_the_shipped_topics_count_a_long_form_with_its_abbreviation_once() -> None:
    said = text("A Terminal High Altitude Area Defense (THAAD) battery. THAAD is there.")
    assert annotations_of(load_subjects(), Terms(), said).topic_hits == (
        TopicHit("thaad", 2, False, True),
    )
