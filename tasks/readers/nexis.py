"""Documents of Nexis: the classic text export, and Nexis Uni saved as text."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from tasks.readers.exported import (
    BY,
    COPYRIGHT,
    COUNTED_WORDS,
    Exported,
    Labelled,
    as_exported,
    end_of_body,
    is_day,
    joined,
    listed,
    part_of,
)
from tasks.readers.text import Line

NUMBER: Final = re.compile(
    r"(?:FOCUS - )?\d{1,6} (?:of|OF) \d{1,6} DOCUMENTS?$|Dokument \d{1,6} von \d{1,6}$"
    r"|Document \d{1,6} (?:de|van) \d{1,6}$"
)
END: Final = re.compile(r"End of Document$|Ende des Dokuments$|Fin du document$|Fin de documento$")
LENGTH: Final = re.compile(
    r"(?im)^[ \t]{0,80}(?:length|l[ä\ufffd]nge|longueur|lengte|longitud|lunghezza) ?: {0,3}\d"
)
COVER: Final = ("Job Number:", "Client/Matter:", "Documents (")  # of Nexis Uni's list of all
MOST_ABOVE: Final = 30  # lines of outlet, day and headline, and of fields; each has 3 to 12
MOST_WRAPPED: Final = 12  # lines of one field's value
CENTRED: Final = 8  # blanks before a line in the middle of 80 columns, of an edition or a notice

_PAGE: Final = re.compile(r"(?:Page|Seite) \d{1,4} (?:of|von) \d{1,4}$")
_BELOW: Final = re.compile(r"(?:Classification|Graphic|Grafik)$")
_LABEL: Final = re.compile(r"(?P<label>[^\W\d_][^\W\d_\-/]{1,14}(?:[ -][^\W\d_]{2,12})?) ?:(?: |$)")


def _labels(**names: str) -> Mapping[str, str]:
    return MappingProxyType({name: field for field, said in names.items() for name in said.split()})


_ABOVE: Final = _labels(
    title="headline titre kop überschrift titolo título",
    byline="byline autor auteur autore autoren",
    section="section rubrik rubrique sectie rubriek sección sezione",
    length="length länge longueur lengte longitud lunghezza l\ufffdnge",
    dateline="dateline datumlijn",
    dek="highlight encart insert",
    url="url",
    body="body",
    other="series column show type anchor reporters guests distribution graphic language",
)
# these end the body: no copy has them at the beginning of a line, in capitals or before a colon
_ENDING: Final = listed(
    """load-date update date-chargement laad-datum language sprache langue taal lengua idioma
    publication-type type-publication publicatie-type publikationstyp journal-code code-revue
    document-type graphic grafik acc-no pub-type doc-type"""
)
# these may be the export's where fields alone stand below them
_CLOSING: Final = listed(
    """subject sujet thema company firma societe organization organisation person personen
    geographic geographie city state country industry ticker category url series correction
    correction-date notes distribution name type code column photo photos copyright"""
)


def read_nexis(lines: Sequence[Line]) -> Exported | None:
    """The one document in these lines; None when they are none, or several.

    What Nexis Uni puts before its first document, a cover and the list of all, is of the others.
    """
    length = next((i for i, line in enumerate(lines) if _is_length(line)), -1)
    if length < 0 or _are_several(lines):
        return None
    style = _Style(is_classic=lines[length].text[:3].isupper())
    labels = range(max(0, length - MOST_ABOVE), length + 1)
    first = next((i for i in labels if style.above(lines[i]) is not None), -1)
    if first < 0:
        return None
    body_at = style.heading_of_body(lines, first)
    preamble = [i for i in range(max(0, first - MOST_ABOVE), first) if not _is_frame(lines[i])]
    days = [i for i in preamble if is_day(lines[i].text)]
    day = (days[0] if style.is_classic else days[-1]) if days else -1
    over = [i for i in preamble if i < day]
    if not over or not _is_sure(lines, first, body_at, style):
        return None
    fields: dict[str, Line | None] = {"published_at": lines[day], "outlet": lines[over[-1]]}
    told, begin, opening = _told(lines, first, body_at, style)
    for name, value in told.items():
        if name not in ("length", "other"):
            fields.setdefault(name, value)
    if "title" not in fields:
        under = [i for i in preamble if i > day and not _is_edition(lines[i])]
        _put_headline(fields, lines, over, under, style)
    end = end_of_body(lines, begin, style.ends, style.may_close)
    for line in lines[end:]:
        label = style.above(line)
        if label is not None and label.name == "url":
            fields.setdefault("url", part_of(line, label.offset))
    body = [*opening, *lines[begin:end]]
    return as_exported(lines, fields, body) if body else None


class _Style(NamedTuple):
    """How the labels are written: in capitals by the classic export, with one by Nexis Uni."""

    is_classic: bool

    def above(self, line: Line) -> Labelled | None:
        """The label of a field above the body; its name is that of the field."""
        label = self._label(line)
        name = _ABOVE.get(label.name) if label else None
        return Labelled(name, label.offset) if label and name else None

    def heading_of_body(self, lines: Sequence[Line], first: int) -> int:
        """Index of the line that says that the body begins, below the first label; else -1."""
        if self.is_classic:
            return -1
        look = range(first, min(len(lines), first + MOST_ABOVE))
        return next((i for i in look if lines[i].text == "Body"), -1)

    def ends(self, line: Line) -> bool:
        """Whether it stands below a body, and in none."""
        if COPYRIGHT.match(line.text):
            return line.indent >= CENTRED
        label = self._label(line)
        if label is not None and label.name in _ENDING:
            # German for LOAD-DATE; copy in English has an "UPDATE: The boat ..." now and then
            return label.name != "update" or is_day(line.text[label.offset :].strip())
        return not self.is_classic and bool(_BELOW.match(line.text) or END.match(line.text))

    def may_close(self, line: Line) -> bool:
        """Whether it is a field if fields alone stand below it."""
        label = self._label(line)
        return self.ends(line) or (label is not None and label.name in _CLOSING)

    def _label(self, line: Line) -> Labelled | None:
        match = _LABEL.match(line.text)
        if match is None or not match["label"][0].isupper():
            return None
        if match["label"].isupper() != self.is_classic and match["label"] not in ("URL", "ISSN"):
            return None
        return Labelled(match["label"].casefold(), match.end())


def _is_length(line: Line) -> bool:
    return LENGTH.match(line.text) is not None and COUNTED_WORDS.search(line.text) is not None


def _is_frame(line: Line) -> bool:
    """Whether it is the export's own count or a notice, and none of the outlet's lines."""
    return any(form.match(line.text) for form in (NUMBER, _PAGE, COPYRIGHT))


def _is_edition(line: Line) -> bool:
    """Whether a line below the day belongs to it: 'Final Edition', centred, no blank between."""
    return not line.blank_before and line.indent >= CENTRED


def _are_several(lines: Sequence[Line]) -> bool:
    """Whether another document begins below: what an earlier release took for one text."""
    begun = ended = False
    for line in lines:
        if NUMBER.match(line.text):
            if begun:
                return True
        elif ended:
            return True
        else:
            begun = True
            ended = END.match(line.text) is not None
    return sum(map(_is_length, lines)) > 1


def _is_sure(lines: Sequence[Line], first: int, body_at: int, style: _Style) -> bool:
    """Whether it has one more mark of the database than its length in words."""
    return (
        body_at > first
        or any(NUMBER.match(line.text) for line in lines[:first])
        or any(COPYRIGHT.match(line.text) or style.ends(line) for line in lines)
    )


def _told(
    lines: Sequence[Line], first: int, body_at: int, style: _Style
) -> tuple[dict[str, Line | None], int, list[Line]]:
    """The values under the labels, where the body begins, and what of it stands behind a label."""
    told: dict[str, Line | None] = {}
    at = first
    while at < len(lines) and at != body_at:
        label = style.above(lines[at])
        if label is None:
            if body_at < at:
                break  # no heading parts them: the first paragraph without a label is the body's
            at += 1
            continue
        value = part_of(lines[at], label.offset)
        at += 1
        if label.name == "body":
            return told, at, [value] if value else []
        wrapped = [value] if value else []
        while (
            label.name != "length"
            and at not in (len(lines), body_at)
            and not lines[at].blank_before
            and style.above(lines[at]) is None
            and len(wrapped) < MOST_WRAPPED
        ):
            wrapped.append(lines[at])
            at += 1
        found = joined(wrapped)
        if label.name == "byline" and found is not None:
            found = _without_foreign_by(found)
        told.setdefault(label.name, found)
    return told, at + (at == body_at), []


def _without_foreign_by(byline: Line) -> Line:
    """The names of "Von Jo Feld": whoever reads bylines knows the English word alone."""
    by = BY.match(byline.text)
    if by is None or not by["foreign"]:
        return byline
    return byline._replace(text=byline.text[by.end() :], start=byline.start + by.end())


def _put_headline(
    fields: dict[str, Line | None],
    lines: Sequence[Line],
    above: Sequence[int],
    below: Sequence[int],
    style: _Style,
) -> None:
    """The headline, which the classic export has below the day and Nexis Uni above the outlet."""
    groups = _paragraphs([lines[i] for i in below])
    over = _paragraphs([lines[i] for i in above])
    # the outlet is the last line of them
    heading = over[-1][:-1] or (over[-2] if len(over) > 1 else [])
    if len({line.text for line in heading}) == 1:
        heading = heading[:1]  # once as the page's heading, once as the article's
    if heading and not (style.is_classic and groups):
        fields["title"] = joined(heading)
        return
    if not groups:
        return
    fields["title"] = joined(groups[0])
    if len(groups) > 1 and BY.match(groups[1][0].text):
        fields.setdefault("byline", joined(groups[1]))


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups, a blank line between each two."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.blank_before or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups
