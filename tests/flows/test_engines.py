"""The engine seam: which engine is taken, and what the inline one does with parts."""

import io
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from flows.engines import SMALL_BYTES, PartFailed, choose, need_workers, worth_retrying
from flows.inline_engine import InlineEngine
from flows.settings import Settings
from tasks.jobs import PartJob
from tests.flows import toy_verbs
from tests.flows.toy_verbs import SizedJob, ToyJob, name_part
from warehouse.parts import Part

ROOT = Path(__file__).parents[2]


@pytest.fixture
def jobs(tmp_path: Path) -> list[ToyJob]:
    return [ToyJob(part, str(tmp_path)) for part in range(4)]


@pytest.fixture(scope="module")
def two_workers() -> Iterator[InlineEngine]:
    with InlineEngine(Settings(workers=2), back_off=(0.0, 0.0), stream=io.StringIO()) as engine:
        yield engine


def tries(tmp_path: Path, part: int) -> int:
    return int((tmp_path / f"tries-{part}").read_text())


def test_results_come_in_the_order_of_the_jobs_from_other_processes(
    two_workers: InlineEngine, tmp_path: Path
) -> None:
    jobs = [ToyJob(part, str(tmp_path), 0.05 if part == 0 else 0.0) for part in range(6)]
    results = two_workers.map("parse", toy_verbs.work, jobs, name_part)
    assert [result.part for result in results] == [0, 1, 2, 3, 4, 5]
    assert os.getpid() not in {result.pid for result in results}


def test_no_jobs_make_no_results(two_workers: InlineEngine) -> None:
    assert two_workers.map("parse", toy_verbs.work, [], name_part) == []


def test_workers_load_neither_prefect_nor_great_expectations(
    two_workers: InlineEngine, tmp_path: Path
) -> None:
    (modules,) = two_workers.map("parse", toy_verbs.list_modules, [ToyJob(0, "")], name_part)
    assert not {"prefect", "great_expectations", "pytest", "rich"} & set(modules)


def test_a_disk_that_hiccups_is_tried_again(
    two_workers: InlineEngine, jobs: list[ToyJob], tmp_path: Path
) -> None:
    results = two_workers.map("parse", toy_verbs.fail_twice_on_the_disk, jobs, name_part)
    assert [result.part for result in results] == [0, 1, 2, 3]
    assert tries(tmp_path, 1) == 3


def test_a_part_that_fails_three_times_is_named(
    two_workers: InlineEngine, jobs: list[ToyJob], tmp_path: Path
) -> None:
    with pytest.raises(PartFailed, match=r"^parse: part 1 failed after 3 tries: OSError") as caught:
        two_workers.map("parse", toy_verbs.never_read, jobs, name_part)
    assert (caught.value.stage, caught.value.part, caught.value.tries) == ("parse", "part 1", 3)
    assert tries(tmp_path, 1) == 3


def test_a_bug_is_not_tried_again_and_the_first_part_with_it_is_named(
    two_workers: InlineEngine, jobs: list[ToyJob], tmp_path: Path
) -> None:
    with pytest.raises(PartFailed, match=r"^clean: part 1 failed: ValueError: bug in part 1$"):
        two_workers.map("clean", toy_verbs.have_a_bug, jobs, name_part)
    assert tries(tmp_path, 1) == 1


def test_a_vanished_file_is_not_tried_again(two_workers: InlineEngine, tmp_path: Path) -> None:
    with pytest.raises(PartFailed, match="vanished"):
        two_workers.map("ingest", toy_verbs.find_nothing, [ToyJob(0, str(tmp_path))], name_part)
    assert tries(tmp_path, 0) == 1


def test_an_error_that_cannot_travel_is_told_in_its_own_words(two_workers: InlineEngine) -> None:
    with pytest.raises(PartFailed, match="TwoWordError: cannot travel"):
        two_workers.map("parse", toy_verbs.raise_what_cannot_travel, [ToyJob(0, "")], name_part)


def test_a_worker_that_dies_once_costs_nothing(
    two_workers: InlineEngine, jobs: list[ToyJob]
) -> None:
    results = two_workers.map("parse", toy_verbs.die_once, jobs, name_part)
    assert [result.part for result in results] == [0, 1, 2, 3]


def test_a_part_that_kills_its_worker_is_named_and_the_others_are_done(
    two_workers: InlineEngine, tmp_path: Path
) -> None:
    jobs = [ToyJob(part, str(tmp_path), 0.1) for part in range(4)]
    with pytest.raises(PartFailed, match="part 1 failed after 3 tries: its worker process died"):
        two_workers.map("match", toy_verbs.die_in_part_one, jobs, name_part)
    after = two_workers.map("match", toy_verbs.work, jobs, name_part)
    assert len(after) == 4


