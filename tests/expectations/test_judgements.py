import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import pyarrow as pa
import pytest

from expectations.judge import Judgement, judge
from expectations.judgements import documents_suite, paragraphs_suite

OneCase = Callable[[dict[str, Any]], tuple[str | None, tuple[str, ...]]]

AS_OF = dt.date(2017, 11, 5)
DAY = dt.date(2017, 10, 29)


def judged(table: pa.Table) -> Judgement:
    return judge(table, documents_suite(as_of=AS_OF), key=("item_id",), scope="part-1")


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)


def dated(day: dt.date) -> dict[str, Any]:
    return {"published_date": day, "date_lo": day, "date_hi": day, "published_at": noon(day)}


UNDATED = {
    "published_at": None,
    "published_date": None,
    "date_lo": None,
    "date_hi": None,
    "date_kind": "unknown",
    "date_method": "none",
    "date_confidence": 0.0,
}


# fmt: off
IMPOSSIBLE: Final[list[tuple[dict[str, Any], str]]] = [
    ({"word_count": 0}, "documents.no_text"),
    ({"body": "caf\ufffd " * 60}, "documents.encoding_broken"),
    ({"date_lo": DAY + dt.timedelta(1), "published_date": None, "date_kind": "inferred",
      "published_at": None}, "documents.dates_in_order"),
    ({"date_lo": DAY + dt.timedelta(1), "date_hi": DAY + dt.timedelta(3)},
     "documents.date_within_interval"),
    ({"date_lo": DAY - dt.timedelta(3), "date_hi": DAY - dt.timedelta(1)},
     "documents.date_within_interval"),
    ({"date_hi": DAY - dt.timedelta(1), "date_lo": None}, "documents.date_within_interval"),
    ({"date_kind": "unknown"}, "documents.date_kind_tells"),
    ({**UNDATED, "date_kind": "inferred"}, "documents.date_kind_tells"),
    (dated(dt.date(1799, 12, 31)), "documents.date_too_early"),
    (dated(dt.date(18, 1, 1)), "documents.date_too_early"),
    (dated(AS_OF + dt.timedelta(3)), "documents.date_in_future"),
    ({"published_at": noon(DAY + dt.timedelta(2))}, "documents.instant_off_day"),
    ({"published_at": noon(DAY - dt.timedelta(2))}, "documents.instant_off_day"),
    ({"capture_id": "0" * 63}, "documents.capture_id.pattern"),
    ({"date_kind": "guessed"}, "documents.date_kind.allowed"),
    ({"lang_confidence": 1.5}, "documents.lang_confidence.range"),
    ({"outlet_confidence": float("nan")}, "documents.outlet_confidence.range"),
    ({"body": None}, "documents.body.not_null"),
]
DOUBTFUL: Final[list[tuple[dict[str, Any], tuple[str, ...]]]] = [
    ({"word_count": 29}, ("short_text",)),
    ({"body": "404 - Page not found\n\nMenu", "word_count": 40}, ("error_page",)),
    ({"body": "Sorry, the page you requested was not found.", "word_count": 40},
     ("error_page",)),
    ({"body": "Please enable JavaScript and cookies.", "word_count": 35}, ("error_page",)),
    ({"body": "caf\ufffd " + "au lait " * 90}, ("replacement_chars",)),
    ({"title": "The caf\ufffd by the pier"}, ("replacement_chars",)),
    ({"title": "The caf\ufffd by the pier", "body": "caf\ufffd " + "au lait " * 90},
     ("replacement_chars",)),
    ({"body": "The council\u00e2\u20ac\u2122s vote. " * 20}, ("mojibake",)),
    ({"body": "The caf\u00c3\u00a9 by the pier. " * 20}, ("mojibake",)),
    ({"body": '<p class="lead">The council met.</p>'}, ("markup_left",)),
    ({"body": "Fish &amp; chips at the pier."}, ("markup_left",)),
    ({"title": None, "title_method": "none"}, ("untitled",)),
    ({"title": " \u00a0 "}, ("untitled",)),
    ({"title": "long " * 61}, ("long_title",)),
    (UNDATED, ("undated",)),
    ({"date_kind": "inferred", "published_at": None}, ("date_inferred",)),
    ({"date_conflict": True}, ("date_conflict",)),
    ({"outlet_id": None, "outlet_method": "none"}, ("outlet_unknown",)),
    ({"lang": None, "lang_confidence": None}, ("lang_uncertain",)),
    ({"lang": None, "lang_confidence": 0.9}, ("lang_uncertain",)),
    ({"lang_confidence": 0.4}, ("lang_uncertain",)),
    ({"lang_confidence": None}, ("lang_uncertain",)),
    ({"title": None, "date_conflict": True, "word_count": 5},
     ("date_conflict", "short_text", "untitled")),
]
SOUND: Final[list[dict[str, Any]]] = [
    {"word_count": 30},
    {"title": "x" * 300},
    {"lang_confidence": 0.5},
    dated(dt.date(1800, 1, 1)),
    dated(AS_OF + dt.timedelta(2)),
    {"published_at": noon(DAY + dt.timedelta(1))},
    {"date_lo": None, "date_hi": None},
    {"date_lo": DAY - dt.timedelta(9), "date_hi": DAY + dt.timedelta(9)},
    {"date_kind": "updated"},
    {"body": "Not found on any map, the pier is 404 metres long.", "word_count": 40},
    {"body": "Access denied: how the harbour keeps its gates shut.", "word_count": 400},
    {"body": "Forbidden City opens its gates. Article found in the archive.", "word_count": 40},
    {"body": "Interstate <I> said 3 < 4 and 5 > 4. AT&T rose."},
    {"body": "La cr\u00e8me \u00c3 la carte, \u20ac5."},
]
# fmt: on


