"""`dateline export`: views in the forms of other programs."""

from pathlib import Path

import click

from flows.cli_doors import answer_of, database_of, guarded, say, warehouse_option


@click.group()
def export() -> None:
    """Write a view in a form that another program reads."""


@export.command("who-copies-whom")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@warehouse_option
def who_copies_whom(target: Path, warehouse: Path | None) -> None:
    """Write the outlets of the view who_copies_whom to TARGET as a GraphML graph, for Gephi."""
    from flows.answers import save
    from flows.graphml import QUERY, outlet_graph

    columns, rows = answer_of(database_of(warehouse), QUERY)
    guarded(lambda: save(target, outlet_graph(columns, rows).decode()))
    say(f"{target}: {len(rows):,} edges")
