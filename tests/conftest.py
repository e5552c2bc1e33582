"""What tests of several rooms share: one Prefect server for the whole session."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PREFECT = str(Path(sys.executable).parent / "prefect")


@dataclass(frozen=True)
class PrefectServer:
    """A server that answers, and the environment that leads a child process to it."""

    url: str
    home: Path
    environ: dict[str, str]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PREFECT, *arguments],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def clean_environ() -> dict[str, str]:
    """Ours without what a developer's shell says to Prefect and to Dateline."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PREFECT", "DATELINE_"))
    }


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """`prefect server start` on a free port, in a home of its own."""
    home = tmp_path_factory.mktemp("prefect-home")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    environ = clean_environ() | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": url,
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # A schedule is to be seen firing in seconds, not in the minute it has by default.
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "1",
        "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        # What a checkout that is not installed needs, and an installed one does not mind.
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }
    with (
        (home / "server.log").open("w") as log,
        subprocess.Popen(
            [PREFECT, "server", "start", "--port", str(port), "--no-ui"],
            env=environ,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            deadline = time.monotonic() + 120
            while not answers(f"{url}/health"):
                assert server.poll() is None, (home / "server.log").read_text()[-2000:]
                assert time.monotonic() < deadline, "the server does not come up"
                time.sleep(0.2)
            yield PrefectServer(url, home, environ)
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


def answers(url: str) -> bool:
    import httpx

    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture(scope="session")
def prefect_api(prefect_server: PrefectServer) -> Iterator[PrefectServer]:
    """The server, for flows that run in this process."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in prefect_server.environ.items():
            if name.startswith(("PREFECT", "DO_NOT")):
                patch.setenv(name, value)
        patch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
        from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

        settings = {PREFECT_API_URL: prefect_server.url, PREFECT_HOME: prefect_server.home}
        with temporary_settings(settings):
            yield prefect_server
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        # Else they look for the server for a minute after it has gone, and complain.
        APILogWorker.drain_all()
        EventsWorker.drain_all()
