from datetime import date

import pyarrow as pa

from tasks.copies import Copies
from tasks.matching_watch import matching_figures, matching_verdicts
from warehouse.contract import arrow_schema
from warehouse.session import Limits
from warehouse.tables.relations import CLUSTERS, HOUSE_LINES

DOCUMENTS = """(
    select
        'd' || number as document_id,
        case when number < 21 then 'c1' else 'c2' end as cluster_id,
        case when number % 7 = 0 then null when number % 3 = 0 then 'post' else 'mail' end
            as outlet_id
    from range(25) as numbers (number)
)"""


def copies(**changes: object) -> Copies:
    row = {
        "cluster_id": "c1", "origin_id": "d0", "origin_basis": "stated_time", "members": 21,
        "linked_members": 2, "outlets": 2, "agency_id": None,
        "first_date": date(2020, 1, 1), "last_date": date(2020, 1, 9),
    }  # fmt: skip
    clusters = [row | changes, row | {"cluster_id": "c2", "origin_id": "d21", "members": 4}]
    lines = [
        {"outlet_id": outlet, "line_id": str(number), "text": "Get our newsletter", "word_count": 3,
         "texts": 12}
        for number, outlet in enumerate(["post", None, "post"])
    ]  # fmt: skip
    return Copies(
        {
            "clusters": pa.Table.from_pylist(clusters, arrow_schema(CLUSTERS)),
            "house_lines": pa.Table.from_pylist(lines, arrow_schema(HOUSE_LINES)),
        },
        {},
        300,
        0,
    )


def test_only_clusters_past_belief_are_looked_at_closely() -> None:
    found = matching_figures(copies(), DOCUMENTS, Limits())
    (large,) = found.large
    assert (large.cluster_id, large.members, large.linked_members, large.days) == ("c1", 21, 2, 8)
    # 18 of the 21 have an outlet, 6 of them the post
    assert (large.outlet_id, large.of_one_outlet) == ("mail", 12)
    assert (found.clusters, found.house_lines) == (2, (("post", 2), (None, 1)))


def test_an_alarm_names_the_cluster_and_why() -> None:
    verdicts = matching_verdicts(copies(last_date=date(2020, 6, 1)), DOCUMENTS, Limits())
    assert [(one.scope, one.expectation) for one in verdicts if one.rows_failed] == [
        ("c1", "matching.one_outlet"),
        ("c1", "matching.span"),
    ]


def test_a_cluster_without_days_has_none() -> None:
    (large,) = matching_figures(copies(first_date=None, last_date=None), DOCUMENTS, Limits()).large
    assert large.days is None
