"""The door of a stage: an item that fails or takes too much ends as a reason, alone."""

import signal
import threading
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Final, Self, TypeVar

from tasks.jobs import Bounds
from tasks.readers.text import UnreadableText
from warehouse.journal import Journal

R = TypeVar("R")

# A worker whose item is still at work after this many times its limit hangs in native code, which
# sees no exception of ours, and is ended.
HARD_LIMIT: Final = 2.0
# The alarm rings again, because code that drops every exception (a `finally`, a `__del__`, a
# callback of C) may have dropped the first one.
RINGS_EVERY: Final = 1.0


class _OutOfTime(BaseException):
    """Not an Exception: a library that catches those would carry on for ever."""


class Door:
    """Lets the items of one part through, one after the other, each within its bounds.

    Time is CPU time of this process: an item does not suffer for a busy machine. The soft limit
    holds in the main thread, where Python runs its signal handlers, and interrupts Python code
    and regular expressions. The hard one holds in worker processes, and interrupts everything.
    Enter it in the thread that does the work.
    """

    def __init__(
        self, stage: str, bounds: Bounds | None = None, journal: Journal | None = None
    ) -> None:
        self._stage = stage
        self._bounds = bounds or Bounds()
        self._journal = journal if self._bounds.in_worker else None
        self._blamed = {blame.item_id: blame for blame in self._bounds.blamed}
        self._is_timed = False
        self._is_open = False
        self._before: Callable[[int, FrameType | None], object] | int | None = None

    def __enter__(self) -> Self:
        if self._journal is not None:
            self._journal.__enter__()
        if self._bounds.item_seconds and threading.current_thread() is threading.main_thread():
            self._is_timed = True
            self._before = signal.signal(signal.SIGVTALRM, self._ring)
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_timed:
            self._is_timed = False
            _disarm()
            signal.signal(signal.SIGVTALRM, self._before or signal.SIG_DFL)
        if self._journal is not None:
            self._journal.__exit__()

    def results(self, steps: Iterable[tuple[str, Callable[[], R]]]) -> list[R | UnreadableText]:
        """What each item's step made of it, or the reason why there is nothing, in order."""
        found = self._in_turn(steps) if not self._bounds.suspects else self._suspects_first(steps)
        if self._journal is not None:
            self._journal.rest()
        return found

    def _in_turn(self, steps: Iterable[tuple[str, Callable[[], R]]]) -> list[R | UnreadableText]:
        return [self.result(item, step) for item, step in steps]

    def _suspects_first(
        self, steps: Iterable[tuple[str, Callable[[], R]]]
    ) -> list[R | UnreadableText]:
        # Who is guilty is known after seconds, and not when the whole part was read again; who
        # died of what others had left in memory comes through.
        known = list(steps)
        suspects = frozenset(self._bounds.suspects)
        found: dict[int, R | UnreadableText] = {}
        for place in sorted(range(len(known)), key=lambda place: known[place][0] not in suspects):
            found[place] = self.result(*known[place])
        return [found[place] for place in range(len(known))]

    def result(self, item: str, step: Callable[[], R]) -> R | UnreadableText:
        """What the step made of the item, or the reason why there is nothing."""
        blame = self._blamed.get(item)
        if blame is not None:
            return UnreadableText(blame.reason_code, blame.detail)
        if self._journal is not None:
            self._journal.begin(item)
        if not self._is_timed:
            return guarded(step, self._stage)
        try:
            try:
                self._arm()
                return guarded(step, self._stage)
            finally:
                # First of all: whatever rings from here on is dropped, also between the two lines.
                self._is_open = False
                _disarm()
        except _OutOfTime:
            self._is_open = False
            _disarm()
            return took_too_long(self._stage, self._bounds.item_seconds)

    def _arm(self) -> None:
        seconds = self._bounds.item_seconds
        self._is_open = True
        if self._bounds.in_worker:
            # No handler: the system ends the process, whatever it is doing.
            signal.setitimer(signal.ITIMER_PROF, seconds * HARD_LIMIT)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, min(seconds, RINGS_EVERY))

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_open:
            raise _OutOfTime


def _disarm() -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.setitimer(signal.ITIMER_PROF, 0)


def guarded(step: Callable[[], R], stage: str) -> R | UnreadableText:
    """The step's result, or the reason why this one item has none.

    One item that meets a bug goes to quarantine by name, and the rest of the part goes on.
    """
    try:
        return step()
    except UnreadableText as reason:
        return reason
    except RecursionError as error:
        return UnreadableText(f"{stage}_failed", f"nested too deeply: {error}")
    except MemoryError:
        return UnreadableText(
            "out_of_memory",
            f"it took more memory to {stage} than its worker process may have; set "
            "max_worker_bytes higher and run with --rebuild to try it again",
        )
    except Exception as error:  # noqa: BLE001  the door of a stage (STYLE)
        return UnreadableText(f"{stage}_failed", f"{type(error).__name__}: {error}")


def took_too_long(stage: str, seconds: float) -> UnreadableText:
    """The reason of an item that reached the soft limit."""
    return UnreadableText(
        "took_too_long",
        f"it took more than {seconds:g} s of CPU time to {stage}; set max_item_seconds higher "
        "and run with --rebuild to try it again",
    )
