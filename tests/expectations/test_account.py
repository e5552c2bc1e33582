from typing import Any

import pytest

from expectations.account import ACCOUNT_KEY, ACCOUNT_METRICS, account_suite, account_table
from expectations.judge import Judgement, judge

GOOD: dict[str, float | None] = {
    "documents_key_duplicates": 0,
    "documents_without_body_paragraph": 0,
    "orphan_paragraphs": 0,
    "orphan_evidence": 0,
    "unbalanced_stages": 0,
    "rows_unaccounted": 0,
    "document_rows": 5,
    "previous_document_rows": 4,
    "share_quarantined": 0.1,
}


def judged(**metrics: Any) -> Judgement:
    suite = account_suite()
    return judge(account_table(GOOD | metrics), suite, key=(ACCOUNT_KEY,), scope="snapshot")


def stopped_by(judgement: Judgement) -> list[str]:
    return [verdict.expectation for verdict in judgement.stopped]


def test_an_account_that_adds_up_stops_nothing() -> None:
    judgement = judged()
    assert judgement.stopped == ()
    assert not judgement.flags
    assert len(judgement.verdicts) == 9


@pytest.mark.parametrize("metric", [name for name in ACCOUNT_METRICS if GOOD[name] == 0])
def test_one_row_out_of_place_stops_the_publication(metric: str) -> None:
    judgement = judged(**{metric: 1})
    assert stopped_by(judgement) == [f"account.{metric}"]
    assert judgement.stopped[0].failed_keys == ("snapshot",)
    assert not judgement.quarantined


def test_fewer_documents_than_before_warn() -> None:
    judgement = judged(previous_document_rows=6)
    assert judgement.stopped == ()
    assert dict(judgement.flags) == {"snapshot": ("documents_not_fewer",)}


def test_the_first_snapshot_has_nothing_to_be_compared_with() -> None:
    assert judged(previous_document_rows=None).stopped == ()


def test_an_empty_snapshot_and_much_quarantine_only_warn() -> None:
    judgement = judged(document_rows=0, previous_document_rows=0, share_quarantined=1.0)
    assert judgement.stopped == ()
    assert dict(judgement.flags) == {"snapshot": ("has_documents", "share_quarantined")}


def test_a_figure_that_was_not_counted_is_an_error_not_a_pass() -> None:
    with pytest.raises(ValueError, match="orphan_paragraphs"):
        account_table({name: GOOD[name] for name in GOOD if name != "orphan_paragraphs"})
    with pytest.raises(ValueError, match="orphan_evidence"):
        account_table(GOOD | {"orphan_evidence": None})
    with pytest.raises(ValueError, match="surprise"):
        account_table(GOOD | {"surprise": 1})
