"""From a command's options to settings, a store or a database, and from errors to exit codes."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from flows.answers import Opener, Values
    from flows.settings import Settings
    from warehouse.store import Store

R = TypeVar("R")

DATA_FAILED: Final = 1
WRONG_USE: Final = 2

warehouse_option = click.option(
    "--warehouse",
    type=click.Path(file_okay=False, path_type=Path),
    help="The warehouse's folder.  [default: ./warehouse-data, or DATELINE_WAREHOUSE]",
)


def settings_of(flags: dict[str, object], config: Path | None) -> "tuple[Settings, dict[str, str]]":
    """The settings in force and who set each; a wrong one ends the command."""
    from flows.settings import SettingsError, load_settings

    try:
        settings, origins = load_settings(flags, config=config, environ=os.environ, cwd=Path.cwd())
    except SettingsError as error:
        fail(WRONG_USE, *error.problems)
    return settings, dict(origins)


def store_of(warehouse: Path | None) -> "Store":
    """The store of the warehouse the option names, else of the one in force here."""
    from warehouse.store import Store

    settings, _ = settings_of({"warehouse": warehouse}, None)
    return Store(settings.warehouse)


def database_of(warehouse: Path | None) -> Path:
    """The DuckDB file that analysts open; the command ends where none is published."""
    settings, _ = settings_of({"warehouse": warehouse}, None)
    database = settings.warehouse / "dateline.duckdb"
    if not database.is_file():
        from flows.pasting import pasted

        fail(
            WRONG_USE,
            f"{database}: no warehouse is published here. "
            f"`{pasted('run INPUT...', settings.warehouse)}` makes one, --warehouse names another",
        )
    return database


def answer_of(
    database: "Path | Opener", query: str, values: "Values" = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns and the rows that answer the query."""
    from flows.answers import answer

    return guarded(lambda: answer(database, query, values))


def guarded(step: Callable[[], R]) -> R:
    """The step's result; errors a user can act on as one line and their exit code."""
    try:
        return step()
    except KeyboardInterrupt:
        fail(130, "stopped; what was done is kept, and the next run goes on from there")
    except Exception as error:
        from flows.failures import exit_code_of

        code = exit_code_of(error)
        if code is None:
            raise
        fail(code, str(error))


def say(line: str) -> None:
    """One line for the person, apart from the answer that a program may read."""
    from flows.printing import steady

    click.echo(steady(line), err=True)


def fail(code: int, *lines: str) -> NoReturn:
    """The end of the command with this exit code and what is wrong, a line each."""
    from flows.printing import steady

    for line in lines:
        # what is wrong is often quoted from the copy; DuckDB's messages have several lines
        text = "\n".join(map(steady, line.split("\n")))
        click.echo(f"dateline: {text}", err=True)
    sys.exit(code)
