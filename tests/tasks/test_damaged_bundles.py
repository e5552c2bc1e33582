"""What of a bundle cannot be read is named, and the rest of it goes on."""

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tasks import ingest as ingesting
from tasks.capturing import PartSize
from tasks.readers.reasons import QUARANTINED, SKIPPED
from tasks.readers.records import Entries, Record
from tasks.refusals import carried_on
from tests.tasks.bundle_runs import DAY, START, TEXTS, Take, of_row, rows_of, written, zipped
from tests.tasks.test_ingest import counts, touched
from warehouse.store import Store
from warehouse.tables.ledger import REASON_CODES


def damaged(path: Path, at: datetime = START - DAY) -> Path:
    """The archive with one flipped byte in the text of its second member."""
    zipped(path)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        raw[archive.getinfo("b.txt").header_offset + 30 + len("b.txt") + 4] ^= 0xFF
    path.write_bytes(raw)
    return touched(path, at)


def test_a_damaged_member_is_named_and_the_others_are_kept(tmp_path: Path, take: Take) -> None:
    path = damaged(tmp_path / "a.zip")
    ingested = take(path)
    assert ingested.account.kept == 2
    [refusal] = ingested.refused
    assert (refusal.location, refusal.reason_code) == (f"{path}!b.txt", "damaged_member")
    assert of_row(ingested) == (1, "zip", 3, 2, 1)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_refused_members_of_one_name_are_a_row_each(tmp_path: Path, take: Take) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for text in (b"", b"The council met.", b"", b"The mayor spoke.", b""):
            archive.writestr("a.txt", text)
    first = take(touched(path, START - DAY))
    rows = rows_of(first)
    assert len({(row["location"], row["reason_code"]) for row in rows}) == 3
    assert [row["location"].removeprefix(f"{path}!") for row in rows] == [
        "a.txt", "a.txt#again=3", "a.txt#again=5",
    ]  # fmt: skip
    assert [one.location.removeprefix(f"{path}!") for one in first.sightings] == [
        "a.txt#again=2", "a.txt#again=4",
    ]  # fmt: skip
    again = take(path, known=first, day=1, again=frozenset({str(path)}))
    assert rows_of(again) == rows


@pytest.mark.parametrize(("form", "end"), [("a.tar", 2_600), ("a.tar.gz", -12), ("a.zip", 200)])
def test_a_cut_archive_is_one_item_beside_those_before_the_cut(
    form: str, end: int, tmp_path: Path, take: Take
) -> None:
    path = tmp_path / form
    if form == "a.zip":
        zipped(path)
    else:
        with tarfile.open(path, "w:gz" if form.endswith("gz") else "w") as archive:
            for name, text in TEXTS.items():
                member = tarfile.TarInfo(name)
                member.size = len(text)
                archive.addfile(member, io.BytesIO(text.encode()))
    path.write_bytes(path.read_bytes()[:end])
    ingested = take(touched(path, START - DAY))
    assert [one.reason_code for one in ingested.refused] == ["truncated_archive"]
    assert [one.location for one in ingested.refused] == [str(path)]
    account = ingested.account
    assert (account.quarantined, account.is_balanced) == (1, True)
    assert account.received == account.kept + 1 > 1
    assert of_row(ingested)[2:] == (account.received, account.kept, 1)


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