@pytest.fixture(scope="module")
def verdict_on(documents: Callable[..., pa.Table]) -> OneCase:
    """The judgement on all the cases above, each a row, run once; asked for one case's row."""
    cases = [*(case for case, _ in IMPOSSIBLE), *(case for case, _ in DOUBTFUL), *SOUND]
    judgement = judged(documents(*cases))

    def one(case: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
        row = f"item-{cases.index(case)}"
        return judgement.quarantined.get(row), judgement.flags.get(row, ())

    return one


def test_good_documents_are_neither_quarantined_nor_flagged(
    documents: Callable[..., pa.Table],
) -> None:
    judgement = judged(documents({}, {}, {}, {}, {}))
    assert dict(judgement.quarantined) == {}
    assert dict(judgement.flags) == {}
    assert judgement.stopped == ()
    assert {verdict.rows_failed for verdict in judgement.verdicts} == {0}


@pytest.mark.parametrize(("case", "check"), IMPOSSIBLE)
def test_a_row_that_cannot_be_true_is_quarantined_with_its_reason(
    verdict_on: OneCase, case: dict[str, Any], check: str
) -> None:
    assert verdict_on(case)[0] == check


@pytest.mark.parametrize(("case", "flags"), DOUBTFUL)
def test_a_doubtful_row_is_published_with_a_flag(
    verdict_on: OneCase, case: dict[str, Any], flags: tuple[str, ...]
) -> None:
    assert verdict_on(case) == (None, flags)


@pytest.mark.parametrize("case", SOUND)
def test_a_sound_row_at_the_edge_is_left_alone(verdict_on: OneCase, case: dict[str, Any]) -> None:
    assert verdict_on(case) == (None, ())


def test_only_the_failing_row_of_five_is_touched(documents: Callable[..., pa.Table]) -> None:
    table = documents({}, {}, {"word_count": 0}, {"title": None}, {})
    judgement = judged(table)
    assert dict(judgement.quarantined) == {"item-2": "documents.no_text"}
    assert dict(judgement.flags) == {"item-2": ("short_text",), "item-3": ("untitled",)}


def test_two_rows_for_one_item_are_both_named(documents: Callable[..., pa.Table]) -> None:
    judgement = judged(documents({}, {}, {"item_id": "item-1"}, {}, {}))
    assert dict(judgement.quarantined) == {"item-1": "documents.key.unique"}


def test_without_a_day_of_reading_no_date_is_in_the_future(
    documents: Callable[..., pa.Table],
) -> None:
    table = documents({}, dated(dt.date(2999, 1, 1)))
    judgement = judge(table, documents_suite(), key=("item_id",), scope="part-1")
    assert dict(judgement.quarantined) == {}


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"byte_end": 120}, "paragraphs.bytes_in_order"),
        ({"text": ""}, "paragraphs.has_text"),
        ({"text": "\u00a0 \n"}, "paragraphs.has_text"),
        ({"kind": "headline"}, "paragraphs.kind.allowed"),
        ({"para_no": 2}, "paragraphs.key.unique"),
    ],
)
def test_a_bad_paragraph_quarantines_its_document(
    paragraphs: Callable[..., pa.Table], changes: dict[str, Any], check: str
) -> None:
    table = paragraphs(**changes)
    judgement = judge(table, paragraphs_suite(), key=("item_id", "para_no"), scope="part-1")
    assert dict(judgement.quarantined) == {"item-2": check}
    failed = [verdict for verdict in judgement.verdicts if verdict.rows_failed]
    assert [verdict.expectation for verdict in failed] == [check]
    assert all(key.startswith("item-2#") for key in failed[0].failed_keys)


def test_good_paragraphs_pass(paragraphs: Callable[..., pa.Table]) -> None:
    judgement = judge(paragraphs(), paragraphs_suite(), key=("item_id", "para_no"), scope="p")
    assert dict(judgement.quarantined) == {}
