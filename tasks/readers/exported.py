"""An article as a news database exports it: its fields and its body, each where it stands."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from tasks.readers.text import BLANKS, Line
from tasks.text.month_words import MONTHS_ANY
from tasks.text.short_dates import read_dates

LONGEST_DAY: Final = 90  # characters; "Wednesday, September 30, 1998, Late Edition - Final" has 51

# "355 words" as the databases say it to readers of English, German, French, Dutch, Spanish,
# Italian and Portuguese; a letter that is no UTF-8 stands as U+FFFD where a form is only guessed at
WORDS: Final = (
    r"\d[\d.,\xa0]{0,9}(?: \d{3})? (?:words?|W(?:ö|\ufffd)rter|mots|woorden|palabras|parole"
    r"|palavras)"
)
COUNTED_WORDS: Final = re.compile(rf"{WORDS}$")
COPYRIGHT: Final = re.compile(
    r"(?:Copyright|Copr\.|©|\([cC]\))(?:[ ,:]{1,2}(?:Copyright|©|\([cC]\)))?[ ,:]{0,2}"
    r"(?:19|20)\d\d\b|All [Rr]ights [Rr]eserved|Alle Rechte [Vv]orbehalten"
    r"|Alle rechten voorbehouden|[Tt]ous [Dd]roits [Rr]éservés"
)
BY: Final = re.compile(r"(?:By|BY|(?P<foreign>Von|VON|Par|PAR|Door|DOOR|Por|POR)) (?=[^\W\d_])")
_DAY: Final = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,? )?(?:"
    r"[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?, ?(?:19|20)\d\d"
    r"|\d{1,2}(?:\.|st|nd|rd|th|er)? (?:de )?[^\W\d_]{3,10}\.?,? (?:de )?(?:19|20)\d\d)(?![\d-])"
)
# what may follow it: the weekday, a clock, and behind a comma the edition
_AFTER_DAY: Final = re.compile(
    r"(?:,? ?[^\W\d_]{2,12})?(?:,? ?\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?| Uhr)?"
    r"(?: [A-Z]{2,5})?(?: Time)?)?(?: ?[,;].{0,50})?$"
)
_MONTH_ALONE: Final = re.compile(r"(?P<month>[^\W\d_]{3,10})(?:[/-][^\W\d_]{3,10})? (?:19|20)\d\d$")


def listed(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


class Exported(NamedTuple):
    """One exported document: every line of it is of a field, of the body or of the others.

    `fields` are title, outlet, published_at, byline, section, dateline, url and dek, each the
    place of its value without its label. Of those that are read as no block of their own (outlet,
    section, url) the lines are among the others, too.
    """

    fields: Mapping[str, Line]
    body: tuple[Line, ...]
    others: tuple[Line, ...]


class Labelled(NamedTuple):
    """A label of the export and what stands behind it: where its value begins in the line."""

    name: str
    offset: int


def part_of(line: Line, start: int, end: int | None = None) -> Line | None:
    """These characters of a line as it stands in the text; None where they are but blanks."""
    piece = line.text[start:end]
    stripped = piece.strip(BLANKS)
    if not stripped:
        return None
    lead = start + piece.find(stripped[0])
    begin = line.start + lead
    return Line(stripped, begin, begin + len(stripped), line.indent + lead, line.blank_before)


def joined(lines: Sequence[Line]) -> Line | None:
    """Lines below each other as the one that they were before they were wrapped."""
    if not lines:
        return None
    first = lines[0]
    text = " ".join(line.text for line in lines)
    return Line(text, first.start, lines[-1].end, first.indent, first.blank_before)


def day_of(text: str) -> date | None:
    """The day that the text begins with, in any language that the databases speak."""
    if _DAY.match(text) is None:
        return None
    found = read_dates(text[:LONGEST_DAY], lang=None, day_first=None)
    return found[0].day if found else None


def is_day(text: str) -> bool:
    """Whether the line is the day of an issue, or a magazine's month, with what belongs to it."""
    if len(text) > LONGEST_DAY:
        return False
    day = _DAY.match(text)
    if day is not None and day_of(text) is not None:
        return _AFTER_DAY.match(text, day.end()) is not None
    month = _MONTH_ALONE.match(text)
    return month is not None and month["month"].casefold() in MONTHS_ANY


def end_of_body(
    lines: Sequence[Line],
    begin: int,
    is_end: Callable[[Line], bool],
    may_close: Callable[[Line], bool],
) -> int:
    """Where the fields below the body begin.

    That is the first line that only an export has, and what stands directly above it: paragraphs
    under labels that copy may bear as well, "Location: Town hall".
    """
    end = next((i for i in range(begin, len(lines)) if is_end(lines[i])), len(lines))
    if end == len(lines):
        return end
    # where no blank line parts paragraphs, it cannot be told how far a value goes on
    is_parted = lines[end].blank_before
    for above in range(end - 1, begin - 1, -1):
        if may_close(lines[above]):
            end = above
        elif lines[above].blank_before or not is_parted:
            break
    return end


def as_exported(
    lines: Iterable[Line], fields: Mapping[str, Line | None], body: Sequence[Line]
) -> Exported:
    """The document of these lines: those that are of no block's field and no body are others."""
    found = {name: value for name, value in fields.items() if value is not None}
    told = [
        (value.start, value.end)
        for name, value in found.items()
        if name not in ("outlet", "section", "url")
    ]
    told += [(line.start, line.end) for line in body]
    told.sort()
    others: list[Line] = []
    at = 0
    for line in lines:
        while at < len(told) and told[at][1] <= line.start:
            at += 1
        if at == len(told) or told[at][0] >= line.end:
            others.append(line)
    return Exported(MappingProxyType(found), tuple(body), tuple(others))
