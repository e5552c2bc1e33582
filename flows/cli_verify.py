"""`dateline verify`: the proof that the warehouse holds what was published."""

import sys
from pathlib import Path

import click

from flows.cli_doors import DATA_FAILED, WRONG_USE, fail, guarded, store_of, warehouse_option


@click.command()
@warehouse_option
def verify(warehouse: Path | None) -> None:
    """Prove hashes, counts, keys and accounts of the warehouse; exit 1 when one does not hold."""
    from warehouse.integrity import verify as prove

    store = store_of(warehouse)
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
