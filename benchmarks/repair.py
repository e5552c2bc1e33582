"""How well in-document repair restores articles doubled by script, and leaves others alone.

    python -m benchmarks.repair --articles 150 --clean 4000

The texts are those of ../shared/corpora (or of DATELINE_SHARED); nothing of them is printed
unless --show asks for the failures.
"""

import argparse
import gzip
import hashlib
import json
import os
import random
import re
import sys
import tarfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.doubling import FORMS, FURNITURE, QUOTING, Made, doubled, quoting
from tasks.text.repair import restore

ROOT = Path(__file__).resolve().parents[1]
Item = TypeVar("Item")
FLOOR = 0.99
# Documents of the corpora that a person read and found doubled or run together indeed: among
# them a dispatch that sent three paragraphs twice, and a caption of four sentences in one.
READ = frozenset(
    [
        "93b54ab72533",
        "619b44a69c02",
        "0000b7c2e54d",
        "678404572084",
        "b66c78dded95",
        "ff1448925c97",
        "4b541071ad79",
        "f69f6ef11e46",
        # a caption, headline or paragraph printed twice running
        "48a224b9b795",
        "16eb529428b7",
        "ad234a99a4c9",
        "badcb4c6686d",
        "f0e0ff2cb3d6",
        "766daefed484",
        "7cc43041820f",
        "e782b9449f18",
        "ed0c11110175",
        "81893195ac02",
        "dbd404927b1f",
        "98ae052d4dc4",
        "cc72875b4784",
        "5b6e4bb717dd",
        "0c9d1dc27ae5",
        "cd015e6f83b1",
    ]
)


def plain(text: str) -> str:
    """The text with single blanks, and none inside brackets or before a comma."""
    return re.sub(r"([(\[]) | (?=[)\],.])", r"\1", " ".join(text.split()))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            yield json.loads(line)


def _dumps(path: Path) -> Iterator[list[str]]:
    with tarfile.open(path) as texts:
        for member in texts:
            stream = texts.extractfile(member) if "/cd-" in member.name else None
            if stream:
                yield stream.read().decode("utf-8", "replace").split("\n")


def corpora(shared: Path) -> dict[str, list[list[str]]]:
    """Documents as paragraphs, by corpus, each as it stands."""
    folder = shared / "corpora"
    found: dict[str, list[list[str]]] = {
        "textdumps": list(_dumps(folder / "textdumps-2013-15/texts.tar.gz")),
        "kcna": [row["text"].split(", ,") for row in _lines(folder / "kcna-2011-12/docs.jsonl.gz")],
        "helsinki": [
            row["text"].split(" ### ") for row in _lines(folder / "helsinki-2018/docs.jsonl")
        ],
        "reuters": [
            (row["body"] or "").split("\n\n")
            for row in _lines(folder / "reuters-21578/docs.jsonl.gz")
        ],
        "peoplesdaily": [
            re.split(r"(?<=[a-z]{2}\.) (?=[A-Z])", row["text"])
            for row in _lines(folder / "peoplesdaily-2018/docs.jsonl")
        ],
        "newsarticles": [
            [row["text"] or ""] for row in _lines(folder / "newsarticles-2016-17/docs.jsonl.gz")
        ],
    }
    return {
        name: [
            [tidy for line in document if (tidy := " ".join(line.split()).strip(" ,"))]
            for document in documents
        ]
        for name, documents in found.items()
    }


def digest(document: list[str]) -> str:
    """A short name for the document that tells nothing of its text."""
    return hashlib.sha256("\n".join(document).encode()).hexdigest()[:12]


def usable(document: list[str]) -> bool:
    """Whether a document has the paragraphs an article has, so that its breaks can be truth."""
    whole = all(re.search(r"\w[.!?][\"”’)]*$", line) and len(line) > 40 for line in document)
    glued = any(re.search(r"[.!?][\"”’)]?[\"“(]?[A-Z][a-z]", line) for line in document)
    return 4 <= len(document) <= 60 and whole and not glued and len(set(document)) == len(document)


def spread(shares: list[list[Item]], count: int, chance: random.Random) -> list[Item]:
    """So many of all, in turn from each share until it has no more."""
    rows = zip_longest(*(chance.sample(share, min(count, len(share))) for share in shares))
    return [item for row in rows for item in row if item is not None][:count]


