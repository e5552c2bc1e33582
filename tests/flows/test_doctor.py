"""What the doctor looks at, and what it calls bad."""

from pathlib import Path

import pytest

from flows import doctor
from flows.doctor import Sign, examine
from tests.flows.small_copy import BRIDGE, run_over, write_copy


def signs(warehouse: Path) -> dict[str, Sign]:
    return {sign.what: sign for sign in examine(warehouse)}


@pytest.fixture(autouse=True)
def enough_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ENOUGH_DISK", 1)


def test_a_machine_where_the_tests_run_is_good(tmp_path: Path) -> None:
    found = signs(tmp_path / "wh")
    assert [sign for sign in found.values() if sign.state == "bad"] == []
    assert found["snapshot"] == Sign("absent", "snapshot", "nothing is published here yet")
    assert not (tmp_path / "wh").exists()


def test_a_published_snapshot_is_named(tmp_path: Path) -> None:
    summary = run_over(tmp_path / "wh", write_copy(tmp_path / "copy", bridge=BRIDGE))
    assert signs(tmp_path / "wh")["snapshot"].detail == f"{summary.snapshot_id}, 1 documents"


def test_a_damaged_warehouse_is_bad(tmp_path: Path) -> None:
    (tmp_path / "wh").mkdir()
    (tmp_path / "wh" / "HEAD").write_text("nonsense")
    assert signs(tmp_path / "wh")["snapshot"].state == "bad"


def test_a_missing_library_is_bad_and_an_optional_one_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "REQUIRED", ("no-such-library",))
    monkeypatch.setattr(doctor, "OPTIONAL", (("no-such-extra", "does more"),))
    found = signs(tmp_path)
    assert found["no-such-library"] == Sign(
        "bad", "no-such-library", "missing: run `make setup`"
    )  # fmt: skip
    assert found["no-such-extra"] == Sign("absent", "no-such-extra", "optional: does more")


@pytest.mark.parametrize(
    ("installed", "is_bad"), [("1.9.9", False), ("2.0.0", True), ("2.1rc1", True), ("3", True)]
)
def test_a_library_too_new_to_run_is_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: str, is_bad: bool
) -> None:
    monkeypatch.setattr(doctor, "version", lambda _: installed)
    monkeypatch.setattr(doctor, "TOO_NEW", (("duckdb", (2, 0), "it writes other files"),))
    found = [sign for sign in examine(tmp_path) if sign.state == "bad"]
    assert bool(found) is is_bad
    assert all("it writes other files" in sign.detail for sign in found)


def test_too_little_disk_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ENOUGH_DISK", 1 << 62)
    assert signs(tmp_path / "wh")[str(tmp_path / "wh")].state == "bad"


def test_a_file_where_the_warehouse_should_be_is_bad(tmp_path: Path) -> None:
    (tmp_path / "wh").write_text("a file")
    assert signs(tmp_path / "wh")[str(tmp_path / "wh")].state == "bad"
