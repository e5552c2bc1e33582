"""A command that is printed does, pasted into the same shell, what it was printed for."""

import shlex
import sys
from pathlib import Path

import pytest

from flows.pasting import pasted
from tests.flows.cli_copy import Dateline
from tests.flows.small_copy import BRIDGE, run_over, write_copy


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_WAREHOUSE", raising=False)


def test_nothing_is_added_where_the_default_applies(tmp_path: Path) -> None:
    assert pasted("verify", Path("warehouse-data")) == "dateline verify"
    assert pasted("verify", tmp_path / "warehouse-data") == "dateline verify"


def test_nothing_is_added_where_file_or_environment_name_the_warehouse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("dateline.toml").write_text('warehouse = "in-file"\n')
    assert pasted("verify", Path("in-file")) == "dateline verify"
    assert pasted("verify", Path("warehouse-data")).endswith(" --warehouse warehouse-data")
    monkeypatch.setenv("DATELINE_WAREHOUSE", "in-shell")
    assert pasted("verify", Path("in-shell")) == "dateline verify"
    assert pasted("verify", Path("in-file")).endswith(" --warehouse in-file")


def test_another_warehouse_is_named_as_a_shell_reads_it() -> None:
    command = pasted('sql "from copies"', Path("o'clock $HOME wh"))
    assert shlex.split(command)[-2:] == ["--warehouse", "o'clock $HOME wh"]


def test_a_program_that_no_shell_would_find_is_named_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [".venv/bin/dateline", "run"])
    assert pasted("verify", Path("warehouse-data")) == ".venv/bin/dateline verify"
    (tmp_path / "dateline").touch(0o755)
    assert pasted("verify", Path("warehouse-data")) == "dateline verify"


def test_every_command_that_a_run_prints_names_its_warehouse(
    dateline: Dateline, tmp_path: Path
) -> None:
    write_copy(tmp_path / "copy", bridge=BRIDGE, menu="Share\n")
    result = dateline("run", "copy", "--warehouse", "my wh", "--engine", "inline", "--workers", 1)
    printed = [line for line in result.output.splitlines() if "dateline " in line]
    assert len(printed) == 3, result.output
    assert [line for line in printed if "--warehouse 'my wh'" not in line] == []
    asked = next(line for line in printed if line.startswith("dateline sql"))
    again = dateline(*shlex.split(asked)[1:])
    assert again.exit_code == 0
    assert "Global Times" in again.stdout


def test_what_is_not_found_is_looked_up_in_the_same_warehouse(
    dateline: Dateline, tmp_path: Path
) -> None:
    run_over(tmp_path / "wh", write_copy(tmp_path / "copy", bridge=BRIDGE))
    for command in (("explain", "d404"), ("explain", "e404"), ("quarantine", "show", "gone")):
        said = dateline(*command, "--warehouse", "wh").stderr
        way_on = shlex.split(said.split("`")[1])
        assert way_on[-2:] == ["--warehouse", "wh"]
        assert dateline(*way_on[1:]).exit_code in {0, 2}
