"""The pages a run leaves behind: its own report, and Great Expectations' Data Docs."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from expectations.account import account_suite
from expectations.data_docs import build_data_docs
from expectations.judge import Verdict
from expectations.judgements import documents_suite, paragraphs_suite
from expectations.layouts import layouts_suite
from expectations.matching import matching_suite
from flows.summary import RunSummary
from warehouse.files import make_folders, write_atomic
from warehouse.store import Store


def write_reports(
    store: Store, summary: RunSummary, verdicts: Sequence[Verdict], started_at: datetime
) -> Path:
    """The path of the run's report; Data Docs of its verdicts lie in data_docs/ beside it."""
    folder = make_folders(store.disk, store.root, "reports")
    staging = make_folders(store.disk, store.root, "staging")
    report = folder / f"{summary.run_id}.md"
    write_atomic(store.disk, report, summary.markdown().encode(), staging)
    suites = (
        documents_suite(as_of=started_at.date()),
        paragraphs_suite(),
        account_suite(),
        layouts_suite(),
        matching_suite(),
    )
    build_data_docs(
        folder / "data_docs",
        verdicts,
        suites,
        run_id=summary.run_id,
        made_at=started_at.isoformat(timespec="seconds"),
    )
    return report
