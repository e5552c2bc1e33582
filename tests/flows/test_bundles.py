"""Archives, tables and crawls on the whole road: the same documents however they came."""

import itertools
import zipfile
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import pipeline
from flows.cli import main
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, ask, run_over, write_copy
from tests.warehouse.faulty_disk import FaultyDisk, Killed, killed
from warehouse.integrity import verify
from warehouse.store import Store

TEXTS = {"bridge.txt": BRIDGE, "ferry.txt": FERRY, "harvest.txt": HARVEST}
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def same_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever edits a rule while these tests run would turn each rerun into a rebuild."""
    monkeypatch.setattr(pipeline, "rules_version", lambda _: "these")
    monkeypatch.setattr(pipeline, "reading_of", lambda rules: f"these {dict(rules.columns)}")
    return None


def zipped(path: Path, texts: Mapping[str, str] = TEXTS) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return path


def damaged(path: Path) -> Path:
    """The archive with one flipped byte in the text of the ferry."""
    zipped(path)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        raw[archive.getinfo("ferry.txt").header_offset + 30 + len("ferry.txt") + 4] ^= 0xFF
    path.write_bytes(raw)
    return path


def account(summary: pipeline.RunSummary, stage: str = "ingest") -> dict[str, int]:
    found = next(one for one in summary.accounts if one.stage == stage)
    return {"received": found.received, "kept": found.kept, **found.reasons}


def documents(warehouse: Path) -> list[tuple[object, ...]]:
    return ask(
        warehouse,
        "select * exclude (source_uri, run_id) from document_versions order by document_id",
    )


def test_an_archive_gives_the_documents_that_its_loose_files_give(tmp_path: Path) -> None:
    loose = run_over(
        tmp_path / "loose",
        write_copy(tmp_path / "copy", bridge=BRIDGE, ferry=FERRY, harvest=HARVEST),
    )
    packed = run_over(tmp_path / "packed", zipped(tmp_path / "copy.zip"))
    assert documents(tmp_path / "packed") == documents(tmp_path / "loose")
    assert packed.snapshot_id == loose.snapshot_id
    [(uri,)] = ask(
        tmp_path / "packed", "select source_uri from documents where agency_id = 'yonhap'"
    )
    assert uri == f"{tmp_path}/copy.zip!ferry.txt"
    assert verify(Store(tmp_path / "packed")) == []


def test_the_order_and_the_batches_of_bundles_change_nothing(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        'url,text\nhttps://post.example/1,"' + HARVEST.replace('"', '""') + '"\n'
        'https://post.example/2,"' + FERRY.replace('"', '""') + '"\n'
    )
    inputs = [
        damaged(tmp_path / "a.zip"),
        table,
        damaged(tmp_path / "copy-of-a.zip"),
        write_copy(tmp_path / "copy", bridge=BRIDGE),
    ]
    ids = set()
    for number, order in enumerate(itertools.islice(itertools.permutations(inputs), 0, 24, 11)):
        ids.add(run_over(tmp_path / f"wh{number}", *order).snapshot_id)
    for step, one in enumerate(inputs):
        summary = run_over(tmp_path / "piecewise", one, at=NOON + step * DAY)
    ids.add(summary.snapshot_id)
    ids.add(run_over(tmp_path / "small", *inputs, part_items=1).snapshot_id)
    assert len(ids) == 1
    assert verify(Store(tmp_path / "piecewise")) == []


def test_what_a_damaged_archive_had_refused_stays_until_it_is_mended(tmp_path: Path) -> None:
    path = damaged(tmp_path / "a.zip")
    first = run_over(tmp_path / "wh", path)
    assert account(first) == {"received": 3, "kept": 2, "damaged_member": 1}
    quarantine = "select source_uri, reason_code, attempts from quarantine"
    refused = [(f"{path}!ferry.txt", "damaged_member", 1)]
    assert ask(tmp_path / "wh", quarantine) == refused
    assert not run_over(tmp_path / "wh", path, at=NOON + DAY).is_new
    write_copy(tmp_path / "copy", bridge=BRIDGE.replace("20,000", "30,000"))
    run_over(tmp_path / "wh", path, tmp_path / "copy", at=NOON + 2 * DAY)
    assert ask(tmp_path / "wh", quarantine) == refused
    retried = run_over(tmp_path / "wh", retry_quarantined=True, at=NOON + 3 * DAY)
    assert account(retried) == {"received": 3, "kept": 0, "unchanged": 2, "still_quarantined": 1}
    zipped(path)
    mended = run_over(tmp_path / "wh", path, at=NOON + 4 * DAY)
    assert account(mended) == {"received": 3, "kept": 1, "unchanged": 2}
    assert ask(tmp_path / "wh", quarantine) == []


def test_a_copied_and_a_grown_bundle_are_recognised_by_content(tmp_path: Path) -> None:
    path, copied = zipped(tmp_path / "a.zip"), tmp_path / "b.zip"
    first = run_over(tmp_path / "wh", path)
    copied.write_bytes(path.read_bytes())
    second = run_over(tmp_path / "wh", copied, at=NOON + DAY)
    assert account(second) == {"received": 1, "kept": 0, "known_bundle": 1}
    assert second.snapshot_id == first.snapshot_id
    assert ask(
        tmp_path / "wh", "select count(*), count(distinct bundle_id), sum(items) from bundles"
    ) == [(2, 1, 6)]
    zipped(copied, {**TEXTS, "more.txt": BRIDGE.replace("20,000", "30,000")})
    third = run_over(tmp_path / "wh", copied, at=NOON + 2 * DAY)
    assert account(third) == {"received": 4, "kept": 1}
    assert ask(
        tmp_path / "wh", "select generation from bundles where source_uri like '%b.zip' order by 1"
    ) == [(1,), (2,)]


def test_a_run_killed_in_the_middle_of_a_bundle_comes_to_the_same_snapshot(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip")
    disk = FaultyDisk()
    root = tmp_path / "whole"
    whole = run_over(root, path, store=Store(root, disk=disk), part_items=1)
    captured = [
        number
        for number, (call, place) in enumerate(disk.steps, start=1)
        if call == "rename to" and "captures" in place.parts and "tables" not in place.parts
    ]
    assert len(captured) == 3  # a part each
    for step in (captured[1], captured[1] + 1, captured[2]):
        root = tmp_path / str(step)
        with pytest.raises(Killed):
            run_over(root, path, store=Store(root, FaultyDisk(step, killed)), part_items=1)
        assert Store(root).head() is None
        again = run_over(root, path, part_items=1, at=NOON + DAY)
        assert again.snapshot_id == whole.snapshot_id
        assert list((root / "staging").iterdir()) == []
        assert verify(Store(root)) == []


def test_columns_are_said_and_a_guess_is_told(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text('body,teaser,link\n"' + FERRY + '",Ferry,https://post.example/1\n')
    said: list[str] = []
    run_over(tmp_path / "wh", table, said=said.append)
    [remark] = [line for line in said if line.startswith(str(table))]
    assert "body" in remark
    assert ask(tmp_path / "wh", "select source_uri, url from documents") == [
        (f"{table}#row=2", "https://post.example/1")
    ]
    assert not run_over(tmp_path / "wh", table, at=NOON + DAY).is_new
    again = run_over(tmp_path / "wh", table, columns={"text": "teaser"}, at=NOON + DAY)
    assert account(again)["kept"] == 1


def test_of_many_remarks_a_few_are_said_and_the_rest_counted(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.csv").write_text(f"body\n{number} {BRIDGE.splitlines()[0]}\n")
    said: list[str] = []
    summary = run_over(tmp_path / "wh", tmp_path, said=said.append)
    assert sum(line.startswith(f"{tmp_path}/") for line in said) == 5
    assert "and 3 more remarks of this kind, in the run's report" in said
    report = Path(summary.report).read_text("utf-8")
    assert report.count("columns read: text = body") == 8


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>
<item><title>Bridge opens</title><link>https://post.example/bridge?utm_source=rss</link>
<pubDate>Tue, 05 Mar 2019 10:00:00 GMT</pubDate></item>
</channel></rss>"""
PAGE = """<html><head><title>Bridge opens</title>
<link rel="canonical" href="https://post.example/bridge"></head><body><h1>Bridge opens</h1>
<p>The new bridge over the Wen river opened to traffic after four years of work.</p>
<p>Some 20,000 cars are expected to cross it each day, the transport bureau said.</p>
</body></html>"""


