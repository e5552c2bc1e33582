"""What a news database's export says of an article, as blocks and as words beside it."""

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from tasks.article.block import Block
from tasks.article.page.bylines.turned_names import turned
from tasks.article.source_lines import is_house
from tasks.outlets.registry import Registry
from tasks.readers.exported import Exported, day_of
from tasks.text.dates import stamps
from tasks.text.words import letters_of

FIELD: Final = "a field of a news database's export"
_KINDS: Final = MappingProxyType(
    {
        "title": "title",
        "dek": "dek",
        "byline": "byline",
        "published_at": "source_line",
        "dateline": "dateline",
    }
)
# the town of "The Times (London)", the language of "Agence France Presse -- English", an edition
_ADDED: Final = re.compile(
    r" ?\([^()]{2,40}\)$| -- [A-Z]\w{2,20}$|(?:,| -) [A-Z][\w ]{2,30} [Ee]dition$"
)
# what a field of sections says beside the name: "A; Column 1; National Desk; Pg. 4"
_PLACE_IN_PRINT: Final = re.compile(
    r"(?:(?:Pg|Page|Section|Sect|Column|Col|S|p)\.? ?)?[A-Z]{0,2}\d{0,3}(?:[-,] ?[A-Z]?\d{1,3})?$"
)
_NAMED: Final = re.compile(r"\d|[-_][^-_]{1,40}[-_]")  # an article's address has a number or words


def said_by(exported: Exported, registry: Registry) -> dict[str, str]:
    """The fields as a metadata header would give them, the outlet by its name in the registry.

    A day that is written in English is stated by the copy's own line; of another the date is said
    here. An address that is the outlet's alone would make all its articles one.
    """
    said = {
        name: value.text for name, value in exported.fields.items()
        if name in ("title", "outlet", "section", "url")
    }  # fmt: skip
    if "outlet" in said:
        said["outlet"] = outlet_name(said["outlet"], registry)
    if "section" in said:
        said["section"] = section_name(said["section"])
    if "url" in said and not _is_articles(said["url"]):
        del said["url"]
    published = exported.fields.get("published_at")
    if published is not None and not stamps(published.text):
        day = day_of(published.text)
        if day is not None:
            said["published_at"] = day.isoformat()
    return said


def outlet_name(said: str, registry: Registry) -> str:
    """The outlet's name; without what the database adds to it where it is known without."""
    name = said
    while name:
        if name.casefold() in registry.by_name:
            return name
        added = _ADDED.search(name)
        if added is None:
            break
        name = name[: added.start()].strip()
    return said


def section_name(said: str) -> str:
    """The section's name, without the page and column that it stands on."""
    parts = [part.strip() for part in said.split(";")]
    named = [part for part in parts if part and not _PLACE_IN_PRINT.match(part)]
    return (named or parts)[0]


def name_in_order(said: str, registry: Registry) -> str:
    """A byline as the copy would print it: "Field, Jo" as "Jo Field", any other as it is."""
    return turned(said, lambda name: is_house(name, registry))


def kind_for_days(kind: str, reason: str) -> str:
    """The kind by which the witnesses of a day know a paragraph.

    What a database adds bears none: "Load-Date" is when it took the article, "Last updated" when
    its own row was touched.
    """
    return "furniture" if kind == "note" and reason == FIELD else kind


def _is_articles(url: str) -> bool:
    try:
        address = urlsplit(url)
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(
        _NAMED.search(address.path) or _NAMED.search(address.query)
    )


def with_fields(exported: Exported, body: Sequence[Block]) -> list[Block]:
    """The blocks of the body among those of the fields, in the order in which they stand."""
    blocks = [*_fields(exported), *_below_headline(exported, body)]
    return sorted(blocks, key=lambda block: (block.start, block.end))


def _fields(exported: Exported) -> Iterator[Block]:
    for name, kind in _KINDS.items():
        if name in exported.fields:
            value = exported.fields[name]
            yield Block(kind, value.text, value.start, value.end, FIELD)
    for line in exported.others:
        yield Block("note", line.text, line.start, line.end, FIELD)


def _below_headline(exported: Exported, body: Sequence[Block]) -> Iterator[Block]:
    """The body's blocks: with the headline known, none of them is another or stands above it."""
    title = exported.fields.get("title")
    if title is None:
        yield from body
        return
    for block in body:
        if block.kind == "title" and letters_of(block.text) == letters_of(title.text):
            yield block.typed("duplicate", "repeats the headline")
        elif block.kind == "title" or block.reason == "stands above the headline":
            yield block.typed("subhead", "a short line above the first paragraph")
        else:
            yield block
