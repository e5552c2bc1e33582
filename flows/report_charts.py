"""The charts of the report: rows in, Vega-Lite specifications out, and nothing drawn here."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, groupby
from types import MappingProxyType
from typing import Any, Final, NamedTuple

Row = Mapping[str, Any]
Spec = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
# Okabe and Ito's colours: told apart without colour sense, and by lightness in grey.
COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
# Parts of one bar touch each other: five steps of lightness, 35, 70, 45, 86 and 58.
TEXTS: Final = ("#08519C", "#E6A100", "#A6457E", "#B5E0C9", "#8C8C8C")
DASHES: Final = ((1, 0), (6, 2), (2, 2), (8, 3, 2, 3), (4, 4), (1, 3), (10, 2))
MOST_OUTLETS: Final = 12  # with bars; hundreds would make a page that no browser likes to open
MOST_LINES: Final = 6  # that a reader can tell apart
MOST_TOPICS: Final = 12  # to choose from
MOST_MONTHS: Final = 240  # twenty years in 600 pixels; one misread year made bars of a century


def coverage(rows: Sequence[Row]) -> Spec:
    """Bars a month, one row an outlet; months in which nothing was observed are shaded.

    So is the time between two months of which the rows say nothing, as one.
    """
    highest = max((row["documents"] or 0 for row in rows), default=0)
    values: list[Row] = [
        {
            **_plain(row),
            "until": _next_month(str(row["month"])),
            "state": "observed" if row["observed_days"] else "not observed",
            # shaded from bottom to top; the figure is null in the table and the tooltip
            "height": row["documents"] if row["observed_days"] else highest,
        }
        for row in rows
    ]
    silent = {"state": "not observed", "height": highest}
    values += [
        {"outlet": outlet, "month": first, "until": last, **silent}
        for outlet in dict.fromkeys(row["outlet"] for row in rows)
        for first, last in _silences(rows)
    ]
    is_observed = "datum.state === 'observed'"
    return {
        **_of(values),
        "width": 600,  # a faceted chart cannot fit itself to the page: the page sets it
        "height": 34,
        "mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 0.5},
        "encoding": {
            "row": {
                "field": "outlet",
                "type": "nominal",
                "sort": _by_size(rows, "outlet", "documents"),
                "title": None,
                "spacing": 6,
                "header": {"labelOrient": "top", "labelAnchor": "start", "labelPadding": 2},
            },
            "x": {"field": "month", "type": "temporal", "title": None, "axis": _months()},
            "x2": {"field": "until"},
            "y": {
                "field": "height",
                "type": "quantitative",
                "title": None,
                # told, since Vega marks halves between 0 and 1 and rounds their labels
                "axis": {"values": sorted({0, highest}), "format": "d"},
            },
            "y2": {"datum": 0},
            "color": {"condition": {"test": is_observed, "value": COLOURS[0]}, "value": "#888888"},
            "opacity": {"condition": {"test": is_observed, "value": 1}, "value": 0.3},
            "tooltip": _tooltip(
                "outlet", ("month", "%Y-%m"), "state", "documents", "texts", "stated",
                "observed_days", "gap_days",
            ),
        },
    }  # fmt: skip


def attention(rows: Sequence[Row]) -> Spec:
    """A line an outlet of the share of its documents with the topic that the reader chooses.

    Empty when no month has a share.
    """
    if all(row["share"] is None for row in rows):
        return {}
    outlets = _by_size(rows, "outlet", "documents")
    values = [_plain(row) for row in rows]
    return {
        **_of(values),
        "params": [_choice(values, "topic", "documents_with_it")],
        "transform": [{"filter": "datum.topic === topic"}],
        "width": "container",
        "height": 240,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "title": None, "axis": _months()},
            "y": {"field": "share", "type": "quantitative", "title": "share of its documents",
                  "axis": _shares()},
            "color": _colour("outlet", outlets, symbolType="stroke", symbolSize=400,
                             symbolStrokeWidth=2),
            "strokeDash": {"field": "outlet", "type": "nominal", "title": None,
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
            ("as printed", "documents", "share_as_printed"),
            ("each text once", "texts", "share_of_texts"),
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
            "color": _colour("count", ["as printed", "each text once"]),
            "tooltip": _tooltip("outlet", "count", "n", ("share", ".1%")),
        },
    }  # fmt: skip


def wire(rows: Sequence[Row]) -> Spec:
    """One bar an outlet, cut into whose text its documents are."""
    kinds = ["credited", "clustered", "other_outlet", "own", "unknown"]
    outlets = _by_size(rows, "outlet", "documents")
    values = [
        {"outlet": row["outlet"], "text": kind, "documents": row[kind], "order": place}
        for row in rows
        for place, kind in enumerate(kinds)
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
            "color": _colour("text", kinds, TEXTS),
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


def _of_largest_outlets(rows: Sequence[Row]) -> Sequence[Row]:
    return _of_largest(rows, "outlet", "documents", MOST_OUTLETS)


def _of_largest_topics(rows: Sequence[Row]) -> Sequence[Row]:
    """The lines that are drawn."""
    rows = _of_largest(rows, "topic", "documents_with_it", MOST_TOPICS)
    return _of_largest(rows, "outlet", "documents", MOST_LINES)


def _of_largest_voices(rows: Sequence[Row]) -> Sequence[Row]:
    """Of each topic the first outlets, which have most documents of it."""
    rows = _of_largest(rows, "topic", "documents", MOST_TOPICS)
    topics = groupby(rows, key=lambda row: row["topic"])
    return [row for _, of_topic in topics for row in list(of_topic)[:MOST_OUTLETS]]


def _of_largest_pairs(rows: Sequence[Row]) -> Sequence[Row]:
    rows = _of_largest(rows, "earlier", "documents", MOST_OUTLETS)
    return _of_largest(rows, "later", "documents", MOST_OUTLETS)


class Chart(NamedTuple):
    """`drawn` takes of a section's rows those that are drawn, `spec` draws what it is given."""

    drawn: Callable[[Sequence[Row]], Sequence[Row]]
    spec: Callable[[Sequence[Row]], Spec]


