"""The dateline before the lead: place, day and agency, kept out of the lead's words."""

import re
from dataclasses import dataclass
from typing import Final

MONTHS: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_CITY = (
    rf"{_UPPER}[A-ZÀ-ÖØ-Þ.'’/-]{{1,30}}"
    rf"(?:[ ]{{1,2}}(?:{_UPPER}[A-ZÀ-ÖØ-Þ.'’/-]{{0,30}}|de|del|la|al|el)){{0,5}}"
)
_REGION = (
    rf"(?:, ?(?:(?:the )?{_UPPER}[\w.'’-]{{0,30}}(?: (?:of )?{_UPPER}[\w.'’-]{{0,30}}){{0,3}}))"
)
# typists of the wire wrote "APril 3" and "march 17"; "2 March" is European
_DAY = rf"(?:(?i:{MONTHS})\.? \d{{1,2}}(?:, ?\d{{4}})?|\d{{1,2}} {MONTHS})"
_TOWN = rf"{_UPPER}[\w.'’-]{{1,30}}(?: {_UPPER}[\w.'’-]{{1,30}}){{0,3}}"
_SPOT = r"[\w.'’-]{1,30}"
# "On Monday, March 4 - the eve of ..." tells when, not where
_NO_PLACE = (
    r"(?i:(?:on|in|by|at|since|from|until|after|before|last|next|the|a|an|this|as|for|between"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
)
_CREDIT = r"[\(/](?P<credit>[A-Z][\w .&/-]{1,30}?)[\)/]"
_DASH = r"(?:--+|—|–|-|―|:|\"\?)"  # '"?' is what one scraper made of every long dash
_END = rf" ?(?:{_CREDIT})? {{0,2}}{_DASH} {{0,3}}"
_LONG_OR_HYPHEN = r"(?:--+|—|–|-(?!\w{1,20}-))"
_LONG_DASH = r"(?:--|—|–|―)"

