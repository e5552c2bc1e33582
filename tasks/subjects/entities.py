"""The gazetteer: people, places and organisations by their names, and where a text has them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from pydantic import Field

from tasks.subjects.phrases import Found, Phrases, without_overlaps
from tasks.subjects.quote_marks import is_quoted, quoted_in
from tasks.subjects.reference import Entry, Named, Phrase, entries_by_id
from tasks.subjects.text import TITLE, Text

Basis = Literal["name", "alias", "demonym", "metonym"]

# A capital acts for its government where it is the subject of what governments do, or stands in
# a pair with another one. Where neither is plain, the city is meant: a wrong actor is worse than
# a missing one. Read on the samples and seeds; no list of verbs is complete.
_ACTS: Final = re.compile(
    r"(?:['’]s)?\s++(?>(?:also |has |have |had |is |was |will |would |should |must |may |can "
    r"|could |needs to |not |and [A-Z]\w++ )*)(?:said|says|taken|made|done|shown|"
    r"begun|asked|told|agreed|agrees|acknowledged|acknowledges|"
    r"called|calls|urged|urges|announced|announces|decided|decides|refused|rejected|rejects|"
    r"protested|demanded|demands|expects|expected|hopes|wants|vowed|pledged|warned|warns|denied|"
    r"insisted|insists|proposed|offered|signed|accused|accuses|considers|opposes|opposed|"
    r"supports|supported|welcomes|welcomed|seeks|sought|plans|reacted|responded|retaliated|lifted|"
    r"deploy|mull|participate|continue|agree|take|respond|keep|do|make|say|stick|respect|honou?r|"
    r"stance|position|concerns?|decision|policy|government|ambassador|interests)\b"
)
_PAIRED_AFTER: Final = re.compile(r"(?:\s++and\s++|[-–/])(?=([A-Z]\w++))")
_PAIRED_BEFORE: Final = re.compile(r"(?:^|\W)([A-Z]\w{1,30})(?:\s(?:and)\s|[-–/])$")
_LOCATIVE: Final = re.compile(
    r"(?:^|[\s(\"“'‘])(?:in|at|from|near|outside|around|across|through|into|inside|to|of|leave|left|"
    r"visit|visited|visiting|central|downtown|northern|southern|eastern|western)\s$",
    re.IGNORECASE,
)
# Whom governments address: "warned Seoul that".
_ADDRESSED: Final = re.compile(
    r"\b(?:warn(?:ed|s|ing)?|told|tell(?:s|ing)?|urg(?:ed|es|e|ing)|ask(?:ed|s|ing)?|"
    r"accus(?:ed|es|e|ing)|press(?:ed|ured|es|ing)|call(?:ed|s|ing)? on|critici[sz](?:ed|es|ing)|"
    r"persuad(?:ed|e|ing)|assur(?:ed|e|ing)|against)\s$"
)
# Between the cities themselves: "flights between Seoul and Beijing".
_ON_THE_WAY: Final = re.compile(
    r"\b(?:flights?|trains?|routes?|railways?|ferr(?:y|ies)|fl(?:y|ew|ying)|travel\w*|trips?)\b"
)
_WINDOW: Final = 80  # characters looked at on either side, so that a long text costs no more


class Entity(Named):
    """One entity as its file says it.

    `acts_for` is the country whose government a capital stands for where it acts. From and until
    say when a person held the office that `note` names; they are facts for the reader, and no
    mention is dropped for them.
    """

    name: Phrase
    kind: Literal[
        "country", "region", "city", "person", "ministry", "agency", "organisation", "weapon",
        "outlet", "event",
    ]  # fmt: skip
    version: int = Field(default=1, ge=1)
    aliases: tuple[Phrase, ...] = ()
    demonyms: tuple[Phrase, ...] = ()
    acts_for: str | None = None
    not_in: tuple[Phrase, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    note: str | None = None


class Mention(NamedTuple):
    """One naming of an entity: `text[char_start:char_end]` of its paragraph is `surface`."""

    para_no: int
    char_start: int
    char_end: int
    entity_id: str
    surface: str
    basis: Basis
    in_title: bool
    in_lead: bool
    in_quote: bool
    is_first_in_document: bool
    is_first_in_paragraph: bool


@dataclass(frozen=True, slots=True)
class _Name:
    entity: Entity | None  # None for words that are no naming, though one stands within them
    basis: Basis


class Gazetteer:
    """All entities, ready to be found. Iterate `entities` for what they are, sorted by id.

    `replaced` are those that take the place of an earlier file's entity, with their file.
    """

    def __init__(
        self, entities: Iterable[Entity], replaced: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.replaced = replaced
        self.entities = tuple(sorted(entities, key=lambda one: one.id))
        self.by_id = {one.id: one for one in self.entities}
        names: dict[str, _Name] = {}
        for entity in self.entities:
            for basis, listed in _names_of(entity):
                for text in listed:
                    names.setdefault(text, _Name(entity, basis))
        for entity in self.entities:
            for text in entity.not_in:
                names[text] = _Name(None, "name")
        self._names = list(names.values())
        self._phrases = Phrases(list(names))

    def find(self, text: str) -> list[tuple[Found, _Name]]:
        """The names that stand in the text, none within another; by their place."""
        found = without_overlaps(self._phrases.find(text))
        return [(one, self._names[one.number]) for one in found]


def _names_of(entity: Entity) -> list[tuple[Basis, Sequence[str]]]:
    return [("name", (entity.name,)), ("alias", entity.aliases), ("demonym", entity.demonyms)]


def gazetteer_of(files: Iterable[tuple[str, str]]) -> Gazetteer:
    """The entities of all files, (name, text) each; a later file's entity replaces an earlier one.

    Raises SubjectFileError naming file and line.
    """
    entities: dict[str, Entry[Entity]] = {}
    replaced: dict[str, str] = {}
    for name, text in files:
        found = entries_by_id(name, text, "entities", Entity)
        replaced |= dict.fromkeys(entities.keys() & found.keys(), name)
        entities |= found
    for entry in entities.values():
        one = entry.said
        if one.acts_for is not None and one.acts_for not in entities:
            entry.refuse(f"{one.id} acts for {one.acts_for}, which no file has", "acts_for")
    _check_names(entities.values())
    return Gazetteer((one.said for one in entities.values()), replaced)


def _check_names(entities: Iterable[Entry[Entity]]) -> None:
    """No two entities share a name: which of them is meant nobody could say."""
    owner: dict[str, Entry[Entity]] = {}
    for entry in entities:
        for _, listed in _names_of(entry.said):
            for text in listed:
                other = owner.setdefault(text, entry)
                if other is not entry:
                    entry.refuse(
                        f"{text!r} is a name of {entry.said.id} and of {other.said.id} "
                        f"({other.place})"
                    )


def mentions_of(gazetteer: Gazetteer, text: Text) -> tuple[Mention, ...]:
    """Every naming of an entity in the headline and the copy, in order of its place."""
    lead = text.lead
    mentions: list[Mention] = []
    in_text: set[str] = set()
    for para_no, said in text.places():
        found = gazetteer.find(said)
        if not found:
            continue
        quoted = quoted_in(said)
        in_paragraph: set[str] = set()
        capitals = [one.start for one, name in found if name.entity and name.entity.acts_for]
        for one, name in found:
            entity, basis = name.entity, name.basis
            if entity is None:
                continue
            entity_id = entity.id
            if entity.acts_for and _acts(said, one, capitals):
                entity_id, basis = entity.acts_for, "metonym"
            mentions.append(
                Mention(
                    para_no, one.start, one.end, entity_id, said[one.start : one.end], basis,
                    para_no == TITLE, para_no == lead, is_quoted(quoted, one.start, one.end),
                    entity_id not in in_text, entity_id not in in_paragraph,
                )
            )  # fmt: skip
            in_text.add(entity_id)
            in_paragraph.add(entity_id)
    return tuple(mentions)


def _acts(said: str, one: Found, capitals: Sequence[int]) -> bool:
    """Whether the capital stands for its government here."""
    before = said[max(0, one.start - _WINDOW) : one.start]
    after = said[one.end : one.end + _WINDOW]
    if _LOCATIVE.search(before):
        return False
    if _ACTS.match(after) or _ADDRESSED.search(before):
        return True
    if _ON_THE_WAY.search(before):
        return False
    pair = _PAIRED_AFTER.match(after)
    if pair and _is_capital(capitals, one.end + pair.end()):
        return True
    pair = _PAIRED_BEFORE.search(before)
    return pair is not None and _is_capital(capitals, one.start - len(before) + pair.start(1))


def _is_capital(capitals: Sequence[int], start: int) -> bool:
    place = bisect_left(capitals, start)
    return place < len(capitals) and capitals[place] == start
