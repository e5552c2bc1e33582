"""Documents as matching sees them: what is said of them and their signatures, without any text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from tasks.matching.printings import (
    UNKNOWN,
    Indices,
    Printings,
    Stated,
    bounds_of,
    day_number,
    pair_keys,
    printing_order,
    stated_times,
)
from tasks.matching.shingles import Column, Room, ranges, starts_of
from tasks.matching.stories import Days, days_of
from tasks.outlets.registry import Registry
from tasks.scratch import room_in
from warehouse.parts import Part
from warehouse.store import Store

NUMBERS: Final = (
    "shingles",
    "paragraph_words",
    "paragraph_marks",
    "figures",
    "names",
    "terms",
    "term_weights",
)
SAID: Final = (
    "item_id", "outlet_id", "agency_id", "credits", "published_at", "updated_at", "published_date",
    "date_lo", "date_hi", "date_kind", "title", "word_count", "body_hash",
)  # fmt: skip
_SHARED: Final = ("outlet_id", "agency_id", "published_date", "date_lo", "date_hi", "date_kind")


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents in the order of printing, what their codes mean, and their numbers."""

    printings: Printings
    items: Sequence[str]
    titles: Sequence[str | None]
    outlets: Sequence[str]
    agencies: Sequence[str]
    days: Days
    columns: Mapping[str, Column]


def read_documents(
    store: Store, parts: Sequence[Part], documents: Mapping[str, str], registry: Registry
) -> Documents:
    """The documents' signatures, in the order of printing.

    Parts are read one at a time; many numbers lie in files of the store's staging folder.
    """
    zones = {outlet.outlet_id: outlet.zone for outlet in registry.outlets.values()}
    said, kept = _said(store, parts, documents, zones)
    printings, outlets, agencies = _printings(said, documents, registry)
    order = printing_order(printings)
    credits_ = _credits(said["credits"], order, outlets)
    ordered = printings.taken(order)._replace(credits=credits_)
    room = room_in(store.staging)
    return Documents(
        ordered,
        [said["item_id"][at] for at in order],
        [said["title"][at] for at in order],
        outlets,
        agencies,
        days_of(
            *(
                [said[name][at] for at in order]
                for name in ("date_kind", "published_date", "date_lo", "date_hi")
            )
        ),
        {name: _column(store, kept, name, order, room) for name in NUMBERS},
    )


class _Kept(NamedTuple):
    """A part, and which of its rows are documents; asked once: the ids are long, and read often."""

    part: Part
    rows: pa.Array


def _said(
    store: Store,
    parts: Sequence[Part],
    documents: Mapping[str, str],
    zones: Mapping[str, str | None],
) -> tuple[dict[str, list[Any]], list[_Kept]]:
    """What is said of the documents of each part, and where they lie.

    The fields of `Stated` are what the columns of dates say, `body` is the text's number. What
    comes again in row after row is there once: a million documents of a hundred outlets have a
    hundred names.
    """
    said: dict[str, list[Any]] = {
        name: [] for name in ("item_id", "credits", "title", "word_count", *_SHARED)
    }
    said |= {name: [] for name in (*Stated._fields, "body")}
    once: dict[Any, Any] = {}
    bounds = cache(bounds_of)  # of a million documents there are some thousand days
    kept: list[_Kept] = []
    for part in parts:
        table = store.read_part(part, list(SAID))
        mask = pa.array([item in documents for item in table["item_id"].to_pylist()], pa.bool_())
        kept.append(_Kept(part, mask))
        table = table.filter(mask)
        rows: dict[str, list[Any]] = {
            name: _shared(table[name], once) if name in _SHARED
            else _instants(table[name]) if name in ("published_at", "updated_at")
            else table[name].to_pylist()
            for name in SAID
        }  # fmt: skip
        rows["body"] = [int(body[:15], 16) for body in rows["body_hash"]]
        stated = [
            stated_times(kind, published, updated, day, zones.get(outlet), bounds)
            for kind, published, updated, day, outlet in zip(
                rows["date_kind"], rows["published_at"], rows["updated_at"],
                rows["published_date"], rows["outlet_id"], strict=True,
            )
        ]  # fmt: skip
        for place, name in enumerate(Stated._fields):
            rows[name] = [one[place] for one in stated]
        for name in said:
            said[name] += rows[name]
    return said, kept


