"""Worker processes that run parts, die with their parent, and are replaced when they die alone."""

import gc
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import Any, Final, TypeVar

from flows.blame import LOOKS_EVERY, BoundedJob, Inquest, Vigil
from tasks.jobs import WORKER_BYTES
from warehouse.journal import clear_journal, read_journal

J = TypeVar("J")
R = TypeVar("R")

# New objects between two looks for garbage in rings, 700 by default. The rows of a part are kept
# until it is written and hold no rings: a part of text takes 7% less CPU time.
GARBAGE_EVERY: Final = 20_000


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

    def __init__(self) -> None:
        super().__init__()
        self.process: _PartProcess | None = None
        # In the place of the class, which the executor calls: only we can tell afterwards how
        # the process ended.
        vars(self)["Process"] = self._new_process

    def _new_process(self, *arguments: Any, **named: Any) -> _PartProcess:
        self.process = _PartProcess(*arguments, **named)
        return self.process


class _Worker:
    """One process, and the executor that feeds it.

    One executor a process: in one with several, a death breaks all of them, and in Python 3.11
    a part that is handed over at that moment is waited for in vain.
    """

    def __init__(self, most_bytes: int) -> None:
        self._context = _PartContext()
        self._executor = ProcessPoolExecutor(
            1, mp_context=self._context, initializer=_prepare_worker, initargs=(most_bytes,)
        )

    def submit(self, verb: Callable[[J], R], job: J) -> Future[R]:
        return self._executor.submit(_run_part, verb, job)

    def result(self, future: Future[R], job: object) -> R:
        """The future's result; BrokenProcessPool when the process is gone, or was ended."""
        vigil = Vigil(job) if isinstance(job, BoundedJob) else None
        was_gone = False
        while not wait([future], timeout=vigil.every if vigil else LOOKS_EVERY).done:
            process = self._context.process
            is_gone = process is not None and not process.is_alive()
            if is_gone and was_gone:  # it died as the part was handed over
                raise BrokenProcessPool("the worker died before it began")
            was_gone = is_gone
            if vigil is not None:
                vigil.look(time.monotonic())
        return future.result()

    def shutdown(self) -> int | None:
        """How the process ended, which it has."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        return None if self._context.process is None else self._context.process.exitcode


class WorkerPool:
    """Runs verbs in at most `workers` processes, started when first needed.

    Safe to call from several threads; each call waits for its own result. A worker has at most
    `most_bytes` of memory of its own: a MemoryError in one, not a machine without memory.
    """

    def __init__(self, workers: int, most_bytes: int = WORKER_BYTES) -> None:
        self._most_bytes = most_bytes
        self._idle: list[_Worker] = []
        self._closed = False
        self._state = threading.Lock()
        self._room = threading.BoundedSemaphore(workers)

    def run(self, verb: Callable[[J], R], job: J) -> R:
        """What the verb makes of the job, in a worker process.

        A worker that dies is replaced, and the others do not notice. Where the job tells which
        item was in hand, the part is tried until the items that end their worker are known and
        refused; else, and when there are too many of them, BrokenProcessPool is raised.
        """
        inquest = Inquest()
        with self._room:
            while True:
                worker = self._free()
                try:
                    result = self._result(worker, verb, job, inquest)
                except BrokenProcessPool:
                    if not _tell(inquest, job, worker.shutdown()):
                        raise
                except BaseException:
                    self._give_back(worker)
                    raise
                else:
                    self._give_back(worker)
                    return result

    def close(self, *, kill: bool = False) -> None:
        """No idle worker is left; one at work leaves with its part, or with `kill` at once."""
        with self._state:
            self._closed = True
            idle, self._idle = self._idle, []
        if kill:
            for process in multiprocessing.active_children():
                if isinstance(process, _PartProcess):
                    process.kill()
        for worker in idle:
            worker.shutdown()

    def _free(self) -> _Worker:
        with self._state:
            if self._closed:
                raise RuntimeError("the worker pool is closed")
            return self._idle.pop() if self._idle else _Worker(self._most_bytes)

    def _give_back(self, worker: _Worker) -> None:
        with self._state:
            if not self._closed:
                self._idle.append(worker)
                return
        worker.shutdown()

    def _result(self, worker: _Worker, verb: Callable[[J], R], job: J, inquest: Inquest) -> R:
        if isinstance(job, BoundedJob):
            job = job.for_worker(inquest.suspects, inquest.blamed)
        with self._state:  # children start in here, and two must not swap the main module at once
            future = worker.submit(verb, job)
        return worker.result(future, job)


def _tell(inquest: Inquest, job: object, exit_code: int | None) -> bool:
    """Whether the inquest learned from the death which item the job had in hand."""
    if not isinstance(job, BoundedJob):
        return False
    at_work = read_journal(job.journal)
    clear_journal(job.journal)
    return inquest.hear(at_work, exit_code, job.bounds.item_seconds)


def _prepare_worker(most_bytes: int) -> None:
    """The worker leaves interrupts to its parent, and leaves when its parent has gone.

    It gets no more memory than that; of what it shares with others nothing is counted.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(GARBAGE_EVERY)
    # RLIMIT_DATA and not RLIMIT_AS, which would count libraries and mapped files, too.
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most_bytes if most == resource.RLIM_INFINITY else min(most_bytes, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
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
