"""The rows of the small tables, and what goes to quarantine, stays there and leaves it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tasks.bundles import Bundles
from tasks.jobs import Account
from tasks.ledgers import (
    capture_rows,
    outlet_rows,
    quarantine_rows,
    reconciliation_rows,
    sighting_rows,
)
from tasks.matching.versions import Placed
from tasks.outlets.registry import Registry
from tasks.refusals import carried_on, latest_by_item
from tasks.rulebook import load_registry
from tasks.sightings import Refusal, Sighting

MONDAY = datetime(2024, 3, 4, 12, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)

SIGHTING = Sighting(
    "copy/a.txt", "/data/copy/a.txt", 1, "c1", "i1", 10, 1, None, None, None, None, None,
    MONDAY, "r1",
)  # fmt: skip
UNREADABLE = Refusal(
    "copy/a.txt", "/data/copy/a.txt", None, "ingest", "unreadable_file", "Permission denied"
)


def no_bundles() -> Bundles:
    return Bundles((), "reading", {})


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def quarantined(
    registry: Registry,
    *refused: Refusal,
    before: tuple[dict[str, Any], ...] = (),
    sightings: tuple[Sighting, ...] = (SIGHTING,),
    at: datetime = MONDAY,
) -> list[dict[str, Any]]:
    return quarantine_rows(refused, before, sightings, registry, at)


# --- quarantine ------------------------------------------------------------------------------


def test_a_first_refusal_is_seen_now_and_tried_once(registry: Registry) -> None:
    [row] = quarantined(registry, UNREADABLE)
    assert (row["first_seen"], row["last_seen"], row["attempts"]) == (MONDAY, MONDAY, 1)
    assert (row["stage"], row["reason_code"]) == ("ingest", "unreadable_file")


def test_a_refusal_met_again_keeps_when_it_was_first_seen_and_counts(registry: Registry) -> None:
    before = quarantined(registry, UNREADABLE)
    [row] = quarantined(
        registry, replace(UNREADABLE, detail="Still denied"), before=tuple(before), at=TUESDAY
    )
    assert (row["first_seen"], row["last_seen"], row["attempts"]) == (MONDAY, TUESDAY, 2)
    assert row["detail"] == "Still denied"


def test_a_refusal_that_is_only_carried_on_keeps_its_times(registry: Registry) -> None:
    before = quarantined(registry, UNREADABLE)
    carried = carried_on(before, frozenset(), (), no_bundles())
    assert quarantined(registry, *carried, before=tuple(before), at=TUESDAY) == before


def test_another_reason_for_the_same_input_is_another_row(registry: Registry) -> None:
    before = quarantined(registry, UNREADABLE)
    [row] = quarantined(
        registry, replace(UNREADABLE, reason_code="too_large"), before=tuple(before), at=TUESDAY
    )
    assert (row["first_seen"], row["attempts"]) == (TUESDAY, 1)


def test_what_is_not_refused_any_more_is_gone(registry: Registry) -> None:
    assert quarantined(registry, before=tuple(quarantined(registry, UNREADABLE))) == []


@pytest.mark.parametrize(
    ("beside", "outlet"),
    [
        ({"outlet": "The Korea Herald"}, "korea_herald"),
        ({"outlet": "The Valley Post"}, "the_valley_post"),
        ({"url": "https://www.chinadaily.com.cn/a/1.html"}, "china_daily"),
        ({"url": "https://valley-post.example/1"}, None),
        ({}, None),
    ],
)
def test_a_refused_input_has_the_outlet_that_was_said_beside_it(
    registry: Registry, beside: dict[str, str], outlet: str | None
) -> None:
    sighting = replace(SIGHTING, **beside)
    [row] = quarantined(registry, UNREADABLE, sightings=(sighting,))
    assert row["outlet_id"] == outlet


def test_inputs_that_were_not_looked_at_are_carried_on(registry: Registry) -> None:
    later = replace(UNREADABLE, stage="parse", capture_id="c1")
    rows = quarantined(registry, UNREADABLE, later)
    [carried] = carried_on(rows, frozenset(), (), no_bundles())  # parsed parts speak for themselves
    assert (carried.source_uri, carried.is_new) == ("copy/a.txt", False)
    assert carried_on(rows, frozenset({"/data/copy/a.txt"}), (), no_bundles()) == []


def test_an_input_that_is_gone_from_a_listed_folder_leaves_the_quarantine(
    registry: Registry,
) -> None:
    rows = quarantined(registry, UNREADABLE)
    assert carried_on(rows, frozenset(), ["/data/copy"], no_bundles()) == []
    assert len(carried_on(rows, frozenset(), ["/data/cop"], no_bundles())) == 1


# --- sightings -------------------------------------------------------------------------------


def test_only_the_newest_content_of_a_place_can_be_in_quarantine() -> None:
    mended = replace(SIGHTING, generation=2, item_id="i2", capture_id="c2")
    elsewhere = replace(SIGHTING, location="/data/copy/b.txt", source_uri="copy/b.txt")
    assert latest_by_item([mended, SIGHTING]) == {"i2": [mended]}
    assert latest_by_item([SIGHTING, mended, elsewhere]) == {"i2": [mended], "i1": [elsewhere]}


def test_a_sighting_says_which_version_it_became_or_none() -> None:
    refused = replace(SIGHTING, location="/data/b", item_id="i9", capture_id="c9", byte_count=3)
    rows = sighting_rows([SIGHTING, refused], [Placed("i1", "d1", 2, True, True)])
    assert [(row["document_id"], row["version_no"]) for row in rows] == [
        ("d1", 2),
        (None, None),
    ]
    assert capture_rows([SIGHTING, refused]) == [
        {"capture_id": "c1", "byte_count": 10, "sightings": 1},
        {"capture_id": "c9", "byte_count": 3, "sightings": 1},
    ]


def test_a_capture_counts_its_places_not_how_often_it_came_back() -> None:
    again = replace(SIGHTING, generation=3)
    other = replace(SIGHTING, location="/data/copy/b.txt")
    [capture] = capture_rows([SIGHTING, again, other])
    assert capture["sightings"] == 2


# --- outlets, accounts -----------------------------------------------------------------------


def test_outlets_are_the_registered_ones_and_those_the_input_named(registry: Registry) -> None:
    tables = outlet_rows(registry, [("bbc", "BBC"), ("valley_post", "The Valley Post")])
    rows = {row["outlet_id"]: row for row in tables["outlets"]}
    assert rows["bbc"]["is_registered"]
    assert not rows["valley_post"]["is_registered"]
    assert rows["valley_post"]["name"] == "The Valley Post"
    assert len(rows) == len(registry.outlets) + 1
    assert {"xinhua", "yonhap"} <= {row["agency_id"] for row in tables["wire_agencies"]}


def test_accounts_add_up_with_their_reasons() -> None:
    one = Account("parse", "captures", 3, 1, 0, 2, 0, {"no_article": 2})
    two = Account("parse", "captures", 2, 1, 0, 1, 0, {"empty_file": 1})
    total = one + two
    assert (total.received, total.kept, total.quarantined) == (5, 2, 3)
    assert list(total.reasons.items()) == [("empty_file", 1), ("no_article", 2)]
    assert total.is_balanced
    assert not replace(total, kept=3).is_balanced
    [row] = reconciliation_rows("r1", [replace(total, kept=3)])
    assert row["is_balanced"] is False
