"""Topics: what an analyst wants counted, defined in words, and how often a text has it."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Self

from pydantic import Field, field_validator, model_validator

from tasks.subjects.entities import Gazetteer, Mention
from tasks.subjects.phrases import UNSPACED, Found, Phrases
from tasks.subjects.reference import Data, Entry, Named, Phrase, entries_by_id
from tasks.subjects.text import TITLE, Text

Where = Literal["anywhere", "title", "lead", "title_or_lead"]
# Where nothing parts words, each character is one.
_WORD: Final = re.compile(rf"(?=[^\W_])[{UNSPACED}]|[^\W_{UNSPACED}]+")


class Near(Data):
    """Two phrases of a paragraph with at most `within` words between them, in either order."""

    one: Phrase
    two: Phrase
    within: int = Field(ge=0, le=100)

    @field_validator("within")
    @classmethod
    def _lets_a_word_in(cls, within: int) -> int:
        if within == 0:
            raise ValueError("is 0: words side by side are a phrase; list it under any")
        return within


class Topic(Named):
    """A topic as its file says it.

    A naming is a phrase of `any`, a mention of one of `entities`, or a pair of `near`. A text has
    the topic when it has at least `min_hits` namings in the places that `where` allows, every
    phrase of `all` and none of `none`.
    """

    name: str = Field(min_length=1)
    version: int = Field(ge=1)
    note: str | None = None
    any: tuple[Phrase, ...] = ()
    all: tuple[Phrase, ...] = ()
    none: tuple[Phrase, ...] = ()
    entities: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    min_hits: int = Field(default=1, ge=1)
    where: Where = "anywhere"

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.any or self.entities or self.near):
            raise ValueError(
                f"{self.id} counts nothing; it needs a phrase in any, an entity, or a pair in near"
            )
        return self

    def phrases(self) -> list[str]:
        """Every phrase that the definition speaks of."""
        pairs = [text for near in self.near for text in (near.one, near.two)]
        return [*self.any, *self.all, *self.none, *pairs]

    def definition(self) -> str:
        """What counts, as JSON: equal definitions give equal text."""
        said = self.model_dump(exclude={"id", "name", "version", "note"}, exclude_defaults=True)
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


class Hit(NamedTuple):
    """One naming of the topic: where it begins and ends in the paragraph or headline."""

    para_no: int
    char_start: int
    char_end: int


class TopicHit(NamedTuple):
    """How often a text has a topic.

    `hits` counts the copy, not the headline; of a topic that `where` looks for in the headline or
    the lead it counts there, so that 1 and more always say that the text has it.
    """

    topic_id: str
    hits: int
    in_title: bool
    in_lead: bool


class _Said(NamedTuple):
    """A paragraph or the headline, and the phrases of all topics that stand in it."""

    text: str
    found: list[Found]


class _Placed(NamedTuple):
    """A phrase, the number of its first word in the paragraph, and of the word after it."""

    found: Found
    first: int
    after: int


class Topics:
    """All topics, ready to be counted. `topics` are sorted by id.

    `replaced` are those that take the place of an earlier file's topic, with their file.
    """

    def __init__(
        self, topics: Iterable[Topic], replaced: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.topics = tuple(sorted(topics, key=lambda one: one.id))
        self.replaced = replaced
        texts = list(dict.fromkeys(text for topic in self.topics for text in topic.phrases()))
        self._number = {text: number for number, text in enumerate(texts)}
        self._phrases = Phrases(texts)

    def hits_of(self, text: Text, mentions: Sequence[Mention]) -> tuple[TopicHit, ...]:
        """One row for each topic that the text has, by topic."""
        places = self._places(text)
        rows = []
        for topic in self.topics:
            namings = self.namings(topic, places, mentions)
            if namings and self._has(topic, text.lead, places, namings):
                rows.append(row_of(topic, text.lead, namings))
        return tuple(rows)

    def explained(
        self, topic: Topic, text: Text, mentions: Sequence[Mention]
    ) -> tuple[list[Hit], bool]:
        """Every naming of one topic, and whether the text has the topic by its definition."""
        places = self._places(text)
        namings = self.namings(topic, places, mentions)
        return namings, bool(namings) and self._has(topic, text.lead, places, namings)

    def namings(
        self,
        topic: Topic,
        places: Mapping[int, _Said],
        mentions: Sequence[Mention],
    ) -> list[Hit]:
        """The topic's namings in order; of overlapping ones the first counts, and the longest."""
        wanted = {self._number[text] for text in topic.any}
        hits = [
            Hit(para_no, one.start, one.end)
            for para_no, said in places.items()
            for one in said.found
            if one.number in wanted
        ]
        of_these = frozenset(topic.entities)
        hits += [
            Hit(one.para_no, one.char_start, one.char_end)
            for one in mentions
            if one.entity_id in of_these
        ]
        for near in topic.near:
            one, two = self._number[near.one], self._number[near.two]
            for para_no, said in places.items():
                hits += _pairs(para_no, said, one, two, near.within)
        return _once(hits)

    def _places(self, text: Text) -> dict[int, _Said]:
        """The headline and the paragraphs in which a phrase stands."""
        places = {para_no: _Said(said, self._phrases.find(said)) for para_no, said in text.places()}
        return {para_no: said for para_no, said in places.items() if said.found}

    def _has(
        self,
        topic: Topic,
        lead: int | None,
        places: Mapping[int, _Said],
        namings: Sequence[Hit],
    ) -> bool:
        allowed = _looked_for_in(topic, lead)
        count = sum(allowed is None or one.para_no in allowed for one in namings)
        if count < topic.min_hits:
            return False
        if not (topic.all or topic.none):
            return True
        there = {one.number for said in places.values() for one in said.found}
        return all(self._number[text] in there for text in topic.all) and not any(
            self._number[text] in there for text in topic.none
        )


