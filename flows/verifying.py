"""A query card put to the test: its query again, and what it says beside what is so."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

import duckdb

from flows.answers import QueryError
from flows.citing import Card, CardError, bibtex, card_of, named
from warehouse.manifest import Manifest
from warehouse.reading import NoSuchSnapshot, Reading, is_retained, read_snapshot
from warehouse.store import Store

SHOWN: Final = 80  # characters of a long text, from where it begins to differ
NOT_CHECKED: Final = "the wording of the question; when and by whom the card was made"
# The author's own, or compared by themselves.
APART: Final = frozenset(
    {"format", "question", "sql", "parameters", "created_at", "snapshot", "result", "bibtex",
     "dateline_version", "duckdb_version"}
)  # fmt: skip
# They tell of the snapshot that was asked, in the words of the release that wrote them.
OF_THE_SNAPSHOT: Final = frozenset({"caveats", "methods"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of a card's query put again.

    `differences` are of the answer, `otherwise` of what the card says beside it, `unchecked` what
    nobody can tell from here.
    """

    manifest: Manifest
    is_cited_snapshot: bool
    is_cited_publication: bool
    rows: int
    differences: tuple[str, ...]
    otherwise: tuple[str, ...]
    unchecked: tuple[str, ...]


def compare(store: Store, card: Card) -> Comparison:
    """What is another in the answer to the card's query, from its snapshot or else today's."""
    chain = list(store.chain())
    if not chain:
        raise NoSuchSnapshot(f"{store.root}: nothing is published here yet")
    said = card["snapshot"]
    cited = next((one for one in chain if one.sha256() == said.get("manifest_sha256")), None)
    alike = [one for one in chain if one.snapshot_id == said.get("snapshot_id")]
    kept = (one for one in (cited, *alike) if one and is_retained(store, one))
    with read_snapshot(store, next(kept, None)) as reading:
        is_cited = reading.manifest.snapshot_id == said.get("snapshot_id")
        fresh = _written_anew(reading, card, cited, is_cited=is_cited)
        beside = [*_beside(card, fresh, is_comparable=is_cited and _is_of_this_release(card))]
        if cited:
            beside += _facts("snapshot", said, named(cited))
        return Comparison(
            reading.manifest,
            is_cited,
            bool(cited),
            fresh["result"]["rows"],
            tuple(_of_the_answer(card["result"], fresh["result"])),
            tuple(beside),
            tuple(_unchecked(card, is_cited=is_cited, is_known=bool(cited))),
        )


def _written_anew(reading: Reading, card: Card, cited: Manifest | None, *, is_cited: bool) -> Card:
    """The card as it would be written today; of what was published elsewhere, as the card says."""
    try:
        if is_cited and cited is None:
            said = card["snapshot"]
            cited = replace(
                reading.manifest,
                sequence=int(said["sequence"]),
                created_at=datetime.fromisoformat(said["created_at"]),
                contract_version=str(said["contract_version"]),
            )
        return card_of(
            reading,
            card["sql"],
            card["parameters"],
            question=str(card.get("question", "")),
            created_at=datetime.fromisoformat(card["created_at"]),
            release=str(card["dateline_version"]),
            published_as=cited,
        )
    except (QueryError, duckdb.Error) as error:
        raise CardError(f"the query cannot be put again: {error}") from error
    except (KeyError, ValueError, TypeError) as error:
        raise CardError(f"not a whole query card: {error} is missing or of another kind") from error


def _of_the_answer(cited: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    if cited["columns"] != now["columns"]:
        columns = (json.dumps(one["columns"], ensure_ascii=False) for one in (cited, now))
        yield "columns: cited {}; now {}".format(*columns)
    if cited["rows"] != now["rows"]:
        yield f"rows: cited {cited['rows']}; now {now['rows']}"
    if cited["hash"] != now["hash"]:
        yield f"hash: cited {cited['hash']}; now {now['hash']}"


def _is_of_this_release(card: Card) -> bool:
    return bool(card.get("dateline_version") == version("dateline"))


def _beside(card: Card, fresh: Card, *, is_comparable: bool) -> Iterator[str]:
    left_out = APART if is_comparable else APART | OF_THE_SNAPSHOT
    yield from _facts("", _without(card, left_out), _without(fresh, left_out))
    orders = ("order", "order_meaning")
    yield from _facts("result", *({key: one["result"].get(key) for key in orders}
                                  for one in (card, fresh)))  # fmt: skip
    # of the card's own words: who changes its title and not the reference is found
    try:
        entry = bibtex(card)
    except (KeyError, TypeError, ValueError):
        entry = fresh["bibtex"]
    yield from _facts("", {"bibtex": card.get("bibtex")}, {"bibtex": entry})


def _without(card: Card, names: frozenset[str]) -> Card:
    return {name: value for name, value in card.items() if name not in names}


def _facts(of: str, said: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key in [*now, *(key for key in said if key not in now)]:
        if said.get(key) != now.get(key):
            name = f"{of}.{key}" if of else key
            yield f"{name}: the card says {{}}; now {{}}".format(
                *_where_they_part(_text(said.get(key)), _text(now.get(key)))
            )


def _text(value: Any) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """Both texts, of long ones what begins a few characters before the first difference."""
    same = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    start = max(0, same - SHOWN // 4) if max(len(one), len(other)) > SHOWN else 0

    def cut(text: str) -> str:
        part = text[start : start + SHOWN]
        head, tail = "… " if start else "", " …" if start + SHOWN < len(text) else ""
        return f"{head}{part}{tail}"

    return cut(one), cut(other)


def _unchecked(card: Card, *, is_cited: bool, is_known: bool) -> Iterator[str]:
    yield NOT_CHECKED
    if not is_cited:
        yield "caveats and methods, which tell of the snapshot that is cited"
    elif not _is_of_this_release(card):
        yield "caveats and methods, which are in the words of another release"
    if not is_known:
        said = card["snapshot"]
        yield (
            f"that the snapshot was published as number {said.get('sequence')} at "
            f"{said.get('created_at')} under contract {said.get('contract_version')}, for it was "
            "not here"
        )
    here = {"dateline_version": version("dateline"), "duckdb_version": duckdb.__version__}
    for name, ours in here.items():
        if card.get(name) != ours:
            yield f"{name} {card.get(name)}, which is not the one here ({ours})"
