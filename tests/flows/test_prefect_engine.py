"""Parts as Prefect tasks: the same results, names a person can read, nothing stored."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from flows.engines import PartFailed
from flows.settings import Settings, SettingsError
from tests.conftest import PrefectServer
from tests.flows import toy_verbs
from tests.flows.toy_verbs import SizedJob, ToyJob, name_part

T = TypeVar("T")


def label(job: ToyJob) -> str:
    return f"part {job.part} of 4"


def in_flow(step: Callable[[Any], T], **settings: Any) -> T:
    """What the step makes of a Prefect engine, inside a flow run."""
    from prefect import flow

    from flows.prefect_tasks import PrefectEngine

    outcomes: list[T] = []
    errors: list[Exception] = []

    @flow(name="toy", persist_result=False)
    def toy() -> None:
        try:
            with PrefectEngine(Settings(workers=2, **settings), back_off=(0.0, 0.0)) as engine:
                outcomes.append(step(engine))
        except PartFailed as error:  # a flow stores the error that ends it; ours never do
            errors.append(error)

    toy()
    if errors:
        raise errors[0]
    return outcomes[0]


def task_runs(name: str) -> list[Any]:
    from prefect import get_client
    from prefect.client.schemas.filters import TaskRunFilter, TaskRunFilterName
    from prefect.client.schemas.sorting import TaskRunSort

    wanted = TaskRunFilter(name=TaskRunFilterName(like_=name))
    with get_client(sync_client=True) as client:
        return client.read_task_runs(task_run_filter=wanted, sort=TaskRunSort.NAME_ASC, limit=100)


def jobs_in(folder: Path) -> list[ToyJob]:
    return [ToyJob(part, str(folder)) for part in range(4)]


def tries(folder: Path, part: int) -> int:
    return int((folder / f"tries-{part}").read_text())


def test_results_come_in_the_order_of_the_jobs_from_worker_processes(
    prefect_api: PrefectServer, tmp_path: Path
) -> None:
    jobs = jobs_in(tmp_path)
    results = in_flow(lambda engine: engine.map("parse", toy_verbs.work, jobs, label))
    assert [result.part for result in results] == [0, 1, 2, 3]
    assert os.getpid() not in {result.pid for result in results}


def test_task_processes_make_the_same_results(prefect_api: PrefectServer, tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path)[:2]
    results = in_flow(
        lambda engine: engine.map("parse", toy_verbs.work, jobs, label), task_runner="processes"
    )
    assert [result.part for result in results] == [0, 1]
    assert os.getpid() not in {result.pid for result in results}


def test_a_step_that_sees_the_whole_runs_here(prefect_api: PrefectServer) -> None:
    assert in_flow(lambda engine: engine.call("publish", os.getpid)) == os.getpid()
    assert in_flow(lambda engine: engine.map("parse", toy_verbs.work, [], label)) == []


def test_a_stage_that_reads_little_starts_no_process(prefect_api: PrefectServer) -> None:
    small = [SizedJob(0, 1), SizedJob(1, 1)]
    results = in_flow(lambda engine: engine.map("parse", toy_verbs.measure, small, name_part))
    assert {result.pid for result in results} == {os.getpid()}


def test_a_disk_that_hiccups_is_tried_again(prefect_api: PrefectServer, tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path)
    in_flow(lambda engine: engine.map("parse", toy_verbs.fail_twice_on_the_disk, jobs, label))
    assert tries(tmp_path, 1) == 3


def test_a_part_that_fails_three_times_is_named(prefect_api: PrefectServer, tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path)
    with pytest.raises(PartFailed, match=r"^parse: part 1 of 4 failed after 3 tries: OSError"):
        in_flow(lambda engine: engine.map("parse", toy_verbs.never_read, jobs, label))
    assert tries(tmp_path, 1) == 3


def test_a_bug_is_not_tried_again(prefect_api: PrefectServer, tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path)
    with pytest.raises(PartFailed, match=r"^parse: part 1 of 4 failed: ValueError: bug in part 1$"):
        in_flow(lambda engine: engine.map("parse", toy_verbs.have_a_bug, jobs, label))
    assert tries(tmp_path, 1) == 1


def test_a_part_that_kills_its_worker_is_named(prefect_api: PrefectServer, tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path)
    with pytest.raises(PartFailed, match="part 1 of 4 failed after 3 tries: its worker process"):
        in_flow(lambda engine: engine.map("parse", toy_verbs.die_in_part_one, jobs, label))


def test_task_runs_have_names_a_person_can_read_and_nothing_is_stored(
    prefect_api: PrefectServer, tmp_path: Path
) -> None:
    jobs = jobs_in(tmp_path)
    in_flow(lambda engine: engine.map("readable", toy_verbs.work, jobs, label))
    runs = task_runs("readable")
    assert sorted(run.name for run in runs) == [f"readable part {n} of 4" for n in range(4)]
    assert all(run.cache_key is None for run in runs)
    assert not list((prefect_api.home / "storage").rglob("*"))


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_task_runner_that_is_not_installed_is_named_with_its_package(
    prefect_api: PrefectServer, runner: str
) -> None:
    from flows.prefect_tasks import PrefectEngine

    with pytest.raises(SettingsError, match=f"needs the package prefect-{runner}"):
        PrefectEngine(Settings.model_validate({"task_runner": runner}))
