"""Everything that is said of one article: what it is about, whom it names and quotes, its words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tasks.subjects.entities import Gazetteer, Mention, mentions_of
from tasks.subjects.quotes import Quote, quotes_of
from tasks.subjects.terms import Placed, Terms, placed_terms
from tasks.subjects.text import Text
from tasks.subjects.topics import TopicHit, Topics


class Subjects(NamedTuple):
    """The reference data that articles are read by."""

    gazetteer: Gazetteer
    topics: Topics


class Annotations(NamedTuple):
    """Rows of the tables of the same names, but for the document they belong to.

    `placed` are the words that search finds the article by.
    """

    topic_hits: Sequence[TopicHit]
    mentions: Sequence[Mention]
    quotes: Sequence[Quote]
    placed: Placed


def annotations_of(subjects: Subjects, terms: Terms, text: Text) -> Annotations:
    """What the article has of topics and entities that are known, its quotations and its words."""
    mentions = mentions_of(subjects.gazetteer, text)
    return Annotations(
        subjects.topics.hits_of(text, mentions),
        mentions,
        quotes_of(text, mentions, subjects.gazetteer),
        placed_terms([said for _, said in text.places()], terms),
    )


def subject_rows(subjects: Subjects) -> dict[str, list[dict[str, Any]]]:
    """Rows of the tables `topics` and `entities`: the definitions in force."""
    return {
        "topics": [
            {
                "topic_id": topic.id,
                "name": topic.name,
                "version": topic.version,
                "definition": topic.definition(),
                "note": topic.note,
            }
            for topic in subjects.topics.topics
        ],
        "entities": [
            {
                "entity_id": entity.id,
                "name": entity.name,
                "kind": entity.kind,
                "aliases": [*entity.aliases],
                "demonyms": [*entity.demonyms],
                "acts_for": entity.acts_for,
                "valid_from": entity.valid_from,
                "valid_until": entity.valid_until,
                "note": entity.note,
                "version": entity.version,
            }
            for entity in subjects.gazetteer.entities
        ],
    }
