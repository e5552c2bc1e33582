"""Other tools that find copies, run as their users would: what the benchmarks compare with.

rensa and datasketch: MinHash of 128 permutations over word 5-grams, LSH at a Jaccard of 0.5 and of
0.3, where each has its best F1 on made prints, candidates verified by the exact Jaccard.
datatrove: its MinHash pipeline with its own numbers, its clusters taken as pairs. Set them up with
`pip install rensa datasketch datatrove tokenizers spacy 'xxhash<4'`.
"""

import struct
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Final

Pairs = Iterable[tuple[int, int]]
Tool = Callable[[list[str]], tuple[float, Pairs]]
SIMILAR: Final = 0.35  # the exact Jaccard from which a pair counts, as in tasks/matching/pairs.py


def grams(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def _verified(candidates: Pairs, sets: list[set[str]]) -> list[tuple[int, int]]:
    found = []
    for one, two in candidates:
        shared = len(sets[one] & sets[two])
        if shared >= SIMILAR * (len(sets[one]) + len(sets[two]) - shared):
            found.append((one, two))
    return found


def rensa(texts: list[str]) -> tuple[float, Pairs]:
    from rensa import RMinHash, RMinHashLSH

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


def datasketch(texts: list[str]) -> tuple[float, Pairs]:
    from datasketch import MinHash, MinHashLSH

    began = time.process_time()
    sets = [grams(text) for text in texts]
    lsh = MinHashLSH(threshold=0.3, num_perm=128)
    prints = MinHash.bulk([[word.encode() for word in one] for one in sets], num_perm=128, seed=42)
    near = set()
    for number, print_ in enumerate(prints):
        near |= {(other, number) for other in lsh.query(print_)}
        lsh.insert(number, print_)
    found = _verified(near, sets)
    return time.process_time() - began, found


def datatrove(texts: list[str]) -> tuple[float, Pairs]:
    from datatrove.data import Document
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig

    docs = [Document(text=text, id=str(at)) for at, text in enumerate(texts)]
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
    groups: dict[int, list[int]] = defaultdict(list)
    for file in folder.rglob("*.clusters"):
        data = file.read_bytes()
        for document, cluster in struct.iter_unpack("<II", data[: len(data) // 8 * 8]):
            if document < count:
                groups[cluster].append(document)
    return [sorted(group) for group in groups.values()]


PEERS: Final[dict[str, Tool]] = {"rensa": rensa, "datasketch": datasketch, "datatrove": datatrove}
