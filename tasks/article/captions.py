"""Photo captions and credits: what stands under a picture is not what the article says."""

import re
from typing import Final

_NAME = r"[A-Z][\w.'’&-]*(?:[ /-]{1,2}[A-Z(][\w.'’&)-]*){0,5}"

# The credit that ends a caption: (Photo/CGTN), [Photo by Li Na/China Daily], /Reuters Photo,
# (AP Photo/Jo Smith), (Xinhua/Wang Wei), Photo: AFP, | Getty Images.
CREDIT_AT_END: Final = re.compile(
    rf"""(?x)
    (?: [\[(【]\ ?(?:[Ff]ile\ )?(?:[Pp]hotos?|PHOTO|[Ii]mage|[Pp]icture|图)\b[^\])】]{{0,80}}[\])】]
      | [\[(]\ ?[\w.\ '’/&,|-]{{2,60}}[\ /](?:[Ff]ile\ )?(?:[Pp]hotos?|PHOTO|[Ii]mages?|[Pp]ix|[Pp]ool)\b[^\])]{{0,60}}[\])]
      | [\[(](?:Xinhua|AFP|AP|Reuters|EPA|CNS|Kyodo|TASS|Getty)\ ?/\ ?{_NAME}[\])]
      | /\ ?{_NAME}\ [Pp]hoto
      | \b[Pp]hoto(?:graph)?s?\ ?(?::|\bby\b|\bcourtesy\ of\b|\bcredit:)\ ?{_NAME}
      | (?:\||/|-|—|–)\ ?(?:AP|AFP|Reuters|REUTERS|EPA|Xinhua|CNS|CFP|VCG|IC|Yonhap|Getty(?:\ Images)?|Bloomberg)(?:\ ?/\ ?{_NAME})?
      | \b(?:REUTERS|AFP|EPA|AP)/{_NAME}
      | \bGetty\ Images | \bAFP/Getty | \b(?:AP|AFP|Reuters|Xinhua|Yonhap|Getty|CGTN|VCG)\ [Pp]hoto
      | \b(?:File|Handout)\ [Pp]hoto
    )[\ .)\]]*$"""
)
CREDIT_ALONE: Final = re.compile(
    rf"""(?x)
    ^[\[(]?\ ?(?:
        (?:[Ff]ile\ )?[Pp]hotos?(?:\ ?[:/]\ ?|\ by\ |\ courtesy\ of\ ){_NAME}(?:\ ?/\ ?{_NAME})?
      | (?:AP|AFP|Reuters|Xinhua|Yonhap|EPA|Getty|CFP|CNS|VCG|IC)\ ?(?:[Pp]hoto|/\ ?{_NAME})
      | Getty\ Images | [Pp]rovided\ to\ [A-Z].{{0,30}} | [Ff]ile\ [Pp]hoto
    )\ ?[\])]?$"""
)
_SIDES: Final = re.compile(
    r"\((?:\d?(?:st|nd|rd|th)?[ -]?(?:front )?[LRC]|left|right|center|centre|front|back)\)"
)
_SHOWN: Final = re.compile(
    r"(?:[Ff]ile [Pp]hoto|(?:[Tt]his|[Tt]he) (?:file |undated |combination )?(?:photo|picture|image)\b"
    r"|[Pp]hotos? (?:taken|shows?|released|provided)|[Ii]n this .{0,40}?(?:photo|image|picture)\b"
    r"|An? (?:aerial|file|undated|general|combination)[\w -]{0,20} (?:photo|picture|image|view)\b)"
)
_DATED_END: Final = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, (?:19|20)\d\d"
    r"|\bin (?:19|20)\d\d)\.?$"
)
LONGEST: Final = 600  # characters; the longest captions of the corpora's agencies are below 500


def is_credit(line: str) -> bool:
    """Whether the line is a photo credit and nothing else."""
    return len(line) <= 90 and CREDIT_ALONE.match(line) is not None


def caption_reason(line: str) -> str:
    """Why the line is a caption, or '' when nothing says it is."""
    if len(line) > LONGEST:
        return ""
    if CREDIT_AT_END.search(line[-160:]):
        return "ends with a photo credit"
    if _SHOWN.match(line) and len(line) < 320:
        return "speaks of a picture"
    if _SIDES.search(line) and (_DATED_END.search(line[-40:]) or len(line) < 220):
        return "says who stands where"
    return ""
