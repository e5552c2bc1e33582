"""What a new part costs a warehouse that holds many texts, beside reading and matching all anew.

    python -m benchmarks.added_part [--sizes 2000 8000 20000] [--new 200] [--seed 1]

Real texts of the corpora, drawn by the seed, go into a warehouse in one run; a second run adds the
new ones. Another warehouse takes all of them in one run: its snapshot must be the same. CPU seconds
of each stage, one process, without the start-up. Of what is derived, typed blocks, articles with
their signatures, verdicts and annotations are taken over as they lie, and so are the sentences of
every pair of documents that was aligned before. Copies and stories are found anew among all
documents, from their signatures: an earlier print that comes late may move any origin.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pyarrow as pa

from benchmarks.corpora import READERS
from benchmarks.run_profile import MeasuredEngine, cpu_seconds
from flows.inline_engine import InlineEngine
from flows.pipeline import run_pipeline
from flows.settings import Settings
from tasks import publish
from tasks.alignments import aligned_sentences

SOURCES: Final = ("newsarticles-2016-17", "reuters-21578", "kcna-2011-12", "textdumps-2013-15",
                  "peoplesdaily-2018", "helsinki-2018")  # fmt: skip
BEGAN: Final = datetime(2026, 1, 1, tzinfo=UTC)
ALIGNING: Final = "align sentences"
READING: Final = ("ingest", "parse", "clean", "validate", "annotate")


def texts() -> Iterator[str]:
    """The texts as JSON lines, with what the corpus knows beside each."""
    for name in SOURCES:
        for number, dump in enumerate(READERS[name]()):
            yield json.dumps(
                {
                    "text": dump.data.decode("utf-8", "replace"),
                    "url": f"https://{name}.example/{number}",
                    "title": dump.title,
                    "outlet": dump.outlet,
                    "published_at": dump.day,
                }
            )


def run(warehouse: Path, folder: Path, number: int) -> tuple[dict[str, float], str]:
    """The CPU seconds of each stage of one run over the folder, and the snapshot's id.

    Sentences are aligned within `publish`; they are told apart from the rest of it.
    """
    settings = Settings.model_validate(
        {
            "inputs": (str(folder),),
            "warehouse": warehouse,
            "workers": 1,
            "max_quarantined_share": 1.0,
        }
    )
    aligning = [0.0]

    def timed(*given: Any) -> pa.Table:
        before = time.process_time()
        found = aligned_sentences(*given)
        aligning[0] += time.process_time() - before
        return found

    with (
        InlineEngine(settings, in_process=True) as inline,
        patch.object(publish, "aligned_sentences", timed),
    ):
        engine = MeasuredEngine(inline)
        before = cpu_seconds()
        at = BEGAN + timedelta(hours=number)
        summary = run_pipeline(engine, settings, started_at=at, say=lambda _: None, now=lambda: at)
        spent = cpu_seconds() - before
    stages = {
        "read": sum(engine.cpu[stage] for stage in READING),
        "match": engine.cpu["match"],
        ALIGNING: aligning[0],
        "publish and show": engine.cpu["publish"] + engine.cpu["show"] - aligning[0],
    }
    return {**stages, "whole": spent}, summary.snapshot_id


def compare(lines: Sequence[str], new: int) -> None:
    """Prints the rows of one size: the last `new` texts are those that are added."""
    stored = len(lines) - new
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "copy"
        folder.mkdir()
        (folder / "stored.jsonl").write_text("\n".join(lines[:stored]), "utf-8")
        run(Path(scratch) / "grown", folder, 1)
        (folder / "new.jsonl").write_text("\n".join(lines[stored:]), "utf-8")
        added, grown = run(Path(scratch) / "grown", folder, 2)
        anew, rebuilt = run(Path(scratch) / "rebuilt", folder, 2)
    same = "yes" if grown == rebuilt else "NO"
    for stage, seconds in added.items():
        print(
            f"| {stored:,} | {new:,} | {stage} | {seconds:.1f} | {anew[stage]:.1f} "
            f"| {seconds / max(anew[stage], 1e-9):.0%} | {same} |",
            flush=True,
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 8_000, 20_000])
    parser.add_argument("--new", type=int, default=200, help="texts that are added")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    every = list(texts())
    random.Random(given.seed).shuffle(every)
    if len(every) < max(given.sizes) + given.new:
        raise SystemExit(f"the corpora have {len(every):,} texts only: name smaller --sizes")
    import_module("expectations.engine").warm_up()
    print("| stored | new | stage | added, CPU s | all anew, CPU s | share | same snapshot |")
    print("| ---: | ---: | --- | ---: | ---: | ---: | --- |")
    for size in given.sizes:
        compare(every[: size + given.new], given.new)


if __name__ == "__main__":
    main()
