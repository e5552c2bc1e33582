"""The report as one HTML page that asks nothing of anywhere: all text escaped, scripts by hash."""

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

import vl_convert

from flows.report_drawn import CHARTS
from flows.report_legends import legend_of
from flows.report_tables import Rows, phone_style, shown_as, table_of
from flows.report_window import MOST_MONTHS, Window, month_of, window_of
from warehouse.report_sections import Section

ASSETS: Final = Path(__file__).parent / "report_assets"

# In the order of what a reader asks: how much, how sure, whose text, what first, what is missing.
ORDER: Final = (
    "coverage", "attention", "share_of_voice", "wire", "who_copies_whom", "stories", "documents",
    "sources", "quarantine", "reconciliation", "changes",
)  # fmt: skip
OVERVIEW: Final = "overview"
COVERAGE: Final = "coverage"
SEARCHED: Final = "documents"
MOST_ROWS: Final = 2_000  # of one table: ten years of twelve outlets are 1,440 months
FIGURES: Final = (
    ("documents", "document", "documents", ", one a printing"),
    ("texts", "text", "texts", ", copies taken together"),
    ("outlets", "outlet", "outlets", ""),
    ("stories", "story", "stories", ""),
    ("stated_documents", "document", "documents", " with a stated day"),
    ("undated_documents", "document", "documents", " without a day"),
    ("quarantined", "input", "inputs", " in quarantine"),
)
MOST_NAMED: Final = 3  # documents that are not drawn, before they are only counted
MOST_OUTSIDE: Final = 50  # rows of those; the figures have the others
# vl-convert has the three in scope where the snippet runs.
BUNDLE_SNIPPET: Final = "window.vegaEmbed = vegaEmbed;"


def page_of(sections: Mapping[str, Section], rows: Mapping[str, Rows]) -> str:
    """The whole page. Equal rows give equal bytes: it holds no time but the snapshot's own."""
    (facts,) = rows[OVERVIEW]
    script = (ASSETS / "report.js").read_text(encoding="utf-8")
    scripts = [chart_library(), script]
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; "
        "base-uri 'none'; "
        # Vega makes functions of its expressions. No script but the two named here can do so.
        f"script-src 'unsafe-eval' {' '.join(map(_hash, scripts))}"
    )
    listed = "".join(
        f'<li><a href="#{name}">{escape(sections[name].title)}</a></li>' for name in ORDER
    )
    figures = {name: shown_as(value) for name, value in facts.items()}
    # of the outlets that are drawn; both charts of months have it, and one reads below the other
    window = window_of(CHARTS[COVERAGE].drawn(rows[COVERAGE]))
    body = "".join(_section(sections[name], rows[name], figures, window) for name in ORDER)
    span = _span(facts, window_of(rows[COVERAGE]))
    style = (ASSETS / "report.css").read_text(encoding="utf-8")
    style += phone_style(rows, ORDER)
    return (
        '<!doctype html>\n<html lang="en" data-theme="light">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{span}, snapshot {figures['snapshot_id']}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        f"{_top(span, facts)}<nav><ul>{listed}</ul></nav>\n<main>{body}</main>\n"
        f"{''.join(f'<script>{one}</script>' for one in scripts)}\n</body>\n</html>\n"
    )


def _span(facts: Mapping[str, Any], window: Window | None) -> str:
    """What the page is called: by its months but those of strays, to be told from others."""
    if facts["first_day"] is None:
        return "Coverage"
    first, last = (facts[name].isoformat()[:7] for name in ("first_day", "last_day"))
    if window and window.outside:
        first, last = window.first, window.last
    return f"Coverage, {first}" if first == last else f"Coverage, {first} to {last}"


def _top(span: str, facts: Mapping[str, Any]) -> str:
    figures = "".join(
        f"<li><b>{shown_as(facts[name])}</b><span>{one if facts[name] == 1 else many}{words}</span>"
        "</li>"
        for name, one, many, words in FIGURES
    )
    days = f"{shown_as(facts['first_day'])} to {shown_as(facts['last_day'])}"
    return (
        f'<header><h1>{span}</h1><button id="theme" type="button">Theme</button>'
        f'</header>\n<p class="question">{_number_of(facts, "documents")} of '
        f"{_number_of(facts, 'outlets')}, {days}.</p>\n"
        f'<ul class="figures">{figures}</ul>\n'
        '<p class="caveat">A document is one printing; the same text printed by two outlets is two '
        "documents and one text. A day or month without a figure was not observed, which is not "
        "zero. Every section says which documents it counts.</p>\n"
        f'<p class="note">Snapshot {shown_as(facts["snapshot_id"])}, number '
        f"{shown_as(facts['sequence'])}, published {shown_as(facts['created_at'])}, contract "
        f"{shown_as(facts['contract_version'])}. Cite the snapshot id with every figure.</p>\n"
    )


