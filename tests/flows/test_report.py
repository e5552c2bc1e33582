"""The report is one page that asks nothing of anywhere, and shows what the tables say."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from flows.answers import answer_all
from flows.cli import main
from flows.report_charts import MOST_MONTHS, coverage, window_of
from flows.report_page import CHARTS, ORDER, OVERVIEW, page_of
from tests.warehouse.test_models import loosely
from warehouse.database import create_models, load_models
from warehouse.report_sections import load_sections
from warehouse.session import session
from warehouse.tables import TABLES

SECTIONS = load_sections()
PLANTED = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
MOST_BYTES = 2_000_000
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
GIVEN = f"""
insert into documents (document_id, outlet_id, outlet_name, title, published_date, published_at,
    date_kind, body_hash, word_count, quality_flags, attribution, cluster_id, is_cluster_origin,
    story_id)
select 'd' || n, 'o' || n % 2, ['Wen Post', 'Quay {PLANTED}'][1 + n % 2],
    'Bridge {PLANTED} ' || n, date '2023-05-01' + to_days((n * 3)::integer)::interval,
    timestamptz '2023-05-01 08:00:00+00', 'published', 'h' || n // 2, 100, [], 'own', null,
    null, 'e1'
from range(12) as numbers(n);
insert into coverage_calendar (outlet_id, day, documents, texts, words, is_observed, status)
values
    ('o0', '2023-05-01', 4, 4, 400, true, 'ok'),
    ('o0', '2023-06-02', null, null, null, false, 'gap'),
    ('o0', '2023-07-02', 2, 1, 200, true, 'ok'),
    ('o1', '2023-05-01', 4, 4, 400, true, 'ok');
