"""Data Docs as plain pages: rendered offline from counts, nothing in them runs or is fetched.

Great Expectations copies what it is given into the page, in places unescaped, and asks public
servers for its styles. So it is given no value of any row, and of its page only what passes the
sieve is put into a page of our own.
"""

import html
import importlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from expectations import engine
from expectations.engine import ExpectationBroken
from expectations.judge import Verdict
from expectations.safe_pages import page, sanitised, table
from expectations.suites import Check, Suite


def build_data_docs(
    folder: Path, verdicts: Iterable[Verdict], suites: Sequence[Suite], *, run_id: str, made_at: str
) -> Path:
    """The path of the index page, written into the folder beside one page a suite.

    Verdicts of one check in many scopes are added up. `suites` are those that gave them.
    """
    counts = _added_up(verdicts, suites)
    about = f"Run {run_id}, {made_at}"
    folder.mkdir(parents=True, exist_ok=True)
    engine.load()
    # one for all suites: it compiles each template once, which takes longer than to fill it
    view = importlib.import_module("great_expectations.render.view").DefaultJinjaPageView()
    for suite in suites:
        rendered = _rendered_by_great_expectations(view, suite, counts)
        text = page(f"Checks of {suite.name}", about, _sections(rendered), up=True)
        (folder / _file_name(suite)).write_text(text, encoding="utf-8")
    index = folder / "index.html"
    index.write_text(page("Data checks", about, _index(suites, counts)), encoding="utf-8")
    return index


def _added_up(
    verdicts: Iterable[Verdict], suites: Sequence[Suite]
) -> dict[tuple[str, str], tuple[int, int]]:
    counts = {(suite.name, check.id): (0, 0) for suite in suites for check in suite.checks}
    for verdict in verdicts:
        place = (verdict.suite, verdict.expectation)
        if place not in counts:
            raise ExpectationBroken(f"no suite given has the check {verdict.expectation}")
        checked, failed = counts[place]
        counts[place] = (checked + verdict.rows_checked, failed + verdict.rows_failed)
    return counts


def _rendered_by_great_expectations(
    view: Any, suite: Suite, counts: dict[tuple[str, str], tuple[int, int]]
) -> str:
    gx = engine.load()
    results = importlib.import_module("great_expectations.core.expectation_validation_result")
    pages = importlib.import_module("great_expectations.render.renderer.page_renderer")
    found = [_result(gx, results, check, *counts[suite.name, check.id]) for check in suite.checks]
    passed = sum(result.success for result in found)
    total = results.ExpectationSuiteValidationResult(
        success=_holds(suite, counts),
        results=found,
        suite_name=suite.name,
        statistics={
            "evaluated_expectations": len(found),
            "successful_expectations": passed,
            "unsuccessful_expectations": len(found) - passed,
            "success_percent": 100 * passed / len(found) if found else 100.0,
        },
        meta={"batch_spec": {"data_asset_name": "all parts of the run"}},
    )
    document = pages.ValidationResultsPageRenderer(run_info_at_end=True).render(total)
    return str(view.render(document))


def _result(gx: Any, results: Any, check: Check, checked: int, failed: int) -> Any:
    configuration = engine.expectation(gx, check, 0).configuration
    configuration.kwargs["column"] = check.column or "the whole"
    configuration.description = f"{check.meaning} ({check.level}: {check.id})"
    return results.ExpectationValidationResult(
        success=not failed,
        expectation_config=configuration,
        result={
            "element_count": checked,
            "unexpected_count": failed,
            "unexpected_percent": 100 * failed / checked if checked else 0.0,
        },
        exception_info={
            "raised_exception": False,
            "exception_message": None,
            "exception_traceback": None,
        },
    )


def _sections(page: str) -> str:
    """The sections of a rendered page, all but the run's information, safe to put in another."""
    soup = BeautifulSoup(page, "lxml")
    kept: list[str] = []
    for section in soup.select("div.ge-section"):
        if section.find("h6", string="Info"):
            continue
        for icon in section.select("i"):
            _name_the_icon(icon)
        kept.append(str(section))
    return sanitised("".join(kept))


def _name_the_icon(icon: Tag) -> None:
    """Icons come from a font that is not loaded: without a word, a row would have no status."""
    row = icon.find_parent("tr")
    if row is None:  # the head of the page says its status in words
        icon.decompose()
        return
    word = "passed" if "text-success" in icon.get_attribute_list("class") else "failed"
    if word == "failed" and "(warn: " in row.get_text():
        word = "warned"
    icon.name = "strong"
    icon.attrs = {"class": word}
    icon.string = word


def _index(suites: Sequence[Suite], counts: dict[tuple[str, str], tuple[int, int]]) -> str:
    rows: list[str] = []
    failing: list[str] = []
    for suite in suites:
        failed = [check for check in suite.checks if counts[suite.name, check.id][1]]
        status = "failed" if not _holds(suite, counts) else "warned" if failed else "passed"
        rows.append(
            f'<tr><td><a href="{_file_name(suite)}">{html.escape(suite.name)}</a></td>'
            f'<td class="{status}">{status}</td>'
            f'<td class="number">{len(suite.checks):,}</td>'
            f'<td class="number">{len(failed):,}</td></tr>'
        )
        for check in failed:
            checked, bad = counts[suite.name, check.id]
            level = "warned" if check.level == "warn" else "failed"
            failing.append(
                f'<tr><td class="{level}">{check.level}</td><td>{html.escape(check.meaning)}'
                f'<br><span class="quiet">{html.escape(check.id)}</span></td>'
                f'<td class="number">{bad:,}</td><td class="number">{checked:,}</td></tr>'
            )
    suites_table = table(("Suite", "Status", "#Checks", "#With failures"), rows)
    if not failing:
        return suites_table + "<p>Every check holds for every row.</p>"
    return (
        suites_table
        + "<h2>What failed</h2>"
        + table(("Level", "Expected", "#Rows failed", "#Rows checked"), failing)
    )


def _holds(suite: Suite, counts: dict[tuple[str, str], tuple[int, int]]) -> bool:
    """Whether nothing but warnings failed."""
    return not any(
        counts[suite.name, check.id][1] for check in suite.checks if check.level != "warn"
    )


def _file_name(suite: Suite) -> str:
    return f"{''.join(c if c.isalnum() and c.isascii() else '_' for c in suite.name)}.html"
