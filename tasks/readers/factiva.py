"""Documents of Factiva: plain text, and text with a code before each field."""

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from tasks.readers.exported import (
    BY,
    COUNTED_WORDS,
    WORDS,
    Exported,
    as_exported,
    is_day,
    joined,
    listed,
    part_of,
)
from tasks.readers.text import Line

DOCUMENT: Final = re.compile(
    r"(?:AN[ \t]{1,9})?(?:Document|Dokument|Documento) (?=\w{0,20}\d{6})"
    r"[A-Z][A-Z0-9]{3,24}[A-Za-z0-9]{8,20}$"
)
COUNTED: Final = re.compile(rf"(?m)^[ \t]{{0,80}}{WORDS}[ \t]{{0,9}}\r?$")
CODED: Final = re.compile(r"(?m)^HD(?: {2}|\t|[ \t]{0,9}\r?$)")
MOST_ABOVE: Final = 12  # lines above the number of words: section, headline, byline
HEAD_CODES: Final = 4  # codes of a document, at least: SE, HD, WC, PD, SN, LP, TD

_CODE: Final = re.compile(
    r"(?P<code>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|DE|AN|CX)"
    r"(?: {2,}|[ ]?\t\s*|$)"
    r"|(?P<long>VOL|CLM|ART|PUB|IPC|IPD)(?: {1,}|\t\s*|$)"
)
_FIELDS: Final = MappingProxyType(
    {"HD": "title", "BY": "byline", "SE": "section", "PD": "published_at", "SN": "outlet"}
)
_TEXT: Final = frozenset({"LP", "TD"})
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?| Uhr)?(?: [A-Z]{2,4})?$")
_SOURCE: Final = re.compile(r"[A-Z][A-Z0-9]{0,11}$")
_RIGHTS: Final = re.compile(r"(?:Copyright|Copr\.|©|\([cC]\))")
_LANGUAGES: Final = listed(
    """English Englisch Anglais Inglés Inglese German Deutsch Allemand Alemán French Französisch
    Français Francés Spanish Spanisch Español Italian Italienisch Italiano Dutch Niederländisch
    Nederlands Engels Portuguese Português Chinese Japanese Korean Russian Arabic Swedish Danish
    Norwegian Polish Turkish Indonesian Malay"""
)
_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]{1,20}(?: [^\W\d_][\w.'’-]{0,20}){1,3}$")
_SHORT: Final = 40  # characters and
_FEW: Final = 4  # words: a section or a name, and no headline
_LOOK: Final = 7  # lines below the source's code: page, edition, language, copyright


def read_factiva(lines: Sequence[Line]) -> Exported | None:
    """The one document in these lines; None when they are none, or several."""
    named = [i for i, line in enumerate(lines) if DOCUMENT.match(line.text)]
    if len(named) > 1:
        return None
    return _coded(lines) or _plain(lines, named[0] if named else len(lines))


# --- plain text ---------------------------------------------------------------------------


def _plain(lines: Sequence[Line], end: int) -> Exported | None:
    counted = next(
        (i for i, line in enumerate(lines[: MOST_ABOVE + 1]) if COUNTED_WORDS.match(line.text)), 0
    )
    if not counted or counted + 1 >= len(lines) or not is_day(lines[counted + 1].text):
        return None
    outlet = counted + 2
    if outlet < len(lines) and _CLOCK.match(lines[outlet].text):
        outlet += 1
    if outlet + 1 >= end or not _SOURCE.match(lines[outlet + 1].text):
        return None
    begin = _below_head(lines[:end], outlet + 2)
    body = lines[begin:end]
    if not begin or not body:
        return None
    fields: dict[str, Line | None] = {
        **_above_count(lines[:counted]),
        "published_at": lines[counted + 1],
        "outlet": lines[outlet],
    }
    return as_exported(lines, fields, body)


def _below_head(lines: Sequence[Line], start: int) -> int:
    """Where the body begins: below the copyright line, else below the language; 0 without both."""
    look = range(start, min(start + _LOOK, len(lines)))
    for signs in (_RIGHTS.match, _LANGUAGES.__contains__):
        found = next((i for i in look if signs(lines[i].text)), None)
        if found is not None:
            return found + 1
    return 0


def _above_count(lines: Sequence[Line]) -> dict[str, Line | None]:
    """Section, headline and byline, which stand above the number of words without labels."""
    rest = list(lines)
    fields: dict[str, Line | None] = {}
    if len(rest) > 1 and (
        BY.match(rest[-1].text)
        or (_is_name(rest[-1].text) and any(not _is_short(line.text) for line in rest[:-1]))
    ):
        fields["byline"] = rest.pop()
    if len(rest) > 1 and _is_short(rest[0].text):
        fields["section"] = rest.pop(0)
    if rest:
        fields["title"] = rest[0]
    return fields


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT and len(text.split()) < _FEW


def _is_name(text: str) -> bool:
    return len(text) <= _SHORT and text == text.title() and _NAME.match(text) is not None


# --- with codes ---------------------------------------------------------------------------


def _coded(lines: Sequence[Line]) -> Exported | None:
    groups = _groups(lines)
    codes = [code for code, _ in groups]
    if len(set(codes)) < HEAD_CODES or codes.count("HD") != 1:
        return None
    if not {"PD", "SN"} <= set(codes) or _TEXT.isdisjoint(codes):
        return None
    fields: dict[str, Line | None] = {}
    body: list[Line] = []
    for code, found in groups:
        if code in _FIELDS:
            fields.setdefault(_FIELDS[code], joined(found))
        elif code in _TEXT and found:
            # the lead and the rest of the text are parted by their codes alone
            body += [found[0]._replace(blank_before=True), *found[1:]]
    return as_exported(lines, fields, body) if body else None


def _groups(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Each field's code with its value's lines; a line without a code goes on with the last."""
    codes = [_CODE.match(line.text) for line in lines]
    # below the last paragraph without one there are codes alone
    last = max(
        (i for i, line in enumerate(lines) if line.blank_before and codes[i] is None), default=-1
    )
    groups: list[tuple[str, list[Line]]] = []
    for i, (line, match) in enumerate(zip(lines, codes, strict=True)):
        # "PUB owners ..." in capitals begins a paragraph, and is no code above another
        is_copy = match is None or (
            match["long"] and i < last and bool(groups) and groups[-1][0] in _TEXT
        )
        if match is not None and not is_copy:
            value = part_of(line, match.end())
            groups.append((match["code"] or match["long"], [value] if value else []))
        elif groups:
            groups[-1][1].append(line)
    return groups
