"""What the search index costs and how soon it answers, over texts of the shared corpora.

    python -m benchmarks.search [--documents 100000] [--questions 200] [--seed S]

Whole texts of the corpora are taken again and again until there are enough, each time with some
paragraphs left out and every fiftieth word changed for one of another text, spread over ten years
of months. The index is built as publication builds it, written as Parquet by month and as a DuckDB
file, and asked three words that stand together in some text, each a word of at least four letters.
Times are of warm files on two threads. The ranking of the first twenty is held against bm25s when
that is there.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.corpora import READERS
from tasks.subjects.terms import Placed, Terms, placed_terms, postings_of, terms_of
from warehouse.database import MODELS_FOLDER
from warehouse.tables.search import SEARCH_POSTINGS

SOURCES: Final = ("textdumps-2013-15", "newsarticles-2016-17", "reuters-21578", "kcna-2011-12",
                  "peoplesdaily-2018", "helsinki-2018")  # fmt: skip
MONTHS: Final = 120
PART: Final = 5_000
TABLES: Final = ("documents", "search_documents", "search_postings")
MACROS: Final = ("search_plain", "search_words", "search_places", "search", "phrase", "near")
FOLDED: Final = (
    "select term, month, list(doc_no order by doc_no)::int[] as doc_nos, "
    "list(tf order by doc_no)::int[] as tfs, "
    "flatten(list(positions order by doc_no))::int[] as positions from said where month = {month} "
    "group by term, month order by term"
)


def texts() -> list[list[str]]:
    """The paragraphs of each text of the corpora."""
    found = []
    for name in SOURCES:
        for dump in READERS[name]():
            lines = dump.data.decode("utf-8", "replace").splitlines()
            paragraphs = [" ".join(line.split()) for line in lines if line.strip()]
            if paragraphs:
                found.append(paragraphs)
    return found


def made(count: int, seed: int) -> Iterator[list[str]]:
    """So many texts; the first of each as it is, later ones with known edits."""
    chance = random.Random(seed)
    originals = texts()
    chance.shuffle(originals)
    for number in range(count):
        paragraphs = originals[number % len(originals)]
        if number >= len(originals):
            strange = " ".join(chance.choice(originals)).split()
            words = [text.split() for text in paragraphs if chance.random() < 0.9 or text is
                     paragraphs[0]]  # fmt: skip
            for text in words:
                for at in range(chance.randrange(50), len(text), 50):
                    text[at] = chance.choice(strange)
            paragraphs = [" ".join(text) for text in words]
        yield paragraphs


def month_of(number: int) -> int:
    year, month = divmod(number % MONTHS, 12)
    return (2008 + year) * 100 + month + 1


def build(count: int, seed: int, folder: Path) -> tuple[float, float, int]:
    """CPU seconds of reading terms and of folding them by month; bytes of the texts."""
    connection = duckdb.connect(str(folder / "made.duckdb"), config={"threads": 2})
    connection.execute(
        "create table said (term varchar, month int, doc_no int, tf int, positions int[])"
    )
    connection.execute(
        "create table documents (document_id varchar, outlet_id varchar, published_date date, "
        "title varchar, body varchar)"
    )
    connection.execute(
        "create table search_documents (month int, doc_no int, document_id varchar, terms int)"
    )
    reading = 0.0
    size = 0
    documents: list[tuple[object, ...]] = []
    lengths: list[tuple[object, ...]] = []
    placed: list[Placed] = []
    terms = Terms()
    for number, paragraphs in enumerate(made(count, seed)):
        month, doc_no = month_of(number), number // MONTHS
        began = time.process_time()
        placed.append(placed_terms(paragraphs, terms))
        reading += time.process_time() - began
        name = f"d{number:020x}"
        body = "\n\n".join(paragraphs)
        size += len(body.encode())
        documents.append((name, "outlet", paragraphs[0][:100], body))
        lengths.append((month, doc_no, name, len(placed[-1].terms)))
        if len(documents) == PART or number + 1 == count:
            began = time.process_time()
            postings = postings_of(placed, terms)
            reading += time.process_time() - began
            _said(connection, postings, lengths)
            _insert(connection, "documents", ("document_id", "outlet_id", "title", "body"),
                    documents)  # fmt: skip
            _insert(connection, "search_documents", ("month", "doc_no", "document_id", "terms"),
                    lengths)  # fmt: skip
            placed.clear()
            terms = Terms()
    began = time.process_time()
    (folder / "postings").mkdir()
    for month in sorted({month_of(number) for number in range(min(count, MONTHS))}):
        table = connection.execute(FOLDED.format(month=month)).to_arrow_table()
        pq.write_table(table, folder / "postings" / f"{month}.parquet", compression="zstd")
    folding = time.process_time() - began
    for name in ("documents", "search_documents"):
        connection.execute(f"copy {name} to '{folder}/{name}.parquet' (compression zstd)")
    connection.close()
    return reading, folding, size


def _said(connection: duckdb.DuckDBPyConnection, postings: pa.ListArray,
          lengths: list[tuple[object, ...]]) -> None:  # fmt: skip
    month, doc_no = (pa.array([row[place] for row in lengths]) for place in (0, 1))
    listed = pa.table({"month": month, "doc_no": doc_no, "postings": postings})
    connection.register("listed", listed)
    connection.execute(
        "insert into said select posting.term, month, doc_no, posting.tf, posting.positions "
        "from (select month, doc_no, unnest(postings) as posting from listed)"
    )
    connection.unregister("listed")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, names: tuple[str, ...],
            rows: list[tuple[object, ...]]) -> None:  # fmt: skip
    listed = pa.table({name: list(column) for name, column in
                       zip(names, zip(*rows, strict=True), strict=True)})  # fmt: skip
    connection.register("listed", listed)
    connection.execute(f"insert into {table} ({', '.join(names)}) from listed")
    connection.unregister("listed")
    rows.clear()


def asked(count: int, seed: int) -> list[str]:
    """Three words each that follow each other in some text, short ones left out."""
    chance = random.Random(seed + 1)
    originals = texts()
    found = []
    while len(found) < count:
        words = [word for word in " ".join(chance.choice(originals)[1:]).split()
                 if len(word) > 3 and word.isalpha()]  # fmt: skip
        if len(words) > 3:
            at = chance.randrange(len(words) - 2)
            found.append(" ".join(words[at : at + 3]))
    return found


def opened(folder: Path, form: str) -> duckdb.DuckDBPyConnection:
    """The tables and the macros in that form: Parquet, or a DuckDB file."""
    path = folder / f"{form.replace(' ', '-')}.duckdb"
    connection = duckdb.connect(str(path), config={"threads": 2})
    made_as = "view" if form == "Parquet" else "table"
    for name in TABLES:
        files = "postings/*" if name == SEARCH_POSTINGS.name else name
        in_order = name == SEARCH_POSTINGS.name and made_as == "table"
        connection.execute(
            f"create {made_as} {name} as from read_parquet('{folder}/{files}.parquet')"
            + (" order by term, month" if in_order else "")
        )
    for name in MACROS:
        connection.execute((MODELS_FOLDER / "search" / f"{name}.sql").read_text("utf-8"))
    connection.execute("checkpoint")
    return connection


def milliseconds(
    connection: duckdb.DuckDBPyConnection, call: str, questions: list[str]
) -> tuple[list[float], list[float]]:
    """Of each question, sorted, after ten to warm up: on the clock, and of both cores together."""
    clock, cores = [], []
    for question in [*questions[:10], *questions]:
        began, worked = time.perf_counter(), time.process_time()
        connection.execute(f"from {call}", [question]).fetchall()
        clock.append((time.perf_counter() - began) * 1000)
        cores.append((time.process_time() - worked) * 1000)
    return sorted(clock[10:]), sorted(cores[10:])


def index_bytes(folder: Path, form: str) -> int:
    """What search_postings takes in that form."""
    if form == "Parquet":
        return sum(path.stat().st_size for path in (folder / "postings").iterdir())
    path = folder / "sizes.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path), config={"threads": 2}) as connection:
        connection.execute(
            "create table search_postings as from "
            f"read_parquet('{folder}/postings/*.parquet') order by term, month"
        )
    return path.stat().st_size


def agreement(folder: Path, questions: list[str], count: int, seed: int) -> str:
    """The share of questions whose twenty best scores are those of bm25s."""
    try:
        import bm25s
    except ImportError:
        return "bm25s is not there: pip install bm25s"
    numbers = Terms()
    read = [[term for text in paragraphs for term in terms_of(text, numbers)]
            for paragraphs in made(count, seed)]  # fmt: skip
    retriever = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    retriever.index(read, show_progress=False)
    connection = opened(folder, "DuckDB file, to compare")
    same = 0
    for question in questions:
        terms = sorted(set(terms_of(question, numbers)))
        _, scores = retriever.retrieve([terms], k=20, show_progress=False)
        rows = connection.execute("select score from search(?)", [question]).fetchall()
        # bm25s leaves out the factor k1 + 1 and counts in 32 bits
        theirs = [float(score) * 2.2 for score in scores[0] if score > 0]
        same += len(theirs) == len(rows) and all(
            abs(mine - their) < 1e-3 for (mine,), their in zip(rows, theirs, strict=True)
        )
    return f"{same} of {len(questions)} questions have the twenty scores of bm25s"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--compared", type=int, default=20_000, help="documents held to bm25s")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scratch", type=Path)
    given = parser.parse_args()
    questions = asked(given.questions, given.seed)
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        folder = Path(scratch)
        reading, folding, size = build(given.documents, given.seed, folder)
        each = 1000 / given.documents
        print(f"{given.documents:,} documents, {size / 1e6:,.0f} MB of text")
        print(f"CPU a document: {reading * each:.2f} ms to read its terms, {folding * each:.2f} ms "
              "to fold them by month", flush=True)  # fmt: skip
        print(
            f"{'form':<14}{'MB':>7}{'of text':>9}{'call':>9}{'median ms':>11}{'p95 ms':>9}"
            f"{'CPU ms':>9}"
        )
        for form in ("DuckDB file", "Parquet"):
            bytes_ = index_bytes(folder, form)
            with opened(folder, form) as connection:
                for name in ("search", "phrase"):
                    clock, cores = milliseconds(connection, f"{name}(?)", questions)
                    print(
                        f"{form:<14}{bytes_ / 1e6:>7,.0f}{bytes_ / size:>9.0%}{name:>9}"
                        f"{statistics.median(clock):>11.0f}{clock[int(len(clock) * 0.95)]:>9.0f}"
                        f"{statistics.median(cores):>9.0f}",
                        flush=True,
                    )
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        folder = Path(scratch)
        build(given.compared, given.seed, folder)
        print(agreement(folder, questions, given.compared, given.seed))


if __name__ == "__main__":
    main()
