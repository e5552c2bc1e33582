"""A run under Prefect from the command line: a configured API, or a server for this run alone.

Nothing here imports Prefect: its environment must be set first, and the embedded server starts
while it is being imported.
"""

import os
from collections.abc import Callable, MutableMapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from flows.embedded_server import embedded_server, template_path
from flows.engines import PrefectUnreachable, Say, configured_api
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.summary import RunSummary

# Defaults only: what the user has set stays.
QUIET: Final = MappingProxyType(
    {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # Read by Prefect itself, should it start a server of its own; 20 s are too few on a busy
        # machine.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        # Prefect's console lines repeat ours, with a traceback for each try of a part. Errors
        # reach the user as exceptions, and with a configured API the log has every line.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        # A stored result that is a pickle runs whatever a stranger planted in it.
        "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    }
)


def run_with_prefect(settings: Settings, say: Say) -> "RunSummary":
    """The summary of a run whose parts were Prefect tasks.

    Uses the API that is configured, else a server that lives as long as the run, with its
    database and its words in a temporary folder: a user's own Prefect sees nothing of it.
    Prefect reads its environment once, so this is for the first use of Prefect in a process.
    """
    quiet(os.environ)
    if configured_api(os.environ):
        _expect_an_answer()
        return _run()(settings, say)
    template = template_path(os.environ)
    kept = bool(os.environ.get("PREFECT_HOME"))
    seconds = 4 if template.is_file() and not kept else 10
    say(f"starting Prefect's embedded server, about {seconds} s")
    if not kept:
        # A log that dies with the run is read by nobody, and closing it costs a second.
        os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
    with embedded_server(os.environ, template) as server:
        os.environ.update(server.environ)
        run = _run()
        server.wait(template)
        try:
            return run(settings, say)
        finally:
            # Else Prefect's log thread finds the server gone, and complains on our way out.
            import_module("prefect.logging.handlers").APILogWorker.drain_all()


def quiet(environ: MutableMapping[str, str]) -> None:
    """Prefect, when imported after this, neither reports home nor talks over our own lines."""
    for name, value in QUIET.items():
        environ.setdefault(name, value)


def _run() -> Callable[[Settings, Say], "RunSummary"]:
    run: Callable[[Settings, Say], RunSummary] = import_module("flows.prefect_runs").run_as_flow
    return run


def _expect_an_answer() -> None:
    get_client: Callable[..., Any] = import_module("prefect").get_client
    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
        if error is not None:
            raise PrefectUnreachable(
                f"the Prefect API at {client.api_url} does not answer ({error or type(error)}). "
                "Start it (prefect server start), or run with --engine inline"
            )
