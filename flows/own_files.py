"""Outlet, topic and entity files of the user's own: a run that was not told of them says so."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flows.run_context import RunContext
from flows.subject_changes import Row, differing, listed
from tasks.ledgers import outlet_rows
from tasks.listing import InputError

FOLDERS: Final = ("outlets", "topics", "entities")


def refuse_forgotten_folders(run: RunContext) -> None:
    """Raises InputError where the last run had a folder of own files and this one names none.

    A flag that is forgotten must not rewrite the warehouse: without an outlet's file all of its
    documents get another outlet and other ids. A file that is gone from a folder that is named was
    taken away by somebody, and a folder that `drop_own_files` gives up was, too.
    """
    if run.settings.drop_own_files or run.parent is None:
        return
    before = run.last_settings()
    forgotten = [
        (name, before[name])
        for name in FOLDERS
        if before.get(name) and getattr(run.settings, name) is None
    ]
    if not forgotten:
        return
    had = " and ".join(f"{name} of your own ({folder})" for name, folder in forgotten)
    flags = " ".join(f"--{name} {folder}" for name, folder in forgotten)
    gone = _unregistered(run) if "outlets" in dict(forgotten) else ()
    without = f" Without them these are no outlets: {listed(gone)}." if gone else ""
    raise InputError(
        f"{run.settings.warehouse} was made with {had}, and this run names no such folder.{without}"
        f" Name it in each run ({flags}, or in dateline.toml), or give them up with "
        "--drop-own-files; nothing was changed"
    )


def say_which_outlets_changed(run: RunContext) -> None:
    """What comes, goes or says something else than in the snapshot before, by its id."""
    if run.parent is not None:
        before = {row["outlet_id"]: row for row in run.previous("outlets") if row["is_registered"]}
        now = {row["outlet_id"]: row for row in outlet_rows(run.registry, ())["outlets"]}
        for line in changes(before, now, _unregistered(run)):
            run.say(line)


def changes(
    before: Mapping[str, Row], now: Mapping[str, Row], gone: Sequence[str]
) -> Iterator[str]:
    """A line each for the outlets that are `gone`, new and described otherwise."""
    if gone:
        yield (
            f"outlets not known any more: {listed(gone)}; their documents get the outlet that "
            "else fits, and other ids (the table redirects has both)"
        )
    if come := sorted(now.keys() - before.keys()):
        yield f"outlets known from now on: {listed(come)}"
    anew = [
        f"{one} ({', '.join(columns)})"
        for one in sorted(now.keys() & before.keys())
        if (columns := differing(before[one], now[one]))
    ]
    if anew:
        yield f"outlets described anew: {listed(anew)}"


def _unregistered(run: RunContext) -> tuple[str, ...]:
    """Outlets that were registered in the snapshot before and are not now, with their documents."""
    if run.parent is None:
        return ()
    known = run.previous("outlets", ["outlet_id", "is_registered"])
    gone = [
        row["outlet_id"]
        for row in known
        if row["is_registered"] and row["outlet_id"] not in run.registry.outlets
    ]
    if not gone:
        return ()
    counted = run.store.read_table(run.parent, "documents", ["outlet_id"])["outlet_id"]
    documents = {entry["values"]: entry["counts"] for entry in counted.value_counts().to_pylist()}
    return tuple(f"{one} ({documents.get(one, 0):,} documents)" for one in sorted(gone))
