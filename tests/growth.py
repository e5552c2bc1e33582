"""How the time of some work grows with its size: by ratios, which hold on a slow machine too."""

import time
from collections.abc import Callable
from typing import Final

LEAST: Final = 0.02  # seconds of the smallest size; below it a clock tells nothing
TRIES: Final = 3
# Twice and four times the size: linear work takes 2 and 4 times as long, quadratic 4 and 16 times.
MOST_OF_TWICE: Final = 3.0
MOST_OF_FOUR_TIMES: Final = 7.0


def grows_in_line(work: Callable[[int], object], start: int, largest: int = 1 << 24) -> bool:
    """Whether the work takes time in line with the size that it is given.

    `start` is doubled until a clock can tell the time; work that is quick even at the `largest`
    size is in line. The best of three tries at each size counts: noise only ever adds.
    """
    size = start
    while _seconds(work, size) < LEAST:
        size *= 2
        if size > largest:
            return True
    for _ in range(TRIES):
        # in turns: a machine that slows down meanwhile slows all three
        tries = [[_seconds(work, size * times) for times in (1, 2, 4)] for _ in range(TRIES)]
        one, two, four = map(min, zip(*tries, strict=True))
        if two < MOST_OF_TWICE * one and four < MOST_OF_FOUR_TIMES * one:
            return True
    return False


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
