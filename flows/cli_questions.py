"""`dateline questions`: the saved questions, listed, shown and asked."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_doors import WRONG_USE, answer_of, database_of, fail, say, warehouse_option

if TYPE_CHECKING:
    from warehouse.saved import Question


# Who has typed it after `run` types it after `list`, too; what is listed is the same everywhere.
taken_everywhere = click.option(
    "--warehouse",
    type=click.Path(file_okay=False, path_type=Path),
    expose_value=False,
    help="Taken as `run` takes it; the questions are the same for every warehouse.",
)


@click.group()
def questions() -> None:
    """The saved questions: what can be asked, and the answers."""


@questions.command("list")
@taken_everywhere
def questions_list() -> None:
    """Every saved question by name."""
    from flows.printing import print_table
    from warehouse.saved import load_questions

    rows = [(question.name, question.question) for question in load_questions()]
    print_table(("name", "question"), rows)


@questions.command("show")
@click.argument("name")
@taken_everywhere
def questions_show(name: str) -> None:
    """The SQL of the question NAME, with its parameters and caveats; it runs in DuckDB as it is."""
    click.echo(_named(name).sql, nl=False)


@questions.command("run")
@click.argument("name")
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="As `show` lists them."
)
@warehouse_option
def questions_run(name: str, params: tuple[str, ...], warehouse: Path | None) -> None:
    """Answer the question NAME from the warehouse."""
    from flows.printing import print_answer

    question = _named(name)
    given = dict(param.partition("=")[::2] for param in params)
    try:
        settings = question.settings(given)
    except ValueError as error:
        fail(WRONG_USE, str(error))
    query = ";\n".join([*settings, question.sql])
    columns, rows = answer_of(database_of(warehouse), query)
    say(question.question)
    asked = [f"{one.name} = {given.get(one.name, one.default)}" for one in question.parameters]
    if asked:
        say(f"asked with {', '.join(asked)}")
    print_answer(columns, rows)
    for caveat in question.caveats:
        say(caveat)


def _named(name: str) -> "Question":
    from warehouse.saved import load_questions

    found = {question.name: question for question in load_questions()}
    if name not in found:
        near = difflib.get_close_matches(name, list(found), n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        fail(WRONG_USE, f"{name}: no such question.{meant} See `dateline questions list`")
    return found[name]
