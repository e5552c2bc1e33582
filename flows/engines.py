"""The seam between the DAG and what runs it: the protocol of an engine, and which one to take."""

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final, Protocol, TypeVar

from flows.settings import Settings

J = TypeVar("J")
R = TypeVar("R")
Say = Callable[[str], None]

# Seconds before the second and the third try of a part. A part is some seconds of work, and a
# file system that hiccups (a remounted share, a full buffer) is mostly back by then; who waits
# longer hides a broken disk from its owner.
BACK_OFF: Final[tuple[float, ...]] = (1.0, 4.0)

# Text is parsed and cleaned at about a megabyte a second on one core; two workers start in 0.2 s
# and import the benches in another half, Great Expectations in 2.5. Below this a pool costs more
# than it saves.
SMALL_BYTES: Final = 1024 * 1024


class Engine(Protocol):
    """What the DAG knows of the thing that runs it."""

    name: str

    def map(
        self, stage: str, verb: Callable[[J], R], jobs: Sequence[J], label: Callable[[J], str]
    ) -> list[R]:
        """Results in the order of the jobs, one job a part, run in worker processes.

        `verb` is a function that a worker can import; jobs and results are small, picklable and
        sayable in JSON: paths, ids and counts, never text. A job may bear `input_bytes`, the
        size of what it reads, and `layer`, of what kind that is: `need_workers` makes of them
        whether worker processes are worth their start. A job that says which item is in hand
        (flows/blame.py) survives items that end their worker. Raises PartFailed when a part
        fails after its tries.
        """
        ...

    def call(self, stage: str, step: Callable[[], R]) -> R:
        """The result of a step that sees the whole; it runs once, in this process."""
        ...


class PartFailed(RuntimeError):
    """A part that failed after its tries: which stage, which part, and why."""

    def __init__(self, stage: str, part: str, cause: BaseException, tries: int) -> None:
        self.stage = stage
        self.part = part
        self.tries = tries
        super().__init__(f"{stage}: {part} failed{_after(tries)}: {_why(cause)}")


class PrefectUnreachable(RuntimeError):
    """A Prefect API is configured and does not answer."""


def worth_retrying(error: BaseException) -> bool:
    """Whether a second try of the same part may end otherwise.

    Only trouble with the machine: input and output, and a worker that died. A missing or
    forbidden file stays so, and a bug fails the same way twice.
    """
    if isinstance(error, FileNotFoundError | PermissionError):
        return False
    return isinstance(error, OSError | BrokenProcessPool)


def need_workers(jobs: Sequence[object], workers: int) -> bool:
    """Whether the jobs run in worker processes and not, one after the other, in this one.

    What was captured is read there however little it is: nobody has looked at it yet, and a page
    that crashes its reader ends a worker and not the run. What was parsed by then is safer, and
    goes there when it is large.
    """
    layers = {getattr(job, "layer", "") for job in jobs if getattr(job, "input_bytes", 1)}
    if "captured" in layers:
        return True
    return not are_small(jobs) and (workers > 1 or "parsed" in layers)


def are_small(jobs: Sequence[object]) -> bool:
    """Whether the jobs together read too little for worker processes to be worth their start.

    A job says what it reads by its `input_bytes`; one that does not counts as large.
    """
    return sum(getattr(job, "input_bytes", SMALL_BYTES) for job in jobs) < SMALL_BYTES


def choose(
    settings: Settings, environ: Mapping[str, str] = os.environ, *, told_by: str = "the settings"
) -> tuple[str, str]:
    """The engine's name and, in one line, why it was taken; `told_by` is who set it."""
    if settings.engine != "auto":
        who = "--engine" if told_by == "flag" else told_by
        return settings.engine, f"engine {settings.engine}: set by {who}"
    where = configured_api(environ)
    if where:
        return "prefect", f"engine prefect: {where}"
    return "inline", "engine inline: no Prefect API is configured"


def configured_api(environ: Mapping[str, str]) -> str:
    """Where a Prefect API is configured, in words; empty when none is.

    Reads what Prefect would read, without the two seconds of importing it: PREFECT_API_URL,
    else the active profile. An empty PREFECT_API_URL says "none" whatever the profile says.
    """
    if "PREFECT_API_URL" in environ:
        return "PREFECT_API_URL is set" if environ["PREFECT_API_URL"] else ""
    home = Path(environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    path = Path(environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml").expanduser()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # No file is the usual case; a broken one is Prefect's to complain of, not ours.
        return ""
    active = environ.get("PREFECT_PROFILE") or found.get("active")
    profiles = found.get("profiles")
    profile = profiles.get(active) if isinstance(profiles, dict) else None
    if isinstance(profile, dict) and profile.get("PREFECT_API_URL"):
        return f"the Prefect profile {active!r} names an API"
    return ""


def _after(tries: int) -> str:
    return f" after {tries} tries" if tries > 1 else ""


def _why(cause: BaseException) -> str:
    if isinstance(cause, BrokenProcessPool):
        return "its worker process died (killed, out of memory, or a crash in native code)"
    return f"{type(cause).__name__}: {cause}"
