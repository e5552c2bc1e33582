"""What a verb is told and what it answers: names, ids and counts, never text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from warehouse.parts import Part


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
    captured: Part | None = None
    as_of: str | None = None
    input_bytes: int = 0
    is_rebuild: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Received = kept + collapsed + quarantined + skipped, with the reasons of the last two."""

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
