"""The tables that lie by month: a month is written only when something in it changed."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from tasks.assembling import ANNOTATED_BY_MONTH, BY_MONTH, months_of, partition_of
from tasks.copies import Place
from warehouse.contract import CONTRACT_VERSION, Table, arrow_schema
from warehouse.database import scan
from warehouse.manifest import FileEntry, Manifest
from warehouse.parts import fingerprint
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the rows come from: each item's cleaned part, the annotated part of each of those.

    The versions are those of the rules that made the one and the other.
    """

    part_of: Mapping[str, str]
    annotated: Mapping[str, str]
    code_version: str
    subject_rules: str


def monthly_files(
    store: Store,
    parent: Manifest | None,
    keys: pa.Table,
    sources: Sources,
    connection: duckdb.DuckDBPyConnection,
) -> dict[Table, list[FileEntry]]:
    """The files of the tables that lie by month; a month is written only when it changed."""
    of_cleaned = _month_marks(keys, sources.code_version)
    of_annotated = {
        month: fingerprint(mark, sources.subject_rules) for month, mark in of_cleaned.items()
    }
    in_month: dict[str, set[str]] = {}
    for item, month in zip(keys["item_id"].to_pylist(), keys["month"].to_pylist(), strict=True):
        in_month.setdefault(month, set()).add(sources.part_of[item])
    files: dict[Table, list[FileEntry]] = {}
    gone = frozenset(store.missing(parent)) if parent else frozenset()
    for table in (*BY_MONTH, *ANNOTATED_BY_MONTH):
        is_annotated = table in ANNOTATED_BY_MONTH
        marks = of_annotated if is_annotated else of_cleaned
        known = (
            {
                (file.partition, file.fingerprint): file
                for file in parent.files_of(table.name)
                if file.path not in gone
            }
            if parent and parent.contract_version == CONTRACT_VERSION
            else {}
        )
        kept = {
            month: known[partition_of(month), mark]
            for month, mark in marks.items()
            if (partition_of(month), mark) in known
        }
        files[table] = list(kept.values())
        missing = frozenset(marks) - frozenset(kept)
        # only the parts that hold an item of these months: one new file is no reason to read all
        paths = sorted({path for month in missing for path in in_month[month]})
        if is_annotated:
            paths = [sources.annotated[path] for path in paths]
        new = months_of(table, keys, scan(store.root, paths), missing, connection)
        files[table] += store.write_table_files(
            table.name,
            (
                (month.partition, month.rows, marks[month.partition.removeprefix("month=")])
                for month in new
            ),
            connection,
        )
        if not files[table]:
            empty = arrow_schema(table).empty_table()
            files[table] = list(store.write_table(table.name, empty, "empty", connection).files)
    return files


def _month_marks(keys: pa.Table, code_version: str) -> dict[str, str]:
    """The fingerprint of each month: of its versions, what is said of them, and the rules."""
    lines: dict[str, list[str]] = {}
    for row in keys.to_pylist():
        lines.setdefault(row["month"], []).append(
            "\x1f".join(
                [
                    row["item_id"], row["document_id"], str(row["version_no"]),
                    str(row["is_current"]), row["source_uri"], row["run_id"], *row["flags"],
                    *(str(row[name]) for name in Place._fields),
                ]
            )
        )  # fmt: skip
    return {
        month: fingerprint(code_version, CONTRACT_VERSION, *sorted(said))
        for month, said in sorted(lines.items())
    }
