"""Stories in a warehouse: documents compared by what they tell, rows of the tables out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pyarrow as pa

from tasks.copies import Copies, Place, copies_of
from tasks.documents import Documents, read_documents
from tasks.matching.comparison import Comparison, compare
from tasks.matching.printings import UNKNOWN, Indices, day_of
from tasks.matching.stories import Stories, StoryRules, find_stories
from tasks.outlets.registry import Registry
from tasks.scratch import room_in
from warehouse.contract import arrow_schema
from warehouse.parts import Part
from warehouse.store import Store
from warehouse.tables.stories import STORIES, STORY_MEMBERS

# Of two texts hardly alike enough for one story the day is a guess; no likeness makes it stated.
_LEAST_SURE: Final = 0.3
_MOST_SURE: Final = 0.55


def find_copies_and_stories(
    store: Store, parts: Sequence[Part], documents: Mapping[str, str], registry: Registry
) -> Copies:
    """Copies and stories among documents, which are given by the item that stands for each."""
    read = read_documents(store, parts, documents, registry)
    found = compare(read.printings, read.columns, room=room_in(store.staging))
    copies = copies_of(store, parts, read, found)
    stories = stories_of(read, found)
    tables = {
        **copies.tables,
        "stories": _stories(stories, found, read),
        "story_members": _members(stories, found, read),
    }
    return replace(copies, tables=tables, places=_places(copies.places, stories, found, read))


def stories_of(read: Documents, found: Comparison, rules: StoryRules | None = None) -> Stories:
    """The stories of documents whose copies are known."""
    recurring = found.relation == "recurring"
    return find_stories(
        read.days,
        read.printings.outlet,
        found.clusters.origin,
        read.columns,
        (found.shared.earlier[recurring], found.shared.later[recurring]),
        rules,
    )


def sure_of_neighbour(nearness: float) -> float:
    """How sure a day is that a text so much alike states, 0-1: never as sure as a stated one."""
    return round(min(_MOST_SURE, _LEAST_SURE + nearness / 2), 2)


def story_id(document_id: str) -> str:
    """The id of the story whose first document that is."""
    return f"e{document_id[1:]}"


def _groups(stories: Stories) -> list[Indices]:
    """The documents of each story, the stories in the order of printing of their first ones."""
    inside = np.flatnonzero(stories.first != UNKNOWN)
    inside = inside[np.argsort(stories.first[inside], kind="stable")]
    heads = np.flatnonzero(np.diff(stories.first[inside], prepend=-1))
    return [group for group in np.split(inside, heads[1:]) if len(group)]


def _stories(stories: Stories, found: Comparison, read: Documents) -> pa.Table:
    ids, outlet = read.printings.document_id, read.printings.outlet
    rows: list[dict[str, Any]] = []
    for group in _groups(stories):
        days = [int(day) for day in read.days.lo[group[read.days.is_stated[group]]]]
        titles = [title for title in (read.titles[at] for at in group) if title]
        rows.append(
            {
                "story_id": story_id(ids[group[0]]),
                "first_id": ids[group[0]],
                "title": titles[0] if titles else None,
                "date_lo": day_of(min(days)) if days else None,
                "date_hi": day_of(max(days)) if days else None,
                "documents": len(group),
                "outlets": len(set(outlet[group].tolist()) - {UNKNOWN}),
                "clusters": len(set(found.clusters.origin[group].tolist()) - {UNKNOWN}),
                "texts": len({int(at) for at in _units(found, group)}),
            }
        )
    return pa.Table.from_pylist(rows, arrow_schema(STORIES))


def _units(found: Comparison, group: Indices) -> Indices:
    origin: Indices = found.clusters.origin[group]
    return np.where(origin == UNKNOWN, group, origin)


def _members(stories: Stories, found: Comparison, read: Documents) -> pa.Table:
    ids, origin = read.printings.document_id, found.clusters.origin
    rows = [
        {
            "story_id": story_id(ids[group[0]]),
            "document_id": ids[at],
            "score": float(stories.score[at]),
            "basis": "words" if origin[at] in {UNKNOWN, at} and len(set(units)) > 1 else "copy",
        }
        for group, units in ((group, _units(found, group)) for group in _groups(stories))
        for at in group
    ]
    return pa.Table.from_pylist(rows, arrow_schema(STORY_MEMBERS))


def _places(
    places: Mapping[str, Place], stories: Stories, found: Comparison, read: Documents
) -> dict[str, Place]:
    ids, origin = read.printings.document_id, found.clusters.origin
    told = dict(places)
    for at in np.flatnonzero(stories.first != UNKNOWN):
        place = told[ids[at]]._replace(story_id=story_id(ids[stories.first[at]]))
        near = int(stories.neighbour[at])
        if near != UNKNOWN and read.printings.day[at] == UNKNOWN:
            nearness = float(stories.nearness[at])
            is_copy = origin[at] != UNKNOWN and origin[at] == origin[near]
            likeness = "of its cluster of copies" if is_copy else f"alike by {nearness:.2f}"
            place = place._replace(
                story_date=day_of(int(read.days.lo[near])),
                story_date_confidence=sure_of_neighbour(nearness),
                story_date_note=f"{ids[near]} of this day is {likeness}",
            )
        told[ids[at]] = place
    return told
