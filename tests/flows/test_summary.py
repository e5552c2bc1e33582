"""What a run tells at its end, as rows and as a page."""

import json
from dataclasses import asdict, replace

from flows.summary import COLUMNS, RunSummary
from tasks.jobs import Account

SUMMARY = RunSummary(
    "r1", "s1", 3, "inline", is_new=True, exit_code=0,
    accounts=(
        Account("ingest", "files", 1_234, 1_200, 30, 1, 3, {"hidden": 3, "too_large": 1}),
        Account("parse", "captures", 1_200, 1_200),
    ),
    documents=1_100, in_quarantine=1, seconds={"ingest": 0.1234},
)  # fmt: skip


def test_a_stage_is_a_row_with_its_reasons() -> None:
    assert SUMMARY.rows() == [
        ("ingest", "files", "1,234", "1,200", "30", "1", "3", "hidden 3, too_large 1"),
        ("parse", "captures", "1,200", "1,200", "0", "0", "0", ""),
    ]


def test_the_page_has_a_cell_for_every_column() -> None:
    lines = SUMMARY.markdown().splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert {line.count("|") for line in table[:4]} == {len(COLUMNS) + 4}
    assert "| ingest | 0.12 |" in lines
    assert "1,100 documents, 1 in quarantine." in lines[2]


def test_the_page_has_the_remarks_and_counts_those_that_were_not_kept() -> None:
    assert "How the inputs" not in SUMMARY.markdown()
    page = replace(SUMMARY, remarks=("t.csv: columns\n| read",), remarks_count=3).markdown()
    assert page.endswith("    t.csv: columns | read\n    and 2 more\n")


def test_a_summary_can_be_said_in_json() -> None:
    # Prefect keeps what a task returns; it must never need pickle
    assert json.loads(json.dumps(asdict(SUMMARY)))["accounts"][0]["received"] == 1_234
