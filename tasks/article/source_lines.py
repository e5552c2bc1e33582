"""The line that says where and when: source, byline, clock time, section, page reference."""

import re
from dataclasses import dataclass
from typing import Final

from tasks.article.dates.datelines import MONTHS
from tasks.article.worded_bylines import reporters, without_reporters, worded_names
from tasks.outlets.registry import Registry


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST: Final = (
    180  # characters; "By A B in C and D E in F (China Daily) Updated: ..." fits in 140
)
MOST_WORDS: Final = 14  # words beside dates, times and labels; more are a sentence
LONGEST_CLOCK: Final = 24  # characters of what stands behind the day: " 07:30:00 Beijing time"
MOST_NAMED: Final = 22  # of a line that begins with "By": writers, each with a place
_BETWEEN_NAMES: Final = frozenset({"and", "in", "with", "for", "of", "the"})

_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE_LIKE: Final = re.compile(
    rf"(?:\b{_DAYS},? )?(?:(?:19|20)\d\d ?[-/.年년] ?\d{{1,2}} ?[-/.月월] ?\d{{1,2}}"
    rf"|\b{MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ -](?:{MONTHS}|{MONTHS.upper()})\.?,?[ -](?:19|20)\d\d"
    rf"|\b\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d)"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DAY_WITHOUT_YEAR: Final = re.compile(rf"\b{MONTHS}\.? \d{{1,2}}\b(?: at\b|(?! ?\d))")
_CLOCK: Final = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d{1,6})? ?(?:[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:GMT|UTC|KST|BST|EST|EDT|ET|CET|CST|PST|HKT|JST|IST|Z)?(?: ?[+-]\d{1,2}:?\d{0,2})?)?"
)
_LABEL: Final = re.compile(
    r"(?i)\b(?:first |last |originally )?(?:published|updated|posted|modified|created|released?"
    r"|publish(?:ing)? (?:date|time)|pubdate|date|time|source|from|author|by|editor|edited"
    r"|last update|newspaper|edition|page|reuters|local time|beijing time)\b(?: ?(?:on|at|by))?"
)
_PAGE_REFERENCE: Final = re.compile(
    r"\((?P<print>[A-Z][\w '’&.-]{2,50}?) (?P<day>\d{1,2}/\d{1,2}/\d{4})"
    r"(?:,? ?(?:page|Page|P)\.? ?[A-Z]?\d{1,3})?\)$"
)
_BYLINE: Final = re.compile(
    r"(?:[A-Z][\w ]{2,30} [—–] )?(?:By|BY|by|From"
    r"|(?:Written|Reported|Text|Story|Analysis|Opinion|Perspective|Review) by)[: ] ?"
    r"(?=[A-ZÀ-Þ\u3400-\u9fff\uac00-\ud7a3])[^.!?]{2,140}(?:\.[^.!?]{1,60}){0,4}$"
)
_SECTION: Final = re.compile(
    r"(?:Home ?[\\>»/|]{1,2} ?)?[A-Z][\w&' -]{1,30}"
    r"(?: ?(?:\\|>{1,2}|») ?[A-Z][\w&' /-]{1,30}){1,4}$"
)
_LEVELS: Final = re.compile(r"[\\>»]")
_DATED_TITLE: Final = re.compile(
    r"(?P<stamp>(?:[Dd]ate:? ?)(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}) {1,4}[|:-]? ?(?=\S.{11})"
)
_ROLES: Final = re.compile(
    r"(?i)\b(?:special correspondent|staff (?:writer|reporter|correspondent)|correspondents?"
    r"|reporters?|writers?|editors?|contributors?|columnists?|associated press writers?"
    r"|for [A-Z][\w .]{2,40}|in [A-Z][\w., ]{2,40}|of the [A-Z][\w .]{2,40}|staff|agencies|agency"
    r"|wires?|news ?wires?|xinhua writers?|photos?|video|text|story|by|analysis|opinion"
    r"|follow @?\w{1,40})(?![\w-])\.?"
)
# "Associated Press in Valencia", "Reuters Staff", "Xinhua writer Li Wei": the house before it
_AT_WORK: Final = re.compile(
    r"(?i: (?:staff |news |special )?(?:reporters?|writers?|correspondents?|journalists?|staff|desk"
    r"|bureau|newsroom)(?![\w-]))|(?P<place> in )(?=[A-ZÀ-Þ])"
)
# of two capitals these are names, others initials: "ED MCKAY", but "AJ FIELD"
_SHORT_NAMES: Final = _listed(
    "ED AL JO BO CY TY DE DI DA EL LE LA LI LU LY MA MO NG OU QI SU VU WU XI XU YE YI YU ST HE HU "
    "HA HO AN AH IL IN IM KO MI PO SO TO UM VO WO BA BE BI CO DO DU FU GE GU HI JI JU KA KI NI NA"
)
_POSSESSOR: Final = re.compile(r"(?P<owner>[A-Z][\w. ]{1,40}?)['’]s? (?=[A-Z])")
_NAME_WORD = r"(?:[A-ZÀ-Þ][\w'’.-]{0,30}|de|da|van|von|der|den|al|el|bin|ibn|la|le)"
_NAME: Final = re.compile(
    rf"[A-ZÀ-Þ][\w'’.-]{{0,30}}(?:[ -]{_NAME_WORD}){{1,4}}$"
    r"|[\u3400-\u9fff]{2,4}$|[\uac00-\ud7a3]{2,4}$"
)
NOT_IN_NAMES: Final = _listed(
    """news video videos media press text headlines headline story stories photo photos gallery
    magazine tribune times herald post live world politics sports opinion business read watch
    summit election meeting president minister"""
)
# words of houses, places and programmes: nobody's name ends so
_NOT_PEOPLE: Final = NOT_IN_NAMES | _listed(
    """images getty state today exploits network journal gazette chronicle globe mail mirror
    telegraph standard observer independent review university institute center centre college
    agency agencies service services radio tv television channel bureau department committee board
    schedule reuters afp post-crescent the"""
)
PRESS_WORDS: Final = _listed(
    """news tribune times herald post journal gazette chronicle globe mail mirror telegraph standard
    observer independent guardian press weekly daily magazine review radio"""
)
_EDITION: Final = re.compile(r"(?i)\b(?:edition|online|newspaper|website|weekly|daily|news)$")
_JOINS: Final = re.compile(r" and | AND | & | with |[,;/|、·]| - ")
_BESIDE_NAMES: Final = re.compile(r"[,;/|()\[\]·•:：=]| [–—-] ")
# "Mit Material von dpa", "(avec AFP)": a house whose copy the text was made from
WITH_MATERIAL: Final = re.compile(
    r"(?i)\(?(?:mit (?:material|informationen|inhalten) (?:von|der|des)"
    r"(?: nachrichtenagentur(?:en)?)?"
    r"|unter verwendung von material (?:von|der)|avec(?: l['’])?|con (?:informaci[oó]n|datos) de"
    r"|con|com informações d[aeo]|met informatie van|med (?:material|opplysninger) (?:fra|från)) ?"
)
SOURCE_LABEL: Final = re.compile(
    r"(?i)[(（\[]?(?:(?:本文|文章|新闻|稿件)?[来來]源|출처|source|quelle|fuente|fonte)\s?[:：]\s?"
)
_SHORT_HOUSE: Final = re.compile(r"[^\W\d][^\d\s]{1,20}(?: [^\d\s]{2,20}){0,2}$")
_LABELLED: Final = re.compile(
    r"(?i)(?P<origin>[来來]源|출처|quelle|fuente|fonte)\s?[:：]"
    r"|\b(?P<label>source|from|published|updated|posted|author|by|editor|edited by|follow)\b ?:?"
    r"|[()|]"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Who a line credits: agencies and outlets of the registry, and people by name."""

    agencies: tuple[str, ...]
    outlets: tuple[str, ...]
    names: tuple[str, ...]


def page_reference(line: str) -> re.Match[str] | None:
    """'(China Daily 11/18/2014 page9)': groups `print` and `day`; None for any other line."""
    return _PAGE_REFERENCE.match(line) if line[:1] == "(" and len(line) < 110 else None


def page_reference_start(text: str) -> int:
    """Where a page reference at the end of a paragraph begins; -1 when none does."""
    if not text.endswith(")"):
        return -1
    place = text.rfind("(", max(0, len(text) - 110))
    return place if place >= 0 and page_reference(text[place:]) else -1


def dated_title(line: str) -> int:
    """Where the headline begins in 'date 2017-08-25 Headline'; 0 for any other line."""
    match = _DATED_TITLE.match(line)
    return match.end() if match else 0


def is_house(name: str, registry: Registry) -> bool:
    """Whether it is the name of an agency or an outlet of the registry, in letters of any case."""
    return name.casefold() in registry.agency_by_name or name.casefold() in registry.by_name


def names_houses(said: str, registry: Registry) -> bool:
    """Whether it names agencies or outlets of the registry alone: 'Reuters', 'AFP, dpa, SID'.

    Of a list half are enough, when the others are as short: no registry knows every agency.
    """
    names = [name.strip(" .") for name in _JOINS.split(said)]
    known = sum(is_house(name, registry) for name in names)
    return (
        known > 0
        and 2 * known >= len(names)
        and (len(names) == 1 or all(_SHORT_HOUSE.match(name) for name in names))
    )


def is_section(line: str) -> bool:
    r"""Whether the line is a path of sections such as World\Asia-Pacific."""
    return len(line) <= 90 and _SECTION.match(line) is not None


def section_of(line: str) -> str:
    """The section path, levels joined by '/', without home page and edition."""
    levels = [level.strip() for level in _LEVELS.split(line)]
    return "/".join(
        level for level in levels if level and level.casefold() not in ("home", "english")
    )


def is_name_line(line: str) -> bool:
    """Whether the line is names of people and nothing else: 'Jo Field and Ann Marsh'."""
    if len(line) > 80 or ("/" in line and line.isupper()):
        return False  # "TALKING POINT/COPPER STOCKS" is a headline of the wire
    parts = [part.strip() for part in _JOINS.split(line)]
    return all(
        _NAME.match(part.title() if len(parts) > 1 and part.isupper() else part)
        and len(part.split()) <= 4
        and NOT_IN_NAMES.isdisjoint(part.casefold().split())
        for part in parts
    ) and (len(parts) > 1 or not line.isupper())


def source_reason(line: str) -> str:
    """Why the line is a source line or byline: 'byline', 'source line', or '' when it is not."""
    if len(line) > LONGEST:
        return ""
    if page_reference(line):
        return "page reference"
    day = DATE_LIKE.search(line) if _YEAR.search(line) else None
    if day:
        # What is left when dates, times and labels go must be names, not a sentence: "The treaty
        # was signed on Oct. 31, 2017 in Seoul" is copy.
        rest = _LABEL.sub(" ", _CLOCK.sub(" ", DATE_LIKE.sub(" ", line)))
        words = rest.replace("|", " ").replace("(", " ").replace(")", " ").split()
        # "By A B in Beijing and C D in Kunming" has more small words than a sentence may; captions
        # that end in a day have them too, and credits of pictures go on behind theirs
        by = line.startswith("By ") and len(line) - day.end() <= LONGEST_CLOCK
        small = _BETWEEN_NAMES if by else frozenset[str]()
        plain = sum(word[:1].islower() and word not in small for word in words)
        most = MOST_NAMED if by else MOST_WORDS
        if len(words) <= most and plain <= (0 if line.endswith(".") else 2):
            return "source line"
        if not by:
            return ""
    if is_byline(line):
        return "byline"
    if len(line) <= 40 and _DAY_WITHOUT_YEAR.match(line):
        rest = _LABEL.sub(" ", _CLOCK.sub(" ", _DAY_WITHOUT_YEAR.sub(" ", line)))
        return "" if rest.strip(" ,|") else "source line"
    return ""


def is_byline(line: str) -> bool:
    """Whether the line credits its writers: 'By Jo Field in Busan', and no headline does.

    "From Zigong to the world: Lanterns" and "By the end of May, prices fall" speak of something
    else: what stands between the names of a byline is short, and most of its words are names.
    """
    if not _BYLINE.match(line):
        return False
    words = line.split()
    if len(words) > 22 or (": " in line[8:] and not line.startswith("By:")):
        return False
    plain = sum(word[:1].islower() and word not in _BETWEEN_NAMES
                for word in words[1:])  # fmt: skip
    if words[0] == "From":
        return plain == 0 and " in " in line
    return plain <= len(words) // 3


def read_credit(line: str, registry: Registry) -> Credit:
    """The agencies, outlets and people that a source line or byline names.

    Who edited a page, and the edition it was printed in, are no authors.
    """
    worded = worded_names(line)
    if worded:
        return _worded_credit(line, worded, registry)
    if made := WITH_MATERIAL.match(line):
        line = line[made.end() :]
    names: dict[str, None] = dict.fromkeys(reporters(line))
    line = without_reporters(line)
    rest = _DAY_WITHOUT_YEAR.sub("|", _CLOCK.sub("|", DATE_LIKE.sub("|", line)))
    agencies: dict[str, None] = {}
    outlets: dict[str, None] = {}
    last, label = 0, ""
    for match in (*_LABELLED.finditer(rest), None):
        piece = rest[last : match.start() if match else len(rest)]
        if label not in ("editor", "edited by", "follow"):
            for part in _JOINS.split(piece):
                _read_part(part.strip(" .:-–—*"), registry, agencies, outlets, names)
        if match:
            last, label = match.end(), (match["label"] or "").casefold()
    return Credit(tuple(agencies), tuple(outlets), tuple(names))


def _worded_credit(line: str, names: tuple[str, ...], registry: Registry) -> Credit:
    """The people of 'Von Anna Muster, dpa', and the houses that stand beside them."""
    said = [part.strip(" .:()[]") for part in _BESIDE_NAMES.split(without_reporters(line))]
    agencies = (registry.agency_by_name.get(part.casefold()) for part in said)
    outlets = (registry.by_name.get(part.casefold()) for part in said)
    return Credit(
        tuple(dict.fromkeys(agency.agency_id for agency in agencies if agency)),
        tuple(dict.fromkeys(outlet.outlet_id for outlet in outlets if outlet)),
        names,
    )


def _read_part(
    word: str,
    registry: Registry,
    agencies: dict[str, None],
    outlets: dict[str, None],
    names: dict[str, None],
) -> None:
    owner = _POSSESSOR.match(word)
    if owner and owner["owner"].casefold() in registry.by_name:
        word = word[owner.end() :]
    if not word:
        return
    agency = registry.agency_by_name.get(word.casefold())
    if agency:
        agencies[agency.agency_id] = None
        return
    outlet = registry.by_name.get(word.casefold())
    if outlet:
        outlets[outlet.outlet_id] = None
        return
    several = _houses_within(word, registry)
    if several:
        for part in several:
            _read_part(part, registry, agencies, outlets, names)
        return
    house = _house_at_end(word, registry)
    if house:  # "Jo Field Associated Press": a scraper lost the break between the two
        _read_part(house, registry, agencies, outlets, names)
        word = word.removesuffix(house).strip().removesuffix(" for")
    name = _ROLES.sub("", word).strip(" .:-–—*,")
    if not name or _EDITION.search(name):
        return
    if name.isupper():
        name = " ".join(_as_name(part) for part in name.split())
    if _NAME.match(name) and _is_persons(name):
        names[name] = None


def _houses_within(word: str, registry: Registry) -> tuple[str, ...]:
    """The parts of 'Reuters-Xinhua', 'Reuters in Lima', 'AP writer Jo Field'; none of another."""
    several = word.split("-")
    if len(several) > 1 and all(is_house(part, registry) for part in several):
        return tuple(several)
    work = _AT_WORK.search(word)
    if work and _house_at_end(word[: work.start()], registry):
        return word[: work.start()], "" if work["place"] else word[work.end() :].strip()
    return ()


def _house_at_end(said: str, registry: Registry) -> str:
    """The longest name of an agency or an outlet that the words end in; '' for none."""
    words = said.split()
    ends = (" ".join(words[cut:]) for cut in range(max(0, len(words) - 4), len(words)))
    return next((end for end in ends if is_house(end, registry)), "")


def _as_name(word: str) -> str:
    """The word of a name in capitals as it is written elsewhere: 'FIELD' as 'Field', 'AJ' as is."""
    short = len(word) == 2 and word not in _SHORT_NAMES
    return word if short else word.title()


def _is_persons(name: str) -> bool:
    """Whether a person can bear the name: none is 'Getty Images' or 'The Daily Harbor'."""
    words = name.casefold().split()
    return (
        _NOT_PEOPLE.isdisjoint(words)
        and not any(word.endswith(("'s", "’s")) for word in words)
        and (len(words) > 1 or not name.isascii())
    )
