"""The DAG, written once: captures, parsed, cleaned, validated, matched, published."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc

from expectations.judge import Verdict
from flows.engines import Engine, Say
from flows.reports import write_reports
from flows.settings import Settings
from flows.summary import RunSummary
from tasks.clean import clean
from tasks.ingest import Ingested, PartSize, Refusal, Sighting, ingest
from tasks.jobs import Account, PartJob, PartOutcome, Run
from tasks.listing import Found, list_inputs, read_manifest_lines
from tasks.match import match
from tasks.outlets.registry import Registry
from tasks.parse import parse
from tasks.publish import ToPublish, publish, show
from tasks.rulebook import load_registry, rules_version
from tasks.validate import Judged, judge_snapshot, validate
from warehouse.contract import CONTRACT_VERSION
from warehouse.lock import WriterLock
from warehouse.manifest import Manifest
from warehouse.parts import Part
from warehouse.projection import DATABASE, TABLES_LINK
from warehouse.session import Limits
from warehouse.store import Store

MAPPED: Final = ("parse", "clean", "validate")


@dataclass(slots=True)
class _State:
    """What the run knows so far; it lives as long as one call of run_pipeline."""

    store: Store
    settings: Settings
    rules: str
    registry: Registry
    started_at: datetime
    run_id: str
    parent: Manifest | None
    say: Say
    seconds: dict[str, float] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)


def run_pipeline(
    engine: Engine,
    settings: Settings,
    *,
    started_at: datetime,
    say: Say,
    store: Store | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> RunSummary:
    """The summary of one run: everything new is published, or nothing is, and it says why.

    Raises InputError, OutletFileError, WarehouseLocked, WarehouseDamaged, PartFailed and
    PublicationStopped; whichever it is, the last snapshot stays in force.
    """
    inputs = _listed(settings)
    beside = read_manifest_lines(settings.manifest) if settings.manifest else {}
    folder = str(settings.outlets.absolute()) if settings.outlets else None
    registry, rules = load_registry(folder), rules_version(folder)
    store = store or Store(settings.warehouse.absolute())
    store.create()
    with store.lock() as lock:
        store.sweep_staging(lock)
        state = _State(
            store, settings, rules, registry, started_at,
            f"r{started_at.astimezone(UTC):%Y%m%dT%H%M%S}{started_at.microsecond // 1000:03}Z",
            store.head(), say,
        )  # fmt: skip
        inputs += _retried(state)
        with _timed(state, "ingest"):
            ingested = engine.call(
                "ingest",
                lambda: ingest(
                    store,
                    inputs,
                    _sightings(state),
                    beside=beside,
                    captured_items=_captured_items(state),
                    size=PartSize(settings.part_bytes, settings.part_items),
                    max_input_bytes=settings.max_input_bytes,
                    run_id=state.run_id,
                    started_at=started_at,
                    rehash=settings.rehash,
                ),
            )
        _account(state, ingested.account)
        refused = _with_earlier(state, ingested, inputs)
        if _is_idle(state, ingested, refused):
            return _nothing_new(state, engine)
        # Great Expectations takes seconds to import: begin while the parts are parsed
        warm = threading.Thread(target=_warm_up, daemon=True)
        warm.start()
        return _derive_and_publish(state, engine, lock, ingested, refused, now)


def _derive_and_publish(
    state: _State,
    engine: Engine,
    lock: WriterLock,
    ingested: Ingested,
    refused: list[Refusal],
    now: Callable[[], datetime],
) -> RunSummary:
    store, settings = state.store, state.settings
    captured = [*_parts(state, "captured"), *ingested.parts]
    parsed = _mapped(state, engine, "parse", parse, [_job(state, part) for part in captured])
    cleaned = _mapped(
        state,
        engine,
        "clean",
        clean,
        [_job(state, p.part, c) for p, c in zip(parsed, captured, strict=True)],
    )
    judged = _judged(state, engine, [_job(state, outcome.part) for outcome in cleaned])
    by_item: dict[str, list[Sighting]] = {}
    for sighting in _latest(ingested.sightings):
        by_item.setdefault(sighting.item_id, []).append(sighting)
    for outcomes, stage in ((parsed, "parse"), (cleaned, "clean")):
        refused += _refusals(state, outcomes, stage, by_item)
    failed, flags = _verdicts(state, judged)
    refused += _failures(state, cleaned, failed, judged, by_item)
    new_items = _new_items(state, cleaned)
    with _timed(state, "match"):
        matched = engine.call(
            "match",
            lambda: match(
                store,
                [outcome.part for outcome in cleaned],
                frozenset(failed),
                ingested.sightings,
                new_items,
            ),
        )
    _account(state, matched.account)
    kept = matched.account.kept
    state.accounts.append(Account("publish", "documents", kept, kept))
    limits = Limits()
    verdicts = [
        verdict for one in judged if _is_new(state, one.outcome.part) for verdict in one.verdicts
    ]
    what = ToPublish(
        run=_run(state, engine, now),
        matched=matched,
        flags=flags,
        sightings=ingested.sightings,
        refused=tuple(refused),
        accounts=tuple(state.accounts),
        verdicts=tuple(verdicts),
        parts=(*captured, *(o.part for o in parsed), *(o.part for o in cleaned),
             *(one.outcome.part for one in judged)),
        registry=state.registry,
    )  # fmt: skip
    whole: list[Verdict] = []

    def judge_whole(
        metrics: dict[str, float | None],
    ) -> tuple[Sequence[Verdict], Sequence[Verdict]]:
        judgement = judge_snapshot(
            metrics,
            fewer_documents_allowed=state.parent is None
            or state.parent.code_version != state.rules,
        )
        whole.extend(judgement.verdicts)
        return judgement.verdicts, judgement.stopped

    with _timed(state, "publish"):
        manifest = engine.call("publish", lambda: publish(store, lock, what, judge_whole, limits))
    with _timed(state, "show"):
        engine.call("show", lambda: show(store, limits))
        store.sweep(settings.keep_snapshots, lock)
    summary = _summary(state, engine, manifest, is_new=True)
    with _timed(state, "report"):
        path = write_reports(store, summary, [*verdicts, *whole], state.started_at)
    report = settings.warehouse / path.relative_to(store.root)
    state.say(f"publish: snapshot {manifest.snapshot_id}, number {manifest.sequence}")
    return _summary(state, engine, manifest, is_new=True, report=str(report))


# --- before the parts --------------------------------------------------------------------


def _listed(settings: Settings) -> list[Found]:
    named: tuple[str, ...] = settings.inputs
    if not named and settings.manifest:
        named = tuple(read_manifest_lines(settings.manifest))
    return list(list_inputs(named))


def _retried(state: _State) -> list[Found]:
    """Inputs that could not be read before, when the run was told to try them again."""
    if not state.settings.retry_quarantined or state.parent is None:
        return []
    rows = state.store.read_table(state.parent, "quarantine", ["source_uri", "stage"]).to_pylist()
    return [
        Found(row["source_uri"], str(Path(row["source_uri"]).absolute()))
        for row in rows
        if row["stage"] == "ingest"
    ]


def _sightings(state: _State) -> Iterator[Sighting]:
    if state.parent is None:
        return iter(())
    names = [item.name for item in fields(Sighting)]
    table = state.store.read_table(state.parent, "sightings", names)
    return (Sighting(**row) for row in table.to_pylist())


def _captured_items(state: _State) -> frozenset[str]:
    return frozenset(
        item
        for part in _parts(state, "captured")
        for item in state.store.read_part(part, ["item_id"])["item_id"].to_pylist()
    )


def _parts(state: _State, layer: str) -> list[Part]:
    if state.parent is None:
        return []
    return [
        Part(entry.layer, entry.path, entry.rows, entry.fingerprint)
        for entry in state.parent.parts_of(layer)
    ]


def _with_earlier(state: _State, ingested: Ingested, inputs: Sequence[Found]) -> list[Refusal]:
    """Refused inputs of this run, and those of earlier runs that this one did not look at."""
    here = {found.source_uri for found in inputs}
    earlier = [
        Refusal(
            row["source_uri"], row["capture_id"], row["stage"], row["reason_code"], row["detail"],
            row["outlet_id"], is_new=False,
        )
        for row in _old_quarantine(state)
        if row["stage"] == "ingest" and row["source_uri"] not in here
    ]  # fmt: skip
    return [*ingested.refused, *earlier]


def _old_quarantine(state: _State) -> list[dict[str, Any]]:
    if state.parent is None:
        return []
    rows: list[dict[str, Any]] = state.store.read_table(state.parent, "quarantine").to_pylist()
    return rows


def _is_idle(state: _State, ingested: Ingested, refused: Sequence[Refusal]) -> bool:
    """Whether the snapshot in force already says all that this run could."""
    if state.parent is None or ingested.is_changed or state.settings.rebuild:
        return False
    if state.parent.code_version != state.rules:
        state.say("the rules changed since the last snapshot: every layer is derived again")
        return False
    if state.parent.contract_version != CONTRACT_VERSION:
        return False
    before = {
        (row["source_uri"], row["reason_code"])
        for row in _old_quarantine(state)
        if row["stage"] == "ingest"
    }
    return before == {(refusal.source_uri, refusal.reason_code) for refusal in refused}


def _nothing_new(state: _State, engine: Engine) -> RunSummary:
    manifest = state.parent
    assert manifest is not None  # noqa: S101  _is_idle is false without a snapshot
    built = show(state.store, Limits())
    for name in built:
        state.say(f"{name} did not show the snapshot in force and was built anew")
    state.say("nothing new: the snapshot in force already holds all of it")
    return _summary(state, engine, manifest, is_new=False)


def _warm_up() -> None:
    from expectations.engine import warm_up  # noqa: PLC0415  seconds of import, in this thread

    warm_up()


# --- the parts ---------------------------------------------------------------------------


def _job(state: _State, part: Part, captured: Part | None = None) -> PartJob:
    settings = state.settings
    as_of = settings.as_of or state.started_at.date()
    path = state.store.root / (captured or part).path
    return PartJob(
        warehouse=str(state.store.root),
        part=part,
        rules=state.rules,
        outlets=str(settings.outlets.absolute()) if settings.outlets else None,
        captured=captured,
        as_of=as_of.isoformat(),
        input_bytes=path.stat().st_size if _is_new(state, part) or settings.rebuild else 0,
        is_rebuild=settings.rebuild,
    )


def _label(jobs: Sequence[PartJob], job: PartJob) -> str:
    return f"part {jobs.index(job) + 1} of {len(jobs)} ({job.part.fingerprint[:8]})"


def _mapped(
    state: _State,
    engine: Engine,
    stage: str,
    verb: Callable[[PartJob], PartOutcome],
    jobs: Sequence[PartJob],
) -> list[PartOutcome]:
    with _timed(state, stage):
        outcomes = engine.map(stage, verb, jobs, partial(_label, jobs))
    _account_parts(state, stage, outcomes)
    return outcomes


def _judged(state: _State, engine: Engine, jobs: Sequence[PartJob]) -> list[Judged]:
    with _timed(state, "validate"):
        judged = engine.map("validate", validate, jobs, partial(_label, jobs))
    _account_parts(state, "validate", [one.outcome for one in judged])
    return judged


def _account_parts(state: _State, stage: str, outcomes: Sequence[PartOutcome]) -> None:
    unit = "documents" if stage == "validate" else "captures"
    account = Account(stage, unit)
    for outcome in outcomes:
        if _is_new(state, outcome.part) or state.settings.rebuild:
            account += outcome.account
    _account(state, account)


def _is_new(state: _State, part: Part) -> bool:
    return state.parent is None or part.path not in state.parent.paths()


def _new_items(state: _State, cleaned: Sequence[PartOutcome]) -> frozenset[str]:
    return frozenset(
        item
        for outcome in cleaned
        if _is_new(state, outcome.part) or state.settings.rebuild
        for item in state.store.read_part(outcome.part, ["item_id"])["item_id"].to_pylist()
    )


# --- what was refused --------------------------------------------------------------------


def _latest(sightings: Sequence[Sighting]) -> list[Sighting]:
    """The newest content at each place: what was refused there before and mended is no more."""
    newest: dict[str, Sighting] = {}
    for sighting in sightings:
        last = newest.get(sighting.location)
        if last is None or last.generation < sighting.generation:
            newest[sighting.location] = sighting
    return list(newest.values())


def _refusals(
    state: _State,
    outcomes: Sequence[PartOutcome],
    stage: str,
    by_item: dict[str, list[Sighting]],
) -> Iterator[Refusal]:
    for outcome in outcomes:
        if not outcome.account.quarantined:
            continue
        table = state.store.read_part(outcome.part, ["item_id", "reason_code", "detail"])
        for row in table.filter(pc.is_valid(table["reason_code"])).to_pylist():
            for sighting in by_item.get(row["item_id"], ()):
                yield Refusal(
                    sighting.source_uri,
                    sighting.capture_id,
                    stage,
                    row["reason_code"],
                    row["detail"],
                    None,
                    is_new=_is_new(state, outcome.part) or sighting.run_id == state.run_id,
                )


def _verdicts(
    state: _State, judged: Sequence[Judged]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The failed expectation of each refused item, and the warnings of each item."""
    failed: dict[str, str] = {}
    flags: dict[str, tuple[str, ...]] = {}
    for one in judged:
        for row in state.store.read_part(one.outcome.part).to_pylist():
            if row["expectation"]:
                failed[row["item_id"]] = row["expectation"]
            if row["flags"]:
                flags[row["item_id"]] = tuple(row["flags"])
    return failed, flags


