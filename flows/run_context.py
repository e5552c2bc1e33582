"""What one run knows while it goes on: its settings, the snapshot before it, its account."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from flows.alarms import alarms_in
from flows.engines import Say
from flows.pasting import pasted
from flows.settings import Settings
from flows.summary import RunSummary
from flows.unregistered import doubles_in
from tasks.annotate import LAYER as ANNOTATED
from tasks.annotate import mark_of
from tasks.jobs import Account, Bounds, PartJob, PartOutcome
from tasks.outlets.registry import Registry
from warehouse.manifest import Manifest
from warehouse.parts import Part
from warehouse.projection import DATABASE, TABLES_LINK
from warehouse.store import Store

MOST_SAID: Final = 5  # remarks; a folder of tables has hundreds, and what went wrong is below


@dataclass(slots=True)
class RunContext:
    """Lives as long as one call of run_pipeline; `seconds` and `accounts` grow by stage.

    `newly_refused` counts the inputs no earlier run had seen that went to quarantine at any stage.
    Of them `unlisted` are items of no account: their input has more refusals than are listed.
    """

    store: Store
    settings: Settings
    rules: str
    subject_rules: str
    registry: Registry
    started_at: datetime
    parent: Manifest | None
    engine_name: str
    say: Say
    seconds: dict[str, float] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    newly_refused: int = 0
    unlisted: int = 0
    remarks: tuple[str, ...] = ()
    remarks_count: int = 0

    @property
    def run_id(self) -> str:
        """The run's name: 'r' and its start in UTC to the millisecond; one writer at a time."""
        start = self.started_at.astimezone(UTC)
        return f"r{start:%Y%m%dT%H%M%S}{start.microsecond // 1000:03}Z"

    @property
    def as_of(self) -> str:
        """The day a document must not be dated after, as YYYY-MM-DD."""
        return (self.settings.as_of or self.started_at.date()).isoformat()

    def is_new(self, part: Part) -> bool:
        """Whether this run accounts for the part: the snapshot before it did not have it."""
        return self.settings.rebuild or self.parent is None or part.path not in self.parent.paths()

    @property
    def is_made_by_these_rules(self) -> bool:
        """Whether the snapshot before was; else every part is derived again."""
        return self.parent is not None and self.parent.code_version == self.rules

    def parts(self, layer: str) -> list[Part]:
        """The parts of a layer that the snapshot before was made of."""
        if self.parent is None:
            return []
        return [
            Part(entry.layer, entry.path, entry.rows, entry.fingerprint)
            for entry in self.parent.parts_of(layer)
        ]

    def previous(self, table: str, columns: list[str] | None = None) -> list[dict[str, Any]]:
        """The rows of a table in the snapshot before; none before the first."""
        if self.parent is None:
            return []
        rows: list[dict[str, Any]] = self.store.read_table(self.parent, table, columns).to_pylist()
        return rows

    def previous_rows(self, table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
        """The same, some thousand rows at a time: a row as a dict takes a kilobyte and more."""
        if self.parent is not None:
            for batch in self.store.read_table(self.parent, table, columns).to_batches(
                max_chunksize=10_000
            ):
                yield from batch.to_pylist()

    def last_settings(self) -> dict[str, Any]:
        """The settings of the run that published the snapshot before; none before the first."""
        runs = self.previous("runs", ["started_at", "settings"])
        last = max(runs, key=lambda row: row["started_at"], default=None)
        return dict(json.loads(last["settings"])) if last else {}

    def job(self, part: Part, captured: Part | None = None) -> PartJob:
        """What a verb is told about one part."""
        settings = self.settings
        path = self.store.root / (captured or part).path
        is_done = not self.is_new(part) and self.is_made_by_these_rules
        return PartJob(
            warehouse=str(self.store.root),
            part=part,
            rules=self.rules,
            outlets=folder_of(settings.outlets),
            topics=folder_of(settings.topics),
            entities=folder_of(settings.entities),
            captured=captured,
            as_of=self.as_of,
            # what is done already is read by nobody, and needs no pool of workers
            input_bytes=0 if is_done else path.stat().st_size,
            is_rebuild=settings.rebuild,
            bounds=Bounds(settings.max_item_seconds),
        )

    def annotation_job(self, cleaned: Part) -> PartJob:
        """The same about a part whose articles are annotated, by the topics and entities, too."""
        job = replace(self.job(cleaned), rules=self.subject_rules)
        done = {part.fingerprint for part in self.parts(ANNOTATED)}
        if mark_of(cleaned, self.subject_rules) in done:
            return replace(job, input_bytes=0)
        return replace(job, input_bytes=(self.store.root / cleaned.path).stat().st_size)

    def record(self, account: Account) -> None:
        """The stage's account is kept, and said in one line."""
        self.accounts.append(account)
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in account.reasons.items())
        seconds = self.seconds.get(account.stage, 0.0)
        self.say(
            f"{account.stage}: {account.received:,} {account.unit} received, "
            f"{account.kept:,} kept, {account.collapsed:,} collapsed, "
            f"{account.quarantined:,} quarantined, {account.skipped:,} skipped"
            f"{f'; reasons: {reasons}' if reasons else ''}; {seconds:.1f} s"
        )

    def record_parts(self, stage: str, unit: str, outcomes: list[PartOutcome]) -> None:
        """The account of a mapped stage: of the parts that are new in this run."""
        account = Account(stage, unit)
        for outcome in outcomes:
            if self.is_new(outcome.part):
                account += outcome.account
        self.record(account)

    def remark(self, remarks: tuple[str, ...], count: int) -> None:
        """The first few are said, the rest counted; the run's report has them all, or most."""
        self.remarks, self.remarks_count = remarks, count
        for remark in remarks[:MOST_SAID]:
            self.say(remark)
        if count > MOST_SAID:
            self.say(f"and {count - MOST_SAID:,} more remarks of this kind, in the run's report")

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """The stage's wall-clock seconds are added up while the block runs."""
        start = time.perf_counter()
        try:
            yield
        finally:
            took = time.perf_counter() - start
            self.seconds[stage] = self.seconds.get(stage, 0.0) + took

    def summary(self, manifest: Manifest, *, is_new: bool, report: str = "") -> RunSummary:
        """What the run tells at its end."""
        ingested = self.accounts[0]
        # What was refused in an earlier run is as little news as what was read then: else one
        # unreadable file in a folder would fail each daily run for ever.
        seen = ingested.received - ingested.skipped + self.unlisted
        too_many = seen > 0 and self.newly_refused / seen > self.settings.max_quarantined_share
        root = self.settings.warehouse
        return RunSummary(
            run_id=self.run_id,
            snapshot_id=manifest.snapshot_id,
            sequence=manifest.sequence,
            engine=self.engine_name,
            is_new=is_new,
            exit_code=1 if too_many else 0,
            complaint=(
                f"{self.newly_refused:,} of {seen:,} new inputs were quarantined, more than "
                f"max_quarantined_share = {self.settings.max_quarantined_share:g} allows; what "
                f"passed is published. `{pasted('quarantine list', root)}` says why, "
                "a higher max_quarantined_share in the settings lets a run pass"
                if too_many
                else ""
            ),
            versions=manifest.table("document_versions").rows,
            accounts=tuple(self.accounts),
            documents=manifest.table("documents").rows,
            in_quarantine=manifest.table("quarantine").rows,
            seconds=dict(self.seconds),
            database=str(root / DATABASE),
            tables=str(root / TABLES_LINK),
            report=report,
            remarks=self.remarks,
            remarks_count=self.remarks_count,
            doubles=doubles_in(self.store, manifest),
            alarms=alarms_in(self.store, manifest),
        )


def folder_of(path: Path | None) -> str | None:
    """A folder of the settings as a job names it, wherever the worker stands."""
    return str(path.absolute()) if path else None
