"""The DAG, written once: ingest, parse, clean, validate, match, publish."""

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import Final, TypeVar

from expectations.judge import Verdict
from flows.earlier_runs import (
    is_idle,
    knowledge_of,
    place_and_reason,
    refuse_another_separator,
    refused_before,
    tried_again,
)
from flows.engines import Engine, Say
from flows.own_files import refuse_forgotten_folders, say_which_outlets_changed
from flows.reports import write_reports
from flows.run_context import RunContext, folder_of
from flows.settings import Settings
from flows.subject_changes import say_which_subjects_changed
from flows.summary import RunSummary
from flows.unused_lines import say_which_lines_are_unused, say_which_records_are_missing
from tasks.annotate import annotate, flagged
from tasks.bundles import reading_of
from tasks.capturing import PartSize
from tasks.clean import clean
from tasks.ingest import Ingested, ingest
from tasks.jobs import PartJob, PartJobs, PartOutcome, Run, together
from tasks.listing import Found, InputError, is_folder, list_inputs, place_of
from tasks.manifest_lines import files_named, read_manifest_lines
from tasks.match import Matched, match
from tasks.parse import parse
from tasks.publish import ToPublish, publish, show
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside
from tasks.refusals import (
    carried_on,
    failed_items,
    latest_by_item,
    refused_items,
    verdicts_of,
)
from tasks.rulebook import load_registry, rules_version
from tasks.subject_files import load_subjects, subjects_version
from tasks.validate import Judged, judge_snapshot, validate
from warehouse.lock import WriterLock
from warehouse.manifest import Manifest
from warehouse.session import Limits
from warehouse.store import Store

R = TypeVar("R")

# Documents judged in one go: a validation costs Great Expectations as much as some thousand rows.
JUDGED_TOGETHER: Final = 5_000


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
    beside = read_manifest_lines(settings.manifest) if settings.manifest else {}
    # without inputs, the files of the manifest are what is to be read; one of thousands that is
    # gone by now is quarantined and does not stop the others
    named = settings.inputs or files_named(beside)
    inputs = list(list_inputs(named, must_exist=bool(settings.inputs)))
    if settings.manifest:
        # it lies where the paths in it begin, beside the copy, and is no copy
        itself = os.path.abspath(settings.manifest)
        inputs = [
            replace(found, skip="manifest") if found.location == itself else found
            for found in inputs
        ]
    folder = folder_of(settings.outlets)
    registry, rules = load_registry(folder), rules_version(folder)
    # read before anything is done: a topic that says nothing sensible stops the run here
    own = folder_of(settings.topics), folder_of(settings.entities)
    subjects, subject_rules = load_subjects(*own), subjects_version(rules, *own)
    store = store or Store(settings.warehouse.absolute())
    if not (settings.inputs or settings.manifest) and store.head() is None:
        raise InputError("nothing to read: name files or folders; nothing is stored here yet")
    store.create()
    with store.lock() as lock:
        # a run that died of a full disk left its files: unless they go, this one dies, too
        store.sweep_staging(lock)
        run = RunContext(
            store,
            settings,
            rules,
            subject_rules,
            registry,
            started_at,
            store.head(),
            engine.name,
            say,
        )
        refuse_forgotten_folders(run)
        refuse_another_separator(run, inputs)
        again = tried_again(run)
        there = frozenset(found.place for found in inputs)
        inputs += [found for found in again if found.place not in there]
        say_which_lines_are_unused(run, beside, inputs)
        ingested = _ingest(engine, run, inputs, beside, frozenset(one.place for one in again))
        before = refused_before(run)
        run.newly_refused = ingested.account.quarantined + ingested.unlisted
        run.unlisted = ingested.unlisted
        refused = [
            *ingested.refused,
            *carried_on(
                run.previous("quarantine"),
                frozenset(found.place for found in inputs),
                [place_of(name) for name in named if is_folder(name)],
                ingested.bundles,
                ingested.sightings,
            ),
        ]
        say_which_outlets_changed(run)
        say_which_subjects_changed(run, subjects)
        if is_idle(run, ingested) and before == set(map(place_and_reason, refused)):
            return _nothing_new(run)
        # Great Expectations takes seconds to import: begin while the parts are parsed
        threading.Thread(target=_warm_up, daemon=True).start()

        captured = [*run.parts("captured"), *ingested.parts]
        parsed = _mapped(engine, run, "parse", parse, [run.job(part) for part in captured])
        cleaned = _mapped(
            engine, run, "clean", clean,
            [run.job(one.part, part) for one, part in zip(parsed, captured, strict=True)],
        )  # fmt: skip
        judged = _judged(engine, run, [run.job(one.part) for one in cleaned])
        verdicts = verdicts_of(store, judged)
        places = latest_by_item(ingested.sightings)
        refused += refused_items(store, "parse", parsed, places, run.is_new, run.run_id)
        refused += refused_items(store, "clean", cleaned, places, run.is_new, run.run_id)
        refused += failed_items(
            store, cleaned, judged, verdicts.failed, places, run.is_new, run.run_id
        )
        run.newly_refused += sum(one.is_first for one in refused)
        annotated = _annotated(engine, run, cleaned)
        matched = _matched(engine, run, cleaned, frozenset(verdicts.failed), ingested)
        what = ToPublish(
            run=_run(run, now),
            captured_items=sum(part.rows for part in captured),
            refused_items=sum(
                one.account.quarantined
                for one in (*parsed, *cleaned, *(judgement.outcome for judgement in judged))
            ),
            matched=matched,
            flags=flagged(store, verdicts.flags, [one.part for one in annotated]),
            subjects=subjects,
            subject_rules=subject_rules,
            annotated={
                made.part.path: one.part.path for made, one in zip(cleaned, annotated, strict=True)
            },
            sightings=ingested.sightings,
            bundles=ingested.bundles.rows(),
            revisits=ingested.revisits,
            feed_entries=ingested.feed_entries,
            refused=tuple(refused),
            accounts=tuple(run.accounts),
            verdicts=_new_verdicts(run, judged),
            parts=(
                *captured,
                *(one.part for one in (*parsed, *cleaned, *annotated)),
                *(one.outcome.part for one in judged),
            ),
            registry=registry,
            skipped=ingested.skipped,
        )
        return _published(engine, run, lock, what)


