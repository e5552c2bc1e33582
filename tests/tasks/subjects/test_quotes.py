"""A quotation has words, place, speaker and verb; marks without a speaker are no quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.subjects.entities import gazetteer_of, mentions_of
from tasks.subjects.quote_marks import quoted_in
from tasks.subjects.quotes import Quote, quotes_of
from tasks.subjects.text import Paragraph, Text
from tests.growth import grows_in_line

GAZETTEER = gazetteer_of(
    [
        (
            "e.yaml",
            """entities:
  - {id: ada_byrne, name: Ada Byrne, kind: person, aliases: [Byrne]}
  - {id: harbour_board, name: Harbour Board, kind: agency}""",
        )
    ]
)


def text(*paragraphs: str, kind: str = "body") -> Text:
    return Text(None, tuple(Paragraph(n, kind, one) for n, one in enumerate(paragraphs, 1)))


def said(*paragraphs: str) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.speaker, one.verb, one.text) for one in quotes_of(text(*paragraphs))]


@pytest.mark.parametrize(
    ("paragraph", "speaker", "verb", "words"),
    [
        ('"The gate is open," Ms. Byrne said on Monday.', "Ms. Byrne", "said", "The gate is open,"),
        ("“The gate is open,” said Ada Byrne, a pilot.", "Ada Byrne", "said", "The gate is open,"),
        ('"Why now?" asked the pilot.', "the pilot", "asked", "Why now?"),
        ('"It holds," the port chief, Ada Byrne, told us.', "Ada Byrne", "told", "It holds,"),
        ('"It holds," Byrne, who built it, also said.', "Byrne", "said", "It holds,"),
        ('"It holds," according to Byrne.', "Byrne", "according to", "It holds,"),
        ('Byrne said: "It holds well."', "Byrne", "said", "It holds well."),
        ('On Monday, Ada Byrne, a pilot, said: "It holds."', "Ada Byrne", "said", "It holds."),
        ('Byrne left early, adding: "It holds."', "", "", ""),
        ('Byrne said it was late, adding: "It holds."', "Byrne", "adding", "It holds."),
        ("'It holds,' said U.S. pilot Ada Byrne.", "U.S. pilot Ada Byrne", "said", "It holds,"),
        ('"It holds," Byrne was quoted as saying.', "Byrne", "quoted as saying", "It holds,"),
        ("“闸门今天已经打开了。”港务局发言人说。", "港务局发言人", "说", "闸门今天已经打开了。"),
        (
            "港务局发言人在会上表示：“闸门今天打开。”",
            "港务局发言人",
            "表示",
            "闸门今天打开。",
        ),
        (
            '항만청 대변인은 이날 "수문이 오늘 열렸다"고 말했다.',
            "항만청 대변인",
            "말했다",
            "수문이 오늘 열렸다",
        ),
    ],
)
def test_the_speaker_and_the_verb_of_direct_speech_are_as_printed(
    paragraph: str, speaker: str, verb: str, words: str
) -> None:
    assert said(paragraph) == ([("direct", speaker, verb, words)] if speaker else [])


@pytest.mark.parametrize(
    "paragraph",
    [
        'The "smart" gate, officials said, is open.',
        'The pilot wrote "The Gates of Dawn," and left.',
        'Critics praised "A Long Road Home," Byrne said.',
        '"The gate is open," and the boats went in.',
        'The board said it was late. The sign reads differently. "The gate is open."',
        '"We saw the boats." The pilot said nothing.',
        'A 5" pipe and a 6" pipe were laid, Byrne said.',
        "The boats' crews said the pilots' strike was over.",
        "这个“临时”闸门今天打开。",
    ],
)
def test_scare_quotes_titles_and_words_nobody_speaks_are_no_quotations(paragraph: str) -> None:
    assert said(paragraph) == []


@pytest.mark.parametrize(
    "paragraph",
    [
        'Ada Byrne has never said "we want war with them".',
        'Ada Byrne has not said "we want war with them".',
        'Had Ada Byrne said "the gate holds", nobody would have left.',
        'If the pilot says "the gate holds", we go.',
        'Asked whether Ada Byrne said "the gate holds", he left.',
        "王毅没有说：“闸门今天已经打开了。”",
    ],
)
def test_what_is_denied_or_supposed_is_nobodys_speech(paragraph: str) -> None:
    assert said(paragraph) == []


def test_a_quotation_that_goes_on_behind_its_speaker_is_that_speakers() -> None:
    found = said('"The gate," Byrne said, "is open now." The tide was low.')
    assert [one[1:] for one in found] == [
        ("Byrne", "said", "The gate,"),
        ("Byrne", "said", "is open now."),
    ]
    found = said('"The gate is open," Byrne said. "It holds well." "Go on," said the pilot.')
    assert [(one[1], one[3]) for one in found] == [
        ("Byrne", "The gate is open,"),
        ("Byrne", "It holds well."),
        ("the pilot", "Go on,"),
    ]


def test_a_fragment_within_a_sentence_is_partial() -> None:
    assert said('Byrne said the gate was "a danger to every boat" in port.') == [
        ("partial", "Byrne", "said", "a danger to every boat")
    ]
    assert said('Byrne called the gate "a danger to every boat" in port.') == [
        ("partial", "Byrne", "called", "a danger to every boat")
    ]


def test_a_quotation_over_several_paragraphs_has_a_row_for_each_with_one_speaker() -> None:
    found = quotes_of(
        text("“The gate is open.", "“It holds well.", "“Come and see,” Byrne said.", "“Lost end.")
    )
    assert [(one.para_no, one.speaker, one.continues) for one in found] == [
        (1, "Byrne", None),
        (2, "Byrne", 1),
        (3, "Byrne", 2),
    ]


def test_a_quotation_without_an_end_is_left_out_and_those_behind_it_are_read() -> None:
    found = said('Byrne said: "The gate is open. The tide is low.', '"It holds," Byrne said.')
    assert [one[3] for one in found] == ["The gate is open. The tide is low.", "It holds,"]
    assert said("Byrne said: “The gate is open.", "The tide is low.") == []


def test_a_paragraph_that_ends_with_a_colon_announces_the_next_one() -> None:
    assert said("Ada Byrne told the board:", '"The gate is open."') == [
        ("direct", "Ada Byrne", "told", "The gate is open.")
    ]


@pytest.mark.parametrize(
    ("speaker", "entity_id"),
    [
        ("port chief Ada Byrne", "ada_byrne"),
        ("the Harbour Board", "harbour_board"),
        ("a spokesman for the Harbour Board", None),
        ("Tom Reed", None),
    ],
)
def test_the_entity_is_the_one_who_speaks_not_the_one_spoken_for(
    speaker: str, entity_id: str | None
) -> None:
    article = text(f'"The gate is open," said {speaker}.')
    (quote,) = quotes_of(article, mentions_of(GAZETTEER, article), GAZETTEER)
    assert (quote.speaker, quote.speaker_entity_id) == (speaker, entity_id)


def test_sub_headings_and_headlines_are_not_read() -> None:
    assert quotes_of(text('"The gate is open," Byrne said.', kind="subhead")) == ()


PIECES = st.sampled_from(
    ['"', "“", "”", "'", "‘", "’", "「", "」", " said ", " Byrne ", ", ", ". ", ": ", "The gate ",
     "he ", "adding", " and ", "说", "闸门已经打开了", "라고 말했다", "é", "İ"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("He had 'low hopes' but said 'something good' may come.", ["low hopes", "something good"]),
        ("The EU sold '1.3bn of exports' in 2016. That is more, 'and will grow,' she said.", [
            "1.3bn of exports", "and will grow,"]),
        ("A record in 'agri-food exports' in 2016. That is more, he said,' and no less.", []),
        ("'The farmers' and workers' union met 'in peace'.", ["in peace"]),
        ("'Our farmers' income fell,' she said.", ["Our farmers' income fell,"]),
        ("'We're goin' home,' she said.", ["We're goin' home,"]),
        ("'We'll get 'em in the '90s,' she said.", ["We'll get 'em in the '90s,"]),
        ("He spoke of ‘a farce’ and ‘worse’.", ["a farce", "worse"]),
        ("The workers' demand and the owners' answer.", []),
        ("'The workers' demand goes on", []),
        ("'It goes on", ["It goes on"]),
    ],
)  # fmt: skip
def test_single_marks_close_where_no_apostrophe_may_stand(said: str, quoted: list[str]) -> None:
    assert [said[one.start : one.end] for one in quoted_in(said)] == quoted


def test_what_stands_between_two_quotations_is_none() -> None:
    said = "Mr Byrne said they had 'never been more together' and said the talks had been 'tough'."
    assert [one.text for one in quotes_of(text(said))] == ["never been more together"]


@given(st.lists(st.lists(PIECES, max_size=14).map("".join), max_size=4))
def test_offsets_are_exact_and_quotations_of_a_paragraph_do_not_overlap(
    paragraphs: list[str],
) -> None:
    article = text(*paragraphs)
    quotes = quotes_of(article, mentions_of(GAZETTEER, article), GAZETTEER)
    assert [one.quote_no for one in quotes] == list(range(1, len(quotes) + 1))
    ends: dict[int, int] = {}
    for one in sorted(quotes, key=lambda one: (one.para_no, one.char_start)):
        assert one.text == paragraphs[one.para_no - 1][one.char_start : one.char_end]
        assert one.char_start >= ends.get(one.para_no, 0)
        assert one.speaker
        assert one.verb
        ends[one.para_no] = one.char_end


@pytest.mark.parametrize(
    "unit",
    ['"', '" ', '"A said', '"Aa," he said. ', "“", "「", "'a ", "'as' b. C ", '"闸门打开了，" 说'],
)
def test_a_hostile_paragraph_takes_time_in_proportion_to_its_size(unit: str) -> None:
    assert grows_in_line(lambda size: text(unit * (size // len(unit))), quotes_of, 5_000)


def test_a_row_is_the_tables_row_without_its_document() -> None:
    from warehouse.tables.subjects import QUOTES

    assert {"document_id", *Quote._fields} == set(QUOTES.column_names)