def test_a_feed_that_comes_after_its_pages_speaks_of_them_as_if_they_had_come_together(
    tmp_path: Path,
) -> None:
    copy = write_copy(tmp_path / "copy", ferry=FERRY)
    (copy / "page.html").write_text(PAGE)
    row = "text,url\n" + '"' + HARVEST.replace('"', '""') + '",https://post.example/bridge?x=1\n'
    (copy / "t.csv").write_text(row)
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED)
    whole = run_over(tmp_path / "whole", copy, feed)
    run_over(tmp_path / "later", copy)
    said = "select published_date::varchar from documents where url like '%/bridge'"
    assert ask(tmp_path / "later", said) == [(None,)]
    later = run_over(tmp_path / "later", feed, at=NOON + DAY)
    assert account(later) == {"received": 2, "kept": 1, "feed_entry": 1}
    assert ask(tmp_path / "later", said) == [("2019-03-05",)]
    assert later.snapshot_id == whole.snapshot_id
    assert verify(Store(tmp_path / "later")) == []
    again = run_over(tmp_path / "later", copy, feed, at=NOON + 2 * DAY)
    assert not again.is_new


def test_a_late_feed_and_a_new_row_on_top_of_its_table_merge_no_articles(tmp_path: Path) -> None:
    def write_table(letters: str) -> Path:
        words = "The council of the town met on a rainy evening and spoke about the harbour"
        rows = "".join(
            f'https://post.example/{one},Report {one},"{words} and on road {one} of the county."\n'
            for one in letters
        )
        path = tmp_path / "t.csv"
        path.write_text(f"url,title,text\n{rows}")
        return path

    items = "".join(
        f"<item><title>Report {one}</title><link>https://post.example/{one}</link>"
        f"<pubDate>Tue, 0{day} Mar 2019 10:00:00 GMT</pubDate></item>"
        for day, one in enumerate("abc", start=1)
    )
    feed = tmp_path / "feed.xml"
    feed.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>')
    run_over(tmp_path / "wh", write_table("ab"))
    run_over(tmp_path / "wh", feed, at=NOON + DAY)
    grown = run_over(tmp_path / "wh", write_table("cab"), feed, at=NOON + 2 * DAY)
    assert account(grown) == {"received": 4, "kept": 1, "unchanged": 3}
    shown = "select right(source_uri, 6), right(url, 1), published_date::varchar from documents"
    assert sorted(ask(tmp_path / "wh", shown)) == [
        ("#row=2", "c", "2019-03-03"),
        ("#row=3", "a", "2019-03-01"),
        ("#row=4", "b", "2019-03-02"),
    ]
    assert grown.snapshot_id == run_over(tmp_path / "whole", write_table("cab"), feed).snapshot_id
    shorter = run_over(tmp_path / "wh", write_table("ca"), at=NOON + 3 * DAY)
    assert shorter.snapshot_id == grown.snapshot_id
    run_over(tmp_path / "wh", write_table("b"), at=NOON + 4 * DAY)
    gone = "select right(url, 1) from documents where source_uri like '%#row=2#gone=%'"
    assert ask(tmp_path / "wh", gone) == [("c",)]
    assert verify(Store(tmp_path / "wh")) == []


