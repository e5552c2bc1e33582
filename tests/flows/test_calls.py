"""What a query asks macros for, and which topics it names."""

from collections.abc import Iterator

import duckdb
import pytest

from flows.calls import Values, calls_in, topics_of
from flows.methods import Touched, caveats, facts_of
from flows.syntax import parsed

ARGUMENTS = {
    "coverage": ("topic", "d0", "d1", "grain", "unit", "gaps", "min_hits"),
    "compare": ("one", "two", "what", "topic"),
    "silence": ("outlet", "n", "topic", "min_documents"),
}
SNOW = """{"any": ["snow"], "entities": ["a", "b"], "all": ["ice"], "none": ["sun", "sand"],
"where": "title_or_lead"}"""


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table topics(topic_id text, name text, version int, definition text)"
        )
        connection.executemany(
            "insert into topics values (?, ?, ?, ?)",
            [
                ("thaad", "THAAD", 3, '{"entities": ["thaad"]}'),
                ("trade", "Trade", 1, '{"any": ["tariff", "imports"], "min_hits": 2}'),
                ("border", "Border", 1, '{"near": [{"one": "a", "two": "b", "within": 3}]}'),
                ("snow", "Snow", 2, SNOW),
            ],
        )  # fmt: skip
        yield connection


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("wire := false, stated_only := true", "wire := false, stated_only := true"),
        ("min_documents := 2.5, n := 3000000000", "min_documents := 2.5, n := 3000000000"),
        ("n := -1", "n := -1"),
        ("topic := null", "topic := null"),
        ("topic := 'it''s'", "topic := 'it''s'"),
        ("d0 := date '2017-09-01'", "d0 := '2017-09-01'"),
        ("topic := coalesce(getvariable('topic'), 'thaad')", "topic := 'thaad'"),
        ("d0 := getvariable('d0')", "d0 := null"),
        ("topic := $topic, n := $n + 1", "topic := 'trade', n := 4"),
        ("topic := ['a', 'b']", "topic := ['a', 'b']"),
        ("topic := upper(x)", "topic := upper(x)"),
        ("topic := (select 'a')", "topic := (SELECT 'a')"),
        ("topic := no_such('a')", "topic := no_such('a')"),
    ],
)
def test_a_value_is_shown_as_it_can_be_pasted(
    connection: duckdb.DuckDBPyConnection, arguments: str, said: str
) -> None:
    tree = parsed(connection, f"from silence({arguments})")
    [call] = calls_in(tree, ARGUMENTS, Values(connection, {"topic": "trade", "n": 3, "other": 1}))
    assert str(call) == f"silence({said})"


@pytest.mark.parametrize(
    ("query", "topics"),
    [
        ("from coverage(topic := 'thaad')", {"thaad"}),
        ("from coverage('thaad', gaps := 'zero')", {"thaad"}),
        ("from compare('trade', 'thaad')", {"trade", "thaad"}),
        ("from compare('ecns', 'cgtn', what := 'outlet', topic := 'trade')", {"trade"}),
        ("from topic_hits where topic_id = coalesce(getvariable('t'), 'trade')", {"trade"}),
        ("from topic_hits where 'thaad' = topic_hits.topic_id", {"thaad"}),
        ("from topic_hits where topic_id in ('thaad', 'trade')", {"thaad", "trade"}),
        ("from topic_hits where topic_id = $topic", {"snow"}),
        ("from topic_hits where title = 'thaad'", set()),
        ("from topic_hits join topics on topic_hits.topic_id = topics.topic_id", set()),
    ],
)
def test_a_topic_is_what_stands_where_one_is_asked_for(
    connection: duckdb.DuckDBPyConnection, query: str, topics: set[str]
) -> None:
    tree, values = parsed(connection, query), Values(connection, {"topic": "snow"})
    assert topics_of(tree, calls_in(tree, ARGUMENTS, values), values) == topics


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("thaad", "The topic thaad (THAAD, version 3) is defined by the names of the entity"),
        ("trade", "is defined by 2 phrases, with at least 2 namings."),
        ("border", "is defined by 1 pair of phrases near each other."),
        ("snow", "1 phrase and the names of the entities a, b, together with 1 other, where 2 "),
        ("snow", "where 2 others are missing, looked for in the headline or lead."),
    ],
)  # fmt: skip
def test_methods_name_a_topic_its_version_and_what_defines_it(
    connection: duckdb.DuckDBPyConnection, topic: str, said: str
) -> None:
    facts = facts_of(connection)
    of_hits = Touched(
        frozenset({"topic_hits"}), frozenset(), frozenset(), frozenset(), frozenset({topic})
    )
    told = " ".join(caveats(facts, of_hits))
    assert said in told
    assert told.count("The topic ") == 1
    unread = Touched(
        frozenset({"stories"}), frozenset(), frozenset(), frozenset(), frozenset({topic})
    )
    assert "topic" not in " ".join(caveats(facts, unread))
