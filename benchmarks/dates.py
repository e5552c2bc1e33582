"""How often the dates a copy states, or lets us infer, are the dates it was published.

Run it from the checkout: `python -m benchmarks.dates [CORPUS ...]`. The typing of lines here is
rough on purpose: it measures the reading of dates, not the typing.
"""

import argparse
import gzip
import json
import os
import re
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from tasks.article.dates.dating import Dating, TypedText, candidates, resolve
from tasks.text.dates import stamps, weekdays

ROOT: Final = Path(__file__).resolve().parents[1]
CORPORA: Final = Path(os.environ.get("DATELINE_SHARED", str(ROOT.parent / "shared"))) / "corpora"

DATELINE: Final = re.compile(
    r"[A-Z][\w .,'’/-]{2,60}?, ?(?:[A-Z][a-z]{2,8}\.? [0-9]{1,2})"
    r"(?:\. /TASS/\.| ?\([A-Z][\w/ ]{1,30}\))?\s?(?:--|—|–|- |\.)?"
)
CAPTION: Final = re.compile(r"[\[(/] ?Photo|Photo[:/]|Photo by|/ ?(?:Reuters|Xinhua|AFP|AP)\b")


@dataclass
class Score:
    """Counts of one corpus; a day is right when it is within one day of the gold."""

    exact: int = 0
    right: int = 0
    wrong: int = 0
    sure_and_wrong: int = 0
    none: int = 0
    bounded: int = 0
    covered: int = 0
    methods: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, name: str, gold: date, dating: Dating) -> None:
        """One more document counted."""
        if dating.date_lo is not None and dating.date_hi is not None:
            self.bounded += 1
            self.covered += dating.date_lo <= gold <= dating.date_hi
        if dating.published_date is None:
            self.none += 1
            return
        apart = abs((dating.published_date - gold).days)
        self.exact += apart == 0
        self.right += apart <= 1
        self.wrong += apart > 1
        self.methods[f"{dating.method} {'right' if apart <= 1 else 'wrong'}"] += 1
        if apart > 1:
            self.sure_and_wrong += dating.confidence >= 0.5
            self.examples.append(
                f"    {name}: gold {gold}, read {dating.published_date} by {dating.method} "
                f"({dating.confidence}), {dating.flags}"
            )

    def line(self, name: str, seconds: float, documents: int) -> str:
        """The counts as one line."""
        return (
            f"{name:26} {documents:6} documents: right {self.right} (exact {self.exact}), wrong "
            f"{self.wrong} (sure and wrong {self.sure_and_wrong}), none {self.none}; interval "
            f"holds gold {self.covered} of {self.bounded}; {seconds / max(documents, 1) * 1e6:.0f}"
            f" us a document; {dict(sorted(self.methods.items()))}"
        )


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def typed(text: str) -> list[TypedText]:
    """Lines as captions, one dateline and body; a dateline stands before any body."""
    result: list[TypedText] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        if len(line) < 400 and CAPTION.search(line):
            result.append(TypedText("caption", line))
        elif not any(one.kind == "body" for one in result) and (match := DATELINE.match(line)):
            result.append(TypedText("dateline", match[0]))
            result.append(TypedText("body", line[match.end() :]))
        else:
            result.append(TypedText("body", line))
    return result


def textdumps() -> Iterator[tuple[str, date, list[TypedText], dict[str, Any]]]:
    folder = CORPORA / "textdumps-2013-15"
    gold = {row["file"]: row for row in rows(folder / "gold.jsonl")}
    with tarfile.open(folder / "texts.tar.gz") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name in gold else None
            if stream is None:
                continue
            row = gold[member.name]
            text = stream.read().decode("utf-8", "replace")
            yield row["id"], date.fromisoformat(row["published"]), typed(text), {}


def flat(
    name: str, *, address: bool = False, stated: bool = False
) -> Callable[[], Iterator[tuple[str, date, list[TypedText], dict[str, Any]]]]:
    def read() -> Iterator[tuple[str, date, list[TypedText], dict[str, Any]]]:
        folder = CORPORA / name
        path = next(file for file in sorted(folder.iterdir()) if file.name.startswith("docs."))
        for row in rows(path):
            text = row.get("text") or row.get("body") or ""
            if row.get("dateline"):
                texts = [TypedText("dateline", row["dateline"]), TypedText("body", text)]
            else:
                texts = typed(text)
            beside: dict[str, Any] = {"url": row.get("url")} if address else {}
            if stated:
                beside["given"] = row["published"]
            yield row["id"], date.fromisoformat(row["published"][:10]), texts, beside

    return read


