"""What a verb is told and what it answers: names, ids and counts, never text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from warehouse.journal import journal_path
from warehouse.parts import Part

# The slowest page of any corpus takes under 3 s (docs/measured.md); ten times that on a machine
# that is slow, and shared.
ITEM_SECONDS: Final = 30.0
# A worker over parts of pages holds 0.4 GB; the limit counts 1.4, because Arrow reserves a
# gigabyte that it never touches (and does without it under a lower limit).
WORKER_BYTES: Final = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Blame:
    """An item that is refused unread, because a worker process died over it."""

    item_id: str
    reason_code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one item may take, and what is known of items that took more.

    `item_seconds` are seconds of CPU, 0 for no limit. `in_worker` says that this process may die
    over an item: it journals what it has in hand, and is ended by a limit that no code can
    catch. `suspects` were in hand when a worker died, and come first.
    """

    item_seconds: float = ITEM_SECONDS
    in_worker: bool = False
    suspects: tuple[str, ...] = ()
    blamed: tuple[Blame, ...] = ()


@dataclass(frozen=True, slots=True)
class PartJob:
    """One part to be made from another. `rules` is the version of the code and data in force.

    `captured` names the part with the bytes, for a verb that reads them beside its own part.
    `is_rebuild` makes the part anew though one of its fingerprint is there.
    """

    warehouse: str
    part: Part
    rules: str
    outlets: str | None = None
    topics: str | None = None
    entities: str | None = None
    captured: Part | None = None
    as_of: str | None = None
    input_bytes: int = 0
    is_rebuild: bool = False
    bounds: Bounds = Bounds()

    @property
    def layer(self) -> str:
        """The layer of the part that is read."""
        return self.part.layer

    @property
    def journal(self) -> Path:
        """Where a worker says which item of the part it has in hand."""
        return journal_path(Path(self.warehouse) / "staging", self.part)

    def for_worker(self, suspects: tuple[str, ...], blamed: tuple[Blame, ...]) -> Self:
        """The same job in a worker process, with what earlier tries told of its items."""
        bounds = replace(self.bounds, in_worker=True, suspects=suspects, blamed=blamed)
        return replace(self, bounds=bounds)


@dataclass(frozen=True, slots=True)
class PartJobs:
    """Parts that one call of a verb takes together."""

    jobs: tuple[PartJob, ...]

    @property
    def layer(self) -> str:
        """The layer of the parts."""
        return self.jobs[0].layer

    @property
    def input_bytes(self) -> int:
        """The size of what is read, 0 when all of it is done."""
        return sum(job.input_bytes for job in self.jobs)


def together(jobs: Iterable[PartJob], most_rows: int, most_bytes: int) -> list[PartJobs]:
    """The jobs in their order, neighbours together while their parts have at most so much to read.

    A part with more stands alone.
    """
    groups: list[list[PartJob]] = []
    rows = size = 0
    for job in jobs:
        rows, size = rows + job.part.rows, size + job.input_bytes
        if groups and rows <= most_rows and size <= most_bytes:
            groups[-1].append(job)
        else:
            groups.append([job])
            rows, size = job.part.rows, job.input_bytes
    return [PartJobs(tuple(group)) for group in groups]


@dataclass(frozen=True, slots=True)
class Account:
    """Received = kept + collapsed + quarantined + skipped, with the reasons why not kept."""

    stage: str
    unit: str
    received: int = 0
    kept: int = 0
    collapsed: int = 0
    quarantined: int = 0
    skipped: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_balanced(self) -> bool:
        """Whether nothing vanished."""
        return self.received == self.kept + self.collapsed + self.quarantined + self.skipped

    def __add__(self, other: "Account") -> "Account":
        reasons = dict(self.reasons)
        for reason, count in other.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + count
        return Account(
            self.stage,
            self.unit,
            self.received + other.received,
            self.kept + other.kept,
            self.collapsed + other.collapsed,
            self.quarantined + other.quarantined,
            self.skipped + other.skipped,
            dict(sorted(reasons.items())),
        )


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """The part that was made, or found: its account, and whether it was there already."""

    part: Part
    account: Account
    is_reused: bool


@dataclass(frozen=True, slots=True)
class Run:
    """The run that publishes: who, when, with which rules and settings."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    engine: str
    inputs: int
    code_version: str
    dateline_version: str
    settings: str
    release_rules: str
