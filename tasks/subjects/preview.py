"""What a topic finds in a text and what it passes over, before anyone counts by it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.subjects.entities import Gazetteer, Mention
from tasks.subjects.text import Text
from tasks.subjects.topics import Hit, Topic, Topics, row_of

AROUND = 60  # characters shown on either side


class Preview(NamedTuple):
    """What a topic has of one text.

    `hits` are its namings; `namings` counts those that `topic_hits.hits` counts. `has_topic` says
    whether they are enough by the definition. `misses` are places with the words of the definition
    that are no naming: in another case, within another word, or within a longer name.
    """

    has_topic: bool
    hits: tuple[Hit, ...]
    misses: tuple[Hit, ...]
    namings: int


class Forms:
    """The words of a definition, ready to be found in any case and within any word."""

    def __init__(self, topic: Topic, gazetteer: Gazetteer) -> None:
        entities = [gazetteer.by_id[one] for one in topic.entities]
        forms = {*topic.any, *(text for one in entities for text in (one.name, *one.aliases))}
        listed = sorted(forms, key=lambda form: (-len(form), form))
        self._pattern = re.compile("|".join(map(re.escape, listed)), re.IGNORECASE)
        self._is_empty = not listed

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where a form stands, the longest of those that begin at one place."""
        if self._is_empty:
            return []
        return [one.span() for one in self._pattern.finditer(text)]


def preview(
    topics: Topics, topic: Topic, forms: Forms, text: Text, mentions: Sequence[Mention]
) -> Preview:
    """The topic's namings in the text, and what looks like one and is none."""
    hits, has_topic = topics.explained(topic, text, mentions)
    counted: dict[int, list[tuple[int, int]]] = {}
    for hit in hits:
        counted.setdefault(hit.para_no, []).append((hit.char_start, hit.char_end))
    misses = tuple(
        Hit(para_no, start, end)
        for para_no, said in text.places()
        for start, end in _apart_from(forms.find(said), counted.get(para_no, ()))
    )
    return Preview(has_topic, tuple(hits), misses, row_of(topic, text.lead, hits).hits)


def _apart_from(
    found: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The places that overlap none of those taken; both rise, and neither overlaps its own."""
    passed = 0
    for start, end in found:
        while passed < len(taken) and taken[passed][1] <= start:
            passed += 1
        if passed == len(taken) or end <= taken[passed][0]:
            yield start, end


def in_context(text: Text, hit: Hit) -> str:
    """The place between what stands before and behind it, in square brackets."""
    said = dict(text.places())[hit.para_no]
    start, end = hit.char_start, hit.char_end
    before = ("…" if start > AROUND else "") + said[max(0, start - AROUND) : start]
    after = said[end : end + AROUND] + ("…" if end + AROUND < len(said) else "")
    return " ".join(f"{before}[{said[start:end]}]{after}".split())
