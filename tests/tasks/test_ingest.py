"""Files become captures, once per content, with every place they were seen at."""

import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tasks.capturing import PartSize
from tasks.ingest import Ingested, ingest
from tasks.listing import Found, list_inputs
from tasks.opening import RACY_NS
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside
from tasks.recognition import Knowledge
from tasks.sightings import Sighting
from warehouse.store import Store

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
LARGE = PartSize(1_000_000, 1_000)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "wh")
    store.create()
    return store


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in "abc":
        write(folder / f"{name}.txt", f"The text of {name}.")
    return folder


def write(path: Path, text: str, at: datetime = START - timedelta(days=1)) -> Path:
    """The file, last changed at that time."""
    path.write_text(text, encoding="utf-8")
    return touched(path, at)


def touched(path: Path, at: datetime) -> Path:
    stamp = int(at.timestamp() * 1_000_000_000)
    os.utime(path, ns=(stamp, stamp))
    return path


def take_in(
    store: Store,
    *inputs: Path | Found,
    known: Ingested | None = None,
    beside: Mapping[str, Beside] | None = None,
    size: PartSize = LARGE,
    max_input_bytes: int = 1_000,
    at: datetime = START,
    rehash: bool = False,
    again: frozenset[str] = frozenset(),
    **rules: Any,
) -> Ingested:
    found = [one for one in inputs if isinstance(one, Found)]
    found += list_inputs(str(one) for one in inputs if isinstance(one, Path))
    sightings: tuple[Sighting, ...] = known.sightings if known else ()
    reading = ReadingRules(max_record_bytes=max_input_bytes, **rules)
    return ingest(
        store,
        found,
        Knowledge(
            sightings,
            frozenset(one.item_id for one in sightings),
            [asdict(row) for row in known.bundles.rows()] if known else [],
            again=again,
        ),
        beside=beside or {},
        rules=reading,
        reading=f"{rules}",
        size=size,
        run_id=f"r{at:%d%H%M%S}",
        started_at=at,
        rehash=rehash,
    )


def counts(ingested: Ingested) -> dict[str, int]:
    names = ("received", "kept", "collapsed", "quarantined", "skipped")
    assert ingested.account.is_balanced
    return {name: getattr(ingested.account, name) for name in names} | dict(
        ingested.account.reasons
    )


def test_every_file_is_kept_with_its_bytes_and_its_place(store: Store, copy: Path) -> None:
    ingested = take_in(store, copy)
    assert counts(ingested)["kept"] == 3
    [part] = ingested.parts
    contents = [content.as_py() for content in store.read_part(part)["content"]]
    assert sorted(contents) == [f"The text of {name}.".encode() for name in "abc"]
    assert {one.capture_id for one in ingested.sightings} == {
        sha256(content).hexdigest() for content in contents
    }
    assert [one.location for one in ingested.sightings] == [
        str(copy / f"{name}.txt") for name in "abc"
    ]


def test_a_second_look_reads_nothing_that_did_not_change(
    store: Store, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = take_in(store, copy)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("a file was opened"))
    again = take_in(store, copy, known=first, at=START + timedelta(days=1))
    assert counts(again)["unchanged"] == 3
    assert (again.is_changed, again.parts, again.sightings) == (False, (), first.sightings)


def test_the_same_bytes_at_two_places_are_captured_once(store: Store, copy: Path) -> None:
    write(copy / "again.txt", "The text of a.")
    ingested = take_in(store, copy)
    assert (ingested.account.kept, ingested.account.collapsed) == (3, 1)
    assert len({one.item_id for one in ingested.sightings}) == 3
    assert len(ingested.sightings) == 4


def test_the_same_bytes_with_other_words_beside_them_are_another_item(
    store: Store, copy: Path
) -> None:
    write(copy / "again.txt", "The text of a.")
    ingested = take_in(store, copy, beside={str(copy / "again.txt"): Beside(outlet="The Post")})
    assert ingested.account.kept == 4
    assert len({one.capture_id for one in ingested.sightings}) == 3


