"""The command line: every command thin, slow libraries imported only where they are used."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.summary import RunSummary
    from warehouse.store import Store

R = TypeVar("R")

DATA_FAILED: Final = 1
WRONG_USE: Final = 2

QUESTION: Final = (
    "pivot (select coalesce(outlet_name, 'unknown') as outlet, "
    "coalesce(strftime(published_date, '%Y-%m'), 'undated') as month, 1 as n from documents) "
    "on month using sum(n) group by outlet order by outlet"
)

warehouse_option = click.option(
    "--warehouse",
    type=click.Path(file_okay=False, path_type=Path),
    help="The warehouse's folder.  [default: ./warehouse-data, or DATELINE_WAREHOUSE]",
)
outlets_option = click.option(
    "--outlets",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder with outlet files of your own.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline")
def main() -> None:
    """Dateline turns raw news copy into a warehouse of coverage over time."""


@main.command()
@click.argument("inputs", nargs=-1)
@warehouse_option
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="A TOML file.")
@click.option(
    "--manifest",
    type=click.Path(dir_okay=False, path_type=Path),
    help='JSON lines saying what the files do not: {"path", "url", "outlet", "fetched_at", '
    '"title", "published_at"}, all but path optional.',
)
@outlets_option
@click.option(
    "--engine", type=click.Choice(["auto", "prefect", "inline"]), help="What runs the parts."
)
@click.option("--workers", type=int, help="Worker processes; 0 is one per core.")
@click.option("--as-of", help="The day of the run (YYYY-MM-DD); dates after it are suspect.")
@click.option(
    "--max-quarantined-share", type=float, help="Above this share of the inputs the run exits 1."
)
@click.option("--rehash", is_flag=True, default=None, help="Read every file, changed or not.")
@click.option("--rebuild", is_flag=True, default=None, help="Derive every layer again.")
def run(inputs: tuple[str, ...], config: Path | None, **flags: object) -> None:
    """Read INPUTS (files, folders, patterns) and publish a snapshot of everything known.

    What was read before is not read again. Without INPUTS the stored captures are derived
    again where the rules changed. Exits 0 when all is well, 1 when inputs were quarantined
    (above --max-quarantined-share) or a check stopped the publication, 2 for wrong use,
    75 when another run holds the lock.
    """
    from flows.settings import in_force

    settings, origins = _settings({"inputs": inputs or None, **flags}, config)
    for line in in_force(settings, origins):
        if not line.endswith("(default)"):
            _say(f"setting {line}")
    summary = _guarded(lambda: _run(settings))
    _print_summary(summary)
    sys.exit(summary.exit_code)


def _run(settings: "Settings") -> "RunSummary":
    from flows.engines import choose

    name, why = choose(settings)
    _say(why)
    if name == "prefect":
        from flows.prefect_engine import run_with_prefect

        return run_with_prefect(settings, _say)
    from flows.inline_engine import InlineEngine
    from flows.pipeline import run_pipeline

    with InlineEngine(settings) as engine:
        return run_pipeline(engine, settings, started_at=datetime.now(UTC), say=_say)


def _print_summary(summary: "RunSummary") -> None:
    from flows.printing import console, head_of_pivot, print_table
    from flows.summary import COLUMNS

    out = console()
    if summary.is_new:
        print_table(
            ("stage", "unit", *COLUMNS, "reasons"), summary.rows(), title="What happened", out=out
        )
        columns, rows, left_out = head_of_pivot(*_answer(Path(summary.database), QUESTION))
        print_table(columns, rows, title="Documents per outlet and month", out=out)
        if left_out:
            out.print(left_out)
        out.print("A dash is a month without documents: not observed, which is not zero.")
        click.secho(f'dateline sql "{QUESTION}"\n', dim=True)
    seconds = ", ".join(f"{stage} {took:.1f}" for stage, took in summary.seconds.items())
    click.echo(f"seconds: {seconds}")
    click.echo(
        f"snapshot {summary.snapshot_id}: {summary.documents:,} documents in "
        f"{summary.versions:,} versions, {summary.in_quarantine:,} inputs in quarantine "
        "(`dateline quarantine list`)"
    )
    if summary.report:
        click.echo(f"report   {summary.report}")
        click.echo(f"checks   {Path(summary.report).parent / 'data_docs' / 'index.html'}")
    click.echo(f"tables   {summary.tables}")
    click.echo(f"database {summary.database}")
    if summary.complaint:
        _say(f"exit {summary.exit_code}: {summary.complaint}")


@main.command()
@click.argument("query")
@warehouse_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of stdout."
)
def sql(query: str, warehouse: Path | None, form: str, output: Path | None) -> None:
    """Answer QUERY from dateline.duckdb, which is opened read-only."""
    from flows.answers import write_parquet

    database = _database(warehouse)
    if form == "parquet":
        if output is None and sys.stdout.isatty():
            _fail(WRONG_USE, "Parquet is not for a terminal: give --output FILE, or redirect")
        _guarded(lambda: write_parquet(database, query, output or sys.stdout.buffer))
        return
    columns, rows = _answer(database, query)
    from flows.answers import save
    from flows.printing import as_csv, as_json, print_table

    if form == "table" and output is None:
        print_table(columns, rows)
        return
    if form == "table":
        _fail(WRONG_USE, "--output needs --format csv, json or parquet")
    text = as_csv(columns, rows) if form == "csv" else as_json(columns, rows) + "\n"
    if output:
        _guarded(lambda: save(output, text))
    else:
        click.echo(text, nl=False)


@main.command()
@warehouse_option
def verify(warehouse: Path | None) -> None:
    """Prove hashes, counts, keys and accounts of the warehouse; exit 1 when one does not hold."""
    from warehouse.integrity import verify as prove

    store = _store(warehouse)
    findings = _guarded(lambda: prove(store))
    for finding in findings:
        click.echo(f"{finding.severity}: {finding.where}: {finding.what}\n    {finding.what_to_do}")
    if any(finding.severity == "error" for finding in findings):
        sys.exit(DATA_FAILED)
    manifest = store.head()
    if manifest is None:
        _fail(WRONG_USE, f"{store.root}: nothing is published here yet")
    if any(finding.where == "HEAD" for finding in findings):
        return  # what was said of the snapshot itself is all there is to say
    click.echo(
        f"snapshot {manifest.snapshot_id} holds: {len(manifest.paths()):,} files, "
        f"{manifest.table('documents').rows:,} documents, every hash, count, key and account"
    )


@main.group()
def quarantine() -> None:
    """What could not become a document, and why."""


@quarantine.command("list")
@warehouse_option
def quarantine_list(warehouse: Path | None) -> None:
    """One line an input: where it is, which stage refused it, and why."""
    from flows.printing import print_table

    columns, rows = _answer(
        _database(warehouse),
        "select source_uri, stage, reason_code, detail, attempts, last_seen from quarantine "
        "order by source_uri, stage",
    )
    print_table(columns, rows)
    click.echo(f"{len(rows):,} in quarantine")


@quarantine.command("show")
@click.argument("source")
@warehouse_option
@click.option("--bytes", "size", default=600, show_default=True, help="Bytes of it to show.")
def quarantine_show(source: str, warehouse: Path | None, size: int) -> None:
    """Show one input by SOURCE, its source_uri or the beginning of its capture_id."""
    from flows.printing import steady

    store = _store(warehouse)
    columns, rows = _answer(
        _database(warehouse),
        "select * from quarantine where source_uri = ? or starts_with(capture_id, ?)",
        (source, source),
    )
    if not rows:
        _fail(WRONG_USE, f"{source}: not in quarantine. `dateline quarantine list` lists them")
    for row in rows:
        said = dict(zip(columns, row, strict=True))
        for name, value in said.items():
            click.echo(f"{name:<12} {'' if value is None else steady(str(value))}")
        if said["capture_id"]:
            raw = _guarded(partial(store.capture_bytes, said["capture_id"]))
            click.echo(f"first bytes  {raw[:size]!r}{' ...' if len(raw) > size else ''}")


@quarantine.command("retry")
@warehouse_option
def quarantine_retry(warehouse: Path | None) -> None:
    """Try again what could not be read, and, after an upgrade, everything the rules refused."""
    settings, _ = _settings({"warehouse": warehouse, "retry_quarantined": True}, None)
    summary = _guarded(lambda: _run(settings))
    _print_summary(summary)
    sys.exit(summary.exit_code)


@main.command()
@click.argument("document_id")
@warehouse_option
def explain(document_id: str, warehouse: Path | None) -> None:
    """Say why DOCUMENT_ID (or its beginning) has its fields, with the bytes of each paragraph."""
    from flows.explaining import explain as tell
    from flows.printing import console

    store = _store(warehouse)
    _guarded(lambda: tell(store, document_id, console()))


@main.command()
@warehouse_option
def report(warehouse: Path | None) -> None:
    """Print the report of the last run that published."""
    store = _store(warehouse)
    manifest = _guarded(store.head)
    path = store.root / "reports" / f"{manifest.run_id}.md" if manifest else None
    if path is None or not path.is_file():
        _fail(WRONG_USE, f"{store.root}: no report here. `dateline run` writes one")
    click.echo(path.read_text(encoding="utf-8"))
    click.echo(f"Data Docs {store.root / 'reports' / 'data_docs' / 'index.html'}")


@main.command()
@warehouse_option
def doctor(warehouse: Path | None) -> None:
    """Look at versions, free disk, writable paths and what is optional; exit 1 when one is bad."""
    from flows.doctor import examine

    signs = list(examine(_store(warehouse).root))
    for sign in signs:
        click.echo(f"{sign.state:<6} {sign.what:<28} {sign.detail}")
    if any(sign.state == "bad" for sign in signs):
        sys.exit(DATA_FAILED)


@main.command()
@outlets_option
def outlets(outlets: Path | None) -> None:
    """List the outlets and agencies that are known."""
    from flows.printing import print_table
    from tasks.rulebook import load_registry

    registry = _guarded(lambda: load_registry(str(outlets) if outlets else None))
    print_table(
        ("outlet_id", "name", "country", "zone", "media_type", "ownership", "agency", "domains"),
        [
            (
                outlet.outlet_id,
                outlet.name,
                outlet.country,
                outlet.zone,
                outlet.media_type,
                outlet.ownership,
                outlet.agency.agency_id if outlet.agency else None,
                ", ".join(outlet.domains),
            )
            for outlet in registry.outlets.values()
        ],
    )


@main.command()
@click.argument("table", required=False)
@click.option("--markdown", is_flag=True, help="The whole dictionary as the page in docs/.")
def dictionary(table: str | None, *, markdown: bool) -> None:
    """What every column of every table and view means; of TABLE alone when one is named."""
    from flows.printing import print_table
    from warehouse.database import load_models
    from warehouse.dictionary import dictionary_page, dictionary_rows

    models = load_models()
    if markdown:
        click.echo(dictionary_page(models), nl=False)
        return
    rows = [row for row in dictionary_rows(models) if table in (None, row["table_name"])]
    if not rows:
        _fail(WRONG_USE, f"{table}: no such table or view")
    names = ("table_name", "column_name", "type", "unit", "meaning")
    print_table(names, [tuple(row[name] for name in names) for row in rows])


# --- what the commands share -------------------------------------------------------------


def _settings(flags: dict[str, object], config: Path | None) -> "tuple[Settings, dict[str, str]]":
    from flows.settings import SettingsError, load_settings

    try:
        settings, origins = load_settings(flags, config=config, environ=os.environ, cwd=Path.cwd())
    except SettingsError as error:
        _fail(WRONG_USE, *error.problems)
    return settings, dict(origins)


def _store(warehouse: Path | None) -> "Store":
    from warehouse.store import Store

    settings, _ = _settings({"warehouse": warehouse}, None)
    return Store(settings.warehouse)


def _database(warehouse: Path | None) -> Path:
    settings, _ = _settings({"warehouse": warehouse}, None)
    database = settings.warehouse / "dateline.duckdb"
    if not database.is_file():
        _fail(
            WRONG_USE,
            f"{database}: no warehouse is published here. `dateline run INPUT...` makes one, "
            "--warehouse names another",
        )
    return database


def _answer(
    database: Path, query: str, values: Sequence[object] = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    from flows.answers import answer

    return _guarded(lambda: answer(database, query, values))


def _guarded(step: Callable[[], R]) -> R:
    """The step's result; errors a user can act on as one line and their exit code."""
    try:
        return step()
    except KeyboardInterrupt:
        _fail(130, "stopped; what was done is kept, and the next run goes on from there")
    except Exception as error:
        from flows.failures import exit_code_of

        code = exit_code_of(error)
        if code is None:
            raise
        _fail(code, str(error))


def _say(line: str) -> None:
    click.echo(line, err=True)


def _fail(code: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(f"dateline: {line}", err=True)
    sys.exit(code)
