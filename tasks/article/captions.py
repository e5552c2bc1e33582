"""Photo captions and credits: what stands under a picture is not what the article says."""

import re
from typing import Final

from tasks.text.sentence_ends import CLOSING

_NAME = r"[A-Z][\w.'’&-]{0,40}(?:[ /-]{1,2}[A-Z(][\w.'’&)-]{0,40}){0,5}"
_AGENCY = (
    r"(?:AP|AFP|Agence France-Presse|Reuters|REUTERS|EPA|Xinhua|CNS|CFP|VCG|IC|Yonhap|TASS|Kyodo"
    r"|Getty(?:\ Images)?|Bloomberg|China\ Daily|Asianewsphoto|Associated\ Press)"
)

# Without one of these near its end a line has no credit there. Words are looked for one by one:
# a pattern would stop at each "h" and "m" of the line, and take three times as long.
_HINTS: Final = (
    "/", "|", "图", "hoto", "PHOTO", "mage", "icture", "pool", "Pool", "pix", "Pix", "Getty",
    "rovided to",
)  # fmt: skip
_DASHES: Final = "—–-"
_DASHED_HINT: Final = re.compile(rf"[{_DASHES}] ?(?:AP|AFP|[RX][a-z]|EPA|CNS|CFP)\b")
# The credit that ends a caption: (Photo/CGTN), [Photo by Li Na/China Daily], /Reuters Photo,
# (AP Photo/Jo Smith), (Xinhua/Wang Wei), Photo: AFP, | Getty Images, Li Na / For China Daily.
CREDIT_AT_END: Final = re.compile(
    rf"""(?x)
    (?: [\[(【]\ ?(?:[Ff]ile\ )?(?:[Pp]hotos?|PHOTO|[Ii]mage|[Pp]icture|图)\b[^\])】]{{0,80}}[\])】]
      | [\[(]\ ?[\w.\ '’/&,|-]{{2,60}}[\ /](?:[Ff]ile\ )?
        (?:[Pp]hotos?|PHOTO|[Ii]mages?|[Pp]ix|[Pp]ool)\b[^\])]{{0,60}}[\])]
      | [\[(](?:Xinhua|AFP|AP|Reuters|EPA|CNS|Kyodo|TASS|Getty)\ ?/\ ?{_NAME}[\])]
      | /\ ?{_NAME}\ [Pp]hoto
      | \b[Pp]hoto(?:graph)?s?\ ?(?::|\bby\b|\bcourtesy\ of\b|\bcredit:|\bprovided\ to\b)\ ?{_NAME}
      | (?:\||/|-|—|–)\ ?(?:[Ff]or\ )?{_AGENCY}(?:\ ?/\ ?{_NAME})?
      | \b(?:REUTERS|AFP|EPA|AP)/{_NAME}
      | [.!?"'’”)\]]\ ?(?:[Pp]hotos?\ )?[Pp]rovided\ to\ {_NAME}
      | \([A-Z][\w.\ '’-]{{2,50}}/(?:[Tt]he\ )?{_AGENCY}(?:/[A-Z][\w\ ]{{2,30}})?\)?
      | \bGetty\ Images | \bAFP/Getty | \b(?:AP|AFP|Reuters|Xinhua|Yonhap|Getty|CGTN|VCG)\ [Pp]hoto
      | \b(?:File|Handout)\ [Pp]hoto
    )[\ .)\]]{{0,6}}$"""
)
CREDIT_ALONE: Final = re.compile(
    rf"""(?x)
    [\[(]?\ ?(?:
        (?:[Ff]ile\ )?[Pp]hotos?(?:\ ?[:/]\ ?|\ by\ |\ courtesy\ of\ )
        {_NAME}(?:\ ?[/,]\ ?{_NAME})?
      | (?!B[yY]\ ){_NAME}(?:,\ |\ ?/\ ?|\ via\ )(?:{_NAME}\ via\ )?
        (?:AP|AFP|EPA|REUTERS|Reuters|Getty\ Images)
      | (?:AFP|AP)\ P(?:HOTO|hoto)\b.{{0,90}} | (?:AFP|AP|EPA)/[Ff]ile\ (?:19|20)\d\d
      | Video\ by\ {_NAME}(?:\ ?/\ ?(?:[Ff]or\ )?{_NAME})?(?:\.\ [Cc]lick\ to\ .{{0,40}})?
      | Image\ copyright\b.{{0,50}} | Credit\ ?{_NAME} | Media:\ {_NAME}
      | (?:AP|AFP|Reuters|Xinhua|Yonhap|EPA|Getty|CFP|CNS|VCG|IC)\ ?(?:[Pp]hoto|/\ ?{_NAME})
      | [Cc]redit:\ ?{_NAME}
      | {_NAME}(?:\ ?\|\ ?{_NAME}){{0,2}}\ ?\|\ ?{_AGENCY}
      | (?:{_NAME}/)?Getty\ Images(?:\ for\ {_NAME})?
      | [Pp]rovided\ to\ [A-Z].{{0,30}} | [Ff]ile\ [Pp]hoto
    )\ ?[\])]?$"""
)
_SIDES: Final = re.compile(
    r"[A-Z][\w.'’-]{0,30}(?: addresses)? "
    r"\((?P<side>\d?(?:st|nd|rd|th)?[ -]?(?:front |rear )?[LRC]|left|right|center|centre)\)"
)
# "(R)" is a Republican and a registered mark too: alone it takes a day to be a side
_PARTIES: Final = ("R", "C")
_SHOWN: Final = re.compile(
    r"Image caption |[Ff]ile [Pp]hoto"
    r"|(?:[Tt]his|[Tt]he) (?:[\w-]{1,20} ){0,2}(?:photo|picture|image),? "
    r"(?:(?:was |is )?(?:taken|released|provided|made|dated)\b|shows?\b|provided\b)"
    # "Photos taken by the press showed few people" argues from pictures, and shows none
    r"|[Pp]hoto (?:taken|shows?|released|provided)\b|[Pp]hotos (?:taken on|show|provided)\b"
    r"|[Ii]n this .{0,40}?(?:photo|image|picture),? "
    r"(?:taken|released|provided|made|dated|from|posted)\b"
    r"|An? (?:aerial|file|undated|general|combination)[\w -]{0,20} (?:photo|picture|image|view)\b"
)
_AGENCY_END: Final = re.compile(
    rf"[.!?]{CLOSING}?\ (?:{_AGENCY.replace('AP|', '', 1)}|AP)(?:\ ?/\ ?{_NAME})?$"
)
_SLASHED: Final = re.compile(rf"[a-z]/{_AGENCY}$")
_DATED: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, (?:19|20)\d\d"
)
_DATED_END: Final = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, (?:19|20)\d\d"
    r"|\bin (?:19|20)\d\d)\.?$"
)
LONGEST: Final = 600  # characters; the longest captions of the corpora's agencies are below 500
LONGEST_SHOWN: Final = 320  # without a credit only shorter lines are taken for captions
REACH: Final = 160  # characters before the end in which a credit stands