def _number_of(facts: Mapping[str, Any], things: str) -> str:
    return f"{shown_as(facts[things])} {things.removesuffix('s') if facts[things] == 1 else things}"


def _section(
    section: Section, rows: Rows, figures: Mapping[str, str], window: Window | None
) -> str:
    parts = [
        f'<section id="{section.name}"><h2>{escape(section.title)}</h2>',
        f'<p class="question">{escape(section.question)}</p>',
        f'<p class="note">{escape(section.counted).format_map(figures)}</p>',
    ]
    chart = CHARTS.get(section.name)
    drawn = chart.drawn(rows) if chart else rows
    shown = drawn[:MOST_ROWS]
    if not shown:
        parts.append('<p class="note">Nothing here has it.</p>')
    elif chart:
        is_monthly = window is not None and "month" in drawn[0]
        within = window.of(drawn) if window and is_monthly else drawn
        if spec := chart.spec(within):
            # a "</script>" within the data must not end the element
            data = json.dumps(spec, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
            parts.append(
                f'{legend_of(chart.key(within))}<div class="chart" role="img" aria-label="'
                f'{escape(section.question)} The table below has the figures."></div>'
                f'<script type="application/json">{data}</script>'
            )
            if window and len(within) < len(drawn):
                parts.append(_not_drawn(section.name, window))
        else:
            parts.append(f'<p class="note">{escape(chart.nothing)}</p>')
        parts.append(
            f"<details><summary>The figures: {len(shown):,} rows</summary>{table_of(shown)}"
            "</details>"
        )
    elif section.name == SEARCHED:
        parts.append(
            '<input type="search" id="words" placeholder="Words in title, outlet, day or topic" '
            'aria-label="Search the rows"><p class="note" id="count" aria-live="polite"></p>'
            f'<div id="found">{table_of(shown)}</div>'
        )
    else:
        parts.append(table_of(shown))
    if len(shown) < len(rows):
        first = "the first of " if len(shown) < len(drawn) else ""
        what = "those with most documents" if len(drawn) < len(rows) else "them"
        parts.append(
            f'<p class="note">{len(shown):,} of {len(rows):,} rows, {first}{what}: the query below '
            "has them all.</p>"
        )
    parts.append(
        f'<p class="caveat">{escape(section.caveat)}</p><details><summary>The query</summary>'
        f'<pre class="rows">{escape(section.sql)}</pre></details></section>\n'
    )
    return "".join(parts)


def _not_drawn(name: str, window: Window) -> str:
    """Which documents are outside the window and why, each of them in a table to be opened."""
    months = f"{window.first} to {window.last}"
    if name != COVERAGE:
        return f'<p class="note">Drawn are the months of the chart above, {months}.</p>'
    if not window.outside:
        return ""
    count = sum(row["documents"] for row in window.outside)
    said = f"{count:,} {'document is' if count == 1 else 'documents are'} not drawn"
    named = sorted({f"{month_of(row)}, {row['outlet']}" for row in window.outside})
    which = f": {'; '.join(named)}" if len(named) <= MOST_NAMED else ""
    why = (
        f"Drawn are {months}, the {MOST_MONTHS} months on end with most documents."
        if window.is_longest
        else f"Drawn are {months}; more than a year of nothing lies between. A year may be misread:"
    )
    query = (
        "select document_id, title, date_method, outlet_name from documents where published_date "
        f"not between '{window.first}-01' and last_day('{window.last}-01'::date)"
    )
    rows = [
        {"month": month_of(row), "outlet": row["outlet"], "documents": row["documents"]}
        for row in sorted(window.outside, key=lambda row: (row["month"], row["outlet"]))
    ]
    cut = (
        f'<p class="note">The first {MOST_OUTSIDE} of {len(rows):,} rows.</p>'
        if len(rows) > MOST_OUTSIDE
        else ""
    )
    return (
        f"<details><summary>{said}{escape(which)}</summary>"
        f'<p class="note">{why}</p><pre class="rows">{escape(query)}</pre>'
        f"{table_of(rows[:MOST_OUTSIDE])}{cut}</details>"
    )


def chart_library() -> str:
    """Vega, Vega-Lite and vega-embed as one script, which vl-convert carries with it."""
    bundle: str = vl_convert.javascript_bundle(BUNDLE_SNIPPET)
    return bundle.replace("</script", "<\\/script")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
