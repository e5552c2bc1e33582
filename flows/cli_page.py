"""The page of commands in docs/, generated from the help texts; a test keeps it fresh."""

from collections.abc import Iterator

import click

from flows.cli import main

WIDTH = 100


def commands_page() -> str:
    """Every command's help as it is printed, in one Markdown page."""
    lines = [
        "# Commands",
        "",
        "Generated from the help texts by `make docs`; do not edit by hand.",
    ]
    for name, command, context in _commands(
        main, click.Context(main, info_name="dateline", **main.context_settings)
    ):
        lines += ["", f"## {name}", "", "```", command.get_help(context).rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _commands(
    command: click.Command, context: click.Context
) -> Iterator[tuple[str, click.Command, click.Context]]:
    context.terminal_width = WIDTH
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            inner = command.commands[name]
            yield from _commands(
                inner,
                click.Context(inner, info_name=name, parent=context, **main.context_settings),
            )


if __name__ == "__main__":
    print(commands_page(), end="")
