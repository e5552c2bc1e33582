"""What matching costs as the warehouse grows, beside other tools over the same texts.

    python -m benchmarks.copies_scale [--sizes 10000 100000] [--words 50] [--peers 10000] [--seed S]

Short texts (50 words, or as many as said) are cut from the shared corpora; those that share text
with another one are left out, and each is printed ten times with known edits. Every tool runs in a
process of its own: CPU seconds from the texts to the pairs, without reading them, and the most
memory the process had: with the pages of files that it has mapped, which the kernel takes back when
it needs them, and without ("own"). Pairs are held against the ten prints of a text.

benchmarks/copy_peers.py says how the others are run.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.copy_peers import PEERS, Pairs, Tool
from benchmarks.corpora import READERS
from tasks.documents import read_documents
from tasks.matching.comparison import compare
from tasks.matching.signature import signatures_of
from tasks.rulebook import load_registry
from tasks.scratch import room_in
from tasks.text.words import hash_of_letters, letters_of
from warehouse.parts import Part
from warehouse.store import Store

SOURCES: Final = ("textdumps-2013-15", "newsarticles-2016-17", "reuters-21578", "kcna-2011-12",
                  "peoplesdaily-2018", "helsinki-2018")  # fmt: skip
WORDS: Final = 50
GRAM: Final = 5
FEW: Final = 10  # runs of words that two pieces may have in common: phrases, and no copy
PRINTS: Final = 10
START: Final = datetime(2016, 1, 1, tzinfo=UTC)
NOTE: Final = "share this story with your friends and sign up for our daily letter today"


def pieces(length: int) -> Iterator[list[str]]:
    """Runs of so many words of the corpora's texts, no word of a text in two of them."""
    for name in SOURCES:
        for dump in READERS[name]():
            words = re.findall(r"\w+", dump.data.decode("utf-8", "replace"))
            for at in range(0, len(words) - length + 1, length):
                yield words[at : at + length]


def without_copies(texts: Iterable[list[str]]) -> Iterator[list[str]]:
    """The texts that share no more than a phrase with those before.

    The corpora's own copies would count as pairs wrongly found.
    """
    seen: set[int] = set()
    for words in texts:
        runs = {hash(tuple(words[at : at + GRAM])) for at in range(len(words) - GRAM + 1)}
        if len(runs & seen) < FEW:
            yield words
        seen |= runs


def prints_of(words: list[str], chance: random.Random) -> Iterator[str]:
    """Ten prints: as it is, with other words, cut, with a note before or behind, with a gap."""
    for number in range(PRINTS):
        text = list(words)
        if number % 5 == 1:
            for place in chance.sample(range(len(words)), 2):
                text[place] = chance.choice(words)
        elif number % 5 == 2:
            text = text[: len(words) * 3 // 4]
        elif number % 5 == 3:
            text = [*NOTE.split(), *text] if number > 5 else [*text, *NOTE.split()]
        elif number % 5 == 4:
            at = chance.randrange(10, 40)
            del text[at : at + 8]
        yield " ".join(text)


def write_texts(path: Path, size: int, seed: int, length: int = WORDS) -> int:
    """A line a text, in an order that has nothing to do with the family; the number of families.

    Line i is of family `json[1]`.
    """
    wanted = size // PRINTS
    found = list(pieces(length))
    random.Random(seed).shuffle(found)
    chosen = list(islice(without_copies(found), wanted))
    rows = [
        (text, family)
        for family, words in enumerate(chosen)
        for text in prints_of(words, random.Random(f"{seed} {family}"))
    ]
    random.Random(seed).shuffle(rows)
    with path.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row) + "\n")
    return len(chosen)


def texts_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)[0]


