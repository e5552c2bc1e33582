"""Match and the assembling of months, over parts written for the test."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tasks import assembling
from tasks.assembling import KEYS, months_of, partition_of
from tasks.ingest import Sighting
from tasks.match import Matched, match
from tasks.matching.signature import Signatures
from tasks.outlets.registry import Registry
from warehouse.contract import arrow_schema
from warehouse.database import scan
from warehouse.layers import CLEANED, table_of
from warehouse.parts import Part
from warehouse.session import session
from warehouse.store import Store
from warehouse.tables import DOCUMENT_VERSIONS, DOCUMENTS, EVIDENCE, PARAGRAPHS

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
BODY = "The storm crossed the coast before dawn and left two villages without power, it said."
OTHER = "Ticket prices for the spring opera festival will rise by a tenth from next year on."

REQUIRED = {
    "outlet_method": "none", "outlet_confidence": 0.0, "title_method": "none",
    "attribution": "unknown", "date_kind": "unknown", "date_method": "none",
    "date_confidence": 0.0, "date_conflict": False, "word_count": 1, "body": BODY,
    "extraction_method": "text", "encoding": "utf-8",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "it's a wh[1]")
    store.create()
    return store


def cleaned(store: Store, mark: str, *rows: Mapping[str, Any]) -> Part:
    """A cleaned part with these rows; what they do not say is plausible."""
    full = [
        {
            **REQUIRED,
            "capture_id": f"{number:064x}",
            "document_id": f"d{number:020x}",
            "body_hash": f"{number:032x}",
            "quality_flags": [],
            "paragraphs": [],
            "evidence": [],
            **{name: [] for name in ("credits", *Signatures._fields)},
            **row,
        }
        for number, row in enumerate(rows, start=int(mark, 36))
    ]
    columns = {name: [row.get(name) for row in full] for name in CLEANED.names}
    return store.write_part("cleaned", mark, table_of(columns, CLEANED))


def paragraph(text: str) -> dict[str, object]:
    return {
        "kind": "body", "text": text, "reason": "copy", "byte_start": 0, "byte_end": 9, "copies": 1
    }  # fmt: skip


def sighting(item: str, location: str = "", generation: int = 1, **said: str) -> Sighting:
    values = dict.fromkeys(("url", "outlet", "title", "published_at", "fetched_at")) | said
    return Sighting(
        location, location or item, generation, "c", item, 1, 1, first_seen=NOON, run_id="r1",
        **values,
    )  # fmt: skip


def matched(
    store: Store,
    parts: Sequence[Part],
    sightings: Sequence[Sighting],
    *,
    refused: Sequence[str] = (),
    new: Sequence[str] = (),
) -> Matched:
    return match(store, parts, frozenset(refused), sightings, frozenset(new), Registry({}))


# --- match -------------------------------------------------------------------------------------


def test_items_become_documents_with_their_part_and_month(store: Store) -> None:
    part = cleaned(
        store, "1",
        {"item_id": "i1", "published_date": date(2024, 2, 29)},
        {"item_id": "i2"},
    )  # fmt: skip
    found = matched(store, [part], [sighting("i1"), sighting("i2")], new=["i1", "i2"])
    assert found.month_of == {"i1": "2024-02", "i2": "undated"}
    assert found.part_of == {"i1": part.path, "i2": part.path}
    assert (found.account.received, found.account.kept) == (2, 2)


def test_refused_items_and_items_that_cleaning_refused_do_not_go_on(store: Store) -> None:
    part = cleaned(
        store, "1",
        {"item_id": "i1"},
        {"item_id": "i2", "reason_code": "clean_failed", "detail": "bug"},
        {"item_id": "i3"},
    )  # fmt: skip
    found = matched(store, [part], [sighting("i1"), sighting("i3")], refused=["i3"], new=["i1"])
    assert [one.item_id for one in found.placed] == ["i1"]
    assert found.account.is_balanced


def test_the_account_is_of_new_items_and_reprints_are_collapsed(store: Store) -> None:
    same = {"document_id": "d" + "a" * 20, "body_hash": "b" * 32}
    one = cleaned(store, "1", {"item_id": "i1", **same})
    two = cleaned(store, "2", {"item_id": "i2", **same}, {"item_id": "i3"})
    found = matched(
        store, [one, two], [sighting("i1"), sighting("i2"), sighting("i3")], new=["i2", "i3"]
    )
    assert len(found.placed) == 3
    account = found.account
    assert (account.received, account.kept + account.collapsed) == (2, 2)


def test_what_is_collapsed_says_whether_it_is_the_current_text(store: Store) -> None:
    url = "https://paper.example/storm"
    same = {"document_id": "d" + "a" * 20, "url": url, "title": "Storm hits the coast"}
    first, second = {**same, "body_hash": "b" * 32}, {**same, "body_hash": "c" * 32, "body": OTHER}
    part = cleaned(
        store, "1",
        {"item_id": "i1", **first}, {"item_id": "i2", **first},
        {"item_id": "i3", **second}, {"item_id": "i4", **second},
    )  # fmt: skip
    seen = [
        sighting(f"i{hour}", url=url, fetched_at=f"2024-03-01T0{hour}:00:00Z")
        for hour in range(1, 5)
    ]
    account = matched(store, [part], seen, new=["i1", "i2", "i3", "i4"]).account
    assert (account.kept, account.collapsed, account.is_balanced) == (2, 2, True)
    assert account.reasons == {"earlier_text_again": 1, "same_text_again": 1}


def test_the_order_of_the_parts_changes_nothing(store: Store) -> None:
    parts = [
        cleaned(store, str(number), {"item_id": f"i{number}", "document_id": "d" + "a" * 20})
        for number in (1, 2, 3)
    ]
    sightings = [sighting(f"i{number}", "/data/a.txt", number) for number in (1, 2, 3)]
    forward = matched(store, parts, sightings)
    assert matched(store, parts[::-1], sightings[::-1]).placed == forward.placed
    assert {one.version_no for one in forward.placed} == {1, 2, 3}


@pytest.mark.parametrize(("body", "documents"), [(BODY.replace("two", "three"), 1), (OTHER, 2)])
def test_a_file_with_another_headline_is_compared_by_its_words(
    store: Store, body: str, documents: int
) -> None:
    parts = [
        cleaned(store, "1", {"item_id": "i1", "title": "Storm", "body": BODY}),
        cleaned(store, "2", {"item_id": "i2", "title": "Coast", "body": body}),
    ]
    sightings = [sighting("i1", "/data/a.txt", 1), sighting("i2", "/data/a.txt", 2)]
    placed = matched(store, parts, sightings).placed
    assert len({one.document_id for one in placed}) == documents


# --- assembling --------------------------------------------------------------------------------


def keys_of(*rows: tuple[str, str, str, bool]) -> pa.Table:
    """(item, document, month, whether it is current), each version 1."""
    said = [
        {
            "item_id": item, "document_id": document, "version_no": 1, "is_current": is_current,
            "source_uri": "a.txt", "run_id": "r1", "month": month, "flags": ["undated", "odd"],
        }
        for item, document, month, is_current in rows
    ]  # fmt: skip
    return pa.Table.from_pylist(said, KEYS)


def months(
    table: Any, keys: pa.Table, store: Store, parts: Sequence[Part], wanted: Sequence[str]
) -> list[tuple[str, list[dict[str, Any]]]]:
    cleaned = scan(store.root, [part.path for part in parts])
    with session() as connection:
        found = list(months_of(table, keys, cleaned, frozenset(wanted), connection))
    assert all(month.rows.schema.equals(arrow_schema(table)) for month in found)
    return [(month.partition, month.rows.to_pylist()) for month in found]


def test_months_come_one_after_the_other_each_once_also_across_batches(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # DuckDB gives batches of at most 2,048 rows here: months end inside of them
    monkeypatch.setattr(assembling, "BATCH_ROWS", 1_000)
    names = [f"i{number:05}" for number in range(5_000)]
    month_of = {name: ("2024-01", "2024-02", "undated")[min(2, n // 2_100)]
                for n, name in enumerate(names)}  # fmt: skip
    parts = [
        cleaned(store, mark, *({"item_id": name} for name in names[start::2]))
        for start, mark in ((0, "1"), (1, "zzz"))
    ]
    keys = keys_of(*(
        (name, f"d{number:020x}", month_of[name], True) for number, name in enumerate(names)
    ))  # fmt: skip
    found = months(DOCUMENTS, keys, store, parts, ["2024-01", "2024-02", "undated"])
    assert [(partition, len(rows)) for partition, rows in found] == [
        ("month=2024-01", 2_100),
        ("month=2024-02", 2_100),
        ("month=undated", 800),
    ]
    ids = [row["document_id"] for _, rows in found for row in rows]
    assert ids == sorted(ids)
    assert len(set(ids)) == 5_000


def test_only_the_months_that_are_wanted_are_read(store: Store) -> None:
    part = cleaned(store, "1", {"item_id": "i1"}, {"item_id": "i2"})
    keys = keys_of(("i1", "d" + "1" * 20, "2024-01", True), ("i2", "d" + "2" * 20, "2024-02", True))
    assert [name for name, _ in months(DOCUMENTS, keys, store, [part], ["2024-02"])] == [
        "month=2024-02"
    ]
    assert months(DOCUMENTS, keys, store, [part], []) == []


def test_documents_hold_the_current_version_and_versions_all(store: Store) -> None:
    part = cleaned(store, "1", {"item_id": "i1"}, {"item_id": "i2"})
    keys = keys_of(
        ("i1", "d" + "1" * 20, "undated", False), ("i2", "d" + "2" * 20, "undated", True)
    )
    [(_, current)] = months(DOCUMENTS, keys, store, [part], ["undated"])
    [(_, versions)] = months(DOCUMENT_VERSIONS, keys, store, [part], ["undated"])
    assert [row["document_id"][1] for row in current] == ["2"]
    assert [(row["document_id"][1], row["is_current"]) for row in versions] == [
        ("1", False),
        ("2", True),
    ]


def test_a_day_by_the_story_stands_in_documents_with_its_evidence_and_not_in_older_versions(
    store: Store,
) -> None:
    witness = {
        "field": "title", "kind": "position", "value": "Storm", "confidence": 0.5,
        "is_chosen": True,
    }  # fmt: skip
    part = cleaned(store, "1", {"item_id": "i1", "evidence": [witness]}, {"item_id": "i2"})
    keys = keys_of(
        ("i1", "d" + "1" * 20, "2017-10", True), ("i2", "d" + "1" * 20, "undated", False)
    )
    said = keys.to_pylist()
    said[0] |= {
        "story_date": date(2017, 10, 31), "story_date_confidence": 0.4, "story_date_note": "of d2",
    }  # fmt: skip
    keys = pa.Table.from_pylist(said, KEYS)
    [(partition, [row])] = months(DOCUMENTS, keys, store, [part], ["2017-10"])
    assert partition == "month=2017-10"
    assert (row["published_date"], row["date_kind"]) == (date(2017, 10, 31), "inferred")
    assert (row["date_method"], row["date_confidence"]) == ("story_neighbour", 0.4)
    assert row["quality_flags"] == ["date_inferred", "odd"]
    [(_, [older])] = months(DOCUMENT_VERSIONS, keys, store, [part], ["undated"])
    assert (older["published_date"], older["quality_flags"]) == (None, ["odd", "undated"])
    [(_, found)] = months(EVIDENCE, keys, store, [part], ["2017-10"])
    assert [(one["evidence_no"], one["kind"], one["value"], one["note"]) for one in found] == [
        (1, "position", "Storm", None),
        (2, "story_neighbour", "2017-10-31", "of d2"),
    ]


def test_flags_of_cleaning_and_of_validation_are_joined_and_sorted(store: Store) -> None:
    part = cleaned(store, "1", {"item_id": "i1", "quality_flags": ["untitled", "odd"]})
    keys = keys_of(("i1", "d" + "1" * 20, "undated", True))
    [(_, [row])] = months(DOCUMENTS, keys, store, [part], ["undated"])
    assert row["quality_flags"] == ["odd", "undated", "untitled"]


def test_paragraphs_are_numbered_in_reading_order_and_only_of_current_versions(
    store: Store,
) -> None:
    part = cleaned(
        store, "1",
        {"item_id": "i1", "paragraphs": [paragraph("one"), paragraph("two"), paragraph("three")]},
        {"item_id": "i2", "paragraphs": [paragraph("old")]},
        {"item_id": "i3", "paragraphs": []},
    )  # fmt: skip
    keys = keys_of(
        ("i1", "d" + "1" * 20, "2024-01", True),
        ("i2", "d" + "2" * 20, "2024-01", False),
        ("i3", "d" + "3" * 20, "2024-01", True),
    )
    [(_, rows)] = months(PARAGRAPHS, keys, store, [part], ["2024-01"])
    assert [(row["para_no"], row["text"]) for row in rows] == [
        (1, "one"), (2, "two"), (3, "three"),
    ]  # fmt: skip
    assert months(EVIDENCE, keys, store, [part], ["2024-01"]) == []


def test_a_month_has_its_folder_and_the_undated_one_of_their_own() -> None:
    assert partition_of("2024-02") == "month=2024-02"
    assert partition_of("undated") == "month=undated"
