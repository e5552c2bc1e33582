"""Archives, tables and feeds become captures, and are known again by their content."""

import gzip
import io
import tarfile
import tracemalloc
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tasks import ingest as ingesting
from tasks import recognition
from tasks.bundles import BUNDLE_FIELDS, Bundles, reading_of
from tasks.capturing import PartSize
from tasks.readers.limits import ReadingRules
from tasks.refusals import carried_on
from tests.tasks.bundle_runs import (
    DAY,
    START,
    TEXTS,
    Take,
    of_row,
    rows_of,
    unopened,
    written,
    zipped,
)
from tests.tasks.test_ingest import counts, touched
from warehouse.tables.captures import BUNDLES

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