def score(
    name: str, read: Callable[[], Iterator[tuple[str, date, list[TypedText], dict[str, Any]]]]
) -> None:
    result, seconds, documents = Score(), 0.0, 0
    for document, gold, texts, beside in read():
        begin = time.perf_counter()
        dating = resolve(candidates(texts, zone=None, day_first=None, **beside))
        seconds += time.perf_counter() - begin
        documents += 1
        result.add(document, gold, dating)
    print(result.line(name, seconds, documents))
    for example in result.examples[:: max(1, len(result.examples) // 12)][:12]:
        print(example)


def listings() -> None:
    """Dates of front pages: each clock time read as the gold has it."""
    right, total, missed = 0, 0, Counter[str]()
    for row in rows(CORPORA / "listings-2022" / "gold.jsonl.gz"):
        if not row["published"] or not row["published_raw"]:
            continue
        total += 1
        found = resolve(
            candidates(
                [TypedText("source_line", row["published_raw"])],
                zone="Asia/Shanghai",
                day_first=None,
            )
        )
        at = found.published_at or found.updated_at
        if at is not None and at.isoformat() == row["published"]:
            right += 1
        else:
            missed[re.sub(r"[0-9]", "9", row["published_raw"])] += 1
    print(f"listings-2022: {right} of {total} instants as in the gold", missed.most_common(5))


def reuters_fields() -> None:
    """The DATE fields of Reuters-21578, read as they stand."""
    right, total = 0, 0
    with gzip.open(CORPORA / "reuters-21578" / "reut2.sgm.gz", "rt", encoding="latin-1") as lines:
        for line in lines:
            if line.startswith("<DATE>"):
                total += 1
                found = stamps(line)
                right += bool(found and found[0].whole and found[0].at)
    print(f"reuters-21578 DATE fields: {right} of {total} read with their clock")


def speed() -> None:
    """Microseconds a paragraph of 400 characters costs."""
    plain = ("The ministry said both sides would keep talking, and hoped for calm. " * 6)[:400]
    cases = {
        "no digit": plain,
        "numbers": plain[:200] + " 25 percent of 1,300 " + plain[:179],
        "one date": plain[:190] + " on Nov. 22, 2017 " + plain[:192],
    }
    for name, text in cases.items():
        for function in (stamps, weekdays):
            begin = time.perf_counter()
            for _ in range(2000):
                function(text)
            cost = (time.perf_counter() - begin) / 2000 * 1e6
            print(f"{function.__name__:9} {name:9} {cost:6.1f} us")


MEASURES: Final[dict[str, Callable[[], None]]] = {
    "speed": speed,
    "listings": listings,
    "reuters-fields": reuters_fields,
    "textdumps": lambda: score("textdumps-2013-15", textdumps),
    "peoplesdaily": lambda: score("peoplesdaily-2018", flat("peoplesdaily-2018")),
    "peoplesdaily-url": lambda: score(
        "peoplesdaily-2018 +url", flat("peoplesdaily-2018", address=True)
    ),
    "newsarticles": lambda: score("newsarticles-2016-17", flat("newsarticles-2016-17")),
    "newsarticles-url": lambda: score(
        "newsarticles-2016-17 +url", flat("newsarticles-2016-17", address=True)
    ),
    "kcna": lambda: score("kcna-2011-12", flat("kcna-2011-12")),
    "kcna-url": lambda: score("kcna-2011-12 +url", flat("kcna-2011-12", address=True)),
    "reuters": lambda: score("reuters-21578", flat("reuters-21578")),
    "reuters-given": lambda: score("reuters-21578 +given", flat("reuters-21578", stated=True)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASURES)}")
    names = parser.parse_args().names
    odd = sorted(set(names) - set(MEASURES))
    if odd:
        parser.error(f"no measure is called {', '.join(odd)}; there are {', '.join(MEASURES)}")
    for name in names or MEASURES:
        MEASURES[name]()


if __name__ == "__main__":
    main()
