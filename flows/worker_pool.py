"""Worker processes that run parts, die with their parent, and are replaced when they die alone."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")


class _PartProcess(SpawnProcess):
    """A child that does not run the main module again."""

    def start(self) -> None:
        # Spawned children import the parent's main module. Under a Prefect worker that is Prefect
        # (two seconds a child), and a script without a main guard would start itself for ever.
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = main


class _PartContext(SpawnContext):
    # Spawn, not fork: Prefect and DuckDB keep threads, and a fork copies their locks locked.
    # Two workers are up after 0.20 s; a fork server saves 0.05 s of it and outlives a kill.
    Process = _PartProcess


class WorkerPool:
    """Runs verbs in at most `workers` processes, started when first needed.

    Safe to call from several threads; each call waits for its own result.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._suspects: set[str] = set()
        self._closed = False
        self._state = threading.Lock()
        self._alone = threading.Lock()

    def run(self, verb: Callable[[J], R], job: J, part: str) -> R:
        """What the verb makes of the job, in a worker process.

        One dead worker breaks the whole pool, so every part in flight becomes a suspect and is
        run again alone: the innocent finish, and BrokenProcessPool is raised only for the part
        whose own worker dies, now and at each further try.
        """
        if part not in self._suspects:
            pool = self._current()
            try:
                return self._submitted(pool, verb, job)
            except BrokenProcessPool:
                self._replace(pool, part)
        with self._alone:
            lonely = self._new(1)
            try:
                return self._submitted(lonely, verb, job)
            finally:
                lonely.shutdown(wait=True, cancel_futures=True)

    def close(self, *, kill: bool = False) -> None:
        """No worker is left; with `kill` those at work are not waited for."""
        with self._state:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is None:
            return
        if kill:
            for process in multiprocessing.active_children():
                if isinstance(process, _PartProcess):
                    process.kill()
        pool.shutdown(wait=True, cancel_futures=True)

    def _current(self) -> ProcessPoolExecutor:
        with self._state:
            if self._pool is None:
                self._pool = self._new(self._workers)
            return self._pool

    def _new(self, workers: int) -> ProcessPoolExecutor:
        if self._closed:
            raise RuntimeError("the worker pool is closed")
        return ProcessPoolExecutor(workers, mp_context=_PartContext(), initializer=_prepare_worker)

    def _submitted(self, pool: ProcessPoolExecutor, verb: Callable[[J], R], job: J) -> R:
        with self._state:  # children start in here, and two must not swap the main module at once
            future = pool.submit(_run_part, verb, job)
        return future.result()

    def _replace(self, broken: ProcessPoolExecutor, part: str) -> None:
        with self._state:
            self._suspects.add(part)
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False, cancel_futures=True)


def _prepare_worker() -> None:
    """The worker leaves interrupts to its parent, and leaves when its parent has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            # Without this the workers of a killed run wait on their queue for ever, and those at
            # work write into a warehouse that another run may hold by now.
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, name="follow-parent", daemon=True).start()


def _run_part(verb: Callable[[J], R], job: J) -> R:
    """What the verb makes of the job; an error that cannot travel is told in its own words."""
    try:
        return verb(job)
    except Exception as error:
        if _travels(error):
            raise
        # Unpickling it would fail in the parent and break the pool: a bug would look like a
        # dead worker, and be retried.
        raise RuntimeError(f"{type(error).__name__}: {error}") from None


def _travels(error: Exception) -> bool:
    with suppress(Exception):
        ForkingPickler.loads(ForkingPickler.dumps(error))
        return True
    return False
