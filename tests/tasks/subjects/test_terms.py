import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.subjects.terms import (
    GAP,
    LONGEST_WORD,
    MOST_WORDS,
    Terms,
    folded,
    placed_terms,
    postings_of,
    terms_of,
)
from tests.growth import grows_in_line


def terms(text: str) -> list[str]:
    return terms_of(text, Terms())


def postings(*articles: Sequence[str]) -> list[list[tuple[str, int, list[int]]]]:
    read = Terms()
    found = postings_of([placed_terms(texts, read) for texts in articles], read).to_pylist()
    return [[(one["term"], one["tf"], one["positions"]) for one in rows] for rows in found]


def places(*texts: str) -> dict[str, list[int]]:
    return {term: positions for term, _, positions in postings(texts)[0]}


def test_english_words_lose_their_endings_and_capitals() -> None:
    assert terms("Missiles DEPLOYED, deploying") == ["missil", "deploy", "deploy"]


def test_a_possessive_is_the_word_and_other_apostrophes_go() -> None:
    assert terms("China’s don't O'Neill 'quoted'") == ["china", "dont", "oneil", "quot"]


def test_a_hyphen_parts_words_and_numbers_stay() -> None:
    assert terms("anti-missile F-35 2017") == ["anti", "missil", "f", "35", "2017"]


def test_accents_and_wide_letters_are_plain() -> None:
    assert terms("Ｔｈａａｄ São ﬁne ΛΌΓΟΣ") == ["thaad", "sao", "fine", "λογοσ"]


def test_chinese_is_found_by_pairs_and_by_each_character() -> None:
    assert terms("部署萨德") == ["部署", "署萨", "萨德", "德"]


def test_a_korean_particle_does_not_hide_the_word() -> None:
    assert terms("미사일을") == ["미사", "사일", "일을", "을"]


def test_scripts_that_stand_together_are_taken_apart() -> None:
    assert terms("部署THAAD系统") == ["部署", "署", "thaad", "系统", "统"]


def test_other_scripts_are_words_as_they_are() -> None:
    assert terms("Ракеты США") == ["ракеты", "сша"]


def test_no_phrase_reaches_from_one_paragraph_into_the_next() -> None:
    found = places("Seoul speaks", "", "Seoul waits")
    assert found["seoul"] == [0, 2 + 2 * GAP]
    assert found["wait"] == [3 + 2 * GAP]


def test_postings_are_in_order_of_terms_and_count_their_places() -> None:
    assert postings(["b a b"]) == [[("a", 1, [1]), ("b", 2, [0, 2])]]


def test_an_article_that_is_broken_off_spoils_no_term_of_the_next() -> None:
    class Interrupted(Exception):
        pass

    class Names(list[str]):
        is_broken = False

        def append(self, name: str) -> None:
            super().append(name)
            if self.is_broken:
                raise Interrupted

    read = Terms()
    read.names = names = Names()
    names.is_broken = True
    with pytest.raises(Interrupted):
        placed_terms(["harbor"], read)
    names.is_broken = False
    found = postings_of([placed_terms(["crane harbor"], read)], read).to_pylist()[0]
    assert [(one["term"], one["positions"]) for one in found] == [("crane", [0]), ("harbor", [1])]


def test_postings_of_each_article_are_its_own() -> None:
    second = GAP + 1
    assert postings(["b", "a b"], [], [""], ["美国 b"]) == [
        [("a", 1, [second]), ("b", 2, [0, second + 1])],
        [],
        [],
        [("b", 1, [2]), ("国", 1, [1]), ("美国", 1, [0])],
    ]
    assert postings() == []


def test_apostrophes_around_words_are_no_part_of_them_and_no_words() -> None:
    assert terms("'tis the dogs' 'bone' ' '' rock'n'roll a''b '") == [
        "tis", "the", "dog", "bone", "rocknrol", "a", "b",
    ]  # fmt: skip


@given(st.text(alphabet="ab'’\"“_ -s1\u0301é萨", max_size=30))
def test_words_are_what_the_pattern_of_a_word_finds(text: str) -> None:
    small = folded(text)
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", small)
    if "萨" not in text:
        assert terms(text) == [term for word in words for term in terms(word)]
        assert len(terms(text)) == len(words)


def test_a_word_without_end_is_cut() -> None:
    assert terms("7" * 1000) == ["7" * LONGEST_WORD]


def test_hostile_articles_are_bounded() -> None:
    assert len(placed_terms(["x1 " * 400_000], Terms()).terms) == MOST_WORDS


@pytest.mark.parametrize("piece", ["a'", "\u0301", "e\u0301", "萨a", "x1 "])
def test_hostile_articles_are_read_in_linear_time(piece: str) -> None:
    assert grows_in_line(lambda size: piece * size, terms, 10_000)


@given(st.text())
def test_terms_are_folded_and_never_empty(text: str) -> None:
    for term in terms(text):
        assert term
        assert folded(term) == term
        assert len(term) <= LONGEST_WORD
