"""What a snapshot has of outlets that the registry does not know."""

from tasks.outlets.doubles import Double, doubles_of
from warehouse.manifest import Manifest
from warehouse.store import Store


def doubles_in(store: Store, manifest: Manifest) -> tuple[Double, ...]:
    """Outlets of the snapshot that may be one under a name and a host."""
    outlets = store.read_table(manifest, "outlets", ["outlet_id", "name", "is_registered"])
    return tuple(
        doubles_of(
            (row["outlet_id"], row["name"])
            for row in outlets.to_pylist()
            if not row["is_registered"]
        )
    )
