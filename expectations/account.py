"""Judgements on the would-be snapshot as a whole: the figures that must hold before it is seen."""

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from expectations.measures import Measure
from expectations.rules import RULES, JudgementRules
from expectations.suites import BETWEEN, Argument, Check, Level, Suite

ACCOUNT_KEY: Final = "scope"
# What each must count is said beside its check below. `previous_document_rows` is null before
# the first snapshot, `share_quarantined` when nothing was received; the others are never null.
ACCOUNT_METRICS: Final[tuple[str, ...]] = (
    "documents_key_duplicates",
    "documents_without_body_paragraph",
    "orphan_paragraphs",
    "orphan_evidence",
    "unbalanced_stages",
    "rows_unaccounted",
    "document_rows",
    "previous_document_rows",
    "share_quarantined",
)
_NULLABLE: Final = ("previous_document_rows", "share_quarantined")


def account_table(metrics: Mapping[str, float | None], scope: str = "snapshot") -> pa.Table:
    """The metrics as one row keyed by `scope`; ValueError when one is missing, odd or null."""
    odd = set(metrics) ^ set(ACCOUNT_METRICS)
    if odd:
        raise ValueError(f"the account's metrics and the SQL differ by {', '.join(sorted(odd))}")
    null = [n for n in ACCOUNT_METRICS if n not in _NULLABLE and metrics[n] is None]
    if null:
        raise ValueError(f"the account has no value for {', '.join(null)}")
    columns: dict[str, Any] = {
        name: pa.array([metrics[name]], pa.float64()) for name in ACCOUNT_METRICS
    }
    return pa.table({ACCOUNT_KEY: pa.array([scope], pa.string()), **columns})


def account_suite(*, rules: JudgementRules = RULES) -> Suite:
    """What must be true of a snapshot; a failure of level stop leaves the last one published."""
    return Suite(
        "account",
        (
            _zero("documents_key_duplicates", "A document_id stands in one row of documents."),
            _zero("documents_without_body_paragraph", "Each document has a paragraph of its body."),
            _zero("orphan_paragraphs", "Each paragraph belongs to a document."),
            _zero("orphan_evidence", "Each piece of evidence belongs to a document."),
            _zero(
                "unbalanced_stages",
                "At each stage received = kept + collapsed + quarantined + skipped, and the next "
                "stage receives what it kept.",
            ),
            _zero(
                "rows_unaccounted",
                "Each capture stored is a version, a print of one, or in quarantine; each version "
                "has its row.",
            ),
            documents_not_fewer(),
            has_documents(),
            share_quarantined(rules),
        ),
    )


def documents_not_fewer() -> Check:
    """Fewer documents than before are worth a word: new rules refused some, or two became one.

    Whether any was lost is not for this count to say, but for rows_unaccounted.
    """
    return _account(
        "documents_not_fewer",
        "warn",
        "There are not fewer documents than in the snapshot before.",
        Measure(
            "documents_gained",
            ("document_rows", "previous_document_rows"),
            lambda table: pc.subtract(table["document_rows"], table["previous_document_rows"]),
        ),
        min_value=0,
    )


def has_documents() -> Check:
    """An empty snapshot is worth a word, but is published: its quarantine says what is wrong."""
    return _account(
        "has_documents", "warn", "There is a document.", _metric("document_rows"), min_value=1
    )


def share_quarantined(rules: JudgementRules) -> Check:
    """Many refused inputs at once come from a changed layout or a broken feed, not from chance."""
    return _account(
        "share_quarantined",
        "warn",
        f"At most {rules.share_quarantined:.0%} of what this run took up is in quarantine.",
        _metric("share_quarantined"),
        max_value=rules.share_quarantined,
    )


def _zero(metric: str, meaning: str) -> Check:
    return _account(metric, "stop", meaning, _metric(metric), max_value=0)


def _metric(name: str) -> Measure:
    return Measure(name, (name,), lambda table: table[name])


def _account(word: str, level: Level, meaning: str, measure: Measure, **bounds: Argument) -> Check:
    return Check(
        f"account.{word}", None, level, meaning, measure, BETWEEN, tuple(sorted(bounds.items()))
    )
