"""What the measures of time say of work that takes a known time, with and without noise."""

import gc
import math
import random
from collections.abc import Callable

import pytest

from tests.growth import TIMES, grows_in_line, takes_at_most


class Clock:
    """Stands still but for work, and for `tick` seconds at each look."""

    def __init__(self, tick: float = 0) -> None:
        self.now = 0.0
        self.tick = tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def is_in_line(
    seconds: Callable[[int], float], noise: Callable[[], float] = lambda: 1, largest: int = 1 << 20
) -> bool:
    clock = Clock()

    def work(size: int) -> None:
        clock.now += noise() * seconds(size)

    return grows_in_line(int, work, 10, largest, clock)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (lambda size: 0.02, True),
        (lambda size: 0.02 * math.sqrt(size), True),
        (lambda size: 1e-4 * size, True),
        (lambda size: 0.01 + 1e-6 * size, True),
        (lambda size: 1e-5 * size * math.log(size), True),
        (lambda size: 1e-4 * size**1.7, False),
        (lambda size: 1e-7 * size**2, False),
        (lambda size: 1e-4 * size + 1e-6 * size**2, False),
        (lambda size: 1e-9 * size**3, False),
    ],
)
def test_work_in_line_with_its_size_is_told_from_work_that_is_not(
    seconds: Callable[[int], float], expected: bool
) -> None:
    assert is_in_line(seconds) is expected


def test_noise_of_two_and_a_half_times_neither_finds_growth_nor_hides_it() -> None:
    chance = random.Random(7)
    for _ in range(100):
        assert is_in_line(lambda size: 1e-5 * size, lambda: chance.uniform(1, 2.5))
        assert not is_in_line(lambda size: 1e-7 * size**2, lambda: chance.uniform(1, 2.5))


def test_many_times_slower_now_and_then_is_no_growth() -> None:
    chance = random.Random(7)
    for _ in range(100):
        noise = chance.choices([1, 1.5, 2, 20, 50], [2, 2, 2, 1, 1], k=100)
        assert is_in_line(lambda size: 1e-5 * size, iter(noise).__next__)


@pytest.mark.parametrize("disturbed", range(4, 9))
def test_a_machine_that_is_disturbed_for_a_while_is_asked_again(disturbed: int) -> None:
    slow = iter([1, 1, *[1, 10] * (disturbed // 2)])  # each time the large size, never the small
    assert is_in_line(lambda size: 0.02 * size, lambda: next(slow, 1))


def test_work_that_is_quick_at_the_largest_size_is_in_line_and_nothing_larger_is_made() -> None:
    made: list[int] = []

    def seconds(size: int) -> float:
        made.append(size)
        return 1e-9 * size**2

    assert is_in_line(seconds, largest=3_000)
    assert max(made) == 10 * 32 * TIMES
    assert not is_in_line(seconds, largest=300_000)


def test_a_size_too_small_for_a_clock_is_compared_where_the_largest_is_not() -> None:
    assert not is_in_line(lambda size: 1e-6 * size**2, largest=250)


@pytest.mark.parametrize(("taken", "expected"), [(0, True), (3.9, True), (4.1, False)])
def test_work_takes_at_most_so_many_moments(taken: float, expected: bool) -> None:
    clock = Clock(tick=1)  # between the looks before and after the work: a moment is a second

    def work() -> None:
        clock.now += taken

    assert takes_at_most(5, work, clock) is expected


def test_work_that_was_disturbed_once_is_tried_again() -> None:
    clock, disturbed = Clock(tick=1), iter([100])

    def work() -> None:
        clock.now += next(disturbed, 0)

    assert takes_at_most(5, work, clock)


def test_no_garbage_is_looked_for_while_a_clock_runs() -> None:
    seen: list[bool] = []
    assert takes_at_most(1_000, lambda: seen.append(gc.isenabled()))
    with pytest.raises(ZeroDivisionError):
        takes_at_most(1_000, lambda: 1 / 0)
    assert seen == [False]
    assert gc.isenabled()
