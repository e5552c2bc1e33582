"""How long some work takes, told by ratios: they hold on a slow, noisy or shared machine too."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, TypeVar

Made = TypeVar("Made")
Clock = Callable[[], float]

LEAST: Final = 0.01  # seconds of the small size; below it noise is more than the work
TIMES: Final = 8  # linear work takes 8 times as long for it, quadratic work 64 times
MOST: Final = TIMES**1.4  # 18: no work has been seen to need more than 14, on a busy machine
TRIES: Final = 3
ROUNDS: Final = 2
WORDS: Final = 40_000  # a moment is the time that counting them takes: 10 ms where this was written


def grows_in_line(
    made: Callable[[int], Made],
    work: Callable[[Made], object],
    start: int,
    largest: int = 1 << 20,
    clock: Clock = time.process_time,
) -> bool:
    """Whether the work on what is made of a size takes time in line with that size.

    Only the work is timed, at a size that a clock can tell, `start` or a doubling of it, and at
    eight times that size. Nothing is made of more than the `largest` size, and work that is quick
    at that size is in line. Noise makes work slower, never quicker: so the large size has several
    tries, each between two tries of the small one, and a machine that was disturbed throughout
    has another round.
    """

    def seconds(size: int) -> float:
        return _seconds(partial(work, made(size)), clock)

    size = start
    # twice: for its first time, work may have to load what it needs
    while seconds(size) < LEAST or seconds(size) < LEAST:
        if size * 2 * TIMES > largest:
            break
        size *= 2
    for _ in range(ROUNDS):
        small = [seconds(size)]
        for _ in range(TRIES):
            large = seconds(size * TIMES)
            small.append(seconds(size))
            if large < max(LEAST, MOST * min(small)):
                return True
    return False


def takes_at_most(
    moments: float, work: Callable[[], object], clock: Clock = time.process_time
) -> bool:
    """Whether the work takes at most so many moments.

    A moment is what counting some words takes in the same process, before or after the work,
    whichever is longer. A bound on hostile input holds where the moments are at least five times
    what the work needs with the bound, and at most a fifth of what it needs without.
    """
    for _ in range(ROUNDS):
        before = _moment(clock)
        taken = _seconds(work, clock)
        if taken <= moments * max(before, _moment(clock)):
            return True
    return False


def _moment(clock: Clock) -> float:
    return min(_seconds(_count_words, clock) for _ in range(TRIES))


def _count_words() -> None:
    counts: dict[str, int] = {}
    for number in range(WORDS):
        word = f"word {number & 1023}"
        counts[word] = counts.get(word, 0) + 1


def _seconds(work: Callable[[], object], clock: Clock) -> float:
    with _no_garbage_collection():
        begun = clock()
        work()
        return clock() - begun


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Nothing looks for garbage meanwhile: that takes time by all objects of all tests so far.

    No collection comes before it either: where Prefect and pandas are loaded, each takes 0.2 s.
    """
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