CHARTS: Final[Mapping[str, Chart]] = MappingProxyType(
    {
        "coverage": Chart(_of_largest_outlets, coverage),
        "attention": Chart(_of_largest_topics, attention),
        "share_of_voice": Chart(_of_largest_voices, share_of_voice),
        "wire": Chart(_of_largest_outlets, wire),
        "who_copies_whom": Chart(_of_largest_pairs, who_copies_whom),
    }
)


class Window(NamedTuple):
    """The months that are drawn, and how many rows before and after them are not."""

    first: str
    last: str
    before: int
    after: int

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are drawn."""
        return [row for row in rows if self.first <= row["month"].isoformat()[:7] <= self.last]


def window_of(rows: Sequence[Row]) -> Window | None:
    """The MOST_MONTHS on end that have most documents, of rows that span more; else None.

    Of several with as many the latest: a year is misread for an earlier one more often.
    """
    numbers = [row["month"].year * 12 + row["month"].month - 1 for row in rows]
    counted = dict.fromkeys(sorted(numbers), 0)
    for number, row in zip(numbers, rows, strict=True):
        counted[number] += row["documents"] or 0
    months = list(counted)
    if not months or months[-1] - months[0] < MOST_MONTHS:
        return None
    sums = [0, *accumulate(counted.values())]
    ends = [bisect_left(months, month + MOST_MONTHS) for month in months]
    place = max(range(len(months)), key=lambda one: (sums[ends[one]] - sums[one], one))
    first, last = months[place], months[ends[place] - 1]
    return Window(
        _named(first),
        _named(last),
        sum(number < first for number in numbers),
        sum(number > last for number in numbers),
    )


def _silences(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """From the month after one of the rows to the next one, wherever a month lies between."""
    months = sorted({str(row["month"]) for row in rows})
    ends = [_next_month(month) for month in months]
    return [pair for pair in zip(ends, months[1:], strict=False) if pair[0] != pair[1]]


def _named(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"


def _shares() -> Spec:
    return {"format": "%", "tickCount": 5}  # more run into each other


def _months() -> Spec:
    return {
        "format": "%Y-%m",
        "tickCount": {"interval": "month", "step": 1},
        "labelOverlap": True,
    }


def _of(values: Sequence[Row]) -> Spec:
    return {"$schema": SCHEMA, "data": {"values": list(values)}}


def _plain(row: Row) -> dict[str, Any]:
    """The row with days as text, which is what Vega-Lite reads as a day of its own."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.items()}  # fmt: skip


def _by_size(rows: Sequence[Row], name: str, number: str) -> list[str]:
    """The names by their sums, the largest first."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row[name]] = totals.get(row[name], 0) + (row[number] or 0)
    return sorted(totals, key=lambda one: (-totals[one], one))


def _of_largest(rows: Sequence[Row], name: str, number: str, most: int) -> list[Row]:
    kept = set(_by_size(rows, name, number)[:most])
    return [row for row in rows if row[name] in kept]


def _colour(
    field: str, values: Sequence[str], colours: Sequence[str] = COLOURS, **symbols: object
) -> Spec:
    return {
        "field": field,
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(values), "range": list(colours[: len(values)])},
        "legend": {"orient": "top", "columns": 3, **symbols},
    }


def _most_rows(values: Sequence[Row]) -> int:
    """How many outlets the topic with most of them has."""
    of_topic: dict[str, set[str]] = {}
    for value in values:
        of_topic.setdefault(value["topic"], set()).add(value["outlet"])
    return max(map(len, of_topic.values()), default=1)


def _choice(values: Sequence[Row], field: str, number: str) -> Spec:
    """A list to choose from, which begins at what has most."""
    named = _by_size(values, field, number)
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
