"""The engine without a server: the standard library's processes and a progress bar."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from typing import Self, TextIO, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from flows.engines import BACK_OFF, PartFailed, need_workers, worth_retrying
from flows.settings import Settings, worker_count
from flows.worker_pool import WorkerPool

J = TypeVar("J")
R = TypeVar("R")
Advance = Callable[[], None]


class InlineEngine:
    """Runs parts in worker processes that live as long as the engine is entered.

    With one worker, or for a stage that reads little, the parts run in this process, one after
    the other, unless nobody has read them yet. `in_process` keeps all of them here: for tests,
    and for who follows a part with a debugger.
    """

    name = "inline"

    def __init__(
        self,
        settings: Settings,
        *,
        back_off: Sequence[float] = BACK_OFF,
        stream: TextIO | None = None,
        in_process: bool = False,
    ) -> None:
        self._in_process = in_process
        self._workers = worker_count(settings)
        self._back_off = tuple(back_off)
        self._stream = stream or sys.stderr
        self._pool = WorkerPool(self._workers, settings.max_worker_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(kill=kind is not None)

    def close(self, *, kill: bool = False) -> None:
        """No worker process is left."""
        self._pool.close(kill=kill)

    def map(
        self, stage: str, verb: Callable[[J], R], jobs: Sequence[J], label: Callable[[J], str]
    ) -> list[R]:
        """Results in the order of the jobs; PartFailed when a part fails after its tries."""
        if not jobs:
            return []
        here = self._in_process or not need_workers(jobs, self._workers)
        with self._progress(stage, len(jobs)) as advance:
            if here:
                return [self._tried(stage, label(job), partial(verb, job), advance) for job in jobs]
            return self._pooled(stage, verb, jobs, label, advance)

    def call(self, stage: str, step: Callable[[], R]) -> R:
        """The result of the step, run here."""
        with self._progress(stage, 0):
            return step()

    def _pooled(
        self,
        stage: str,
        verb: Callable[[J], R],
        jobs: Sequence[J],
        label: Callable[[J], str],
        advance: Advance,
    ) -> list[R]:
        # A thread a worker drives it, and waits for what it makes of one part after the other.
        with ThreadPoolExecutor(self._workers, thread_name_prefix=stage) as drivers:
            futures: list[Future[R]] = []
            for job in jobs:
                part = label(job)
                run = partial(self._pool.run, verb, job)
                futures.append(drivers.submit(self._tried, stage, part, run, advance))
            try:
                for future in as_completed(futures):
                    future.result()
            except PartFailed:
                # Parts at work are let finish: their files are done work for the next run.
                drivers.shutdown(wait=True, cancel_futures=True)
                raise _first_failure(futures) from None
            except BaseException:
                self._pool.close(kill=True)
                drivers.shutdown(wait=True, cancel_futures=True)
                raise
        return [future.result() for future in futures]

    def _tried(self, stage: str, part: str, run: Callable[[], R], advance: Advance) -> R:
        for tries, pause in enumerate((*self._back_off, None), start=1):
            try:
                result = run()
            except Exception as error:
                if pause is None or not worth_retrying(error):
                    raise PartFailed(stage, part, error, tries) from error
                time.sleep(pause)
            else:
                advance()
                return result
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def _progress(self, stage: str, parts: int) -> Iterator[Advance]:
        """A bar on a terminal while the stage works; elsewhere the DAG's line a stage is all."""
        if not self._stream.isatty():
            yield lambda: None
            return
        with Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(file=self._stream),
            transient=True,
        ) as progress:
            task = progress.add_task(stage, total=parts or None)
            yield lambda: progress.advance(task)


def _first_failure(futures: Sequence[Future[R]]) -> BaseException:
    """The failure of the first part that has one: the same one however the parts were timed."""
    for future in futures:
        if not future.cancelled() and (error := future.exception()) is not None:
            return error
    raise AssertionError("called only when a part failed")
