"""The line that says where and when: source, byline, clock time, section, page reference."""

import re
from dataclasses import dataclass
from typing import Final

from tasks.article.datelines import MONTHS
from tasks.outlets.registry import Registry

LONGEST: Final = (
    180  # characters; "By A B in C and D E in F (China Daily) Updated: ..." fits in 140
)

DATE_LIKE: Final = re.compile(
    rf"(?:19|20)\d\d ?[-/.年년] ?\d{{1,2}} ?[-/.月월] ?\d{{1,2}}"
    rf"|\b{MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ -](?:{MONTHS}|{MONTHS.upper()})\.?,?[ -](?:19|20)\d\d"
    rf"|\b\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d"
)
_CLOCK: Final = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)? ?(?:[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:GMT|UTC|KST|BST|EST|EDT|ET|CET|CST|PST|HKT|JST|IST|Z)?(?: ?[+-]\d{1,2}:?\d{0,2})?)?"
)
_LABEL: Final = re.compile(
    r"(?i)\b(?:first |last |originally )?(?:published|updated|posted|modified|created|release[d]?"
    r"|publish(?:ing)? (?:date|time)|pubdate|date|time|source|from|author|by|editor|edited"
    r"|last update|newspaper|edition|page|reuters|local time|beijing time)\b(?: ?(?:on|at|by))?"
)
_PAGE_REFERENCE: Final = re.compile(
    r"^\((?P<print>[A-Z][\w '’&.-]{2,50}?) (?P<day>\d{1,2}/\d{1,2}/\d{4})"
    r"(?:,? (?:page|Page|P)\.? ?[A-Z]?\d+)?\)$"
)
_BYLINE: Final = re.compile(
    r"^(?:By|BY|by|Written by|Reported by|Text by|Story by|From)[: ] ?"
    r"(?=[A-ZÀ-Þ\u3400-\u9fff\uac00-\ud7a3])[^.!?]{2,140}(?:\.[^.!?]{1,60}){0,4}$"
)
_SECTION: Final = re.compile(
    r"^(?:Home ?[\\>»/|] ?)?[A-Z][\w&' -]{1,30}(?: ?[\\>»] ?[A-Z][\w&' /-]{1,30}){1,4}$"
)
_DATED_TITLE: Final = re.compile(
    r"^(?P<stamp>(?:[Dd]ate:? ?)(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}) {1,4}[|:-]? ?(?=\S.{11})"
)
_ROLES: Final = re.compile(
    r"(?i)\b(?:special correspondent|staff (?:writer|reporter|correspondent)|correspondents?"
    r"|reporters?|writers?|editors?|contributors?|columnists?|associated press writers?"
    r"|for [A-Z][\w .]{2,40}|in [A-Z][\w., ]{2,40}|of the [A-Z][\w .]{2,40}|staff|agencies|agency"
    r"|wires?|news ?wires?|xinhua writers?|photos?|video|text|story|by)\b\.?"
)
_NAME: Final = re.compile(
    r"^(?:[A-ZÀ-Þ][\w'’.-]*|de|da|van|von|der|den|al|el|bin|ibn|la|le)"
    r"(?:[ -](?:[A-ZÀ-Þ][\w'’.-]*|de|da|van|von|der|den|al|el|bin|ibn|la|le)){1,4}$"
    r"|^[\u3400-\u9fff]{2,4}$|^[\uac00-\ud7a3]{2,4}$"
)
_JOINS: Final = re.compile(r" and | & | with |[,;/|、·]| - ")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who a line credits: agencies and outlets of the registry, and people by name."""

    agencies: tuple[str, ...]
    outlets: tuple[str, ...]
    names: tuple[str, ...]


def page_reference(line: str) -> re.Match[str] | None:
    """'(China Daily 11/18/2014 page9)': groups `print` and `day`; None for any other line."""
    return _PAGE_REFERENCE.match(line) if line[:1] == "(" and len(line) < 110 else None


def dated_title(line: str) -> int:
    """Where the headline begins in 'date 2017-08-25 Headline'; 0 for any other line."""
    match = _DATED_TITLE.match(line)
    return match.end() if match else 0


def is_section(line: str) -> bool:
    """Whether the line is a path of sections such as World\\Asia-Pacific."""
    return len(line) <= 90 and _SECTION.match(line) is not None


def section_of(line: str) -> str:
    """The section path, levels joined by '/', without the home page."""
    levels = [level.strip() for level in re.split(r"[\\>»]", line)]
    return "/".join(level for level in levels if level and level.casefold() != "home")


def source_reason(line: str) -> str:
    """Why the line is a source line or byline: 'byline', 'source line', or '' when it is not."""
    if len(line) > LONGEST:
        return ""
    if page_reference(line):
        return "page reference"
    if DATE_LIKE.search(line):
        # What is left when dates, times and labels go must be names, not a sentence: "The treaty
        # was signed on Oct. 31, 2017 in Seoul" is copy.
        rest = _LABEL.sub(" ", _CLOCK.sub(" ", DATE_LIKE.sub(" ", line)))
        words = rest.replace("|", " ").replace("(", " ").replace(")", " ").split()
        plain = sum(word[:1].islower() for word in words)
        if len(words) <= 14 and plain <= 2 and not (line.endswith(".") and len(words) > 4):
            return "source line"
        return ""
    if _BYLINE.match(line) and len(line.split()) <= 22:
        return "byline"
    return ""


def read_credit(line: str, registry: Registry) -> Credit:
    """The agencies, outlets and people that a source line or byline names."""
    rest = DATE_LIKE.sub("|", line)
    rest = _CLOCK.sub("|", rest)
    pieces = re.split(
        r"(?i)\b(?:source|from|published|updated|posted|author|by|editor|edited by)\b ?:?|[()|]",
        rest,
    )
    agencies: dict[str, None] = {}
    outlets: dict[str, None] = {}
    names: dict[str, None] = {}
    for piece in pieces:
        for part in _JOINS.split(piece):
            word = part.strip(" .:-–—*")
            if not word:
                continue
            agency = registry.agency_by_name.get(word.casefold())
            if agency:
                agencies[agency.agency_id] = None
                continue
            outlet = registry.by_name.get(word.casefold())
            if outlet:
                outlets[outlet.outlet_id] = None
                continue
            name = _ROLES.sub("", word).strip(" .:-–—*,")
            if name and _NAME.match(name) and not name.isupper():
                names[name] = None
            elif name and name.isupper() and _NAME.match(name.title()):
                names[name.title()] = None
    return Credit(tuple(agencies), tuple(outlets), tuple(names))
