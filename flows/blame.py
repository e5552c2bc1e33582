"""Which item is to blame when worker processes die over one part."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol, Self, runtime_checkable

from tasks.jobs import Blame, Bounds
from warehouse.journal import AtWork, read_journal

# A part with more deadly items than this is no accident, and each costs two deaths.
MOST_SUSPECTS: Final = 20
# Seconds by the clock for each CPU second an item may use. On a machine shared by many a worker
# gets a fifth of a core; an item in hand for longer waits for something that never comes.
PATIENCE: Final = 10.0
# How often that is looked at: a small file is read.
LOOKS_EVERY: Final = 5.0
# Somebody asked the worker to leave; no item does that to its process.
_NOBODYS_FAULT: Final = frozenset({-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP})


@runtime_checkable
class BoundedJob(Protocol):
    """A job whose worker says which item it has in hand."""

    @property
    def bounds(self) -> Bounds:
        """What one item may take."""
        ...

    @property
    def journal(self) -> Path:
        """Where the worker says it."""
        ...

    def for_worker(self, suspects: tuple[str, ...], blamed: tuple[Blame, ...]) -> Self:
        """The job for a worker process, with what earlier tries told of its items."""
        ...


class Inquest:
    """What the deaths of workers over one part have told, death by death."""

    def __init__(self) -> None:
        self._suspects: dict[str, None] = {}
        self._blamed: dict[str, Blame] = {}

    @property
    def suspects(self) -> tuple[str, ...]:
        """Items that were in hand once, and are not blamed."""
        return tuple(item for item in self._suspects if item not in self._blamed)

    @property
    def blamed(self) -> tuple[Blame, ...]:
        """Items that are not tried again."""
        return tuple(self._blamed.values())

    def hear(self, at_work: AtWork | None, exit_code: int | None, limit: float) -> bool:
        """Whether the death told something new, so that another try may end otherwise.

        The first death with an item in hand blames nobody: somebody may have killed the worker, or
        the system, short of memory, may have chosen an innocent one. Only the timer of the hard
        limit sends SIGPROF, so that this is blamed at once; whom a Vigil ended may have been
        stopped from outside, and has a second try.
        """
        if at_work is None or exit_code in _NOBODYS_FAULT:
            return False
        item = at_work.item
        if exit_code == -signal.SIGPROF:
            self._blamed[item] = Blame(item, "took_too_long", _hung(limit))
        elif item in self._suspects and exit_code == -signal.SIGALRM:
            self._blamed[item] = Blame(item, "took_too_long", _waited(limit))
        elif item in self._suspects:
            self._blamed[item] = Blame(item, "worker_died", _died(exit_code))
        self._suspects.setdefault(item)
        return len(self._suspects) <= MOST_SUSPECTS


class Vigil:
    """Ends a worker that has one item in hand by the clock, and spends no time on it.

    No timer of the worker's own sees that: they count CPU time, so that an item does not suffer
    for a busy machine.
    """

    def __init__(self, job: BoundedJob) -> None:
        self._journal = job.journal
        self._patience = PATIENCE * job.bounds.item_seconds
        self._at_work: AtWork | None = None
        self._since = 0.0
        self.every = min(LOOKS_EVERY, job.bounds.item_seconds)

    def look(self, now: float) -> None:
        """The worker is ended when it has had the same item in hand for too long."""
        at_work = read_journal(self._journal)
        if at_work is None or at_work != self._at_work:
            self._at_work, self._since = at_work, now
        elif now - self._since > self._patience:
            with suppress(ProcessLookupError):
                os.kill(at_work.process, signal.SIGALRM)


def _hung(limit: float) -> str:
    return (
        f"it took more than {limit:g} s of CPU time in code that cannot be interrupted, and its "
        "worker process was ended; set max_item_seconds higher and run with --rebuild to try it "
        "again"
    )


def _waited(limit: float) -> str:
    return (
        f"it was in hand for more than {limit * PATIENCE:g} s twice, and its worker process was "
        "ended; set max_item_seconds higher and run with --rebuild to try it again"
    )


def _died(exit_code: int | None) -> str:
    return (
        f"its worker process died over it twice ({_manner(exit_code)}); run with --rebuild to try "
        "it again"
    )


def _manner(exit_code: int | None) -> str:
    if exit_code is None:
        return "in a way that was not seen"
    if exit_code == -signal.SIGKILL:
        return "killed, as the system does when memory runs out"
    if exit_code < 0:
        return f"{signal.Signals(-exit_code).name}, a crash in native code"
    return f"exit code {exit_code}"