def test_a_changed_file_is_the_next_generation_of_its_place(store: Store, copy: Path) -> None:
    first = take_in(store, copy)
    write(copy / "a.txt", "Another text.", START + timedelta(hours=1))
    again = take_in(store, copy, known=first, at=START + timedelta(days=1))
    assert (again.account.kept, again.account.skipped, again.is_changed) == (1, 2, True)
    assert [one.generation for one in again.sightings if one.location.endswith("a.txt")] == [1, 2]


def test_a_file_that_went_back_to_old_bytes_is_a_generation_but_no_new_capture(
    store: Store, copy: Path
) -> None:
    ingested = take_in(store, copy)
    for day, text in ((1, "Another text."), (2, "The text of a.")):
        write(copy / "a.txt", text, START + timedelta(days=day, hours=-1))
        ingested = take_in(store, copy, known=ingested, at=START + timedelta(days=day))
    assert (ingested.account.kept, ingested.account.collapsed) == (0, 1)
    assert ingested.is_changed
    of_a = [one for one in ingested.sightings if one.location.endswith("a.txt")]
    assert [one.generation for one in of_a] == [1, 2, 3]
    assert of_a[0].item_id == of_a[2].item_id


# --- when a file may be believed to be unchanged -------------------------------------------


def test_a_file_changed_as_the_run_began_is_read_again_though_its_size_and_time_are_the_same(
    store: Store, copy: Path
) -> None:
    lately = START - timedelta(microseconds=RACY_NS // 2_000)
    path = write(copy / "a.txt", "11111", lately)
    first = take_in(store, copy)
    write(path, "22222", lately)  # within the clock tick of the file system
    again = take_in(store, copy, known=first, at=START + timedelta(days=1))
    assert (again.account.kept, again.account.skipped) == (1, 2)


def test_a_racy_file_that_did_not_change_is_believed_from_then_on(store: Store, copy: Path) -> None:
    touched(copy / "a.txt", START)
    first = take_in(store, copy)
    again = take_in(store, copy, known=first, at=START + timedelta(days=1))
    assert not again.is_changed
    assert again.sightings[0].modified_ns == int(START.timestamp()) * 1_000_000_000
    assert len(again.sightings) == 3


def test_a_change_that_kept_size_and_time_is_found_only_when_told_to_rehash(
    store: Store, copy: Path
) -> None:
    first = take_in(store, copy)
    write(copy / "a.txt", "The text of A.")
    later = START + timedelta(days=1)
    assert take_in(store, copy, known=first, at=later).account.skipped == 3
    assert take_in(store, copy, known=first, at=later, rehash=True).account.kept == 1


def test_a_file_that_was_only_touched_is_unchanged(store: Store, copy: Path) -> None:
    first = take_in(store, copy)
    touched(copy / "a.txt", START + timedelta(hours=1))
    again = take_in(store, copy, known=first, at=START + timedelta(days=1))
    assert not again.is_changed
    assert counts(again)["unchanged"] == 3


def test_what_is_said_anew_about_the_same_bytes_makes_a_new_item(store: Store, copy: Path) -> None:
    first = take_in(store, copy)
    said = {str(copy / "a.txt"): Beside(url="https://news.example/a")}
    again = take_in(store, copy, known=first, beside=said, at=START + timedelta(days=1))
    assert (again.account.kept, again.account.skipped) == (1, 2)


def test_a_run_without_the_manifest_leaves_what_was_said(store: Store, copy: Path) -> None:
    said = {str(copy / "a.txt"): Beside(url="https://news.example/a", outlet="The Post")}
    first = take_in(store, copy, beside=said)
    for rehash in (False, True):
        again = take_in(store, copy, known=first, at=START + timedelta(days=1), rehash=rehash)
        assert (again.is_changed, counts(again)["unchanged"]) == (False, 3)
    write(copy / "a.txt", "Another text.", START + timedelta(hours=1))
    changed = take_in(store, copy, known=first, at=START + timedelta(days=1))
    assert changed.sightings[-1].outlet is None  # it was said of other bytes


# --- parts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "rows"),
    [
        (PartSize(1_000_000, 2), [2, 2, 1]),
        (PartSize(20, 1_000), [2, 2, 1]),  # 10 bytes each
        (PartSize(1, 1_000), [1, 1, 1, 1, 1]),
        (PartSize(1_000_000, 5), [5]),
    ],
)
def test_a_part_is_full_by_bytes_or_by_items(
    store: Store, tmp_path: Path, size: PartSize, rows: list[int]
) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    for number in range(5):
        write(folder / f"{number}.txt", f"number {number:03}"[:10])
    ingested = take_in(store, folder, size=size)
    assert [part.rows for part in ingested.parts] == rows