def test_processes_that_cannot_be_started_are_named(
    two_workers: InlineEngine, jobs: list[ToyJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    def submit(*_: object) -> Future[Any]:
        raise OSError(11, "too many processes")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    with pytest.raises(PartFailed, match=r"part 0 failed after 3 tries: .*too many processes"):
        two_workers.map("clean", toy_verbs.work, jobs, name_part)


def test_a_worker_has_no_more_memory_than_it_was_given(tmp_path: Path) -> None:
    settings = Settings(workers=2, max_worker_bytes=600 * 1024 * 1024)
    with InlineEngine(settings, stream=io.StringIO()) as engine:
        (found,) = engine.map("parse", toy_verbs.read_memory_limit, [ToyJob(0, "")], name_part)
    assert found == 600 * 1024 * 1024


@pytest.mark.parametrize(
    ("layer", "size", "workers", "elsewhere"),
    [
        ("captured", 1, 1, True),
        ("captured", 0, 1, False),  # whatever may crash its reader
        ("parsed", 0, 2, False),
        ("parsed", SMALL_BYTES, 1, True),
        ("cleaned", SMALL_BYTES, 1, False),
        ("cleaned", SMALL_BYTES, 2, True),
        ("cleaned", SMALL_BYTES - 1, 2, False),
    ],
)
def test_what_nobody_has_read_and_what_is_large_goes_to_a_worker(
    layer: str, size: int, workers: int, elsewhere: bool
) -> None:
    job = PartJob("wh", Part(layer, "p", 1, "0a"), "rules", input_bytes=size)
    assert need_workers([job], workers) is elsewhere


def test_one_worker_is_this_process() -> None:
    with InlineEngine(Settings(workers=1), stream=io.StringIO()) as engine:
        (result,) = engine.map("parse", toy_verbs.work, [ToyJob(0, "")], name_part)
    assert result.pid == os.getpid()


def test_a_stage_that_reads_little_starts_no_process() -> None:
    with InlineEngine(Settings(workers=2), stream=io.StringIO()) as engine:
        half = SMALL_BYTES // 2
        small = [SizedJob(0, half - 1), SizedJob(1, half)]
        here = engine.map("parse", toy_verbs.measure, small, name_part)
        assert {result.pid for result in here} == {os.getpid()}
        (there,) = engine.map("parse", toy_verbs.measure, [SizedJob(0, SMALL_BYTES)], name_part)
        assert there.pid != os.getpid()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_only_where_somebody_watches() -> None:
    for stream in (io.StringIO(), Terminal()):
        with InlineEngine(Settings(workers=1), stream=stream) as engine:
            engine.map("parse", toy_verbs.work, [ToyJob(0, ""), ToyJob(1, "")], name_part)
            assert engine.call("publish", lambda: 7) == 7
        assert ("parse" in stream.getvalue()) is stream.isatty()


def test_an_error_of_a_step_is_left_as_it_is() -> None:
    def step() -> int:
        raise KeyError("as it is")

    engine = InlineEngine(Settings(workers=1), stream=io.StringIO())
    with engine, pytest.raises(KeyError, match="as it is"):
        engine.call("publish", step)


def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"  # no main guard: a child that ran it again would never end
    script.write_text(
        textwrap.dedent(
            f"""
            import sys
            sys.path.insert(0, {str(ROOT)!r})
            from flows.inline_engine import InlineEngine
            from flows.settings import Settings
            from tests.flows.toy_verbs import ToyJob, name_part, work
            with InlineEngine(Settings(workers=2)) as engine:
                jobs = [ToyJob(n, "") for n in range(4)]
                print(*{{r.pid for r in engine.map("parse", work, jobs, name_part)}}, flush=True)
                engine.map("parse", work, [ToyJob(0, "", 60), ToyJob(1, "", 60)], name_part)
            """
        )
    )
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        assert workers
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    deadline = time.monotonic() + 10
    while any(map(alive, workers)):
        assert time.monotonic() < deadline, "the workers outlive their parent"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (OSError(5, "i/o"), True),
        (TimeoutError(), True),
        (FileNotFoundError(), False),
        (PermissionError(), False),
        (ValueError(), False),
        (MemoryError(), False),
    ],
)
def test_only_trouble_with_the_machine_is_worth_a_second_try(error: Exception, again: bool) -> None:
    assert worth_retrying(error) is again


def test_the_engine_is_the_one_that_was_told() -> None:
    assert choose(Settings(engine="inline"), {"PREFECT_API_URL": "http://x/api"})[0] == "inline"
    assert choose(Settings(engine="prefect"), {})[0] == "prefect"
    told = choose(Settings(engine="prefect"), {}, told_by="DATELINE_ENGINE")
    assert told == ("prefect", "engine prefect: set by DATELINE_ENGINE")


def test_auto_takes_prefect_where_an_api_is_configured(tmp_path: Path) -> None:
    assert choose(Settings(), {"PREFECT_API_URL": "http://x/api"}) == (
        "prefect",
        "engine prefect: PREFECT_API_URL is set",
    )
    (tmp_path / "profiles.toml").write_text(
        'active = "local"\n[profiles.local]\nPREFECT_API_URL = "http://x/api"\n[profiles.none]\n'
    )
    home = {"PREFECT_HOME": str(tmp_path)}
    assert choose(Settings(), home)[0] == "prefect"
    assert choose(Settings(), home | {"PREFECT_PROFILE": "none"})[0] == "inline"
    assert choose(Settings(), home | {"PREFECT_API_URL": ""})[0] == "inline"
    elsewhere = {"PREFECT_PROFILES_PATH": str(tmp_path / "profiles.toml")}
    assert choose(Settings(), elsewhere)[0] == "prefect"


@pytest.mark.parametrize("text", [None, "not toml", "active = 1\nprofiles = 2\n", ""])
def test_auto_is_inline_where_none_is(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "profiles.toml").write_text(text)
    name, why = choose(Settings(), {"PREFECT_HOME": str(tmp_path)})
    assert (name, why) == ("inline", "engine inline: no Prefect API is configured")
