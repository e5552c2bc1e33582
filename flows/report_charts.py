"""The charts of the report: rows in, Vega-Lite specifications out, and nothing drawn here."""

from collections.abc import Sequence
from typing import Any, Final

from flows.report_window import Row

Spec = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
# Okabe and Ito's colours: told apart without colour sense, and by lightness in grey.
COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
# Parts of one bar touch each other: five steps of lightness, 35, 70, 45, 86 and 58.
TEXTS: Final = ("#08519C", "#E6A100", "#A6457E", "#B5E0C9", "#8C8C8C")
DASHES: Final = ((1, 0), (6, 2), (2, 2), (8, 3, 2, 3), (4, 4), (1, 3), (10, 2))
WAYS: Final = ("as printed", "each text once")
KINDS: Final = ("credited", "clustered", "other_outlet", "own", "unknown")
# Names of the page's own colours, which report.js fills in for the theme.
BAR: Final = "--chart-bar"
GAP: Final = "--chart-gap"
PAPER: Final = "--paper"
GAP_SHADE: Final = 0.25


def coverage(rows: Sequence[Row]) -> Spec:
    """Bars a month, one row an outlet: pale where days are unknown; shaded where all of them are.

    Months on end that nobody observed are one shade, so that a long gap is no pattern of stripes.
    """
    highest = max((row["documents"] or 0 for row in rows), default=0)
    seen = [row for row in rows if row["observed_days"]]
    values = [
        {
            **_plain(row),
            "until": _next_month(str(row["month"])),
            "state": "observed" if row["observed_days"] == row["days"] else "observed in part",
            "height": row["documents"],
            "shade": shade_of(row["observed_days"], row["days"]),
        }
        for row in seen
    ]
    values += [
        # shaded from bottom to top; the figure is null in the table and the tooltip
        {"outlet": outlet, "month": first, "until": last, "state": "not observed",
         "height": highest, "shade": GAP_SHADE}
        for outlet in dict.fromkeys(row["outlet"] for row in rows)
        for first, last in _gaps(rows, outlet)
    ]  # fmt: skip
    is_gap = "datum.state === 'not observed'"
    return {
        **_of(values),
        "width": 600,  # a faceted chart cannot fit itself to the page: the page sets it
        "height": 34,
        "mark": {"type": "rect", "strokeWidth": 1},
        "encoding": {
            "row": {
                "field": "outlet",
                "type": "nominal",
                "sort": by_size(rows, "outlet", "documents"),
                "title": None,
                "spacing": 6,
                "header": {"labelOrient": "top", "labelAnchor": "start", "labelPadding": 2},
            },
            "x": {"field": "month", "type": "temporal", "title": None,
                  "axis": {**_months(rows), "grid": False}},
            "x2": {"field": "until"},
            "y": {
                "field": "height",
                "type": "quantitative",
                "title": None,
                # told, since Vega marks halves between 0 and 1 and rounds their labels
                "axis": {"values": sorted({0, highest}), "format": "d"},
            },
            "y2": {"datum": 0},
            "fill": {"condition": {"test": is_gap, "value": GAP}, "value": BAR},
            "fillOpacity": {"field": "shade", "type": "quantitative", "scale": None},
            "stroke": {
                "condition": [
                    {"test": is_gap, "value": "transparent"},
                    {"test": "datum.state === 'observed'", "value": PAPER},
                ],
                "value": BAR,
            },
            "tooltip": _tooltip(
                "outlet", ("month", "%Y-%m"), "state", "documents", "texts", "stated",
                "observed_days", "days", "gap_days",
            ),
        },
    }  # fmt: skip


def shade_of(observed_days: int, days: int) -> float:
    """How dark a bar is: full where every day is known, else the paler the fewer are."""
    return 1 if observed_days == days else round(0.1 + 0.5 * observed_days / days, 3)


def attention(rows: Sequence[Row]) -> Spec:
    """A line an outlet of the share of its documents with the topic that the reader chooses.

    Empty when no month has a share.
    """
    if all(row["share"] is None for row in rows):
        return {}
    outlets = by_size(rows, "outlet", "documents")
    values = [_plain(row) for row in rows]
    return {
        **_of(values),
        "params": [_choice(values, "topic", "documents_with_it")],
        "transform": [{"filter": "datum.topic === topic"}],
        "width": "container",
        "height": 240,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "title": None, "axis": _months(rows)},
            "y": {"field": "share", "type": "quantitative", "title": "share of its documents",
                  "axis": _shares()},
            "color": _colour("outlet", outlets),
            "strokeDash": {"field": "outlet", "type": "nominal", "legend": None,
                           "scale": {"domain": outlets, "range": list(DASHES[: len(outlets)])}},
            "tooltip": _tooltip("outlet", ("month", "%Y-%m"), "documents_with_it", "documents",
                                ("share", ".1%")),
        },
    }  # fmt: skip


def share_of_voice(rows: Sequence[Row]) -> Spec:
    """Two bars an outlet, as printed and with each text once, for the topic that is chosen."""
    values = [
        {"topic": row["topic"], "outlet": row["outlet"], "count": way, "n": row[number],
         "share": row[share]}
        for row in rows
        for way, number, share in (
            (WAYS[0], "documents", "share_as_printed"),
            (WAYS[1], "texts", "share_of_texts"),
        )
    ]  # fmt: skip
    return {
        **_of(values),
        "params": [_choice(values, "topic", "n")],
        "transform": [{"filter": "datum.topic === topic"}],
        "width": "container",
        "height": 24 * _most_rows(values),
        "mark": "bar",
        "encoding": {
            "y": {"field": "outlet", "type": "nominal", "sort": "-x", "title": None},
            "yOffset": {"field": "count"},
            "x": {"field": "share", "type": "quantitative", "title": "share of the coverage",
                  "axis": _shares()},
            "color": _colour("count", WAYS),
            "tooltip": _tooltip("outlet", "count", "n", ("share", ".1%")),
        },
    }  # fmt: skip


