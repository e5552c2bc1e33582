"""`dateline sql`: one question, one answer, in the form that is asked for."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_doors import (
    WRONG_USE,
    answer_of,
    database_of,
    fail,
    guarded,
    say,
    store_of,
    warehouse_option,
)
from flows.cli_statement import (
    StatementCommand,
    parameter_option,
    parameters_of,
    query_argument,
)

if TYPE_CHECKING:
    from flows.answers import Opener

snapshot_option = click.option(
    "--snapshot",
    metavar="ID",
    help="An older snapshot that is still kept: its number in `snapshots`, its id, or the "
    "beginning of it.  [default: the one dateline.duckdb shows]",
)


@click.command(cls=StatementCommand)
@query_argument
@warehouse_option
@snapshot_option
@parameter_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of stdout."
)
def sql(
    query: str,
    warehouse: Path | None,
    snapshot: str | None,
    parameters: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Answer QUERY from dateline.duckdb, which is opened read-only."""
    from flows.answers import write_parquet

    values = parameters_of(parameters)
    database = source_of(warehouse, snapshot)
    if form == "parquet":
        if output is None and sys.stdout.isatty():
            fail(WRONG_USE, "Parquet is not for a terminal: give --output FILE, or redirect")
        guarded(lambda: write_parquet(database, query, output or sys.stdout.buffer, values))
        return
    columns, rows = answer_of(database, query, values)
    from flows.answers import save
    from flows.printing import as_csv, as_json, print_answer

    if form == "table" and output is None:
        print_answer(columns, rows)
        from flows.unknown_days import why_unknown

        if why := why_unknown(database, query, columns, rows, values=values):
            say(why)
        return
    if form == "table":
        fail(WRONG_USE, "--output needs --format csv, json or parquet")
    text = as_csv(columns, rows) if form == "csv" else as_json(columns, rows) + "\n"
    if output:
        guarded(lambda: save(output, text))
    else:
        click.echo(text, nl=False)


def source_of(warehouse: Path | None, snapshot: str | None) -> "Path | Opener":
    """What a question is put to: the DuckDB file, or the snapshot that is named."""
    if snapshot is None:
        return database_of(warehouse)
    from flows.past import past

    return partial(past, store_of(warehouse), snapshot, say)
