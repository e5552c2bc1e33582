"""One hostile item costs itself: what becomes of items that end, or hang, their worker."""

import io
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows import pipeline
from flows.blame import MOST_SUSPECTS, Inquest, Vigil
from flows.engines import PartFailed
from flows.inline_engine import InlineEngine
from flows.run_context import RunContext
from flows.settings import Settings
from tasks.jobs import Bounds, PartJob
from tasks.rulebook import load_registry
from tests.flows import toy_mine
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, ask, run_over, write_copy
from tests.flows.toy_verbs import ItemsJob, name_items, read_items
from warehouse.journal import AtWork
from warehouse.parts import Part
from warehouse.store import Store

ROOT = Path(__file__).parents[2]

MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def engine() -> Iterator[InlineEngine]:
    with InlineEngine(Settings(workers=2), back_off=(), stream=io.StringIO()) as engine:
        yield engine


def job_of(folder: Path, *items: str) -> ItemsJob:
    folder.mkdir(parents=True, exist_ok=True)
    return ItemsJob(str(folder), items)


def codes(results: list[tuple[str, str]]) -> list[str]:
    return [code for code, _ in results]


def times_begun(job: ItemsJob) -> Counter[str]:
    return Counter((Path(job.folder) / "log").read_text().split())


@pytest.mark.parametrize(
    ("item", "reason", "detail"),
    [
        ("kill-1", "worker_died", "twice (killed, as the system does when memory runs out)"),
        ("abort-1", "worker_died", "twice (SIGABRT, a crash in native code)"),
        ("spin-1", "took_too_long", "more than 0.3 s of CPU time to parse"),
        ("search-1", "took_too_long", "more than 0.3 s of CPU time to parse"),
        ("compute-1", "took_too_long", "in code that cannot be interrupted"),
    ],
)
def test_a_hostile_item_is_refused_alone(
    engine: InlineEngine, tmp_path: Path, item: str, reason: str, detail: str
) -> None:
    hostile = job_of(tmp_path / "one", "good-1", item, "good-2")
    others = [job_of(tmp_path / str(n), "good-3", "good-4") for n in range(3)]
    found, *rest = engine.map("parse", read_items, [hostile, *others], name_items)
    assert codes(found) == ["good-1", reason, "good-2"]
    assert detail in found[1][1]
    assert [codes(one) for one in rest] == [["good-3", "good-4"]] * 3
    assert not hostile.journal.exists()


def test_an_item_that_eats_memory_is_refused_and_its_worker_lives(tmp_path: Path) -> None:
    # on a busy machine the kernel takes longer to give the memory than the other items may take
    patient = Bounds(item_seconds=30.0)
    job = replace(job_of(tmp_path, "good-1", "eat-1", "good-2"), bounds=patient)
    settings = Settings(workers=1, max_worker_bytes=512 * MEBIBYTE)
    with InlineEngine(settings, back_off=(), stream=io.StringIO()) as engine:
        (found,) = engine.map("parse", read_items, [job], name_items)
    assert codes(found) == ["good-1", "out_of_memory", "good-2"]
    assert found[0][1] == found[2][1]


def test_what_dies_once_is_read_the_second_time_and_nobody_blamed(
    engine: InlineEngine, tmp_path: Path
) -> None:
    job = job_of(tmp_path, "good-1", "once-1", "good-2")
    (found,) = engine.map("parse", read_items, [job], name_items)
    assert codes(found) == ["good-1", "once-1", "good-2"]


def test_several_deadly_items_of_one_part_are_refused_each_after_two_tries(
    engine: InlineEngine, tmp_path: Path
) -> None:
    job = job_of(tmp_path, "good-1", "kill-1", "good-2", "abort-1", "good-3")
    (found,) = engine.map("parse", read_items, [job], name_items)
    assert codes(found) == ["good-1", "worker_died", "good-2", "worker_died", "good-3"]
    begun = times_begun(job)
    assert (begun["kill-1"], begun["abort-1"]) == (2, 2)
    # a suspect goes first: what lies before it is not read again to convict it
    assert begun["good-1"] == 3


def test_one_worker_and_little_to_read_are_no_way_past_the_process(tmp_path: Path) -> None:
    job = job_of(tmp_path, "good-1")
    with InlineEngine(Settings(workers=1), stream=io.StringIO()) as engine:
        ((found,),) = engine.map("parse", read_items, [job], name_items)
    assert int(found[1]) != os.getpid()


