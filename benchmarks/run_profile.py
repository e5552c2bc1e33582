"""What a run over real pages spends its CPU time on, and what a second worker brings.

    python -m benchmarks.run_profile [--pages 2000 | --texts CORPUS] [--workers 1 2]

Each stage's CPU seconds are those of the run's process and of its workers. "Own" are those of the
run's process alone, which no second worker shares: with them is said what two workers could bring
at best, counted in CPU seconds and not in those of a clock that other processes delay; how evenly
the parts fall to the workers is told by the CPU seconds of the one with most to do. Apart from
the stages stands the start-up: importing Great Expectations and the benches, once a process.
"Between" is what the run does between the stages, and the report after them. Pages that the
corpora do not have are made of those they have with another number at their end.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from benchmarks.corpora import READERS
from benchmarks.page_sets import SETS, samples
from flows.engines import Engine
from flows.inline_engine import InlineEngine
from flows.pipeline import run_pipeline
from flows.settings import Settings

J = TypeVar("J")
R = TypeVar("R")
EXTRACTION: Final = ("parse", "clean")


class MeasuredEngine:
    """Runs what the inline engine runs, and keeps each stage's CPU and wall-clock seconds."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self._engine = engine
        self.cpu: dict[str, float] = {}
        self.wall: dict[str, float] = {}
        self.own: dict[str, float] = {}
        self.busiest: dict[str, float] = {}  # CPU seconds of the worker that had most to do

    def map(
        self, stage: str, verb: Callable[[J], R], jobs: Sequence[J], label: Callable[[J], str]
    ) -> list[R]:
        """As the engine does."""
        return self._measured(stage, lambda: self._engine.map(stage, verb, jobs, label))

    def call(self, stage: str, step: Callable[[], R]) -> R:
        """As the engine does."""
        return self._measured(stage, lambda: self._engine.call(stage, step))

    def _measured(self, stage: str, step: Callable[[], R]) -> R:
        cpu, wall, own = cpu_seconds(), time.perf_counter(), time.process_time()
        before = seconds_of_workers()
        try:
            return step()
        finally:
            spent = [now - before.get(pid, 0.0) for pid, now in seconds_of_workers().items()]
            self.busiest[stage] = self.busiest.get(stage, 0.0) + max(spent, default=0.0)
            self.cpu[stage] = self.cpu.get(stage, 0.0) + cpu_seconds() - cpu
            self.wall[stage] = self.wall.get(stage, 0.0) + time.perf_counter() - wall
            self.own[stage] = self.own.get(stage, 0.0) + time.process_time() - own


def cpu_seconds() -> float:
    """User and system seconds of this process, its living workers, and those that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(seconds_of_workers().values())
    return time.process_time() + living + ended.ru_utime + ended.ru_stime


def seconds_of_workers() -> dict[int, float]:
    """User and system seconds of each living worker by its process id."""
    workers = [process.pid for process in multiprocessing.active_children()]
    # what clock_getcpuclockid(3) makes of a process id under Linux
    return {pid: time.clock_gettime((~pid << 3) | 2) for pid in workers if pid is not None}


def write_documents(folder: Path, documents: Iterable[bytes], suffix: str) -> int:
    """How many bytes the documents have that now lie in the folder, a file each."""
    return sum(
        (folder / f"document-{number:05}.{suffix}").write_bytes(content)
        for number, content in enumerate(documents)
    )


def _pages_for_ever() -> Iterator[bytes]:
    turn = 0
    while True:
        for corpus in SETS:
            for sample in samples(corpus):
                mark = f"\n<!-- {turn} -->" if turn else ""
                yield f"{sample.html}{mark}".encode()
        turn += 1


@dataclass(frozen=True, slots=True)
class StartUp:
    """A job of the layer that is always read in a worker."""

    number: int
    layer: str = "captured"


def import_benches(_: StartUp) -> None:
    """The worker that runs this has all that parsing and cleaning import."""
    import_module("tasks.parse")
    import_module("tasks.clean")
    time.sleep(1.0)  # so that every worker gets one of these


def profile(folder: Path, workers: int, warehouse: Path) -> tuple[MeasuredEngine, float, float]:
    """(the engine that ran it, start-up CPU seconds, CPU seconds of the whole run) of one run."""
    settings = Settings.model_validate(
        {
            "inputs": (str(folder),),
            "warehouse": warehouse,
            "workers": workers,
            "max_quarantined_share": 1.0,
        }
    )
    begun = cpu_seconds()
    import_module("expectations.engine").warm_up()
    with InlineEngine(settings) as inline:
        inline.map("start-up", import_benches, [StartUp(n) for n in range(workers)], str)
        engine = MeasuredEngine(inline)
        started = cpu_seconds()
        summary = run_pipeline(engine, settings, started_at=datetime.now(UTC), say=print)
        ended = cpu_seconds()
    print(f"{summary.documents:,} documents, {summary.in_quarantine:,} in quarantine\n")
    return engine, started - begun, ended - started


def show(engine: MeasuredEngine, started: float, whole: float, workers: int) -> None:
    """The profile, one line a stage."""
    rows: dict[str, tuple[float, Any]] = {
        stage: (cpu, f"{engine.own[stage]:8.1f}{engine.wall[stage]:8.1f}")
        for stage, cpu in engine.cpu.items()
    }
    rows["between"] = (whole - sum(engine.cpu.values()), "")
    print(f"{workers} worker(s): start-up {started:.1f} CPU s, then")
    print(f"{'stage':<10}{'CPU s':>8}{'share':>8}{'own s':>8}{'wall s':>8}")
    for stage, (cpu, wall) in rows.items():
        print(f"{stage:<10}{cpu:>8.1f}{cpu / whole:>8.1%}{wall}")
    extraction = sum(engine.cpu[stage] for stage in EXTRACTION)
    print(f"{'whole':<10}{whole:>8.1f}; parse and clean are {extraction / whole:.1%} of it")
    own = sum(engine.own[stage] for stage in EXTRACTION)
    at_best = extraction / (own + (extraction - own) / 2)
    print(
        f"of parse and clean {own:.1f} CPU s are the run's own, {own / extraction:.1%}: "
        f"two workers are {at_best:.2f} times one at best"
    )
    longest = own + sum(engine.busiest[stage] for stage in EXTRACTION)
    print(
        f"the worker with most to do had {longest:.1f} CPU s of {extraction:.1f}: with each on a "
        f"core of its own, {workers} are {extraction / longest:.2f} times one\n"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--texts", choices=READERS, help="a corpus of texts in place of pages")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    chosen = parser.parse_args()
    walls: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "pages"
        folder.mkdir()
        if chosen.texts:
            size = write_documents(folder, (d.data for d in READERS[chosen.texts]()), "txt")
        else:
            size = write_documents(folder, islice(_pages_for_ever(), chosen.pages), "html")
        print(f"{len(list(folder.iterdir())):,} documents, {size / 2**20:,.0f} MiB")
        for workers in chosen.workers:
            found = profile(folder, workers, Path(scratch) / f"warehouse-{workers}")
            show(*found, workers)
            walls[workers] = sum(found[0].wall[stage] for stage in EXTRACTION)
    if 1 in walls:
        for workers, wall in walls.items():
            print(f"parse and clean with {workers}: {walls[1] / wall:.2f} times one worker")


if __name__ == "__main__":
    # A worker imports the verbs by the name of their module, and this one's is not __main__.
    import_module("benchmarks.run_profile").main()
