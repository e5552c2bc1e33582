"""A small made-up world, and the rows that the report's questions have in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb

from tests.warehouse.test_models import loosely
from warehouse.database import create_models, load_models
from warehouse.report_sections import load_sections
from warehouse.session import session
from warehouse.tables import TABLES

Rows = list[dict[str, Any]]

SECTIONS = load_sections()
PLANTED = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
GIVEN = f"""
insert into documents (document_id, outlet_id, outlet_name, title, published_date, published_at,
    date_kind, body_hash, word_count, quality_flags, attribution, cluster_id, is_cluster_origin,
    story_id)
select 'd' || n, 'o' || n % 2, ['Wen Post', 'Quay {PLANTED}'][1 + n % 2],
    'Bridge {PLANTED} ' || n, date '2023-05-01' + to_days((n * 3)::integer)::interval,
    timestamptz '2023-05-01 08:00:00+00', 'published', 'h' || n // 2, 100, [], 'own', null,
    null, 'e017cae8a164119666bac'
from range(12) as numbers(n);
insert into coverage_calendar (outlet_id, day, documents, texts, words, is_observed, status)
values
    ('o0', '2023-05-01', 4, 4, 400, true, 'ok'),
    ('o0', '2023-05-02', null, null, null, false, 'gap'),
    ('o0', '2023-06-02', null, null, null, false, 'gap'),
    ('o0', '2023-07-01', 0, 0, 0, true, 'ok'),
    ('o0', '2023-07-02', 0, 0, 0, true, 'ok'),
    ('o1', '2023-05-01', 4, 4, 400, true, 'ok');
insert into topics (topic_id, name, version) values ('t', 'Topic {PLANTED}', 1);
insert into topic_hits (topic_id, document_id, hits) values ('t', 'd1', 2), ('t', 'd2', 1);
insert into stories (story_id, title, date_lo, outlets, documents, texts)
values ('e017cae8a164119666bac', 'Story {PLANTED}', '2023-05-01', 2, 8, 4);
insert into snapshots (sequence, snapshot_id, run_id, contract_version, created_at)
values (1, 's1', 'r1', '1.0.0', '2023-06-01 00:00:00+00');
insert into reconciliation (run_id, stage, unit, received, kept)
values ('r1', 'parse', 'x', 8, 8);
insert into quarantine (stage, reason_code, source_uri) values ('parse', 'r', '{PLANTED}');
insert into changes (run_id, document_id, change, reason)
values ('r1', 'd1', 'added', 'new_capture');
insert into outlets (outlet_id, name) values ('o0', 'Wen Post'), ('o1', 'Quay');
"""


@contextmanager
def world(more: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
    """The contract's tables without their `not null`, the models, the given rows and more."""
    with session() as connection:
        for table in TABLES:
            connection.execute(loosely(table))
        create_models(connection, load_models())
        connection.execute(GIVEN + more)
        yield connection


def asked(connection: duckdb.DuckDBPyConnection, sql: str) -> Rows:
    found = connection.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def all_rows() -> dict[str, Rows]:
    with world() as connection:
        return {name: asked(connection, one.sql) for name, one in SECTIONS.items()}


def of_more(given: str, section: str) -> Rows:
    """The rows of a section when this is there besides."""
    with world(given) as connection:
        return asked(connection, SECTIONS[section].sql)


def of_years(row: dict[str, Any], *years: int) -> Rows:
    """The row in each month of the years."""
    return [{**row, "month": date(year, month, 1)} for year in years for month in range(1, 13)]
