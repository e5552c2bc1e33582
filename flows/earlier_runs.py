"""What earlier runs saw and refused, and whether there is anything for this one to do."""

import json
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from flows.run_context import RunContext
from tasks.annotate import LAYER as ANNOTATED
from tasks.annotate import mark_of
from tasks.bundles import BUNDLE_FIELDS, Bundles
from tasks.ingest import Ingested
from tasks.listing import Found, InputError
from tasks.recognition import Knowledge
from tasks.revisits import MET_FIELDS, MetAgain
from tasks.sightings import SIGHTING_FIELDS, Refusal, sightings_of
from tasks.validate import IN_THE_FUTURE
from warehouse.contract import CONTRACT_VERSION
from warehouse.parts import Part
from warehouse.tables.captures import FEED_ENTRIES


def tried_again(run: RunContext) -> list[Found]:
    """Inputs that could not be read before, or hold what could not, when told to try them again."""
    if not run.settings.retry_quarantined:
        return []
    places = {
        row["location"]: row["source_uri"]
        for row in run.previous("quarantine", ["source_uri", "location", "stage"])
        if row["stage"] == "ingest"
    }
    bundles = Bundles(run.previous("bundles", list(BUNDLE_FIELDS)), "", {})
    for place in list(places):
        bundle = bundles.holder(place)
        if bundle is not None:
            del places[place]
            places[bundle.location] = bundle.source_uri
    return [Found(uri, place) for place, uri in sorted(places.items())]


def knowledge_of(run: RunContext, again: frozenset[str]) -> Knowledge:
    """What earlier runs saw; the inputs `again` are read though nothing in them changed."""
    return Knowledge(
        sightings=sightings_of(run.previous_rows("sightings", list(SIGHTING_FIELDS))),
        captured_items=_captured_items(run),
        bundles=run.previous("bundles", list(BUNDLE_FIELDS)),
        revisits=(MetAgain(**row) for row in run.previous_rows("revisits", list(MET_FIELDS))),
        feed_entries=run.previous_rows("feed_entries", list(FEED_ENTRIES.column_names)),
        split_by=_separators(run) if run.settings.article_separator is not None else None,
        again=again,
        refused=frozenset(refused_before(run)),
        addresses=lambda: _addresses(run),
        contents=lambda items: _contents(run, items),
    )


def refuse_another_separator(run: RunContext, inputs: Iterable[Found]) -> None:
    """Raises InputError where a file that an earlier run parted would be parted otherwise, or not.

    Its pieces stay documents: read whole, it would be published again beside them.
    """
    parted_by = {run_id: one for run_id, one in _separators(run).items() if one}
    parted = {
        row["location"]: parted_by[row["run_id"]]
        for row in (run.previous("bundles", list(BUNDLE_FIELDS)) if parted_by else ())
        if row["form"] == "text" and row["items"] > 1 and row["run_id"] in parted_by
    }
    for found in inputs:
        separator = parted.get(found.place)
        if separator is not None and separator != run.settings.article_separator:
            now = run.settings.article_separator
            raise InputError(
                f"{found.source_uri} was parted at {separator!r} in an earlier run, and this run "
                f"names {repr(now) if now else 'no article separator'}: its articles would be "
                f"published again. Name the same (--article-separator {separator!r}, or in "
                "dateline.toml), or begin a new warehouse; nothing was changed"
            )


def _separators(run: RunContext) -> dict[str, str | None]:
    """The article separator of each earlier run."""
    return {
        row["run_id"]: json.loads(row["settings"]).get("article_separator")
        for row in run.previous("runs", ["run_id", "settings"])
    }


def _addresses(run: RunContext) -> Iterator[tuple[str, str]]:
    """Each cleaned item that has a URL, with it."""
    for part in _readable(run, "cleaned"):
        table = run.store.read_part(part, ["item_id", "url"])
        items, urls = table["item_id"].to_pylist(), table["url"].to_pylist()
        yield from ((item, url) for item, url in zip(items, urls, strict=True) if url)


def _contents(run: RunContext, items: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each of these items, one part of the captures in memory at a time."""
    for part in _readable(run, "captured"):
        if not items.isdisjoint(run.store.read_part(part, ["item_id"])["item_id"].to_pylist()):
            table = run.store.read_part(part, ["item_id", "content"])
            here = pc.is_in(table["item_id"], value_set=pa.array(sorted(items)))
            for row in table.filter(here).to_pylist():
                yield row["item_id"], row["content"]


def _readable(run: RunContext, layer: str) -> list[Part]:
    """The parts of the layer but those that are gone: this run makes them anew."""
    gone = frozenset(run.store.missing(run.parent)) if run.parent else frozenset()
    return [part for part in run.parts(layer) if part.path not in gone]


def _captured_items(run: RunContext) -> frozenset[str]:
    return frozenset(
        item
        for part in run.parts("captured")
        for item in run.store.read_part(part, ["item_id"])["item_id"].to_pylist()
    )


def refused_before(run: RunContext) -> set[tuple[str, str]]:
    """Place and reason of each input that could not be read before."""
    return {
        (row["location"], row["reason_code"])
        for row in run.previous("quarantine", ["location", "reason_code", "stage"])
        if row["stage"] == "ingest"
    }


def place_and_reason(refusal: Refusal) -> tuple[str, str]:
    """What tells one refusal of an input from another."""
    return refusal.location, refusal.reason_code


def is_idle(run: RunContext, ingested: Ingested) -> bool:
    """Whether no content is new and no rule has changed since the snapshot in force."""
    if run.parent is None or ingested.is_changed or run.settings.rebuild:
        return False
    missing = run.store.missing(run.parent)
    if missing:
        run.say(f"{len(missing):,} files of the snapshot are missing or cut short: made anew")
        return False
    if _may_be_right_by_now(run):
        run.say("a document was refused for a day that was yet to come: it is judged again")
        return False
    if run.parent.code_version != run.rules or run.parent.contract_version != CONTRACT_VERSION:
        run.say("the rules changed since the last snapshot: every layer is derived again")
        return False
    if not _has_these_subjects(run):
        run.say(
            "topics or entities changed since the last snapshot: every article is read for them"
        )
        return False
    return True


def _has_these_subjects(run: RunContext) -> bool:
    """Whether the articles were annotated by the topics and entities in force."""
    done = {part.fingerprint for part in run.parts(ANNOTATED)}
    return all(mark_of(part, run.subject_rules) in done for part in run.parts("cleaned"))


def _may_be_right_by_now(run: RunContext) -> bool:
    """Whether a document was kept out for a day to come, and this run's day is another."""
    early = any(
        row["reason_code"] == "expectation_failed" and row["detail"].startswith(IN_THE_FUTURE)
        for row in run.previous("quarantine", ["reason_code", "detail"])
    )
    if not early:
        return False
    last = run.previous("runs", ["started_at", "settings"])[-1]
    judged_at = json.loads(last["settings"]).get("as_of") or last["started_at"].date().isoformat()
    return bool(judged_at != run.as_of)
