"""Verbs for the engines' tests: a worker process must be able to import them, so no test does."""

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path


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


def list_modules(job: ToyJob) -> list[str]:
    return sorted(name for name in sys.modules if "." not in name)
