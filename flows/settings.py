"""What a run is told: one frozen object, and where each of its values came from."""

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from tasks.jobs import ITEM_SECONDS, WORKER_BYTES

EngineName = Literal["auto", "prefect", "inline"]
TaskRunnerName = Literal["threads", "processes", "dask", "ray"]

CONFIG_NAME: Final = "dateline.toml"
PREFIX: Final = "DATELINE_"
# Where the tests and the benchmarks find large corpora. It is no setting of a run, but a shell
# that has it set must still be able to run one.
NOT_SETTINGS: Final = frozenset({"DATELINE_SHARED"})
PATHS: Final = frozenset({"inputs", "warehouse", "manifest", "outlets", "topics", "entities"})
MEBIBYTE: Final = 1024 * 1024
GIBIBYTE: Final = 1024 * MEBIBYTE
# What a column of a table may hold; tasks/readers/columns.py knows the same, says a test.
FIELDS: Final = (
    "text", "html", "url", "title", "published_at", "outlet", "byline", "section", "fetched_at",
)  # fmt: skip


def _no_number(value: object) -> object:
    # pydantic would read 86400 as 1970-01-02, a day nobody meant.
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()):
        raise PydanticCustomError("no_day", "is a number; write a day as 2026-11-22")
    return value


def _no_pattern(warehouse: Path) -> Path:
    # DuckDB would take the path of each file for a pattern, and read what else fits it or nothing.
    place = str(warehouse.absolute())
    if "*" in place or "?" in place:
        raise PydanticCustomError(
            "pattern", "has * or ? in its path, {place}; name another folder", {"place": place}
        )
    return warehouse


def _mapping(value: object) -> object:
    """field=column pairs in any of the spellings: a table, "text=body,url=link", or a list."""
    if isinstance(value, str):
        value = [pair for pair in value.split(",") if pair.strip()]
    if not isinstance(value, list | tuple):
        return value
    columns: dict[str, str] = {}
    for pair in value:
        field, equals, column = str(pair).partition("=")
        if not (equals and field.strip() and column.strip()):
            raise PydanticCustomError("no_pair", "is no field=column: {pair}", {"pair": str(pair)})
        if field.strip() in columns:
            raise PydanticCustomError("twice", "names {field} twice", {"field": field.strip()})
        columns[field.strip()] = column.strip()
    return columns


def _known_fields(columns: dict[str, str]) -> dict[str, str]:
    for field in columns:
        if field not in FIELDS:
            raise PydanticCustomError(
                "no_field",
                "has no field {field}; fields are {known}",
                {"field": field, "known": ", ".join(FIELDS)},
            )
    return dict(sorted(columns.items()))


def _one_line(separator: str | None) -> str | None:
    """The line without the blanks around it; None when it is empty, as one that is not set."""
    if separator is None:
        return None
    if len(separator.strip().splitlines()) > 1:
        raise PydanticCustomError("lines", "is more than one line")
    return separator.strip() or None


class SettingsError(Exception):
    """What is wrong with the settings, one line a problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Settings(BaseModel):
    """Everything a run is told; nothing else changes what it does."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    inputs: tuple[str, ...] = Field(
        default=(), description="files, folders, patterns and addresses to read"
    )
    warehouse: Annotated[Path, AfterValidator(_no_pattern)] = Field(
        default=Path("warehouse-data"), description="the warehouse's folder"
    )
    manifest: Path | None = Field(
        default=None, description="JSON lines that say what the files do not: url, outlet, times"
    )
    outlets: Path | None = Field(default=None, description="a folder with outlet files of your own")
    topics: Path | None = Field(default=None, description="a folder with topic files of your own")
    entities: Path | None = Field(
        default=None, description="a folder with entity files of your own"
    )
    drop_own_files: bool = Field(
        default=False,
        description="go on without the outlets, topics or entities of your own that the last run "
        "had and this one does not name",
    )
    engine: EngineName = Field(default="auto", description="what runs the parts")
    task_runner: TaskRunnerName = Field(
        default="threads", description="where Prefect runs the parts; threads keep worker processes"
    )
    workers: int = Field(default=0, ge=0, description="worker processes; 0 is one per core")
    as_of: Annotated[date | None, BeforeValidator(_no_number)] = Field(
        default=None, description="the day of the run; dates after it are suspect"
    )
    keep_snapshots: int = Field(default=10, ge=1, description="snapshots kept, the newest first")
    max_input_bytes: int = Field(
        default=64 * MEBIBYTE,
        ge=1,
        description="a larger record (a file, a member of an archive, a row) is quarantined unread",
    )
    max_unpacked_bytes: int = Field(
        default=50 * GIBIBYTE,  # a year of a large outlet's pages, uncompressed
        ge=1,
        description="what one archive or compressed file may unpack to",
    )
    columns: Annotated[dict[str, str], BeforeValidator(_mapping), AfterValidator(_known_fields)] = (
        Field(
            default_factory=dict,
            description="which column of a table holds which field; else guessed",
        )
    )
    article_separator: Annotated[str | None, AfterValidator(_one_line)] = Field(
        default=None, description="a line that parts the articles of one text file"
    )
    max_item_seconds: float = Field(
        default=ITEM_SECONDS,
        ge=0.1,
        description="CPU seconds a stage may spend on one document, else it is quarantined",
    )
    max_worker_bytes: int = Field(
        default=WORKER_BYTES,
        ge=512 * MEBIBYTE,  # a worker at rest has 0.4 GB
        description="memory of a worker process; a document that needs more is quarantined",
    )
    # Some seconds of work a part and stage: an orchestrated task costs 15 ms with threads, half a
    # second with processes, Dask or Ray (measured in November 2026 with Prefect 3.8.8); validating
    # costs 0.4 s a part beside its rows. With larger parts two workers wait for each other.
    part_bytes: int = Field(default=32 * MEBIBYTE, ge=1, description="bytes of captures in a part")
    part_items: int = Field(default=5_000, ge=1, description="captures in a part, at most")
    # Raw copy always has some files that are none: 10 of 296 in our samples, 4 of 299 in a first
    # user's folder. More than a tenth is most often a wrong folder or an outlet without a layout.
    max_quarantined_share: float = Field(
        default=0.1, ge=0, le=1, description="above it the run exits 1"
    )
    rehash: bool = Field(
        default=False, description="read every file again instead of trusting size and time"
    )
    retry_quarantined: bool = Field(default=False, description="try quarantined captures again")
    rebuild: bool = Field(
        default=False, description="derive every layer again from the stored captures"
    )


