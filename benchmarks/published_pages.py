"""What a user gets of saved pages: bodies, titles, authors and days as the warehouse has them.

    python -m benchmarks.published_pages [--set NAME] [--no-url] [--gap 0.02] [--wrong FIELD]

The other page benchmarks ask the benches; this one runs the whole pipeline over the files of a
set, with their addresses in a manifest, and holds the published rows against the gold, so that
whatever reading, cleaning, versions or the expectations do to an article counts. The dateline,
which has a row of its own in `paragraphs`, is put back before the lead, where the gold has it.
"As the bench" is what benchmarks.pages scores of the same pages; --gap names the pages whose
published body scores that much less. "Lost" are pages without a row. Of htmldate-trafilatura,
whose gold has no bodies and whose pages train nothing, the segments are counted that a text must
hold and must not hold.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any, Final

import duckdb

from benchmarks.page_fields import FREE_TEXT, Fields
from benchmarks.page_fields import SETS as FIELD_SETS
from benchmarks.page_fields import Score as FieldScore
from benchmarks.page_sets import CORPORA, SETS, Sample, Score, samples, score
from benchmarks.pages import ours
from flows.inline_engine import InlineEngine
from flows.pipeline import run_pipeline
from flows.settings import Settings

EVERY: Final = tuple(dict.fromkeys((*SETS, *FIELD_SETS)))
# A page may be another's second sighting or version: every place leads to its own text.
QUERY: Final = """
    with texts as (
        select document_id, version_no, string_agg(text, '\n\n' order by para_no) as text
        from paragraphs where kind in ('dateline', 'body', 'subhead') group by all
    )
    select distinct s.source_uri, coalesce(t.text, v.body), v.title, v.byline, v.published_date,
           v.published_at is not null, v.quality_flags
    from sightings s
    join document_versions v using (document_id, version_no)
    left join texts t using (document_id, version_no)
"""


@dataclass(frozen=True, slots=True)
class Published:
    """The row of one page."""

    body: str
    fields: Fields
    flags: tuple[str, ...]


def golds_of(corpus: str) -> list[dict[str, Any]]:
    with (CORPORA / corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def published(
    corpus: str, golds: Sequence[Mapping[str, Any]], *, url: bool
) -> dict[str, Published]:
    """What is published of each page, by its id, after a run over the set's pages alone."""
    folder = (CORPORA / corpus).resolve()
    paths = {str(folder / gold["file"]): gold["id"] for gold in golds}
    with tempfile.TemporaryDirectory() as temporary:
        manifest = Path(temporary, "said.jsonl")
        with manifest.open("w", encoding="utf-8") as lines:
            for gold in golds:
                said = {"path": str(folder / gold["file"])}
                if url and gold["url"]:
                    said["url"] = gold["url"]
                lines.write(json.dumps(said) + "\n")
        settings = Settings(
            inputs=[str(folder / "html")],
            manifest=str(manifest),
            warehouse=Path(temporary, "warehouse"),
            max_quarantined_share=1.0,
        )
        with InlineEngine(settings) as engine:
            run_pipeline(engine, settings, started_at=datetime.now(UTC), say=lambda _: None)
        database = str(settings.warehouse / "dateline.duckdb")
        with duckdb.connect(database, read_only=True) as connection:
            rows = connection.execute(QUERY).fetchall()
    return {
        paths[uri]: Published(body, Fields(title, tuple(byline or ()), day, zoned), tuple(flags))
        for uri, body, title, byline, day, zoned, flags in rows
        if uri in paths
    }


def body_rows(corpus: str, found: Mapping[str, Published], gap: float) -> Iterator[str]:
    """One line on the bodies, then the pages that lost more than `gap` after extraction."""
    pages = list(samples(corpus))
    texts = [found[page.name].body if page.name in found else "" for page in pages]
    after = [_score(page, text) for page, text in zip(pages, texts, strict=True)]
    before = [_score(page, ours(page)) for page in pages]
    lost = sum(page.name not in found for page in pages)
    yield f"{corpus:20} published {_line(after)}   lost {lost} of {len(pages)}"
    yield f"{'':20} as the bench {_line(before)}"
    for page, one, two in zip(pages, before, after, strict=True):
        if gap and one.f1 - two.f1 > gap:
            flags = ", ".join(found[page.name].flags) if page.name in found else "no row"
            yield f"    {page.name}: {one.f1:.3f} -> {two.f1:.3f} {flags}"


def _line(scores: Sequence[Score]) -> str:
    low = mean(one.f1 < 0.8 for one in scores)
    exact = mean(one.exact for one in scores)
    return f"F1 {mean(one.f1 for one in scores):.4f}  exact {exact:.1%}  under .8 {low:.1%}"


def _score(sample: Sample, body: str) -> Score:
    if sample.corpus == "daniel-news":
        body = sample.body.partition("\n\n")[0] + "\n\n" + body
    return score(sample.corpus, sample.body, body)


def segments_row(
    corpus: str, golds: Sequence[Mapping[str, Any]], found: Mapping[str, Published]
) -> str:
    """The share of the segments that are wanted, and of those that are not, in the texts."""
    counts = {"with": [0, 0], "without": [0, 0]}
    for gold in golds:
        text = _letters(found[gold["id"]].body) if gold["id"] in found else ""
        for kind, count in counts.items():
            segments = gold.get(kind) or []
            count[0] += sum(_letters(segment) in text for segment in segments)
            count[1] += len(segments)
    wanted, unwanted = (held / max(every, 1) for held, every in counts.values())
    return f"{corpus:20} segments held: wanted {wanted:.1%}  unwanted {unwanted:.1%}"


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", action="append", choices=EVERY, dest="sets")
    parser.add_argument("--no-url", action="store_true", help="let the pages speak for themselves")
    parser.add_argument("--gap", type=float, default=0.0)
    parser.add_argument("--wrong", choices=("title", "authors", "day"), default="")
    asked = parser.parse_args()
    for corpus in asked.sets or EVERY:
        golds = golds_of(corpus)
        found = published(corpus, golds, url=not asked.no_url)
        if corpus in SETS:
            for line in body_rows(corpus, found, asked.gap):
                print(line, flush=True)
        if any(gold.get("with") for gold in golds):
            print(segments_row(corpus, golds, found), flush=True)
        if corpus in FIELD_SETS:
            fields = FieldScore()
            for gold in golds:
                row = found[gold["id"]].fields if gold["id"] in found else Fields()
                fields.add(gold, row, several=corpus in FREE_TEXT, asked=asked.wrong)
            print(f"{corpus:20} fields {fields.line('').strip()}", flush=True)
            for wrong in fields.wrong:
                print(f"    {wrong}")


if __name__ == "__main__":
    main()
