"""The corpora's texts as a run cleans them: what the matching benchmarks begin with."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from benchmarks.corpora import READERS, Dump
from tasks.article.identity import item_id
from tasks.clean import clean
from tasks.copies import Copies, copies_of
from tasks.documents import read_documents
from tasks.jobs import PartJob
from tasks.matching.comparison import compare
from tasks.parse import parse
from tasks.rulebook import load_registry
from tasks.scratch import room_in
from warehouse.layers import BESIDE, CAPTURED, table_of
from warehouse.parts import Part
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A store with one cleaned part, and the corpus's own id of each item in it.

    `refused` are the ids of texts that are no documents by themselves.
    """

    store: Store
    part: Part
    names: dict[str, str]
    refused: tuple[str, ...]


@contextmanager
def cleaned(corpus: str) -> Iterator[Cleaned]:
    """The corpus parsed and cleaned by the verbs, each text with what its corpus says beside it."""
    with cleaned_dumps(list(READERS[corpus]())) as texts:
        yield texts


@contextmanager
def cleaned_dumps(dumps: Sequence[Dump]) -> Iterator[Cleaned]:
    """The texts parsed and cleaned by the verbs, in one part."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(Path(scratch))
        store.create()
        rows: dict[str, list[object]] = {name: [] for name in CAPTURED.names}
        names: dict[str, str] = {}
        for dump in dumps:
            capture = sha256(dump.data).hexdigest()
            beside = replace(dump.always, **{"outlet": dump.outlet, **dump.hints})
            beside = replace(beside, published_at=dump.day)
            # equal texts of one outlet are documents of their own here: the labels have them so
            item = item_id(capture, dump.name)
            names[item] = dump.name
            rows["item_id"].append(item)
            rows["capture_id"].append(capture)
            rows["content"].append(dump.data)
            for key in BESIDE:
                rows[key].append(getattr(beside, key, None))
        columns: dict[str, object] = dict(rows)
        columns["content"] = pa.array(rows["content"], pa.large_binary())
        captured = store.write_part("captured", "c", table_of(columns, CAPTURED))
        parsed = parse(PartJob(scratch, captured, "r")).part
        part = clean(PartJob(scratch, parsed, "r", captured=captured)).part
        said = store.read_part(part, ["item_id", "reason_code"]).to_pylist()
        refused = {row["item_id"] for row in said if row["reason_code"]}
        refused |= set(names) - {row["item_id"] for row in said}
        yield Cleaned(
            store,
            part,
            {item: name for item, name in names.items() if item not in refused},
            tuple(names[item] for item in sorted(refused)),
        )


def copies_in(texts: Cleaned) -> Copies:
    """Copies among all the texts, each a document of its own: versions are another question."""
    documents = {item: item for item in texts.names}
    read = read_documents(texts.store, [texts.part], documents, load_registry())
    found = compare(read.printings, read.columns, None, room_in(texts.store.staging))
    return copies_of(texts.store, [texts.part], read, found)
