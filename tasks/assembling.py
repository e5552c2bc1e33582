"""The rows of the published tables, put together from the parts by DuckDB, month by month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tasks.folding import folded
from warehouse.contract import Table, arrow_schema
from warehouse.layers import MATCHED
from warehouse.parquet import UNDATED, file_order
from warehouse.tables.documents import DOCUMENT_VERSIONS, DOCUMENTS
from warehouse.tables.evidence import EVIDENCE
from warehouse.tables.paragraphs import PARAGRAPHS
from warehouse.tables.search import SEARCH_DOCUMENTS, SEARCH_POSTINGS
from warehouse.tables.subjects import MENTIONS, QUOTES, TOPIC_HITS

KEYS: Final = pa.schema(
    [
        pa.field("item_id", pa.string()),
        pa.field("document_id", pa.string()),
        pa.field("version_no", pa.int32()),
        pa.field("is_current", pa.bool_()),
        pa.field("source_uri", pa.string()),
        pa.field("run_id", pa.string()),
        pa.field("month", pa.string()),
        pa.field("doc_no", pa.int32()),
        pa.field("flags", pa.list_(pa.string())),
        pa.field("cluster_id", pa.string()),
        pa.field("is_cluster_origin", pa.bool_()),
        pa.field("originality", pa.float64()),
        pa.field("story_id", pa.string()),
        pa.field("story_date", pa.date32()),
        pa.field("story_date_confidence", pa.float64()),
        pa.field("story_date_note", pa.string()),
    ]
)
# What a version is given that has no day of its own: that of its nearest in the story.
STORY_DATED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "published_date": "keys.story_date",
        "date_kind": "'inferred'",
        "date_method": "'story_neighbour'",
        "date_confidence": "keys.story_date_confidence",
    }
)
_FLAGS: Final = (
    "list_sort(list_distinct(if(keys.story_date is null, {all}, "
    "list_append(list_filter({all}, lambda flag: flag <> 'undated'), 'date_inferred'))))"
    " as quality_flags"
).format(all="list_concat(cleaned.quality_flags, keys.flags)")
BY_MONTH: Final = (DOCUMENTS, DOCUMENT_VERSIONS, PARAGRAPHS, EVIDENCE)
# Their rows lie in the annotated parts, in the column that has the table's name.
LISTED: Final = (TOPIC_HITS, MENTIONS, QUOTES)
ANNOTATED_BY_MONTH: Final = (*LISTED, SEARCH_POSTINGS, SEARCH_DOCUMENTS)
_POSTED: Final = (
    "with posted as (select keys.month as in_month, if(keys.month = 'undated', 0, "
    "replace(keys.month, '-', '')::integer) as month, keys.doc_no, keys.document_id, "
    "cleaned.postings from keys join cleaned using (item_id) where keys.is_current) "
)
SEARCHED: Final[Mapping[Table, str]] = MappingProxyType(
    {
        SEARCH_POSTINGS: (
            f"{_POSTED}, words as (select in_month, month, doc_no, unnest(postings) as said "
            "from posted) select in_month, month, said.term as term, doc_no, said.tf as tf, "
            "said.positions as positions from words"
        ),
        SEARCH_DOCUMENTS: (
            f"{_POSTED} select month, doc_no, document_id, coalesce(list_sum(list_transform("
            "postings, lambda word: word.tf)), 0)::integer as terms, in_month from posted"
        ),
    }
)
BATCH_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Month:
    """All rows of one table that belong to one month: the name of its folder, and the rows."""

    table: Table
    partition: str
    rows: pa.Table


def months_of(
    table: Table,
    keys: pa.Table,
    cleaned: str,
    months: frozenset[str],
    session: duckdb.DuckDBPyConnection,
) -> Iterator[Month]:
    """The table's rows of these months, one month after the other, in the table's order.

    `cleaned` is SQL that reads the cleaned parts. The session may be asked other things while
    the months are read.
    """
    if not months:
        return
    with session.cursor() as connection:  # rows not yet read are lost with the next question
        connection.register("all_keys", keys)
        connection.register("wanted", pa.table({"month": sorted(months)}))
        connection.execute(
            "create temp table keys as select * from all_keys semi join wanted using (month)"
        )
        connection.execute(f"create temp view cleaned as select * from {cleaned}")
        yield from _by_month(table, connection)


def _by_month(table: Table, connection: duckdb.DuckDBPyConnection) -> Iterator[Month]:
    is_folded = table is SEARCH_POSTINGS
    order = ", ".join(["in_month", *file_order(table), *(["doc_no"] if is_folded else [])])
    reader = connection.execute(f"{_select(table)} order by {order}").to_arrow_reader(BATCH_ROWS)
    parts = folded(reader) if is_folded else (pa.Table.from_batches([batch]) for batch in reader)
    month: str | None = None
    gathered: list[pa.Table] = []
    for part in parts:
        rows = part
        while rows.num_rows:
            name = rows["in_month"][0].as_py()
            size = pc.sum(pc.equal(rows["in_month"], name)).as_py()
            if name != month and gathered:
                yield _month(table, month or "", gathered)
                gathered = []
            month = name
            gathered.append(rows.slice(0, size))
            rows = rows.slice(size)
    if gathered:
        yield _month(table, month or "", gathered)


def _month(table: Table, month: str, gathered: list[pa.Table]) -> Month:
    rows = pa.concat_tables(gathered).select(table.column_names).cast(arrow_schema(table))
    return Month(table, partition_of(month), rows)


def partition_of(month: str) -> str:
    """The folder of a month: month=2017-08, or that of the undated."""
    return UNDATED if month == "undated" else f"month={month}"


def _select(table: Table) -> str:
    if table in (DOCUMENTS, DOCUMENT_VERSIONS):
        own = {"document_id", "version_no", "is_current", "source_uri", "run_id", *MATCHED}
        columns = []
        for column in table.columns:
            if column.name in own:
                columns.append(f"keys.{column.name}")
            elif column.name == "quality_flags":
                columns.append(_FLAGS)
            elif column.name in STORY_DATED:
                columns.append(
                    f"if(keys.story_date is null, cleaned.{column.name}, "
                    f"{STORY_DATED[column.name]}) as {column.name}"
                )
            else:
                columns.append(f"cleaned.{column.name}")
        only = " where keys.is_current" if table is DOCUMENTS else ""
        return (
            f"select {', '.join(columns)}, keys.month as in_month "
            f"from keys join cleaned using (item_id){only}"
        )
    if table in ANNOTATED_BY_MONTH:
        return SEARCHED[table] if table in SEARCHED else _listed(table)
    listed = "paragraphs" if table is PARAGRAPHS else "evidence"
    number = "para_no" if table is PARAGRAPHS else "evidence_no"
    columns = []
    for column in table.columns:
        if column.name in ("document_id", "version_no"):
            columns.append(f"rows.{column.name}")
        elif column.name == "capture_id":
            columns.append("rows.capture_id")
        elif column.name == number:
            columns.append(f"rows.number::integer as {number}")
        else:
            columns.append(f'rows.said."{column.name}" as "{column.name}"')
    rows = f"cleaned.{listed}" if table is PARAGRAPHS else _evidence()
    return (
        f"with listed as (select keys.document_id, keys.version_no, cleaned.capture_id, keys.month,"
        f" {rows} as listed from keys join cleaned using (item_id) where keys.is_current), "
        f"rows as (select * exclude (listed), unnest(listed) as said, "
        f"generate_subscripts(listed, 1) as number from listed) "
        f"select {', '.join(columns)}, rows.month as in_month from rows"
    )


def _listed(table: Table) -> str:
    """The rows that lie as a list in the column of the annotated parts that has the name."""
    columns = [
        name if name == "document_id" else f'said."{name}" as "{name}"'
        for name in table.column_names
    ]
    return (
        f"with rows as (select keys.document_id, keys.month, unnest(cleaned.{table.name}) as "
        "said from keys join cleaned using (item_id) where keys.is_current) "
        f"select {', '.join(columns)}, month as in_month from rows"
    )


def _evidence() -> str:
    """The witnesses of an article, and last its neighbour in the story where that gave its day."""
    said = {
        "field": "'date'",
        "kind": "'story_neighbour'",
        "value": "keys.story_date::varchar",
        "date_lo": "keys.story_date",
        "date_hi": "keys.story_date",
        "confidence": "keys.story_date_confidence",
        "is_chosen": "true",
        "note": "keys.story_date_note",
    }
    fields = ", ".join(f"{name} := {value}" for name, value in said.items())
    packed = f"struct_pack({fields})"  # fields that it does not have are null
    return f"if(keys.story_date is null, cleaned.evidence, list_append(cleaned.evidence, {packed}))"
