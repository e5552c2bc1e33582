"""The fields of real pages are read no worse than when they were last measured.

The pages are not ours to ship: they lie where DATELINE_SHARED says, or in ../shared.
"""

from collections import Counter

import pytest

from benchmarks.page_fields import CORPORA, Score, decoded, ours, pages

NAME = "fundus"


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    if not (CORPORA / NAME).is_dir():
        pytest.skip("needs the corpora: set DATELINE_SHARED to the folder that holds them")
    score = Score()
    for row, data in pages(NAME, None):
        score.add(row, ours(decoded(data), row["url"]), several=False, asked="")
    return score.counts


# A point below what was measured: floors, not goals.
def test_titles_are_right(counts: Counter[str]) -> None:
    assert counts["title right"] / counts["title"] >= 0.91


def test_days_are_right_and_hardly_ever_wrong(counts: Counter[str]) -> None:
    assert counts["day right"] / counts["day"] >= 0.97
    assert counts["day wrong"] / counts["day"] <= 0.02


def test_a_time_comes_with_its_zone(counts: Counter[str]) -> None:
    assert counts["day zoned"] / counts["day"] >= 0.9


def test_authors_are_found_and_no_others(counts: Counter[str]) -> None:
    assert counts["author hits"] / counts["author found"] >= 0.91
    assert counts["author hits"] / counts["author gold"] >= 0.88
