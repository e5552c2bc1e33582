"""How many copies made by known edits are found, and how many of the found are none.

    python -m benchmarks.copies_made [--articles N] [--seed S]

Articles of textdumps-2013-15 with paragraphs are printed again by nine edits, some with a second
one (benchmarks/made_copies.py); all prints of an article are copies of each other. The articles of
basil-triplets, three about each event, stand beside them as they are: hard negatives.
"""

import argparse
from collections import Counter, defaultdict
from itertools import combinations

from benchmarks.cleaned import cleaned_dumps, copies_in
from benchmarks.copies import Labels, pair, score
from benchmarks.corpora import READERS, Dump, Reader
from benchmarks.made_copies import made_copies
from tasks.readers.text import UnreadableText


def articles(count: int) -> list[list[str]]:
    """Copy of different articles with five paragraphs or more, no two of them alike."""
    reader, found, seen = Reader(), [], set()
    for dump in READERS["textdumps-2013-15"]():
        if len(found) == count:
            break
        try:
            article = reader.read(dump.data, dump.always)
        except UnreadableText:
            continue
        text = [one.text for one in article.paragraphs if one.kind == "body"]
        if len(text) >= 5 and article.word_count >= 120 and not seen & set(text):
            seen |= set(text)
            found.append(text)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = list(made_copies(articles(given.articles), given.seed))
    dumps = [
        Dump(f"m{number:05}", one.text.encode(), f"outlet{number % 40}.example", None, None)
        for number, one in enumerate(made)
    ]
    family = defaultdict(list)
    for dump, one in zip(dumps, made, strict=True):
        family[one.article].append(dump.name)
    events = list(READERS["basil-triplets"]())
    with cleaned_dumps([*dumps, *events]) as texts:
        copies = copies_in(texts)
        rows = copies.tables["copies"].select(["later_id", "earlier_id"]).to_pylist()
        found = frozenset(
            pair(texts.names[row["later_id"]], texts.names[row["earlier_id"]]) for row in rows
        )
        refused = len(texts.refused)
    gold = frozenset(pair(*two) for names in family.values() for two in combinations(names, 2))
    result = score(found, Labels(gold, frozenset()))
    print(
        f"{len(dumps):,} prints of {len(family)} articles and {len(events)} articles of "
        f"{len(events) // 3} events, {refused} refused\n"
        f"precision {result.precision:.4f}, recall {result.recall:.4f}, F1 {result.f1:.4f}"
    )
    edit = {dump.name: one.edit.partition("+")[0] for dump, one in zip(dumps, made, strict=True)}
    all_, missed = Counter[str](), Counter[str]()
    for two in gold:
        for name in two:
            all_[edit[name]] += 1
            missed[edit[name]] += two not in found
    print(f"\n{'print':<18}{'pairs':>8}{'found':>9}")
    for name, count in all_.most_common():
        print(f"{name:<18}{count:>8,}{1 - missed[name] / count:>9.2%}")


if __name__ == "__main__":
    main()
