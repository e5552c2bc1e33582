"""What of each section is drawn, by which chart, and what its colours mean."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final, NamedTuple

from flows.report_charts import (
    BAR,
    COLOURS,
    DASHES,
    GAP,
    GAP_SHADE,
    KINDS,
    TEXTS,
    WAYS,
    Spec,
    attention,
    by_size,
    coverage,
    shade_of,
    share_of_voice,
    who_copies_whom,
    wire,
)
from flows.report_legends import Swatch
from flows.report_window import Row

MOST_OUTLETS: Final = 12  # with bars; hundreds would make a page that no browser likes to open
MOST_LINES: Final = 6  # that a reader can tell apart
MOST_TOPICS: Final = 12  # to choose from


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


def _of_largest(rows: Sequence[Row], name: str, number: str, most: int) -> list[Row]:
    kept = set(by_size(rows, name, number)[:most])
    return [row for row in rows if row[name] in kept]


def _coverage_key(_: Sequence[Row]) -> list[Swatch]:
    return [
        Swatch("every day observed", BAR),
        Swatch("most days: at least so many", BAR, shade_of(9, 10), is_outlined=True),
        Swatch("few days: at least so many", BAR, shade_of(1, 10), is_outlined=True),
        Swatch("no day: unknown, not zero", GAP, GAP_SHADE),
    ]  # fmt: skip


def _attention_key(rows: Sequence[Row]) -> list[Swatch]:
    outlets = by_size(rows, "outlet", "documents")
    return [
        Swatch(outlet, colour, dashes=dashes)
        for outlet, colour, dashes in zip(outlets, COLOURS, DASHES, strict=False)
    ]


def _voice_key(_: Sequence[Row]) -> list[Swatch]:
    return [Swatch(way, colour) for way, colour in zip(WAYS, COLOURS, strict=False)]


def _wire_key(_: Sequence[Row]) -> list[Swatch]:
    return [
        Swatch(kind.replace("_", " "), colour) for kind, colour in zip(KINDS, TEXTS, strict=True)
    ]


def _no_key(_: Sequence[Row]) -> list[Swatch]:
    return []


class Chart(NamedTuple):
    """`drawn` takes of a section's rows those that are drawn, `spec` draws what it is given.

    `key` is the legend of that, `nothing` what is said where `spec` is empty.
    """

    drawn: Callable[[Sequence[Row]], Sequence[Row]]
    spec: Callable[[Sequence[Row]], Spec]
    key: Callable[[Sequence[Row]], list[Swatch]]
    nothing: str = ""


CHARTS: Final[Mapping[str, Chart]] = MappingProxyType(
    {
        "coverage": Chart(_of_largest_outlets, coverage, _coverage_key),
        "attention": Chart(
            _of_largest_topics,
            attention,
            _attention_key,
            "Nothing is drawn: no outlet has five documents in a month that is drawn above, and of "
            "fewer one article would be a share of a fifth or more.",
        ),
        "share_of_voice": Chart(_of_largest_voices, share_of_voice, _voice_key),
        "wire": Chart(_of_largest_outlets, wire, _wire_key),
        "who_copies_whom": Chart(_of_largest_pairs, who_copies_whom, _no_key),
    }
)