def topics_of(files: Iterable[tuple[str, str]], gazetteer: Gazetteer) -> Topics:
    """The topics of all files, (name, text) each; a later file's topic replaces an earlier one.

    Raises SubjectFileError naming file and line.
    """
    topics: dict[str, Entry[Topic]] = {}
    replaced: dict[str, str] = {}
    for name, text in files:
        found = entries_by_id(name, text, "topics", Topic)
        for entry in found.values():
            for place, entity in enumerate(entry.said.entities):
                if entity not in gazetteer.by_id:
                    entry.refuse(
                        f"{entry.said.id} counts the entity {entity}, which no file has",
                        "entities",
                        place,
                    )
        replaced |= dict.fromkeys(topics.keys() & found.keys(), name)
        topics |= found
    _check_names(topics.values())
    return Topics((one.said for one in topics.values()), replaced)


def _check_names(topics: Iterable[Entry[Topic]]) -> None:
    """No two topics bear one name: a chart would add them up under it."""
    owner: dict[str, Entry[Topic]] = {}
    for topic in topics:
        other = owner.setdefault(topic.said.name, topic)
        if other is not topic:
            topic.refuse(
                f"{topic.said.name!r} is the name of {topic.said.id} and of {other.said.id} "
                f"({other.place})",
                "name",
            )


def _looked_for_in(topic: Topic, lead: int | None) -> Collection[int | None] | None:
    """The numbers of the places that count; None for all of them."""
    match topic.where:
        case "anywhere":
            return None
        case "title":
            return (TITLE,)
        case "lead":
            return (lead,)
    return (TITLE, lead)


def row_of(topic: Topic, lead: int | None, namings: Sequence[Hit]) -> TopicHit:
    """What is said of a text that has the topic."""
    allowed = _looked_for_in(topic, lead)
    return TopicHit(
        topic.id,
        sum(one.para_no != TITLE if allowed is None else one.para_no in allowed for one in namings),
        any(one.para_no == TITLE for one in namings),
        any(one.para_no == lead for one in namings),
    )


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """A naming counts once, however many phrases of the topic name it."""
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda one: (one.para_no, one.char_start, -one.char_end)):
        last = kept[-1] if kept else None
        if last is None or last.para_no != hit.para_no or hit.char_start >= last.char_end:
            kept.append(hit)
    return kept


def _pairs(para_no: int, said: _Said, one: int, two: int, within: int) -> list[Hit]:
    """Each place of `one` with the nearest place of `two`, if that is near enough."""
    if not {one, two} <= {found.number for found in said.found}:
        return []
    words = [word.start() for word in _WORD.finditer(said.text)]
    firsts = _placed(said.found, one, words)
    seconds = _placed(said.found, two, words)
    starts = [hit.found.start for hit in seconds]
    hits = []
    for first in firsts:
        at = bisect_left(starts, first.found.start)
        near = [
            (between, second.found)
            for second in (_clear_of(first, seconds, at, 1), _clear_of(first, seconds, at - 1, -1))
            if second and (between := _between(first, second)) <= within
        ]
        if near:
            _, second = min(near)
            start, end = first.found.start, first.found.end
            hits.append(Hit(para_no, min(start, second.start), max(end, second.end)))
    return hits


def _placed(found: Iterable[Found], number: int, words: Sequence[int]) -> list[_Placed]:
    """The places of one phrase, by where the words of its paragraph begin."""
    return [
        _Placed(one, bisect_right(words, one.start) - 1, bisect_left(words, one.end))
        for one in found
        if one.number == number
    ]


def _clear_of(first: _Placed, seconds: Sequence[_Placed], at: int, step: int) -> _Placed | None:
    """The next of them in one direction that does not overlap the first.

    Those of one phrase that do overlap it are fewer than it has characters.
    """
    while 0 <= at < len(seconds):
        if _between(first, seconds[at]) >= 0:
            return seconds[at]
        at += step
    return None


def _between(one: _Placed, two: _Placed) -> int:
    """How many words stand between the two; negative when they overlap."""
    if one.found.start <= two.found.start:
        return two.first - one.after
    return one.first - two.after
