"""What many tests of flows begin with: copy, a warehouse of it, the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.flows.cli_copy import HOSTILE, Dateline
from tests.flows.small_copy import BRIDGE, FERRY, run_over, write_copy


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return write_copy(tmp_path / "copy", bridge=BRIDGE, ferry=FERRY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with copy/ and the warehouse wh/ made from it."""
    folder = tmp_path_factory.mktemp("cli")
    copy = write_copy(folder / "copy", bridge=BRIDGE, ferry=FERRY, hostile=HOSTILE, menu="Share\n")
    (copy / "table.csv").write_text("a,b\n")
    run_over(folder / "wh", copy)
    return folder


@pytest.fixture
def dateline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dateline:
    """Runs a command in an empty folder; a bug in it is raised."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATELINE_WAREHOUSE", "DATELINE_CONFIG", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object, **environ: str) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=environ)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call
