"""What matching costs as the warehouse grows, beside other tools over the same texts.

    python -m benchmarks.copies_scale [--sizes 10000 100000] [--peers 10000] [--seed S]

Short texts (60 words) are cut from the shared corpora and each is printed ten times with known
edits. Every tool runs in a process of its own: CPU seconds from the texts to the pairs, without
reading them, and the most memory the process had. Pairs are held against the ten prints of a text.

The peers are run as their users would: rensa and datasketch (MinHash of 128 permutations over word
5-grams, LSH at a Jaccard of 0.5, candidates verified by the exact Jaccard), datatrove's MinHash
pipeline with its own numbers, its clusters taken as pairs. Set one up with
`pip install rensa datasketch datatrove tokenizers spacy 'xxhash<4'`.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.corpora import READERS
from tasks.matching.comparison import compare
from tasks.matching.printings import Printings
from tasks.matching.shingles import Column, starts_of
from tasks.matching.signature import Signatures, signatures_of
from tasks.matching.words import WordHashes
from tasks.text.words import hash_of_letters, letters_of

SOURCES: Final = ("textdumps-2013-15", "newsarticles-2016-17", "reuters-21578", "kcna-2011-12",
                  "peoplesdaily-2018", "helsinki-2018")  # fmt: skip
WORDS: Final = 60
PRINTS: Final = 10
NOTE: Final = "share this story with your friends and sign up for our daily letter today"
Pairs = Iterable[tuple[int, int]]


def pieces() -> Iterator[list[str]]:
    """Runs of 60 words of the corpora's texts, no word of a text in two of them."""
    for name in SOURCES:
        for dump in READERS[name]():
            words = re.findall(r"\w+", dump.data.decode("utf-8", "replace"))
            for at in range(0, len(words) - WORDS + 1, WORDS):
                yield words[at : at + WORDS]


