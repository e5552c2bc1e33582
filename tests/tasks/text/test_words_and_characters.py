"""Words counted and compared, characters made clean."""

import pytest

from tasks.text.characters import clean_characters
from tasks.text.words import (
    count_words,
    first_words,
    has_unspaced,
    hash_of_letters,
    letters_of,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rained.", 2),
        ("“It rained”", 2),
        ("港口开放", 4),
        ("港口 opens", 3),
        ("항구가 열렸다", 2),
        ("", 0),
    ],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert count_words(text) == count


def test_scripts_without_blanks_are_told() -> None:
    assert has_unspaced("港口")
    assert not has_unspaced("“ÉCOLE”")
    assert not has_unspaced("항구")
    assert not has_unspaced("Санкт")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("It’s 4.5 — TOO_much!", "its45toomuch"),
        ("ÉCOLE, Straße", "écolestrasse"),
        ("港口，开放。", "港口开放"),
        ("plain", "plain"),
        ("half \udc80 byte", "halfbyte"),
    ],
)
def test_letters_are_what_two_prints_share(text: str, letters: str) -> None:
    assert letters_of(text) == letters


def test_prints_that_differ_in_marks_alone_have_one_hash() -> None:
    assert hash_of_letters(letters_of("“It rained,” he said")) == hash_of_letters(
        letters_of('"It rained" he SAID.')
    )


def test_first_words_count_characters_where_there_are_no_blanks() -> None:
    assert first_words("It rained, he said.", 2) == "it rained"
    assert first_words("港口" * 40, 8) == "港口" * 8


@pytest.mark.parametrize(
    ("text", "clean", "repairs"),
    [
        ("It \t rained\xa0hard", "It rained hard", ()),
        ("S&amp;P &#039;500&#039;", "S&P '500'", ("entities",)),
        ("He said â€œyesâ€\x9d", "He said “yes”", ("mojibake",)),
        ("soft\u00adware zero\u200bwidth", "software zerowidth", ()),
        ("e\u0301cole", "école", ()),
        ("half \udc80", "half \ufffd", ()),
        ("bell\x07", "bell", ()),
        ("AT&T", "AT&T", ()),
        ("château français", "château français", ()),
    ],
)
def test_characters_are_made_clean_and_what_was_mended_is_said(
    text: str, clean: str, repairs: tuple[str, ...]
) -> None:
    assert clean_characters(text) == (clean, repairs)
