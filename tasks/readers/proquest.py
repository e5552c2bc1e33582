"""Documents of ProQuest, saved as text."""

import re
from collections.abc import Sequence
from typing import Final

from tasks.readers.exported import (
    Exported,
    Labelled,
    as_exported,
    day_of,
    end_of_body,
    joined,
    part_of,
)
from tasks.readers.text import Line

RULE: Final = re.compile(r"_{20,}$")
FIELDS_ENOUGH: Final = 3  # below a text that the database has not: a citation has one or two
SIGNED: Final = re.compile(
    r"(?m)^(?:Publication (?:info|title)|ProQuest document ID): ?|Report Information from ProQuest"
)

_NUMBER: Final = re.compile(r"Document \d{1,6} of \d{1,6}$")
_LABEL: Final = re.compile(
    r"(?P<label>[A-Z][A-Za-z]{1,14}(?:[ /]{1,3}[A-Za-z]{2,14}){0,3}) ?:(?: |$)"
)
_DAY: Final = re.compile(
    r"\d{1,2} [A-Z][a-z]{2,8}\.? (?:19|20)\d\d|[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d\d"
)
_OUTLET_ENDS: Final = re.compile(r" ?;| ?\[|\. (?=\d|\[)")

_ENDING: Final = frozenset(
    {
        "publication title", "publication year", "publication date", "publication subject",
        "place of publication", "country of publication", "source type", "proquest document id",
        "language of publication", "document type", "document url", "last updated", "issn",
        "identifier / keyword", "company / organization", "last revised",
    }
)  # fmt: skip
_CLOSING: Final = _ENDING | frozenset(
    {
        "title", "subject", "location", "people", "classification", "publisher", "pages", "volume",
        "issue", "first page", "section", "copyright", "database", "credit", "links", "author",
        "person", "term", "dateline", "column", "edition", "number of pages", "illustration",
    }
)  # fmt: skip
_ABOVE: Final = frozenset(
    {"title", "author", "publication info", "abstract", "links", "full text", "dateline"}
)


def read_proquest(lines: Sequence[Line]) -> Exported | None:
    """The one document in these lines; None when they are none, or several.

    One of which the database has no full text has no body: its abstract is not the article.
    """
    names = [_name(line) for line in lines]
    if not {"publication info", "publication title", "proquest document id"} & set(names):
        return None
    if names.count("full text") > 1 or names.count("proquest document id") > 1:
        return None
    text_at = next((i for i, name in enumerate(names) if name == "full text"), -1)
    if text_at < 0 and len(_ENDING & set(names)) < FIELDS_ENOUGH:
        return None
    begin = text_at + 1 if text_at >= 0 else len(lines)
    end = end_of_body(lines, begin, _ends, _may_close)
    label = _labelled(lines[text_at]) if text_at >= 0 else None
    opening = part_of(lines[text_at], label.offset) if label else None
    body = [*([opening] if opening else []), *lines[begin:end]]
    names[begin:end] = [""] * (end - begin)  # "Section: ..." may begin a paragraph of the copy
    kept = list(lines)
    fields = {
        "title": _headline(lines, names),
        "byline": joined(_value_of(lines, names, "author")),
        "section": joined(_value_of(lines, names, "section")),
        "outlet": _outlet(lines, names),
        "published_at": _published(lines, names, kept),
    }
    return as_exported(kept, fields, body)


def _labelled(line: Line) -> Labelled | None:
    match = _LABEL.match(line.text)
    if match is None:
        return None
    name = " ".join(match["label"].casefold().split())
    return Labelled(name, match.end()) if name in _ABOVE | _CLOSING else None


def _name(line: Line) -> str:
    label = _labelled(line)
    return label.name if label else ""


def _ends(line: Line) -> bool:
    return _name(line) in _ENDING or RULE.match(line.text) is not None


def _may_close(line: Line) -> bool:
    return _name(line) in _CLOSING


def _value(lines: Sequence[Line], at: int) -> list[Line]:
    """What stands behind the label, and the lines that it goes on in."""
    label = _labelled(lines[at])
    value = part_of(lines[at], label.offset) if label else None
    found = [value] if value else []
    for line in lines[at + 1 :]:
        if line.blank_before or _labelled(line):
            break
        found.append(line)
    return found


def _value_of(lines: Sequence[Line], names: Sequence[str], name: str) -> list[Line]:
    return _value(lines, names.index(name)) if name in names else []


def _headline(lines: Sequence[Line], names: Sequence[str]) -> Line | None:
    """The line above all labels, else what the label says."""
    first = next((i for i, name in enumerate(names) if name), 0)
    above = [
        line for line in lines[:first] if not (RULE.match(line.text) or _NUMBER.match(line.text))
    ]
    return above[0] if above else joined(_value_of(lines, names, "title"))


def _outlet(lines: Sequence[Line], names: Sequence[str]) -> Line | None:
    for name in ("publication title", "publication info"):
        found = _value_of(lines, names, name)[:1]
        if found:
            end = _OUTLET_ENDS.search(found[0].text)
            return part_of(found[0], 0, end.start() if end else None)
    return None


def _published(lines: Sequence[Line], names: Sequence[str], kept: list[Line]) -> Line | None:
    """The day within "Publication info", else the whole line "Publication date: Mar 3, 2021".

    That one stands below the body, where a date without its label states nothing. In `kept` the
    first line is replaced by what is left of it.
    """
    for name in ("publication info", "publication date"):
        at = names.index(name) if name in names else -1
        match = _DAY.search(lines[at].text) if at >= 0 else None
        if match is None or day_of(match[0]) is None:
            continue
        if name == "publication date":
            return lines[at]
        pieces = (part_of(lines[at], 0, match.start()), part_of(lines[at], match.end()))
        kept[at : at + 1] = [piece for piece in pieces if piece]
        return part_of(lines[at], match.start(), match.end())
    return None
