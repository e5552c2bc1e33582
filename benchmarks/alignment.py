"""How many of the aligned sentences say the same, by kind, from a list that was read.

    python -m benchmarks.alignment [--sample]

benchmarks/aligned_pairs.csv names sentence pairs by corpus, document ids and places, with the kind
they had when read and a verdict. The documents are parsed, cleaned and aligned anew: a pair of
the list that is no longer found counts for nothing, and a verdict for the kind it is found as.
The `fitted` ones are those that limits were set on; the `fresh` ones were drawn and read after
that, of two documents that were not read together before. With --sample, further such pairs are
printed with their texts instead: of those a run aligns, and of articles of one event of
basil-triplets.
"""

import argparse
import csv
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, islice, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.cleaned import cleaned
from benchmarks.corpora import CORPORA, rows
from tasks.alignments import pairs_of
from tasks.matching.alignment import KINDS, align
from tasks.matching.sentences import Sentence, sentences_of
from tasks.rulebook import load_registry
from tasks.stories import find_copies_and_stories

LIST: Final = Path(__file__).with_name("aligned_pairs.csv")
SAMPLED: Final = (
    "helsinki-2018", "newsarticles-2016-17", "basil-triplets", "reuters-21578", "kcna-2011-12",
    "rss-2016", "textdumps-2013-15", "peoplesdaily-2018",
)  # fmt: skip
DRAWS: Final = ("fitted", "fresh")
TO_READ: Final[Mapping[str, int]] = {"edited": 135, "paraphrase": 100}


class Found(NamedTuple):
    """A pair of sentences by its documents' ids and its places."""

    corpus: str
    one: str
    two: str
    one_para: int
    one_sentence: int
    two_para: int
    two_sentence: int


Drawn = tuple[Found, str, float, str, str]  # with its kind, similarity and texts


class Printed(NamedTuple):
    """A document's outlet and its sentences."""

    outlet_id: str | None
    sentences: list[Sentence]


def texts_of(corpus: str) -> tuple[dict[str, Printed], list[tuple[str, str]]]:
    """Each document, and the pairs of documents to align."""
    with cleaned(corpus) as texts:
        table = texts.store.read_part(texts.part, ["item_id", "outlet_id", "body"]).to_pylist()
        bodies = {
            texts.names[row["item_id"]]: Printed(
                row["outlet_id"], sentences_of((row["body"] or "").split("\n\n"))
            )
            for row in table
            if row["item_id"] in texts.names
        }
        items = {item: item for item in texts.names}
        tables = find_copies_and_stories(texts.store, [texts.part], items, load_registry()).tables
        # the ids here are those of the items, which clusters name with a letter before them
        pairs = {
            (min(names), max(names))
            for names in ((texts.names[one], texts.names[two]) for one, two in pairs_of(tables))
        }
    if corpus == "basil-triplets":
        events: dict[str, list[str]] = {}
        for row in rows(CORPORA / corpus / "gold.jsonl.gz"):
            events.setdefault(row["story"], []).append(row["id"])
        told = (pair for ids in events.values() for pair in combinations(sorted(ids), 2))
        pairs |= {(one, two) for one, two in told if one in bodies and two in bodies}
    return bodies, sorted(pairs)


def found_in(
    corpus: str, bodies: Mapping[str, Printed], pairs: list[tuple[str, str]]
) -> Iterator[Drawn]:
    """Each aligned pair with its kind, similarity and texts."""
    for one, two in pairs:
        this, that = bodies[one], bodies[two]
        outlets = this.outlet_id, that.outlet_id
        for pair in align(this.sentences, that.sentences, outlets=outlets):
            left, right = this.sentences[pair.one], that.sentences[pair.two]
            key = Found(
                corpus, one, two, left.paragraph, left.number, right.paragraph, right.number
            )
            yield key, pair.kind, pair.similarity, left.text, right.text


def sample() -> None:
    """Pairs to read, drawn in turn from the corpora, none of two documents that were read before.

    A document is in one pair at most: a frame would be read again and again.
    """
    chance = random.Random(5)
    read = {(row["corpus"], *sorted((row["one"], row["two"]))) for row in read_list()}
    drawn: dict[str, list[list[Drawn]]] = {kind: [] for kind in TO_READ}
    for corpus in SAMPLED:
        found = list(found_in(corpus, *texts_of(corpus)))
        chance.shuffle(found)
        taken: set[str] = set()
        for kind in reversed(TO_READ):  # the rarer first
            of_corpus: list[Drawn] = []
            for pair in found:
                names = pair[0].one, pair[0].two
                is_new = (corpus, *sorted(names)) not in read and taken.isdisjoint(names)
                if pair[1] == kind and is_new:
                    of_corpus.append(pair)
                    taken.update(names)
            drawn[kind].append(of_corpus)
    for kind, most in TO_READ.items():
        in_turn = (pair for turn in zip_longest(*drawn[kind]) for pair in turn if pair)
        for key, _, alike, one, two in islice(in_turn, most):
            print(*key, kind, f"{alike:.2f}", sep=",")
            print(f"    {one}\n    {two}")


def read_list() -> list[dict[str, str]]:
    """The rows of the list that was read."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", action="store_true", help="print pairs to read, with texts")
    if parser.parse_args().sample:
        sample()
        return
    listed = read_list()
    read = {
        Found(
            row["corpus"], row["one"], row["two"], int(row["one_para"]), int(row["one_sentence"]),
            int(row["two_para"]), int(row["two_sentence"]),
        ): (row["draw"], row["verdict"])
        for row in listed
    }  # fmt: skip
    counts: Counter[tuple[str, str, str]] = Counter()
    aligned, took = 0, 0.0
    for corpus in sorted({key.corpus for key in read}):
        bodies, pairs = texts_of(corpus)
        wanted = {(key.one, key.two) for key in read if key.corpus == corpus}
        # as the list has them: which of two ids comes first there is no matter of theirs
        pairs = sorted({*wanted, *(pair for pair in pairs if pair[::-1] not in wanted)})
        began = time.process_time()
        for key, kind, *_ in found_in(corpus, bodies, pairs):
            if key in read:
                counts[kind, *read[key]] += 1
        took += time.process_time() - began
        aligned += len(pairs)
    print(f"{'draw':<8}{'kind':<12}{'read':>6}{'found':>7}{'same':>6}{'precision':>11}")
    for draw in DRAWS:
        for kind in KINDS:
            many = sum(row["kind"] == kind and row["draw"] == draw for row in listed)
            right, wrong = counts[kind, draw, "same"], counts[kind, draw, "other"]
            found = right + wrong
            print(f"{draw:<8}{kind:<12}{many:>6}{found:>7}{right:>6}{right / max(1, found):>11.3f}")
    print(f"{aligned:,} document pairs, {1000 * took / aligned:.1f} CPU s per 1,000")


if __name__ == "__main__":
    main()
