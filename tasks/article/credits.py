"""Whose text it is: agencies, authors, and where the copy credits them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tasks.article.source_lines import WITH_MATERIAL, Credit, names_houses, read_credit
from tasks.outlets.registry import Registry

# Who closes the copy: "... trade." (Yonhap) | ... in May. REUTER | ... pacts. dm/sms (AP, dpa)
# The last is Deutsche Welle's: its desk made the text of what two agencies wrote.
_DESK: Final = r"[a-z]{2,4}(?:[,/][a-z]{2,4}){1,5}"
_SIGN_OFF: Final = re.compile(
    rf"(?:(?:^[ -]{{0,4}}|(?<=[.!?\"”’])[ -]{{0,4}}|(?<= )){_DESK}[ -]{{1,2}}| ?)"
    r"[(\[/](?P<names>[A-Za-z][\w .,&/-]{1,50})[)\]/]\.?[ -]{0,2}$"
    r"|(?<=[.!?\"”’]) {1,2}(?:[-–—]{1,2} ?)?(?P<bare>[A-Z][A-Za-z]{2,20}(?: [A-Z][a-z]{2,12})?)$"
)
_BRACKETS: Final = ")]/"
_BY_A_DESK: Final = re.compile(rf"[ -]{{0,4}}{_DESK}[ -]")
CLOSEST: Final = 80  # characters from the end of the copy within which a sign-off stands

# Where a credit stands, the most telling first: a source line names the source of the text, a
# dateline may be left from an agency's version that was rewritten since.
RANK: Final = ("source_line", "byline", "signoff", "text", "dateline", "given")


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A credit as it stands in the copy: where, in which words, at which characters.

    `name` is what of the words is the name credited, where they are a sentence around it.
    """

    where: str
    text: str
    start: int
    end: int
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CreditWitness:
    """One credit read: the field it speaks for, its value, and the line that says so."""

    field: str
    value: str
    line: CreditLine
    confidence: float


class Attribution(NamedTuple):
    """Whose text it is: agency, authors, `attribution` and its basis, with all witnesses.

    `outlets` are those other than the printing one that it names as the source of its text.
    """

    agency_id: str | None
    byline: tuple[str, ...]
    kind: str
    basis: str | None
    witnesses: tuple[CreditWitness, ...]
    outlets: tuple[str, ...]


def sign_off_start(text: str, registry: Registry) -> int:
    """Where the sign-off of agencies or outlets begins at the end of the copy; -1 for none."""
    # it ends with a bracket, a stop and two blanks at most behind it, or with a letter
    if not (any(map(text[-4:].__contains__, _BRACKETS)) or text[-1:].isalpha()):
        return -1
    match = _SIGN_OFF.search(text, max(0, len(text) - CLOSEST))
    if match is None:
        return -1
    if not names_houses(match["names"] or match["bare"], registry):
        return -1
    place = match.start()
    return place + len(text[place:]) - len(text[place:].lstrip())


def attribute(
    lines: Sequence[CreditLine], outlet_id: str | None, registry: Registry
) -> Attribution:
    """The agency credited and the authors named, from the copy's own credit lines."""
    witnesses: list[CreditWitness] = []
    read = [(line, read_credit(line.name or line.text, registry)) for line in lines]
    for line, credit in read:
        sure = {
            "source_line": 0.95,
            "byline": 0.9,
            "signoff": 0.9,
            "text": 0.9,
            "dateline": 0.8,
        }.get(line.where, 0.6)
        witnesses += [CreditWitness("agency", name, line, sure) for name in credit.agencies]
        if line.where in ("byline", "source_line", "given"):
            witnesses += [CreditWitness("byline", name, line, sure) for name in credit.names]
        witnesses += [
            CreditWitness("credit", name, line, sure)
            for name in credit.outlets
            if name != outlet_id
        ]
    agencies: dict[str, list[str]] = {}
    for witness in witnesses:
        if witness.field == "agency":
            agencies.setdefault(witness.value, []).append(witness.line.where)
    names = tuple(
        dict.fromkeys(witness.value for witness in witnesses if witness.field == "byline")
    )
    said = tuple(witnesses)
    houses = dict.fromkeys(name for _, credit in read for name in credit.outlets)
    others = tuple(name for name in houses if name != outlet_id)
    outlet = registry.outlets.get(outlet_id or "")
    house = outlet.agency.agency_id if outlet and outlet.agency else None
    if not agencies and house:
        # what an agency prints under its own name without another's credit is its own
        return Attribution(house, names, "own", "outlet", said, others)
    if not agencies:
        own = bool(names) or _names_outlet(read, outlet_id)
        return Attribution(None, names, "own" if own else "unknown", None, said, others)
    # of several on one line the first that it names
    chosen = min(agencies, key=lambda name: min(RANK.index(where) for where in agencies[name]))
    if house == chosen:
        kind = "own"
    elif _names_outlet(read, outlet_id) or any(_is_compiled(line, credit) for line, credit in read):
        kind = "mixed"
    else:
        kind = "agency"
    basis = "+".join(where for where in RANK if where in agencies[chosen])
    return Attribution(chosen, names, kind, basis, said, others)


def _names_outlet(read: Sequence[tuple[CreditLine, Credit]], outlet_id: str | None) -> bool:
    """Whether a byline or source line names the outlet itself."""
    return outlet_id is not None and any(
        outlet_id in credit.outlets
        for line, credit in read
        if line.where in ("byline", "source_line", "signoff")
    )


def _is_compiled(line: CreditLine, credit: Credit) -> bool:
    """Whether a desk made the text of what agencies wrote: it signs beside them, or names some."""
    if line.where not in ("byline", "source_line", "signoff"):
        return False
    by_desk = line.where == "signoff" and (
        _BY_A_DESK.match(line.text) is not None or WITH_MATERIAL.match(line.text) is not None
    )
    return len(credit.agencies) > 1 or (by_desk and len(credit.agencies) > 0)
