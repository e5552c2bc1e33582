"""A site that changes its pages is noticed: its layout no longer fits, and a run says so."""

from pathlib import Path

import duckdb
import pytest

from tests.flows.cli_copy import Dateline
from tests.flows.small_copy import run_over

PLACES = (
    "Amber Bay", "Birch Quay", "Cedar Point", "Dale Harbour", "Elm Reach", "Fern Cove",
    "Gull Sound", "Heron Ness", "Isle Ferry", "Jetty Row", "Kelp Strand", "Lark Haven",
)  # fmt: skip
ADDRESS = "https://www.dailymail.co.uk/news/article-{number}/{place}.html"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{place} opens</title>
<link rel="canonical" href="{address}"></head><body><div class="{shape}" id="js-article-text">
<h1>Ferries return to {place} after the storm</h1>
<p>Last updated at 12:05 PM on 15th December 2011</p>
<p><font>The harbour of {place} reopened on Friday after the storm, and the first ferry left for the
islands at noon with {number} passengers aboard, the port authority of {place} said.</font></p>
<p><font>Repairs to the old pier will take until spring. The city of {place} pays for half of the
work, and fishermen asked it to pay for all of it.</font></p></div></body></html>"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(24):
        place = f"{PLACES[number % 12]} {'North' if number > 11 else 'South'}"
        address = ADDRESS.format(number=number, place=place.replace(" ", "-"))
        shape = "article-text" if number % 2 else "story-2024"
        page = PAGE.format(place=place, number=number, address=address, shape=shape)
        if number % 2 == 0:
            page = page.replace(' id="js-article-text"', "")
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    run_over(folder.parent / "wh", folder, real_checks=True)
    return folder.parent / "wh"


def test_half_of_the_pages_without_the_layout_are_an_alarm_in_validations(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse / "dateline.duckdb"), read_only=True) as connection:
        failed = connection.execute(
            "select scope, expectation from validations where suite = 'layouts' and not is_success"
        ).fetchall()
        health = connection.execute(
            "select layout, pages, failed from layout_health order by layout"
        ).fetchall()
    assert failed == [("daily_mail", "layouts.hit_rate")]
    assert [(layout is None, pages) for layout, pages, _ in health] == [(False, 12), (True, 12)]
    assert "hit_rate" in str(health[1][2])


def test_the_alarm_stands_in_the_data_docs(warehouse: Path) -> None:
    pages = (warehouse / "reports" / "data_docs").rglob("*.html")
    assert any("newest pages" in page.read_text(encoding="utf-8") for page in pages)


def test_the_run_its_report_and_the_doctor_say_so(warehouse: Path, dateline: Dateline) -> None:
    alarm = (
        "layouts.hit_rate does not hold of daily_mail. It says: An outlet's layouts take at least"
    )
    (report,) = (warehouse / "reports").glob("*.md")
    assert alarm in report.read_text(encoding="utf-8")
    run = dateline("run", "--rebuild", "--warehouse", warehouse, "--engine", "inline")
    assert f"warning {alarm}" in run.output
    doctor = dateline("doctor", "--warehouse", warehouse)
    assert "layouts.hit_rate" in doctor.output
    assert doctor.exit_code == 0
