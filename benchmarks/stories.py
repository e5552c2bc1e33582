"""How many documents of one event are found together, and how many that are of two.

    python -m benchmarks.stories [--corpus NAME ...] [--read N --seed S]
    python -m benchmarks.stories --cost 10000 --cost 100000

basil-triplets has 64 events as three outlets told them, matched by hand: `pairs` is the share of
pairs of one event that are in one story, `purity` the share of a story's documents that are of its
commonest event, over all documents in stories. helsinki-2018 has three events that lie months
apart. In the other corpora nobody has said what is one event: `--read` prints stories, drawn by the
seed, to be judged by eye. `--cost` prints CPU seconds for so many documents, made of real ones by
exchanging a third of their words for others and their days for days of two years.

The last columns are of a second search, in which every fifth text without copies has lost its day:
how many are given the day of a neighbour in their story, and how many of those days are right, or
off by one.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Final

import numpy as np

from benchmarks.cleaned import Cleaned, cleaned
from benchmarks.corpora import CORPORA, rows
from tasks.documents import Documents, read_documents
from tasks.matching.comparison import Comparison, compare
from tasks.matching.printings import UNKNOWN, day_number, day_of
from tasks.matching.shingles import Column
from tasks.matching.stories import Days, Stories, find_stories
from tasks.rulebook import load_registry
from tasks.stories import stories_of

EVENTS: Final = {
    "basil-triplets": ("gold.jsonl.gz", "story"),
    "helsinki-2018": ("docs.jsonl", "event"),
}
OTHERS: Final = (
    "newsarticles-2016-17", "rss-2016", "reuters-21578", "peoplesdaily-2018", "textdumps-2013-15",
    "kcna-2011-12",
)  # fmt: skip
SHOWN: Final = 12  # documents of a story that are printed


def events(corpus: str) -> Mapping[str, str]:
    """The event of each text, where the corpus says it."""
    if corpus not in EVENTS:
        return {}
    name, field = EVENTS[corpus]
    return {row["id"]: row[field] for row in rows(CORPORA / corpus / name)}


def groups(stories: Stories) -> list[list[int]]:
    """The documents of each story."""
    found: dict[int, list[int]] = {}
    for document, first in enumerate(stories.first.tolist()):
        if first != UNKNOWN:
            found.setdefault(first, []).append(document)
    return list(found.values())


def judged(stories: Stories, names: Sequence[str], gold: Mapping[str, str]) -> str:
    """Pairs of one event found together, and purity."""
    told = [[gold[names[at]] for at in group] for group in groups(stories)]
    right = sum(Counter(group).most_common(1)[0][1] for group in told)
    together = sum(one == two for group in told for one, two in combinations(group, 2))
    sizes = Counter(gold[name] for name in names)
    pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    return f"{together / pairs:>8.1%}{right / max(1, sum(map(len, told))):>8.3f}"


def report(corpus: str, texts: Cleaned, read_aloud: int, seed: int) -> None:
    read = read_documents(
        texts.store, [texts.part], {item: item for item in texts.names}, load_registry()
    )
    found = compare(read.printings, read.columns)
    began = time.process_time()
    stories = stories_of(read, found)
    took = time.process_time() - began
    sizes = [len(group) for group in groups(stories)]
    gold = events(corpus)
    names = [texts.names[item] for item in read.items]
    line = judged(stories, names, gold) if gold else " " * 16
    copied = [
        (read.titles[one], read.titles[two])
        for one, two in zip(found.shared.earlier, found.shared.later, strict=True)
    ]
    print(
        f"{corpus:<22}{len(names):>7,}{len(sizes):>9,}{sum(sizes):>8,}{max(sizes, default=0):>9}"
        f"{line}{len(copied):>8,}{took:>8.2f}{guessed(read, found)}",
        flush=True,
    )
    if corpus == "basil-triplets":
        print(*(f"    a copy: {one!r} | {two!r}" for one, two in copied), sep="\n", end="")
    shown = [group for group in groups(stories) if _texts(found, group) > 1]
    for group in random.Random(seed).sample(shown, min(read_aloud, len(shown))):
        print(*_lines(read, stories, group), sep="\n")


def guessed(read: Documents, found: Comparison) -> str:
    """Days that were hidden: how many are given, right, and right but for one day."""
    days = read.days
    hidden = days.is_stated & (found.clusters.origin == UNKNOWN)
    hidden &= np.arange(len(hidden)) % 5 == 0
    lost = Days(
        np.where(hidden, day_number(date.min), days.lo),
        np.where(hidden, day_number(date.max), days.hi),
        days.is_stated & ~hidden,
    )
    told = stories_of(replace(read, days=lost), found)
    given = np.flatnonzero(hidden & (told.neighbour != UNKNOWN))
    off = np.abs(days.lo[told.neighbour[given]] - days.lo[given])
    if not len(given):
        return f"{int(hidden.sum()):>8}{0:>7}"
    return (
        f"{int(hidden.sum()):>8}{len(given):>7}{(off == 0).mean():>8.0%}{(off <= 1).mean():>9.0%}"
    )


def _texts(found: Comparison, group: Sequence[int]) -> int:
    origin = found.clusters.origin
    return len({at if origin[at] == UNKNOWN else int(origin[at]) for at in group})


def _lines(read: Documents, stories: Stories, group: Sequence[int]) -> Iterator[str]:
    yield f"  -- {len(group)} documents"
    for at in group[:SHOWN]:
        day = str(day_of(int(read.days.lo[at]))) if read.days.is_stated[at] else "no day"
        number = int(read.printings.outlet[at])
        outlet = "unknown" if number == UNKNOWN else read.outlets[number]
        yield f"     {stories.score[at]:.2f} {day:<10} {outlet}: {read.titles[at]}"


def multiplied(read: Documents, count: int) -> tuple[Days, Mapping[str, Column]]:
    """As many documents as asked for, each a real one with a third of its features exchanged."""
    random_ = np.random.default_rng(7)
    real = random_.integers(0, len(read.items), count)
    columns = {}
    for name in ("terms", "names", "figures", "term_weights"):
        column = read.columns[name]
        size = np.diff(column.starts)[real]
        ends = np.cumsum(size)
        at = np.arange(int(size.sum())) + np.repeat(column.starts[real] - (ends - size), size)
        values = column.values[at]
        if name != "term_weights":
            # of all features there are, so that common ones stay common
            other = random_.random(len(values)) < 1 / 3
            values[other] = random_.choice(column.values, int(other.sum()))
        columns[name] = Column(np.concatenate([[0], ends]).astype(np.int64), values)
    day = day_number(date(2016, 1, 1)) + random_.integers(0, 730, count)
    return Days(day, day, np.ones(count, bool)), columns


def cost(read: Documents, count: int) -> None:
    days, columns = multiplied(read, count)
    none = np.empty(0, np.int64)
    outlet = np.random.default_rng(8).integers(0, 30, count)
    began = time.process_time()
    stories = find_stories(days, outlet, np.full(count, UNKNOWN), columns, (none, none))
    took = time.process_time() - began
    found = groups(stories)
    print(
        f"{count:>9,} documents{took:>9.1f} CPU s{1e6 * took / count:>8.0f} us a document"
        f"{len(found):>9,} stories, largest {max(map(len, found), default=0)}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", action="append", choices=[*EVENTS, *OTHERS])
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print so many stories")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cost", type=int, action="append", metavar="N", help="time N documents")
    given = parser.parse_args()
    if given.cost:
        with cleaned("newsarticles-2016-17") as texts:
            read = read_documents(
                texts.store, [texts.part], {item: item for item in texts.names}, load_registry()
            )
        for count in given.cost:
            cost(read, count)
        return
    print(f"{'corpus':<22}{'texts':>7}{'stories':>9}{'in them':>8}{'largest':>9}{'pairs':>8}"
          f"{'purity':>8}{'copies':>8}{'CPU s':>8}"
          f"{'hidden':>8}{'given':>7}{'right':>8}{'or by 1':>9}")  # fmt: skip
    for corpus in given.corpus or [*EVENTS, *OTHERS]:
        with cleaned(corpus) as texts:
            report(corpus, texts, given.read, given.seed)


if __name__ == "__main__":
    main()
