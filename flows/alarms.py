"""What the checks of the whole snapshot warn of: stale layouts, and clusters to look at."""

from dataclasses import dataclass
from typing import Final

from warehouse.manifest import Manifest
from warehouse.store import Store

# A run's own account is told by the run itself, and the rows' warnings by quality_flags.
SUITES: Final = frozenset({"layouts", "matching"})


@dataclass(frozen=True, slots=True)
class Alarm:
    """A check that failed, of what (an outlet, its layout, a cluster), and what it means."""

    expectation: str
    scope: str
    meaning: str

    def __str__(self) -> str:
        return f"{self.expectation} does not hold of {self.scope}. It says: {self.meaning}"


def alarms_in(store: Store, manifest: Manifest) -> tuple[Alarm, ...]:
    """The alarms of the run that published the snapshot, in the order of check and scope.

    They stay in force until a run publishes anew: one that finds nothing new judges nothing.
    """
    columns = ["run_id", "suite", "scope", "expectation", "is_success", "meaning"]
    verdicts = store.read_table(manifest, "validations", columns).to_pylist()
    failed = (
        Alarm(row["expectation"], row["scope"], row["meaning"])
        for row in verdicts
        if row["run_id"] == manifest.run_id and row["suite"] in SUITES and not row["is_success"]
    )
    return tuple(sorted(failed, key=lambda alarm: (alarm.expectation, alarm.scope)))
