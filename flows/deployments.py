"""The flows: what a deployment starts. Prefect loads this file twice, so it holds nothing else."""

from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.prefect_runs import final_state, one_line, run_in_flow, run_name, settings_of
from flows.settings import GIBIBYTE, MEBIBYTE, TaskRunnerName
from warehouse.files import WarehouseError
from warehouse.integrity import verify
from warehouse.store import Store


def _coverage_name() -> str:
    given = flow_run.parameters
    return run_name(given.get("inputs"), given.get("warehouse"))


@flow(name="coverage", flow_run_name=_coverage_name, persist_result=False, result_serializer="json")
def coverage(
    inputs: list[str],
    *,
    warehouse: str = "warehouse-data",
    manifest: str | None = None,
    outlets: str | None = None,
    topics: str | None = None,
    entities: str | None = None,
    drop_own_files: bool = False,
    task_runner: TaskRunnerName = "threads",
    workers: int = 0,
    as_of: date | None = None,
    keep_snapshots: int = 10,
    columns: dict[str, str] | None = None,
    article_separator: str | None = None,
    max_input_bytes: int = 64 * MEBIBYTE,
    max_unpacked_bytes: int = 50 * GIBIBYTE,
    part_bytes: int = 32 * MEBIBYTE,
    part_items: int = 5_000,
    max_quarantined_share: float = 0.1,
    rehash: bool = False,
    retry_quarantined: bool = False,
    config: str | None = None,
) -> State[Any]:
    """Raw copy in, a published snapshot out; what is done already is not done again.

    Args:
        inputs: Files, folders, patterns and addresses to read.
        warehouse: The warehouse's folder.
        manifest: JSON lines that say what the files do not: url, outlet, times.
        outlets: A folder with outlet files of your own.
        topics: A folder with topic files of your own.
        entities: A folder with entity files of your own.
        drop_own_files: Go on without own files that the last run had and this one does not name.
        task_runner: Where the parts run; threads keep a pool of worker processes.
        workers: Worker processes; 0 is one per core.
        as_of: The day of the run; dates after it are suspect. Today when empty.
        keep_snapshots: Snapshots kept, the newest first.
        columns: Which column of a table holds which field; guessed from its names when empty.
        article_separator: A line that parts the articles of one text file.
        max_input_bytes: A larger record (a file, a member, a row) is quarantined unread.
        max_unpacked_bytes: What one archive or compressed file may unpack to.
        part_bytes: Bytes of captures in a part.
        part_items: Captures in a part, at most.
        max_quarantined_share: Above it the run fails.
        rehash: Read every file again instead of trusting size and time.
        retry_quarantined: Try quarantined captures again.
        config: A TOML file with settings; a parameter left at its default yields to it.

    """
    given = dict(locals())
    return final_state(lambda: run_in_flow(settings_of(given), _say_nothing))


@flow(
    name="rebuild",
    flow_run_name="rebuild of {warehouse}",
    persist_result=False,
    result_serializer="json",
)
def rebuild(
    *,
    warehouse: str = "warehouse-data",
    outlets: str | None = None,
    topics: str | None = None,
    entities: str | None = None,
    drop_own_files: bool = False,
    task_runner: TaskRunnerName = "threads",
    workers: int = 0,
    config: str | None = None,
) -> State[Any]:
    """Every layer derived again from the stored captures; no input is read.

    Args:
        warehouse: The warehouse's folder.
        outlets: A folder with outlet files of your own.
        topics: A folder with topic files of your own.
        entities: A folder with entity files of your own.
        drop_own_files: Go on without own files that the last run had and this one does not name.
        task_runner: Where the parts run; threads keep a pool of worker processes.
        workers: Worker processes; 0 is one per core.
        config: A TOML file with settings; a parameter left at its default yields to it.

    """
    given = {**locals(), "rebuild": True}
    return final_state(lambda: run_in_flow(settings_of(given), _say_nothing))


@flow(
    name="verify",
    flow_run_name="verify {warehouse}",
    persist_result=False,
    result_serializer="json",
)
def verify_warehouse(warehouse: str = "warehouse-data") -> State[Any]:
    """Hashes, counts, keys and accounting of the warehouse proven; it is not changed.

    Args:
        warehouse: The warehouse's folder.

    """
    logger = get_run_logger()
    path = settings_of({"warehouse": warehouse}).warehouse
    try:
        findings = verify(Store(Path(path)))
    except WarehouseError as error:
        return Failed(message=one_line(error))
    for finding in findings:
        logger.error("%s: %s: %s", finding.severity, finding.where, finding.what)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        first = errors[0]
        return Failed(
            name="Damaged",
            message=f"{len(errors)} errors, the first in {first.where}: {first.what}",
        )
    return Completed(message="all is well", data={"findings": len(findings)})


def _say_nothing(line: str) -> None:
    """Each line is in the flow run's log already; a deployment has no other listener."""
