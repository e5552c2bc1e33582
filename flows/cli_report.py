"""`dateline report`: what the snapshot says, as one page to read and to hand on."""

from pathlib import Path

import click

from flows.cli_doors import (
    WRONG_USE,
    database_of,
    fail,
    guarded,
    store_of,
    warehouse_option,
)


@click.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the page goes.  [default: report.html in the warehouse's reports/]",
)
@click.option("--last-run", is_flag=True, help="Print what the last run that published said.")
@warehouse_option
def report(out: Path | None, warehouse: Path | None, *, last_run: bool) -> None:
    """Write the report of the snapshot in force: one HTML file that asks nothing of anywhere.

    It has coverage with its gaps, attention, share of voice, whose text it is, stories, sources,
    quarantine and what changed, each with its query and its figures.
    """
    if last_run:
        _print_last_run(warehouse)
        return
    from flows.answers import answer_all, save
    from flows.report_page import page_of
    from warehouse.report_sections import load_sections

    database = database_of(warehouse)
    sections = guarded(load_sections)
    answers = guarded(lambda: answer_all(database, [one.sql for one in sections.values()]))
    rows = {
        name: [dict(zip(columns, row, strict=True)) for row in found]
        for name, (columns, found) in zip(sections, answers, strict=True)
    }
    target = out or database.parent / "reports" / "report.html"
    guarded(lambda: save(target, page_of(sections, rows)))
    click.echo(target)


def _print_last_run(warehouse: Path | None) -> None:
    store = store_of(warehouse)
    manifest = guarded(store.head)
    path = store.root / "reports" / f"{manifest.run_id}.md" if manifest else None
    if path is None or not path.is_file():
        from flows.pasting import pasted

        makes = pasted("run INPUT...", store.root)
        fail(WRONG_USE, f"{store.root}: no report here. `{makes}` writes one")
    click.echo(path.read_text(encoding="utf-8"))
    click.echo(f"Data Docs {store.root / 'reports' / 'data_docs' / 'index.html'}")