def _failures(
    state: _State,
    cleaned: Sequence[PartOutcome],
    failed: dict[str, str],
    judged: Sequence[Judged],
    by_item: dict[str, list[Sighting]],
) -> Iterator[Refusal]:
    if not failed:
        return
    meaning = {verdict.expectation: verdict.meaning for one in judged for verdict in one.verdicts}
    for outcome in cleaned:
        table = state.store.read_part(outcome.part, ["item_id", "outlet_id"])
        for row in table.to_pylist():
            expectation = failed.get(row["item_id"])
            if expectation is None:
                continue
            for sighting in by_item.get(row["item_id"], ()):
                yield Refusal(
                    sighting.source_uri,
                    sighting.capture_id,
                    "validate",
                    "expectation_failed",
                    f"{expectation}: {meaning.get(expectation, '')}",
                    row["outlet_id"],
                    is_new=_is_new(state, outcome.part) or sighting.run_id == state.run_id,
                )


# --- the end -----------------------------------------------------------------------------


def _run(state: _State, engine: Engine, now: Callable[[], datetime]) -> Run:
    return Run(
        run_id=state.run_id,
        started_at=state.started_at,
        finished_at=now(),
        engine=engine.name,
        inputs=state.accounts[0].received,
        code_version=state.rules,
        dateline_version=version("dateline"),
        settings=state.settings.model_dump_json(),
    )


