"""A disk that fails at the k-th step, and a small publication to try it on.

`FaultyDisk(k, failure)` counts from 1; with `failure=None` it only counts. A test of a whole
pipeline passes it wherever a Disk goes: `Store(root, disk=FaultyDisk(17, killed))`.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from warehouse.files import Disk


class Killed(BaseException):
    """The end of the process, for tests that want to go on living."""


def killed() -> None:
    raise Killed


def killed_for_real() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refused(number: int) -> Callable[[], None]:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


class FaultyDisk(Disk):
    def __init__(self, k: int = 0, failure: Callable[[], None] | None = None) -> None:
        self.k = k
        self.failure = failure
        self.steps: list[tuple[str, Path]] = []
        self.is_dead = False

    def step(self, call: str, path: Path) -> None:
        if self.is_dead:  # a dead process does not run its `finally` either
            raise Killed
        self.steps.append((call, path))
        # Writing and building fail half way, below: that is what real ones do.
        if self._is_now and call not in {"write", "build"}:
            self._fail()

    def write(self, descriptor: int, data: memoryview, path: Path) -> None:
        with self._telling("write", path):
            if self._is_now:
                os.write(descriptor, data[: len(data) // 2])
                self._fail()
            os.write(descriptor, data)

    def build(self, path: Path, make: Callable[[Path], None]) -> None:
        with self._telling("build", path):
            make(path)
            if self._is_now:
                os.truncate(path, path.stat().st_size // 2)
                self._fail()

    @property
    def _is_now(self) -> bool:
        return self.failure is not None and len(self.steps) == self.k

    def _fail(self) -> None:
        assert self.failure is not None
        try:
            self.failure()
        except Killed:
            self.is_dead = True
            raise
