"""validate: every row judged by its suites before anything of it is published."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from expectations.account import account_suite, account_table
from expectations.judge import Judgement, Verdict, combine, judge, judge_each
from expectations.judgements import documents_suite, paragraphs_suite
from tasks.jobs import Account, PartJob, PartJobs, PartOutcome
from tasks.parse import kept_rows
from warehouse.layers import CLEANED, VERDICTS, table_of
from warehouse.parts import fingerprint
from warehouse.store import Store

VERDICTS_KEY: Final = "dateline.verdicts"
AS_OF_KEY: Final = "dateline.as_of"
IN_THE_FUTURE: Final = "documents.date_in_future"  # the one check that time itself can mend
KEPT_COLUMNS: Final = tuple(field.name for field in CLEANED if field.name != "evidence")


@dataclass(frozen=True, slots=True)
class Judged:
    """A part judged: its outcome, and every verdict without the keys of its rows."""

    outcome: PartOutcome
    verdicts: tuple[Verdict, ...]


def validate(together: PartJobs) -> list[Judged]:
    """One verdict row an item that cleaning kept: the expectation it failed, and its warnings.

    In the order of the parts, each as if it had been judged alone.
    """
    done = [_judged_before(job) for job in together.jobs]
    new = [job for job, before in zip(together.jobs, done, strict=True) if before is None]
    made = iter(_judge(new) if new else ())
    return [before or next(made) for before in done]


def _judged_before(job: PartJob) -> Judged | None:
    if job.is_rebuild:
        return None
    store = Store(Path(job.warehouse))
    found = store.find_part("validated", _mark(job))
    if found is None:
        return None
    table = store.read_part(found)
    if _is_outlived(table, job.as_of):
        return None
    account = _account(table, kept_rows(store, job.part))
    return Judged(PartOutcome(found, account, is_reused=True), _verdicts_of(table))


def _judge(jobs: Sequence[PartJob]) -> Iterator[Judged]:
    """Parts of one run judged together: it has one day that nothing may be dated after."""
    kept = [(_mark(job)[:12], _kept(job)) for job in jobs]
    as_of = date.fromisoformat(jobs[0].as_of) if jobs[0].as_of else None
    documents = judge_each(
        ((scope, table.drop_columns(["paragraphs"])) for scope, table in kept),
        documents_suite(as_of=as_of),
        key=("item_id",),
    )
    paragraphs = judge_each(
        ((scope, paragraphs_of(table)) for scope, table in kept),
        paragraphs_suite(),
        key=("item_id", "para_no"),
    )
    judgements = map(combine, zip(documents, paragraphs, strict=True))
    for job, (_, table), judgement in zip(jobs, kept, judgements, strict=True):
        yield _written(job, table["item_id"].to_pylist(), judgement)


def _mark(job: PartJob) -> str:
    return fingerprint("validated", job.part.fingerprint, job.rules)


def _kept(job: PartJob) -> pa.Table:
    cleaned = Store(Path(job.warehouse)).read_part(job.part, list(KEPT_COLUMNS))
    return cleaned.filter(pc.is_null(cleaned["reason_code"]))


def _written(job: PartJob, items: list[str], judgement: Judgement) -> Judged:
    store = Store(Path(job.warehouse))
    table = table_of(
        {
            "item_id": items,
            "expectation": [judgement.quarantined.get(item) for item in items],
            "flags": [list(judgement.flags.get(item, ())) for item in items],
        },
        VERDICTS,
    )
    # the verdicts ride along, so that a run that was killed after this part does not lose them
    verdicts = [asdict(replace(verdict, failed_keys=())) for verdict in judgement.verdicts]
    table = table.replace_schema_metadata(
        {VERDICTS_KEY: json.dumps(verdicts), AS_OF_KEY: job.as_of or ""}
    )
    part = store.write_part("validated", _mark(job), table, replace=True)
    account = _account(table, kept_rows(store, job.part))
    return Judged(PartOutcome(part, account, is_reused=False), _verdicts_of(table))


def _is_outlived(table: pa.Table, as_of: str | None) -> bool:
    """Whether a row was refused for a day to come, and the day of the run is another now.

    A paper dated ahead is right on its day; judged only once, it would stay out for ever.
    """
    judged_at = (table.schema.metadata or {}).get(AS_OF_KEY.encode(), b"").decode()
    return judged_at != (as_of or "") and IN_THE_FUTURE in table["expectation"].to_pylist()


def _verdicts_of(table: pa.Table) -> tuple[Verdict, ...]:
    said = json.loads((table.schema.metadata or {}).get(VERDICTS_KEY.encode(), b"[]"))
    return tuple(Verdict(**{**verdict, "failed_keys": ()}) for verdict in said)


def paragraphs_of(cleaned: pa.Table) -> pa.Table:
    """The paragraphs of all items as rows, with item_id, capture_id and para_no."""
    said = cleaned["paragraphs"]
    column = pa.concat_arrays(said.chunks or [pa.array([], said.type)])
    parents = pc.list_parent_indices(column)
    flat = column.flatten()
    numbers: list[int] = []
    for length in pc.list_value_length(column).to_pylist():
        numbers += range(1, (length or 0) + 1)
    return pa.table(
        {
            "item_id": cleaned["item_id"].combine_chunks().take(parents),
            "capture_id": cleaned["capture_id"].combine_chunks().take(parents),
            "para_no": pa.array(numbers, pa.int32()),
            **{
                flat.type.field(index).name: flat.field(index)
                for index in range(flat.type.num_fields)
            },
        }
    )


def judge_snapshot(metrics: dict[str, float | None]) -> Judgement:
    """The judgement of the would-be snapshot as a whole; what is in `stopped` forbids it."""
    return judge(
        account_table(metrics),
        account_suite(),
        key=("scope",),
        scope="snapshot",
    )


def _account(table: pa.Table, received: int) -> Account:
    refused = table.num_rows - table["expectation"].null_count
    reasons = {"expectation_failed": refused} if refused else {}
    kept = table.num_rows - refused
    return Account("validate", "captures", received, kept, 0, refused, 0, reasons)
