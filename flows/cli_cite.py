"""`dateline cite`: an answer as a card that others can check and cite."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from flows.cli_doors import WRONG_USE, fail, guarded, store_of, warehouse_option
from flows.cli_sql import snapshot_option
from flows.cli_statement import (
    StatementCommand,
    as_written,
    parameter_option,
    parameters_of,
    query_argument,
)

question_option = click.option(
    "--question",
    default="",
    callback=as_written,
    help="What is asked, in words; the title under which it is cited.",
)


@click.command(cls=StatementCommand)
@query_argument
@warehouse_option
@snapshot_option
@question_option
@parameter_option
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of stdout."
)
@click.option(
    "--created-at", metavar="TIME", help="When the card was made (ISO 8601).  [default: now]"
)
def cite(
    query: str,
    warehouse: Path | None,
    snapshot: str | None,
    question: str,
    parameters: tuple[str, ...],
    out: Path | None,
    created_at: str | None,
) -> None:
    """Write the card of QUERY's answer: query, snapshot, hash of the result, methods, BibTeX.

    The query must say the same each time it is asked: one that looks at the clock, at chance, or
    takes rows without an order is refused. `dateline verify CARD` puts it again.
    """
    from flows.answers import save
    from flows.citing import as_text, card_of
    from warehouse.reading import find_snapshot, read_snapshot

    store = store_of(warehouse)
    values = parameters_of(parameters)
    at = instant_of(created_at)

    def made() -> dict[str, Any]:
        manifest = find_snapshot(store, snapshot) if snapshot is not None else None
        with read_snapshot(store, manifest) as reading:
            return card_of(reading, query, values, question=question, created_at=at)

    card = guarded(made)
    if out is None:
        click.echo(as_text(card), nl=False)
        return
    guarded(lambda: save(out, as_text(card)))
    click.echo(f"{card['methods']}\n\n{card['bibtex']}")
    for caveat in card["caveats"]:
        click.echo(f"mind: {caveat}", err=True)


def instant_of(said: str | None) -> datetime:
    """The instant that is given, in UTC where it has no zone; now when none is."""
    if said is None:
        return datetime.now(UTC)
    try:
        given = datetime.fromisoformat(said)
    except ValueError:
        fail(WRONG_USE, f"--created-at {said}: write a time such as 2026-11-28T12:00:00Z")
    return given if given.tzinfo else given.replace(tzinfo=UTC)