def test_an_item_that_waits_for_ever_is_refused_after_two_tries(
    engine: InlineEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.blame.PATIENCE", 2.0)
    job = job_of(tmp_path, "good-1", "wait-1")
    (found,) = engine.map("parse", read_items, [job], name_items)
    assert codes(found) == ["good-1", "took_too_long"]
    assert "in hand for more than 0.6 s twice" in found[1][1]
    assert times_begun(job)["wait-1"] == 2


def who_waits(folder: Path) -> int:
    """The process of the worker that waits for what never comes."""
    mark = folder / "waiting"
    deadline = time.monotonic() + 60
    while not (mark.exists() and mark.read_text()):
        assert time.monotonic() < deadline, "no worker came so far"
        time.sleep(0.01)
    return int(mark.read_text())


def killed_when_waiting(folder: Path) -> None:
    worker = who_waits(folder)
    (folder / "it-comes").touch()
    os.kill(worker, signal.SIGKILL)


def test_a_worker_killed_from_outside_blames_nobody(engine: InlineEngine, tmp_path: Path) -> None:
    jobs = [job_of(tmp_path / "one", "good-1", "wait-1"), job_of(tmp_path / "two", "good-2")]
    killer = threading.Thread(target=killed_when_waiting, args=[tmp_path / "one"])
    killer.start()
    found, other = engine.map("parse", read_items, jobs, name_items)
    killer.join()
    assert (codes(found), codes(other)) == (["good-1", "wait-1"], ["good-2"])


def test_a_killed_run_blames_nobody_in_the_next_one(tmp_path: Path, engine: InlineEngine) -> None:
    job = job_of(tmp_path, "good-1", "wait-1", "good-2")
    script = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from flows.inline_engine import InlineEngine
        from flows.settings import Settings
        from tests.flows.toy_verbs import ItemsJob, name_items, read_items
        with InlineEngine(Settings(workers=1)) as engine:
            job = ItemsJob({str(tmp_path)!r}, {job.items!r})
            engine.map("parse", read_items, [job], name_items)
        """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)]) as run:
        who_waits(tmp_path)
        run.send_signal(signal.SIGKILL)
    assert job.journal.exists()
    (tmp_path / "it-comes").touch()
    for _ in range(2):  # with the journal of the dead run, as if nobody had swept it, and without
        (found,) = engine.map("parse", read_items, [job], name_items)
        assert codes(found) == ["good-1", "wait-1", "good-2"]


def test_a_part_with_too_many_deadly_items_fails(
    tmp_path: Path, engine: InlineEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.blame.MOST_SUSPECTS", 2)
    job = job_of(tmp_path, "good-1", *(f"kill-{n}" for n in range(4)))
    with pytest.raises(PartFailed, match="its worker process died"):
        engine.map("parse", read_items, [job], name_items)
    assert times_begun(job)["kill-3"] == 0


@pytest.mark.parametrize(
    ("exit_code", "learned", "suspects"),
    [
        (-signal.SIGKILL, True, ("a",)),
        (-signal.SIGSEGV, True, ("a",)),
        (1, True, ("a",)),
        (None, True, ("a",)),
        (-signal.SIGTERM, False, ()),  # asked to leave, as an operator does
        (-signal.SIGINT, False, ()),
    ],
)
def test_the_first_death_makes_a_suspect_and_blames_nobody(
    exit_code: int | None, learned: bool, suspects: tuple[str, ...]
) -> None:
    inquest = Inquest()
    assert inquest.hear(AtWork(7, "a"), exit_code, 30) is learned
    assert (inquest.suspects, inquest.blamed) == (suspects, ())


def test_a_death_over_no_item_tells_nothing() -> None:
    assert not Inquest().hear(None, -signal.SIGKILL, 30)


def test_deaths_over_ever_other_items_come_to_an_end() -> None:
    inquest = Inquest()
    told = [inquest.hear(AtWork(7, f"{n}"), -9, 30) for n in range(MOST_SUSPECTS + 1)]
    assert told == [True] * MOST_SUSPECTS + [False]
    assert inquest.blamed == ()


def test_a_vigil_lets_a_worker_be_that_goes_from_item_to_item(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *given: ended.append(given))
    job = job_of(tmp_path, "good-1")
    vigil = Vigil(job)
    for seconds, item in enumerate("aaabbbcc"):
        job.journal.write_text(f"7 {item}")
        vigil.look(float(seconds))
    assert ended == []
    vigil.look(100.0)
    assert ended == [(7, signal.SIGALRM)]


@pytest.fixture(scope="module")
def mined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of three documents, one of which ended its worker each time."""
    folder = tmp_path_factory.mktemp("mined")
    mine = f"{HARVEST}\n{toy_mine.MARK}\n"
    copy = write_copy(folder / "copy", bridge=BRIDGE, ferry=FERRY, mine=mine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "parse", toy_mine.parse)
        run_over(folder / "wh", copy, workers=2)
    return folder / "wh"


def test_a_deadly_document_is_quarantined_and_the_others_are_published(mined: Path) -> None:
    assert ask(mined, "select count(*) from documents") == [(2,)]
    refused = "select stage, reason_code, source_uri like '%mine.txt' from quarantine"
    assert ask(mined, refused) == [("parse", "worker_died", True)]
    assert list((mined / "staging").iterdir()) == []


def test_parts_are_small_work_only_as_long_as_the_rules_are_the_same(mined: Path) -> None:
    store = Store(mined)
    parent = store.head()
    assert parent is not None
    (part,) = [Part(e.layer, e.path, e.rows, e.fingerprint) for e in parent.parts_of("captured")]

    def job_of_run(rules: str) -> PartJob:
        settings = Settings(max_item_seconds=7)
        registry = load_registry()
        run = RunContext(store, settings, rules, rules, registry, NOON, parent, "inline", print)
        return run.job(part)

    assert job_of_run(parent.code_version).input_bytes == 0
    again = job_of_run("of another release")
    assert again.input_bytes == (mined / part.path).stat().st_size
    assert again.bounds.item_seconds == 7
