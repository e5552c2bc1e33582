"""The shipped samples read as their truth says, field by field."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.model import Article
from tasks.article.reading import read_capture
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TRUTH = [
    json.loads(line) for line in (SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines()
]
# What stands in a bundle, or is refused or skipped before it is parsed, is tests/test_samples.py's.
FILES = [truth for truth in TRUTH if (SAMPLES / "copy" / truth["path"]).is_file()]
GOOD = [truth for truth in FILES if truth["expect"] in ("document", "version", "collapsed")]
BAD = [
    truth
    for truth in FILES
    if truth["expect"] == "quarantine" and truth["reason_code"] != "damaged_archive"
]

FIELDS: dict[str, Callable[[Article], object]] = {
    "outlet_id": lambda article: article.outlet_id,
    "agency_id": lambda article: article.agency_id,
    "title": lambda article: article.title,
    "byline": lambda article: list(article.byline),
    "section": lambda article: article.section,
    "lang": lambda article: article.lang,
    "published_at": lambda article: _iso(article.dating.published_at),
    "updated_at": lambda article: _iso(article.dating.updated_at),
    "date_kind": lambda article: article.dating.kind,
    "dateline_place": lambda article: article.dateline_place,
    "dateline_date": lambda article: _iso(article.dating.dateline_date),
    "paragraphs": lambda article: _texts(article, "body", "subhead"),
    "captions": lambda article: _texts(article, "caption"),
}


def _iso(day: date | datetime | None) -> str | None:
    return day.isoformat() if day else None


def _texts(article: Article, *kinds: str) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs if paragraph.kind in kinds]


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    registry, languages = load_registry(), LanguageReader()
    return {
        truth["path"]: clean_article(
            read_capture((SAMPLES / "copy" / truth["path"]).read_bytes(), Beside(), registry),
            registry,
            languages,
        )
        for truth in GOOD
    }


@pytest.mark.parametrize("field", FIELDS)
def test_every_sample_has_the_field_that_its_truth_says(
    field: str, articles: dict[str, Article]
) -> None:
    wrong = {
        truth["path"]: (found, truth[field])
        for truth in GOOD
        if (found := FIELDS[field](articles[truth["path"]])) != truth[field]
    }
    assert not wrong


def test_a_stated_day_is_the_day_and_an_inferred_one_lies_in_its_interval(
    articles: dict[str, Article],
) -> None:
    wrong: dict[str, Any] = {}
    for truth in GOOD:
        found = _iso(articles[truth["path"]].dating.published_date)
        lo, hi = truth["date_lo"], truth["date_hi"]
        if truth["published_date"] is None and lo and hi:
            right = found is None or lo <= found <= hi
        else:
            right = found == truth["published_date"]
        if not right:
            wrong[truth["path"]] = (found, truth["published_date"], lo, hi)
    assert not wrong


def test_the_interval_of_a_published_sample_is_its_day(articles: dict[str, Article]) -> None:
    for truth in GOOD:
        if truth["date_kind"] == "published":
            dating = articles[truth["path"]].dating
            assert (_iso(dating.date_lo), _iso(dating.date_hi)) == (
                truth["date_lo"],
                truth["date_hi"],
            ), truth["path"]


@pytest.mark.parametrize("truth", BAD, ids=lambda truth: str(truth["path"]))
def test_a_broken_sample_is_refused_with_its_reason(truth: dict[str, Any]) -> None:
    with pytest.raises(UnreadableText) as refusal:
        read_capture((SAMPLES / "copy" / truth["path"]).read_bytes(), Beside(), load_registry())
    assert refusal.value.code == truth["reason_code"]
