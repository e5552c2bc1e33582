"""How many of the quotations found are right, from a list that was read, and what they cost.

    python -m benchmarks.quotes [--sample SEED] [--partial]

benchmarks/quotes_read.csv names direct quotations by corpus, document id and place, with a verdict,
and with --partial benchmarks/quotes_read_partial.csv partial ones: `right` when it is one person's
or body's speech, begins and ends where it does, and speaker and verb are those of the article; else
what is wrong with it. The documents are parsed and cleaned anew. A verdict holds for the speaker
and verb it was given for (`said` is their sum), and a quotation of the list that is no longer found
counts for nothing. With --sample, quotations to read are printed with their texts, as rows of the
list without a verdict.
"""

import argparse
import csv
import random
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.corpora import READERS, Dump, Reader
from benchmarks.page_sets import samples_of_all
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText
from tasks.subjects.quotes import Quote, quotes_of
from tasks.subjects.text import Paragraph, Text

LISTS: Final[Mapping[str, Path]] = {
    "direct": Path(__file__).with_name("quotes_read.csv"),
    "partial": Path(__file__).with_name("quotes_read_partial.csv"),
}
# Quotations to read of each corpus; documents of it that are looked at for them.
TO_READ: Final[Mapping[str, int]] = {
    "newsarticles-2016-17": 60, "textdumps-2013-15": 60, "fundus": 35, "helsinki-2018": 15,
    "daniel-news": 15, "rss-2016": 15,
}  # fmt: skip
PARTIAL_TO_READ: Final[Mapping[str, int]] = {"helsinki-2018": 30, "newsarticles-2016-17": 30}
DOCUMENTS: Final = 150


class Row(NamedTuple):
    """A line of the list."""

    corpus: str
    document: str
    para_no: int
    char_start: int
    char_end: int
    said: str
    verdict: str


def dumps_of(corpus: str) -> dict[str, Dump]:
    """The documents of a corpus by id."""
    if corpus in READERS:
        return {dump.name: dump for dump in READERS[corpus]()}
    return {
        one.name: Dump(one.name, one.html.encode(), None, None, None, Beside(url=one.url))
        for one in samples_of_all(corpus)
    }


def text_of(dump: Dump, reader: Reader) -> Text | None:
    """The article as it is read for its subjects; None where it is refused."""
    try:
        article = reader.read(dump.data, dump.always)
    except UnreadableText:
        return None
    copy = tuple(
        Paragraph(number, one.kind, one.text)
        for number, one in enumerate(article.paragraphs, start=1)
        if one.kind in ("body", "subhead")
    )
    return Text(article.title, copy)


def row_of(corpus: str, document: str, quote: Quote, verdict: str = "") -> Row:
    """The quotation as a line of the list."""
    said = f"{zlib.crc32(f'{quote.speaker}|{quote.verb}'.encode()):08x}"
    return Row(corpus, document, quote.para_no, quote.char_start, quote.char_end, said, verdict)


def sampled(seed: int, kind: str) -> Iterator[tuple[Row, Quote, Text]]:
    """Quotations of the corpora and this kind, drawn with this seed."""
    reader = Reader()
    for corpus, wanted in (TO_READ if kind == "direct" else PARTIAL_TO_READ).items():
        draw = random.Random(f"{seed} {corpus}")
        dumps = dumps_of(corpus)
        found: list[tuple[Row, Quote, Text]] = []
        for name in draw.sample(sorted(dumps), min(DOCUMENTS, len(dumps))):
            text = text_of(dumps[name], reader)
            if text is not None:
                found += [
                    (row_of(corpus, name, quote), quote, text)
                    for quote in quotes_of(text)
                    if quote.kind == kind
                ]
        yield from draw.sample(found, min(wanted, len(found)))


def shown(number: int, row: Row, quote: Quote, text: Text) -> str:
    """The quotation between what stands before and behind it."""
    said = next(one.text for one in text.paragraphs if one.para_no == quote.para_no)
    start, end = quote.char_start, quote.char_end
    middle = quote.text if len(quote.text) < 170 else f"{quote.text[:80]} ... {quote.text[-80:]}"
    goes_on = f" goes on from {quote.continues}" if quote.continues else ""
    return (
        f"{number} {','.join(map(str, row))}\n   [{quote.speaker}] <{quote.verb}>{goes_on}\n"
        f"   {said[max(0, start - 130) : start]}>>{middle}<<{said[end : end + 130]}"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sample", type=int, metavar="SEED")
    parser.add_argument("--partial", action="store_true")
    chosen = parser.parse_args()
    kind = "partial" if chosen.partial else "direct"
    if chosen.sample is not None:
        for number, (row, quote, text) in enumerate(sampled(chosen.sample, kind)):
            print(shown(number, row, quote, text))
        return
    with LISTS[kind].open(encoding="utf-8", newline="") as lines:
        listed = [
            Row(one["corpus"], one["document"], int(one["para_no"]), int(one["char_start"]),
                int(one["char_end"]), one["said"], one["verdict"])
            for one in csv.DictReader(lines)
        ]  # fmt: skip
    reader = Reader()
    verdicts: dict[str, Counter[str]] = {}
    words = quotes = 0
    seconds = 0.0
    for corpus in dict.fromkeys(row.corpus for row in listed):
        counts = verdicts.setdefault(corpus, Counter())
        dumps = dumps_of(corpus)
        of_corpus = [row for row in listed if row.corpus == corpus]
        for document in dict.fromkeys(row.document for row in of_corpus):
            text = text_of(dumps[document], reader)
            if text is None:
                continue
            begin = time.process_time()
            said = quotes_of(text)
            seconds += time.process_time() - begin
            quotes += len(said)
            words += sum(len(one.text.split()) for one in text.paragraphs)
            found = {row_of(corpus, document, one) for one in said if one.kind == kind}
            places = {row[:5] for row in found}
            for row in of_corpus:
                if row.document == document:
                    counts[_standing(row, found, places)] += 1
    print("corpus                  read  right  precision  no longer found  to read again  wrong")
    for corpus, counts in (*verdicts.items(), ("all", sum(verdicts.values(), Counter()))):
        gone, again, right = counts["gone"], counts["again"], counts["right"]
        read = counts.total() - gone - again
        wrong = ", ".join(
            f"{name} {count}"
            for name, count in sorted(counts.items())
            if name not in ("gone", "again", "right")
        )
        print(f"{corpus:22} {read:5} {right:6} {right / max(read, 1):10.3f} {gone:16} {again:14}  "
              f"{wrong}")  # fmt: skip
    print(f"{quotes} quotations in {words} words: {seconds / words * 900 * 1000:.2f} ms CPU a "
          "document of 900 words, in documents that have quotations")  # fmt: skip


def _standing(row: Row, found: set[Row], places: set[tuple[str | int, ...]]) -> str:
    """The verdict of a row, if it still holds."""
    if row._replace(verdict="") in found:
        return row.verdict
    return "again" if row[:5] in places else "gone"


if __name__ == "__main__":
    main()
