"""How the matching of copies did in the would-be snapshot: its figures, and their verdicts."""

from collections import Counter
from typing import Final

from expectations.judge import Verdict
from expectations.matching import RULES, ClusterFigures, MatchingFigures, judge_matching
from tasks.copies import Copies
from warehouse.session import Limits, session

_LARGE: Final = """
    with large as (select * from clusters where members > $most),
    by_outlet as (
        select cluster_id, outlet_id, count(*) as documents
        from documents semi join large using (cluster_id)
        group by cluster_id, outlet_id
    ),
    busiest as (
        select * from by_outlet
        qualify row_number() over (
            partition by cluster_id order by outlet_id is null, documents desc, outlet_id
        ) = 1
    )
    select
        cluster_id, members, linked_members, outlet_id,
        if(outlet_id is null, 0, documents), last_date - first_date
    from large join busiest using (cluster_id)
    order by cluster_id
"""


def matching_verdicts(copies: Copies, documents: str, limits: Limits) -> tuple[Verdict, ...]:
    """The verdicts on the clusters and on what was bounded; `documents` is SQL that reads them."""
    return judge_matching(matching_figures(copies, documents, limits))


def matching_figures(copies: Copies, documents: str, limits: Limits) -> MatchingFigures:
    """What is judged; documents without an outlet are no outlet's."""
    with session(limits=limits) as connection:
        connection.register("clusters", copies.tables["clusters"])
        connection.execute(f"create view documents as select * from {documents}")
        rows = connection.execute(_LARGE, {"most": RULES.looked_at}).fetchall()
    lines = Counter(copies.tables["house_lines"]["outlet_id"].to_pylist())
    return MatchingFigures(
        clusters=copies.tables["clusters"].num_rows,
        large=tuple(ClusterFigures(*row) for row in rows),
        largest_group=copies.largest_group,
        bounded_groups=copies.bounded_groups,
        house_lines=tuple(sorted(lines.items(), key=lambda line: (line[0] is None, line[0] or ""))),
    )
