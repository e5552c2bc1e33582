from dataclasses import replace

import pytest

from expectations.judge import Verdict
from expectations.layouts import LayoutFigures, judge_layouts, layouts_table

GOOD = LayoutFigures(
    outlet_id="linhai_post",
    layout="web-2019",
    pages=140,
    recent_share=0.95,
    judged_pages=100,
    median_words=400,
    earlier_pages=40,
    earlier_median_words=420,
    median_agreement=0.97,
)
MISSED = replace(
    GOOD, layout=None, pages=25, recent_share=0.05, judged_pages=25, median_words=380,
    earlier_pages=0, earlier_median_words=None, median_agreement=None,
)  # fmt: skip


def failed(*figures: LayoutFigures) -> list[tuple[str, str]]:
    return [(one.scope, one.expectation) for one in judge_layouts(figures) if one.rows_failed]


def test_layouts_that_take_their_pages_pass_with_a_verdict_each() -> None:
    verdicts = judge_layouts([GOOD, MISSED])
    assert [(one.scope, one.expectation) for one in verdicts] == [
        ("linhai_post", "layouts.hit_rate"),
        ("linhai_post/web-2019", "layouts.median_length"),
        ("linhai_post/web-2019", "layouts.agreement"),
    ]
    assert {one.level for one in verdicts} == {"warn"}
    assert failed(GOOD, MISSED) == []


def test_a_site_that_changed_is_told_by_its_outlet() -> None:
    stale = replace(GOOD, recent_share=0.4)
    missed = replace(MISSED, recent_share=0.6)
    assert failed(stale, missed) == [("linhai_post", "layouts.hit_rate")]


def test_two_layouts_of_one_outlet_share_its_hit_rate() -> None:
    other = replace(GOOD, layout="live-2019", recent_share=0.45, judged_pages=45)
    assert failed(replace(GOOD, recent_share=0.5), other, MISSED) == []


def test_a_layout_that_takes_half_of_what_it_took_is_told() -> None:
    assert failed(replace(GOOD, median_words=200)) == [
        ("linhai_post/web-2019", "layouts.median_length")
    ]
    assert failed(replace(GOOD, median_words=900)) == [
        ("linhai_post/web-2019", "layouts.median_length")
    ]


def test_without_history_its_length_is_compared_with_the_general_path() -> None:
    young = replace(GOOD, earlier_pages=0, earlier_median_words=None, median_words=100)
    assert failed(young, MISSED) == [("linhai_post/web-2019", "layouts.median_length")]
    few = replace(MISSED, judged_pages=19)
    assert failed(young, few) == []


def test_a_layout_that_reads_something_else_is_told() -> None:
    assert failed(replace(GOOD, median_agreement=0.5)) == [
        ("linhai_post/web-2019", "layouts.agreement")
    ]


def test_nothing_is_judged_by_fewer_than_twenty_pages() -> None:
    few = replace(
        GOOD, pages=19, recent_share=0.1, judged_pages=19, median_words=1, median_agreement=0.0
    )
    assert judge_layouts([few]) == ()
    assert judge_layouts([]) == ()


def test_a_verdict_keeps_the_figure_it_judged() -> None:
    verdict: Verdict = judge_layouts([replace(GOOD, median_agreement=0.5)])[-1]
    assert verdict.meaning.endswith("agreement: 0.50 of 100 pages.")
    assert verdict.failed_keys == ("linhai_post/web-2019",)


def test_figures_become_one_row_an_outlet_and_a_layout() -> None:
    rows = layouts_table([GOOD, MISSED]).to_pylist()
    assert [row["scope"] for row in rows] == ["linhai_post", "linhai_post/web-2019"]
    assert rows[0]["hit_share"] == pytest.approx(0.95)
    assert rows[1]["length_ratio"] == pytest.approx(400 / 420)
