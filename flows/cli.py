"""The command line: every command thin, slow libraries imported only where they are used."""

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from flows.cli_cite import cite
from flows.cli_compare import compare
from flows.cli_doors import (
    DATA_FAILED,
    WRONG_USE,
    answer_of,
    database_of,
    fail,
    guarded,
    say,
    settings_of,
    store_of,
    warehouse_option,
)
from flows.cli_export import export
from flows.cli_questions import questions
from flows.cli_reference import dictionary, outlets, outlets_option
from flows.cli_report import report
from flows.cli_robustness import robustness
from flows.cli_sql import sql
from flows.cli_topics import topics
from flows.cli_verify import verify

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.summary import RunSummary

R = TypeVar("R")

LONGEST_EXAMPLE: Final = 60  # characters of a date
MOST_ALARMS: Final = 5  # are said; the report has all
MOST_DOUBLES: Final = 3  # of outlets that may be one are said; the report has all
QUESTION: Final = (
    "pivot (select coalesce(outlet_name, 'unknown') as outlet, "
    "coalesce(strftime(published_date, '%Y-%m'), 'undated') as month, 1 as n from documents) "
    "on month using sum(n) group by outlet order by outlet"
)

UNREAD_DATES: Final = """
    select count(*), min(value)
    from documents join evidence using (document_id, version_no)
    where list_contains(quality_flags, 'unreadable_date') and field = 'date' and kind = 'given'
"""
REFUSED: Final = (
    "select reason_code, count(*) as inputs from quarantine group by all "
    "order by inputs desc, reason_code"
)

topics_option = click.option(
    "--topics",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder with topic files of your own.",
)
entities_option = click.option(
    "--entities",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder with entity files of your own.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline")
def main() -> None:
    """Dateline turns raw news copy into a warehouse of coverage over time."""


main.add_command(cite)
main.add_command(compare)
main.add_command(questions)
main.add_command(export)
main.add_command(sql)
main.add_command(verify)
main.add_command(outlets)
main.add_command(dictionary)
main.add_command(report)
main.add_command(robustness)
main.add_command(topics)


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
@topics_option
@entities_option
@click.option(
    "--engine", type=click.Choice(["auto", "prefect", "inline"]), help="What runs the parts."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column of a table is the text, html, url, title, published_at, outlet, byline, "
    "section or fetched_at; once a field.  [default: guessed from the names, and said]",
)
@click.option(
    "--article-separator",
    metavar="LINE",
    help="A line that parts the articles of one text file.",
)
@click.option("--workers", type=int, help="Worker processes; 0 is one per core.")
@click.option("--as-of", help="The day of the run (YYYY-MM-DD); dates after it are suspect.")
@click.option(
    "--max-quarantined-share",
    type=float,
    help="Above this share of the new inputs the run exits 1; 0 is strict.  [default: 0.1]",
)
@click.option("--rehash", is_flag=True, default=None, help="Read every file, changed or not.")
@click.option("--rebuild", is_flag=True, default=None, help="Derive every layer again.")
@click.option(
    "--drop-own-files",
    is_flag=True,
    default=None,
    help="Go on without the outlets, topics or entities of your own that the last run had.",
)
def run(inputs: tuple[str, ...], config: Path | None, **flags: object) -> None:
    """Read INPUTS and publish a snapshot of everything known.

    INPUTS are files, folders, patterns or addresses (s3://, gs://), in any mix: text and HTML, zip
    and tar, gz, bz2, xz and zst, CSV, JSON lines and Parquet, WARC and ARC, saved feeds.

    What was read before is not read again. Without INPUTS the stored captures are derived
    again where the rules changed. Exits 0 when all is well, 1 when more inputs were quarantined
    than --max-quarantined-share allows or a check stopped the publication, 2 for wrong use,
    75 when another run holds the lock. What is good is published whatever is quarantined.
    """
    from flows.settings import in_force

    settings, origins = settings_of(
        {"inputs": inputs or None, **flags, "columns": flags["columns"] or None}, config
    )
    for line in in_force(settings, origins):
        if not line.endswith("(default)"):
            say(f"setting {line}")
    summary = guarded(lambda: _run(settings, origins["engine"]))
    _print_summary(summary)
    sys.exit(summary.exit_code)


def _run(settings: "Settings", engine_told_by: str) -> "RunSummary":
    from flows.engines import choose

    name, why = choose(settings, told_by=engine_told_by)
    say(why)
    if name == "prefect":
        from flows.prefect_engine import run_with_prefect

        return run_with_prefect(settings, say)
    from flows.inline_engine import InlineEngine
    from flows.pipeline import run_pipeline

    with InlineEngine(settings) as engine:
        return run_pipeline(engine, settings, started_at=datetime.now(UTC), say=say)


def _print_summary(summary: "RunSummary") -> None:
    from flows.pasting import pasted
    from flows.printing import console, counted, head_of_pivot, print_table
    from flows.summary import COLUMNS

    out = console()
    warehouse = Path(summary.database).parent
    if summary.is_new:
        print_table(
            ("stage", "unit", *COLUMNS, "reasons"), summary.rows(), title="What happened", out=out
        )
    if summary.is_new and summary.documents:
        columns, rows, left_out = head_of_pivot(*answer_of(Path(summary.database), QUESTION))
        print_table(columns, rows, title="Documents per outlet and month", out=out)
        if left_out:
            out.print(left_out)
        out.print("A dash is a month without documents: not observed, which is not zero.")
        asked = pasted(f'sql "{QUESTION}"', warehouse)
        click.secho(f"{asked}\n", dim=True)
    seconds = ", ".join(f"{stage} {took:.1f}" for stage, took in summary.seconds.items())
    click.echo(f"seconds: {seconds}")
    click.echo(
        f"snapshot {summary.snapshot_id}: {counted(summary.documents, 'document')} in "
        f"{counted(summary.versions, 'version')}, {counted(summary.in_quarantine, 'input')} "
        "in quarantine"
    )
    if summary.in_quarantine:
        _, found = answer_of(Path(summary.database), REFUSED)
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in found)
        lists = pasted("quarantine list", warehouse)
        click.echo(f"quarantine: {reasons}; `{lists}` names each")
    if summary.is_new and summary.documents:
        _, ((unread, example),) = answer_of(Path(summary.database), UNREAD_DATES)
        if unread:
            say(
                f"{counted(unread, 'date')} said beside the copy could not be read, such as "
                f"{str(example)[:LONGEST_EXAMPLE]!r}; quality_flags has unreadable_date"
            )
    if summary.report:
        click.echo(f"report   {summary.report}")
        click.echo(f"checks   {Path(summary.report).parent / 'data_docs' / 'index.html'}")
        _say_what_to_look_at(summary)
    click.echo(f"tables   {summary.tables}")
    click.echo(f"database {summary.database}")
    if summary.complaint:
        say(f"exit {summary.exit_code}: {summary.complaint}")


