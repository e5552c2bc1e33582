"""Aligned sentences in a warehouse: pairs of documents in, rows of the table out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby, islice
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from tasks.matching.alignment import Aligned, align_read
from tasks.matching.sentences import Sentence, sentences_of
from tasks.matching.sides import read
from tasks.matching.stems import KnownStems
from tasks.matching.word_order import word_diff
from warehouse.contract import CONTRACT_VERSION, arrow_schema
from warehouse.manifest import Manifest
from warehouse.parts import Part
from warehouse.store import Store
from warehouse.tables.relations import ALIGNED_SENTENCES

Pair = tuple[str, str]
# The tables that tell who is aligned, and what of them does.
PAIRED: Final[Mapping[str, list[str]]] = MappingProxyType(
    {
        "cluster_members": ["cluster_id", "document_id", "via_id", "link"],
        "stories": ["story_id", "first_id"],
        "story_members": ["story_id", "document_id", "score", "basis"],
    }
)
MOST_OF_A_CLUSTER: Final = 500  # pairs; a run-away cluster must not fill the table
MOST_OF_A_STORY: Final = 20  # pairs; in a story of more texts the others are further off
BATCH_PAIRS: Final = 5_000  # whose texts are in memory at once: 100 MB of usual ones


class Place(NamedTuple):
    """The part a document lies in, and what must stay as it is for its pairs to stay so.

    Equal letters may stand in other paragraphs: only the same bytes are the same text.
    """

    part: Part
    capture_id: str
    body_hash: str
    outlet_id: str | None


_UNCHANGED: Final = Place._fields[1:]


def pairs_of(tables: Mapping[str, pa.Table]) -> set[Pair]:
    """The pairs of documents that are aligned, by the tables of `PAIRED`."""
    return {
        *pairs_of_clusters(tables["cluster_members"]),
        *pairs_of_stories(tables["stories"], tables["story_members"]),
    }


def pairs_of_clusters(members: pa.Table) -> list[Pair]:
    """Each member with its origin, or with the one it is linked through, by their ids.

    Of a cluster of more than `MOST_OF_A_CLUSTER` others, those whose ids come first.
    """
    rows = members.to_pylist()
    origins = {row["cluster_id"]: row["document_id"] for row in rows if row["link"] == "origin"}
    of_cluster: dict[str, list[Pair]] = {}
    for row in sorted(rows, key=lambda row: str(row["document_id"])):
        other = row["via_id"] or origins[row["cluster_id"]]
        if other != row["document_id"]:
            of_cluster.setdefault(row["cluster_id"], []).append(_pair(row["document_id"], other))
    return sorted({pair for pairs in of_cluster.values() for pair in pairs[:MOST_OF_A_CLUSTER]})


def pairs_of_stories(stories: pa.Table, members: pa.Table) -> list[Pair]:
    """The first document of each story with those of other texts in it, by their ids.

    Copies follow their origin and are aligned with it. Of a story of many texts, those of highest
    score, `MOST_OF_A_STORY` at most.
    """
    first = dict(
        zip(*(stories[name].to_pylist() for name in ("story_id", "first_id")), strict=True)
    )
    texts: dict[str, list[tuple[float, str]]] = {}
    for row in members.to_pylist():
        if row["basis"] == "words" and row["document_id"] != first[row["story_id"]]:
            texts.setdefault(row["story_id"], []).append((-row["score"], row["document_id"]))
    return sorted(
        _pair(first[story], document)
        for story, others in texts.items()
        for _, document in sorted(others)[:MOST_OF_A_STORY]
    )


def aligned_sentences(
    store: Store,
    parts: Sequence[Part],
    items: Mapping[str, str],
    pairs: Set[Pair],
    parent: Manifest | None = None,
    code_version: str = "",
) -> pa.Table:
    """The table's rows for the pairs of documents, which are given with the item of each.

    What the parent snapshot has of a pair stands, be it nothing, where neither text has changed
    since the same rules aligned them: of such pairs no text is read. The result is that of a
    rebuild.
    """
    wanted = sorted(pairs)
    documents = {document for pair in wanted for document in pair}
    place = _places(store, parts, {items[document]: document for document in documents})
    kept, done = _taken_over(store, parent, code_version, wanted, place)
    schema = arrow_schema(ALIGNED_SENTENCES)
    made = [
        pa.RecordBatch.from_pylist(rows, schema)
        for rows in _made(store, [pair for pair in wanted if pair not in done], items, place)
    ]
    table = pa.concat_tables([kept.cast(schema), pa.Table.from_batches(made, schema)])
    return table.sort_by([(name, "ascending") for name in ALIGNED_SENTENCES.key])


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _places(store: Store, parts: Sequence[Part], documents: Mapping[str, str]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    wanted = pa.array(sorted(documents), pa.string())
    for part in parts if documents else ():
        table = store.read_part(part, ["item_id", *_UNCHANGED])
        for row in table.filter(pc.is_in(table["item_id"], wanted)).to_pylist():
            unchanged = (row[name] for name in _UNCHANGED)
            found[documents[row["item_id"]]] = Place(part, *unchanged)
    return found


def _taken_over(
    store: Store,
    parent: Manifest | None,
    code_version: str,
    wanted: Sequence[Pair],
    place: Mapping[str, Place],
) -> tuple[pa.Table, set[Pair]]:
    """Pairs that the parent aligned and whose two texts are the same, and the rows of these."""
    none: pa.Table = arrow_schema(ALIGNED_SENTENCES).empty_table()
    if (
        parent is None
        or parent.code_version != code_version
        or parent.contract_version != CONTRACT_VERSION
        or store.missing(parent)
    ):
        return none, set()
    before = store.read_table(parent, "documents", ["document_id", *_UNCHANGED])
    before = before.filter(pc.is_in(before["document_id"], pa.array(list(place), pa.string())))
    same = {
        row["document_id"]
        for row in before.to_pylist()
        if place[row["document_id"]][1:] == tuple(row[name] for name in _UNCHANGED)
    }
    aligned = pairs_of({name: store.read_table(parent, name, of) for name, of in PAIRED.items()})
    done = {pair for pair in wanted if pair in aligned and same.issuperset(pair)}
    old = store.read_table(parent, ALIGNED_SENTENCES.name)
    keep = [
        pair in done
        for pair in zip(old["one_id"].to_pylist(), old["two_id"].to_pylist(), strict=True)
    ]
    return old.filter(pa.array(keep, pa.bool_())), done


def _made(
    store: Store,
    pairs: Sequence[Pair],
    items: Mapping[str, str],
    place: Mapping[str, Place],
) -> Iterator[list[dict[str, Any]]]:
    """The rows of these pairs, some pairs at a time."""
    left = iter(pairs)
    while some := list(islice(left, BATCH_PAIRS)):
        texts = _texts(store, {document for pair in some for document in pair}, items, place)
        rows: list[dict[str, Any]] = []
        stem = KnownStems().__getitem__  # words come again: two thirds of reading are their stems
        for one, group in groupby(some, itemgetter(0)):
            said = read(texts[one], stem)  # once for all it is compared with
            for _, two in group:
                outlets = place[one].outlet_id, place[two].outlet_id
                found = align_read(said, read(texts[two], stem), outlets=outlets)
                rows += _rows(one, two, found, texts)
        yield rows


def _texts(
    store: Store,
    documents: set[str],
    items: Mapping[str, str],
    place: Mapping[str, Place],
) -> dict[str, list[Sentence]]:
    of_part: dict[str, list[str]] = {}
    parts = {}
    for document in sorted(documents):
        part = place[document].part
        parts[part.path] = part
        of_part.setdefault(part.path, []).append(document)
    texts: dict[str, list[Sentence]] = {}
    for path, lying in of_part.items():
        named = {items[document]: document for document in lying}
        table = store.read_part(parts[path], ["item_id", "body"])
        table = table.filter(pc.is_in(table["item_id"], pa.array(sorted(named), pa.string())))
        for row in table.to_pylist():
            texts[named[row["item_id"]]] = sentences_of((row["body"] or "").split("\n\n"))
    return texts


def _rows(
    one: str, two: str, aligned: Iterable[Aligned], texts: Mapping[str, list[Sentence]]
) -> Iterator[dict[str, Any]]:
    for pair in aligned:
        left, right = texts[one][pair.one], texts[two][pair.two]
        yield {
            "one_id": one,
            "two_id": two,
            "one_para": left.paragraph,
            "one_sentence": left.number,
            "two_para": right.paragraph,
            "two_sentence": right.number,
            "similarity": pair.similarity,
            "kind": pair.kind,
            "one_text": left.text,
            "two_text": right.text,
            "diff": word_diff(left.text, right.text),
        }
