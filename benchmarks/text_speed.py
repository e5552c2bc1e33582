"""How many text dumps a second one core parses and cleans, with the verbs' own writing.

    python -m benchmarks.text_speed [--corpus NAME] [--documents N]

Reads a corpus of texts of ../shared/corpora (or DATELINE_SHARED) into memory first; then each step
is timed in CPU seconds: parse, clean and both, as pure functions and as the verbs that a run maps
over its parts. The baseline is decoding the same bytes and splitting them into words, timed in the
same run: between machines, and on a busy one, compare the multiples of it and not the seconds.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pyarrow as pa

from benchmarks.corpora import READERS
from tasks.article.cleaning import clean_article
from tasks.article.identity import item_id
from tasks.article.reading import Reading, read_capture
from tasks.clean import clean
from tasks.jobs import PartJob
from tasks.outlets.registry import Registry
from tasks.parse import parse
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader
from warehouse.layers import CAPTURED, table_of
from warehouse.store import Store


def texts(corpus: str, limit: int) -> list[bytes]:
    """The corpus's documents, at most so many."""
    return [dump.data for dump in islice(READERS[corpus](), limit)]


def seconds_of(step: Callable[[], object]) -> float:
    """The CPU seconds of one pass."""
    began = time.process_time()
    step()
    return time.process_time() - began


def baseline(data: list[bytes]) -> None:
    """Decoding and splitting into words: what the plainest Python does with each character."""
    for content in data:
        content.decode("utf-8", "replace").split()


def read(data: list[bytes], registry: Registry) -> list[Reading]:
    """The readings of the documents that hold an article."""
    readings = []
    for content in data:
        with suppress(UnreadableText):
            readings.append(read_capture(content, Beside(), registry))
    return readings


def pure(data: list[bytes]) -> dict[str, float]:
    """CPU seconds of the benches alone: each for all documents, then both for one by one."""
    registry, languages = load_registry(), LanguageReader()
    readings = read(data, registry)

    def clean_all() -> None:
        for reading in readings:
            clean_article(reading, registry, languages)

    def both() -> None:
        for content in data:
            for reading in read([content], registry):
                clean_article(reading, registry, languages)

    return {
        "parse": seconds_of(partial(read, data, registry)),
        "clean": seconds_of(clean_all),
        "parse + clean": seconds_of(both),
    }


def verbs(data: list[bytes]) -> dict[str, float]:
    """CPU seconds of the two verbs on one part, as a run does them."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(Path(scratch))
        store.create()
        ids = [sha256(content).hexdigest() for content in data]
        columns: dict[str, object] = {
            "item_id": [item_id(f"{name}{row}") for row, name in enumerate(ids)],
            "capture_id": ids,
            "content": pa.array(data, pa.large_binary()),
        }
        captured = store.write_part("captured", "c", table_of(columns, CAPTURED))
        began = time.process_time()
        parsed = parse(PartJob(scratch, captured, "r")).part
        parsing = time.process_time() - began
        clean(PartJob(scratch, parsed, "r", captured=captured))
        both = time.process_time() - began
    return {"parse": parsing, "clean": both - parsing, "parse + clean": both}


def fewest(passes: Iterable[dict[str, float]]) -> dict[str, float]:
    """The fewest seconds of each step: noise only ever adds."""
    found: dict[str, float] = {}
    for seconds in passes:
        found = {name: min(took, found.get(name, took)) for name, took in seconds.items()}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", choices=READERS, default="textdumps-2013-15")
    parser.add_argument("--documents", type=int, default=2417)
    parser.add_argument("--passes", type=int, default=3, help="of each step, in turns")
    given = parser.parse_args()
    data = texts(given.corpus, given.documents)
    size = sum(map(len, data)) / 1e6
    print(f"{len(data)} documents, {size:.1f} MB, {1000 * size / len(data):.1f} KB each\n")
    took = fewest(
        {"decode and split": seconds_of(partial(baseline, data))}
        | {f"{name}, pure": seconds for name, seconds in pure(data).items()}
        | {f"{name}, verbs": seconds for name, seconds in verbs(data).items()}
        for _ in range(given.passes)
    )
    base = took["decode and split"]
    print(f"{'step':<24}{'CPU s':>8}{'documents/s':>13}{'MB/s':>8}{'x baseline':>12}")
    for name, seconds in took.items():
        print(
            f"{name:<24}{seconds:>8.2f}{len(data) / seconds:>13,.0f}{size / seconds:>8.1f}"
            f"{seconds / base:>12.1f}"
        )


if __name__ == "__main__":
    main()
