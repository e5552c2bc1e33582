"""Archives, tables and feeds become captures, and are known again by their content."""

import gzip
import io
import json
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tasks import ingest as ingesting
from tasks import recognition
from tasks.bundles import BUNDLE_FIELDS, Bundles, reading_of
from tasks.capturing import PartSize
from tasks.ingest import Ingested, ingest
from tasks.listing import list_inputs
from tasks.manifest_lines import files_named, read_manifest_lines
from tasks.readers.limits import ReadingRules
from tasks.readers.reasons import QUARANTINED, SKIPPED
from tasks.readers.records import Beside, Entries, Record
from tasks.recognition import Knowledge
from tasks.refusals import carried_on
from tests.tasks.test_ingest import counts, touched
from warehouse.store import Store
from warehouse.tables.captures import BUNDLES
from warehouse.tables.ledger import REASON_CODES

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LARGE = PartSize(1_000_000, 1_000)
TEXTS = {f"{name}.txt": f"The council met on road {name} on Tuesday.\n" * 3 for name in "abc"}


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., Ingested]:
    """Ingest the paths a day after the run `known`, which they add to."""
    store = Store(tmp_path / "wh")
    store.create()

    def take_in(
        *paths: Path,
        known: Ingested | None = None,
        day: int = 0,
        beside: Mapping[str, Beside] | None = None,
        again: frozenset[str] = frozenset(),
        rehash: bool = False,
        split_by: Mapping[str, str | None] | None = None,
        size: PartSize = LARGE,
        **rules: Any,
    ) -> Ingested:
        said = beside or {}
        read = ReadingRules(**rules)
        sightings = known.sightings if known else ()
        return ingest(
            store,
            list_inputs(map(str, paths)),
            Knowledge(
                sightings,
                frozenset(one.item_id for one in sightings),
                [asdict(row) for row in known.bundles.rows()] if known else (),
                split_by,
                again,
            ),
            beside=said,
            rules=read,
            reading=reading_of(read),
            size=size,
            run_id=f"r{day}",
            started_at=START + day * DAY,
            rehash=rehash,
        )

    return take_in


Take = Callable[..., Ingested]


def zipped(path: Path, texts: Mapping[str, str] = TEXTS, at: datetime = START - DAY) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return touched(path, at)


def written(path: Path, text: str, at: datetime = START - DAY) -> Path:
    path.write_text(text, encoding="utf-8")
    return touched(path, at)


def of_row(ingested: Ingested, number: int = 0) -> tuple[int, str, int, int, int]:
    row = ingested.bundles.rows()[number]
    return row.generation, row.form, row.items, row.kept, row.refused


def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "open_entries", lambda *_: pytest.fail("it was read"))


# --- records of bundles ----------------------------------------------------------------------


def test_every_member_is_a_capture_whose_place_leads_into_the_archive(
    tmp_path: Path, take: Take
) -> None:
    path = zipped(tmp_path / "a.zip", {"x/a.txt": "One.", "b.txt": "Two."})
    ingested = take(path)
    assert counts(ingested)["kept"] == 2
    assert [one.location for one in ingested.sightings] == [f"{path}!x/a.txt", f"{path}!b.txt"]
    assert of_row(ingested) == (1, "zip", 2, 2, 0)


def test_members_and_loose_files_with_the_same_bytes_are_one_item(
    tmp_path: Path, take: Take
) -> None:
    (tmp_path / "loose").mkdir()
    for name, text in TEXTS.items():
        written(tmp_path / "loose" / name, text)
    ingested = take(zipped(tmp_path / "a.zip"), tmp_path / "loose")
    assert (ingested.account.kept, ingested.account.collapsed) == (3, 3)


def test_a_name_that_an_archive_holds_twice_is_two_places(tmp_path: Path, take: Take) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for text in (b"The first of it.", b"The second of it."):
            member = tarfile.TarInfo("a.txt")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
    touched(path, START - DAY)
    first = take(path)
    assert [(one.location, one.generation) for one in first.sightings] == [
        (f"{path}!a.txt", 1),
        (f"{path}!a.txt#again=2", 1),
    ]
    again = take(path, known=first, day=1, again=frozenset({str(path)}))
    assert counts(again)["unchanged"] == 2


def test_a_page_packed_alone_is_its_own_record_and_a_bundle(tmp_path: Path, take: Take) -> None:
    path = tmp_path / "page.txt.gz"
    path.write_bytes(gzip.compress(b"The council met on the new road."))
    touched(path, START - DAY)
    first = take(path)
    assert [one.location for one in first.sightings] == [str(path)]
    assert of_row(first) == (1, "gzip", 1, 1, 0)
    assert counts(take(path, known=first, day=1))["unchanged"] == 1


