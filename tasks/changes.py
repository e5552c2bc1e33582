"""What became of documents from one snapshot to the next, and why: the rows of `changes`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import duckdb
import pyarrow.parquet as pq

from tasks.jobs import Run
from warehouse.contract import Column, arrow_schema
from warehouse.database import scan
from warehouse.identity import encoded
from warehouse.manifest import FileEntry, Manifest, TableEntry
from warehouse.session import Limits, session
from warehouse.store import Store
from warehouse.tables.captures import CAPTURES
from warehouse.tables.documents import DOCUMENT_VERSIONS, DOCUMENTS

# What a manifest, a table or a feed may say of bytes that stay what they are.
LABELS: Final = ("url", "outlet_name", "title", "byline", "published_at", "published_date")
# What hangs on the other documents, too.
MATCHED: Final = frozenset({"cluster_id", "is_cluster_origin", "originality", "story_id"})
# What the day of a neighbour in the story, or the day of the run, may change.
DATED: Final = frozenset(
    {
        "published_date", "date_lo", "date_hi", "date_kind", "date_method", "date_confidence",
        "date_conflict", "quality_flags",
    }
)  # fmt: skip
NEIGHBOUR: Final = "story_neighbour"

Rules = Literal["same", "rule", "parser_upgrade"]


@dataclass(frozen=True, slots=True)
class Differing:
    """A document that is not the same in both snapshots; numbers are null where it is not.

    `is_known` and `was_document` speak of the capture of one that was added: whether the snapshot
    before had the bytes, and a document of them. `is_held` and `is_document` say the same of a
    removed one and the snapshot of today. The other four compare the two rows of one in both.
    """

    document_id: str
    now: int | None
    before: int | None
    is_known: bool = False
    was_document: bool = False
    is_held: bool = False
    is_document: bool = False
    has_same_capture: bool = False
    has_same_labels: bool = False
    has_same_text: bool = False
    has_same_dates: bool = False
    has_neighbours_day: bool = False


def change_rows(
    store: Store,
    parent: Manifest | None,
    entries: Mapping[str, TableEntry],
    run: Run,
    held: Collection[str],
    limits: Limits,
) -> list[dict[str, Any]]:
    """`changes`: documents added, changed or removed since the snapshot before.

    Only files that are not the same in both are read. `held` are the captures of today. When a
    release gave the documents other columns, each of them is a changed one.
    """
    rules = rules_since(store, parent, run)
    with session(limits=limits) as connection:
        found = list(_differing(connection, store, parent, entries, held))
    return [
        {
            "run_id": run.run_id,
            "document_id": one.document_id,
            "change": _change(one),
            "reason": reason_of(one, rules),
            "version_no": one.now,
        }
        for one in found
    ]


def rules_since(store: Store, parent: Manifest | None, run: Run) -> Rules:
    """Whose rules are others than those of the snapshot before: the release's, the user's, none."""
    if parent is None or parent.code_version == run.code_version:
        return "same"
    runs = store.read_table(parent, "runs", ["run_id", "release_rules"]).to_pylist()
    made_by = {row["run_id"]: row["release_rules"] for row in runs}
    return "rule" if made_by.get(parent.run_id) == run.release_rules else "parser_upgrade"


def reason_of(one: Differing, rules: Rules) -> str:
    """Why a document differs, as far as the two snapshots tell."""
    if one.before is None:
        return _reason_of_added(one, rules)
    if one.now is None:
        return _reason_of_removed(one, rules)
    if rules != "same" and (one.has_same_capture or one.is_known):
        return rules
    if not one.has_same_capture:
        return "new_version"
    has_moved = one.now != one.before
    if one.has_same_text and (one.has_same_dates or one.has_neighbours_day):
        return "new_version" if has_moved else "matched"
    # by the same rules, the same bytes say something else only where something beside them does,
    # or where the day of the run has made a date of theirs doubtful
    if one.has_same_labels and has_moved:
        return "new_version"
    return "rule" if one.has_same_text and one.has_same_labels else "relabelled"


def _reason_of_added(one: Differing, rules: Rules) -> str:
    if not one.is_known:
        return "new_capture"
    if rules != "same":
        return rules
    return "matched" if one.was_document else "released"


def _reason_of_removed(one: Differing, rules: Rules) -> str:
    if not one.is_held:
        return "takedown"
    if rules != "same":
        return rules
    return "matched" if one.is_document else "takedown"


def _change(one: Differing) -> str:
    if one.before is None:
        return "added"
    return "removed" if one.now is None else "changed"


def _differing(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    parent: Manifest | None,
    entries: Mapping[str, TableEntry],
    held: Collection[str],
) -> Iterable[Differing]:
    new = entries[DOCUMENTS.name].files
    old = parent.files_of(DOCUMENTS.name) if parent else ()
    shared = {file.path for file in new} & {file.path for file in old}
    for name, files in (("now", new), ("before", old)):
        paths = [file.path for file in files if file.path not in shared]
        connection.execute(f"create temp table {name} as {_compared(store, paths)}")
    for name, files in (
        ("known", parent.files_of(CAPTURES.name) if parent else ()),
        ("documents_before", parent.files_of(DOCUMENT_VERSIONS.name) if parent else ()),
        ("documents_now", entries[DOCUMENT_VERSIONS.name].files),
    ):
        connection.execute(f"create temp view {name} as {_captures(store, files)}")
    connection.execute("create temp table held (capture_id varchar)")
    connection.execute("insert into held select unnest(?)", [sorted(held)])
    rows = connection.execute(
        "with differing as ("
        "select document_id, now.version_no as now, before.version_no as before, "
        "now.capture_id as capture_now, before.capture_id as capture_before, "
        "now.capture_id is not distinct from before.capture_id as same_capture, "
        "now.labels is not distinct from before.labels as same_labels, "
        "now.own is not distinct from before.own as same_own, "
        "now.dates is not distinct from before.dates as same_dates, "
        f"'{NEIGHBOUR}' in (now.date_method, before.date_method) as by_neighbour "
        "from now full outer join before using (document_id) "
        "where now.content is distinct from before.content) "
        "select document_id, now, before, "
        "capture_now in (from known), capture_now in (from documents_before), "
        "capture_before in (from held), capture_before in (from documents_now), "
        "same_capture, same_labels, same_own, same_dates, coalesce(by_neighbour, false) "
        "from differing order by document_id"
    ).fetchall()
    return [Differing(name, now, old, *map(bool, said)) for name, now, old, *said in rows]


def _compared(store: Store, paths: list[str]) -> str:
    """SQL for what of each document is compared; nothing of rows that have other columns."""
    if not paths:
        return (
            "select '' as document_id, 0 as version_no, '' as capture_id, '' as labels, "
            "'' as own, '' as dates, '' as content, '' as date_method where false"
        )
    compared = ("'' as labels", "'' as own", "'' as dates", "'' as content", "'' as date_method")
    # rows under other columns cannot be compared: no content is that of a row of today
    if all(pq.read_schema(store.root / path).equals(arrow_schema(DOCUMENTS)) for path in paths):
        steady = [column for column in DOCUMENTS.columns if not column.volatile]
        own = [one for one in steady if one.name not in MATCHED | DATED | {"version_no"}]
        compared = (
            f"row({', '.join(LABELS)})::varchar as labels",
            f"{_hash(own)} as own",
            f"{_hash([one for one in steady if one.name in DATED])} as dates",
            f"{_hash(steady)} as content",
            "date_method",
        )
    return (
        f"select document_id, version_no, capture_id, {', '.join(compared)} "
        f"from {scan(store.root, paths)}"
    )


def _hash(columns: Iterable[Column]) -> str:
    return f"md5(concat({', '.join(map(encoded, columns))}))"


def _captures(store: Store, files: Iterable[FileEntry]) -> str:
    paths = [file.path for file in files]
    source = f"from {scan(store.root, paths)}" if paths else "where false"
    column = "capture_id" if paths else "'' as capture_id"
    return f"select {column} {source}"
