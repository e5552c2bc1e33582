"""How many text dumps a second one core parses and cleans, with the verbs' own writing.

    python -m benchmarks.text_speed [--documents N]

Reads ../shared/corpora/textdumps-2013-15 (or DATELINE_SHARED) into memory first; then each pass
is timed in CPU seconds: the pure functions, and the two verbs from captured part to cleaned part
as a run does them. The baseline beside it is decoding and splitting the same text into words.
"""

import argparse
import os
import tarfile
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from tasks.article.cleaning import clean_article
from tasks.article.identity import item_id
from tasks.article.reading import read_capture
from tasks.clean import clean
from tasks.jobs import PartJob
from tasks.parse import parse
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader
from warehouse.layers import CAPTURED, table_of
from warehouse.store import Store

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
CORPUS = SHARED / "corpora" / "textdumps-2013-15" / "texts.tar.gz"


def texts(limit: int) -> list[bytes]:
    """The corpus's files in the order of their names."""
    with tarfile.open(CORPUS) as archive:
        members = sorted((m for m in archive if m.isfile()), key=lambda member: member.name)
        files = [archive.extractfile(member) for member in members[:limit]]
        return [file.read() for file in files if file]


def seconds_of(step: Callable[[], object], times: int = 3) -> float:
    """The fewest CPU seconds of some passes: noise only ever adds."""
    found = []
    for _ in range(times):
        began = time.process_time()
        step()
        found.append(time.process_time() - began)
    return min(found)


def pure(data: list[bytes]) -> None:
    """The two benches alone, nothing written."""
    registry, languages = load_registry(), LanguageReader()
    for content in data:
        try:
            clean_article(read_capture(content, Beside(), registry), registry, languages)
        except UnreadableText:
            continue


def verbs(data: list[bytes]) -> None:
    """The two verbs on one part, as a run does them."""
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
        parsed = parse(PartJob(scratch, captured, "r")).part
        clean(PartJob(scratch, parsed, "r", captured=captured))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2417)
    given = parser.parse_args()
    data = texts(given.documents)
    size = sum(map(len, data)) / 1e6
    print(f"{len(data)} documents, {size:.1f} MB, {1000 * size / len(data):.1f} KB each\n")
    base = seconds_of(lambda: [content.decode("utf-8", "replace").split() for content in data])
    print(f"{'pass':<34}{'CPU s':>8}{'documents/s':>13}{'MB/s':>8}{'x baseline':>12}")
    for name, step in (
        ("decode and split (baseline)", None),
        ("parse + clean, pure functions", pure),
        ("parse + clean, verbs with parts", verbs),
    ):
        took = base if step is None else seconds_of(lambda run=step: run(data))
        print(
            f"{name:<34}{took:>8.2f}{len(data) / took:>13,.0f}{size / took:>8.1f}"
            f"{took / base:>12.1f}"
        )


if __name__ == "__main__":
    main()
