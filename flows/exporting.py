"""The answer to a query in a file of another program, with all that is known of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
from xlsxwriter.exceptions import XlsxWriterException

from flows.answers import QueryError, not_written
from flows.asking import touched_by
from flows.cells import CannotExport
from flows.citing import card_of, named
from flows.methods import caveats, facts_of, methods
from flows.results import BATCH_ROWS
from warehouse.reading import Reading

Columns = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: rows are read as they are written; `about` has the keys of a card."""

    columns: Columns
    rows: Iterator[Sequence[Any]]
    about: Mapping[str, Any]


def export_of(
    reading: Reading,
    query: str,
    parameters: Mapping[str, Any],
    *,
    question: str,
    created_at: datetime,
) -> Export:
    """The answer and its card; one that cannot be cited says why in the card's place of a hash.

    QueryError when the query is wrong or no single one that reads.
    """
    try:
        about = _about(reading, query, parameters, question, created_at)
        answered = reading.connection.execute(query, dict(parameters) or None)
        columns = [(str(one[0]), str(one[1])) for one in answered.description or ()]
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    return Export(columns, _rows(answered), about)


def about_lines(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is known of the answer as pairs of name and text, for a sheet that people read."""
    snapshot, result = about["snapshot"], about.get("result")
    lines = [
        ("question", about["question"]),
        ("SQL", about["sql"]),
        *((f"parameter {name}", str(value)) for name, value in about["parameters"].items()),
        *(("switches", one) for one in about["switches"]),
        ("snapshot", f"{snapshot['snapshot_id']} (number {snapshot['sequence']})"),
        ("published", snapshot["created_at"]),
        ("contract", snapshot["contract_version"]),
        ("rules", snapshot["code_version"]),
        ("Dateline", about["dateline_version"]),
        ("exported", about["created_at"]),
    ]
    if result:
        lines += [
            ("rows", str(result["rows"])),
            ("columns", ", ".join(f"{one['name']} {one['type']}" for one in result["columns"])),
            ("SHA-256 of the answer", f"{result['hash']} ({result['hash_method']})"),
            ("order", result["order_meaning"]),
        ]
    else:
        lines.append(("cannot be cited", about["not_citable"]))
    lines += [("methods", about["methods"]), ("times", "Instants are UTC; days are local days.")]
    lines += [("mind", caveat) for caveat in about["caveats"]]
    lines += [("BibTeX", about["bibtex"])] if result else []
    return lines


def write_whole(target: Path, write: Callable[[Path], Any]) -> Any:
    """What `write` returns; the file is there when all of it is, else as it was before."""
    building = target.with_name(f".{target.name}.part")
    try:
        building.touch()  # where there is no folder, before a workbook lays its rows elsewhere
        done = write(building)
        building.replace(target)
    except OSError as error:
        building.unlink(missing_ok=True)
        raise QueryError(not_written(target, error)) from error
    except (duckdb.Error, CannotExport, XlsxWriterException) as error:
        building.unlink(missing_ok=True)
        raise QueryError(f"{target}: {error}") from error
    return done


def _about(
    reading: Reading,
    query: str,
    parameters: Mapping[str, Any],
    question: str,
    created_at: datetime,
) -> dict[str, Any]:
    try:
        return card_of(reading, query, parameters, question=question, created_at=created_at)
    except QueryError as error:
        why = str(error)
    touched = touched_by(reading, query, parameters)
    facts = facts_of(reading.connection)
    release = version("dateline")
    manifest = reading.manifest
    return {
        "question": question,
        "sql": query,
        "parameters": dict(parameters),
        "switches": [],
        "created_at": created_at.astimezone(UTC).isoformat(timespec="seconds"),
        "snapshot": named(manifest),
        "dateline_version": release,
        "not_citable": why,
        "caveats": caveats(facts, touched),
        "methods": methods(manifest, facts, touched, release),
    }


def _rows(answered: duckdb.DuckDBPyConnection) -> Iterator[Sequence[Any]]:
    while batch := answered.fetchmany(BATCH_ROWS):
        yield from batch
