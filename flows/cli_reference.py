"""What stands in the reference data: outlets, and what every column means."""

from pathlib import Path

import click

from flows.cli_doors import WRONG_USE, fail, guarded

outlets_option = click.option(
    "--outlets",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder with outlet files of your own.",
)


@click.command()
@outlets_option
def outlets(outlets: Path | None) -> None:
    """List the outlets and agencies that are known."""
    from flows.printing import print_table
    from tasks.rulebook import load_registry

    registry = guarded(lambda: load_registry(str(outlets) if outlets else None))
    print_table(
        ("outlet_id", "name", "country", "zone", "media_type", "ownership", "agency", "domains"),
        [
            (
                outlet.outlet_id,
                outlet.name,
                outlet.country,
                outlet.zone,
                outlet.media_type,
                outlet.ownership,
                outlet.agency.agency_id if outlet.agency else None,
                ", ".join(outlet.domains),
            )
            for outlet in registry.outlets.values()
        ],
    )


@click.command()
@click.argument("table", required=False)
@click.option("--markdown", is_flag=True, help="The whole dictionary as the page in docs/.")
@click.option(
    "--examples",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="With --markdown: a warehouse whose numbers of rows and first values are shown.",
)
def dictionary(table: str | None, *, markdown: bool, examples: Path | None) -> None:
    """What every column of every table and view means; of TABLE alone when one is named."""
    from flows.printing import print_table
    from warehouse.database import load_models
    from warehouse.dictionary import dictionary_page, dictionary_rows, held_by
    from warehouse.session import session

    models = load_models()
    if markdown:
        if examples is None:
            click.echo(dictionary_page(models), nl=False)
            return
        with session(examples / "dateline.duckdb", read_only=True) as connection:
            click.echo(dictionary_page(models, held=held_by(connection)), nl=False)
        return
    rows = [row for row in dictionary_rows(models) if table in (None, row["table_name"])]
    if not rows:
        fail(WRONG_USE, f"{table}: no such table or view")
    names = ("table_name", "column_name", "type", "unit", "meaning")
    print_table(names, [tuple(row[name] for name in names) for row in rows])
