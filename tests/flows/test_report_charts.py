"""What the report draws: which months, which outlets, and how known a bar looks."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from flows.report_charts import GAP_SHADE, coverage, shade_of
from flows.report_drawn import CHARTS
from flows.report_page import page_of
from flows.report_window import MOST_MONTHS, window_of
from tests.flows.report_rows import SECTIONS, Rows, all_rows, asked, of_more, of_years, world

MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def rows() -> dict[str, Rows]:
    return all_rows()


@pytest.fixture(scope="module")
def page(rows: dict[str, Rows]) -> str:
    return page_of(SECTIONS, rows)


def test_a_month_in_which_nothing_was_observed_has_no_figure(
    rows: dict[str, Rows],
) -> None:
    months = [
        (row["month"], row["documents"], row["observed_days"], row["gap_days"])
        for row in rows["coverage"]
        if row["outlet"] == "Wen Post"
    ]
    assert months == [
        (date(2023, 5, 1), 6, 1, 1), (date(2023, 6, 1), None, 0, 1), (date(2023, 7, 1), 0, 2, 0),
    ]  # fmt: skip
    drawn = coverage(rows["coverage"])["data"]["values"]
    states = {one["month"]: one["state"] for one in drawn if one["outlet"] == "Wen Post"}
    assert states == {
        "2023-05-01": "observed in part", "2023-06-01": "not observed", "2023-07-01": "observed",
    }  # fmt: skip


def test_of_many_outlets_the_largest_are_drawn_and_listed_and_the_page_stays_small(
    rows: dict[str, Rows],
) -> None:
    months = [date(2010 + number // 12, number % 12 + 1, 1) for number in range(120)]
    outlets = [f"o{number}" for number in range(300)]
    (month, *_), (share, *_) = rows["coverage"], rows["attention"]
    many = {
        "coverage": [
            {**month, "outlet": outlet, "month": day, "documents": size}
            for size, outlet in enumerate(outlets)
            for day in months
        ],
        "attention": [
            {**share, "topic": f"t{size}", "outlet": outlet, "month": day,
             "documents_with_it": size}
            for size in range(20)
            for outlet in outlets[-20:]
            for day in months
        ],
    }  # fmt: skip
    drawn = CHARTS["coverage"].drawn(many["coverage"])
    assert {row["outlet"] for row in drawn} == set(outlets[-12:])
    assert len(drawn) == 12 * 120
    shares = CHARTS["attention"].drawn(many["attention"])
    assert {row["topic"] for row in shares} == {f"t{size}" for size in range(8, 20)}
    # its table has fewer rows than lines are drawn of, and says so
    assert len(shares) == 12 * 6 * 120
    page = page_of(SECTIONS, {**rows, **many})
    assert "2,000 of 48,000 rows, the first of those with most documents: the query" in page
    assert len(page.encode()) < 2 * MOST_BYTES
    assert "1,440 of 36,000 rows, those with most documents: the query below has them all." in page


def test_of_a_misread_year_the_months_are_listed_and_those_with_most_documents_drawn(
    rows: dict[str, Rows],
) -> None:
    misread = "update documents set published_date = '1890-02-03' where document_id = 'd1'; "
    misread += "insert into coverage_calendar (outlet_id, day, documents, texts, is_observed) "
    found = of_more(misread + "values ('o1', '1890-02-03', 1, 1, true)", "coverage")
    # the calendar has no silence of a century, and neither has the table
    months = {str(row["month"])[:7] for row in found}
    assert months == {"1890-02", "2023-05", "2023-06", "2023-07"}
    page = page_of(SECTIONS, {**rows, "coverage": found})
    assert "1 document is not drawn: 1890-02, Quay &lt;/script&gt;" in page
    assert "Drawn are 2023-05 to 2023-07, the 240 months on end with most documents." in page
    assert '<td class="d">1890-02-01</td>' in page
    assert '"month":"1890' not in page


def test_of_a_century_twenty_years_are_drawn_in_every_chart_of_months(
    rows: dict[str, Rows],
) -> None:
    (month, *_), (share, *_) = rows["coverage"], rows["attention"]
    century = range(1890, 2027)
    few, many = ({**month, "outlet": "Quay", "documents": count} for count in (1, 9))
    coverage_rows = [*of_years(few, *century), *of_years(many, 1950)]
    window = window_of(coverage_rows)
    assert window is not None
    assert (window.first, window.last) == ("1950-01", "1969-12")
    assert len(window.outside) == (60 + 57) * 12
    page = page_of(
        SECTIONS, {**rows, "coverage": coverage_rows, "attention": of_years(share, *century)}
    )
    specs = re.findall(r'<script type="application/json">(.*?)</script>', page)
    for spec in specs[:2]:
        assert len(set(re.findall(r'"month":"([\d-]+)"', spec))) == MOST_MONTHS
    assert "1,404 documents are not drawn</summary>" in page
    assert "Drawn are the months of the chart above, 1950-01 to 1969-12." in page
    assert len(page.encode()) < MOST_BYTES


def spread(row: dict[str, Any], **months: int) -> Rows:
    """A row for each month, named m2018_07, with so many documents."""
    return [
        {**row, "month": date(int(name[1:5]), int(name[6:]), 1), "documents": count,
         "observed_days": 1, "days": 31}
        for name, count in months.items()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "first", "outside"),
    [
        pytest.param({"m2008_09": 1, "m2018_06": 99}, "2018-06", 1, id="one of a hundred"),
        pytest.param({"m2008_09": 2, "m2018_06": 98}, "2008-09", 0, id="more than one of them"),
        pytest.param({"m2017_06": 1, "m2018_06": 99}, "2017-06", 0, id="a year apart"),
        pytest.param({"m2017_05": 1, "m2018_06": 99}, "2018-06", 1, id="more than a year apart"),
        pytest.param({"m2008_09": 1, "m2018_06": 19}, "2018-06", 1, id="one of twenty"),
        pytest.param({"m2008_09": 1, "m2018_06": 18}, "2008-09", 0, id="one of fewer"),
        pytest.param(
            {"m1999_01": 1, "m2008_09": 1, "m2018_06": 98}, "2008-09", 1, id="not one by one"
        ),
        pytest.param({"m1999_01": 1, "m2008_09": 1, "m2018_06": 198}, "2018-06", 2, id="two"),
    ],
)
def test_what_stands_apart_and_is_next_to_nothing_is_no_part_of_the_axis(
    rows: dict[str, Rows], months: dict[str, int], first: str, outside: int
) -> None:
    window = window_of(spread(rows["coverage"][0], **months))
    assert window is not None
    assert (window.first, window.last) == (first, "2018-06")
    assert sum(row["documents"] for row in window.outside) == outside
    mirrored = {f"m{4030 - int(name[1:5])}_{13 - int(name[6:]):02}": count
                for name, count in months.items()}  # fmt: skip
    ahead = window_of(spread(rows["coverage"][0], **mirrored))
    assert ahead is not None
    assert ahead.first == "2012-07"
    assert sum(row["documents"] for row in ahead.outside) == outside


def test_a_stray_is_named_below_the_chart_and_is_in_the_table(rows: dict[str, Rows]) -> None:
    strays = "insert into documents (document_id, outlet_id, outlet_name, published_date, "
    strays += "quality_flags) values ('s', 'o1', 'Quay', '2008-09-29', []); "
    strays += "insert into documents (document_id, outlet_id, outlet_name, published_date, "
    strays += "quality_flags) select 'm' || n, 'o1', 'Quay', '2023-05-01', [] from range(20) t(n); "
    strays += "insert into coverage_calendar (outlet_id, day, is_observed) "
    with world(strays + "values ('o1', '2008-09-29', true)") as connection:
        found = asked(connection, SECTIONS["coverage"].sql)
        page = page_of(SECTIONS, {**rows, "coverage": found})
        (query,) = re.findall(r"<pre class=\"rows\">(select document_id, title[^<]*)<", page)
        assert [row["document_id"] for row in asked(connection, unescape(query))] == ["s"]
    spec = re.findall(r'<script type="application/json">(.*?)</script>', page)[0]
    assert "2008" not in spec
    assert "<summary>1 document is not drawn: 2008-09, Quay" in page
    assert '<td class="d">2008-09-01</td>' in page
    assert "<h1>Coverage, 2023-05 to 2023-07</h1>" in page


def test_a_bar_is_the_paler_the_fewer_days_are_known(rows: dict[str, Rows]) -> None:
    (month, *_) = rows["coverage"]
    days = [
        {**month, "month": date(2023, number, 1), "observed_days": known, "days": 30}
        for number, known in enumerate((30, 29, 15, 1, 0), start=1)
    ]
    values = sorted(coverage(days)["data"]["values"], key=lambda one: str(one["month"]))
    shades = [one["shade"] for one in values]
    assert shades[0] == 1
    assert shades[:4] == sorted(shades[:4], reverse=True)
    assert len(set(shades)) == 5
    # a month but for one day is told from a whole one at a glance
    assert shades[1] < 0.65
    assert (values[4]["state"], shades[4]) == ("not observed", GAP_SHADE)
    assert [one["state"] for one in values[:4]] == ["observed", *["observed in part"] * 3]
    assert shade_of(1, 1) == 1


def test_where_no_share_is_drawn_one_line_says_why(rows: dict[str, Rows]) -> None:
    few = [{**row, "share": None} for row in rows["attention"]]
    page = page_of(SECTIONS, {**rows, "attention": few})
    section = page[page.index('<section id="attention">') : page.index('<section id="share_of')]
    assert "Nothing is drawn: no outlet has five documents in a month" in section
    assert "application/json" not in section
    assert section.index("<details><summary>The figures") < section.index("<table>")


def test_a_legend_has_each_line_with_its_dashes(page: str) -> None:
    section = page[page.index('<section id="attention">') : page.index('<section id="share_of')]
    key = section[section.index('<ul class="key">') : section.index("</ul>")]
    assert key.count("stroke-dasharray") == key.count("<li>") == 2
    assert "every day observed" in page


def test_a_silence_of_all_outlets_is_shaded_as_one(rows: dict[str, Rows]) -> None:
    (month, *_) = rows["coverage"]
    values = coverage(of_years(month, 2020, 2023))["data"]["values"]
    assert [(one["month"], one["until"]) for one in values if one["state"] == "not observed"] == [
        ("2021-01-01", "2023-01-01")
    ]


def test_an_outlet_without_a_day_has_its_row_of_shaded_months(
    rows: dict[str, Rows],
) -> None:
    undated = (
        "insert into documents (document_id, outlet_id, outlet_name, quality_flags) "
        "values ('u', 'o2', 'Tide Post', [])"
    )
    drawn = CHARTS["coverage"].drawn(of_more(undated, "coverage"))
    shaded = [row for row in drawn if row["outlet"] == "Tide Post"]
    assert [(row["documents"], row["observed_days"]) for row in shaded] == [(None, 0)] * 3
    assert len(drawn) == len(rows["coverage"]) + 3