def wire(rows: Sequence[Row]) -> Spec:
    """One bar an outlet, cut into whose text its documents are."""
    outlets = by_size(rows, "outlet", "documents")
    values = [
        {"outlet": row["outlet"], "text": kind, "documents": row[kind], "order": place}
        for row in rows
        for place, kind in enumerate(KINDS)
    ]
    return {
        **_of(values),
        "width": "container",
        "height": 24 * len(outlets),
        "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 0.5},
        "encoding": {
            "y": {"field": "outlet", "type": "nominal", "sort": outlets, "title": None},
            "x": {"field": "documents", "type": "quantitative", "stack": "normalize",
                  "title": "share of its documents", "axis": _shares()},
            "color": _colour("text", KINDS, TEXTS),
            "order": {"field": "order"},
            "tooltip": _tooltip("outlet", "text", "documents"),
        },
    }  # fmt: skip


def who_copies_whom(rows: Sequence[Row]) -> Spec:
    """A square a pair of outlets: the darker, the more documents; the number stands in it."""
    values = [_plain(row) for row in rows]
    across = {"field": "later", "type": "nominal", "title": "printed it later",
              "axis": {"labelAngle": -40}}  # fmt: skip
    down = {"field": "earlier", "type": "nominal", "title": "had it before"}
    number = {"field": "documents", "type": "quantitative"}
    half = max((row["documents"] for row in rows), default=0) / 2
    return {
        **_of(values),
        "width": "container",
        "height": 28 * len({row["earlier"] for row in rows}),
        "encoding": {"x": across, "y": down},
        "layer": [
            {
                "mark": "rect",
                "encoding": {
                    "color": {**number, "scale": {"scheme": "blues"}, "legend": None},
                    "tooltip": _tooltip("earlier", "later", "documents",
                                        ("mean_later_share", ".0%"),
                                        "copied", "common_source", "unknown"),
                },
            },
            {
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "text": number,
                    "color": {
                        "condition": {
                            "test": f"datum.documents > {half}",
                            "value": "#ffffff",
                        },
                        "value": "#111111",
                    },
                },
            },
        ],
    }  # fmt: skip


def _gaps(rows: Sequence[Row], outlet: str) -> list[tuple[str, str]]:
    """From and until when nothing of the outlet was observed, first row to last."""
    months = sorted({str(row["month"]) for row in rows})
    seen = sorted(
        str(row["month"]) for row in rows if row["outlet"] == outlet and row["observed_days"]
    )
    begins = [months[0], *map(_next_month, seen)]
    ends = [*seen, _next_month(months[-1])]
    return [pair for pair in zip(begins, ends, strict=True) if pair[0] != pair[1]]


def _shares() -> Spec:
    return {"format": "%", "tickCount": 5}  # more run into each other


def _months(rows: Sequence[Row]) -> Spec:
    """An axis of months, marked by the month, the quarter or the year as there is room."""
    months = {row["month"] for row in rows}
    span = (max(months) - min(months)).days / 30 if months else 0
    return {
        "format": "%Y-%m",
        "tickCount": {"interval": "month", "step": 1 if span <= 24 else 3 if span <= 96 else 12},
        "labelOverlap": True,
    }


def _of(values: Sequence[Row]) -> Spec:
    # a bare day is midnight in London to Vega, and the month before to a reader in New York
    local = {"parse": {"month": "date:'%Y-%m-%d'", "until": "date:'%Y-%m-%d'"}}
    return {"$schema": SCHEMA, "data": {"values": list(values), "format": local}}


def _plain(row: Row) -> dict[str, Any]:
    """The row with days as text, which the format in `_of` reads."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.items()}  # fmt: skip


def by_size(rows: Sequence[Row], name: str, number: str) -> list[str]:
    """The names by their sums, the largest first."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row[name]] = totals.get(row[name], 0) + (row[number] or 0)
    return sorted(totals, key=lambda one: (-totals[one], one))


def _colour(field: str, values: Sequence[str], colours: Sequence[str] = COLOURS) -> Spec:
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": list(values), "range": list(colours[: len(values)])},
        "legend": None,  # the page has it, where it wraps
    }


def _most_rows(values: Sequence[Row]) -> int:
    """How many outlets the topic with most of them has."""
    of_topic: dict[str, set[str]] = {}
    for value in values:
        of_topic.setdefault(value["topic"], set()).add(value["outlet"])
    return max(map(len, of_topic.values()), default=1)


def _choice(values: Sequence[Row], field: str, number: str) -> Spec:
    """A list to choose from, which begins at what has most."""
    named = by_size(values, field, number)
    return {
        "name": field,
        "value": next(iter(named), ""),
        "bind": {"input": "select", "options": sorted(named), "name": f"{field} "},
    }


def _tooltip(*fields: str | tuple[str, str]) -> list[Spec]:
    return [
        {"field": one, "title": one.replace("_", " ")}
        if isinstance(one, str)
        else {
            "field": one[0],
            "title": one[0].replace("_", " "),
            "format": one[1],
            "type": "temporal" if "%Y" in one[1] else "quantitative",
        }
        for one in fields
    ]


def _next_month(day: str) -> str:
    year, month = int(day[:4]), int(day[5:7])
    return f"{year + month // 12:04}-{month % 12 + 1:02}-01"