def test_of_two_equal_bundles_the_same_one_stands_whichever_was_named_first(
    tmp_path: Path,
) -> None:
    one, two = zipped(tmp_path / "a.zip"), zipped(tmp_path / "b.zip")
    found = set()
    for number, order in enumerate(((one, two), (two, one))):
        run_over(tmp_path / f"wh{number}", *order)
        rows = ask(tmp_path / f"wh{number}", "select source_uri from documents order by all")
        found.add(tuple(uri for (uri,) in rows))
    [uris] = found
    assert all("/a.zip!" in str(uri) for uri in uris)


def test_what_was_passed_over_is_named_a_hundred_of_each_reason_and_all_counted(
    tmp_path: Path,
) -> None:
    texts = {"a.pdf": "%PDF-1.7", "bridge.txt": BRIDGE}
    path = zipped(tmp_path / "a.zip", {**texts, **{f"{n:03}.css": "a{}" for n in range(130)}})
    # one PDF among the copy is no failure of the run
    assert run_over(tmp_path / "wh", path, max_quarantined_share=0.0).exit_code == 0
    rows = ask(
        tmp_path / "wh",
        "select reason_code, items, count(*), min(source_uri), min(detail) from skipped "
        "group by all order by all",
    )
    assert rows == [
        ("not_copy", 130, 100, f"{path}!000.css", "it is no text that anyone wrote as copy"),
        ("other_document", 1, 1, f"{path}!a.pdf",
         "it is a PDF; save its text as .txt (pdftotext does)"),
    ]  # fmt: skip
    write_copy(tmp_path / "more", ferry=FERRY)
    run_over(tmp_path / "wh", path, tmp_path / "more", at=NOON + DAY)
    said = CliRunner().invoke(
        main, ["quarantine", "list", "--skipped", "--warehouse", str(tmp_path / "wh")]
    )
    assert said.exit_code == 0
    assert "1 skipped by the last run, 1 of them named" in said.output
    assert "unchanged" in said.output
    assert len(ask(tmp_path / "wh", "select distinct run_id from skipped")) == 2
    assert verify(Store(tmp_path / "wh")) == []
