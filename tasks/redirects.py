"""Where ids of the last snapshot lead that no longer mean what they meant."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyarrow as pa

from tasks.matching.versions import Placed
from warehouse.manifest import Manifest
from warehouse.session import Limits, session
from warehouse.store import Store

GROUPS: Final = ("cluster", "story")

# The document of most texts of each old document; it stays where it is when as many stay as go.
_DOCUMENTS: Final = """
    with texts as (
        select document_id as old_id, item_id from texts_before
        semi join before using (document_id)
    ),
    homes as (
        select old_id, texts_now.document_id as new_id, count(*) as moved
        from texts join texts_now using (item_id)
        group by old_id, texts_now.document_id
        qualify row_number() over (
            partition by old_id order by moved desc, new_id <> old_id, new_id
        ) = 1
    ),
    counted as (select old_id, count(*) as texts from texts group by old_id)
    select
        document_id as old_id, new_id,
        coalesce(texts, 0)::integer as members, coalesce(moved, 0)::integer as moved
    from before
    left join homes on homes.old_id = document_id
    left join counted on counted.old_id = document_id
    where new_id is distinct from document_id
    order by document_id
"""

# The cluster (or story) of most documents of each; it stays what it is when as many stay as go.
_GROUPS: Final = """
    with members as (
        select {group}_id as old_id, if(moved.old_id is null, document_id, moved.new_id) as home
        from before
        left join documents_moved as moved on moved.old_id = before.document_id
        where before.{group}_id is not null
    ),
    homes as (
        select old_id, now.{group}_id as new_id, count(distinct home) as moved
        from members join now on now.document_id = home
        where now.{group}_id is not null
        group by old_id, now.{group}_id
        qualify row_number() over (
            partition by old_id order by moved desc, new_id <> old_id, new_id
        ) = 1
    )
    select
        members.old_id, new_id, count(*)::integer as members,
        coalesce(any_value(moved), 0)::integer as moved
    from members left join homes using (old_id)
    where new_id is distinct from members.old_id
    group by all
    order by members.old_id
"""


def redirect_rows(
    store: Store,
    parent: Manifest | None,
    now: pa.Table,
    placed: Sequence[Placed],
    run_id: str,
    limits: Limits,
) -> list[dict[str, Any]]:
    """`redirects` of this run; none of the first.

    `now` has document_id, is_current, cluster_id and story_id of every version.
    """
    if parent is None:
        return []
    before = store.read_table(parent, "documents", ["document_id", "cluster_id", "story_id"])
    seen = store.read_table(parent, "sightings", ["item_id", "document_id"])
    texts = pa.table(
        {
            "item_id": pa.array((item.item_id for item in placed), pa.string()),
            "document_id": pa.array((item.document_id for item in placed), pa.string()),
        }
    )
    return [{"run_id": run_id, **move} for move in moves(before, seen, now, texts, limits)]


def moves(
    before: pa.Table, seen: pa.Table, now: pa.Table, texts: pa.Table, limits: Limits | None = None
) -> Iterator[dict[str, Any]]:
    """Documents, then clusters, then stories that are elsewhere, each kind by its old ids.

    `seen` and `texts` say which text was and is of which document. A document is where most of
    its texts are: an earlier print may have taken its id, which then means another article.
    """
    with session(limits=limits) as connection:
        for name, table in (
            ("before", before), ("seen", seen), ("versions", now), ("texts_now", texts),
        ):  # fmt: skip
            connection.register(name, table)
        # an item seen at two places is one text
        connection.execute("create view texts_before as select distinct * from seen")
        connection.execute("create view now as select * from versions where is_current")
        connection.execute(f"create temp table documents_moved as {_DOCUMENTS}")
        asked = {"document": "from documents_moved order by old_id"}
        asked |= {group: _GROUPS.format(group=group) for group in GROUPS}
        for kind, query in asked.items():
            for old_id, new_id, members, moved in connection.execute(query).fetchall():
                yield {
                    "kind": kind,
                    "old_id": old_id,
                    "new_id": new_id,
                    "members": members,
                    "moved": moved,
                }
