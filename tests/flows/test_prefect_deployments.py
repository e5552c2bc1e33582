"""The deployments of prefect.yaml on a real server, and a schedule that fires."""

import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.conftest import PREFECT, ROOT, PrefectServer

NAMES = {"coverage/daily", "verify/weekly-verify", "rebuild/rebuild"}


@pytest.fixture(scope="module")
def deployed(prefect_api: PrefectServer) -> Iterator[dict[str, Any]]:
    """The deployments by name, as the server has them after `prefect deploy --all`."""
    from prefect import get_client
    from prefect.client.schemas.filters import DeploymentFilter

    pool = prefect_api.command("work-pool", "create", "dateline", "--type", "process")
    assert pool.returncode == 0, pool.stdout + pool.stderr
    deploy = prefect_api.command("--no-prompt", "deploy", "--all")
    assert deploy.returncode == 0, deploy.stdout + deploy.stderr
    with get_client(sync_client=True) as client:
        found = client.read_deployments(deployment_filter=DeploymentFilter())
        yield {f"{client.read_flow(item.flow_id).name}/{item.name}": item for item in found}


def test_every_deployment_is_accepted_and_described(deployed: dict[str, Any]) -> None:
    assert set(deployed) == NAMES
    assert all(item.description and "dateline" in item.tags for item in deployed.values())


def test_the_daily_run_keeps_the_hour_of_its_zone(deployed: dict[str, Any]) -> None:
    (schedule,) = deployed["coverage/daily"].schedules
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("15 5 * * *", "Asia/Shanghai")
    assert deployed["rebuild/rebuild"].schedules == []


def test_parameters_are_typed_for_the_form(deployed: dict[str, Any]) -> None:
    schema = deployed["coverage/daily"].parameter_openapi_schema["properties"]
    assert schema["inputs"]["type"] == "array"
    assert schema["max_quarantined_share"]["type"] == "number"
    assert schema["task_runner"]["enum"] == ["threads", "processes", "dask", "ray"]
    assert all(field.get("description") for field in schema.values())


def test_every_entrypoint_of_the_file_is_deployed() -> None:
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    assert {item["name"] for item in written["deployments"]} == {
        name.split("/")[1] for name in NAMES
    }


def test_a_cron_schedule_is_planned_ahead(deployed: dict[str, Any]) -> None:
    # With the wrong SQLAlchemy the scheduler fails on each pass and plans nothing, silently.
    runs = wait_for_runs(deployed["coverage/daily"].id, {"SCHEDULED"})
    local = runs[0].expected_start_time.astimezone(ZoneInfo("Asia/Shanghai"))
    assert (local.hour, local.minute) == (5, 15)


def test_a_scheduled_run_fires_and_is_executed_by_a_worker(
    deployed: dict[str, Any], prefect_api: PrefectServer, tmp_path: Path
) -> None:
    from prefect import get_client
    from prefect.client.schemas.schedules import IntervalSchedule

    verify = deployed["verify/weekly-verify"]
    soon = IntervalSchedule(
        interval=timedelta(hours=1), anchor_date=datetime.now(UTC) + timedelta(seconds=4)
    )
    with get_client(sync_client=True) as client:
        client.create_deployment_schedules(verify.id, [(soon, True)])
    environ = prefect_api.environ | {"DATELINE_WAREHOUSE": str(tmp_path / "warehouse")}
    with (
        (tmp_path / "worker.log").open("w") as log,
        subprocess.Popen(
            [PREFECT, "worker", "start", "--pool", "dateline"],
            cwd=ROOT,
            env=environ,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as worker,
    ):
        try:
            ended = wait_for_runs(verify.id, {"COMPLETED", "FAILED", "CRASHED"})
        finally:
            worker.terminate()
            try:
                worker.wait(timeout=30)
            except subprocess.TimeoutExpired:
                worker.kill()  # Prefect's worker does not always end when it is asked to
    said = (tmp_path / "worker.log").read_text()
    assert ended[0].state_type.value == "COMPLETED", said
    assert ended[0].auto_scheduled
    assert ended[0].name == "verify warehouse-data"
    assert ended[0].state.message == "all is well"


def wait_for_runs(deployment: object, states: set[str]) -> list[Any]:
    from prefect import get_client
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
    from prefect.client.schemas.sorting import FlowRunSort

    deadline = time.monotonic() + 60
    wanted = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
    with get_client(sync_client=True) as client:
        while True:
            runs = client.read_flow_runs(
                deployment_filter=wanted,
                sort=FlowRunSort.EXPECTED_START_TIME_ASC,
                limit=20,
            )
            found = [run for run in runs if run.state_type and run.state_type.value in states]
            if found:
                return found
            assert time.monotonic() < deadline, f"no run became one of {sorted(states)}: {runs}"
            time.sleep(0.3)
