"""`dateline compare`: two documents side by side."""

from pathlib import Path

import click

from flows.cli_doors import guarded, store_of, warehouse_option


@click.command()
@click.argument("one_id")
@click.argument("two_id")
@warehouse_option
def compare(one_id: str, two_id: str, warehouse: Path | None) -> None:
    """Show two documents side by side, by their ids (or beginnings), with differences marked.

    = is verbatim, ~ edited, ≈ a paraphrase; a sentence without a sign is in one of them only,
    or in words too far from the other's to be found. Words are marked in edited sentences.
    An id of an earlier snapshot is followed to where it leads today.
    """
    from flows.comparing import compare as show
    from flows.printing import console

    store = store_of(warehouse)
    guarded(lambda: show(store, one_id, two_id, console()))
