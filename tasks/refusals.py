"""Everything that goes to quarantine, gathered from the parts and from earlier runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from tasks.bundles import Bundles
from tasks.jobs import PartOutcome
from tasks.opening import ACCESS
from tasks.sightings import Refusal, Sighting, newest
from tasks.validate import Judged
from warehouse.parts import Part
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The failed expectation of each refused item, and the warnings of each item."""

    failed: Mapping[str, str]
    flags: Mapping[str, tuple[str, ...]]


def carried_on(
    rows: Iterable[Mapping[str, Any]],
    looked_at: frozenset[str],
    folders: Iterable[str],
    bundles: Bundles,
    sightings: Iterable[Sighting] = (),
) -> list[Refusal]:
    """What an earlier run could not read and this one did not look at.

    A member of a bundle stays as long as the content of the bundle is left alone, wherever that
    was seen. What lay in a folder this run listed, and lies there no more, is carried on no
    further; nor is a revisit whose page has been read since.
    """
    seen = {one.location for one in sightings if one.is_revisit}
    listed = tuple(f"{folder.rstrip('/')}/" for folder in folders)
    return [
        Refusal(
            row["source_uri"], row["location"], row["capture_id"], row["stage"],
            row["reason_code"], row["detail"], row["outlet_id"], is_new=False,
        )
        for row in rows
        if row["stage"] == "ingest"
        and row["location"] not in seen
        and _stays(row, looked_at, listed, bundles)
    ]  # fmt: skip


def _stays(
    row: Mapping[str, Any], looked_at: frozenset[str], listed: tuple[str, ...], bundles: Bundles
) -> bool:
    location = row["location"]
    bundle = bundles.holder(location)
    if bundle is not None and bundle.bundle_id in bundles.left:
        # the way to it was barred then, and is open now
        return not (location in looked_at and row["reason_code"] in ACCESS)
    place = bundle.location if bundle is not None else location
    return place not in looked_at and not location.startswith(listed)


def latest_by_item(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    """The newest sighting at each place, by item.

    What was refused at a place before and has been mended since is in quarantine no more.
    """
    by_item: dict[str, list[Sighting]] = {}
    for sighting in newest(sightings).values():
        by_item.setdefault(sighting.item_id, []).append(sighting)
    return by_item


def verdicts_of(store: Store, judged: Sequence[Judged]) -> Verdicts:
    """What the judged parts say of their items."""
    failed: dict[str, str] = {}
    flags: dict[str, tuple[str, ...]] = {}
    for one in judged:
        for row in store.read_part(one.outcome.part).to_pylist():
            if row["expectation"]:
                failed[row["item_id"]] = row["expectation"]
            if row["flags"]:
                flags[row["item_id"]] = tuple(row["flags"])
    return Verdicts(failed, flags)


def refused_items(
    store: Store,
    stage: str,
    outcomes: Sequence[PartOutcome],
    places: Mapping[str, Sequence[Sighting]],
    is_new: Callable[[Part], bool],
    run_id: str,
) -> Iterator[Refusal]:
    """One refusal a place of each item that parse or clean refused."""
    for outcome in outcomes:
        if not outcome.account.quarantined:
            continue
        table = store.read_part(outcome.part, ["item_id", "reason_code", "detail"])
        for row in table.filter(pc.is_valid(table["reason_code"])).to_pylist():
            for place in places.get(row["item_id"], ()):
                yield Refusal(
                    place.source_uri,
                    place.location,
                    place.capture_id,
                    stage,
                    row["reason_code"],
                    row["detail"],
                    None,
                    is_new=is_new(outcome.part),
                    is_first=place.run_id == run_id,
                )


def failed_items(
    store: Store,
    cleaned: Sequence[PartOutcome],
    judged: Sequence[Judged],
    failed: Mapping[str, str],
    places: Mapping[str, Sequence[Sighting]],
    is_new: Callable[[Part], bool],
    run_id: str,
) -> Iterator[Refusal]:
    """One refusal a place of each item that failed an expectation, which is named with it."""
    if not failed:
        return
    meaning = {verdict.expectation: verdict.meaning for one in judged for verdict in one.verdicts}
    for outcome in cleaned:
        for row in store.read_part(outcome.part, ["item_id", "outlet_id"]).to_pylist():
            expectation = failed.get(row["item_id"])
            for place in places.get(row["item_id"], ()) if expectation else ():
                yield Refusal(
                    place.source_uri,
                    place.location,
                    place.capture_id,
                    "validate",
                    "expectation_failed",
                    f"{expectation}: {meaning.get(expectation or '', '')}",
                    row["outlet_id"],
                    is_new=is_new(outcome.part),
                    is_first=place.run_id == run_id,
                )
