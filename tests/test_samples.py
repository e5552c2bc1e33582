"""The sample corpus is what its script makes of the texts, and its truth is about its files."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.reasons import REASONS
from tasks.readers.records import NoRecord, Record, Revisit
from tests.flows.small_copy import ask, run_over
from tests.tasks.readers.reading import read_entries
from warehouse.tables.ledger import REASON_CODES

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
# Files so written do not hold their paragraphs letter for letter.
REWRITTEN = {"gb18030", "windows_1252", "mojibake", "entities", "soft_hyphens"}
ENCODINGS = {"page_chinese": "gb18030", "page_old_tables": "cp1252"}
OUTCOMES = {"skipped": "skipped", "quarantine": "quarantined"}
INTO_A_FILE = re.compile("[!#].*")


@pytest.fixture(scope="module")
def truth() -> list[dict[str, Any]]:
    lines = (SAMPLES / "truth.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def entries_of(path: str) -> dict[str, Record | Revisit | NoRecord]:
    """Everything in one sample file, named as the truth names it."""
    with (SAMPLES / "copy" / path).open("rb") as stream:
        entries = list(read_entries(stream, path, ReadingRules()))
    kinds = Record, Revisit, NoRecord
    return {path + entry.name: entry for entry in entries if isinstance(entry, kinds)}


def without_blanks(text: str) -> str:
    return "".join(text.split())


def test_a_fresh_run_of_the_script_equals_what_is_committed(tmp_path: Path) -> None:
    script = SAMPLES / "make_samples.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path)], check=True)
    assert files_below(tmp_path / "copy") == files_below(SAMPLES / "copy")
    assert (tmp_path / "truth.jsonl").read_bytes() == (SAMPLES / "truth.jsonl").read_bytes()


def test_everything_in_every_file_has_one_line_of_truth(truth: list[dict[str, Any]]) -> None:
    there = [name for path in files_below(SAMPLES / "copy") for name in entries_of(path)]
    assert sorted(line["path"] for line in truth) == sorted(there)


def test_what_is_no_record_bears_the_reason_of_its_truth(truth: list[dict[str, Any]]) -> None:
    expected = {line["path"]: line for line in truth}
    for path in files_below(SAMPLES / "copy"):
        for name, entry in entries_of(path).items():
            line = expected[name]
            if isinstance(entry, NoRecord):
                assert (entry.outcome, entry.reason_code) == (
                    OUTCOMES.get(line["expect"]),
                    line["reason_code"],
                ), name
            else:
                assert line["expect"] != "skipped", name
                assert isinstance(entry, Revisit) == (line["expect"] == "revisit"), name


def test_the_corpus_stays_small_enough_to_ship() -> None:
    files = files_below(SAMPLES / "copy")
    assert len(files) >= 250
    assert sum(map(len, files.values())) < 1_500_000


def test_every_true_paragraph_stands_in_its_copy(truth: list[dict[str, Any]]) -> None:
    for line in truth:
        if REWRITTEN & set(line["traps"]):
            continue
        if not line["paragraphs"]:
            continue
        record = entries_of(INTO_A_FILE.sub("", line["path"]))[line["path"]]
        assert isinstance(record, Record)
        encoding = next((ENCODINGS[trap] for trap in line["traps"] if trap in ENCODINGS), "")
        text = without_blanks(unescape(record.content.decode(encoding or "utf-8-sig")))
        title = record.beside.title or line["title"] or ""
        for paragraph in (*line["paragraphs"], *line["captions"], title):
            is_beside = paragraph == record.beside.title
            assert is_beside or without_blanks(paragraph) in text, (line["path"], paragraph)


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
    known = {"quarantine": frozenset(REASON_CODES), "skipped": frozenset(REASONS)}
    for line in truth:
        is_kept = line["expect"] not in known
        has_text = bool(line["paragraphs"]) or line["expect"] == "revisit"
        assert is_kept or line["reason_code"] in known[line["expect"]], line["path"]
        assert (line["reason_code"] is None) == is_kept == has_text, line["path"]


def test_stated_dates_lie_in_their_interval(truth: list[dict[str, Any]]) -> None:
    for line in truth:
        day = line["published_date"]
        if day is None:
            continue
        assert (line["date_lo"] or day) <= day <= (line["date_hi"] or day), line["path"]
        stamp = line["published_at"] or line["updated_at"]
        assert stamp is None or stamp.startswith(day)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("samples") / "wh"
    run_over(place, SAMPLES / "copy" / "pages", SAMPLES / "copy" / "bundles", real_checks=True)
    return place


def of_records(truth: list[dict[str, Any]], *expected: str) -> dict[str, dict[str, Any]]:
    """The lines about pages and bundles."""
    return {
        line["path"]: line
        for line in truth
        if line["path"].startswith(("pages/", "bundles/")) and line["expect"] in expected
    }


@pytest.mark.parametrize(
    "field",
    [
        "outlet_id", "agency_id", "title", "byline", "section", "lang", "published_at::varchar",
        "updated_at::varchar", "published_date::varchar", "date_kind", "date_lo::varchar",
        "date_hi::varchar",
    ],
)  # fmt: skip
def test_every_page_and_record_has_the_field_that_its_truth_says(
    truth: list[dict[str, Any]], warehouse: Path, field: str
) -> None:
    query = f"select source_uri, {field} from documents"
    if field.endswith("_at::varchar"):
        # the truth has the outlet's offset, the warehouse an instant
        query = f"select source_uri, epoch({field.partition(':')[0]}) from documents"
    found = {str(uri).partition("/copy/")[2]: value for uri, value in ask(warehouse, query)}
    name = field.partition(":")[0]
    wanted = {
        path: instant(line[name]) if name.endswith("_at") else line[name]
        for path, line in of_records(truth, "document").items()
    }
    assert found == wanted


def test_every_page_and_record_has_the_paragraphs_and_captions_of_its_truth(
    truth: list[dict[str, Any]], warehouse: Path
) -> None:
    rows = ask(
        warehouse,
        "select source_uri, list(text order by para_no) filter (where kind in ('body', 'subhead')),"
        " coalesce(list(text order by para_no) filter (where kind = 'caption'), [])"
        " from paragraphs join documents using (document_id, version_no) group by source_uri",
    )
    found = {str(uri).partition("/copy/")[2]: (body, captions) for uri, body, captions in rows}
    assert found == {
        path: (line["paragraphs"], line["captions"])
        for path, line in of_records(truth, "document").items()
    }


def test_what_cannot_be_read_in_a_bundle_is_quarantined_where_its_truth_says(
    truth: list[dict[str, Any]], warehouse: Path
) -> None:
    rows = ask(warehouse, "select source_uri, reason_code from quarantine")
    assert {str(uri).partition("/copy/")[2]: code for uri, code in rows} == {
        path: line["reason_code"] for path, line in of_records(truth, "quarantine").items()
    }


def test_odd_pages_bear_their_flags(warehouse: Path) -> None:
    rows = ask(
        warehouse,
        "select split_part(source_uri, '/pages/', 2), unnest(quality_flags) from documents"
        " where contains(source_uri, '/copy/pages/')",
    )
    assert {("paywalled.html", "paywalled"), ("gallery.html", "gallery")} <= set(rows)


def instant(stated: str | None) -> float | None:
    return datetime.fromisoformat(stated).timestamp() if stated else None