def dateline(path: Path) -> tuple[float, Pairs]:
    """The signatures as `clean` makes and stores them, part by part, then what `match` does."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.create()
        spent, count, parts = _stored(path, store)
        # once a process, as the import of a library is
        registry = load_registry()
        began = time.process_time()
        names = {_name(number): _name(number) for number in range(count)}
        read = read_documents(store, parts, names, registry)
        found = compare(read.printings, read.columns, room=room_in(store.staging))
        spent += time.process_time() - began
        pairs = np.stack([found.shared.earlier, found.shared.later], axis=1)
        return spent, ((int(one), int(two)) for one, two in pairs)


def _name(number: int) -> str:
    return f"d{number:020x}"


def _stored(path: Path, store: Store) -> tuple[float, int, list[Part]]:
    """The CPU seconds of signing, how many texts, and their parts, as far as matching reads them.

    The texts come out one after the other, in fifty outlets that have nothing to do with them.
    """
    texts = texts_of(path)
    chance = np.random.default_rng(1)
    parts: list[Part] = []
    spent, count = 0.0, 0
    while some := list(islice(texts, 20_000)):
        began = time.process_time()
        signed = signatures_of([(None, [text]) for text in some])
        bodies = [hash_of_letters(letters_of(text)) for text in some]
        spent += time.process_time() - began
        minutes = [START + timedelta(minutes=count + number) for number in range(len(some))]
        nothing = [None] * len(some)
        rows = {
            "item_id": [_name(count + number) for number in range(len(some))],
            "outlet_id": [f"outlet{number:02}" for number in chance.integers(0, 50, len(some))],
            "agency_id": nothing,
            "credits": nothing,
            "published_at": minutes,
            "updated_at": nothing,
            **{name: [at.date() for at in minutes] for name in ("published_date", "date_lo")},
            "date_hi": [at.date() for at in minutes],
            "date_kind": ["published"] * len(some),
            "title": nothing,
            "word_count": [len(text.split()) for text in some],
            "body_hash": bodies,
        }
        lists = {
            name: pa.ListArray.from_arrays(pa.array(column.starts, pa.int32()), column.values)
            for name, column in signed._asdict().items()
        }
        part = Part("cleaned", f"part-{len(parts):04}.parquet", len(some), "")
        pq.write_table(pa.table(rows | lists), store.root / part.path)
        parts.append(part)
        count += len(some)
    return spent, count, parts


def on_texts(tool: Tool, path: Path) -> tuple[float, Pairs]:
    return tool(list(texts_of(path)))


TOOLS: Final[dict[str, Callable[[Path], tuple[float, Pairs]]]] = {
    "dateline": dateline,
    **{name: partial(on_texts, tool) for name, tool in PEERS.items()},
}


def run_tool(tool: str, path: Path) -> None:
    """Prints what the tool took and found, as JSON: in a process of its own."""
    own = [0.0]
    watch = threading.Thread(target=_watch, args=(own,), daemon=True)
    watch.start()
    spent, pairs = TOOLS[tool](path)
    # the kernel's figure since this program began: getrusage counts the parent's memory, too
    most = _mib("VmHWM")
    with path.open(encoding="utf-8") as lines:
        family = [json.loads(line)[1] for line in lines]
    right = wrong = 0
    for one, two in pairs:
        same = family[one] == family[two]
        right += same
        wrong += not same
    total = len(set(family)) * PRINTS * (PRINTS - 1) // 2
    print(
        json.dumps(
            {"cpu": spent, "mib": most, "own": own[0], "right": right, "wrong": wrong, "all": total}
        )
    )


def _mib(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def _watch(own: list[float]) -> None:
    """The most memory that cannot be had back by dropping pages of files; the kernel keeps none."""
    while True:
        own[0] = max(own[0], _mib("RssAnon"))
        time.sleep(0.05)


def measured(tool: str, path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.copies_scale", "--tool", tool, "--texts", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {"failed": done.stderr.strip().rpartition("\n")[2]}
    result: dict[str, Any] = json.loads(done.stdout.strip().rpartition("\n")[2])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--peers", type=int, default=10_000, help="the largest size for peers")
    parser.add_argument("--words", type=int, default=WORDS, help="of a text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.tool:
        run_tool(given.tool, given.texts)
        return
    heads = (
        f"{'tool':<12}{'texts':>10}{'CPU s':>9}{'texts/CPU s':>13}{'peak MiB':>10}{'own MiB':>10}"
    )
    print(f"{heads}{'P':>8}{'R':>8}{'F1':>8}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "texts.jsonl"
            count = write_texts(path, size, given.seed, given.words) * PRINTS
            for tool in TOOLS:
                if tool != "dateline" and size > given.peers:
                    continue
                told = measured(tool, path)
                if "failed" in told:
                    print(f"{tool:<12}{count:>10,}  {told['failed']}", flush=True)
                    continue
                precision = told["right"] / max(1, told["right"] + told["wrong"])
                recall = told["right"] / told["all"]
                f1 = 2 * precision * recall / max(1e-9, precision + recall)
                print(
                    f"{tool:<12}{count:>10,}{told['cpu']:>9.1f}{count / told['cpu']:>13,.0f}"
                    f"{told['mib']:>10,.0f}{told['own']:>10,.0f}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
