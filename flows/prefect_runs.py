"""What happens around a run that is a Prefect flow run: settings, log, artifact, final state."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from prefect import Flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.engines import Say
from flows.failures import exit_code_of
from flows.pipeline import run_pipeline
from flows.prefect_tasks import PrefectEngine
from flows.settings import Settings, load_settings
from flows.summary import RunSummary
from tasks.publish import PublicationStopped
from warehouse.lock import WarehouseLocked

ARTIFACT_KEY: Final = "dateline-run"


def settings_of(parameters: Mapping[str, object]) -> Settings:
    """The settings of a flow run.

    A parameter that was left at its default leaves the word to the worker's environment and to
    `dateline.toml`, as a flag that was not given does.
    """
    defaults = Settings()
    given = {
        name: value
        for name, value in parameters.items()
        if name != "config" and value != _plain(getattr(defaults, name, None))
    }
    config = parameters.get("config")
    settings, _ = load_settings(
        given,
        config=Path(str(config)) if config else None,
        environ=os.environ,
        cwd=Path.cwd(),
        flag_origin="parameter",
    )
    return settings


def run_in_flow(settings: Settings, say: Say) -> RunSummary:
    """The run's summary, with its table as an artifact of the flow run we are in."""
    logger = get_run_logger()

    def say_and_log(line: str) -> None:
        say(line)
        logger.info("%s", line)

    with PrefectEngine(settings) as engine:
        summary = run_pipeline(engine, settings, started_at=datetime.now(UTC), say=say_and_log)
    create_markdown_artifact(
        markdown=summary.markdown(),
        key=ARTIFACT_KEY,
        description=f"What happened to every input; snapshot {summary.snapshot_id}",
    )
    return summary


def run_as_flow(settings: Settings, say: Say) -> RunSummary:
    """The summary of a flow run of its own; its errors come as they were raised."""
    summaries: list[RunSummary] = []
    errors: list[Exception] = []

    def coverage() -> State[Any]:
        def run() -> RunSummary:
            try:
                summaries.append(run_in_flow(settings, say))
            except Exception as error:
                errors.append(error)
                raise
            return summaries[0]

        return final_state(run)

    flow = Flow(
        coverage,
        name="coverage",
        flow_run_name=run_name(settings.inputs, settings.warehouse),
        persist_result=False,
        result_serializer="json",
    )
    state: State[Any] = flow(return_state=True)
    if errors:
        raise errors[0]
    if not summaries:
        raise RuntimeError(f"the flow run ended {state.name} before it began: {state.message}")
    return summaries[0]


def final_state(run: Callable[[], RunSummary]) -> State[Any]:
    """How the flow run ends: in one line a person can act on.

    No error leaves it. Prefect stores the error that ends a flow whatever it is told of results,
    as a pickle; the log has the traceback of a bug.
    """
    try:
        summary = run()
    except WarehouseLocked as error:
        return Failed(name="Locked", message=one_line(error))
    except PublicationStopped as error:
        return Failed(name="ChecksFailed", message=one_line(error))
    except Exception as error:
        if exit_code_of(error) is not None:
            return Failed(message=one_line(error))
        logger = get_run_logger()
        logger.exception("the run met a bug")
        return Failed(message=f"{type(error).__name__}: {one_line(error)}")
    if summary.exit_code:
        return Failed(
            name="ChecksFailed",
            message=f"{summary.complaint}; see the artifact {ARTIFACT_KEY}",
        )
    return Completed(
        message=f"snapshot {summary.snapshot_id}",
        data={
            "run_id": summary.run_id,
            "snapshot_id": summary.snapshot_id,
            "sequence": summary.sequence,
            "is_new": summary.is_new,
            "documents": summary.documents,
            "in_quarantine": summary.in_quarantine,
        },
    )


def run_name(inputs: object, warehouse: object) -> str:
    """The flow run's name in words: from what, into what."""
    named = [str(item) for item in inputs] if isinstance(inputs, list | tuple) else []
    what = named[0] if len(named) == 1 else f"{len(named)} inputs"
    return f"coverage of {what} into {warehouse}"


def one_line(error: Exception) -> str:
    """What the error says, on one line."""
    return " ".join(str(error).split())


def _plain(value: object) -> object:
    # What a default looks like as a flow parameter.
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
