"""The sample corpus is what its script makes of the texts, and its truth is about its files."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from warehouse.tables.ledger import REASON_CODES

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
# Files so written do not hold their paragraphs letter for letter.
REWRITTEN = {"gb18030", "windows_1252", "mojibake", "entities", "soft_hyphens"}


@pytest.fixture(scope="module")
def truth() -> list[dict[str, Any]]:
    lines = (SAMPLES / "truth.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.txt"))
    }


def without_blanks(text: str) -> str:
    return "".join(text.split())


def test_a_fresh_run_of_the_script_equals_what_is_committed(tmp_path: Path) -> None:
    script = SAMPLES / "make_samples.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path)], check=True)
    assert files_below(tmp_path / "copy") == files_below(SAMPLES / "copy")
    assert (tmp_path / "truth.jsonl").read_bytes() == (SAMPLES / "truth.jsonl").read_bytes()


def test_every_file_has_one_line_of_truth(truth: list[dict[str, Any]]) -> None:
    assert [line["path"] for line in truth] == sorted(files_below(SAMPLES / "copy"))


def test_the_corpus_stays_small_enough_to_ship() -> None:
    files = files_below(SAMPLES / "copy")
    assert len(files) >= 250
    assert sum(map(len, files.values())) < 1_500_000


def test_every_true_paragraph_stands_in_its_copy(truth: list[dict[str, Any]]) -> None:
    for line in truth:
        if REWRITTEN & set(line["traps"]):
            continue
        data = (SAMPLES / "copy" / line["path"]).read_bytes()
        text = without_blanks(data.decode("utf-8-sig")) if line["paragraphs"] else ""
        for paragraph in (*line["paragraphs"], *line["captions"], line["title"] or ""):
            assert without_blanks(paragraph) in text, (line["path"], paragraph)


def test_no_two_documents_would_get_one_id(truth: list[dict[str, Any]]) -> None:
    ids = Counter(
        (line["outlet_id"], line["title"], line["published_date"])
        if line["title"] and line["published_date"]
        else (line["outlet_id"], *line["paragraphs"][0].split()[:12])
        for line in truth
        if line["expect"] == "document"
    )
    assert [key for key, count in ids.items() if count > 1] == []


def test_a_later_version_has_the_same_outlet_title_and_day_and_other_text(
    truth: list[dict[str, Any]],
) -> None:
    by_path = {line["path"]: line for line in truth}
    later = [line for line in truth if line["expect"] == "version"]
    assert len(later) >= 5
    for line in later:
        first = by_path[line["path"].replace("-later", "")]
        for field in ("outlet_id", "title", "published_date"):
            assert line[field] == first[field]
        assert line["paragraphs"] != first["paragraphs"]


def test_collapsed_files_are_the_only_ones_with_the_bytes_of_another(
    truth: list[dict[str, Any]],
) -> None:
    files = files_below(SAMPLES / "copy")
    counts = Counter(files.values())
    twins = {path for path, data in files.items() if counts[data] > 1}
    collapsed = {line["path"] for line in truth if line["expect"] == "collapsed"}
    assert len(twins) == 2 * len(collapsed)
    assert collapsed <= twins


def test_quarantined_files_bear_a_reason_of_the_contract(truth: list[dict[str, Any]]) -> None:
    for line in truth:
        quarantined = line["expect"] == "quarantine"
        assert (line["reason_code"] in REASON_CODES) == quarantined, line["path"]
        assert bool(line["paragraphs"]) != quarantined


def test_stated_dates_lie_in_their_interval(truth: list[dict[str, Any]]) -> None:
    for line in truth:
        day = line["published_date"]
        if day is None:
            continue
        assert (line["date_lo"] or day) <= day <= (line["date_hi"] or day), line["path"]
        stamp = line["published_at"] or line["updated_at"]
        assert stamp is None or stamp.startswith(day)
