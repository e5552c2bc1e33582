"""Lines within the copy that lead to other articles or stand over an advert: never copy."""

import re
from collections.abc import Sequence
from typing import Final

from tasks.article.page.blocks.block_places import Numbers
from tasks.article.page.blocks.blocks import Leaf
from tasks.article.worded_notices import EASTERN_LABELS, LABELS

LEAST: Final = 0.1  # likelihood; with less nothing is taken for copy, whatever the page
LONGEST: Final = 250  # characters; a label with a headline of two lines behind it
# All but the last are matched on a line in lower case, behind the marks that it begins with.
_MARKS: Final = re.compile(r"\W{0,4}")
# Nothing else begins so, where a colon or a link follows.
_ALSO: Final = re.compile(rf"(?x)(?:(?:{LABELS})(?!\w)|{EASTERN_LABELS})")
# These begin sentences, too; with a mark behind them and a link they do not.
_MORE: Final = re.compile(
    r"(?:read on|more on this|related(?: (?:article|articles|story|stories|news))?"
    r"|watch|don['’]t miss|recommended|zum thema|lire plus)\s?[:：|»–—-]"
)
_ADVERT: Final = re.compile(
    r"\W{0,4}(?:advertise?ment(?: \d{1,2})?|anzeige|werbung|publicité|publicidad|publicidade"
    r"|pubblicità|reklama|reklame|advertentie|annons"
    r"|(?:article|story|content) continues (?:below|after)"
    r"(?: (?:this |the )?(?:advertise?ment|ad))?"
    r"|continue reading (?:below|after (?:the )?ad(?:vertisement)?)"
    r"|scroll (?:down )?to continue(?: (?:with|reading)(?: the)?(?: content| article| story)?)?"
    r"|nach der anzeige weiterlesen|artikel wird nach der anzeige fortgesetzt"
    r"|la suite après (?:la|cette) publicité|continúa (?:leyendo )?después de la publicidad"
    r"|continua dopo la pubblicità|continua (?:após|depois d)a publicidade"
    r"|this advertisement has not loaded yet.{0,60})\W{0,4}",
    re.IGNORECASE,
)


def without_other_articles(leaves: Sequence[Leaf], likelihood: Numbers) -> Numbers:
    """The likelihoods, none of lines that lead elsewhere by their label and of adverts' labels.

    Golds differ about them, as publishers' customs do: it is for the reader that they are left out.
    """
    judged = likelihood.copy()
    told = (likelihood >= LEAST).tolist()
    leading = False  # the leaf before is a label with nothing behind it
    for number, leaf in enumerate(leaves):
        # what leads to nothing that could be copy and could be none itself need not be read
        if len(leaf.text) > LONGEST or not any(told[number : number + 2]):
            leading = False
            continue
        by_label, alone = _label_of(leaf)
        if by_label or _ADVERT.fullmatch(leaf.text) or (leading and _is_link(leaf)):
            judged[number] = 0
        leading = alone
    return judged


def _label_of(leaf: Leaf) -> tuple[bool, bool]:
    """Whether its label says that the line leads elsewhere, and whether the label is all of it."""
    text = leaf.text.lower()
    start = _MARKS.match(text)
    for pattern in (_ALSO, _MORE):
        label = pattern.match(text, start.end() if start else 0)
        if label is None:
            continue
        rest = text[label.end() :].strip()
        if len(rest) < 3 or not any(map(str.isalpha, rest)):
            return True, True
        marked = rest[0] in ":：|»–—-"
        return _is_link(leaf) or (pattern is _ALSO and marked), False
    return False, False


def _is_link(leaf: Leaf) -> bool:
    """Whether most of it is; of a labelled line the label may be outside."""
    return 2 * leaf.linked > len(leaf.text)