insert into topics (topic_id, name, version) values ('t', 'Topic {PLANTED}', 1);
insert into topic_hits (topic_id, document_id, hits) values ('t', 'd1', 2), ('t', 'd2', 1);
insert into stories (story_id, title, date_lo, outlets, documents, texts)
values ('e1', 'Story {PLANTED}', '2023-05-01', 2, 8, 4);
insert into snapshots (sequence, snapshot_id, run_id, contract_version, created_at)
values (1, 's1', 'r1', '1.0.0', '2023-06-01 00:00:00+00');
insert into reconciliation (run_id, stage, unit, received, kept)
values ('r1', 'parse', 'x', 8, 8);
insert into quarantine (stage, reason_code, source_uri) values ('parse', 'r', '{PLANTED}');
insert into changes (run_id, document_id, change, reason)
values ('r1', 'd1', 'added', 'new_capture');
insert into outlets (outlet_id, name) values ('o0', 'Wen Post'), ('o1', 'Quay');
"""


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    with session() as connection:
        for table in TABLES:
            connection.execute(loosely(table))
        create_models(connection, load_models())
        connection.execute(GIVEN)
        return {name: asked(connection, one.sql) for name, one in SECTIONS.items()}


def asked(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = connection.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def page(rows: dict[str, list[dict[str, Any]]]) -> str:
    return page_of(SECTIONS, rows)


def test_every_file_is_a_section_of_the_page() -> None:
    assert set(SECTIONS) == {*ORDER, OVERVIEW}
    assert set(ORDER) >= set(CHARTS)
    for one in SECTIONS.values():
        assert one.question.endswith(".")
        assert one.caveat.endswith(".")
        assert "select * from final" in one.sql


def test_a_month_in_which_nothing_was_observed_has_no_figure(
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    months = [
        (row["month"], row["documents"], row["observed_days"], row["gap_days"])
        for row in rows["coverage"]
        if row["outlet"] == "Wen Post"
    ]
    assert months == [
        (date(2023, 5, 1), 4, 1, 0), (date(2023, 6, 1), None, 0, 1), (date(2023, 7, 1), 2, 1, 0),
    ]  # fmt: skip
    drawn = coverage(rows["coverage"])["data"]["values"]
    states = {one["month"]: one["state"] for one in drawn if one["outlet"] == "Wen Post"}
    assert states == {
        "2023-05-01": "observed", "2023-06-01": "not observed", "2023-07-01": "observed",
    }  # fmt: skip


def test_shares_add_up_to_one_for_each_topic(rows: dict[str, list[dict[str, Any]]]) -> None:
    assert sum(row["share_as_printed"] for row in rows["share_of_voice"]) == pytest.approx(1)
    assert sum(row["share_of_texts"] for row in rows["share_of_voice"]) == pytest.approx(1)


def test_a_small_month_has_no_share_of_attention(rows: dict[str, list[dict[str, Any]]]) -> None:
    assert [
        (row["month"], row["documents_with_it"], row["documents"], row["share"])
        for row in rows["attention"]
    ] == [
        (date(2023, 5, 1), 1, 5, 0.2), (date(2023, 6, 1), 0, 1, None),
        (date(2023, 5, 1), 1, 6, pytest.approx(1 / 6)),
    ]  # fmt: skip


def of_more(given: str, section: str) -> list[dict[str, Any]]:
    """The rows of a section when this is there besides."""
    with session() as connection:
        for table in TABLES:
            connection.execute(loosely(table))
        create_models(connection, load_models())
        connection.execute(GIVEN + given)
        return asked(connection, SECTIONS[section].sql)


def test_a_story_whose_first_times_are_the_same_has_no_first_mover(
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    (story,) = rows["stories"]
    assert (story["first_outlet"], str(story["first_at"])[:10]) == (None, "2023-05-01")
    earlier = (
        "update documents set published_at = '2023-04-30 08:00:00+00' where document_id = 'd1'"
    )
    (story,) = of_more(earlier, "stories")
    assert story["first_outlet"] == "Quay"


def test_a_text_counts_for_its_first_print_with_the_topic_and_an_outlet() -> None:
    cluster = (
        "update documents set cluster_id = 'c1', is_cluster_origin = document_id = 'd0' "
        "where document_id in ('d0', 'd1', 'd2')"
    )
    texts = {row["outlet"]: row["texts"] for row in of_more(cluster, "share_of_voice")}
    assert sum(texts.values()) == 1
    without = f"{cluster}; update documents set outlet_id = null where document_id = 'd1'"
    assert [row["texts"] for row in of_more(without, "share_of_voice")] == [1]


def test_a_page_is_of_one_snapshot_though_another_is_published_meanwhile(tmp_path: Path) -> None:
    for name, number in (("shown", 1), ("next", 2)):
        with duckdb.connect(str(tmp_path / name)) as connection:
            connection.execute(f"create table n as select {number} as n")
    database = tmp_path / "shown"

    def queries() -> Iterator[str]:
        yield "from n"
        (tmp_path / "next").rename(database)
        yield "from n"

    assert [rows for _, rows in answer_all(database, queries())] == [[(1,)], [(1,)]]


def test_planted_markup_is_text_and_nothing_is_asked_of_anywhere(page: str) -> None:
    policy = re.search(r'content="(default-src[^"]*)"', page)
    assert policy
    assert "unsafe-inline" not in policy[1].partition("script-src")[2]
    own = re.sub(r"<script>(?!alert).*?</script>", "", page, flags=re.DOTALL)
    assert "<script>" not in own
    assert "<img" not in own
    assert re.findall(r"(?:src|href)=\"(?!#)", own) == []
    assert len(page.encode()) < MOST_BYTES


def test_of_many_outlets_the_largest_are_drawn_and_listed_and_the_page_stays_small(
    rows: dict[str, list[dict[str, Any]]],
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


def of_years(row: dict[str, Any], *years: int) -> list[dict[str, Any]]:
    """The row in each month of the years."""
    return [{**row, "month": date(year, month, 1)} for year in years for month in range(1, 13)]


def test_of_a_misread_year_the_months_are_listed_and_those_with_most_documents_drawn(
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    misread = "update documents set published_date = '1890-02-03' where document_id = 'd1'; "
    misread += "insert into coverage_calendar (outlet_id, day, documents, texts, is_observed) "
    found = of_more(misread + "values ('o1', '1890-02-03', 1, 1, true)", "coverage")
    # the calendar has no silence of a century, and neither has the table
    months = {str(row["month"])[:7] for row in found}
    assert months == {"1890-02", "2023-05", "2023-06", "2023-07"}
    page = page_of(SECTIONS, {**rows, "coverage": found})
    assert (
        "Drawn are 2023-05 to 2023-07, the 240 months on end with most documents; 2 rows of "
        "earlier months and 0 of later ones are not." in page
    )
    assert '<td class="d">1890-02-01</td>' in page
    assert '"month": "1890' not in page


def test_of_a_century_twenty_years_are_drawn_in_every_chart_of_months(
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    (month, *_), (share, *_) = rows["coverage"], rows["attention"]
    century = range(1890, 2027)
    few, many = {**month, "documents": 1}, {**month, "documents": 9}
    coverage_rows = [*of_years(few, *century), *of_years(many, 1950)]
    window = window_of(coverage_rows)
    assert window is not None
    assert (window.first, window.last) == ("1950-01", "1969-12")
    assert (window.before, window.after) == (60 * 12, 57 * 12)
    page = page_of(
        SECTIONS, {**rows, "coverage": coverage_rows, "attention": of_years(share, *century)}
    )
    specs = re.findall(r'<script type="application/json">(.*?)</script>', page)
    for spec in specs[:2]:
        assert len(set(re.findall(r'"month": "([\d-]+)"', spec))) == MOST_MONTHS
    assert "Drawn are 2007-01 to 2026-12," in page
    assert len(page.encode()) < MOST_BYTES


def test_a_silence_of_all_outlets_is_shaded_as_one(rows: dict[str, list[dict[str, Any]]]) -> None:
    (month, *_) = rows["coverage"]
    values = coverage(of_years(month, 2020, 2023))["data"]["values"]
    assert [(one["month"], one["until"]) for one in values if one["state"] == "not observed"] == [
        ("2021-01-01", "2023-01-01")
    ]


def test_a_topic_that_nobody_wrote_of_has_no_attention(
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    unheard = "insert into topics (topic_id, name, version) values ('u', 'Unheard', 1)"
    assert of_more(unheard, "attention") == rows["attention"]


def test_an_outlet_without_a_day_has_its_row_of_shaded_months(
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    undated = (
        "insert into documents (document_id, outlet_id, outlet_name, quality_flags) "
        "values ('u', 'o2', 'Tide Post', [])"
    )
    drawn = CHARTS["coverage"].drawn(of_more(undated, "coverage"))
    shaded = [row for row in drawn if row["outlet"] == "Tide Post"]
    assert [(row["documents"], row["observed_days"]) for row in shaded] == [(None, 0)] * 3
    assert len(drawn) == len(rows["coverage"]) + 3


def test_equal_rows_give_equal_bytes(page: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    assert page_of(SECTIONS, rows) == page


def test_an_empty_warehouse_has_a_page_too(rows: dict[str, list[dict[str, Any]]]) -> None:
    nothing = {name: [] for name in SECTIONS}
    facts = dict.fromkeys(rows[OVERVIEW][0]) | {"created_at": datetime(2023, 1, 1, tzinfo=UTC)}
    assert "Nothing here has it." in page_of(SECTIONS, {**nothing, OVERVIEW: [facts]})


def test_the_command_says_where_there_is_nothing_to_report(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["report", "--warehouse", str(tmp_path)])
    assert said.exit_code == 2
    assert "no warehouse is published here" in said.output


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
def test_chromium_draws_every_chart_in_both_themes_without_a_word_in_its_console(
    tmp_path: Path, page: str
) -> None:
    target = tmp_path / "report.html"
    target.write_text(page, encoding="utf-8")
    with sync_playwright() as browsers:
        chromium = browsers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = chromium.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
        heard: list[str] = []
        tab.on("console", lambda message: heard.append(message.text))
        tab.on("pageerror", lambda error: heard.append(str(error)))
        tab.on("dialog", lambda dialog: heard.append(dialog.message))
        tab.on("request", lambda request: heard.append(request.url))
        tab.goto(target.as_uri())
        tab.wait_for_selector("html[data-drawn]")
        charts = tab.locator(".chart svg").count()
        assert charts == int(tab.evaluate("document.documentElement.dataset.drawn")) >= 4
        # the phone's page does not scroll sideways
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
        tab.click("#theme")
        assert tab.evaluate("document.documentElement.dataset.theme") == "light"
        for _ in range(2):
            tab.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            # no table scrolls sideways, and each figure stands after the name of its column
            assert tab.evaluate(
                "[...document.querySelectorAll('div.rows')].every("
                "(one) => one.clientWidth > 0 && one.scrollWidth <= one.clientWidth)"
            )
            fourth = "document.querySelector('#stories td:nth-child(4)')"
            named = tab.evaluate(f"getComputedStyle({fourth}, '::before').content")
            assert named == '"outlets"'
            ink, paper = tab.evaluate(
                f"[getComputedStyle({fourth}).color,"
                " getComputedStyle(document.body).backgroundColor]"
            )
            assert ink != paper
            tab.click("#theme")
        tab.set_viewport_size({"width": 1000, "height": 800})
        assert tab.locator("#stories thead").bounding_box()["height"] > 10
        tab.set_viewport_size({"width": 390, "height": 800})
        tab.fill("#words", "bridge d3")
        assert tab.inner_text("#count") == "1 of 12 rows"
        # a shaded month and the bars beside it are drawn
        assert tab.locator("#coverage svg path[aria-roledescription='rect mark']").count() >= 3
        chromium.close()
        assert heard == [target.as_uri()]
