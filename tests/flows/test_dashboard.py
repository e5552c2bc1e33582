"""The dashboard counts by the warehouse's own macros, and keeps what its reader chose."""

import ast
import importlib.util
import inspect
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from itertools import product
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error, Page, sync_playwright

from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, ask, run_over, write_copy

DASHBOARD = Path(__file__).parents[2] / "docs/dashboard/coverage.py"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
MARIMO = shutil.which("marimo")  # pip install marimo altair duckdb; no part of the environment here
BODY = "Seoul and Washington agreed to deploy THAAD this year. THAAD is a missile defence system."
HEADLINE = """Protest over THAAD goes on

Source:Global Times Published: 2023/5/5 8:05:00

Some hundred farmers stood before the gate of the golf course on Friday, as on every day of spring.

They said that they would come again, whatever the ministry in the capital had to say to them.
"""
Cell = Callable[..., Any]


def seoul(title: str, day: str, outlet: str = "Global Times") -> str:
    return f"{title}\n\nSource:{outlet} Published: {day} 9:30:00\n\n{BODY}\n\n{BRIDGE[90:]}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dashboard") / "copy"
    return write_copy(
        folder, bridge=BRIDGE, ferry=FERRY, harvest=HARVEST, headline=HEADLINE,
        first=seoul("Missile defence to come", "2023/5/4"),
        again=seoul("Missile defence will come", "2023/5/6"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(copy: Path) -> Path:
    run_over(copy.parent / "it's [1] wh", copy)
    return copy.parent / "it's [1] wh"


class Chooser(SimpleNamespace):
    """A dropdown of marimo, of which only the choice matters."""

    def __init__(
        self, options: Any, value: str, label: str, on_change: Callable[[Any], None] | None = None
    ) -> None:
        chosen = options[value] if isinstance(options, Mapping) else value
        super().__init__(options=options, value=chosen, label=label, on_change=on_change)


class App:
    """marimo's app as far as its cells are functions of what other cells return."""

    setup = nullcontext()

    def __init__(self, **_: object) -> None:
        self.cells: list[Cell] = []

    def cell(self, function: Cell) -> Cell:
        self.cells.append(function)
        return function

    def function(self, function: Cell) -> Cell:
        return function


class Notebook:
    """The dashboard's cells without marimo: what each takes and gives, and what it makes of it."""

    def __init__(self, warehouse: Path) -> None:
        marimo = ModuleType("marimo")
        marimo.__dict__.update(
            App=App,
            ui=SimpleNamespace(dropdown=Chooser, refresh=lambda **_: None),
            cli_args=lambda: {"warehouse": str(warehouse)},
            state=_state,
            stop=_stop,
            md=str,
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, "marimo", marimo)
            patch.setitem(sys.modules, "altair", ModuleType("altair"))
            spec = importlib.util.spec_from_file_location("dashboard", DASHBOARD)
            assert spec is not None
            assert spec.loader is not None
            self.module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(self.module)
        self.maker: dict[str, Cell] = {}
        for cell in self.module.app.cells:
            (tree,) = ast.parse(inspect.getsource(cell)).body
            assert isinstance(tree, ast.FunctionDef)
            for node in tree.body:
                if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                    self.maker |= {name.id: cell for name in node.value.elts
                                   if isinstance(name, ast.Name)}  # fmt: skip
        self.known: dict[str, Any] = {}

    def taken(self, name: str) -> set[str]:
        """All that the name is made of, directly or not."""
        names = set(inspect.signature(self.maker[name]).parameters)
        return names.union(*(self.taken(one) for one in names))

    def value(self, name: str, **known: Any) -> Any:
        """What the name is worth where these are as given; each cell runs once, as in marimo."""
        self.known |= known
        if name not in self.known:
            cell = self.maker[name]
            made = cell(**{one: self.value(one) for one in inspect.signature(cell).parameters})
            names = [one for one, maker in self.maker.items() if maker is cell]
            self.known |= dict(zip(names, made, strict=True))
            if "show" in names:
                self.look_again()
        return self.known[name]

    def look_again(self) -> None:
        (cell,) = (one for one in self.module.app.cells
                   if {"again", "show"} <= set(inspect.signature(one).parameters))  # fmt: skip
        cell(**{one: self.known[one] for one in inspect.signature(cell).parameters})


def _state(first: object) -> tuple[Callable[[], object], Callable[[object], None]]:
    held = [first]
    return lambda: held[-1], held.append


def _stop(condition: bool, said: object = None) -> None:
    assert not condition, said


def chosen(value: object) -> SimpleNamespace:
    return SimpleNamespace(value=value)


def test_every_figure_is_that_of_the_macro(warehouse: Path) -> None:
    notebook = Notebook(warehouse)
    grains = notebook.value("grain").options
    units = notebook.value("unit").options.values()
    gaps = notebook.value("gaps").options.values()
    topics = notebook.value("topic").options.values()
    assert {"null", "zero"} <= set(gaps)
    assert "thaad" in topics
    connection = notebook.value("connection")
    read = 0
    for topic, grain, unit, gap in product((None, "thaad"), grains, units, gaps):
        notebook.known.pop("counted", None)
        shown = notebook.value(
            "counted", topic=chosen(topic), grain=chosen(grain), unit=chosen(unit), gaps=chosen(gap)
        )
        said = "null" if topic is None else f"'{topic}'"
        macro = (
            "select coalesce(name, outlet_id), period::varchar, number, counted, days, "
            f"observed_days from coverage(topic := {said}, grain := '{grain}', unit := '{unit}', "
            f"gaps := '{gap}') left join outlets using (outlet_id) order by 1, 2"
        )
        assert [tuple(row.values()) for row in shown] == ask(warehouse, macro)
        read += len(shown)
    assert read > 100
    connection.close()


def test_a_headline_alone_is_not_counted_and_a_month_known_in_part_has_no_figure(
    warehouse: Path,
) -> None:
    notebook = Notebook(warehouse)
    of_topic = notebook.value(
        "counted", topic=chosen("thaad"), grain=chosen("month"), unit=chosen("text"),
        gaps=chosen("null"),
    )  # fmt: skip
    (may,) = (
        row for row in of_topic if row["outlet"] == "Global Times" and "-05-" in row["period"]
    )
    # printed twice, and named in a headline besides
    assert (may["counted"], may["number"]) == (1, None)
    assert may["observed_days"] < may["days"]
    hits = ask(warehouse, "select hits from topic_hits where topic_id = 'thaad' order by hits")
    assert [hit for (hit,) in hits] == [0, 2, 2]


def test_what_is_chosen_is_not_made_of_what_is_looked_at_again(warehouse: Path) -> None:
    notebook = Notebook(warehouse)
    for name in ("grain", "unit", "gaps"):
        assert notebook.taken(name) == set()
    assert "again" not in notebook.taken("topic")
    assert "again" not in notebook.taken("counted")


def test_a_topic_stays_chosen_when_a_snapshot_is_published_and_nothing_moves_when_none_is(
    tmp_path: Path, copy: Path
) -> None:
    run_over(tmp_path / "wh", copy)
    notebook = Notebook(tmp_path / "wh")
    before = notebook.value("tables")()
    notebook.value("topic").on_change("thaad")
    notebook.look_again()
    assert notebook.value("tables")() is before
    write_copy(tmp_path / "more", more=HARVEST.replace("Rice", "Bean"))
    run_over(tmp_path / "wh", copy, tmp_path / "more")
    notebook.look_again()
    assert notebook.value("tables")() != before
    # what marimo does with the cells that take `tables`
    for name in ("connection", "snapshot", "topic", "counted"):
        notebook.known.pop(name, None)
    assert notebook.value("snapshot")["sequence"] == 2
    assert notebook.value("topic").value == "thaad"
    notebook.known.pop("topic")
    notebook.known["chosen"]["topic"] = "gone"
    assert notebook.value("topic").value is None


@pytest.fixture
def shown(warehouse: Path) -> Iterator[Page]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(MARIMO), "run", "--headless", "--no-token", "-p", str(port), str(DASHBOARD),
               "--", "--warehouse", str(warehouse)]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            with sync_playwright() as browsers:
                chromium = browsers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                tab = chromium.new_page(viewport={"width": 390, "height": 900})
                for _ in range(100):
                    try:
                        tab.goto(f"http://127.0.0.1:{port}/")
                        break
                    except Error:  # it has not begun to listen
                        time.sleep(0.2)
                yield tab
                chromium.close()
        finally:
            server.terminate()
        said = server.stdout.read().decode() if server.stdout else ""
    assert "numpy" not in said
    assert "Error" not in said


@pytest.mark.skipif(None in {MARIMO, CHROMIUM}, reason="needs marimo, altair and Chromium")
def test_in_a_browser_choices_outlive_a_look_and_are_within_a_phone(shown: Page) -> None:
    shown.wait_for_selector("svg.marks, canvas.marks", timeout=60_000)
    lists = shown.locator("select")
    lists.nth(4).wait_for()
    rights = lists.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().right)")
    assert max(rights) <= 390
    named = "(all) => all.map((one) => one.selectedOptions[0].text)"
    for place in range(lists.count()):
        words = lists.nth(place).evaluate("(one) => [...one.options].map((each) => each.text)")
        for wanted in ("THAAD", "year", "each text once", "take for empty"):
            if wanted in words:
                lists.nth(place).select_option(label=wanted)
    shown.wait_for_selector("text=coverage(topic := 'thaad', grain := 'year', unit := 'text'")
    before = lists.evaluate_all(named)
    assert {"THAAD", "year", "each text once", "take for empty"} <= set(before)
    shown.locator(".lucide-refresh-cw").first.click()
    shown.wait_for_timeout(2_000)
    assert lists.evaluate_all(named) == before
    assert shown.locator("text=coverage(topic := 'thaad', grain := 'year'").count() == 1
