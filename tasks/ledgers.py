"""The rows of the small tables: outlets, sightings, quarantine, accounts, verdicts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from expectations.judge import Verdict
from tasks.article.identity import target_of
from tasks.article.outlet import slug_of
from tasks.bundles import Bundle
from tasks.jobs import Account
from tasks.matching.versions import Placed
from tasks.outlets.registry import Registry
from tasks.sightings import SIGHTING_FIELDS, Refusal, Sighting, Skipped

Row = dict[str, Any]


def outlet_rows(registry: Registry, named: Iterable[tuple[str, str]]) -> dict[str, list[Row]]:
    """`outlets` (the registry's and those only the input named) and `wire_agencies`."""
    outlets: dict[str, Row] = {
        outlet.outlet_id: {
            "outlet_id": outlet.outlet_id,
            "name": outlet.name,
            "country": outlet.country,
            "languages": list(outlet.languages),
            "zone": outlet.zone,
            "media_type": outlet.media_type,
            "ownership": outlet.ownership,
            "domains": list(outlet.domains),
            "is_registered": True,
        }
        for outlet in registry.outlets.values()
    }
    for outlet_id, name in named:
        outlets.setdefault(
            outlet_id,
            {
                "outlet_id": outlet_id,
                "name": name,
                "country": None,
                "languages": [],
                "zone": None,
                "media_type": "unknown",
                "ownership": "unknown",
                "domains": [],
                "is_registered": False,
            },
        )
    agencies = [
        {
            "agency_id": outlet.agency.agency_id,
            "name": outlet.agency.name,
            "outlet_id": outlet.outlet_id,
            "country": outlet.country,
            "aliases": list(outlet.agency.aliases),
        }
        for outlet in registry.outlets.values()
        if outlet.agency
    ]
    return {"outlets": list(outlets.values()), "wire_agencies": agencies}


def sighting_rows(sightings: Iterable[Sighting], placed: Iterable[Placed]) -> Iterator[Row]:
    """`sightings`, each with the version it became; one at a time, as a row takes a kilobyte."""
    where = {item.item_id: item for item in placed}
    for sighting in sightings:
        item = where.get(sighting.item_id)
        yield {
            **{name: getattr(sighting, name) for name in SIGHTING_FIELDS},
            "document_id": item.document_id if item else None,
            "version_no": item.version_no if item else None,
        }


def capture_rows(sightings: Sequence[Sighting]) -> list[Row]:
    """`captures`: one row a content, with the number of its places."""
    places = Counter(
        capture for capture, _ in dict.fromkeys((one.capture_id, one.location) for one in sightings)
    )
    sizes = {sighting.capture_id: sighting.byte_count for sighting in sightings}
    return [
        {"capture_id": capture, "byte_count": sizes[capture], "sightings": count}
        for capture, count in places.items()
    ]


def bundle_rows(bundles: Iterable[Bundle]) -> list[Row]:
    """`bundles`: one row a place and content that held more than itself."""
    return [asdict(bundle) for bundle in bundles]


def quarantine_rows(
    refused: Iterable[Refusal],
    before: Iterable[Row],
    sightings: Iterable[Sighting],
    registry: Registry,
    started_at: datetime,
) -> list[Row]:
    """`quarantine`: one row a place, content, stage and reason, with how often it was tried.

    A refusal that this run only carries on keeps its times.
    """
    keys = ("location", "capture_id", "stage", "reason_code")
    known = {tuple(row[key] for key in keys): row for row in before}
    said = {}
    for sighting in sightings:
        said[sighting.location] = sighting
    rows: dict[tuple[Any, ...], Row] = {}
    for refusal in refused:
        key = tuple(getattr(refusal, name) for name in keys)
        old = known.get(key)
        if old and not refusal.is_new:
            rows[key] = old
            continue
        rows[key] = {
            **{name: getattr(refusal, name) for name in (*keys, "source_uri", "detail")},
            "outlet_id": refusal.outlet_id or _outlet_of(said.get(refusal.location), registry),
            "first_seen": old["first_seen"] if old else started_at,
            "last_seen": started_at,
            "attempts": old["attempts"] + 1 if old else 1,
        }
    return list(rows.values())


def skipped_rows(run_id: str, skipped: Iterable[Skipped]) -> list[Row]:
    """`skipped`: one row an example of what this run passed over, with the count of its reason."""
    return [
        {
            "run_id": run_id,
            "reason_code": one.reason_code,
            "example_no": number,
            "items": one.items,
            "source_uri": source_uri,
            "detail": detail,
        }
        for one in skipped
        for number, (source_uri, detail) in enumerate(one.examples, start=1)
    ]


def _outlet_of(sighting: Sighting | None, registry: Registry) -> str | None:
    if sighting is None:
        return None
    if sighting.outlet:
        outlet = registry.by_name.get(sighting.outlet.casefold())
        return outlet.outlet_id if outlet else slug_of(sighting.outlet) or None
    outlet = registry.of_url(target_of(sighting.url)) if sighting.url else None
    return outlet.outlet_id if outlet else None


def reconciliation_rows(run_id: str, accounts: Iterable[Account]) -> list[Row]:
    """`reconciliation`: one row a stage of this run."""
    return [
        {
            "run_id": run_id,
            "stage": account.stage,
            "unit": account.unit,
            "received": account.received,
            "kept": account.kept,
            "collapsed": account.collapsed,
            "quarantined": account.quarantined,
            "skipped": account.skipped,
            "is_balanced": account.is_balanced,
        }
        for account in accounts
    ]


def validation_rows(run_id: str, verdicts: Iterable[Verdict]) -> list[Row]:
    """`validations`: one row a suite, scope and expectation of this run."""
    return [
        {
            "run_id": run_id,
            "suite": verdict.suite,
            "scope": verdict.scope,
            "expectation": verdict.expectation,
            "column_name": verdict.column,
            "level": verdict.level,
            "rows_checked": verdict.rows_checked,
            "rows_failed": verdict.rows_failed,
            "is_success": verdict.rows_failed == 0,
            "meaning": verdict.meaning,
        }
        for verdict in verdicts
    ]
