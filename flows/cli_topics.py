"""`dateline topics`: the topics that are counted, and what a definition would count."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_doors import WRONG_USE, database_of, fail, guarded, settings_of, warehouse_option

if TYPE_CHECKING:
    from flows.topic_preview import Found
    from tasks.subjects.annotations import Subjects
    from tasks.subjects.entities import Gazetteer
    from tasks.subjects.topics import Topics


@click.group()
def topics() -> None:
    """The topics: which there are, and what a definition would find."""


@topics.command("list")
def topics_list() -> None:
    """Every topic in force, the shipped ones and those of the folder that `topics` names."""
    from flows.printing import print_table

    subjects = _subjects(own_topics=True)
    print_table(
        ("topic_id", "name", "version", "definition"),
        [(one.id, one.name, one.version, one.definition()) for one in subjects.topics.topics],
    )


@topics.command("preview")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@warehouse_option
@click.option(
    "--limit", type=click.IntRange(0), default=10, show_default=True, help="Documents shown."
)
def topics_preview(file: Path, warehouse: Path | None, limit: int) -> None:
    """Show what the topics of FILE find in the warehouse, and what they pass over.

    Of each topic: documents and namings by outlet; hits in context; documents that name it and do
    not have it by min_hits, where, all or none; and places where its words stand in another form.
    Nothing is written: put FILE into the folder that `topics` names to count by it.
    """
    from flows.topic_preview import documents_of, previewed

    gazetteer = _subjects(own_topics=False).gazetteer
    chosen = _topics_of(file, gazetteer)
    database = database_of(warehouse)
    read, found = guarded(lambda: previewed(chosen, gazetteer, documents_of(database), limit))
    for topic_id, of_topic in found.items():
        _tell(topic_id, of_topic, read)


def _subjects(*, own_topics: bool) -> "Subjects":
    """The reference data in force; a file of it that is wrong ends the command."""
    from tasks.subject_files import load_subjects

    settings, _ = settings_of({}, None)
    own = settings.topics if own_topics else None
    entities = settings.entities
    return guarded(
        lambda: load_subjects(str(own) if own else None, str(entities) if entities else None)
    )


def _topics_of(file: Path, gazetteer: "Gazetteer") -> "Topics":
    from tasks.subjects.topics import topics_of

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(WRONG_USE, f"{file}: cannot be read: {error}")
    return guarded(lambda: topics_of([(str(file), text)], gazetteer))


def _tell(topic_id: str, found: "Found", read: int) -> None:
    from flows.printing import print_table, steady

    def section(head: str, lines: list[str]) -> None:
        if lines:
            click.echo(f"\n{head}")
        for line in lines:
            click.echo(f"  {steady(line)}")

    documents, namings = found.documents.total(), found.namings.total()
    click.echo(
        f"{topic_id}: {documents} of {read} documents have it; namings in their copy: {namings}"
    )
    if found.documents:
        ranked = sorted(found.documents.items(), key=lambda one: (-one[1], one[0]))
        print_table(
            ("outlet", "documents", "namings"),
            [(outlet, count, found.namings[outlet]) for outlet, count in ranked],
        )
    section("hits", found.hits)
    section(f"named, but not by the definition (documents: {found.named_only})", found.short)
    section(f"passed over: its words in another form (places: {found.missed})", found.misses)
    click.echo()
