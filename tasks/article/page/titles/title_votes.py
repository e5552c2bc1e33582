"""What each place of a page adds to its wording of the headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tasks.article.page.page import PageWitness
from tasks.article.page.titles.headline import words_of
from tasks.article.page.titles.title_parts import kicker_of

# Set by hand on the 909 titled pages of benchmarks/page_fields.py. Weights learned from them get
# fewer right on sites they have not seen, 780 against 786: benchmarks/title_weights.py.
_VOTES: Final = MappingProxyType(
    {"layout": 12.0, "json_ld": 2.5, "og:title": 2.0, "title_tag": 0.5, "twitter:title": 1.0,
     "headline": 1.0, "text": 1.0}
)  # fmt: skip
_OTHERWISE: Final = 0.5
# The headline that readers see weighs most, and loses to the data and the head that agree.
_SHOWN: Final = 4.0
_SHOWN_BARE: Final = 5.6  # more than a whole head without JSON-LD
_SHOWN_IN_DOUBT: Final = 2.6  # more than og:title alone
_SHOWN_CUT_WRONG: Final = 1.9  # less than og:title alone
_SHOWN_APART: Final = 0.4
_SHOWN_OTHER: Final = 0.2
_LEAST_SHARED: Final = 0.4  # of the words of an h1 with the head; the same from 0.3 to 0.4
_HEAD: Final = frozenset({"og:title", "twitter:title", "title_tag"})
_MARKS: Final = re.compile(r"[\W_]+")
# "Donald Trump: Why his critics fail": the words that readers search for stand before the colon.
_LEAD: Final = re.compile(r"[^:]{2,30}:\s")
_SEARCHED: Final = 8.0  # what the wordings for search engines are divided by
# The same words before the colon in all places but one: "Berlin fire" of "Berlin fire: Two hurt".
_SAME_LEAD: Final = re.compile(r"[^:]{2,40}:\s")


@dataclass(frozen=True, slots=True)
class Reading:
    """A witness, its text without the site's name, and the letters of that text."""

    witness: PageWitness
    text: str
    key: str

    @property
    def place(self) -> str:
        """The place that speaks: the name of a <meta>, else the kind; "other" h1s apart."""
        if self.witness.kind == "meta" or self.witness.note == "other":
            return self.witness.note
        return self.witness.kind


def votes_of(readings: Sequence[Reading]) -> list[float]:
    """What each reading adds to its wording."""
    votes = [_vote(one, readings) for one in readings]
    if _is_searched(readings):
        searched = [_LEAD.match(one.text) is not None for one in readings]
    elif lead := _lead_without_data(readings):
        searched = [one.text.startswith(lead) for one in readings]
    else:
        return votes
    return [vote / _SEARCHED if one else vote for vote, one in zip(votes, searched, strict=True)]


def _lead_without_data(readings: Sequence[Reading]) -> str | None:
    """The words to search for that h1 and head all open with, where JSON-LD has another headline.

    JSON-LD has the editors' then: so on four pages of three publishers of fundus, none against.
    """
    places = {one.place: one for one in reversed(readings)}
    data, shown = places.get("json_ld"), places.get("h1")
    lead = _SAME_LEAD.match(shown.text) if shown is not None else None
    if data is None or data.witness.confidence < 0.5 or lead is None:
        return None  # below it the data may be another article's
    others = [one for one in readings if one.place in _HEAD or one.place == "h1"]
    if len(others) < 2 or any(one.key == data.key for one in readings if one is not data):
        return None
    if data.text.startswith(lead[0]) or not all(one.text.startswith(lead[0]) for one in others):
        return None
    return lead[0]


def _is_searched(readings: Sequence[Reading]) -> bool:
    """Whether h1 and title open with words to search for, and og:title alone does not.

    The editors' headline is then og:title's. Where twitter:title has its words too, it is the
    teaser for social media.
    """
    places = {one.place: one for one in reversed(readings)}
    og = places.get("og:title")
    if og is None or _LEAD.match(og.text) or sum(one.key == og.key for one in readings) > 1:
        return False
    return all(_LEAD.match(places[place].text) for place in ("h1", "title_tag") if place in places)


def _vote(one: Reading, readings: Sequence[Reading]) -> float:
    place = one.place
    if place == "other":
        return _SHOWN_OTHER
    if place in ("h1", "text"):
        if _has_bare(one, readings):
            return _SHOWN_BARE
        if place == "h1":
            return _vote_of_h1(one, readings)
    vote = _VOTES.get(place, _OTHERWISE)
    return vote / 2 if place == "json_ld" and one.witness.confidence < 0.5 else vote


def _vote_of_h1(one: Reading, readings: Sequence[Reading]) -> float:
    said = {
        other.witness.value
        for other in readings
        if other.witness.kind != "h1" and len(other.text) > 3
    }
    words = {word for text in said for word in words_of(letters_apart(text))}
    mine = words_of(letters_apart(one.witness.value))
    # An h1 that shares no word with what the head says is the site's or the section's name.
    shared = sum(word in words for word in mine) / max(len(mine), 1)
    if words and not shared:
        return _SHOWN_APART
    if words and shared < _LEAST_SHARED:
        return _SHOWN_IN_DOUBT
    return _SHOWN_CUT_WRONG if _is_cut_wrong(one, readings) else _SHOWN


def _has_bare(one: Reading, readings: Sequence[Reading]) -> bool:
    """Whether the head has it with a section or a kicker before it, and JSON-LD does not.

    What JSON-LD has before it belongs to the headline: so on all seven such pages of fundus.
    """
    longer = [other for other in readings if kicker_of(other.text, one.text)]
    return bool(longer) and all(other.place != "json_ld" for other in longer)


def _is_cut_wrong(one: Reading, readings: Sequence[Reading]) -> bool:
    """Whether it has a day or a kicker before what the head says, or is itself that kicker."""
    head = [other for other in readings if other.place in _HEAD and other.key != one.key]
    return any(one.key.endswith(other.key) for other in head) or (
        one.witness.note == "parted" and any(other.key.startswith(one.key) for other in head)
    )


def letters_apart(text: str) -> str:
    """The text with blanks in place of its marks."""
    return _MARKS.sub(" ", text)