def _say_what_to_look_at(summary: "RunSummary") -> None:
    """The first of what the checks warn of, and of the outlets that may be one."""
    from flows.printing import counted

    for alarm in summary.alarms[:MOST_ALARMS]:
        say(f"warning {alarm}")
    if more := len(summary.alarms[MOST_ALARMS:]):
        say(f"and {counted(more, 'warning')} more, in the report")
    for double in summary.doubles[:MOST_DOUBLES]:
        say(f"{double}; the report has the lines of YAML that make them one")
    if more := len(summary.doubles[MOST_DOUBLES:]):
        say(f"and {counted(more, 'pair')} more like it, in the report")


@main.group()
def quarantine() -> None:
    """What could not become a document, and why."""


SKIPPED: Final = (
    "select reason_code, source_uri, detail, items from skipped join runs using (run_id) "
    "where started_at = (select max(started_at) from runs) order by reason_code, example_no"
)


@quarantine.command("list")
@warehouse_option
@click.option(
    "--skipped", is_flag=True, help="What the last run that published passed over, instead."
)
def quarantine_list(warehouse: Path | None, *, skipped: bool) -> None:
    """One line an input or record: where it is, which stage refused it, and why."""
    from flows.pasting import pasted
    from flows.printing import print_table

    database = database_of(warehouse)
    if skipped:
        known = "select 1 from duckdb_tables() where table_name = 'skipped'"
        if not answer_of(database, known)[1]:
            click.echo("written by an earlier release; the next run names what it skips")
            return
        columns, rows = answer_of(database, SKIPPED)
        print_table(columns[:-1], [row[:-1] for row in rows])
        total = sum({row[0]: row[-1] for row in rows}.values())
        click.echo(
            f"{total:,} skipped by the last run, {len(rows):,} of them named; earlier runs: "
            + pasted('sql "from skipped"', database.parent)
        )
        return
    columns, rows = answer_of(
        database,
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
    from flows.pasting import pasted
    from flows.printing import steady

    store = store_of(warehouse)
    columns, rows = answer_of(
        database_of(warehouse),
        "select * from quarantine where source_uri = ? or starts_with(capture_id, ?)",
        (source, source),
    )
    if not rows:
        lists = pasted("quarantine list", store.root)
        fail(WRONG_USE, f"{source}: not in quarantine. `{lists}` lists them")
    for row in rows:
        said = dict(zip(columns, row, strict=True))
        for name, value in said.items():
            click.echo(f"{name:<12} {'' if value is None else steady(str(value))}")
        if said["capture_id"]:
            raw = guarded(partial(store.capture_bytes, said["capture_id"]))
            click.echo(f"first bytes  {raw[:size]!r}{' ...' if len(raw) > size else ''}")


@quarantine.command("retry")
@warehouse_option
@outlets_option
@topics_option
@entities_option
def quarantine_retry(**flags: Path | None) -> None:
    """Try again what could not be read, and, after an upgrade, everything the rules refused."""
    settings, origins = settings_of({**flags, "retry_quarantined": True}, None)
    summary = guarded(lambda: _run(settings, origins["engine"]))
    _print_summary(summary)
    sys.exit(summary.exit_code)


@main.command()
@click.argument("document_id")
@warehouse_option
def explain(document_id: str, warehouse: Path | None) -> None:
    """Say why DOCUMENT_ID (or its beginning) has its fields, with the bytes of each paragraph.

    Then its copies, its cluster, and the sentences it has in common with others. An id of an
    earlier snapshot is followed to where it leads today.
    """
    from flows.comparing import relations_of
    from flows.explaining import explain as tell
    from flows.printing import console

    store = store_of(warehouse)
    key = guarded(lambda: tell(store, document_id, console()))
    guarded(lambda: relations_of(store, key, console()))


@main.command()
@warehouse_option
def doctor(warehouse: Path | None) -> None:
    """Look at versions, free disk, writable paths and what is optional; exit 1 when one is bad."""
    from flows.doctor import examine

    signs = list(examine(store_of(warehouse).root))
    for sign in signs:
        click.echo(f"{sign.state:<6} {sign.what:<28} {sign.detail}")
    if any(sign.state == "bad" for sign in signs):
        sys.exit(DATA_FAILED)


if __name__ == "__main__":
    main()
