"""The door of a stage, in this process: what comes through, and what is refused."""

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tasks.bounded import Door
from tasks.jobs import Blame, Bounds
from tasks.readers.text import UnreadableText
from warehouse.files import Disk
from warehouse.journal import Journal, read_journal

QUICK = Bounds(item_seconds=0.05)
# The timers of the hard limit would end the tests themselves.
HARMLESS = Bounds(item_seconds=30, in_worker=True)


def spin() -> str:
    while True:
        pass


def spin_in_a_finally() -> str:
    try:
        return "lost"
    finally:
        spin()


def spin_and_catch_everything() -> str:
    while True:
        with suppress(Exception):
            spin()


def search() -> str:
    return str(re.match(r"(a+)+$", "a" * 60 + "b"))


class Stubborn:
    """Spins as it is thrown away, where Python drops every exception."""

    def __del__(self) -> None:
        until = time.process_time() + 0.15
        while time.process_time() < until:
            pass


def drop_the_first_alarm() -> str:
    Stubborn()
    return spin()


def refusal(result: object) -> tuple[str, str]:
    assert isinstance(result, UnreadableText)
    return result.code, result.detail


def fails(error: Exception) -> Callable[[], str]:
    def step() -> str:
        raise error

    return step


@pytest.mark.parametrize(
    ("error", "code", "detail"),
    [
        (UnreadableText("no_article", "a menu"), "no_article", "a menu"),
        (ValueError("odd"), "parse_failed", "ValueError: odd"),
        (RecursionError("deep"), "parse_failed", "nested too deeply: deep"),
        (MemoryError(), "out_of_memory", "max_worker_bytes"),
    ],
)
def test_an_item_that_fails_has_its_reason(error: Exception, code: str, detail: str) -> None:
    with Door("parse") as door:
        found = refusal(door.result("item", fails(error)))
    assert found[0] == code
    assert detail in found[1]


def test_ctrl_c_is_no_reason_of_an_item() -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Door("parse") as door:
        door.result("item", interrupted)


@pytest.mark.parametrize("step", [spin, spin_in_a_finally, spin_and_catch_everything, search])
def test_an_item_that_takes_too_long_is_interrupted(step: Callable[[], str]) -> None:
    begun = time.process_time()
    with Door("parse", QUICK) as door:
        found = door.results([("a", lambda: "a"), ("slow", step), ("b", lambda: "b")])
    assert (found[0], found[2]) == ("a", "b")
    assert refusal(found[1])[0] == "took_too_long"
    assert "more than 0.05 s of CPU time to parse" in refusal(found[1])[1]
    assert time.process_time() - begun < 20 * QUICK.item_seconds


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_alarm_that_was_dropped_rings_again() -> None:
    with Door("parse", QUICK) as door:
        assert refusal(door.result("item", drop_the_first_alarm))[0] == "took_too_long"


def test_time_spent_asleep_and_between_items_counts_for_nobody() -> None:
    def sleep() -> str:
        time.sleep(0.08)
        return "slept"

    def between() -> Iterator[tuple[str, Callable[[], str]]]:
        for name in ("a", "b"):
            until = time.process_time() + 0.08
            while time.process_time() < until:
                pass
            yield name, sleep

    with Door("parse", QUICK) as door:
        assert door.results(between()) == ["slept", "slept"]


def test_nothing_rings_when_the_door_is_closed() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with Door("parse", QUICK) as door:
        door.result("item", lambda: "done")
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_an_error_of_the_machine_closes_the_door_too() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(OSError, match="full"), Door("parse", QUICK):
        raise OSError(28, "full")
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_another_thread_has_no_soft_limit_and_does_its_work() -> None:
    found: list[object] = []

    def work() -> None:
        with Door("parse", QUICK) as door:
            found.append(door.result("item", lambda: sum(range(10)) or "nothing"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [45]


def test_who_is_blamed_is_not_tried_again() -> None:
    bounds = Bounds(blamed=(Blame("bad", "worker_died", "twice"),))
    with Door("parse", bounds) as door:
        good, bad = door.results([("good", lambda: 1), ("bad", fails(AssertionError("tried")))])
    assert good == 1
    assert refusal(bad) == ("worker_died", "twice")


def test_suspects_are_tried_first_and_results_keep_their_order() -> None:
    tried: list[str] = []

    def step(name: str) -> str:
        tried.append(name)
        return name

    with Door("parse", Bounds(suspects=("c", "b"))) as door:
        found = door.results((name, partial(step, name)) for name in "abcd")
    assert found == ["a", "b", "c", "d"]
    assert tried == ["b", "c", "a", "d"]


def test_a_worker_tells_which_item_it_has_in_hand(tmp_path: Path) -> None:
    path = tmp_path / "journal"

    def at_work() -> str:
        told = read_journal(path)
        assert told is not None
        assert told.process == os.getpid()
        return told.item

    with Door("parse", HARMLESS, Journal(Disk(), path)) as door:
        assert door.results([("a", at_work), ("b", at_work)]) == ["a", "b"]
        assert read_journal(path) is None
    assert not path.exists()


def test_the_run_itself_has_no_journal_and_no_timer_that_ends_it(tmp_path: Path) -> None:
    def timer() -> float:
        return signal.getitimer(signal.ITIMER_PROF)[0]

    with Door("parse", Bounds(), Journal(Disk(), tmp_path / "journal")) as door:
        assert door.result("item", timer) == 0
        assert not (tmp_path / "journal").exists()
    with Door("parse", HARMLESS, Journal(Disk(), tmp_path / "journal")) as door:
        assert 50 < float(str(door.result("item", timer))) < 61
    assert timer() == 0