# --- the stages --------------------------------------------------------------------------


def _ingest(
    engine: Engine,
    run: RunContext,
    inputs: Sequence[Found],
    beside: Mapping[str, Beside],
    again: frozenset[str],
) -> Ingested:
    settings = run.settings
    rules = ReadingRules(
        columns=settings.columns,
        article_separator=settings.article_separator,
        max_record_bytes=settings.max_input_bytes,
        max_unpacked_bytes=settings.max_unpacked_bytes,
    )
    with run.timed("ingest"):
        ingested = engine.call(
            "ingest",
            lambda: ingest(
                run.store,
                inputs,
                knowledge_of(run, again),
                beside=beside,
                rules=rules,
                reading=reading_of(rules),
                size=PartSize(settings.part_bytes, settings.part_items),
                run_id=run.run_id,
                started_at=run.started_at,
                rehash=settings.rehash,
            ),
        )
    say_which_records_are_missing(run, ingested.unmet)
    run.remark(ingested.remarks, ingested.remarks_count)
    run.record(ingested.account)
    return ingested


def _mapped(
    engine: Engine,
    run: RunContext,
    stage: str,
    verb: Callable[[PartJob], PartOutcome],
    jobs: Sequence[PartJob],
) -> list[PartOutcome]:
    with run.timed(stage):
        outcomes = _longest_first(engine, stage, verb, jobs)
    run.record_parts(stage, "captures", outcomes)
    return outcomes


def _judged(engine: Engine, run: RunContext, jobs: Sequence[PartJob]) -> list[Judged]:
    groups = together(jobs, JUDGED_TOGETHER, run.settings.part_bytes)
    place = _places(jobs)
    with run.timed("validate"):
        judged = [
            one
            for group in engine.map("validate", validate, groups, partial(_group_label, place))
            for one in group
        ]
    run.record_parts("validate", "captures", [one.outcome for one in judged])
    return judged


def _annotated(
    engine: Engine, run: RunContext, cleaned: Sequence[PartOutcome]
) -> list[PartOutcome]:
    jobs = [run.annotation_job(one.part) for one in cleaned]
    with run.timed("annotate"):
        annotated = _longest_first(engine, "annotate", annotate, jobs)
    run.record_parts("annotate", "captures", annotated)
    return annotated