def is_credit(line: str) -> bool:
    """Whether the line is a photo credit and nothing else."""
    return len(line) <= 90 and CREDIT_ALONE.match(line) is not None


def caption_reason(line: str) -> str:
    """Why the line is a caption, or '' when nothing says it is."""
    size = len(line)
    if size > LONGEST:
        return ""
    tail = line[-REACH:]
    if not _ends_as_copy(tail):
        hinted = any(map(tail.__contains__, _HINTS)) or (
            any(map(tail.__contains__, _DASHES)) and _DASHED_HINT.search(tail)
        )
        if hinted and CREDIT_AT_END.search(tail):
            return "ends with a photo credit"
    if size < LONGEST_SHOWN and _SHOWN.match(line):
        return "speaks of a picture"
    if "(" in line and _says_who_stands_where(line, size):
        return "says who stands where"
    return ""


def _ends_as_copy(tail: str) -> bool:
    """Whether it ends with a small word and a full stop: a credit ends with a name or a bracket.

    Most copy does, and is spared the search for hints, which takes five times as long.
    """
    if tail[-1:] != "." or "/" in tail:
        return False
    word = tail[:-1].rpartition(" ")[2]
    return word.isalpha() and word.islower() and word != "photo"


def _says_who_stands_where(line: str, size: int) -> bool:
    sides = [match["side"] for match in _SIDES.finditer(line)]
    if not sides:
        return False
    if _DATED.search(line) or _DATED_END.search(line[-40:]):
        return True
    if size >= 220 or " said " in line:
        return False
    return len(set(sides)) > 1 or sides[0] not in _PARTIES


def has_slashed_credit(line: str) -> bool:
    """Whether the line ends with who took the picture: '... Feb. 16. Jo Field/Getty Images'."""
    tail = line[-REACH:]
    return "/" in tail and _SLASHED.search(tail) is not None


def is_caption_above(line: str) -> bool:
    """Whether a line above the article is a picture's: an agency's name stands after its end."""
    return len(line) <= LONGEST and _AGENCY_END.search(line[-REACH:]) is not None


def may_be_caption(line: str) -> bool:
    """Whether a line beside a photo credit is what the picture shows: it ends with its day."""
    return len(line) < LONGEST_SHOWN and _DATED_END.search(line[-40:]) is not None
