"""Search, phrase and near over made-up articles, in SQL alone."""

import math
import random
from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from tasks.subjects.terms import Stems, terms_of
from tests.tasks.subjects.search_index import Article, index_of

ARTICLES: list[Article] = [
    (201701, "Missile tests", ["North Korea fired missiles.", "Seoul waits."]),
    (201702, "Quiet", ["The south of Korea, north of Japan; a missile."]),
    (201701, "部署", ["中国反对部署萨德系统"]),
    (0, None, ["North Korean talks in Seoul, Seoul"]),
    (201702, "Fired", ["The coach was fired. North", "Korea"]),
]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with index_of(ARTICLES) as connection:
        yield connection


def found(connection: duckdb.DuckDBPyConnection, call: str) -> list[str]:
    return [name for (name,) in connection.execute(f"select document_id from {call}").fetchall()]


def reference(texts: list[list[str]], question: list[str]) -> list[float]:
    """BM25 as the textbook has it, k1 1.2 and b 0.75, of every text."""
    mean = sum(map(len, texts)) / len(texts)
    scores = []
    for text in texts:
        counts = Counter(text)
        score = 0.0
        for term in set(question):
            having = sum(term in other for other in texts)
            weight = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
            length = 1.2 * (1 - 0.75 + 0.75 * len(text) / mean)
            score += weight * counts[term] * 2.2 / (counts[term] + length)
        scores.append(score)
    return scores


def test_ranking_is_that_of_the_textbook() -> None:
    chance = random.Random(2)
    words = [
        "missile",
        "missiles",
        "Seoul",
        "talks",
        "fired",
        "north",
        "Korea",
        "部署萨德",
        "tests",
        "deploying",
    ]
    texts = [" ".join(chance.choices(words, k=chance.randrange(1, 40))) for _ in range(60)]
    stems = Stems()
    terms = [terms_of(text, stems) for text in texts]
    articles: list[Article] = [(chance.choice([201701, 201702, 0]), None, [t]) for t in texts]
    with index_of(articles) as connection:
        for question in ("missile", "Seoul talking north", "部署萨 tests", "deployed deployed"):
            asked = [t for t in terms_of(question, stems) if t not in ("萨", "署")]
            expected = {
                f"d{number}": score
                for number, score in enumerate(reference(terms, asked))
                if score > 0
            }
            rows = connection.execute(
                "select document_id, score from search(?, n := 100)", [question]
            ).fetchall()
            assert dict(rows) == pytest.approx(expected, rel=1e-12)
            scores = [score for _, score in rows]
            assert scores == sorted(scores, reverse=True)


def test_any_word_finds_and_more_words_rank_higher(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "search('missile fired')")[0] == "d0"
    assert set(found(connection, "search('missile fired')")) == {"d0", "d1", "d4"}


def test_no_more_documents_than_asked_for(connection: duckdb.DuckDBPyConnection) -> None:
    assert len(found(connection, "search('north', n := 2)")) == 2


def test_a_word_with_plus_must_be_there(connection: duckdb.DuckDBPyConnection) -> None:
    assert set(found(connection, "search('+seoul missile')")) == {"d0", "d3"}


def test_a_word_with_minus_must_not_be_there(connection: duckdb.DuckDBPyConnection) -> None:
    assert set(found(connection, "search('missile -japan')")) == {"d0"}


def test_a_phrase_in_quotes_must_be_there(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, """search('"north korea" missile')""") == ["d0"]
    assert found(connection, """search('missile "never said"')""") == []


def test_a_form_that_no_document_has_finds_its_word(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "phrase('firing missile')") == ["d0"]


def test_one_character_is_found_wherever_it_stands(connection: duckdb.DuckDBPyConnection) -> None:
    for character in "中德统部":
        assert found(connection, f"search('{character}')") == ["d2"]
    rows = connection.execute("select hits, in_title from phrase('署')").fetchall()
    assert rows == [(2, True)]


def test_a_phrase_does_not_reach_into_the_next_paragraph(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert found(connection, "phrase('North Korea')") == ["d0"]
    assert found(connection, "phrase('反对部署')") == ["d2"]
    assert found(connection, "phrase('对反')") == []


def test_near_counts_words_either_way(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "near('korea', 'missile', within := 2)") == ["d0"]
    assert set(found(connection, "near('missile', 'korea', within := 7)")) == {"d0", "d1"}
    assert found(connection, "near('north', 'korea', within := 5000)") == ["d0", "d1"]


def test_near_takes_phrases(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "near('north korea', 'missiles')") == ["d0"]


def test_every_macro_answers_a_question_that_is_null(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert found(connection, "search(null, n := null)") == []
    assert found(connection, "phrase(null)") == []
    assert found(connection, "near(null, null, within := null)") == []
