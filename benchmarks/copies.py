"""How many copies are found, and how many of those found are none.

    python -m benchmarks.copies [--corpus NAME ...] [--show N] [--peers]

Texts of the shared corpora (../shared or DATELINE_SHARED) go through parse and clean as a run does
it, then every pair of `copies` is held against the corpus's pairs.jsonl: positive from a Jaccard of
0.5 or a containment of 0.8 of five-word runs of the raw text on, negative below a containment of
0.3, what lies between is left out. Recurring reports are pairs of `copies`, too, and are counted
once with and once without.
"""

import argparse
import json
import time
from collections import Counter
from typing import Final, NamedTuple

from benchmarks.cleaned import Cleaned, cleaned, copies_in
from benchmarks.copy_peers import PEERS, Tool
from benchmarks.corpora import CORPORA, READERS, rows
from tasks.copies import Copies

LABELLED: Final = (
    "helsinki-2018", "reuters-21578", "newsarticles-2016-17", "rss-2016", "textdumps-2013-15",
    "peoplesdaily-2018",
)  # fmt: skip
UNLABELLED: Final = ("basil-triplets", "kcna-2011-12")

Pair = tuple[str, str]


class Labels(NamedTuple):
    """Pairs that are copies, and pairs that nobody can say of."""

    positive: frozenset[Pair]
    open: frozenset[Pair]


class Score(NamedTuple):
    """Pairs found rightly, found wrongly and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Right of those found."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right of those there are."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def labels(corpus: str) -> Labels:
    """The corpus's labels; none at all for one without pairs.jsonl."""
    path = CORPORA / corpus / "pairs.jsonl"
    positive, unsure = set(), set()
    for row in rows(path) if path.exists() else ():
        key = pair(row["a"], row["b"])
        if row["jaccard"] >= 0.5 or row["containment"] >= 0.8:
            positive.add(key)
        elif row["containment"] >= 0.3:
            unsure.add(key)
    return Labels(frozenset(positive), frozenset(unsure))


def score(found: frozenset[Pair], gold: Labels) -> Score:
    return Score(
        len(found & gold.positive),
        len(found - gold.positive - gold.open),
        len(gold.positive - found),
    )


def found_pairs(copies: Copies, texts: Cleaned) -> dict[Pair, str]:
    """The relation of each pair, by the corpus's ids."""
    return {
        pair(texts.names[row["later_id"]], texts.names[row["earlier_id"]]): row["relation"]
        for row in copies.tables["copies"]
        .select(["later_id", "earlier_id", "relation"])
        .to_pylist()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", action="append", choices=[*LABELLED, *UNLABELLED])
    parser.add_argument("--show", type=int, default=0, help="print so many wrong and missed pairs")
    parser.add_argument("--peers", action="store_true", help="run other tools on the raw texts")
    given = parser.parse_args()
    print(f"{'corpus':<22}{'texts':>7}{'gold':>6}{'pairs':>7}{'P':>7}{'R':>7}{'F1':>7}"
          f"{'F1 w/o recurring':>18}{'clusters':>10}{'largest':>9}{'match CPU s':>13}")  # fmt: skip
    for corpus in given.corpus or [*LABELLED, *UNLABELLED]:
        with cleaned(corpus) as texts:
            began = time.process_time()
            copies = copies_in(texts)
            took = time.process_time() - began
            report(corpus, texts, copies, took, given.show)
        for name, tool in PEERS.items() if given.peers else ():
            report_peer(corpus, name, tool)


def report_peer(corpus: str, name: str, tool: Tool) -> None:
    """The tool's line over the texts as they came."""
    dumps = list(READERS[corpus]())
    spent, pairs = tool([dump.data.decode("utf-8", "replace") for dump in dumps])
    found = frozenset(pair(dumps[one].name, dumps[two].name) for one, two in pairs)
    told = score(found, labels(corpus))
    print(
        f"    {name:<18}{len(dumps):>7,}{'':>6}{len(found):>7,}"
        f"{told.precision:>7.3f}{told.recall:>7.3f}{told.f1:>7.3f}{spent:>50.2f}",
        flush=True,
    )


def report(corpus: str, texts: Cleaned, copies: Copies, took: float, show: int) -> None:
    gold = labels(corpus)
    found = found_pairs(copies, texts)
    whole = score(frozenset(found), gold)
    few = score(frozenset(key for key, name in found.items() if name != "recurring"), gold)
    members = copies.tables["clusters"]["members"].to_pylist()
    print(
        f"{corpus:<22}{len(texts.names):>7,}{len(gold.positive):>6}{len(found):>7,}"
        f"{whole.precision:>7.3f}{whole.recall:>7.3f}{whole.f1:>7.3f}{few.f1:>18.3f}"
        f"{len(members):>10}{max(members, default=0):>9}{took:>13.2f}",
        flush=True,
    )
    print("   ", json.dumps(Counter(found.values()).most_common()), flush=True)
    wrong = sorted(found.keys() - gold.positive - gold.open)[:show]
    missed = sorted(gold.positive - found.keys())[:show]
    for what, keys in (("wrong", wrong), ("missed", missed)):
        for key in keys:
            aside = [name for name in key if name in texts.refused]
            print(f"    {what} {key} {found.get(key, '')} {'refused: ' if aside else ''}{aside}")


if __name__ == "__main__":
    main()