def load_settings(
    flags: Mapping[str, object],
    *,
    config: Path | None,
    environ: Mapping[str, str],
    cwd: Path,
    flag_origin: str = "flag",
) -> tuple[Settings, Mapping[str, str]]:
    """The settings in force and, for each field, who set it.

    Later sources win: defaults, the TOML file (`config`, else `dateline.toml` in `cwd` if it is
    there), `DATELINE_*` variables, flags. A flag that is None was not given. The origin is
    "default", the file's name, the variable's name or `flag_origin`. SettingsError names every
    unknown key and every bad value at once.
    """
    problems: list[str] = []
    values: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    given = {name: value for name, value in flags.items() if value is not None}
    for found, named in (
        _from_file(config, cwd, problems),
        _from_environment(environ, problems),
        (given, dict.fromkeys(given, flag_origin)),
    ):
        for name, value in found.items():
            if name not in Settings.model_fields:
                problems.append(f"{named[name]}: {_unknown(name, Settings.model_fields)}")
                continue
            values[name] = value
            origins[name] = named[name]
    settings = _validated(values, origins, problems)
    return settings, origins


def in_force(settings: Settings, origins: Mapping[str, str]) -> tuple[str, ...]:
    """One line a field: its value, and where it came from."""
    width = max(map(len, origins))
    return tuple(
        f"{name:<{width}}  {_shown(getattr(settings, name))}  ({origins[name]})"
        for name in Settings.model_fields
    )


def worker_count(settings: Settings) -> int:
    """How many worker processes the run uses: one per core unless it was told a number."""
    if settings.workers:
        return settings.workers
    # The cores this process may use, which in a container are fewer than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _from_file(
    config: Path | None, cwd: Path, problems: list[str]
) -> tuple[dict[str, object], dict[str, str]]:
    file = (cwd / config) if config else cwd / CONFIG_NAME
    if config is None and not file.is_file():
        return {}, {}
    name = str(config or CONFIG_NAME)
    try:
        found: dict[str, object] = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        problems.append(f"{name}: cannot be read: {error.strerror or error}")
        return {}, {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{name}: is no TOML: {error}")
        return {}, {}
    if file.parent.resolve() != cwd.resolve():
        # A file that lies elsewhere speaks of its own neighbours, wherever the run is started.
        found = {
            key: _beside(file.parent, value) if key in PATHS else value
            for key, value in found.items()
        }
    return found, dict.fromkeys(found, name)


def _beside(folder: Path, value: object) -> object:
    if isinstance(value, str):
        return str(folder / Path(value).expanduser())
    if isinstance(value, list):
        return [_beside(folder, item) for item in value]
    return value


def _from_environment(
    environ: Mapping[str, str], problems: list[str]
) -> tuple[dict[str, object], dict[str, str]]:
    known = {PREFIX + field.upper(): field for field in Settings.model_fields}
    values: dict[str, object] = {}
    origins: dict[str, str] = {}
    for variable, text in sorted(environ.items()):
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        field = known.get(variable)
        if field is None:
            problems.append(f"environment: {_unknown(variable, known)}")
        elif text:  # `DATELINE_WAREHOUSE=` is how a shell takes a value back
            values[field] = text.split(os.pathsep) if field == "inputs" else text
            origins[field] = variable
    return values, origins


def _validated(
    values: dict[str, object], origins: Mapping[str, str], problems: list[str]
) -> Settings:
    # The default is looked at, too: where it lies depends on where the run is started.
    values = {"warehouse": Settings.model_fields["warehouse"].default, **values}
    for field in sorted(PATHS - {"inputs"}):
        if isinstance(value := values.get(field), str | Path):
            values[field] = Path(value).expanduser()
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problems.extend(_problem(dict(item), origins) for item in error.errors())
    else:
        if not problems:
            return settings
    raise SettingsError(problems)


def _problem(item: Mapping[str, Any], origins: Mapping[str, str]) -> str:
    field = str(item["loc"][0])
    message = str(item["msg"])
    given = str(item["input"]) if isinstance(item["input"], Path) else item["input"]
    return f"{origins[field]}: {field} = {given!r}: {message[:1].lower()}{message[1:]}"


def _unknown(name: str, known: Iterable[str]) -> str:
    nearest = difflib.get_close_matches(name, list(known), n=1, cutoff=0.0)[0]
    return f"unknown setting {name!r}; the nearest known name is {nearest!r}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{field}={column}" for field, column in value.items()) or "none"
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
