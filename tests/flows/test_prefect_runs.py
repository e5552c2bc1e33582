"""How flow runs end, and a run that brings its own server."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flows.embedded_server import template_path
from flows.engines import PartFailed, PrefectUnreachable
from flows.prefect_engine import run_with_prefect
from flows.settings import Settings
from tests.conftest import ROOT, PrefectServer, clean_environ
from tests.flows import toy_pipeline
from warehouse.lock import WarehouseLocked


@pytest.fixture
def toy_runs(prefect_api: PrefectServer, monkeypatch: pytest.MonkeyPatch) -> PrefectServer:
    import flows.prefect_runs

    monkeypatch.setattr(flows.prefect_runs, "run_pipeline", toy_pipeline.run_pipeline)
    return prefect_api


def say_nothing(_: str) -> None:
    pass


def test_a_good_run_ends_completed_with_ids_and_counts_and_an_artifact(
    toy_runs: PrefectServer, tmp_path: Path
) -> None:
    import httpx

    from flows.deployments import coverage

    state = coverage(["good"], warehouse=str(tmp_path), workers=2, return_state=True)
    assert state.is_completed()
    assert state.message == "snapshot 5e1f"
    assert state.result() == {
        "run_id": "r7",
        "snapshot_id": "5e1f",
        "sequence": 3,
        "is_new": True,
        "documents": 2,
        "in_quarantine": 0,
    }
    artifact = httpx.get(f"{toy_runs.url}/artifacts/dateline-run/latest").json()
    assert artifact["data"].startswith("# Dateline run r7")


@pytest.mark.parametrize(
    ("how", "name", "message"),
    [
        (
            "bad",
            "ChecksFailed",
            "3 of 3 new inputs were quarantined; see the artifact dateline-run",
        ),
        ("locked", "Locked", "run 7 holds the warehouse; wait for it"),
        ("part", "Failed", "clean: part 1 failed: ValueError: bug in part 1"),
        ("bug", "Failed", "ZeroDivisionError: nobody's fault"),
    ],
)
def test_a_run_that_fails_says_why_in_one_line_and_stores_no_pickle(
    toy_runs: PrefectServer, tmp_path: Path, how: str, name: str, message: str
) -> None:
    from flows.deployments import coverage

    state = coverage([how], warehouse=str(tmp_path), workers=1, return_state=True)
    assert state.is_failed()
    assert (state.name, state.message) == (name, message)
    assert not list((toy_runs.home / "storage").rglob("*"))


def test_settings_that_are_wrong_end_the_run_in_one_line(toy_runs: PrefectServer) -> None:

    from flows.deployments import coverage

    state = coverage(["good"], workers=-1, return_state=True)
    assert state.is_failed()
    assert state.message.startswith("parameter: workers = -1")


def test_a_parameter_at_its_default_yields_to_the_environment(
    toy_runs: PrefectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.prefect_runs import settings_of

    monkeypatch.setenv("DATELINE_WAREHOUSE", "elsewhere")
    monkeypatch.delenv("DATELINE_SHARED", raising=False)
    assert settings_of({"warehouse": "warehouse-data"}).warehouse == Path("elsewhere")
    assert settings_of({"warehouse": "here", "inputs": ["a"]}).warehouse == Path("here")


def test_the_parameters_of_the_flow_are_settings_with_the_same_defaults() -> None:
    import inspect

    from flows.deployments import coverage, rebuild

    for flow in (coverage, rebuild):
        for name, parameter in inspect.signature(flow.fn).parameters.items():
            if name in {"config", "inputs"}:
                continue
            default = Settings.model_fields[name].get_default(call_default_factory=True) or None
            expected = str(default) if isinstance(default, Path) else default
            assert (parameter.default or None) == expected


def test_a_run_from_the_command_line_hears_each_line_and_gets_the_errors_as_they_were(
    toy_runs: PrefectServer, tmp_path: Path
) -> None:
    lines: list[str] = []
    good = Settings(inputs=("good",), warehouse=tmp_path, workers=1)
    assert run_with_prefect(good, lines.append).snapshot_id == "5e1f"
    assert lines == ["parse: 3 received, 3 kept"]
    with pytest.raises(WarehouseLocked, match="run 7"):
        run_with_prefect(good.model_copy(update={"inputs": ("locked",)}), say_nothing)
    with pytest.raises(PartFailed, match="clean: part 1"):
        run_with_prefect(good.model_copy(update={"inputs": ("part",)}), say_nothing)
    bad = run_with_prefect(good.model_copy(update={"inputs": ("bad",)}), say_nothing)
    assert bad.exit_code == 1


SCRIPT = textwrap.dedent(
    """
    import sys
    from tests.flows import toy_pipeline
    sys.modules["flows.pipeline"] = toy_pipeline
    from flows.prefect_engine import run_with_prefect
    from flows.settings import Settings
    summary = run_with_prefect(Settings(inputs=("good",), workers=2), print)
    print(summary.snapshot_id)
    """
)


def test_a_run_with_its_own_server_says_only_what_is_ours_and_leaves_nothing(
    tmp_path: Path, prefect_server: PrefectServer
) -> None:
    from flows.embedded_server import keep_template

    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environ = clean_environ() | {
        "HOME": str(tmp_path / "home"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
    }
    keep_template(prefect_server.home / "prefect.db", template_path(environ))
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", SCRIPT],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "starting Prefect's embedded server, about 4 s",
        "parse: 3 received, 3 kept",
        "5e1f",
    ]
    assert not (tmp_path / "home").exists()
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "tmp"]


def test_an_api_that_does_not_answer_is_named_with_what_to_do(tmp_path: Path) -> None:
    script = SCRIPT.replace(
        "summary = run_with_prefect",
        "from flows.engines import PrefectUnreachable\n"
        "try: run_with_prefect(Settings(), print)\n"
        "except PrefectUnreachable as error: raise SystemExit(str(error))\n"
        "summary = run_with_prefect",
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=clean_environ()
        | {
            "HOME": str(tmp_path),
            "PREFECT_API_URL": "http://127.0.0.1:9/api",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "http://127.0.0.1:9/api" in line
    assert "--engine inline" in line
    assert issubclass(PrefectUnreachable, RuntimeError)
