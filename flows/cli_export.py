"""`dateline export`: answers and views in the forms of other programs."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from flows.cli_cite import instant_of, question_option
from flows.cli_doors import (
    WRONG_USE,
    database_of,
    fail,
    guarded,
    say,
    store_of,
    warehouse_option,
)
from flows.cli_sql import snapshot_option
from flows.cli_statement import (
    StatementCommand,
    parameter_option,
    parameters_of,
    query_argument,
)

if TYPE_CHECKING:
    from flows.exporting import Export

# what a name's ending promises; a program that believes it cannot open another form
FORMS: Final = MappingProxyType(
    {
        ".csv": "CSV",
        ".tsv": "text with tabs",
        ".xlsx": "a workbook (xlsx)",
        ".xls": "a workbook of old (xls)",
        ".json": "JSON",
        ".parquet": "Parquet",
        ".graphml": "GraphML",
        ".gexf": "GEXF",
        ".gml": "GML",
    }
)

F = TypeVar("F", bound=Callable[..., Any])
Write = Callable[["Export", datetime], int]

target_argument = click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
time_option = click.option(
    "--created-at", metavar="TIME", help="When it was exported (ISO 8601).  [default: now]"
)


def answer_options(command: F) -> F:
    """What every export of an answer takes."""
    for option in (
        time_option, parameter_option, question_option, snapshot_option, warehouse_option,
        target_argument, query_argument,
    ):  # fmt: skip
        command = option(command)
    return command


@click.group()
def export() -> None:
    """Write an answer or a view in a form that another program reads."""


@export.command("csv", cls=StatementCommand)
@answer_options
@click.option(
    "--raw", is_flag=True, help="Leave text that a spreadsheet would run as it is, for programs."
)
def as_csv(query: str, target: Path, *, raw: bool, **how: Any) -> None:
    """Write the answer to QUERY to TARGET, and beside it TARGET-metadata.json.

    That file has question, SQL, snapshot, types and caveats, as CSV on the Web (W3C). Text is in
    quotes, null is nothing; text that begins like a formula has an apostrophe before it.
    """
    from flows.csv_on_the_web import csv_lines, metadata, sidecar_of
    from flows.exporting import write_whole

    _refuse_another_form(target, ".csv")

    def write(exported: "Export", at: datetime) -> int:
        del at
        lines = csv_lines(exported.columns, exported.rows, is_raw=raw)
        written = write_whole(target, partial(_write_lines, lines))
        said = metadata(target, exported.columns, exported.about, is_raw=raw)
        write_whole(sidecar_of(target), lambda path: path.write_text(said, encoding="utf-8"))
        return int(written) - 1

    _export(query, write, **how)


@export.command("xlsx", cls=StatementCommand)
@answer_options
def as_xlsx(query: str, target: Path, **how: Any) -> None:
    """Write the answer to QUERY to TARGET as a workbook with the sheets About and Answer.

    About has question, SQL, snapshot, switches and caveats. Text stays text, whatever it begins
    with. What a sheet cannot hold is refused, never cut.
    """
    from flows.exporting import about_lines, write_whole
    from flows.workbooks import write_workbook

    _refuse_another_form(target, ".xlsx")

    def write(exported: "Export", at: datetime) -> int:
        about = about_lines(exported.about)
        done = write_whole(
            target,
            lambda path: write_workbook(path, exported.columns, exported.rows, about, at),
        )
        if done.mended:
            say(f"{done.mended:,} cells had characters no workbook can hold; they are U+FFFD now")
        return int(done.rows)

    _export(query, write, **how)


def _export(
    query: str,
    write: Write,
    *,
    warehouse: Path | None,
    snapshot: str | None,
    question: str,
    parameters: tuple[str, ...],
    created_at: str | None,
) -> None:
    from flows.exporting import export_of
    from warehouse.reading import find_snapshot, read_snapshot

    store = store_of(warehouse)
    values, at = parameters_of(parameters), instant_of(created_at)

    def done() -> tuple[int, str]:
        manifest = find_snapshot(store, snapshot) if snapshot is not None else None
        with read_snapshot(store, manifest) as reading:
            found = export_of(reading, query, values, question=question, created_at=at)
            return write(found, at), str(found.about.get("not_citable", ""))

    rows, why = guarded(done)
    say(f"{rows:,} rows")
    if why:
        say(f"it goes without a hash: {why}")


def _write_lines(lines: Any, path: Path) -> int:
    """How many lines the file has."""
    with path.open("w", encoding="utf-8", newline="") as file:
        return sum(1 for line in lines if file.write(line))


@export.command("who-copies-whom")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@warehouse_option
def who_copies_whom(target: Path, warehouse: Path | None) -> None:
    """Write who shares whose text to TARGET as a GraphML graph, for Gephi.

    Nodes are all outlets that have documents, and the agencies they credit. Edges of the kind
    shared_text are the rows of the view who_copies_whom, with the counts copied, common_source and
    unknown beside the weight; those of the kind credit lead from an agency to an outlet.
    """
    from flows.answers import answer_all, save
    from flows.graphml import QUERIES, outlet_graph
    from flows.printing import counted

    _refuse_another_form(target, ".graphml")
    database = database_of(warehouse)
    shared, outlets, credited = guarded(lambda: answer_all(database, QUERIES))
    guarded(lambda: save(target, outlet_graph(shared, outlets, credited).decode()))
    say(
        f"{target}: {counted(len(outlets[1]), 'outlet')}, "
        f"{counted(len(shared[1]), 'edge')} of shared text, "
        f"{counted(len(credited[1]), 'edge')} of credit to agencies"
    )


def _refuse_another_form(target: Path, form: str) -> None:
    """The command ends where the name says that the file is of another form."""
    named = target.suffix.lower()
    if named != form and named in FORMS:
        fail(
            WRONG_USE,
            f"{target}: what is written is {FORMS[form]}, and the name says {FORMS[named]}. "
            f"Name it {target.with_suffix(form)}",
        )
