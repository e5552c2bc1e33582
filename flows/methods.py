"""What a reader of an answer must know of the snapshot it comes from, in sentences."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import duckdb

from flows.printing import counted
from warehouse.manifest import Manifest
from warehouse.tables import TABLES

PRINTS: Final = frozenset({"documents", "document_versions"})
RELATIONS: Final = frozenset({"copies", "clusters", "cluster_members"})
GAPS: Final = MappingProxyType(
    {
        "null": "A period with a day that is a gap or was not observed has no figure (gaps null).",
        "scale": "Figures of periods with unknown days are scaled up from their known days "
        "(gaps scale).",
        "zero": "Days that are a gap or were not observed are taken for days without documents "
        "(gaps zero).",
    }
)
COUNTS_TEXTS: Final = frozenset(
    {"body_hash", "texts", "cluster_id", "is_cluster_origin", "originals", "originality", "unit"}
)
HISTORIES: Final = frozenset(table.name for table in TABLES if table.history)
VOLATILE: Final = frozenset(
    column.name for table in TABLES if not table.history for column in table.columns
    if column.volatile
)  # fmt: skip

_FACTS: Final = """
select
    count(*) as documents,
    count(distinct outlet_id) as outlets,
    count(*) filter (where outlet_id is null) as without_outlet,
    min(published_date) as first_date,
    max(published_date) as last_date,
    count(*) filter (where published_date is null) as undated,
    count(*) filter (where published_date is not null and date_kind = 'published') as stated,
    count(*) filter (where published_date is not null and date_kind = 'updated') as updated,
    count(*) filter (where published_date is not null and date_kind = 'inferred') as inferred,
    count(distinct coalesce(cluster_id, body_hash)) as texts,
    count(cluster_id) as in_clusters,
    count(distinct cluster_id) as clusters
from documents
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a query names and reads: tables, the views and macros between, columns.

    `gaps` are the ways in which its macros take unknown days, `topics` what it names as a topic.
    """

    reads: frozenset[str]
    through: frozenset[str]
    columns: frozenset[str]
    gaps: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


def facts_of(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Figures of the snapshot's documents, and how its topics are defined.

    What an older snapshot has not the columns for is left out.
    """
    facts: dict[str, Any] = {}
    with suppress(duckdb.Error):
        found = connection.execute(_FACTS)
        names = [column[0] for column in found.description or ()]
        facts |= zip(names, found.fetchone() or (), strict=True)
    with suppress(duckdb.Error):
        topics = connection.execute(
            "select topic_id, name, version, definition from topics where definition is not null"
        )
        facts["topics"] = {
            topic_id: f"The topic {topic_id} ({name}, version {version}) is {_defined(definition)}."
            for topic_id, name, version, definition in topics.fetchall()
        }
    return facts


def methods(manifest: Manifest, facts: Mapping[str, Any], touched: Touched, release: str) -> str:
    """One paragraph: where the answer comes from, what that holds, and how it may be read."""
    source = (
        f"The figures were computed with Dateline {release} from snapshot {manifest.snapshot_id} "
        f"(number {manifest.sequence}, of {manifest.created_at:%Y-%m-%d}; contract "
        f"{manifest.contract_version})."
    )
    return " ".join(
        [source, *(_holds(facts) if "documents" in facts else ()), *caveats(facts, touched)]
    )


def caveats(facts: Mapping[str, Any], touched: Touched) -> list[str]:
    """What to mind with the tables the query reads, a sentence or two each."""
    return [
        *_of_prints(facts, touched),
        *_of_the_calendar(facts, touched),
        *_of_tables(touched),
        *_of_topics(facts, touched),
        *_of_this_warehouse(touched),
    ]


def _holds(facts: Mapping[str, Any]) -> Iterator[str]:
    span = (
        f", dated {facts['first_date']} to {facts['last_date']}"
        if facts["first_date"]
        else ", none with a day"
    )
    unknown = facts["without_outlet"]
    yield (
        f"It holds {counted(facts['documents'], 'document')} of "
        f"{counted(facts['outlets'], 'outlet')}"
        f"{f' and unknown ones ({unknown:,} of the documents)' if unknown else ''}{span}."
    )


