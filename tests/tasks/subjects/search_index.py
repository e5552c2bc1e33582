"""A small index in DuckDB's memory, made of made-up articles as publication makes the real one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from tasks.subjects.terms import Terms, placed_terms, postings_of
from warehouse.contract import create_statements
from warehouse.database import MODELS_FOLDER
from warehouse.session import session
from warehouse.tables.documents import DOCUMENTS
from warehouse.tables.paragraphs import PARAGRAPHS
from warehouse.tables.search import SEARCH_DOCUMENTS, SEARCH_POSTINGS

MACROS = ("search_plain", "search_words", "search_places", "search", "phrase", "near", "kwic")
Article = tuple[int, str | None, Sequence[str]]  # month, headline, paragraphs


@contextmanager
def index_of(articles: Sequence[Article]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Article i is document 'd' and i."""
    with session() as connection:
        for table in (DOCUMENTS, PARAGRAPHS, SEARCH_DOCUMENTS, SEARCH_POSTINGS):
            connection.execute(create_statements(table)[0].replace(" not null", ""))
        _fill(connection, articles)
        for name in MACROS:
            connection.execute((MODELS_FOLDER / "search" / f"{name}.sql").read_text("utf-8"))
        yield connection


def _fill(connection: duckdb.DuckDBPyConnection, articles: Sequence[Article]) -> None:
    terms = Terms()
    connection.execute(
        "create temp table said (term varchar, month int, doc_no int, tf int, positions int[])"
    )
    for number, (month, title, paragraphs) in enumerate(articles):
        name = f"d{number}"
        placed = placed_terms([*([title] if title else []), *paragraphs], terms)
        connection.execute(
            "insert into documents (document_id, title, body) values (?, ?, ?)",
            [name, title, "\n\n".join(paragraphs)],
        )
        connection.execute(
            "insert into search_documents values (?, ?, ?, ?)",
            [month, number, name, len(placed.terms)],
        )
        for para_no, text in enumerate(paragraphs, start=1):
            connection.execute(
                "insert into paragraphs (document_id, para_no, kind, text) values (?, ?, ?, ?)",
                [name, para_no, "body", text],
            )
        for posting in postings_of([placed], terms).to_pylist()[0]:
            connection.execute(
                "insert into said values ($term, $month, $number, $tf, $positions)",
                {"month": month, "number": number, **posting},
            )
    connection.execute(
        "insert into search_postings select term, month, list(doc_no order by doc_no), "
        "list(tf order by doc_no), flatten(list(positions order by doc_no)) from said "
        "group by term, month order by term, month"
    )