def test_a_plain_file_has_no_row_among_the_bundles(tmp_path: Path, take: Take) -> None:
    assert take(written(tmp_path / "a.txt", "The council met.")).bundles.rows() == ()


def test_what_an_input_holds_beside_copy_is_counted_with_its_reason(
    tmp_path: Path, take: Take
) -> None:
    path = zipped(tmp_path / "a.zip", {**TEXTS, "x.css": "a{}", ".hidden": "x", "d/": ""})
    assert counts(take(path)) == {
        "received": 6, "kept": 3, "collapsed": 0, "quarantined": 0, "skipped": 3,
        "directory": 1, "hidden": 1, "not_copy": 1,
    }  # fmt: skip


def test_an_input_without_any_record_is_one_item_with_its_reason(
    tmp_path: Path, take: Take
) -> None:
    ingested = take(zipped(tmp_path / "none.zip", {}), written(tmp_path / "none.csv", "text\n"))
    assert ingested.account.received == ingested.account.quarantined == 2


def test_memory_grows_by_some_hundred_bytes_a_record_and_not_with_their_text(
    tmp_path: Path, take: Take
) -> None:
    words = "The council met on the new road. " * 120  # 4 KB
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("text,url\n")
        file.writelines(
            f"{number} {words},https://post.example/{number}\n" for number in range(6_000)
        )
    take(written(tmp_path / "first.csv", "text\nWhat is loaded once is loaded now.\n"))
    tracemalloc.start()
    try:
        ingested = take(path, size=PartSize(1_000_000, 1_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert ingested.account.kept == 6_000
    assert path.stat().st_size > 23_000_000
    assert peak < 12_000_000


# --- known again -----------------------------------------------------------------------------


def test_an_unchanged_bundle_is_not_opened(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip")
    first = take(path)
    monkeypatch.setattr(ingesting, "open_input", lambda _: pytest.fail("it was opened"))
    monkeypatch.setattr(recognition, "hash_of", lambda _: pytest.fail("it was hashed"))
    again = take(path, known=first, day=1)
    assert counts(again) == {
        "received": 1, "kept": 0, "collapsed": 0, "quarantined": 0, "skipped": 1, "unchanged": 1,
    }  # fmt: skip
    assert not again.is_changed


@pytest.mark.parametrize("rehash", [False, True])
def test_a_bundle_that_was_only_touched_is_known_by_its_content(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch, *, rehash: bool
) -> None:
    path = zipped(tmp_path / "a.zip")
    first = take(path)
    touched(path, START + timedelta(hours=1))
    unopened(monkeypatch)
    again = take(path, known=first, day=1, rehash=rehash)
    assert (counts(again)["unchanged"], again.is_changed) == (1, False)


def test_a_copy_of_a_bundle_is_known_and_said_so_in_the_same_run_and_later(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = zipped(tmp_path / "a.zip"), zipped(tmp_path / "b.zip")
    first = take(one, two)
    assert (first.account.kept, counts(first)["known_bundle"]) == (3, 1)
    three = zipped(tmp_path / "c.zip", at=START - 2 * DAY)
    unopened(monkeypatch)
    again = take(three, known=first, day=1)
    assert (counts(again)["known_bundle"], again.is_changed) == (1, True)
    rows = again.bundles.rows()
    assert [row.location for row in rows] == [str(one), str(two), str(three)]
    assert len({row.bundle_id for row in rows}) == 1
    assert counts(take(three, known=again, day=2))["unchanged"] == 1


def test_a_bundle_that_grew_is_read_whole_and_only_what_is_new_is_kept(
    tmp_path: Path, take: Take
) -> None:
    path = zipped(tmp_path / "a.zip")
    first = take(path)
    zipped(path, {**TEXTS, "d.txt": "The mayor opened the road."}, at=START + timedelta(hours=1))
    again = take(path, known=first, day=1)
    assert (again.account.kept, counts(again)["unchanged"]) == (1, 3)
    assert [row.generation for row in again.bundles.rows()] == [1, 2]
    assert of_row(again, 1) == (2, "zip", 4, 1, 0)


def table(path: Path, texts: str, at: datetime = START - DAY) -> Path:
    rows = "".join(f"The council met on road {text}.,{text}\n" for text in texts)
    return written(path, f"text,title\n{rows}", at)


@pytest.mark.parametrize(
    ("now", "kept", "unchanged"),
    [
        ("xabc", 1, 3),  # it grows at its head
        ("abcx", 1, 3),
        ("cba", 0, 3),
        ("bc", 0, 2),
        ("bcx", 1, 2),
        ("xyz", 3, 0),
    ],
)
def test_rows_that_move_within_their_table_are_known(
    tmp_path: Path, take: Take, now: str, kept: int, unchanged: int
) -> None:
    path = table(tmp_path / "t.csv", "abc")
    first = take(path)
    table(path, now, START + timedelta(hours=1))
    again = take(path, known=first, day=1)
    assert (again.account.kept, counts(again).get("unchanged", 0)) == (kept, unchanged)
    assert again.account.collapsed == 0
    where = {one.title: one.location for one in again.sightings}
    assert {title: where[title] for title in now} == {
        title: f"{path}#row={number}" for number, title in enumerate(now, start=2)
    }
    keys = [(one.location, one.generation) for one in again.sightings]
    assert len(keys) == len(set(keys)) == len(set("abc" + now))
    table(path, "abcxyz", START + DAY + timedelta(hours=1))
    last = take(path, known=again, day=2)
    keys = [(one.location, one.generation) for one in last.sightings]
    assert len(keys) == len(set(keys))
    assert {one.title for one in last.sightings} == set("abcxyz")


def test_a_table_that_went_back_to_old_content_is_read_again(tmp_path: Path, take: Take) -> None:
    path = table(tmp_path / "t.csv", "a")
    first = take(path)
    table(path, "b", START + timedelta(hours=1))
    second = take(path, known=first, day=1)
    table(path, "a", START + DAY + timedelta(hours=1))
    third = take(path, known=second, day=2)
    assert (third.account.kept, third.account.collapsed) == (0, 1)
    last = max(third.sightings, key=lambda one: one.generation)
    assert (last.title, last.generation) == ("a", 3)


@pytest.mark.parametrize("now", ["aab", "aba", "baa", "xaxa", "aaaa"])
def test_equal_rows_keep_their_number_when_they_move(tmp_path: Path, take: Take, now: str) -> None:
    path = table(tmp_path / "t.csv", "aab")
    first = take(path)
    table(path, now, START + timedelta(hours=1))
    again = take(path, known=first, day=1)
    assert sum(one.title == "a" for one in again.sightings) == max(2, now.count("a"))
    keys = [(one.location, one.generation) for one in again.sightings]
    assert len(keys) == len(set(keys))


def test_another_way_of_reading_reads_the_bundle_again(tmp_path: Path, take: Take) -> None:
    path = written(tmp_path / "t.csv", "text,teaser\n" + "The council met again.,Council\n" * 2)
    first = take(path)
    assert not take(path, known=first, day=1).is_changed
    again = take(path, known=first, day=1, columns={"text": "teaser"})
    assert again.is_changed
    assert {one.generation for one in again.sightings} == {1, 2}
    assert len(again.bundles.rows()) == 1
    assert counts(take(path, known=again, day=2, columns={"text": "teaser"}))["unchanged"] == 1


def test_a_table_refused_for_its_columns_is_in_quarantine_only_while_it_is_read_so(
    tmp_path: Path, take: Take
) -> None:
    path = written(tmp_path / "t.csv", "text,body\nThe council met.,Council\n")
    told = {"text": "body"}
    first = take(path, columns=told)
    refused = take(path, known=first, day=1)
    assert [one.reason_code for one in refused.refused] == ["ambiguous_columns"]
    rows, looked_at = rows_of(refused), frozenset({str(path)})
    same = take(path, known=refused, day=2)
    assert len(carried_on(rows, looked_at, (), same.bundles)) == 1
    mended = take(path, known=same, day=3, columns=told)
    assert mended.refused == ()
    assert carried_on(rows, looked_at, (), mended.bundles) == []


def test_a_bundle_changed_as_the_run_began_is_hashed_again(tmp_path: Path, take: Take) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": "11111"}, at=START)
    first = take(path)
    zipped(path, {"a.txt": "22222"}, at=START)
    assert take(path, known=first, day=1).account.kept == 1


def test_a_text_is_split_by_a_separator_that_is_declared_later(tmp_path: Path, take: Take) -> None:
    path = written(tmp_path / "a.txt", "The council met.\n*****\nThe mayor spoke.\n")
    first = take(path, split_by=None)
    assert first.account.kept == 1
    again = take(path, known=first, day=1, article_separator="*****", split_by={"r0": None})
    assert again.account.kept == 2
    later = {"r0": None, "r1": "*****"}
    last = take(path, known=again, day=2, article_separator="*****", split_by=later)
    assert counts(last)["unchanged"] == 1


def test_every_column_of_a_bundle_is_one_of_its_table() -> None:
    assert BUNDLES.column_names == BUNDLE_FIELDS


# --- what cannot be read ---------------------------------------------------------------------


def damaged(path: Path, at: datetime = START - DAY) -> Path:
    """The archive with one flipped byte in the text of its second member."""
    zipped(path)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        raw[archive.getinfo("b.txt").header_offset + 30 + len("b.txt") + 4] ^= 0xFF
    path.write_bytes(raw)
    return touched(path, at)


def rows_of(ingested: Ingested) -> list[dict[str, Any]]:
    return [{**asdict(one), "outlet_id": None} for one in ingested.refused]


def test_a_damaged_member_is_named_and_the_others_are_kept(tmp_path: Path, take: Take) -> None:
    path = damaged(tmp_path / "a.zip")
    ingested = take(path)
    assert ingested.account.kept == 2
    [refusal] = ingested.refused
    assert (refusal.location, refusal.reason_code) == (f"{path}!b.txt", "damaged_member")
    assert of_row(ingested) == (1, "zip", 3, 2, 1)


def test_what_a_bundle_had_refused_stays_while_the_bundle_is_left_alone(
    tmp_path: Path, take: Take
) -> None:
    path = damaged(tmp_path / "a.zip")
    first = take(path)
    before = rows_of(first)
    looked_at = frozenset({str(path)})
    left = take(path, known=first, day=1)
    assert len(carried_on(before, looked_at, [str(tmp_path)], left.bundles)) == 1
    read = take(path, known=first, day=1, again=looked_at)
    assert len(read.refused) == 1
    assert carried_on(before, looked_at, [str(tmp_path)], read.bundles) == []
    zipped(path, at=START + timedelta(hours=1))
    mended = take(path, known=first, day=1)
    assert (mended.refused, mended.account.kept) == ((), 1)
    assert carried_on(before, looked_at, [str(tmp_path)], mended.bundles) == []


def test_what_a_bundle_had_refused_stays_where_only_a_copy_of_it_is_left(
    tmp_path: Path, take: Take
) -> None:
    path, moved = damaged(tmp_path / "a.zip"), tmp_path / "moved.zip"
    first = take(path)
    path.rename(moved)
    again = take(moved, known=first, day=1)
    assert counts(again)["known_bundle"] == 1
    looked_at = frozenset({str(moved)})
    assert len(carried_on(rows_of(first), looked_at, [str(tmp_path)], again.bundles)) == 1


def test_a_bundle_that_cannot_be_opened_for_a_day_keeps_what_it_had_refused(
    tmp_path: Path, take: Take
) -> None:
    path = damaged(tmp_path / "a.zip")
    first = take(path)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to("nowhere")
    shut = take(path, known=first, day=1)
    assert [one.reason_code for one in shut.refused] == ["vanished_file"]
    rows = [*rows_of(first), *rows_of(shut)]
    looked_at = frozenset({str(path)})
    assert [one.reason_code for one in carried_on(rows_of(first), looked_at, (), shut.bundles)] == [
        "damaged_member"
    ]
    path.unlink()
    (tmp_path / "elsewhere").rename(path)
    back = take(path, known=shut, day=2)
    assert [one.reason_code for one in carried_on(rows, looked_at, (), back.bundles)] == [
        "damaged_member"
    ]


def broken_after(records: int, error: Exception) -> Callable[..., Entries]:
    def read(*_: object) -> Iterator[Record]:
        for number in range(records):
            yield Record(f"#row={number}", b"The council met.")
        raise error

    return read


def test_a_full_disk_is_no_fault_of_the_input(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "write_part", full)
    with pytest.raises(OSError, match="No space left"):
        take(zipped(tmp_path / "a.zip"), size=PartSize(1, 1))


@pytest.mark.parametrize(
    ("error", "reason"),
    [(OSError(5, "Input/output error"), "unreadable_file"), (KeyError("x"), "reading_failed")],
)
def test_records_before_a_fault_stay_and_the_input_is_read_again(
    tmp_path: Path,
    take: Take,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    reason: str,
) -> None:
    path = written(tmp_path / "t.csv", "x")
    broken = broken_after(2, error)
    monkeypatch.setattr(ingesting, "open_entries", lambda *_: ("table", broken()))
    first = take(path)
    assert (first.account.kept, first.account.collapsed) == (1, 1)
    assert [one.reason_code for one in first.refused] == [reason]
    assert first.bundles.rows() == ()
    assert counts(take(path, known=first, day=1))["unchanged"] == 2


def test_every_reason_of_a_reader_may_stand_in_the_quarantine() -> None:
    assert set(QUARANTINED) <= set(REASON_CODES)
    assert not set(SKIPPED) & set(REASON_CODES)


# --- what is said beside ---------------------------------------------------------------------


def test_a_line_about_a_member_beats_the_table_and_one_about_the_file_is_for_all(
    tmp_path: Path, take: Take
) -> None:
    path = written(
        tmp_path / "t.csv",
        "text,title,url\nThe council met.,Council,https://a.example/1\nThe mayor spoke.,,\n",
    )
    manifest = tmp_path / "said.jsonl"
    lines: list[dict[str, str]] = [
        {"path": "t.csv", "outlet": "The Post", "title": "All of them", "url": "https://a.example"},
        {"path": "t.csv#row=2", "title": "Council meets"},
    ]
    manifest.write_text("\n".join(map(json.dumps, lines)))
    said = read_manifest_lines(manifest)
    assert files_named(said) == (str(path),)
    first = take(path, beside=said)
    assert [(one.outlet, one.title, one.url) for one in first.sightings] == [
        ("The Post", "Council meets", "https://a.example/1"),
        ("The Post", None, None),
    ]
    assert not take(path, known=first, day=1, beside=said).is_changed
    assert not take(path, known=first, day=1).is_changed
    lines[1]["title"] = "Another"
    manifest.write_text("\n".join(map(json.dumps, lines)))
    other = take(path, known=first, day=1, beside=read_manifest_lines(manifest))
    assert (other.account.kept, counts(other)["unchanged"]) == (1, 1)


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>
<item><title>Council meets on road</title><link>https://post.example/road?utm_source=rss</link>
<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>"""
PAGE = (
    '<html><head><link rel="canonical" href="https://post.example/road"></head>'
    "<body><p>The council met on Tuesday.</p></body></html>"
)


@pytest.mark.parametrize("feed_first", [True, False])
def test_what_a_feed_says_is_put_beside_the_page_of_that_address(
    tmp_path: Path, take: Take, *, feed_first: bool
) -> None:
    page = written(tmp_path / "page.html", PAGE)
    feed = written(tmp_path / "feed.xml", FEED)
    table = written(
        tmp_path / "t.csv",
        "text,url,title\nThe council met.,http://post.example/road,\n"
        "The council met now.,http://post.example/road,Mine\n",
    )
    ingested = take(*((feed, page, table) if feed_first else (page, table, feed)))
    said = {
        one.location.removeprefix(str(tmp_path)): (one.title, bool(one.published_at))
        for one in ingested.sightings
    }
    assert said == {
        "/page.html": ("Council meets on road", True),
        "/t.csv#row=2": ("Council meets on road", True),
        "/t.csv#row=3": ("Mine", True),
    }


def test_without_a_feed_no_page_is_searched_for_its_address(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.sayings.LexborHTMLParser", lambda *_: pytest.fail("parsed"))
    assert take(written(tmp_path / "page.html", PAGE)).account.kept == 1


def test_the_first_remarks_are_kept_and_all_are_counted(tmp_path: Path, take: Take) -> None:
    for number in range(7):
        written(tmp_path / f"{number}.csv", f"body,link\nThe council met {number}.,x\n")
    ingested = take(tmp_path)
    assert (len(ingested.remarks), ingested.remarks_count) == (5, 7)
    assert ingested.remarks[0].startswith(f"{tmp_path}/0.csv: ")
    assert "body" in ingested.remarks[0]


# --- the index of bundles --------------------------------------------------------------------


def test_a_location_leads_to_the_bundle_that_holds_it(tmp_path: Path, take: Take) -> None:
    path = zipped(tmp_path / "odd#1!.zip")
    bundles: Bundles = take(path).bundles
    for location in (f"{path}!a.txt", f"{path}!b.zip!c.txt", f"{path}#row=1", str(path)):
        held = bundles.holder(location)
        assert held is not None
        assert held.location == str(path)
    assert bundles.holder(f"{path}x!a.txt") is None


def test_the_hash_of_reading_follows_what_decides_it() -> None:
    one = reading_of(ReadingRules())
    assert one == reading_of(ReadingRules(columns={}))
    others = {
        reading_of(ReadingRules(columns={"text": "body"})),
        reading_of(ReadingRules(article_separator="---")),
        reading_of(ReadingRules(max_record_bytes=1)),
    }
    assert len(others | {one}) == 4
