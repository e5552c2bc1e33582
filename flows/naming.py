"""The document that an id means: by the id, by its beginning, or by where a redirect leads."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import duckdb

from flows.pasting import pasted
from flows.printing import steady
from warehouse.files import WarehouseError
from warehouse.projection import DATABASE
from warehouse.session import session
from warehouse.store import Store

_LISTS: Final = ('sql "select document_id, title from documents"', "lists them")
# The ids of stories and of clusters begin with a letter of their own.
_MEMBERS: Final = MappingProxyType(
    {
        "e": ("sql \"from story_timeline('{}')\"", "lists a story's documents"),
        "c": (
            "sql \"from cluster_members where cluster_id = '{}'\"",
            "lists a cluster's documents",
        ),
    }
)
MOST_LISTED: Final = 20  # documents whose ids begin alike; who typed one letter meant none of them
_IS: Final = "select * from documents where document_id = $id"
# not every column: of one letter all documents may begin so, and their texts fill the memory
_BEGINS: Final = (
    "select document_id, outlet_name, published_date, title from documents "
    "where starts_with(document_id, $id) order by document_id"
)
# Of an id that was given, taken and given again, where it led last; a struct, for max_by passes
# over nulls, and null is where nothing is left.
_LED: Final = """
    select old_id, max(until_sequence), max_by(struct_pack(id := current_id), until_sequence).id
    from current_ids where kind = 'document' and starts_with(old_id, $id)
    group by old_id order by old_id
"""


class NoSuchDocument(WarehouseError):
    """The warehouse has no document of that id, or several that begin so."""


class Named(NamedTuple):
    """A document's row, and what to say of the id it was asked for by; None for nothing."""

    document: dict[str, Any]
    note: str | None


def document_of(store: Store, asked: str) -> Named:
    """The document of that id, or of the only one that begins so; else NoSuchDocument.

    An id that no document has any more is followed to where it leads today.
    """
    database = store.root / DATABASE
    if not database.is_file():
        makes = pasted("run INPUT...", store.root)
        raise NoSuchDocument(f"{database}: no warehouse is published here. `{makes}` makes one.")
    with session(database, read_only=True) as connection:
        found = _rows(connection, _BEGINS, asked)
        led = connection.execute(_LED, {"id": asked}).fetchall()
        if len(found) == 1:
            key = found[0]["document_id"]
            return Named(_rows(connection, _IS, key)[0], _once_another(key, led))
        if not found and not led:
            way_on = _way_on(_MEMBERS.get(asked[:1], _LISTS), asked, store)
            raise NoSuchDocument(f"{asked}: no document of that id. {way_on}")
        if found or len(led) > 1:
            lines = list(map(_line, found)) or [f"  {old}" for old, *_ in led]
            raise NoSuchDocument(_several(asked, lines, store))
        old, until, current = led[0]
        home = _rows(connection, _IS, current or "")
    if not home:
        raise NoSuchDocument(
            f"{old}: nothing of this document is left since snapshot {until}. "
            f"{_way_on(_LISTS, asked, store)}"
        )
    return Named(home[0], f"{old} leads here since snapshot {until}: its text is in {current} now")


def _several(asked: str, lines: Sequence[str], store: Store) -> str:
    """How many ids begin so, and which; of very many the first."""
    said = [f"{asked}: {len(lines):,} documents of that id. Give more of it:", *lines[:MOST_LISTED]]
    if len(lines) > MOST_LISTED:
        said.append(f"  and {len(lines) - MOST_LISTED:,} more. {_way_on(_LISTS, asked, store)}")
    return "\n".join(said)


def _line(row: dict[str, Any]) -> str:
    outlet = row["outlet_name"] or "unknown outlet"
    day = row["published_date"] or "undated"
    return steady(f"  {row['document_id']}  {outlet}, {day}: {row['title'] or '(no title)'}")


def _way_on(lists: tuple[str, str], asked: str, store: Store) -> str:
    command, what = lists
    return f"`{pasted(command.format(asked), store.root)}` {what}."


def _once_another(key: str, led: Sequence[tuple[str, int, str | None]]) -> str | None:
    """That the id of a document meant another article before, when it did."""
    for old, until, current in led:
        if old == key and current != key:
            where = f"is in {current} now" if current else "is nowhere now"
            return f"noted before snapshot {until}, {key} meant another article, which {where}"
    return None


def _rows(connection: duckdb.DuckDBPyConnection, query: str, asked: str) -> list[dict[str, Any]]:
    found = connection.execute(query, {"id": asked})
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
