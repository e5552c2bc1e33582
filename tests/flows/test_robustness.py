"""What every switch makes of a ranking, worked out by hand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from flows.robustness import (
    SWITCHES,
    Flip,
    Numbers,
    bands,
    flips,
    queries_of,
    ranking,
    settings_of_switches,
)
from tests.flows.cli_copy import Dateline
from tests.warehouse.small_world import fill, world_file
from warehouse.session import session


@pytest.fixture(scope="module")
def world() -> Iterator[duckdb.DuckDBPyConnection]:
    with session() as connection:
        fill(connection)
        yield connection


def test_the_usual_setting_is_the_first_and_there_is_every_other_once() -> None:
    settings = settings_of_switches()
    assert settings[0] == tuple((name, values[0]) for name, values in SWITCHES)
    assert len(settings) == len(set(settings)) == 72


def test_without_a_topic_no_question_is_asked_twice(world: duckdb.DuckDBPyConnection) -> None:
    every, distinct = (
        {
            setting: dict(world.execute(query).fetchall())
            for setting, query in queries_of([], has_topic=has_topic).items()
        }
        for has_topic in (True, False)
    )
    assert len(distinct) == 24
    whole, once = bands(every), bands(distinct)
    # the settings with a figure are as many times fewer as min_hits has values; no band moves
    assert [replace(one, settings=0) for one in whole] == [replace(one, settings=0) for one in once]
    assert [one.settings for one in whole] == [3 * one.settings for one in once]
    unchanged = [one for one in flips(every) if not one.switch.startswith("min_hits")]
    assert flips(distinct) == unchanged
    assert not any(one.pairs for one in flips(every) if one not in unchanged)


def test_a_switch_says_whose_places_it_turns_round_and_a_band_how_far_figures_go() -> None:
    usual: Numbers = {"a": 9.0, "b": 5.0, "c": 5.0, "d": 0.0}
    answers = dict.fromkeys(settings_of_switches(), usual)
    (usual_setting,) = list(answers)[:1]
    wire = tuple((name, "false" if name == "wire" else value) for name, value in usual_setting)
    answers[wire] = {"a": 2.0, "b": 3.0, "c": None, "d": 0.0}
    stated = tuple((name, "true" if name == "stated_only" else now) for name, now in usual_setting)
    answers[stated] = {"a": 5.0, "b": 6.0, "c": 1.0, "d": 0.0}
    assert next(one for one in flips(answers) if one.switch == "wire := false") == Flip(
        "wire := false", "without agency copy", (("a", "b"),), 1
    )
    first, second, third, last = bands(answers)
    assert (first.outlet_id, first.lowest, first.highest) == ("a", 2.0, 9.0)
    assert (first.rank, first.best_rank, first.worst_rank) == (1, 1, 2)
    assert (second.rank, second.best_rank, second.worst_rank) == (2, 1, 2)
    assert (third.outlet_id, third.settings, third.rank, third.worst_rank) == ("c", 71, 2, 3)
    assert (last.number, last.rank, last.best_rank) == (0.0, None, None)


def test_an_outlet_is_ranked_only_where_all_that_have_a_figure_have_one() -> None:
    usual: Numbers = {"big": 1000.0, "small": 1.0, "none": None}
    answers = {
        setting: {**usual, "big": None} if dict(setting)["gaps"] == "'null'" else usual
        for setting in settings_of_switches()
    }
    assert len(ranking(answers)) == 48
    big, small = bands(answers)[:2]
    assert (big.outlet_id, big.best_rank, big.worst_rank, big.settings) == ("big", 1, 1, 48)
    assert (small.outlet_id, small.best_rank, small.worst_rank, small.settings) == (
        "small",
        2,
        2,
        72,
    )


def test_the_command_says_in_how_many_settings_outlets_are_ranked(
    tmp_path: Path, dateline: Dateline
) -> None:
    world_file(tmp_path / "dateline.duckdb")
    result = dateline("robustness", "coverage", "--warehouse", tmp_path)
    assert result.exit_code == 0, result.stderr
    assert "best and worst rank are of 16 settings; in the other 8 an outlet" in result.stdout


def test_the_switches_mean_to_the_tables_what_they_say(world: duckdb.DuckDBPyConnection) -> None:
    asked = {
        setting: dict(world.execute(query).fetchall()) for setting, query in queries_of([]).items()
    }
    usual = settings_of_switches()[0]
    assert asked[usual] == {"china_daily": 1, "korea_herald": 3, "post": 2}

    def switched(**values: str) -> Numbers:
        return asked[tuple((name, values.get(name, value)) for name, value in usual)]

    # d5 is a print of d4's text, which credits Xinhua
    assert switched(unit="'text'")["korea_herald"] == 2
    assert switched(wire="false")["korea_herald"] == 1
    assert switched(stated_only="true")["china_daily"] == 0
    # two of the three days are observed
    assert switched(gaps="'scale'")["korea_herald"] == 4.5
    # each has a day that is unknown, before its own calendar, after it or within
    assert switched(gaps="'null'") == dict.fromkeys(("china_daily", "korea_herald", "post"))
