"""The engine that runs parts as Prefect tasks, inside a flow run."""

import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, Self, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.engines import BACK_OFF, PartFailed, need_workers, worth_retrying
from flows.settings import Settings, SettingsError, worker_count
from flows.worker_pool import WorkerPool

J = TypeVar("J")
R = TypeVar("R")

ELSEWHERE: Final = MappingProxyType(
    {
        "dask": ("prefect_dask", "DaskTaskRunner"),
        "ray": ("prefect_ray", "RayTaskRunner"),
    }
)


class PrefectEngine:
    """Runs each part as a task run that a person can find by its name.

    With the task runner `threads` a task waits for a worker process that is shared by the run:
    15 ms a task. `processes`, `dask` and `ray` run the task itself elsewhere, at half a second
    a task. Nothing is cached and no result is stored: parts on disk say what is done.
    """

    name = "prefect"

    def __init__(self, settings: Settings, *, back_off: Sequence[float] = BACK_OFF) -> None:
        self._back_off = tuple(back_off)
        self._workers = worker_count(settings)
        self._pool = WorkerPool(self._workers, settings.max_worker_bytes)
        self._turn = threading.Lock()
        self._shares_processes = settings.task_runner == "threads"
        self._runner = task_runner(settings)

    def __enter__(self) -> Self:
        self._runner.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> None:
        interrupted = kind is not None and not issubclass(kind, Exception)
        self._pool.close(kill=interrupted)
        self._runner.__exit__(kind, *rest)

    def map(
        self, stage: str, verb: Callable[[J], R], jobs: Sequence[J], label: Callable[[J], str]
    ) -> list[R]:
        """Results in the order of the jobs; PartFailed when a part fails after its tries."""
        if not jobs:
            return []
        parts = [label(job) for job in jobs]
        task = Task(
            self._run(verb, here=not need_workers(jobs, self._workers)),
            name=stage,
            task_run_name=f"{stage} {{part}}",
            retries=len(self._back_off),
            retry_delay_seconds=list(self._back_off),
            retry_condition_fn=_is_worth_retrying,
            persist_result=False,
            result_serializer="json",
            cache_policy=NO_CACHE,
            log_prints=False,
        )
        futures = [
            # Quoted: Prefect would look for other tasks' results in every field of the job.
            self._runner.submit(task, {"job": quote(job), "part": part})
            for job, part in zip(jobs, parts, strict=True)
        ]
        results: list[R] = []
        for part, future in zip(parts, futures, strict=True):
            try:
                results.append(future.result())
            except Exception as error:
                for later in futures:
                    later.wrapped_future.cancel()
                tries = len(self._back_off) + 1 if worth_retrying(error) else 1
                raise PartFailed(stage, part, error, tries) from error
        return results

    def call(self, stage: str, step: Callable[[], R]) -> R:
        """The result of the step, run here as one task."""

        def run() -> R:
            return step()

        return Task(
            run,
            name=stage,
            task_run_name=stage,
            persist_result=False,
            result_serializer="json",
            cache_policy=NO_CACHE,
            log_prints=False,
        )()

    def _run(self, verb: Callable[[J], R], *, here: bool) -> Callable[[J, str], R]:
        where: Callable[[Callable[[J], R], J], R] = _where_the_task_is
        if self._shares_processes:
            where = self._in_turn if here else self._pool.run

        def run(job: J, part: str) -> R:
            del part  # the task run's name has it
            return where(verb, job)

        return run

    def _in_turn(self, verb: Callable[[J], R], job: J) -> R:
        # lxml has crashed in threads, and pure Python gains nothing by them.
        with self._turn:
            return verb(job)


def _where_the_task_is(verb: Callable[[J], R], job: J) -> R:
    return verb(job)


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """The task runner of the settings; SettingsError when its package is not installed."""
    workers = worker_count(settings)
    if settings.task_runner == "threads":
        return ThreadPoolTaskRunner(max_workers=workers)
    if settings.task_runner == "processes":
        return ProcessPoolTaskRunner(max_workers=workers)
    module, runner = ELSEWHERE[settings.task_runner]
    try:
        made: TaskRunner[Any] = getattr(import_module(module), runner)()
    except ImportError as error:
        package = module.replace("_", "-")
        raise SettingsError(
            [f"task_runner = {settings.task_runner!r} needs the package {package}: {error}"]
        ) from error
    return made


def _is_worth_retrying(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    return isinstance(state.data, BaseException) and worth_retrying(state.data)