def _shared(column: pa.ChunkedArray, once: dict[Any, Any]) -> list[Any]:
    """The values, equal ones as one object: a million days are a few hundred."""
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    known = [once.setdefault(value, value) for value in coded.dictionary.to_pylist()]
    return [known[code] for code in coded.indices.to_pylist()]


def _instants(column: pa.ChunkedArray) -> list[int | None]:
    """Microseconds since 1970."""
    instants: list[int | None] = column.cast(pa.timestamp("us", "UTC")).cast(pa.int64()).to_pylist()
    return instants


def _printings(
    said: Mapping[str, list[Any]], documents: Mapping[str, str], registry: Registry
) -> tuple[Printings, list[str], list[str]]:
    outlets = _names(said["outlet_id"], *said["credits"])
    agencies = _names(said["agency_id"])
    houses = {
        (outlet.outlet_id, outlet.agency.agency_id)
        for outlet in registry.outlets.values()
        if outlet.agency
    }
    printings = Printings(
        np.array([documents[item] for item in said["item_id"]], object),
        _codes(said["outlet_id"], outlets),
        _codes(said["agency_id"], agencies),
        np.array(
            [pair in houses for pair in zip(said["outlet_id"], said["agency_id"], strict=True)],
            bool,
        ),
        np.array(said["first"], np.int64),
        np.array(said["last"], np.int64),
        np.array(said["settled"], np.int64),
        np.array(said["is_zoneless"], bool),
        np.array([day_number(day) for day in said["published_date"]], np.int64),
        np.array(said["word_count"], np.int64),
        np.array(said["body"], np.int64),
        np.empty(0, np.uint64),
    )
    return printings, outlets, agencies


def _names(values: Iterable[str | None], *more: Iterable[str | None]) -> list[str]:
    """Every name once, sorted: a name's code is the same whatever part comes first."""
    return sorted({name for some in (values, *more) for name in some or () if name is not None})


def _codes(values: Iterable[str | None], names: Sequence[str]) -> Indices:
    code = {name: number for number, name in enumerate(names)}
    return np.array([code.get(value or "", UNKNOWN) for value in values], np.int64)


def _credits(said: Sequence[Sequence[str] | None], order: Indices, outlets: Sequence[str]) -> Any:
    code = {name: number for number, name in enumerate(outlets)}
    pairs = [(at, code[name]) for at, row in enumerate(order) for name in said[row] or ()]
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return np.unique(pair_keys(both[:, 0], both[:, 1]))


def _column(store: Store, kept: Sequence[_Kept], name: str, order: Indices, room: Room) -> Column:
    """The lists in that order, as numbers one after the other.

    The parts are read twice, for how long their lists are and for what is in them: never two of
    them are in memory.
    """
    lengths = [np.empty(0, np.int64)]
    of_type = np.dtype(np.int8)
    for chunk in _lists(store, kept, name):
        lengths.append(np.diff(chunk.offsets.to_numpy()).astype(np.int64))
        of_type = np.dtype(chunk.type.value_type.to_pandas_dtype())
    sizes = np.concatenate(lengths)
    starts = starts_of(sizes[order])
    begin = np.empty(len(sizes), np.int64)
    begin[order] = starts[:-1]
    total = int(starts[-1])
    # the weights of terms have one byte each
    values: Any = room(-(-total * of_type.itemsize // 4)).view(of_type)[:total]
    row = 0
    for chunk in _lists(store, kept, name):
        rows = slice(row, row + len(chunk))
        values[ranges(begin[rows], sizes[rows])] = chunk.flatten().to_numpy()
        row += len(chunk)
    return Column(starts, values)


def _lists(store: Store, kept: Sequence[_Kept], name: str) -> Iterator[pa.ListArray]:
    for part, rows in kept:
        yield from store.read_part(part, [name])[name].filter(rows).chunks
