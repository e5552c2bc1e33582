"""Entities are named where a reader would say so, once, with exact places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.subject_files import load_subjects
from tasks.subjects.entities import Gazetteer, Mention, gazetteer_of, mentions_of
from tasks.subjects.reference import SubjectFileError
from tasks.subjects.text import Paragraph, Text

FILE = """
entities:
  - id: korea
    name: South Korea
    kind: country
    aliases: [ROK, S.Korea, 韩国]
    demonyms: [South Korean]
  - {id: china, name: China, kind: country, not_in: [China Daily]}
  - {id: ministry, name: South Korean Foreign Ministry, kind: ministry}
  - {id: seoul, name: Seoul, kind: city, acts_for: korea}
  - {id: beijing, name: Beijing, kind: city, acts_for: china}
  - {id: carrier, name: aircraft carrier, kind: weapon}
"""
GAZETTEER = gazetteer_of([("a.yaml", FILE)])


def text(*paragraphs: str, title: str | None = None) -> Text:
    return Text(
        title, tuple(Paragraph(number, "body", one) for number, one in enumerate(paragraphs, 1))
    )


def found(said: str, gazetteer: Gazetteer = GAZETTEER) -> list[tuple[str, str, str]]:
    return [(one.entity_id, one.surface, one.basis) for one in mentions_of(gazetteer, text(said))]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("South Korea and the ROK", [("korea", "South Korea", "name"), ("korea", "ROK", "alias")]),
        ("S.Korea's exports", [("korea", "S.Korea", "alias")]),
        ("a BROKEN ROKs Chinaware", []),
        ("韩国外长", [("korea", "韩国", "alias")]),
        ("中ROK方", [("korea", "ROK", "alias")]),
        (
            "the South Korean Foreign Ministry",
            [("ministry", "South Korean Foreign Ministry", "name")],
        ),
        ("South Korean farmers", [("korea", "South Korean", "demonym")]),
        ("China Daily prints it", []),
        ("An Aircraft carrier", [("carrier", "Aircraft carrier", "name")]),
        ("SOUTH KOREA VOTES", [("korea", "SOUTH KOREA", "name")]),
        ("they rok and china", []),
    ],
)  # fmt: skip
def test_names_are_whole_words_and_the_longest_counts(
    said: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found(said) == expected


@pytest.mark.parametrize(
    ("said", "entity", "basis"),
    [
        ("Seoul said on Monday that", "korea", "metonym"),
        ("Seoul will not mull any more", "korea", "metonym"),
        ("Since Seoul announced it", "korea", "metonym"),
        ("respect Seoul's concerns", "korea", "metonym"),
        ("China warned Seoul that", "korea", "metonym"),
        ("people in Seoul said", "seoul", "name"),
        ("Snow fell on Seoul and its suburbs.", "seoul", "name"),
        ("the capital Seoul.", "seoul", "name"),
    ],
)
def test_a_capital_stands_for_its_government_only_where_it_acts(
    said: str, entity: str, basis: str
) -> None:
    assert (entity, "Seoul", basis) in found(said)


def test_two_capitals_side_by_side_are_two_governments_unless_people_travel_there() -> None:
    assert [one[0] for one in found("ties between Seoul and Beijing")] == ["korea", "china"]
    assert [one[0] for one in found("flights between Seoul and Beijing")] == ["seoul", "beijing"]
    assert [one[0] for one in found("between Seoul and Busan")] == ["seoul"]


def test_a_mention_says_where_it_stands() -> None:
    said = text('He said: "China will act."', "China again.", title="China acts")
    assert mentions_of(GAZETTEER, said) == (
        Mention(0, 0, 5, "china", "China", "name", True, False, False, True, True),
        Mention(1, 10, 15, "china", "China", "name", False, True, True, False, True),
        Mention(2, 0, 5, "china", "China", "name", False, False, False, False, True),
    )
    again = mentions_of(GAZETTEER, text("China met China, and Seoul said so."))
    assert [(one.is_first_in_document, one.is_first_in_paragraph) for one in again] == [
        (True, True), (False, False), (True, True),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["China", "S.Korea", "İstanbul ", "韩国", " ", "\U0001f600", '"', "ROK", "x"]
        ),
        max_size=12,
    )
)
def test_the_characters_of_a_place_are_the_surface(pieces: list[str]) -> None:
    said = "".join(pieces)
    for one in mentions_of(GAZETTEER, text(said)):
        assert said[one.char_start : one.char_end] == one.surface


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (
            "entities:\n  - {id: a, name: A, kind: town}",
            "x.yaml, line 2: kind: town is none of 'country'",
        ),
        ("entities:\n  - id: a\n    name: A\n    kind: city\n    nmae: B", "x.yaml, line 5: nmae"),
        ("entities: [", "x.yaml, line 2: did not find"),
        ("things: []", "unknown key 'things'"),
        ("[]", "is no mapping"),
        (
            "entities:\n  - {id: a, name: A, kind: city}\n  - {id: b, name: A, kind: city}",
            "'A' is a name of b and of a",
        ),
        (
            "entities:\n  - {id: a, name: A, kind: city}\n  - {id: a, name: B, kind: city}",
            "x.yaml, line 3: has a twice, first in line 2",
        ),
        (
            "entities:\n  - {id: a, name: A, kind: city, acts_for: z}",
            "x.yaml, line 2: a acts for z, which no file",
        ),
        ("entities:\n  - {id: a, name: ' ', kind: city}", "x.yaml, line 2: name: is empty"),
        (
            "entities:\n  - id: a\n    name: A\n    kind: city\n    name: B",
            "x.yaml, line 5: says 'name' again, as line 3 does",
        ),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(file: str, message: str) -> None:
    with pytest.raises(SubjectFileError) as error:
        gazetteer_of([("x.yaml", file)])
    assert message in str(error.value)


def test_a_later_file_replaces_an_entity() -> None:
    own = "entities:\n  - {id: china, name: Cathay, kind: country}"
    gazetteer = gazetteer_of([("a.yaml", FILE), ("own.yaml", own)])
    assert found("China and Cathay", gazetteer) == [("china", "Cathay", "name")]


def test_the_shipped_files_are_sound_and_name_the_weapon_once() -> None:
    gazetteer = load_subjects().gazetteer
    assert len(gazetteer.entities) > 100
    long_form = "the Terminal High Altitude Area Defense (THAAD) system, and THAAD again"
    assert [one[0] for one in found(long_form, gazetteer)] == ["thaad", "thaad"]
