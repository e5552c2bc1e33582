"""Verbs for the engines' tests: a worker process must be able to import them, so no test does."""

import os
import re
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from tasks.bounded import Door
from tasks.jobs import Blame, Bounds
from tasks.readers.text import UnreadableText
from warehouse.files import Disk
from warehouse.journal import Journal


@dataclass(frozen=True, slots=True)
class ToyJob:
    part: int
    folder: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SizedJob:
    part: int
    input_bytes: int


@dataclass(frozen=True, slots=True)
class ToyResult:
    part: int
    pid: int


class TwoWordError(Exception):
    """An error that pickles and does not unpickle: its arguments are not its message's."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def name_part(job: ToyJob | SizedJob) -> str:
    return f"part {job.part}"


def _tries(job: ToyJob) -> int:
    path = Path(job.folder) / f"tries-{job.part}"
    tries = int(path.read_text()) + 1 if path.exists() else 1
    path.write_text(str(tries))
    return tries


def work(job: ToyJob) -> ToyResult:
    time.sleep(job.seconds)
    return ToyResult(job.part, os.getpid())


def measure(job: SizedJob) -> ToyResult:
    return ToyResult(job.part, os.getpid())


def fail_twice_on_the_disk(job: ToyJob) -> ToyResult:
    if _tries(job) < 3 and job.part == 1:
        raise OSError(5, "the disk hiccups")
    return work(job)


def never_read(job: ToyJob) -> ToyResult:
    _tries(job)
    if job.part == 1:
        raise OSError(5, "the disk is gone")
    return work(job)


def have_a_bug(job: ToyJob) -> ToyResult:
    _tries(job)
    if job.part >= 1:
        raise ValueError(f"bug in part {job.part}")
    return work(job)


def find_nothing(job: ToyJob) -> ToyResult:
    _tries(job)
    raise FileNotFoundError(2, "vanished", f"{job.part}.txt")


def raise_what_cannot_travel(job: ToyJob) -> ToyResult:
    raise TwoWordError("cannot", "travel")


def die_in_part_one(job: ToyJob) -> ToyResult:
    _tries(job)
    time.sleep(job.seconds)
    if job.part == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(job)


def die_once(job: ToyJob) -> ToyResult:
    if job.part == 1 and _tries(job) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(job)


def read_memory_limit(job: ToyJob) -> int:
    return resource.getrlimit(resource.RLIMIT_DATA)[0]


def list_modules(job: ToyJob) -> list[str]:
    return sorted(name for name in sys.modules if "." not in name)


@dataclass(frozen=True, slots=True)
class ItemsJob:
    """A part of toy items; an item does what its name says before the dash."""

    folder: str
    items: tuple[str, ...]
    bounds: Bounds = field(default_factory=lambda: Bounds(item_seconds=0.3))
    layer: str = "captured"

    @property
    def journal(self) -> Path:
        return Path(self.folder) / "journal"

    def for_worker(self, suspects: tuple[str, ...], blamed: tuple[Blame, ...]) -> Self:
        bounds = replace(self.bounds, in_worker=True, suspects=suspects, blamed=blamed)
        return replace(self, bounds=bounds)


def name_items(job: ItemsJob) -> str:
    return f"part of {job.folder}"


def read_items(job: ItemsJob) -> list[tuple[str, str]]:
    """(reason code, or the item itself; detail) of each item."""
    with Door("parse", job.bounds, Journal(Disk(), job.journal)) as door:
        results = door.results((item, partial(_read_item, item, job.folder)) for item in job.items)
    return [(one.code, one.detail) if isinstance(one, UnreadableText) else one for one in results]


def _read_item(item: str, folder: str) -> tuple[str, str]:
    with (Path(folder) / "log").open("a") as log:
        log.write(f"{item}\n")
    DOES[item.partition("-")[0]](Path(folder))
    return item, str(os.getpid())


def _kill(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _abort(_: Path) -> None:
    os.abort()


def _die_once(folder: Path) -> None:
    mark = folder / "died"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _spin(_: Path) -> None:
    while True:
        with suppress(Exception):  # as libraries do; an alarm that is one would be lost in it
            while True:
                pass


def _search(_: Path) -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def _compute(_: Path) -> None:
    deque(repeat(1), maxlen=0)  # for ever in C, with no look at signals


def _eat(_: Path) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(32 * 1024 * 1024))


def _wait(folder: Path) -> None:
    """Waits for what never comes; the second time, in a folder that says so, it came."""
    mark = folder / "waiting"
    if mark.exists() and (folder / "it-comes").exists():
        return
    mark.write_text(str(os.getpid()))
    time.sleep(60)


DOES: Final = MappingProxyType[str, Callable[[Path], None]](
    {
        "good": lambda _: None,
        "kill": _kill,
        "abort": _abort,
        "once": _die_once,
        "spin": _spin,
        "search": _search,
        "compute": _compute,
        "eat": _eat,
        "wait": _wait,
    }
)