_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # BEIJING, Nov 22 (Xinhua) -- | DHAKA, Bangladesh — | NEW YORK Jan 5 (Reuters) - | BEIJING -
        rf"(?P<place>{_CITY}(?:(?!, ?{_DAY}){_REGION}){{0,2}})(?:,? ?(?P<day>{_DAY})\.?)?{_END}",
        # PARIS, February 9. /TASS/. | BONN /Germany/, February 16./TASS/ | OMSK. May 7. /TASS/.
        (
            rf"(?P<place>{_CITY}(?:{_REGION}| ?\([A-Z]\w{{2,20}}\)| ?/[A-Z]\w{{2,20}}/)?)[.,]"
            rf" (?P<day>{_DAY})\.? ?/(?P<credit>[A-Z][\w &-]{{1,30}})\.?/\.?-? {{0,3}}"
        ),
        # Mexico city, april 1 - | omaha, april 7 - | TAUPO, New Zealand, March 23, Reuter -
        (
            rf"(?P<place>(?!{_NO_PLACE})[A-Za-z]{_SPOT}(?: {_SPOT}){{0,3}}"
            rf"(?:(?!, ?{_DAY}), ?{_UPPER}{_SPOT}(?: {_SPOT}){{0,2}}){{0,2}}), (?P<day>{_DAY}),?"
            rf" ?(?:(?P<credit>Reuters?|AP|AFP|Xinhua|UPI)\b)? {{0,2}}{_LONG_OR_HYPHEN} {{0,3}}"
        ),
        # London (AFP) - | Pyongyang, May 7 (KCNA) --
        rf"(?P<place>{_TOWN}{_REGION}?)(?:, (?P<day>{_DAY}))? {_CREDIT} {{0,2}}{_DASH} {{0,3}}",
        # Caracas, Venezuela --
        rf"(?P<place>{_TOWN}{_REGION}) {{1,2}}{_LONG_DASH} {{0,3}}(?=[\"“]?{_UPPER})",
        # (ECNS) -- | (CNN)
        rf"\((?P<credit>[A-Z][\w .&-]{{1,30}})\) {{0,2}}{_DASH} {{0,3}}",
        r"\((?P<credit>CNN|AP|AFP|Reuters)\) {0,2}(?=[\"“]?[A-Z])",
    )
)
_DAY_AT_END: Final = re.compile(rf",? (?P<day>{_DAY}),?(?: \d{{4}})?$")
# A dateline has its mark within its first words; without one there no pattern is tried.
_MARK: Final = re.compile(r"[-—–―:/)\"]")
LONGEST: Final = 110  # characters; two places, a day and a credit fit in 80
SHORTEST_LEAD: Final = 20  # characters; less behind the mark is no lead, and the mark a hyphen
SHORTEST_DATED: Final = 8  # characters behind a place and its day: "Year ended Jan 31"


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the lead: its place, day and credit as printed, and where it ends."""

    place: str
    day: str
    credit: str
    end: int


def read_dateline(text: str, own: tuple[re.Pattern[str], ...] = ()) -> Dateline | None:
    """The dateline that the paragraph begins with; None when it begins with its own words.

    `own` are patterns of the outlet, with a group `place`, tried where no general one matches.
    """
    found = _read(text[:LONGEST])
    if found is None:
        found = next((_of(match) for one in own if (match := one.match(text[:LONGEST]))), None)
    if found is None:
        return None
    if len(text) - found.end < (SHORTEST_DATED if found.place and found.day else SHORTEST_LEAD):
        return None
    # "HELSINKI - HELSINKI (AP) - ...": the page's dateline before the agency's
    again = _read(text[found.end : found.end + LONGEST])
    if again is not None and again.place.casefold() == found.place.casefold():
        return Dateline(found.place, again.day or found.day, again.credit or found.credit,
                        found.end + again.end)  # fmt: skip
    return found


def is_bare_dateline(line: str) -> bool:
    """Whether the line is a dateline, with its day, agency or long dash, and nothing else."""
    found = _read(line) if len(line) <= LONGEST else None
    return found is not None and found.end == len(line) and _is_sure(found, line)


def _is_sure(found: Dateline, text: str) -> bool:
    """Whether it says more than a name and a hyphen, which may begin a headline."""
    mark = text[: found.end].rstrip()
    return bool(found.day or found.credit) or mark.endswith(("—", "–", "--"))


def has_sure_dateline(text: str) -> bool:
    """Whether the text begins with a dateline that no headline begins with."""
    found = read_dateline(text)
    return found is not None and _is_sure(found, text)


def bare_dateline(line: str) -> Dateline:
    """The dateline of a line that is known to hold nothing else, with its dash or without."""
    found = _read(line) or _read(f"{line} --")
    if found is not None:
        return found
    # "RIVERTON, Oct 31 2017" is what a database makes of a dateline
    day = _DAY_AT_END.search(line)
    place = line[: day.start()] if day else line
    return Dateline(place, day["day"] if day else "", "", len(line))


def _read(head: str) -> Dateline | None:
    if not head or not (head[0].isalpha() or head[0] == "(") or not _MARK.search(head):
        return None
    for pattern in _PATTERNS:
        match = pattern.match(head)
        if match is None:
            continue
        found = _of(match)
        # "CHINA-US TRADE: what next" and "A - Z" are no places with a day or an agency; a colon or
        # a lone hyphen needs one of the two beside it.
        mark = match.group().rstrip()[-1]
        if mark == ":" and not (found.day or found.credit):
            continue
        if found.place and len(found.place) < 3:
            continue
        return found
    return None


def _of(match: re.Match[str]) -> Dateline:
    found = match.groupdict()
    place, day, credit = (found.get(name) or "" for name in ("place", "day", "credit"))
    return Dateline(place.strip(), day, credit.strip(), match.end())
