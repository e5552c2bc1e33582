"""How a command takes a statement, and the values that stand in it for names."""

import json
import re
from typing import Any, Final

import click

from flows.cli_doors import WRONG_USE, fail

# `--name` and `--name=value` have no blank before the sign; `-- why` and `--why\nselect` have.
_COMMENT: Final = re.compile(r"--(?:\s|[^=\s]*\s)")

parameter_option = click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for $NAME in the query; numbers, true, false and null as in JSON, else text.",
)


class StatementCommand(click.Command):
    """A command whose statement may begin with a comment, as saved ones do."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Like any command's, but that `-- comment` is no option: a blank before it tells so."""
        return super().parse_args(ctx, [f" {one}" if _COMMENT.match(one) else one for one in args])


def as_written(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """The text without the blank that StatementCommand put before it."""
    del ctx, parameter
    return value[1:] if _COMMENT.match(value[1:]) else value


query_argument = click.argument("query", callback=as_written)


def parameters_of(said: tuple[str, ...]) -> dict[str, Any]:
    """The values by name; a word without '=' ends the command."""
    values: dict[str, Any] = {}
    for one in said:
        name, equals, text = one.partition("=")
        if not equals or not name.isidentifier():
            fail(WRONG_USE, f"--param {one}: write NAME=VALUE, the name as after $ in the query")
        values[name] = _value(text)
    return values


def _value(text: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if value is None or isinstance(value, bool | int | float) else text
