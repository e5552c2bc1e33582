"""Which outlet printed a document, and how that is known."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tasks.article.identity import target_of
from tasks.outlets.registry import Outlet, Registry
from tasks.readers.text import Line
from tasks.text.addresses import is_page_address, site_of, without_form

HEAD: Final = 14  # lines; furniture may stand above the source line, seed 001 has ten such lines
TAIL: Final = 10  # lines
REACH: Final = 300  # characters at either end of a line; signs stand there, not amid a paragraph
ENOUGH: Final = 0.5  # below it an outlet would be a guess, and a wrong outlet is worse than none


class OutletWitness(NamedTuple):
    """One thing that speaks for an outlet: words in the copy (characters) or metadata (-1)."""

    outlet_id: str
    kind: str
    confidence: float
    text: str
    start: int
    end: int
    note: str


class OutletFinding(NamedTuple):
    """The outlet of a document, its registry entry when it has one, and all witnesses."""

    outlet_id: str | None
    name: str | None
    method: str
    confidence: float
    profile: Outlet | None
    witnesses: tuple[OutletWitness, ...]


def slug_of(name: str) -> str:
    """An id for an outlet the registry does not know: lower-case words joined by '_'.

    Of hosts of one site, www., m. and amp., it is the same.
    """
    host = name.casefold().removeprefix("www.")
    return re.sub(r"\W+", "_", host if " " in host else without_form(host)).strip("_")


def find_outlet(
    lines: Sequence[Line],
    registry: Registry,
    *,
    given: str | None,
    url: str | None,
    site_name: str | None = None,
    home: str | None = None,
) -> OutletFinding:
    """The outlet the input names, else the URL's, else the one the copy's own marks tell.

    `site_name` is what a page calls its site and `home` the outlet that its links lead to: marks
    of the copy like others.
    """
    witnesses = [*_beside(registry, given, url), *_in_copy(lines, registry)]
    if site_name:
        witnesses.append(_of_site(site_name, registry))
    if home:
        # right for 166 of 167 pages of daniel-news whose site is registered
        note = "where most links of the page lead"
        witnesses.append(OutletWitness(home, "sign", 0.85, "", -1, -1, note))
    for witness in witnesses:
        if witness.kind in ("given", "url"):
            return _finding(witness.outlet_id, witness.kind, witness.confidence, registry, given,
                            url, witnesses)  # fmt: skip
    doubt: dict[str, float] = {}
    for witness in witnesses:
        doubt[witness.outlet_id] = doubt.get(witness.outlet_id, 1.0) * (1 - witness.confidence)
    ranked = sorted(doubt.items(), key=lambda item: (item[1], item[0]))
    # two outlets told about equally well: a reprint that kept the other's marks; say unknown
    rival = len(ranked) > 1 and 1 - ranked[1][1] >= ENOUGH and ranked[1][1] - ranked[0][1] < 0.05
    if ranked and 1 - ranked[0][1] >= ENOUGH and not rival:
        best, left = ranked[0]
        return _finding(best, "sign", round(1 - left, 3), registry, given, url, witnesses)
    return OutletFinding(None, None, "none", 0.0, None, tuple(witnesses))


def _beside(registry: Registry, given: str | None, url: str | None) -> list[OutletWitness]:
    """Witnesses of the metadata beside the copy, the strongest first."""
    found = []
    if given and given.strip():
        profile = registry.by_name.get(given.strip().casefold()) or (
            registry.of_url(given) if "." in given and " " not in given.strip() else None
        )
        name = profile.outlet_id if profile else slug_of(given)
        note = "" if profile else "not in the registry"
        if name:
            found.append(OutletWitness(name, "given", 1.0, given, -1, -1, note))
    if url and is_page_address(url):
        url = target_of(url.strip())
        profile = registry.of_url(url)
        name = profile.outlet_id if profile else slug_of(site_of(url))
        note = "" if profile else "not in the registry"
        if name:
            found.append(OutletWitness(name, "url", 0.95, url, -1, -1, note))
    return found


def _of_site(site_name: str, registry: Registry) -> OutletWitness:
    profile = registry.by_name.get(site_name.strip().casefold())
    name = profile.outlet_id if profile else slug_of(site_name)
    note = "what the page calls its site" + ("" if profile else "; not in the registry")
    return OutletWitness(name, "sign", 0.85 if profile else 0.6, site_name[:200], -1, -1, note)


def _in_copy(lines: Sequence[Line], registry: Registry) -> list[OutletWitness]:
    """Witnesses in the copy's own lines; each sign counts once."""
    found: dict[tuple[str, str], OutletWitness] = {}
    first_tail = max(0, len(lines) - TAIL)
    for number, line in enumerate(lines):
        if HEAD <= number < first_tail or not _may_hold_sign(line.text, registry):
            continue
        for outlet_id, sign, pattern in registry.signs:
            if (sign.zone == "head" and number >= HEAD) or (
                sign.zone == "tail" and number < first_tail
            ):
                continue
            if (outlet_id, sign.pattern) not in found and _finds(pattern, line.text):
                found[outlet_id, sign.pattern] = OutletWitness(
                    outlet_id, "sign", sign.weight, line.text[:200], line.start, line.end, sign.why
                )
    return list(found.values())


def _may_hold_sign(text: str, registry: Registry) -> bool:
    if registry.signs_at_start.match(text, 0, REACH):
        return True
    # as `_finds`, written out: asked of each line for each sign, its calls took half of the time
    tail = len(text) - REACH
    for pattern in registry.signs_within:
        if pattern.search(text, 0, REACH) or (
            tail > 0 and pattern.search(text, max(REACH, tail), len(text))
        ):
            return True
    return False


def _finds(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern holds at either end of the line."""
    if pattern.search(text, 0, REACH):
        return True
    return len(text) > REACH and pattern.search(text, max(REACH, len(text) - REACH)) is not None


def _finding(
    outlet_id: str,
    method: str,
    confidence: float,
    registry: Registry,
    given: str | None,
    url: str | None,
    witnesses: Sequence[OutletWitness],
) -> OutletFinding:
    profile = registry.outlets.get(outlet_id)
    if profile:
        name = profile.name
    elif method == "given" and given:
        name = given.strip()
    else:
        # by the address that gave the id: behind an aggregator's redirect stands the outlet
        name = site_of(target_of(url.strip()) if url else "") or outlet_id
    return OutletFinding(outlet_id, name, method, confidence, profile, tuple(witnesses))