def _longest_first(
    engine: Engine, stage: str, verb: Callable[[PartJob], R], jobs: Sequence[PartJob]
) -> list[R]:
    """Results in the order of the jobs, of which those with the most items are begun first.

    A part of small pages takes three times as long as one of as many bytes in large pages. Begun
    last, it is at work when the other workers have nothing left: 2,000 pages in nine parts took
    two workers a tenth longer.
    """
    order = sorted(range(len(jobs)), key=lambda place: -jobs[place].part.rows)
    begun = [jobs[place] for place in order]
    made = engine.map(stage, verb, begun, partial(_label, _places(jobs)))
    results = dict(zip(order, made, strict=True))
    return [results[place] for place in range(len(jobs))]


def _places(jobs: Sequence[PartJob]) -> dict[str, int]:
    return {job.part.path: number for number, job in enumerate(jobs, start=1)}


def _label(place: Mapping[str, int], job: PartJob) -> str:
    return f"part {place[job.part.path]} of {len(place)} ({job.part.fingerprint[:8]})"


def _group_label(place: Mapping[str, int], group: PartJobs) -> str:
    first, last = group.jobs[0], group.jobs[-1]
    if first is last:
        return _label(place, first)
    return f"parts {place[first.part.path]} to {place[last.part.path]} of {len(place)}"


def _matched(
    engine: Engine,
    run: RunContext,
    cleaned: Sequence[PartOutcome],
    failed: frozenset[str],
    ingested: Ingested,
) -> Matched:
    new = frozenset(
        item
        for one in cleaned
        if run.is_new(one.part)
        for item in run.store.read_part(one.part, ["item_id"])["item_id"].to_pylist()
    )
    parts = [one.part for one in cleaned]
    with run.timed("match"):
        matched = engine.call(
            "match",
            lambda: match(run.store, parts, failed, ingested.sightings, new, run.registry),
        )
    run.record(matched.account)
    return matched


def _published(engine: Engine, run: RunContext, lock: WriterLock, what: ToPublish) -> RunSummary:
    store = run.store
    limits = Limits(spill=store.staging)
    whole: list[Verdict] = []

    def judge_whole(
        metrics: dict[str, float | None], watched: Sequence[Verdict]
    ) -> tuple[Sequence[Verdict], Sequence[Verdict]]:
        judgement = judge_snapshot(metrics)
        whole.extend([*judgement.verdicts, *watched])
        return whole, judgement.stopped

    with run.timed("publish"):
        manifest, account = engine.call(
            "publish", lambda: publish(store, lock, what, judge_whole, limits)
        )
    run.accounts.append(account)
    with run.timed("show"):
        engine.call("show", lambda: show(store, limits))
        store.sweep(run.settings.keep_snapshots, lock)
    with run.timed("report"):
        path = write_reports(
            store, run.summary(manifest, is_new=True), [*what.verdicts, *whole], run.started_at
        )
    run.say(f"publish: snapshot {manifest.snapshot_id}, number {manifest.sequence}")
    report = run.settings.warehouse / path.relative_to(store.root)
    return run.summary(manifest, is_new=True, report=str(report))


# --- before the parts --------------------------------------------------------------------


def _nothing_new(run: RunContext) -> RunSummary:
    for name in show(run.store, Limits(spill=run.store.staging)):
        run.say(f"{name} did not show the snapshot in force and was built anew")
    run.say("nothing new: the snapshot in force already holds all of it")
    return run.summary(_in_force(run), is_new=False)


def _in_force(run: RunContext) -> Manifest:
    if run.parent is None:
        raise RuntimeError("a run is idle only when there is a snapshot")
    return run.parent


def _warm_up() -> None:
    from expectations.engine import warm_up  # noqa: PLC0415  seconds of import, in this thread

    warm_up()


# --- the end -----------------------------------------------------------------------------


def _new_verdicts(run: RunContext, judged: Sequence[Judged]) -> tuple[Verdict, ...]:
    return tuple(
        verdict for one in judged if run.is_new(one.outcome.part) for verdict in one.verdicts
    )


def _run(run: RunContext, now: Callable[[], datetime]) -> Run:
    return Run(
        run_id=run.run_id,
        started_at=run.started_at,
        finished_at=now(),
        engine=run.engine_name,
        inputs=run.accounts[0].received,
        code_version=run.rules,
        dateline_version=version("dateline"),
        settings=run.settings.model_dump_json(),
        release_rules=rules_version(None),
    )
