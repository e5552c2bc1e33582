"""A preview shows what a definition finds in a text, and what it passes over."""

from tasks.subjects.entities import gazetteer_of, mentions_of
from tasks.subjects.preview import AROUND, Forms, Preview, in_context, preview
from tasks.subjects.text import Paragraph, Text
from tasks.subjects.topics import Hit, topics_of

GAZETTEER = gazetteer_of(
    [
        (
            "e.yaml",
            "entities:\n  - {id: dam, name: Wen Dam, kind: organisation, not_in: [Wen Dam Inn]}",
        )
    ]
)


def text(*paragraphs: str, title: str | None = None) -> Text:
    return Text(title, tuple(Paragraph(n, "body", one) for n, one in enumerate(paragraphs, 1)))


def seen(definition: str, said: Text) -> Preview:
    file = f"topics:\n  - {{id: t, name: T, version: 1, {definition}}}"
    topics = topics_of([("t.yaml", file)], GAZETTEER)
    (topic,) = topics.topics
    return preview(topics, topic, Forms(topic, GAZETTEER), said, mentions_of(GAZETTEER, said))


def test_words_in_another_form_are_shown_as_passed_over() -> None:
    found = seen("any: [sluice]", text("A sluice and two sluices.", title="Sluices"))
    assert (found.has_topic, found.namings) == (True, 1)
    assert found.hits == (Hit(1, 2, 8),)
    assert found.misses == (Hit(0, 0, 6), Hit(1, 17, 23))


def test_a_name_within_another_name_is_passed_over() -> None:
    found = seen("entities: [dam]", text("Wen Dam is full. Wen Dam Inn is not."))
    assert found.hits == (Hit(1, 0, 7),)
    assert found.misses == (Hit(1, 17, 24),)


def test_namings_that_are_too_few_are_hits_of_a_text_without_the_topic() -> None:
    found = seen("any: [sluice], min_hits: 2", text("A sluice."))
    assert (found.has_topic, len(found.hits), found.misses) == (False, 1, ())


def test_namings_are_counted_as_the_table_counts_them() -> None:
    said = text("A sluice, a sluice.", title="The sluice")
    assert seen("any: [sluice]", said).namings == 2
    assert seen("any: [sluice], where: title", said).namings == 1


def test_a_definition_of_pairs_alone_has_no_words_to_pass_over() -> None:
    near = "near: [{one: wen, two: dam, within: 3}]"
    assert seen(near, text("The Wen has a dam; a dam is no pair.")).misses == ()


def test_a_place_is_shown_between_its_neighbours_and_cut_where_they_are_long() -> None:
    said = text("x " * AROUND + "A\nsluice " + "y " * AROUND)
    (hit,) = seen("any: [sluice]", said).hits
    shown = in_context(said, hit)
    assert shown.startswith("…x x")
    assert " A [sluice] y " in shown
    assert shown.endswith("y…")


def test_what_is_counted_is_never_passed_over_too() -> None:
    said = text("Sluice, sluice, SLUICE, sluices, sluice. " * 3, "Sluice.", title="A sluice")
    found = seen("any: [sluice]", said)
    pairs = [(one, two) for one in found.hits for two in found.misses if one.para_no == two.para_no]
    assert pairs
    assert not any(
        one.char_start < two.char_end and two.char_start < one.char_end for one, two in pairs
    )
    # each of the seventeen is one or the other
    assert len(found.hits) + len(found.misses) == 17
