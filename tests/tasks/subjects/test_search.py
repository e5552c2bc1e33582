"""Search, phrase and near over made-up articles, in SQL alone."""

import math
import random
from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from tasks.subjects.terms import Terms, terms_of
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
    read = Terms()
    terms = [terms_of(text, read) for text in texts]
    articles: list[Article] = [(chance.choice([201701, 201702, 0]), None, [t]) for t in texts]
    with index_of(articles) as connection:
        for question in ("missile", "Seoul talking north", "部署萨 tests", "deployed deployed"):
            asked = [t for t in terms_of(question, read) if t not in ("萨", "署")]
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
    assert found(connection, "phrase('“North Korea”')") == ["d0"]
    pasted = found(connection, "near('“North” Korea', '\"missile\"')")
    assert pasted == found(connection, "near('North Korea', 'missile')") == ["d0"]


def test_near_counts_words_either_way(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "near('korea', 'missile', within := 2)") == ["d0"]
    assert set(found(connection, "near('missile', 'korea', within := 7)")) == {"d0", "d1"}
    assert found(connection, "near('north', 'korea', within := 99)") == ["d0", "d1"]
    with pytest.raises(duckdb.Error, match="within is 1 to 99 words, and not 100"):
        found(connection, "near('nowhere', 'printed', within := 100)")


def test_near_takes_phrases(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "near('north korea', 'missiles')") == ["d0"]


def test_every_macro_answers_a_question_that_is_null(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert found(connection, "search(null, n := null)") == []
    assert found(connection, "phrase(null)") == []
    assert found(connection, "near(null, null, within := null)") == []
    assert found(connection, "kwic(null, width := null)") == []


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


def test_a_headline_without_a_word_has_no_phrase_of_the_first_paragraph() -> None:
    with index_of([(201701, "***", ["Missile tests resumed."])]) as connection:
        rows = connection.execute("select in_title from phrase('missile tests')").fetchall()
    assert rows == [(False,)]


def test_a_paragraph_that_repeats_a_word_is_shown_in_time_with_its_length() -> None:
    with index_of([(201701, None, ["zebra " * 8_000])]) as connection:
        rows = connection.execute("select char_start from kwic('zebra', width := 3)").fetchall()
    assert [start for (start,) in rows] == list(range(0, 6 * 8_000, 6))
