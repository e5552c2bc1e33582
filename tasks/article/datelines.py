"""The dateline before the lead: place, day and agency, kept out of the lead's words."""

import re
from dataclasses import dataclass
from typing import Final

MONTHS: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_CITY = rf"{_UPPER}[A-ZÀ-ÖØ-Þ.'’/-]+(?:[ ]{{1,2}}(?:{_UPPER}[A-ZÀ-ÖØ-Þ.'’/-]*|de|del|la|al|el))*"
_REGION = rf"(?:, ?(?:{_UPPER}[\w.'’-]*(?: {_UPPER}[\w.'’-]*){{0,3}}))"
_DAY = rf"{MONTHS}\.? \d{{1,2}}(?:, ?\d{{4}})?"
_CREDIT = r"[\(/](?P<{0}>[A-Z][\w .&/-]{{1,30}}?)[\)/]"
_DASH = r"(?:--+|—|–|-|―|:)"

_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # BEIJING, Nov 22 (Xinhua) -- | DHAKA, Bangladesh — | NEW YORK Jan 5 (Reuters) - | BEIJING -
        rf"(?P<place>{_CITY}(?:(?!, ?{_DAY}){_REGION}){{0,2}})(?:,? ?(?P<day>{_DAY})\.?)?"
        rf" ?(?:{_CREDIT.format('credit')})? {{0,2}}{_DASH} {{0,3}}",
        # PARIS, February 9. /TASS/.
        rf"(?P<place>{_CITY}{_REGION}?), (?P<day>{_DAY})\.? {_CREDIT.format('credit')}\. {{0,3}}",
        # London (AFP) - | Pyongyang, May 7 (KCNA) --
        rf"(?P<place>{_UPPER}[\w.'’-]+(?: {_UPPER}[\w.'’-]+){{0,3}}{_REGION}?)"
        rf"(?:, (?P<day>{_DAY}))? {_CREDIT.format('credit')} {{0,2}}{_DASH} {{0,3}}",
        # (ECNS) --
        rf"\((?P<credit>[A-Z][\w .&-]{{1,30}})\) {{0,2}}{_DASH} {{0,3}}",
    )
)
LONGEST: Final = 110  # characters; two places, a day and a credit fit in 80


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the lead: its place, day and credit as printed, and where it ends."""

    place: str
    day: str
    credit: str
    end: int


def read_dateline(text: str) -> Dateline | None:
    """The dateline that the paragraph begins with; None when it begins with its own words."""
    head = text[:LONGEST]
    if not head or not (head[0].isupper() or head[0] == "("):
        return None
    for pattern in _PATTERNS:
        match = pattern.match(head)
        if match is None or len(text) - match.end() < 20:
            continue
        found = match.groupdict()
        place, day, credit = (found.get(name) or "" for name in ("place", "day", "credit"))
        # "CHINA-US TRADE: what next" and "A - Z" are no places with a day or an agency; a colon or
        # a lone hyphen needs one of the two beside it.
        mark = match.group().rstrip()[-1]
        if mark == ":" and not (day or credit):
            continue
        if place and len(place) < 3:
            continue
        return Dateline(place.strip(), day, credit.strip(), match.end())
    return None
