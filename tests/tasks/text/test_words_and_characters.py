"""Words counted and compared, characters made clean."""

import unicodedata

import pytest

from tasks.text.characters import (
    clean_characters,
    is_clean,
    is_clean_but_for_blanks,
    single_blanks,
)
from tasks.text.words import (
    about_words,
    count_clean_words,
    count_words,
    first_words,
    has_unspaced,
    hash_of_letters,
    letters_of,
    words_in,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rained.", 2),
        ("“It rained”", 2),
        ("港口开放", 4),
        ("港口 opens", 3),
        ("항구가 열렸다", 2),
        ("ฝนตก", 4),
        ("မိုးရွာ", 7),
        ("ភ្លៀង", 5),
        ("", 0),
    ],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "told", "about"),
    [
        ("It rained.", 2, 2),
        ("Es regnete: „so.“", 3, 3),
        ("Trời mưa", 2, 2),
        ("2023年の総選挙で", 7, 4),
        ("“我们”，他说", 6, 3),
        ("ฝนตกหนัก", 3, 5),
        ("မိုးရွာသည်", 4, 6),
        ("ភ្លៀងធ្លាក់", 4, 6),
        ("항구가 열렸다", 2, 5),
        ("", 0, 0),
    ],
)
def test_copy_is_told_by_words_in_scripts_without_blanks(text: str, told: int, about: int) -> None:
    assert words_in(text) == told
    assert about_words(text) == about


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
        ("\u2068Ana\u2069 \u061cRu\u2063iz", "Ana Ruiz", ()),
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


@pytest.mark.parametrize(
    "text",
    [
        "Two plain words",
        "“Curly,” he said — and more…",
        "Café résumé naïve",
        "中文字 mixed with words",
        "한국어 문장입니다",
        " blanks at its ends ",
    ],
)
def test_no_stretch_of_a_clean_text_has_anything_to_mend(text: str) -> None:
    assert is_clean(text)
    for start in range(len(text)):
        stretch = text[start:]
        assert clean_characters(stretch) == (stretch.strip(" "), ())


@pytest.mark.parametrize(
    "text",
    [
        "two  blanks",
        "a\ttab",
        "no\xa0break",
        "line\nbreak",
        "wide\u3000blank",
        "soft\xadhyphen",
        "zero\u200bwidth",
        "donâ€™t",
        "e\u0301 in two characters",
        "&quot;quoted&quot;",
        "a lone \udc80 byte",
    ],
)
def test_a_text_with_something_to_mend_is_not_clean(text: str) -> None:
    assert not is_clean(text)
    assert clean_characters(text)[0] != text


@pytest.mark.parametrize(
    ("text", "single"),
    [
        ("one two", "one two"),
        (" one  two ", "one two"),
        ("one\n\ttwo\u2009three\x1cfour", "one two three four"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_blanks_of_every_kind_become_single(text: str, single: str) -> None:
    assert single_blanks(text) == single


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["One paragraph of six plain words", "And three more"],
        ["“Curly,” he said — so", "Café"],
        ["中文字 and words", "ラーメン・そば"],
        ["ภาษาไทย", "two words"],
        ["One"],
        [],
    ],
)
def test_words_between_single_blanks_are_counted_alike_both_ways(paragraphs: list[str]) -> None:
    body = "\n\n".join(paragraphs)
    assert count_clean_words(body, len(paragraphs)) == count_words(body)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("“It’s”—he said…", "itshesaid"),
        ("A\xa0B\u2009C\u200dD", "abcd"),
        ("5 – €20", "520"),
        ("Straße ÉCOLE", "strasseécole"),
        ("中文・字", "中文字"),
    ],
)
def test_letters_alone_are_kept(text: str, letters: str) -> None:
    assert letters_of(text) == letters


def test_no_sign_of_general_punctuation_is_a_letter() -> None:
    assert not any(chr(code).isalnum() for code in range(0x2000, 0x2040))


def test_a_character_is_clean_when_it_shows_and_stands_composed() -> None:
    for code in (*range(0x20, 0x3100), 0xFB01, 0xFEFF, 0x1F600):
        text = f"one {chr(code)} two"
        plain = text.isprintable() and "&" not in text
        assert is_clean_but_for_blanks(text) == (
            plain and unicodedata.is_normalized("NFC", text)
        ), hex(code)


def test_double_blanks_are_the_only_thing_that_is_clean_but_for_blanks() -> None:
    assert is_clean_but_for_blanks("“Rain  fell”")
    assert not is_clean("“Rain  fell”")
    assert not is_clean_but_for_blanks("Rain\nfell")
    assert not is_clean_but_for_blanks("e\u0301")  # composed, it is one letter


def test_the_letters_of_every_sign_are_its_folded_letters_and_digits() -> None:
    for code in (*range(0x20, 0x3100), 0x1E9E, 0xFB01, 0x1F600, 0x10400):
        folded = f"A{chr(code)}".casefold()
        assert letters_of(f"A{chr(code)}") == "".join(filter(str.isalnum, folded)), hex(code)


def test_quotation_marks_that_became_controls_are_marks_again() -> None:
    assert clean_characters("whether it\x92s \x93here\x94") == (
        "whether it’s “here”",
        ("mojibake",),
    )
    assert clean_characters("one line\x85another") == ("one line another", ())
