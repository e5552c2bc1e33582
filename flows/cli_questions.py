"""`dateline questions`: the saved questions, listed, shown and asked."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
@click.option("--topic", help="A topic_id; the same as --param topic=TOPIC.")
@warehouse_option
def questions_run(
    name: str, params: tuple[str, ...], topic: str | None, warehouse: Path | None
) -> None:
    """Answer the question NAME from the warehouse.

    A topic that nobody chose and no document here has is no answer: then the topics that are here
    are named instead.
    """
    from flows.printing import print_answer
    from flows.unknown_days import why_unknown

    question = _named(name)
    given = dict(param.partition("=")[::2] for param in params)
    if topic is not None:
        given["topic"] = topic
    try:
        settings = question.settings(given)
    except ValueError as error:
        fail(WRONG_USE, str(error))
    query = ";\n".join([*settings, question.sql])
    database = database_of(warehouse)
    asked = {one.name: given.get(one.name, one.default) for one in question.parameters}
    topics = {
        one.name: asked[one.name]
        for one in question.parameters
        if one.names_a_topic and asked[one.name] != "null"
    }
    absent = _absent(database, topics)
    if unchosen := [one for one in absent if one.parameter not in given]:
        fail(
            WRONG_USE, *(one.advice(f"{name} asks about unless told otherwise") for one in unchosen)
        )
    columns, rows = answer_of(database, query)
    say(question.question)
    if asked:
        say(f"asked with {', '.join(f'{name} = {value}' for name, value in asked.items())}")
    for one in absent:
        say(one.advice("was asked for"))
    print_answer(columns, rows)
    if why := why_unknown(database, question.sql, columns, rows, settings=settings):
        say(f"{why}; `dateline questions show {name}` prints the SQL to ask so with `dateline sql`")
    for caveat in question.caveats:
        say(caveat)


class _Absent(NamedTuple):
    """A topic that no document here has, and those that some have, with their number."""

    topic: str
    parameter: str
    there: tuple[tuple[str, int], ...]

    def advice(self, why: str) -> str:
        """What to do instead, in one line."""
        option = "--topic" if self.parameter == "topic" else f"--param {self.parameter}="
        if not self.there:
            return (
                f"{self.topic}, which {why}, is in no document here, and neither is any other "
                "topic: `dateline topics list` has those that a run looks for"
            )
        named = ", ".join(f"{topic} ({count:,})" for topic, count in self.there)
        return (
            f"{self.topic}, which {why}, is in no document here. These are, in so many documents; "
            f"choose one with {option}: {named}"
        )


def _absent(database: Path, topics: Mapping[str, str]) -> list[_Absent]:
    """Of the topics of a question, by parameter, those that are known here and in no document."""
    if not topics:
        return []
    _, rows = answer_of(
        database,
        "select topic_id, count(topic_hits.document_id) from topics left join topic_hits "
        "using (topic_id) group by topic_id order by 2 desc, 1",
    )
    counted = dict(rows)
    there = tuple((topic, count) for topic, count in counted.items() if count)
    return [
        _Absent(topic, parameter, there)
        for parameter, topic in topics.items()
        if counted.get(topic) == 0
    ]


def _named(name: str) -> "Question":
    from warehouse.saved import load_questions

    found = {question.name: question for question in load_questions()}
    if name not in found:
        near = difflib.get_close_matches(name, list(found), n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        fail(WRONG_USE, f"{name}: no such question.{meant} See `dateline questions list`")
    return found[name]
