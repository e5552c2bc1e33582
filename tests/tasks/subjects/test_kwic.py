"""Words in their context over made-up articles, in SQL alone."""

import duckdb
import pytest

from tests.tasks.subjects.search_index import index_of


def shown(question: str, title: str | None, *paragraphs: str) -> list[tuple[object, ...]]:
    with index_of([(201701, title, paragraphs)]) as connection:
        return connection.execute(
            'select para_no, char_start, char_end, "left", match, "right" from kwic(?, width := 6)',
            [question],
        ).fetchall()


def test_a_keyword_is_shown_in_its_context_with_its_place() -> None:
    assert shown("missiles", "Missile men", "Old.", "Seoul’s “missiles” wait") == [
        (0, 0, 7, "", "Missile", " men"),
        (2, 9, 17, "ul’s “", "missiles", "” wait"),
    ]


def test_a_keyword_inside_another_word_is_not_shown() -> None:
    assert [row[4] for row in shown("port", None, "Airport, portrait; the ports.")] == ["ports"]


def test_words_of_one_stem_are_shown_whatever_letters_they_lost() -> None:
    text = "He died, he dies, he is dying. A diet. Happy, happiness; happen."
    assert [row[4] for row in shown("die", None, text)] == ["died", "dies", "dying"]
    assert [row[4] for row in shown("happiness", None, text)] == ["Happy", "happiness"]


def test_a_phrase_is_shown_across_marks_and_accents() -> None:
    text = "North “Korea’s” aim. Nörth korea; northern Korea"
    assert [row[4] for row in shown("north korea", None, text)] == ["North “Korea’s", "Nörth korea"]


def test_chinese_is_shown_beside_other_scripts() -> None:
    assert shown("萨德", None, "部署萨德THAAD") == [(1, 2, 4, "部署", "萨德", "THAAD")]
    assert shown("thaad", None, "部署THAAD系统") == [(1, 2, 7, "部署", "THAAD", "系统")]


def test_full_width_copy_is_shown_as_it_is_found() -> None:
    assert [row[4] for row in shown("第2届", None, "在第２届会上")] == ["第２届"]
    assert [row[4] for row in shown("thaad", None, "ＴＨＡＡＤ, 5 µm")] == ["ＴＨＡＡＤ"]
    assert [row[4] for row in shown("5 µm", None, "ＴＨＡＡＤ, 5 µm")] == ["5 µm"]


def test_marks_around_a_word_are_no_part_of_it() -> None:
    assert shown("normal", None, "will 'normalize' it") == [
        (1, 6, 15, "will '", "normalize", "' it"),
    ]
    assert shown("rock", None, "’rock’") == [(1, 1, 5, "’", "rock", "’")]


def test_a_width_below_0_is_an_error() -> None:
    with (
        index_of([(201701, None, ["A zebra."])]) as connection,
        pytest.raises(duckdb.Error, match="width is 0 characters or more, and not -5"),
    ):
        connection.execute("from kwic('zebra', width := -5)")


def test_a_headline_without_a_word_has_no_phrase_of_the_first_paragraph() -> None:
    with index_of([(201701, "***", ["Missile tests resumed."])]) as connection:
        rows = connection.execute("select in_title from phrase('missile tests')").fetchall()
    assert rows == [(False,)]


def test_a_paragraph_that_repeats_a_word_is_shown_in_time_with_its_length() -> None:
    with index_of([(201701, None, ["zebra " * 8_000])]) as connection:
        rows = connection.execute("select char_start from kwic('zebra', width := 3)").fetchall()
    assert [start for (start,) in rows] == list(range(0, 6 * 8_000, 6))
