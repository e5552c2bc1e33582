"""The books of one ingest: every item counted once, and what is to be said of those not kept."""

from collections import Counter
from typing import Final, Literal

from tasks.jobs import Account
from tasks.sightings import Refusal, Skipped
from tasks.skips import Skips

UNIT: Final = "items"
MOST_REMARKS: Final = 1_000  # lines of the run's report; a table has two or three

Outcome = Literal["kept", "collapsed", "quarantined", "skipped"]


class Tally:
    """Grows by what is refused, and by a few examples of what is skipped.

    `refused` are the places and codes of what earlier runs refused.
    """

    def __init__(self, refused: frozenset[tuple[str, str]] = frozenset()) -> None:
        self._known = refused
        self._counts: Counter[tuple[Outcome, str]] = Counter()
        self._skips = Skips()
        self._refused: list[Refusal] = []
        self._remarks: list[str] = []
        self.remarks_count = 0
        self.unlisted = 0  # new refusals that are no items: one item stands for them

    def count(self, outcome: Outcome, reason: str = "") -> None:
        """One more item came to this."""
        self._counts[outcome, reason] += 1

    def skip(self, source_uri: str, reason: str, detail: str) -> None:
        """One more item is passed over."""
        self.count("skipped", reason)
        self._skips.add(source_uri, reason, detail)

    def refuse(
        self, source_uri: str, location: str, code: str, detail: str, stands_for: int = 1
    ) -> None:
        """One more item goes to quarantine, or is still there."""
        if (location, code) in self._known:
            # it was counted by the run that found it: an empty file would be news each day
            self.skip(source_uri, "still_quarantined", "")
        else:
            self.count("quarantined", code)
            self.unlisted += stands_for - 1
        self._refused.append(Refusal(source_uri, location, None, "ingest", code, detail))

    def remark(self, line: str) -> None:
        """A line to be said to the user; those after the first thousand are counted only."""
        self.remarks_count += 1
        if self.remarks_count <= MOST_REMARKS:
            self._remarks.append(line)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """All that goes to quarantine."""
        return tuple(self._refused)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The first lines to be said."""
        return tuple(self._remarks)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Each reason with its count and its first items."""
        return self._skips.all()

    def account(self) -> Account:
        """The account of the stage."""
        of_outcome: Counter[Outcome] = Counter()
        reasons: Counter[str] = Counter()
        for (outcome, reason), count in self._counts.items():
            of_outcome[outcome] += count
            if reason:
                reasons[reason] += count
        return Account(
            "ingest",
            UNIT,
            received=self._counts.total(),
            kept=of_outcome["kept"],
            collapsed=of_outcome["collapsed"],
            quarantined=of_outcome["quarantined"],
            skipped=of_outcome["skipped"],
            reasons=dict(sorted(reasons.items())),
        )
