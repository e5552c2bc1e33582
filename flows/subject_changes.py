"""Which topics and entities a run counts otherwise than the snapshot before it, by name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from flows.run_context import RunContext
from tasks.subjects.annotations import Subjects, subject_rows

MOST: Final = 20  # names in a line: a gazetteer of one's own may have thousands
Row = Mapping[str, Any]


def say_which_subjects_changed(run: RunContext, subjects: Subjects) -> None:
    """What comes, goes or is redefined, each with its version: figures change with it."""
    now = subject_rows(subjects)
    for table, key, done, replaced in (
        ("topics", "topic_id", "counted", subjects.topics.replaced),
        ("entities", "entity_id", "looked for", subjects.gazetteer.replaced),
    ):
        there = {row[key]: row for row in now[table]}
        if run.parent is None:
            lines = _redefined(table, there, replaced)
        else:
            before = {row[key]: row for row in run.previous(table)}
            lines = changes(table, done, before, there, replaced)
        for line in lines:
            run.say(line)


def changes(
    table: str,
    done: str,
    before: Mapping[str, Row],
    now: Mapping[str, Row],
    replaced: Mapping[str, str],
) -> Iterator[str]:
    """A line each for those that are gone, new and defined anew; `replaced` has their files."""
    if gone := sorted(before.keys() - now.keys()):
        yield f"{table} not {done} any more: {listed(gone)}"
    if come := sorted(now.keys() - before.keys()):
        yield f"{table} {done} from now on: {listed(come)}"
    anew = [
        (one, columns)
        for one in sorted(now.keys() & before.keys())
        if (columns := differing(before[one], now[one]))
    ]
    if anew:
        named = [
            _named(one, _versions(before[one], now[one], columns), replaced)
            for one, columns in anew
        ]
        yield f"{table} {done} anew: {listed(named)}"


def _redefined(table: str, now: Mapping[str, Row], replaced: Mapping[str, str]) -> Iterator[str]:
    if replaced:
        named = [
            _named(one, f"version {now[one]['version']}", replaced) for one in sorted(replaced)
        ]
        yield f"{table} that are not the shipped ones: {listed(named)}"


def differing(before: Row, now: Row) -> list[str]:
    """The columns that say something else; an older snapshot may lack some."""
    return [one for one in now if one in before and now[one] != before[one]]


def _versions(before: Row, now: Row, columns: Sequence[str]) -> str:
    said = f"version {now['version']}"
    if now["version"] != before["version"]:
        return f"{said}, was {before['version']}"
    if set(columns) <= {"name", "note"}:
        return f"{said} as before, with another {' and '.join(columns)}"
    return f"{said} as before, but defined otherwise: raise its version"


def _named(one: str, versions: str, replaced: Mapping[str, str]) -> str:
    file = f"; redefined by {replaced[one]}" if one in replaced else ""
    return f"{one} ({versions}{file})"


def listed(named: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(named) - MOST:,} more" if len(named) > MOST else ""
    return ", ".join(named[:MOST]) + more
