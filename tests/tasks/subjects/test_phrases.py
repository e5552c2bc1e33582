"""Phrases are found as whole words in time that grows with the text."""

from tasks.subjects.phrases import Found, Phrases, without_overlaps
from tasks.subjects.quote_marks import is_quoted, quoted_in
from tests.growth import grows_in_line


def test_every_place_is_found_by_start_and_length() -> None:
    assert Phrases(["b", "a b", "b c"]).find("a b c") == [
        Found(1, 0, 3), Found(2, 2, 5), Found(0, 2, 3),
    ]  # fmt: skip


def test_of_overlapping_ones_the_first_and_longest_stays() -> None:
    found = Phrases(["b", "a b", "b c", "c"]).find("a b c")
    assert without_overlaps(found) == [Found(1, 0, 3), Found(3, 4, 5)]


def test_no_phrases_find_nothing() -> None:
    assert Phrases([]).find("a") == []


def test_in_a_line_of_capitals_only_longer_names_are_found() -> None:
    names = Phrases(["Rok", "Guam", "Us"])
    assert names.find("ROK AND GUAM TELL US") == [Found(1, 8, 12)]
    assert names.find("Rok AND GUAM") == [Found(0, 0, 3)]


def test_what_lies_within_a_quotation_is_told_from_what_stands_beside_it() -> None:
    said = 'He said "yes", “no” and «peut-être». "Not closed'
    quoted = quoted_in(said)
    assert [said[one.start : one.end] for one in quoted] == ["yes", "no", "peut-être", "Not closed"]
    assert is_quoted(quoted, said.index("yes"), said.index("yes") + 3)
    assert not is_quoted(quoted, 0, 2)
    assert not is_quoted(quoted, said.index("yes"), said.index("no") + 2)
    assert not is_quoted([], 0, 1)


def test_time_grows_with_the_text_whatever_overlaps() -> None:
    phrases = Phrases(["a b", "b a", "a b a b", "x"])

    def search(said: str) -> None:
        without_overlaps(phrases.find(said))

    assert grows_in_line(lambda size: "a b " * size, search, 1_000)
    assert grows_in_line(lambda size: '" “ « ' * size, quoted_in, 1_000)
