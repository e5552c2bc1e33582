"""An answer as CSV, and beside it what it means, in the form of W3C's CSV on the Web."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from flows.cells import csv_line

# DuckDB's types by those of XML Schema; all else is text
DATATYPES: Final = MappingProxyType(
    {
        "BOOLEAN": "boolean", "TINYINT": "integer", "SMALLINT": "integer", "INTEGER": "integer",
        "BIGINT": "integer", "HUGEINT": "integer", "UTINYINT": "integer", "USMALLINT": "integer",
        "UINTEGER": "integer", "UBIGINT": "integer", "UHUGEINT": "integer", "FLOAT": "double",
        "DOUBLE": "double", "DATE": "date", "TIME": "time", "TIMESTAMP": "datetime",
        "TIMESTAMP WITH TIME ZONE": "datetime",
    }
)  # fmt: skip
APOSTROPHE: Final = (
    "Text that begins with = + - @, a tab or a line break has an apostrophe before it, so that no "
    "spreadsheet runs it; --raw leaves it out."
)


def sidecar_of(target: Path) -> Path:
    """Where readers of CSV on the Web look for what a file means."""
    return target.with_name(f"{target.name}-metadata.json")


def csv_lines(
    columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]], *, is_raw: bool
) -> Iterator[str]:
    """The header and the rows, in UTF-8 without a byte order mark once they are encoded."""
    yield csv_line([name for name, _ in columns], is_raw=is_raw)
    for row in rows:
        yield csv_line(row, is_raw=is_raw)


def metadata(
    target: Path,
    columns: Sequence[tuple[str, str]],
    about: Mapping[str, Any],
    *,
    is_raw: bool,
) -> str:
    """Columns with their types, and all that is known of the answer under `notes`."""
    said = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": target.name,
        "dc:title": about.get("question") or about["sql"],
        "dc:description": " ".join(
            [about["methods"], "Instants are UTC.", *([] if is_raw else [APOSTROPHE])]
        ),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {
            "columns": [
                {"titles": name, "datatype": _datatype(kind), "dc:type": kind}
                for name, kind in columns
            ]
        },
        "notes": [dict(about)],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _datatype(kind: str) -> str:
    return "decimal" if kind.startswith("DECIMAL") else DATATYPES.get(kind, "string")