def exact(made: Made) -> tuple[int, bool, tuple[str, ...]]:
    """Paragraphs of the truth that came out in order, whether all and nothing else did."""
    came = [plain(paragraph.text) for paragraph in restore(made.passages).paragraphs]
    came = [text for text in came if text not in FURNITURE]
    truth = [plain(text) for text in made.truth]
    blocks = SequenceMatcher(None, truth, came, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), came == truth, tuple(came)


def measure_doubled(
    articles: list[list[str]], seed: int, show: int, console: Console
) -> tuple[int, int]:
    """Paragraphs restored and asked for; prints the table by form."""
    table = Table("form", "articles", "exact articles %", "paragraphs", "exact %", "ms each")
    right = asked = 0
    for form in FORMS:
        chance = random.Random(f"{seed}:{form}")
        good = paragraphs = whole = shown = 0
        seconds = 0.0
        for article in articles:
            made = doubled(form, article, chance)
            start = perf_counter()
            restore(made.passages)
            seconds += perf_counter() - start
            found, all_right, came = exact(made)
            good += found
            whole += all_right
            paragraphs += len(made.truth)
            if not all_right and shown < show:
                shown += 1
                report(made, came, console)
        count = len(articles)
        table.add_row(
            form,
            str(count),
            f"{100 * whole / count:.1f}",
            str(paragraphs),
            f"{100 * good / paragraphs:.2f}",
            f"{1000 * seconds / count:.2f}",
        )
        right, asked = right + good, asked + paragraphs
    table.add_row("all", "", "", str(asked), f"{100 * right / asked:.2f}", "")
    console.print(table)
    return right, asked


def report(made: Made, came: tuple[str, ...], console: Console) -> None:
    """The paragraphs that differ, for a person to look at."""
    truth = [plain(text) for text in made.truth]
    console.rule(made.form)
    for tag, a, b, c, d in SequenceMatcher(None, truth, came, autojunk=False).get_opcodes():
        if tag != "equal":
            console.print({"asked": truth[a:b], "came": came[c:d]}, markup=False)
    console.print([line[:90] for line in made.passages], markup=False)


def measure_clean(
    documents: list[tuple[str, list[str]]], table: Table, show: int, console: Console
) -> int:
    """Damaged documents, that is those that did not come back as they were."""
    names = list(dict.fromkeys(name for name, _ in documents))
    damaged = 0
    for name in names:
        own = [document for kind, document in documents if kind == name]
        bad, characters, start = [], sum(map(len, (line for d in own for line in d))), 0.0
        for document in own:
            begin = perf_counter()
            restored = restore(document)
            start += perf_counter() - begin
            texts = [paragraph.text for paragraph in restored.paragraphs]
            if texts != document and digest(document) not in READ:
                bad.append((document, restored))
        damaged += len(bad)
        table.add_row(
            name, str(len(own)), str(len(bad)), f"{1e6 * start / max(1, characters) * 1024:.1f}"
        )
        for document, restored in bad[:show]:
            console.rule(f"{name} {digest(document)}: {len(restored.duplicates)} duplicates")
            before, after = document, [paragraph.text for paragraph in restored.paragraphs]
            for tag, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
                if tag != "equal":
                    console.print({"was": before[a:b], "is": after[c:d]}, markup=False)
    return damaged


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=120, help="articles per form")
    parser.add_argument(
        "--clean", type=int, default=2000, help="clean documents, half self-quoting"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="failures to print per form")
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared")),
    )
    options = parser.parse_args()
    console = Console()
    texts = corpora(options.shared)
    chance = random.Random(options.seed)
    pool = [document for name in sorted(texts) for document in texts[name] if usable(document)]
    shares = [[d for d in texts[name] if usable(d)] for name in sorted(texts)]
    articles = spread(shares, options.articles, chance)
    right, asked = measure_doubled(articles, options.seed, options.show, console)

    every = [[(name, document) for document in texts[name] if document] for name in sorted(texts)]
    clean = spread(every, options.clean // 2, chance)
    for number in range(options.clean - len(clean)):
        form = QUOTING[number % len(QUOTING)]
        clean.append((form, list(quoting(form, chance.choice(pool), chance).truth)))
    table = Table("clean", "documents", "damaged", "µs per KB")
    damaged = measure_clean(sorted(clean, key=lambda pair: pair[0]), table, options.show, console)
    console.print(table)
    console.print(f"{len(pool)} articles to choose from; {damaged} of {len(clean)} clean damaged")
    return 0 if right >= FLOOR * asked and damaged == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
