"""An older snapshot as something that questions are put to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from warehouse.reading import find_snapshot, read_snapshot
from warehouse.store import Store


@contextmanager
def past(
    store: Store, wanted: str, say: Callable[[str], None]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The snapshot of that number, id or beginning of one; `say` is told which it is.

    NoSuchSnapshot when there is none, or none that is kept.
    """
    manifest = find_snapshot(store, wanted)
    with read_snapshot(store, manifest) as reading:
        say(
            f"snapshot {manifest.snapshot_id}, number {manifest.sequence} of "
            f"{manifest.created_at:%Y-%m-%d %H:%M} UTC, contract {manifest.contract_version}"
        )
        if reading.unmade:
            say(
                "it lacks what these views need, its tables can be read all the same: "
                f"{', '.join(sorted(reading.unmade))}"
            )
        yield reading.connection
