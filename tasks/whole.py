"""The figures by which a would-be snapshot as a whole is judged."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from tasks.jobs import Account
from warehouse.database import scan
from warehouse.manifest import Manifest, TableEntry
from warehouse.session import Limits, session
from warehouse.store import Store
from warehouse.tables.documents import DOCUMENTS

HANDED_ON: Final = ("parse", "clean", "validate", "match")  # each gets what the one before kept


def files_of(store: Store, entry: TableEntry) -> str:
    """SQL that reads the table's files."""
    return scan(store.root, [file.path for file in entry.files])


def figures_of(
    store: Store,
    parent: Manifest | None,
    entries: Mapping[str, TableEntry],
    accounts: Sequence[Account],
    limits: Limits,
) -> dict[str, float | None]:
    """The figures by which the snapshot as a whole is judged."""
    documents, paragraphs, evidence = (
        files_of(store, entries[name]) for name in ("documents", "paragraphs", "evidence")
    )
    received = sum(account.received for account in accounts if account.stage == "ingest")
    refused = sum(account.quarantined for account in accounts)
    skipped = sum(account.skipped for account in accounts)
    seen = received - skipped
    with session(limits=limits) as connection:

        def count(query: str) -> float:
            row = connection.execute(query).fetchone()
            return float(row[0]) if row else 0.0

        return {
            "documents_key_duplicates": count(
                f"select count(*) - count(distinct document_id) from {documents}"
            ),
            "documents_without_body_paragraph": count(
                f"select count(*) from {documents} anti join "
                f"(select document_id from {paragraphs} where kind = 'body') using (document_id)"
            ),
            "orphan_paragraphs": count(
                f"select count(*) from {paragraphs} anti join "
                f"(select document_id from {documents}) using (document_id)"
            ),
            "orphan_evidence": count(
                f"select count(*) from {evidence} anti join "
                f"(select document_id from {documents}) using (document_id)"
            ),
            "unbalanced_stages": float(_unbalanced(accounts)),
            "document_rows": float(entries[DOCUMENTS.name].rows),
            "previous_document_rows": float(parent.table(DOCUMENTS.name).rows) if parent else None,
            "share_quarantined": refused / seen if seen else None,
        }


def _unbalanced(accounts: Sequence[Account]) -> int:
    """Stages that do not add up, and pairs of stages where one got not what the other kept."""
    mapped = [account for account in accounts if account.stage in HANDED_ON]
    return sum(not account.is_balanced for account in accounts) + sum(
        one.kept != two.received for one, two in pairwise(mapped)
    )
