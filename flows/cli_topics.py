"""`dateline topics`: the topics that are counted, and what a definition would count."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_doors import database_of, guarded, settings_of, warehouse_option

if TYPE_CHECKING:
    from flows.topic_preview import Found
    from tasks.subjects.annotations import Subjects
    from tasks.subjects.entities import Gazetteer
    from tasks.subjects.topics import Topics


@click.group()
def topics() -> None:
    """The topics: which there are, and what a definition would find."""


@topics.command("list")
@click.option(
    "--topics",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder with topic files of your own.",
)
def topics_list(folder: Path | None) -> None:
    """Every topic that a run from here counts, the shipped ones and those of your own folder.

    The folder is the one of --topics, else the one that the setting `topics` names. What a
    warehouse has counted is in it: dateline sql "from topics".
    """
    from flows.printing import print_table

    subjects = _subjects({"topics": folder})
    replaced = subjects.topics.replaced
    print_table(
        ("topic_id", "name", "version", "redefined_by", "definition"),
        [
            (one.id, one.name, one.version, replaced.get(one.id), one.definition())
            for one in subjects.topics.topics
        ],
    )


@topics.command("preview")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@warehouse_option
@click.option(
    "--limit", type=click.IntRange(0), default=10, show_default=True, help="Documents shown."
)
def topics_preview(file: Path, warehouse: Path | None, limit: int) -> None:
    """Show what the topics of FILE find in the warehouse, and what they pass over.

    Of each topic: documents and namings by outlet, as the macros count them; hits in context;
    documents that name it and do not have it by min_hits, where, all or none; and places where its
    words stand in another form. The min_hits of FILE decides which documents have the topic; that
    of a macro, 1 unless you give another, takes of these the ones with so many namings in the copy:
    0 adds those that name it in the headline alone. Nothing is written: put FILE into the folder
    that `topics` names to count by it.
    """
    from flows.topic_preview import documents_of, previewed

    gazetteer = _subjects(None).gazetteer
    chosen = _topics_of(file, gazetteer)
    database = database_of(warehouse)
    read, found = guarded(lambda: previewed(chosen, gazetteer, documents_of(database), limit))
    for topic_id, of_topic in found.items():
        _tell(topic_id, of_topic, read)


def _subjects(flags: dict[str, object] | None) -> "Subjects":
    """The reference data in force, without topics of one's own where no flags are given.

    A file of it that is wrong ends the command.
    """
    from tasks.subject_files import load_subjects

    settings, _ = settings_of(flags or {}, None)
    own = settings.topics if flags is not None else None
    entities = settings.entities
    return guarded(
        lambda: load_subjects(str(own) if own else None, str(entities) if entities else None)
    )


def _topics_of(file: Path, gazetteer: "Gazetteer") -> "Topics":
    from tasks.subject_files import text_of
    from tasks.subjects.topics import topics_of

    return guarded(lambda: topics_of([(str(file), text_of(file))], gazetteer))


def _tell(topic_id: str, found: "Found", read: int) -> None:
    from flows.printing import print_table, steady

    def section(head: str, lines: list[str]) -> None:
        if lines:
            click.echo(f"\n{head}")
        for line in lines:
            click.echo(f"  {steady(line)}")

    documents, headlines = found.documents.total(), found.headlines.total()
    alone = f", and {headlines:,} in the headline alone (counted only with min_hits := 0)"
    click.echo(
        f"{topic_id}: {documents:,} of {read:,} documents have it{alone if headlines else ''}; "
        f"namings: {found.namings.total():,}"
    )
    outlets = found.documents | found.headlines
    if outlets:
        ranked = sorted(outlets, key=lambda one: (-found.documents[one], one))
        print_table(
            ("outlet", "documents", "headline_alone", "namings"),
            [
                (one, found.documents[one], found.headlines[one], found.namings[one])
                for one in ranked
            ],
        )
    section("hits", found.hits)
    section(f"named, but not by the definition (documents: {found.named_only})", found.short)
    section(f"passed over: its words in another form (places: {found.missed})", found.misses)
    click.echo()
