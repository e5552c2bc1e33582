"""`dateline verify`: whether the warehouse holds what was published, or a card what it says."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_doors import DATA_FAILED, WRONG_USE, fail, guarded, store_of, warehouse_option

if TYPE_CHECKING:
    from warehouse.store import Store


@click.command()
@click.argument("card", required=False, type=click.Path(dir_okay=False, path_type=Path))
@warehouse_option
def verify(card: Path | None, warehouse: Path | None) -> None:
    """Prove hashes, counts, keys and accounts of the warehouse; exit 1 when one does not hold.

    With CARD, a file `dateline cite` wrote, put its query again instead, to the snapshot it
    cites, or to today's when that is no longer kept: exit 0 when the answer is the same and the
    card says of it what would be written now, 1 when not, 2 when the query cannot be put.
    """
    store = store_of(warehouse)
    if card is None:
        _prove(store)
    else:
        _check(store, card)


def _prove(store: "Store") -> None:
    from warehouse.integrity import verify as prove

    findings = guarded(lambda: prove(store))
    for finding in findings:
        click.echo(f"{finding.severity}: {finding.where}: {finding.what}\n    {finding.what_to_do}")
    if any(finding.severity == "error" for finding in findings):
        sys.exit(DATA_FAILED)
    manifest = store.head()
    if manifest is None:
        fail(WRONG_USE, f"{store.root}: nothing is published here yet")
    if any(finding.where == "HEAD" for finding in findings):
        return  # what was said of the snapshot itself is all there is to say
    click.echo(
        f"snapshot {manifest.snapshot_id} holds: {len(manifest.paths()):,} files, "
        f"{manifest.table('documents').rows:,} documents, every hash, count, key and account"
    )


def _check(store: "Store", path: Path) -> None:
    from flows.citing import CardError, read_card
    from flows.printing import counted, steady
    from flows.verifying import compare
    from warehouse.files import WarehouseError

    try:
        card = read_card(path.read_text(encoding="utf-8"))
        found = compare(store, card)
    except FileNotFoundError:
        from flows.pasting import pasted

        writes = pasted(f"cite SQL --out {path}", store.root)
        fail(WRONG_USE, f"{path}: no such card; `{writes}` writes one")
    except (CardError, WarehouseError, OSError, UnicodeDecodeError) as error:
        fail(WRONG_USE, f"{path}: {error}")
    cited = str(card["snapshot"].get("snapshot_id"))
    if not found.is_cited_snapshot:
        click.echo(
            f"snapshot {cited} is not kept here; asked of {found.manifest.snapshot_id} (number "
            f"{found.manifest.sequence}), which is another snapshot"
        )
    elif not found.is_cited_publication:
        click.echo(
            f"the card cites another publication of this content; here it is number "
            f"{found.manifest.sequence}, of {found.manifest.created_at:%Y-%m-%d %H:%M} UTC"
        )
    where = f"from snapshot {found.manifest.snapshot_id}"
    differences = [*found.differences, *found.otherwise]
    if found.differences:
        click.echo(f"not the same as cited, {where}")
    elif found.otherwise:
        click.echo(
            f"the answer is the same, {where}, and the card does not say of it what would be "
            "written now"
        )
    else:
        rows = counted(found.rows, "row")
        click.echo(f"same: {rows}, SHA-256 {card['result']['hash']}, {where}")
    for difference in differences:
        click.echo(f"  {steady(difference)}")
    click.echo(steady(f"not checked: {'; '.join(found.unchecked)}"))
    if differences:
        sys.exit(DATA_FAILED)
