"""What a run is told, and who told it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.settings import FIELDS, Settings, SettingsError, in_force, load_settings, worker_count


def load(
    tmp_path: Path,
    *,
    toml: str = "",
    environ: dict[str, str] | None = None,
    flags: dict[str, object] | None = None,
) -> tuple[Settings, dict[str, str]]:
    if toml:
        (tmp_path / "dateline.toml").write_text(toml, encoding="utf-8")
    settings, origins = load_settings(flags or {}, config=None, environ=environ or {}, cwd=tmp_path)
    return settings, dict(origins)


def problems(
    tmp_path: Path,
    *,
    toml: str = "",
    environ: dict[str, str] | None = None,
    flags: dict[str, object] | None = None,
) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, toml=toml, environ=environ, flags=flags)
    assert str(caught.value).splitlines() == list(caught.value.problems)
    return caught.value.problems


def test_a_run_that_is_told_nothing_has_the_defaults(tmp_path: Path) -> None:
    settings, origins = load(tmp_path)
    assert settings == Settings()
    assert settings.warehouse == Path("warehouse-data")
    assert settings.max_quarantined_share == 0.1
    assert set(origins.values()) == {"default"}
    assert set(origins) == set(Settings.model_fields)


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    settings, origins = load(
        tmp_path,
        toml='warehouse = "from-file"\nworkers = 3\nkeep_snapshots = 4\n',
        environ={"DATELINE_WAREHOUSE": "from-environment", "DATELINE_WORKERS": "5"},
        flags={"warehouse": "from-flag", "workers": None},
    )
    assert (settings.warehouse, settings.workers, settings.keep_snapshots) == (
        Path("from-flag"),
        5,
        4,
    )
    assert origins["warehouse"] == "flag"
    assert origins["workers"] == "DATELINE_WORKERS"
    assert origins["keep_snapshots"] == "dateline.toml"
    assert origins["engine"] == "default"


def test_an_unknown_key_of_the_file_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, toml='warehous = "x"\n')
    assert line.startswith("dateline.toml: unknown setting 'warehous'")
    assert line.endswith("'warehouse'")


def test_an_unknown_variable_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, environ={"DATELINE_WAREHOSE": "x", "HOME": "y"})
    assert "DATELINE_WAREHOSE" in line
    assert line.endswith("'DATELINE_WAREHOUSE'")


def test_the_place_of_the_corpora_is_no_setting_and_no_error(tmp_path: Path) -> None:
    settings, _ = load(tmp_path, environ={"DATELINE_SHARED": "somewhere"})
    assert settings == Settings()


def test_every_problem_is_one_line_and_all_are_told_at_once(tmp_path: Path) -> None:
    lines = problems(
        tmp_path,
        toml="colour = 1\nworkers = -1\n",
        environ={"DATELINE_ENGINE": "airflow"},
        flags={"keep_snapshots": "many", "nonsense": 1},
    )
    assert len(lines) == 5
    told = "\n".join(lines)
    for words in (
        "dateline.toml: unknown setting 'colour'",
        "dateline.toml: workers = -1",
        "DATELINE_ENGINE: engine = 'airflow'",
        "flag: keep_snapshots = 'many'",
        "flag: unknown setting 'nonsense'",
    ):
        assert words in told


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, toml="warehouse = \n")
    assert line.startswith("dateline.toml: is no TOML")


def test_a_config_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml: cannot be read"):
        load_settings({}, config=Path("absent.toml"), environ={}, cwd=tmp_path)


def test_paths_in_a_file_elsewhere_are_beside_that_file(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "mine.toml").write_text('inputs = ["in"]\nwarehouse = "out"\n', encoding="utf-8")
    settings, origins = load_settings({}, config=Path("etc/mine.toml"), environ={}, cwd=tmp_path)
    assert settings.warehouse == folder / "out"
    assert settings.inputs == (str(folder / "in"),)
    assert origins["warehouse"] == "etc/mine.toml"


def test_inputs_stay_as_they_were_given(tmp_path: Path) -> None:
    settings, _ = load(tmp_path, flags={"inputs": ("./a/../b",)})
    assert settings.inputs == ("./a/../b",)


def test_inputs_in_the_environment_are_a_path_list(tmp_path: Path) -> None:
    settings, _ = load(tmp_path, environ={"DATELINE_INPUTS": "a:b"})
    assert settings.inputs == ("a", "b")


def test_an_empty_variable_is_one_that_is_not_set(tmp_path: Path) -> None:
    settings, origins = load(tmp_path, environ={"DATELINE_WAREHOUSE": ""})
    assert settings.warehouse == Path("warehouse-data")
    assert origins["warehouse"] == "default"


def test_a_home_in_a_path_is_resolved(tmp_path: Path) -> None:
    settings, _ = load(tmp_path, flags={"warehouse": "~/news"})
    assert settings.warehouse == Path.home() / "news"


def test_a_day_is_a_day_and_never_a_number_of_seconds(tmp_path: Path) -> None:
    settings, _ = load(tmp_path, toml="as_of = 2026-11-22\n")
    assert settings.as_of == date(2026, 11, 22)
    (line,) = problems(tmp_path, toml="as_of = 86400\n")
    assert "write a day as" in line


@pytest.mark.parametrize(
    ("toml", "environ", "flags"),
    [
        ('[columns]\ntext = "body"\nurl = "link"\n', {}, {}),
        ("", {"DATELINE_COLUMNS": "text=body, url=link,"}, {}),
        ("", {}, {"columns": ("url=link", "text=body")}),
        ('[columns]\ntext = "other"\n', {}, {"columns": ("url=link", "text=body")}),
    ],
)
def test_columns_are_the_same_however_they_were_told(
    tmp_path: Path, toml: str, environ: dict[str, str], flags: dict[str, object]
) -> None:
    settings, _ = load(tmp_path, toml=toml, environ=environ, flags=flags)
    assert list(settings.columns.items()) == [("text", "body"), ("url", "link")]
    assert Settings.model_validate(json.loads(settings.model_dump_json())) == settings


@pytest.mark.parametrize(
    ("columns", "complaint"),
    [
        (("body=text",), "has no field body"),
        (("text",), "is no field=column: text"),
        (("text=",), "is no field=column"),
        (("text=a", "text=b"), "names text twice"),
        (3, "valid dictionary"),
    ],
)
def test_columns_that_say_nothing_known_are_refused(
    tmp_path: Path, columns: object, complaint: str
) -> None:
    (line,) = problems(tmp_path, flags={"columns": columns})
    assert complaint in line


def test_the_fields_of_a_table_are_those_its_reader_knows() -> None:
    from tasks.readers.columns import FIELDS as READ

    assert set(FIELDS) == set(READ)


def test_a_separator_is_one_line(tmp_path: Path) -> None:
    settings, _ = load(tmp_path, toml='article_separator = " ***** "\n')
    assert settings.article_separator == "*****"
    assert load(tmp_path, flags={"article_separator": "  "})[0].article_separator is None
    (line,) = problems(tmp_path, flags={"article_separator": "a\nb"})
    assert "is more than one line" in line


def test_settings_do_not_change_once_made() -> None:
    field = "workers"
    with pytest.raises(ValidationError):
        setattr(Settings(), field, 2)


def test_settings_survive_json() -> None:
    settings = Settings(inputs=("a",), as_of=date(2026, 1, 2), warehouse=Path("x"))
    assert Settings.model_validate(json.loads(settings.model_dump_json())) == settings


def test_what_is_in_force_is_one_line_a_field_with_its_origin(tmp_path: Path) -> None:
    settings, origins = load(tmp_path, flags={"warehouse": "x"})
    lines = in_force(settings, origins)
    assert len(lines) == len(Settings.model_fields)
    assert lines[1].split() == ["warehouse", "x", "(flag)"]


def test_a_run_has_as_many_workers_as_it_was_told_or_one_per_core() -> None:
    assert worker_count(Settings(workers=3)) == 3
    assert worker_count(Settings()) >= 1


@given(st.text(min_size=1, max_size=30))
def test_no_name_but_a_known_one_is_taken(name: str) -> None:
    if name in Settings.model_fields:
        return
    with pytest.raises(SettingsError, match="unknown setting"):
        load_settings({name: 1}, config=None, environ={}, cwd=Path("/nowhere"))


def test_settings_load_without_prefect_and_great_expectations() -> None:
    code = (
        "import sys, flows.settings;"
        "print([m for m in ('prefect','great_expectations','duckdb','pandas','pyarrow')"
        " if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", ["a*b", "a?b/wh"])
def test_a_warehouse_whose_path_duckdb_would_take_for_a_pattern_is_refused(
    tmp_path: Path, path: str
) -> None:
    (line,) = problems(tmp_path, flags={"warehouse": path})
    assert line.startswith(f"flag: warehouse = '{path}': has * or ? in its path, {Path.cwd()}/")


def test_the_default_warehouse_is_refused_in_such_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "what?"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (line,) = problems(folder)
    assert line.startswith("default: warehouse = 'warehouse-data': has * or ?")
    settings, _ = load(folder, flags={"warehouse": str(tmp_path / "[wh] o'clock {1}")})
    assert settings.warehouse == tmp_path / "[wh] o'clock {1}"