def test_parts_are_the_same_wherever_the_files_lie(store: Store, copy: Path) -> None:
    elsewhere = copy.parent / "another" / "place"
    elsewhere.mkdir(parents=True)
    for path in copy.iterdir():
        write(elsewhere / path.name, path.read_text("utf-8"), START - timedelta(days=9))
    one, two = (take_in(store, folder, size=PartSize(9, 2)) for folder in (copy, elsewhere))
    assert one.parts == two.parts


def test_the_order_of_the_items_in_a_part_is_not_that_of_the_files(
    store: Store, copy: Path
) -> None:
    backwards = [
        Found(str(path), str(path)) for path in sorted(copy.iterdir(), reverse=True)
    ]  # fmt: skip
    assert take_in(store, copy).parts == take_in(store, *backwards).parts


# --- what cannot be read -------------------------------------------------------------------


def refusals(ingested: Ingested) -> dict[str, str]:
    assert ingested.account.quarantined == len(ingested.refused)
    return {Path(one.source_uri).name: one.reason_code for one in ingested.refused}


def test_a_file_that_vanished_after_it_was_listed_is_named_and_harms_no_other(
    store: Store, copy: Path
) -> None:
    found = list(list_inputs([str(copy)]))
    (copy / "b.txt").unlink()
    ingested = take_in(store, *found)
    assert refusals(ingested) == {"b.txt": "vanished_file"}
    assert ingested.account.kept == 2


def test_a_file_too_large_is_not_read(store: Store, copy: Path) -> None:
    write(copy / "large.txt", "x" * 1_001)
    write(copy / "just.txt", "x" * 1_000)
    ingested = take_in(store, copy)
    assert refusals(ingested) == {"large.txt": "too_large"}
    assert "max_input_bytes = 1000" in ingested.refused[0].detail


def test_forms_that_are_not_read_are_not_taken_for_text(store: Store, copy: Path) -> None:
    for name, begin in (
        ("book.pdf", "%PDF-1.7"),
        ("letter.rtf", "{\\rtf1"),
        ("a.7z", "Rar!\x1a\x07"),
    ):
        write(copy / name, begin)
    ingested = take_in(store, copy)
    assert set(refusals(ingested).values()) == {"unsupported_form"}
    assert counts(ingested)["other_document"] == 2


def test_pipes_circles_and_folders_that_cannot_be_listed_are_refused(
    store: Store, copy: Path
) -> None:
    os.mkfifo(copy / "pipe.txt")
    (copy / "circle.txt").symlink_to(copy / "circle.txt")
    (copy / "shut").mkdir()
    found = [*list_inputs([str(copy)]), Found(str(copy / "shut"), str(copy / "shut"))]
    assert refusals(take_in(store, *found)) == {
        "pipe.txt": "not_a_file",
        "circle.txt": "unreadable_file",
        "shut": "unreadable_file",
    }


def test_a_file_that_cannot_be_read_now_keeps_what_was_read_before(
    store: Store, copy: Path
) -> None:
    first = take_in(store, copy)
    (copy / "a.txt").unlink()
    again = take_in(store, Found("a.txt", str(copy / "a.txt")), known=first)
    assert refusals(again) == {"a.txt": "vanished_file"}
    assert again.sightings == first.sightings


def test_what_is_skipped_is_counted_with_its_reason(store: Store, copy: Path) -> None:
    write(copy / ".hidden", "x")
    (copy / "up").symlink_to(copy)
    assert counts(take_in(store, copy)) == {
        "received": 5, "kept": 3, "collapsed": 0, "quarantined": 0, "skipped": 2,
        "hidden": 1, "linked_folder": 1,
    }  # fmt: skip
