"""The report is one page that asks nothing of anywhere, and shows what the tables say."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from flows.answers import answer_all
from flows.cli import main
from flows.report_drawn import CHARTS
from flows.report_page import ORDER, OVERVIEW, page_of
from tests.flows.report_rows import SECTIONS, Rows, all_rows

MOST_BYTES = 2_000_000
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.fixture(scope="module")
def rows() -> dict[str, Rows]:
    return all_rows()


@pytest.fixture(scope="module")
def page(rows: dict[str, Rows]) -> str:
    return page_of(SECTIONS, rows)


def test_every_file_is_a_section_of_the_page() -> None:
    assert set(SECTIONS) == {*ORDER, OVERVIEW}
    assert set(ORDER) >= set(CHARTS)
    for one in SECTIONS.values():
        assert one.question.endswith(".")
        assert one.counted.startswith("Counted: ")
        assert one.counted.endswith(".")
        assert one.caveat.endswith(".")
        assert "select * from final" in one.sql


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


def test_the_page_is_called_by_its_months_and_its_snapshot(
    page: str, rows: dict[str, Rows]
) -> None:
    assert "<title>Coverage, 2023-05 to 2023-06, snapshot s1</title>" in page
    assert "<h1>Coverage, 2023-05 to 2023-06</h1>" in page
    (facts,) = rows[OVERVIEW]
    one = page_of(SECTIONS, {**rows, OVERVIEW: [{**facts, "documents": 1, "outlets": 1}]})
    assert '<p class="question">1 document of 1 outlet, 2023-05-01 to 2023-06-03.</p>' in one
    assert "<li><b>1</b><span>outlet</span></li>" in one


def test_equal_rows_give_equal_bytes(page: str, rows: dict[str, Rows]) -> None:
    assert page_of(SECTIONS, rows) == page


def test_an_empty_warehouse_has_a_page_too(rows: dict[str, Rows]) -> None:
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
        # west of Greenwich a bare day would be the evening before, and May a month of April
        tab = chromium.new_page(
            viewport={"width": 390, "height": 800}, color_scheme="dark",
            timezone_id="America/New_York",
        )  # fmt: skip
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
        # neither does anything end outside of it
        ends = "(all) => Math.max(...all.map((one) => one.getBoundingClientRect().right))"
        for what in (".key li", ".chart select", ".figures li"):
            assert 0 < tab.locator(what).evaluate_all(ends) <= 390
        marks = tab.locator("#coverage svg .role-axis-label text").all_text_contents()
        assert next(mark for mark in marks if "-" in mark) == "2023-05"
        assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
        bar = tab.locator("#coverage svg path[fill^='#']").first
        assert bar.get_attribute("fill") == "#63b5ea"
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
        # the seven cards are one row, and a table that is opened shows its last column
        assert (
            len(
                set(
                    tab.locator(".figures li").evaluate_all(
                        "(all) => all.map((one) => one.offsetTop)"
                    )
                )
            )
            == 1
        )
        wide = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length"
        assert tab.locator("div.rows").evaluate_all(wide) == 0
        assert tab.locator("#stories thead").bounding_box()["height"] > 10
        tab.set_viewport_size({"width": 390, "height": 800})
        tab.fill("#words", "bridge d3")
        assert tab.inner_text("#count") == "1 of 12 rows"
        # a shaded month and the bars beside it are drawn
        assert tab.locator("#coverage svg path[aria-roledescription='rect mark']").count() >= 3
        chromium.close()
        assert heard == [target.as_uri()]