def _of_prints(facts: Mapping[str, Any], touched: Touched) -> Iterator[str]:
    if not touched.reads & PRINTS or "documents" not in facts:
        return
    yield (
        f"Days are the outlets' local days: {facts['stated']:,} are stated, {facts['updated']:,} "
        f"are days of an update, {facts['inferred']:,} are inferred; {facts['undated']:,} "
        "documents have no day and are in no month."
    )
    yield "A day or month without documents was not observed; it is not zero."
    counted = touched.columns & COUNTS_TEXTS | touched.through & COUNTS_TEXTS
    how = (
        f"The query speaks of that by {', '.join(sorted(counted))}."
        if counted
        else "The query sets no copies aside: it counts printings."
    )
    yield (
        f"The same text printed twice is two documents: with copies taken together they are "
        f"{facts['texts']:,} texts, and {facts['in_clusters']:,} documents are in "
        f"{facts['clusters']:,} clusters of copies. {how}"
    )


def _of_the_calendar(facts: Mapping[str, Any], touched: Touched) -> Iterator[str]:
    if "coverage_calendar" not in touched.reads:
        return
    yield (
        "The calendar judges a day by the outlet's own past: its status says which days are gaps."
    )
    if facts.get("without_outlet"):
        yield (
            f"Documents without an outlet, {facts['without_outlet']:,} here, are in no figure of "
            "one."
        )
    for way in sorted(touched.gaps):
        yield GAPS.get(way, f"Unknown days are taken as the query says (gaps {way}).")


def _of_tables(touched: Touched) -> Iterator[str]:
    reads = touched.reads
    if reads & RELATIONS:
        yield (
            "First means first by stated times among what was read here, and being later proves "
            "no copying."
        )
    if reads & {"stories", "story_members"}:
        yield "A story is a claim by likeness of texts, not a fact."
    if reads & {"entities", "mentions"}:
        yield "Entities are found by the names listed in the table entities, and by no others."
    if "quotes" in reads:
        yield "Quotations are found by rule; speakers are as written."


def _of_topics(facts: Mapping[str, Any], touched: Touched) -> Iterator[str]:
    if not touched.reads & {"topics", "topic_hits"}:
        return
    known = facts.get("topics", {})
    yield from (known[topic] for topic in sorted(touched.topics & known.keys()))
    yield (
        "A hit is a naming in the cleaned text; the table topics has the definition, of phrases, "
        "names of entities or words near each other, and its version."
    )


def _defined(definition: str) -> str:
    """The kind of a topic's definition, in words."""
    said: dict[str, Any] = json.loads(definition)
    parts = [counted(len(said["any"]), "phrase")] if said.get("any") else []
    if entities := said.get("entities"):
        noun = "entity" if len(entities) == 1 else "entities"
        parts.append(f"the names of the {noun} {', '.join(entities)}")
    if near := said.get("near"):
        parts.append(f"{counted(len(near), 'pair')} of phrases near each other")
    text = f"defined by {' and '.join(parts)}"
    if required := said.get("all"):
        text += f", together with {counted(len(required), 'other')}"
    if barred := said.get("none"):
        text += f", where {counted(len(barred), 'other')} are missing"
    if (where := said.get("where", "anywhere")) != "anywhere":
        text += f", looked for in {where.replace('_', ' ').replace('title', 'the headline')}"
    if (least := said.get("min_hits", 1)) > 1:
        text += f", with at least {least} namings"
    return text


def _of_this_warehouse(touched: Touched) -> Iterator[str]:
    """What the snapshot id does not vouch for."""
    if histories := sorted(touched.reads & HISTORIES):
        yield (
            f"{', '.join(histories)}: the history of this warehouse, which the snapshot id does "
            "not vouch for; the same content elsewhere has another."
        )
    if volatile := sorted(touched.columns & VOLATILE):
        yield (
            f"{', '.join(volatile)}: where and when the copy was read, which the snapshot id does "
            "not vouch for."
        )
