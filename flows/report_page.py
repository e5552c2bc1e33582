"""The report as one HTML page that asks nothing of anywhere: all text escaped, scripts by hash."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

import vl_convert

from flows.report_charts import CHARTS, MOST_MONTHS, window_of
from warehouse.report_sections import Section

ASSETS: Final = Path(__file__).parent / "report_assets"
Rows = Sequence[Mapping[str, Any]]

# In the order of what a reader asks: how much, how sure, whose text, what first, what is missing.
ORDER: Final = (
    "coverage", "attention", "share_of_voice", "wire", "who_copies_whom", "stories", "documents",
    "sources", "quarantine", "reconciliation", "changes",
)  # fmt: skip
OVERVIEW: Final = "overview"
SEARCHED: Final = "documents"
MOST_ROWS: Final = 2_000  # of one table: ten years of twelve outlets are 1,440 months
FIGURES: Final = (
    ("documents", "documents, one a printing"),
    ("texts", "distinct texts"),
    ("outlets", "outlets"),
    ("stories", "stories"),
    ("stated_documents", "with a stated day"),
    ("undated_documents", "without a day"),
    ("quarantined", "inputs in quarantine"),
)
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
    body = "".join(_section(sections[name], rows[name]) for name in ORDER)
    style = (ASSETS / "report.css").read_text(encoding="utf-8")
    style += _phone_style(rows)
    return (
        '<!doctype html>\n<html lang="en" data-theme="light">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Coverage, snapshot {escape(str(facts['snapshot_id']))}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        f"{_top(facts)}<nav><ul>{listed}</ul></nav>\n<main>{body}</main>\n"
        f"{''.join(f'<script>{one}</script>' for one in scripts)}\n</body>\n</html>\n"
    )


def _top(facts: Mapping[str, Any]) -> str:
    figures = "".join(
        f"<li><b>{_shown(facts[name])}</b><span>{escape(words)}</span></li>"
        for name, words in FIGURES
    )
    days = f"{_shown(facts['first_day'])} to {_shown(facts['last_day'])}"
    return (
        '<header><h1>Coverage over time</h1><button id="theme" type="button">Theme</button>'
        f'</header>\n<p class="question">{_shown(facts["documents"])} documents of '
        f"{_shown(facts['outlets'])} outlets, {days}.</p>\n"
        f'<ul class="figures">{figures}</ul>\n'
        '<p class="caveat">A document is one printing; the same text printed by two outlets is two '
        "documents and one text. A day or month without a figure was not observed, which is not "
        "zero.</p>\n"
        f'<p class="note">Snapshot {_shown(facts["snapshot_id"])}, number '
        f"{_shown(facts['sequence'])}, published {_shown(facts['created_at'])}, contract "
        f"{_shown(facts['contract_version'])}. Cite the snapshot id with every figure.</p>\n"
    )


def _section(section: Section, rows: Rows) -> str:
    parts = [
        f'<section id="{section.name}"><h2>{escape(section.title)}</h2>',
        f'<p class="question">{escape(section.question)}</p>',
    ]
    chart = CHARTS.get(section.name)
    drawn = chart.drawn(rows) if chart else rows
    shown = drawn[:MOST_ROWS]
    is_monthly = chart is not None and bool(drawn) and "month" in drawn[0]
    window = window_of(drawn) if is_monthly else None
    if not shown:
        parts.append('<p class="note">Nothing here has it.</p>')
    elif chart and (spec := chart.spec(window.of(drawn) if window else drawn)):
        # a "</script>" within the data must not end the element
        data = json.dumps(spec, sort_keys=True, ensure_ascii=True).replace("<", "\\u003c")
        parts.append(
            f'<div class="chart" role="img" aria-label="{escape(section.question)} The table below '
            f'has the figures."></div><script type="application/json">{data}</script>'
            f"<details><summary>The figures: {len(shown):,} rows</summary>{_table(shown)}</details>"
        )
        if window:
            parts.append(
                f'<p class="note">Drawn are {window.first} to {window.last}, the {MOST_MONTHS} '
                f"months on end with most documents; {window.before:,} rows of earlier months and "
                f"{window.after:,} of later ones are not.</p>"
            )
    elif section.name == SEARCHED:
        parts.append(
            '<input type="search" id="words" placeholder="Words in title, outlet, day or topic" '
            'aria-label="Search the rows"><p class="note" id="count" aria-live="polite"></p>'
            f'<div id="found">{_table(shown)}</div>'
        )
    else:
        parts.append(_table(shown))
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


def _phone_style(rows: Mapping[str, Rows]) -> str:
    """Names of columns before their cells, for a screen too narrow for a table with a head.

    Said once a column: said in each cell, they would be a third of the page.
    """
    named = "".join(
        f'#{section} td:nth-child({place})::before {{ content: "{name.replace("_", " ")}"; }}\n'
        for section in ORDER
        if rows[section]
        for place, name in enumerate(rows[section][0], start=1)
        if place > 1 and name != "title"  # the first heads its row, and a title tells itself
    )
    return f"@media screen and (max-width: 40rem) {{\n{named}}}\n"


def _table(rows: Rows) -> str:
    names = list(rows[0])
    numbers = {
        name for name in names
        if all(isinstance(row[name], int | float | None) and not isinstance(row[name], bool)
               for row in rows)
    }  # fmt: skip
    head = "".join(
        f'<th scope="col"{_class(name, name in numbers)}>{escape(name.replace("_", " "))}</th>'
        for name in names
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_class(name, name in numbers, isinstance(row[name], date))}>"
            f"{_shown(row[name], is_share='share' in name)}</td>"
            for name in names
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="rows" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _class(name: str, is_number: bool, is_day: bool = False) -> str:
    """What a column needs: a number the right edge, a day one line, a title the room."""
    if is_number or is_day:
        return ' class="n"' if is_number else ' class="d"'
    return ' class="t"' if name == "title" else ' class="i"' if name.endswith("_id") else ""


def _shown(value: object, *, is_share: bool = False) -> str:
    """The value as escaped text. Null is a dash: it is unknown, and no zero."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if is_share and isinstance(value, int | float):
        return f"{value:.1%}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.4g}"
    if isinstance(value, datetime):
        return escape(value.isoformat(sep=" ", timespec="minutes"))
    return escape(str(value))


def chart_library() -> str:
    """Vega, Vega-Lite and vega-embed as one script, which vl-convert carries with it."""
    bundle: str = vl_convert.javascript_bundle(BUNDLE_SNIPPET)
    return bundle.replace("</script", "<\\/script")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
