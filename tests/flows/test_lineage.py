"""What macros and saved questions read and count, and that each can be cited."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flows.asking import ask
from flows.methods import facts_of
from tests.warehouse.small_world import fill
from warehouse.manifest import Manifest, TableEntry
from warehouse.reading import Reading
from warehouse.saved import Question, load_questions
from warehouse.session import session
from warehouse.tables import TABLES

MANIFEST = Manifest(
    1, None, "s1", datetime(2024, 1, 1, tzinfo=UTC), "r1", 1, "1", "code",
    tuple(TableEntry(table.name, 1, "", ()) for table in TABLES), (),
)  # fmt: skip


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    with session() as connection:
        fill(connection)
        yield Reading(connection, MANIFEST)


@pytest.mark.parametrize(
    ("query", "reads", "leaves"),
    [
        ("from search('river')", {"documents", "search_postings"}, {"runs", "topic_hits"}),
        ("from silence()", {"stories", "coverage_calendar"}, {"runs", "topic_hits"}),
        ("from silence(topic := 'thaad')", {"topic_hits"}, {"runs"}),
        ("from coverage()", {"coverage_calendar"}, {"topic_hits", "topics"}),
        ("from coverage(topic := 'thaad')", {"topic_hits"}, {"runs"}),
        ("from compare('thaad', 'thaad')", {"topic_hits"}, set()),
        ("from compare('post', 'post', what := 'outlet')", {"documents"}, {"topic_hits"}),
        ("from compare('post', 'post', what := 'outlet', topic := 'thaad')", {"topic_hits"}, set()),
        ("from runs", {"runs"}, {"documents"}),
    ],
)
def test_a_macro_reads_the_tables_that_it_reads_and_no_others(
    reading: Reading, query: str, reads: set[str], leaves: set[str]
) -> None:
    found = ask(reading, query, {}).touched.reads
    assert reads <= found
    assert not leaves & found


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_a_saved_question_can_be_cited_as_it_stands(reading: Reading, question: Question) -> None:
    asked = ask(reading, question.sql, {})
    assert asked.touched.reads
    # a value that is itself an answer is shown as it is asked for
    shown = [one for one in asked.switches if "getvariable" in one]
    assert all("SELECT" in one for one in shown)
    if any(parameter.names_a_topic for parameter in question.parameters):
        defaults = {one.default for one in question.parameters if one.names_a_topic} - {"null"}
        assert defaults <= asked.touched.topics


def test_texts_are_counted_with_copies_taken_together(reading: Reading) -> None:
    connection = reading.connection
    counts = "select count(distinct coalesce(cluster_id, body_hash)), count(*) from documents"
    connection.execute("begin; update documents set body_hash = document_id")
    try:
        ((together, documents),) = connection.execute(counts).fetchall()
        assert facts_of(connection)["texts"] == together < documents
    finally:
        connection.execute("rollback")
