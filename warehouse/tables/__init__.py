"""The schema, said once: every published table of the warehouse."""

from typing import Final

from warehouse.contract import Table
from warehouse.tables.captures import BUNDLES, CAPTURES, FEED_ENTRIES, REVISITS, SIGHTINGS
from warehouse.tables.dictionary import DATA_DICTIONARY
from warehouse.tables.documents import DOCUMENT_VERSIONS, DOCUMENTS
from warehouse.tables.evidence import EVIDENCE
from warehouse.tables.ledger import (
    CHANGES,
    QUARANTINE,
    RECONCILIATION,
    REDIRECTS,
    RUNS,
    SKIPPED,
    SNAPSHOTS,
    VALIDATIONS,
)
from warehouse.tables.outlets import OUTLETS, WIRE_AGENCIES
from warehouse.tables.paragraphs import PARAGRAPHS
from warehouse.tables.relations import (
    ALIGNED_SENTENCES,
    CLUSTER_MEMBERS,
    CLUSTERS,
    COPIES,
    HOUSE_LINES,
)
from warehouse.tables.search import SEARCH_DOCUMENTS, SEARCH_POSTINGS
from warehouse.tables.stories import STORIES, STORY_MEMBERS
from warehouse.tables.subjects import (
    COVERAGE_CALENDAR,
    ENTITIES,
    MENTIONS,
    QUOTES,
    TOPIC_HITS,
    TOPICS,
)

TABLES: Final[tuple[Table, ...]] = (
    DOCUMENTS,
    DOCUMENT_VERSIONS,
    PARAGRAPHS,
    EVIDENCE,
    COPIES,
    CLUSTERS,
    CLUSTER_MEMBERS,
    HOUSE_LINES,
    STORIES,
    STORY_MEMBERS,
    ALIGNED_SENTENCES,
    OUTLETS,
    WIRE_AGENCIES,
    TOPICS,
    TOPIC_HITS,
    ENTITIES,
    MENTIONS,
    QUOTES,
    COVERAGE_CALENDAR,
    SEARCH_POSTINGS,
    SEARCH_DOCUMENTS,
    CAPTURES,
    SIGHTINGS,
    REVISITS,
    FEED_ENTRIES,
    BUNDLES,
    QUARANTINE,
    SKIPPED,
    RECONCILIATION,
    VALIDATIONS,
    RUNS,
    SNAPSHOTS,
    CHANGES,
    REDIRECTS,
    DATA_DICTIONARY,
)


def table_named(name: str) -> Table:
    """The table of that name; KeyError when the contract has none."""
    for table in TABLES:
        if table.name == name:
            return table
    raise KeyError(f"the contract has no table {name}")
