"""The words of a question, read in SQL, are the terms of articles, read in Python."""

import itertools
import random
import re
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.subjects.terms import PAIRED, Terms, terms_of
from tests.tasks.subjects.plain_signs import FILE, characters
from tests.tasks.subjects.search_index import index_of

PAIRED_ONE = re.compile(f"[{PAIRED}]")
# What each step of the stemmer looks at: regions that begin early, endings that hide others,
# words that are exceptions.
HEADS = ("", "y", "succ", "gener", "past", "d", "ebb", "outl", "univers", "inn", "arsen")
MIDDLES = ("", "a", "at", "bl", "ys", "tion", "hopp", "oel", "iz", "eny", "wax")
ENDS = (
    "", "ed", "edly", "eed", "eedly", "ing", "ingly", "s", "ss", "sses", "us", "ies", "ied", "y",
    "ational", "tional", "ization", "biliti", "lessli", "fulness", "ogist", "logi", "li", "ly",
    "icate", "ative", "alize", "ement", "ion", "sion", "able", "e", "ll", "al", "past",
)  # fmt: skip
EXCEPTIONS = (
    "andes atlas bias cosmos early gently howe idly news only singly skies skis sky ugly dying "
    "tying lying evening outing inning canning herring earring proceed exceed succeed aed egged"
)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with index_of([]) as connection:
        yield connection


def asked(connection: duckdb.DuckDBPyConnection, question: str) -> list[str]:
    rows = connection.execute(
        "select term from search_words(?) where term is not null", [question]
    ).fetchall()
    return [term for (term,) in rows]


def clauses(connection: duckdb.DuckDBPyConnection, question: str) -> list[tuple[object, ...]]:
    return connection.execute(
        "select clause_no, sign, is_exact, word_no, term, is_start from search_words(?)",
        [question],
    ).fetchall()


def test_sql_takes_off_the_endings_the_library_takes_off(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    words = ["".join(parts) for parts in itertools.product(HEADS, MIDDLES, ENDS)]
    words = [*filter(None, words), *EXCEPTIONS.split()]
    assert len(words) > 4000
    assert asked(connection, " ".join(words)) == terms_of(" ".join(words), Terms())


def test_sql_takes_off_the_endings_of_any_letters(connection: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("aeiouytslngdbwx", k=chance.randrange(1, 12)))
             for _ in range(5000)]  # fmt: skip
    assert asked(connection, " ".join(words)) == terms_of(" ".join(words), Terms())


@pytest.mark.parametrize(
    "text",
    [
        "China’s don't O'Neill 'quoted' F-35 2,500",
        "Ｔｈａａｄ São Ångström ΛΌΓΟΣ İstanbul ß",
        "Ракеты США हिन्दी العَرَبِيَّة",
        "CO₂ 10⁶ 20㎞ 5㎏ 2½ ¼ ¾ ﬁre ﬂood oﬀ oﬃce baﬄe",
        "ab" * 100,
        "5℃ №1 5µm 第２届 x² ﬀ Ⅷ ｶﾞｽ ①② ŉ ｱ 𝐀𝐛 ﷺ น้ำ",
    ],
)
def test_sql_reads_words_as_articles_are_read(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert places(connection, text) == read(text, Terms())


def places(connection: duckdb.DuckDBPyConnection, question: str) -> list[str]:
    """The terms with a single character where one ends a run, as in articles."""
    rows = connection.execute(
        "select term, is_start from search_words(?) order by clause_no, word_no", [question]
    ).fetchall()
    return ["" if term is None or is_start else term for term, is_start in rows]


def read(question: str, words: Terms) -> list[str]:
    found = terms_of(question, words)
    return ["" if len(term) == 1 and PAIRED_ONE.match(term) else term for term in found]


def test_sql_reads_every_sign_of_other_letters_as_articles_are_read(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    listed = re.findall(r"(?m)(?<= )(\S)\S*(?= |$)", FILE.read_text("utf-8").split("select '")[1])
    assert len(listed) > 3_000
    question = " ".join(f"a{sign}" for sign in listed)
    assert places(connection, question) == read(question, Terms())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(characters()), min_size=50, max_size=200))
def test_sql_reads_any_character_as_articles_are_read(
    connection: duckdb.DuckDBPyConnection, some: list[str]
) -> None:
    # marks of quotation are read as such in a question
    question = " ".join(f"a{one}b" for one in some if one not in "“”„«»「」『』＂")
    assert places(connection, question) == read(question, Terms())


def test_pairs_are_asked_for_without_the_last_character(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert asked(connection, "미사일 部署THAAD系统") == ["미사", "사일", "部署", "thaad", "系统"]


def test_a_single_character_is_what_terms_begin_with(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert clauses(connection, "德") == [(1, "", False, 0, "德", True)]


def test_signs_marks_and_blanks_of_full_width_are_those_of_half(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert clauses(connection, "＋quay－side　－storm　＂boat＇s　O＇Neill＂") == clauses(
        connection, "+quay-side -storm \"boat's O'Neill\""
    )


def test_signs_and_quotes_make_a_part_exact(connection: duckdb.DuckDBPyConnection) -> None:
    assert clauses(connection, "talks +Seoul -“North Korea” F-35") == [
        (1, "", False, 0, "talk", False),
        (2, "+", True, 0, "seoul", False),
        (3, "-", True, 0, "north", False),
        (3, "-", True, 1, "korea", False),
        (4, "", False, 0, "f", False),
        (4, "", False, 1, "35", False),
    ]


def test_a_question_without_words_asks_for_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    for question in ("", ' - + "" ... ', None):
        assert connection.execute("from search_words(?)", [question]).fetchall() == []
