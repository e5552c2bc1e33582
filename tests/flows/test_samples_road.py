"""The shipped samples through the whole road: what comes out is what their truth says."""

import json
from collections import Counter
from pathlib import Path

from tests.flows.small_copy import ask, run_over

SAMPLES = Path(__file__).parents[2] / "samples"


def test_every_sample_becomes_what_its_truth_says(tmp_path: Path) -> None:
    lines = (SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    expected = Counter(json.loads(line)["expect"] for line in lines)
    summary = run_over(tmp_path / "wh", SAMPLES / "copy")
    accounts = {account.stage: account for account in summary.accounts}
    assert summary.documents == expected["document"]
    assert summary.versions == expected["document"] + expected["version"]
    assert summary.in_quarantine == expected["quarantine"]
    assert accounts["ingest"].collapsed == expected["collapsed"]
    later = ask(
        tmp_path / "wh",
        "select count(*) from document_versions where version_no = 2 and is_current",
    )
    assert later == [(expected["version"],)]
