"""Prefect's server as a child for one run: its own throw-away home, its own words in a file.

Prefect would start one by itself, in ten seconds and more, in the user's home and with its
output among ours. This one starts beside the import of Prefect, skips the seven seconds of
migrations when a migrated, empty database is at hand, and goes when its parent goes.
"""

import http.client
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Final

# It needs 10 s on a quiet machine the first time; a loaded one with a cold disk needs several
# times that, and a false alarm costs the user the run.
START_SECONDS: Final = 120
LOG_NAME: Final = "server.log"
DATABASE_NAME: Final = "prefect.db"


class ServerFailed(RuntimeError):
    """The embedded server did not come up; the end of what it said is in the message."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A server that is starting: where it will answer, and what its clients must have set."""

    port: int
    log: Path
    database: Path | None
    environ: Mapping[str, str]

    def wait(self, template: Path) -> None:
        """The server answers, and its empty database is kept at `template` for the next time."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            # The child listens before it loads anything, so this waits and never polls.
            connection.request("GET", "/api/health")
            status = connection.getresponse().status
        except OSError as error:
            raise ServerFailed(self._complaint(str(error))) from error
        finally:
            connection.close()
        if status != 200:
            raise ServerFailed(self._complaint(f"it answered {status}"))
        if self.database is not None:
            keep_template(self.database, template)

    def _complaint(self, reason: str) -> str:
        said = self.log.read_text(encoding="utf-8", errors="replace")
        end = "\n".join(said.splitlines()[-20:])
        return f"Prefect's embedded server did not start: {reason}\n{end}".rstrip()


@contextmanager
def embedded_server(environ: Mapping[str, str], template: Path) -> Iterator[EmbeddedServer]:
    """A server that starts at once; on leaving it is gone.

    Its home goes with it, unless the user named one by PREFECT_HOME: then the history of the run
    stays there.
    """
    own = Path(tempfile.mkdtemp(prefix="dateline-prefect-"))
    try:
        kept = environ.get("PREFECT_HOME")
        home = Path(kept).expanduser() if kept else own
        # Nobody else on this machine may talk to it: who can, can make it hand tasks to our run.
        secret = f"dateline:{secrets.token_hex(16)}"
        server_environ = {
            **environ,
            **({} if kept else _own_database(own, template)),
            "PREFECT_HOME": str(home),
            "PREFECT_SERVER_API_AUTH_STRING": secret,
            "PREFECT_UI_ENABLED": "false",
            # What Prefect sets for the server that it starts itself.
            "PREFECT__SERVER_EPHEMERAL": "1",
            "PREFECT__SERVER_FINAL": "1",
        }
        with _started(own / LOG_NAME, server_environ, ask=bool(kept)) as process:
            port = int((process.stdout.readline() if process.stdout else "") or 0)
            client_environ = {
                "PREFECT_HOME": str(home),
                "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
                "PREFECT_API_AUTH_STRING": secret,
            }
            database = None if kept else own / DATABASE_NAME
            yield EmbeddedServer(port, own / LOG_NAME, database, client_environ)
    finally:
        shutil.rmtree(own, ignore_errors=True)


@contextmanager
def _started(
    log: Path, environ: Mapping[str, str], *, ask: bool
) -> Iterator[subprocess.Popen[str]]:
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(  # noqa: S603  this very file, run by this interpreter
            [sys.executable, "-P", __file__],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            # The terminal's Ctrl-C is for the run, which has still to tell the server of it.
            start_new_session=True,
        )
    with process:
        try:
            yield process
        finally:
            if ask:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=10)
            # Killed, where nothing is kept: asking costs a second.
            process.kill()


def _own_database(home: Path, template: Path) -> Mapping[str, str]:
    database = home / DATABASE_NAME
    if template.is_file():
        shutil.copyfile(template, database)
    url = f"sqlite+aiosqlite:///{database}"
    # Both names: a shell that has either set for a server of its own must not lend us its history.
    return {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": url,
        "PREFECT_API_DATABASE_CONNECTION_URL": url,
    }


def template_path(environ: Mapping[str, str]) -> Path:
    """Where this version of Prefect's empty database is kept between runs."""
    cache = Path(environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return cache / "dateline" / f"prefect-{metadata.version('prefect')}.sqlite"


def keep_template(database: Path, template: Path) -> None:
    """A copy of the database is at `template`, whole, unless one was or none can be."""
    if template.exists():
        return
    unfinished = template.with_suffix(f".{os.getpid()}")
    try:
        template.parent.mkdir(parents=True, exist_ok=True)
        with (
            closing(sqlite3.connect(database)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
        unfinished.replace(template)
    except (OSError, sqlite3.Error):
        # A home that cannot be written to costs the next start seven seconds, not this run.
        unfinished.unlink(missing_ok=True)


def _serve() -> None:
    """Serves Prefect's API on a free port, told on stdout, until stdin ends."""
    threading.Thread(target=_follow_stdin, daemon=True).start()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(listening.getsockname()[1], flush=True)
        # Loaded only now, so that the run that waits for it has a door to knock at.
        uvicorn = import_module("uvicorn")
        app = import_module("prefect.server.api.server").create_app()
        config = uvicorn.Config(app, log_level="error", lifespan="on")
        uvicorn.Server(config).run(sockets=[listening])


def _follow_stdin() -> None:
    # The pipe ends when the parent goes, killed or not: no server is left behind.
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _serve()
