"""The columns of the parts between the layers, and how lists of rows lie in them."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final

import pyarrow as pa

from warehouse.contract import ARROW_TYPES, Table
from warehouse.tables.documents import DOCUMENTS
from warehouse.tables.evidence import EVIDENCE
from warehouse.tables.paragraphs import PARAGRAPHS
from warehouse.tables.subjects import MENTIONS, QUOTES, TOPIC_HITS

_TEXT = pa.string()

# What may be said beside the bytes.
BESIDE: Final = (
    "url", "outlet", "title", "published_at", "fetched_at", "byline", "section", "content_type",
)  # fmt: skip

CAPTURED: Final = pa.schema(
    [
        pa.field("item_id", _TEXT, nullable=False),
        pa.field("capture_id", _TEXT, nullable=False),
        *(pa.field(name, _TEXT) for name in BESIDE),
        pa.field("content", pa.large_binary(), nullable=False),
    ]
)

BLOCK_FIELDS: Final = pa.struct(
    [
        pa.field("kind", _TEXT),
        pa.field("text", _TEXT),
        pa.field("start", pa.int64()),
        pa.field("end", pa.int64()),
        pa.field("reason", _TEXT),
    ]
)

WITNESS_FIELDS: Final = pa.struct(
    [
        pa.field("outlet_id", _TEXT),
        pa.field("kind", _TEXT),
        pa.field("confidence", pa.float64()),
        pa.field("text", _TEXT),
        pa.field("start", pa.int64()),
        pa.field("end", pa.int64()),
        pa.field("note", _TEXT),
    ]
)

PAGE_WITNESS_FIELDS: Final = pa.struct(
    [
        pa.field("field", _TEXT),
        pa.field("kind", _TEXT),
        pa.field("value", _TEXT),
        pa.field("confidence", pa.float64()),
        pa.field("note", _TEXT),
    ]
)

# A parsed item that has a `reason_code` was refused; its other columns are null.
PARSED: Final = pa.schema(
    [
        pa.field("item_id", _TEXT, nullable=False),
        pa.field("capture_id", _TEXT, nullable=False),
        pa.field("reason_code", _TEXT),
        pa.field("detail", _TEXT),
        pa.field("extraction_method", _TEXT),
        pa.field("encoding", _TEXT),
        *(pa.field(f"beside_{name}", _TEXT) for name in BESIDE),
        pa.field("beside_from_header", pa.bool_()),
        pa.field("outlet_id", _TEXT),
        pa.field("outlet_name", _TEXT),
        pa.field("outlet_method", _TEXT),
        pa.field("outlet_confidence", pa.float64()),
        pa.field("outlet_witnesses", pa.list_(WITNESS_FIELDS)),
        pa.field("blocks", pa.list_(BLOCK_FIELDS)),
        pa.field("page_witnesses", pa.list_(PAGE_WITNESS_FIELDS)),
        pa.field("page_flags", pa.list_(_TEXT)),
        pa.field("extraction_agreement", pa.float64()),
    ]
)


def _fields(table: Table, without: frozenset[str]) -> list[pa.Field]:
    return [
        pa.field(column.name, ARROW_TYPES[column.type])
        for column in table.columns
        if column.name not in without
    ]


_OF_THE_ROW: Final = frozenset({"document_id", "version_no", "capture_id"})
PARAGRAPH_FIELDS: Final = pa.struct(_fields(PARAGRAPHS, _OF_THE_ROW | {"para_no"}))
EVIDENCE_FIELDS: Final = pa.struct(_fields(EVIDENCE, _OF_THE_ROW | {"evidence_no"}))
# What only match and publish can know.
MATCHED: Final = ("cluster_id", "is_cluster_origin", "originality", "story_id")
LATER: Final = frozenset({"version_no", "source_uri", "run_id", *MATCHED})
_NUMBERS = pa.list_(pa.field("item", pa.int32(), nullable=False))

CLEANED: Final = pa.schema(
    [
        pa.field("item_id", _TEXT, nullable=False),
        pa.field("reason_code", _TEXT),
        pa.field("detail", _TEXT),
        *_fields(DOCUMENTS, LATER),
        pa.field("paragraphs", pa.list_(PARAGRAPH_FIELDS)),
        pa.field("evidence", pa.list_(EVIDENCE_FIELDS)),
        # what matching compares instead of the text, see tasks/matching/signature.py
        pa.field("credits", pa.list_(_TEXT)),
        pa.field("shingles", _NUMBERS),
        pa.field("paragraph_words", _NUMBERS),
        pa.field("paragraph_marks", _NUMBERS),
        pa.field("figures", _NUMBERS),
        pa.field("names", _NUMBERS),
        pa.field("terms", _NUMBERS),
        pa.field("term_weights", pa.list_(pa.field("item", pa.int8(), nullable=False))),
    ]
)

# What is said of each article; one that could not be read for it has a `reason_code`, and nothing.
POSTING_FIELDS: Final = pa.struct(
    [pa.field("term", _TEXT), pa.field("tf", pa.int32()), pa.field("positions", _NUMBERS)]
)
_OF_THE_DOCUMENT: Final = frozenset({"document_id"})
ANNOTATED: Final = pa.schema(
    [
        pa.field("item_id", _TEXT, nullable=False),
        pa.field("reason_code", _TEXT),
        pa.field("detail", _TEXT),
        *(
            pa.field(table.name, pa.list_(pa.struct(_fields(table, _OF_THE_DOCUMENT))))
            for table in (TOPIC_HITS, MENTIONS, QUOTES)
        ),
        pa.field("postings", pa.list_(POSTING_FIELDS)),
    ]
)

VERDICTS: Final = pa.schema(
    [
        pa.field("item_id", _TEXT, nullable=False),
        pa.field("expectation", _TEXT),
        pa.field("flags", pa.list_(_TEXT)),
    ]
)


def list_column(rows: Iterable[Sequence[object]], fields: pa.StructType) -> pa.ListArray:
    """One list of structs a row, from objects with those attributes.

    Built column by column: Arrow's own way over dicts costs as much as parsing the article.
    """
    lists = [list(row) for row in rows]
    offsets = [0]
    for row in lists:
        offsets.append(offsets[-1] + len(row))
    flat = [item for row in lists for item in row]
    arrays = [
        pa.array(list(map(attrgetter(field.name), flat)), type=field.type) for field in fields
    ]
    structs = pa.StructArray.from_arrays(arrays, fields=list(fields))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)


def lists_of(starts: object, values: object, kind: pa.ListType) -> pa.ListArray:
    """The lists that lie one after the other in `values`, from each start to the next."""
    return pa.ListArray.from_arrays(
        pa.array(starts, pa.int32()), pa.array(values, kind.value_type), type=kind
    )


def rows_of_list_column(column: pa.ChunkedArray) -> list[list[tuple[object, ...]]]:
    """The structs of each row as tuples in the order of their fields."""
    rows: list[list[tuple[object, ...]]] = []
    for chunk in column.chunks:
        offsets = chunk.offsets.to_pylist()
        structs = chunk.values
        columns = [structs.field(index).to_pylist() for index in range(structs.type.num_fields)]
        flat = list(zip(*columns, strict=True)) if columns else []
        rows += [flat[a:b] for a, b in itertools.pairwise(offsets)]
    return rows


def table_of(columns: Mapping[str, object], schema: pa.Schema) -> pa.Table:
    """An Arrow table of that schema; a column that is not given is null throughout."""
    size = max(
        (len(values) for values in columns.values() if hasattr(values, "__len__")), default=0
    )
    arrays = []
    for field in schema:
        values = columns.get(field.name)
        if values is None:
            arrays.append(pa.nulls(size, field.type))
        elif isinstance(values, pa.Array | pa.ChunkedArray):
            arrays.append(values.cast(field.type))
        else:
            arrays.append(pa.array(values, type=field.type))
    return pa.table(arrays, schema=schema)
