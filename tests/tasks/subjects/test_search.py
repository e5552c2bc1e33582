"""Search, phrase and near over made-up articles, in SQL alone."""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence

import duckdb
import pytest

from tasks.subjects.entities import gazetteer_of
from tasks.subjects.terms import Terms, terms_of
from tasks.subjects.text import Paragraph, Text
from tasks.subjects.topics import topics_of
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


def test_every_part_that_must_be_there_is_there(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "search('+missile +quiet')") == ["d1"]
    assert found(connection, """search('+missile "north korea"')""") == ["d0"]
    assert found(connection, "search('+missile +printed')") == []


def test_of_equal_scores_the_earlier_months_and_numbers_stay() -> None:
    same: list[Article] = [
        (month, None, ["A zebra."]) for month in (201703, 201701, 201702, 201701)
    ]
    with index_of(same) as connection:
        kept = [set(found(connection, f"search('zebra', n := {n})")) for n in (1, 2, 3, 4)]
    assert kept == [{"d1"}, {"d1", "d3"}, {"d1", "d2", "d3"}, {"d0", "d1", "d2", "d3"}]
    with index_of([(201701, None, ["A zebra."])] * 200) as connection:
        kept = [set(found(connection, "search('zebra', n := 9)"))]
    assert kept == [{f"d{number}" for number in range(9)}]


@pytest.mark.parametrize("question", ["-missile", "", '"', " - + ... "])
def test_a_question_that_asks_for_nothing_is_an_error(
    connection: duckdb.DuckDBPyConnection, question: str
) -> None:
    with pytest.raises(duckdb.Error, match="there is nothing to look for in '"):
        connection.execute("from search(?)", [question])
    if question == "-missile":
        return
    for call in ("phrase(?)", "kwic(?)", "near(?, 'missile')", "near('missile', ?)"):
        with pytest.raises(duckdb.Error, match="there is no word to look for in '"):
            connection.execute(f"from {call}", [question])


LONG = "Rain fell on the old town for a week, and nobody there could say when it would stop. " * 3


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("zebra", "the zebras ran"),
        ("the zebra", "the zebras ran"),  # the rarest of them
        ('"zebra ran"', "the zebras ran"),
        ("hope", "hoping so"),
        ("die", "dying elsewhere"),
        ("sao", "São Paulo"),
        ("部署", "部署萨德"),
    ],
)
def test_a_snippet_shows_what_was_found(question: str, words: str) -> None:
    body = f"{LONG}And the zebras ran; hoping so, dying elsewhere, in São Paulo 部署萨德. {LONG}"
    others: list[Article] = [(201701, None, ["The rain."]) for _ in range(3)]
    with index_of([(201701, "Old", [body]), *others]) as connection:
        (snippet,) = connection.execute(
            "select snippet from search(?) where document_id = 'd0'", [question]
        ).fetchone() or ("",)
    assert words in snippet
    assert snippet.startswith("…")
    assert len(snippet) <= 160


def test_a_snippet_is_the_beginning_where_the_headline_alone_was_found() -> None:
    with index_of([(201701, "A zebra", [LONG])]) as connection:
        rows = connection.execute("select snippet from search('zebra')").fetchall()
        assert rows == [(LONG[:160],)]
    with index_of([(201701, "A zebra", ["So it is; a zebra.", LONG])]) as connection:
        ((snippet,),) = connection.execute("select snippet from search('zebra')").fetchall()
    assert snippet.startswith("So it is; a zebra.")


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
    assert found(connection, "near('korea', 'missile', within := 1)") == ["d0"]
    assert found(connection, "near('missile', 'korea', within := 3)") == ["d0"]
    assert set(found(connection, "near('missile', 'korea', within := 4)")) == {"d0", "d1"}
    assert found(connection, "near('north', 'korea', within := 99)") == ["d0", "d1"]
    with pytest.raises(duckdb.Error, match="within is 1 to 99 words, and not 100"):
        found(connection, "near('nowhere', 'printed', within := 100)")
    with pytest.raises(duckdb.Error, match="within is 1 to 99 words, and not 0"):
        found(connection, "near('nowhere', 'printed', within := 0)")


NEAR: list[Article] = [
    (201701, None, ["South Korea waits."]),
    (201701, None, ["South Korea and one Korea, and another Korea."]),
    (201701, None, ["The tall old dam."]),
    (201701, None, ["部署萨德系统"]),
    (201701, None, ["dam", "tall"]),
]


def test_a_phrase_is_not_near_a_part_of_itself_and_near_another() -> None:
    with index_of(NEAR) as connection:
        for one, two in (("south korea", "korea"), ("korea", "south korea")):
            assert found(connection, f"near('{one}', '{two}')") == ["d1"]
            assert found(connection, f"near('{one}', '{two}', within := 1)") == []
            assert found(connection, f"near('{one}', '{two}', within := 2)") == ["d1"]
        counted = "select hits from near('south korea', 'korea')"
        assert connection.execute(counted).fetchall() == [(1,)]
        counted = "select hits from near('korea', 'south korea')"
        assert connection.execute(counted).fetchall() == [(2,)]
        assert found(connection, "near('korea', 'korea', within := 99)") == ["d1"]


@pytest.mark.parametrize("within", range(1, 5))
def test_near_is_the_near_of_a_topic(within: int) -> None:
    pairs = (("south korea", "korea"), ("korea", "another"), ("old", "dam"), ("部署", "系统"))
    with index_of(NEAR) as connection:
        for one, two in pairs:
            topic = f"{{one: {one}, two: {two}, within: {within}}}"
            file = f"topics:\n  - {{id: t, name: T, version: 1, near: [{topic}]}}"
            topics = topics_of([("t.yaml", file)], gazetteer_of([]))
            has = [
                f"d{number}"
                for number, (_, _, texts) in enumerate(NEAR)
                if topics.hits_of(text_of(texts), ())
            ]
            assert sorted(found(connection, f"near('{one}', '{two}', within := {within})")) == has


def text_of(texts: Sequence[str]) -> Text:
    """As it is read for topics; in small letters, which phrases without a capital are found in."""
    return Text(None, tuple(Paragraph(number, "body", one) for number, one in enumerate(texts, 1)))


def test_near_reaches_no_paragraph_that_follows() -> None:
    with index_of(NEAR) as connection:
        assert found(connection, "near('dam', 'tall', within := 99)") == ["d2"]


def test_near_takes_phrases(connection: duckdb.DuckDBPyConnection) -> None:
    assert found(connection, "near('north korea', 'missiles')") == ["d0"]


def test_every_macro_answers_a_question_that_is_null(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert found(connection, "search(null, n := null)") == []
    assert found(connection, "phrase(null)") == []
    assert found(connection, "near(null, null, within := null)") == []
    assert found(connection, "kwic(null, width := null)") == []