def _summary(
    state: _State, engine: Engine, manifest: Manifest, *, is_new: bool, report: str = ""
) -> RunSummary:
    ingested = state.accounts[0]
    seen = ingested.received - ingested.skipped
    refused = sum(account.quarantined for account in state.accounts)
    too_many = seen > 0 and refused / seen > state.settings.max_quarantined_share
    root = state.settings.warehouse
    return RunSummary(
        run_id=state.run_id,
        snapshot_id=manifest.snapshot_id,
        sequence=manifest.sequence,
        engine=engine.name,
        is_new=is_new,
        exit_code=1 if too_many else 0,
        accounts=tuple(state.accounts),
        documents=manifest.table("documents").rows,
        in_quarantine=manifest.table("quarantine").rows,
        seconds=dict(state.seconds),
        database=str(root / DATABASE),
        tables=str(root / TABLES_LINK),
        report=report,
    )


def _account(state: _State, account: Account) -> None:
    """The stage's account, kept and said in one line."""
    state.accounts.append(account)
    reasons = ", ".join(f"{reason} {count}" for reason, count in account.reasons.items())
    state.say(
        f"{account.stage}: {account.received:,} {account.unit} received, {account.kept:,} kept, "
        f"{account.collapsed:,} collapsed, {account.quarantined:,} quarantined, "
        f"{account.skipped:,} skipped{f' ({reasons})' if reasons else ''}, "
        f"{state.seconds.get(account.stage, 0.0):.1f} s"
    )


@contextmanager
def _timed(state: _State, stage: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        state.seconds[stage] = state.seconds.get(stage, 0.0) + time.perf_counter() - start