def prints_of(words: list[str], chance: random.Random) -> Iterator[str]:
    """Ten prints: as it is, with other words, cut, with a note before or behind, with a gap."""
    for number in range(PRINTS):
        text = list(words)
        if number % 5 == 1:
            for place in chance.sample(range(WORDS), 2):
                text[place] = chance.choice(words)
        elif number % 5 == 2:
            text = text[: WORDS * 3 // 4]
        elif number % 5 == 3:
            text = [*NOTE.split(), *text] if number > 5 else [*text, *NOTE.split()]
        elif number % 5 == 4:
            at = chance.randrange(10, 40)
            del text[at : at + 8]
        yield " ".join(text)


def write_texts(path: Path, size: int, seed: int) -> int:
    """A line a text, in an order that has nothing to do with the family; the number of families.

    Line i is of family `json[1]`.
    """
    wanted = size // PRINTS
    chosen = list(pieces())
    random.Random(seed).shuffle(chosen)
    chosen = chosen[:wanted]
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
    """The signatures as `clean` makes them, part by part, then the comparison that `match` does."""
    spent = 0.0
    pieces: list[Signatures] = []
    bodies: list[int] = []
    texts = texts_of(path)
    while part := list(islice(texts, 20_000)):
        began = time.process_time()
        pieces.append(signatures_of([(None, [text]) for text in part], WordHashes()))
        bodies += [int(hash_of_letters(letters_of(text))[:15], 16) for text in part]
        spent += time.process_time() - began
    began = time.process_time()
    count = len(bodies)
    fields = ("shingles", "paragraph_words", "paragraph_marks", "figures", "names")
    joined = {name: _joined([getattr(piece, name) for piece in pieces]) for name in fields}
    pieces.clear()
    chance = np.random.default_rng(1)
    stated = np.sort(chance.integers(0, 1 << 40, count))
    found = compare(
        Printings(
            np.array([f"d{number:020x}" for number in range(count)], object),
            chance.integers(0, 50, count),
            np.full(count, -1),
            np.zeros(count, bool),
            stated,
            stated >> 30,
            np.full(count, WORDS),
            np.array(bodies, np.int64),
            np.empty(0, np.uint64),
        ),
        joined,
    )
    spent += time.process_time() - began
    pairs = np.stack([found.shared.earlier, found.shared.later], axis=1)
    return spent, ((int(one), int(two)) for one, two in pairs)


def _joined(columns: list[Column]) -> Column:
    lengths = np.concatenate([np.diff(column.starts) for column in columns])
    return Column(starts_of(lengths), np.concatenate([column.values for column in columns]))


def grams(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def _verified(candidates: Pairs, sets: list[set[str]]) -> list[tuple[int, int]]:
    found = []
    for one, two in candidates:
        shared = len(sets[one] & sets[two])
        if shared >= 0.35 * (len(sets[one]) + len(sets[two]) - shared):
            found.append((one, two))
    return found


def rensa(path: Path) -> tuple[float, Pairs]:
    from rensa import RMinHash, RMinHashLSH

    texts = list(texts_of(path))
    began = time.process_time()
    sets = [grams(text) for text in texts]
    lsh = RMinHashLSH(0.5, 128, 32)
    prints = RMinHash.from_token_sets([list(one) for one in sets], num_perm=128, seed=42)
    lsh.insert_pairs(list(enumerate(prints)))
    near = {
        (min(number, other), max(number, other))
        for number, others in enumerate(lsh.query_all(prints))
        for other in others
        if other != number
    }
    found = _verified(near, sets)
    return time.process_time() - began, found


def datasketch(path: Path) -> tuple[float, Pairs]:
    from datasketch import MinHash, MinHashLSH

    texts = list(texts_of(path))
    began = time.process_time()
    sets = [grams(text) for text in texts]
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    near = set()
    for number, one in enumerate(sets):
        print_ = MinHash(num_perm=128, seed=42)
        print_.update_batch([word.encode() for word in one])
        near |= {(other, number) for other in lsh.query(print_)}
        lsh.insert(number, print_)
    found = _verified(near, sets)
    return time.process_time() - began, found


def datatrove(path: Path) -> tuple[float, Pairs]:
    from datatrove.data import Document
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig

    docs = [Document(text=text, id=str(at)) for at, text in enumerate(texts_of(path))]
    config = MinhashConfig()
    with tempfile.TemporaryDirectory() as scratch:
        began = time.process_time()
        MinhashDedupSignature(f"{scratch}/s", config).run(iter(docs), 0, 1)
        for bucket in range(config.num_buckets):
            MinhashDedupBuckets(f"{scratch}/s", f"{scratch}/b", config=config).run(
                None, bucket, config.num_buckets
            )
        MinhashDedupCluster(
            f"{scratch}/b", f"{scratch}/c", config=config, save_cluster_id=True
        ).run(None, 0, 1)
        spent = time.process_time() - began
        clusters = _clusters_of(Path(scratch) / "c", len(docs))
    return spent, (two for group in clusters for two in combinations(group, 2))


def _clusters_of(folder: Path, count: int) -> list[list[int]]:
    """The groups of documents in the .clusters file: pairs of document and cluster number."""
    import struct

    groups: dict[int, list[int]] = defaultdict(list)
    for file in folder.rglob("*.clusters"):
        data = file.read_bytes()
        for document, cluster in struct.iter_unpack("<II", data[: len(data) // 8 * 8]):
            if document < count:
                groups[cluster].append(document)
    return [sorted(group) for group in groups.values()]


TOOLS: Final[dict[str, Callable[[Path], tuple[float, Pairs]]]] = {
    "dateline": dateline,
    "rensa": rensa,
    "datasketch": datasketch,
    "datatrove": datatrove,
}


def run_tool(tool: str, path: Path) -> None:
    """Prints what the tool took and found, as JSON: in a process of its own."""
    spent, pairs = TOOLS[tool](path)
    # the kernel's figure since this program began: getrusage counts the parent's memory, too
    status = Path("/proc/self/status").read_text(encoding="ascii")
    most = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    with path.open(encoding="utf-8") as lines:
        family = [json.loads(line)[1] for line in lines]
    right = wrong = 0
    for one, two in pairs:
        same = family[one] == family[two]
        right += same
        wrong += not same
    total = len(set(family)) * PRINTS * (PRINTS - 1) // 2
    print(json.dumps({"cpu": spent, "mib": most, "right": right, "wrong": wrong, "all": total}))


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
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.tool:
        run_tool(given.tool, given.texts)
        return
    heads = f"{'tool':<12}{'texts':>10}{'CPU s':>9}{'texts/CPU s':>13}{'peak MiB':>10}"
    print(f"{heads}{'P':>8}{'R':>8}{'F1':>8}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "texts.jsonl"
            count = write_texts(path, size, given.seed) * PRINTS
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
                    f"{told['mib']:>10,.0f}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
