"""Copies on the whole road: one agency's story in two outlets, and what a later run changes."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from flows.cli import main
from tests.flows.small_copy import BRIDGE, NOON, ask, run_over, write_copy
from warehouse.integrity import verify
from warehouse.store import Store

CROSSING = """The ferry line to Ulsan is to add a second night crossing from June, it was said.

Demand has grown by a third since a storm closed the only road bridge for eleven weeks in spring.

The boat carries 340 passengers and leaves the northern pier at a quarter past nine but on Sunday.
"""

RICE = """Farmers in the delta brought in a tenth more rice than was forecast, officials said.

Rain came at the right time, and a variety with shorter stalks stood up to the wind in April.

Mills along the river work at night to dry the grain, and three of them have hired students now.
"""


def herald(title: str, when: str, text: str) -> str:
    return f"Send to\n\n{title}\n\n{when} By Yonhap\n{text.strip()} (Yonhap)\n"


def times(title: str, when: str, text: str) -> str:
    return f"{title}\n\nSource:Yonhap Published: {when}\n\n{text}\n"


FERRY = {
    "ferry-herald": herald("Ulsan ferry adds an evening crossing", "May 9, 2023 - 18:20", CROSSING),
    "ferry-times": times("Island ferry to sail twice at night", "2023/5/10 9:30:00", CROSSING),
}
HARVEST = {
    "harvest-herald": herald("Rice harvest beats the forecast", "May 11, 2023 - 10:02", RICE),
    "harvest-times": times("Delta farmers bring in more rice", "2023/5/12 8:00:00", RICE),
}
EARLIER = times("Second night crossing for the island", "2023/5/8 7:00:00", CROSSING)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the warehouse of two runs, the second with an earlier print, and of one."""
    folder = tmp_path_factory.mktemp("copies")
    copy = write_copy(folder / "copy", bridge=BRIDGE, **FERRY, **HARVEST)
    run_over(folder / "first", copy)
    run_over(folder / "two", copy)
    write_copy(copy, earlier=EARLIER)
    run_over(folder / "two", copy, at=NOON + timedelta(days=1))
    run_over(folder / "one", copy)
    return folder


def test_an_agencys_story_in_two_outlets_is_a_cluster_with_a_common_source(grown: Path) -> None:
    assert ask(
        grown / "first",
        "select relation, is_ordered, direction, direction_basis, later.outlet_id "
        "from copies join documents as later on later.document_id = later_id order by later.title",
    ) == [
        ("identical", True, "common_source", "both_credit_agency", "global_times"),
        ("identical", True, "common_source", "both_credit_agency", "global_times"),
    ]
    assert ask(
        grown / "first",
        "select members, outlets, clusters.agency_id, origin_basis, documents.outlet_id "
        "from clusters join documents on document_id = origin_id order by documents.title",
    ) == [
        (2, 2, "yonhap", "stated_time", "korea_herald"),
        (2, 2, "yonhap", "stated_time", "korea_herald"),
    ]


def test_every_printing_stays_a_document_and_a_copy_has_nothing_original(grown: Path) -> None:
    assert ask(
        grown / "first",
        "select outlet_id, is_cluster_origin, originality from documents order by title",
    ) == [
        ("global_times", False, 0.0),
        ("global_times", False, 0.0),
        ("global_times", None, 1.0),
        ("korea_herald", True, 1.0),
        ("korea_herald", True, 1.0),
    ]
    assert ask(grown / "two", "select count(*) from documents") == [(6,)]


def test_a_run_over_fewer_files_deletes_nothing(grown: Path) -> None:
    copies = ask(grown / "first", "from copies order by all")
    fewer = write_copy(grown / "fewer", **{"ferry-times": FERRY["ferry-times"]})
    summary = run_over(grown / "first", fewer, at=NOON + timedelta(days=1))
    assert summary.documents == 5
    assert ask(grown / "first", "from copies order by all") == copies
    assert ask(grown / "first", "select count(*) from redirects") == [(0,)]


def test_the_views_count_copies_without_dropping_them(grown: Path) -> None:
    assert ask(
        grown / "first",
        "select sum(documents), sum(originals), sum(copies), sum(identical_copies), "
        "sum(agency_copies) from syndication_daily",
    ) == [(5, 3, 2, 2, 2)]
    assert ask(grown / "first", "select count(*) from originals") == [(3,)]
    assert ask(
        grown / "first",
        "select earlier_outlet_id, later_outlet_id, documents, copied, common_source, unknown "
        "from who_copies_whom",
    ) == [("korea_herald", "global_times", 2, 0, 2, 0)]


def test_two_runs_give_what_one_run_over_everything_gives(grown: Path) -> None:
    ids = "select snapshot_id from snapshots order by sequence desc limit 1"
    assert ask(grown / "two", ids) == ask(grown / "one", ids)
    for table in ("copies", "clusters", "cluster_members", "house_lines"):
        query = f"from {table} order by all"
        assert ask(grown / "two", query) == ask(grown / "one", query), table
    assert ask(grown / "one", "select count(*) from cluster_members") == [(5,)]
    assert verify(Store(grown / "two")) == []


def test_an_earlier_print_becomes_the_origin_and_the_old_id_leads_to_it(grown: Path) -> None:
    clusters = (
        "select documents.cluster_id, title from clusters join documents on document_id = origin_id"
    )
    before = {title: cluster for cluster, title in ask(grown / "first", clusters)}
    after = {title: cluster for cluster, title in ask(grown / "two", clusters)}
    old = before["Ulsan ferry adds an evening crossing"]
    new = after["Second night crossing for the island"]
    assert after["Rice harvest beats the forecast"] == before["Rice harvest beats the forecast"]
    assert ask(
        grown / "two", "select kind, old_id, new_id, members, moved from redirects order by all"
    ) == [
        ("cluster", old, new, 2, 2),
        ("story", f"e{old[1:]}", f"e{new[1:]}", 2, 2),
    ]
    assert ask(
        grown / "two", "select old_id, until_sequence, current_id from current_ids order by all"
    ) == [
        (old, 2, new),
        (f"e{old[1:]}", 2, f"e{new[1:]}"),
    ]
    assert ask(grown / "one", "from redirects") == []


def test_the_matching_is_judged_in_validations(grown: Path) -> None:
    assert ask(
        grown / "one",
        "select expectation, scope, rows_checked, is_success from validations "
        "where suite = 'matching' order by all",
    ) == [
        ("matching.all_pairs", "groups", 1, True),
        ("matching.direct_share", "clusters", 2, True),
        ("matching.one_outlet", "clusters", 2, True),
        ("matching.size", "clusters", 2, True),
        ("matching.span", "clusters", 2, True),
    ]


@pytest.mark.parametrize(
    ("name", "said"), [("o.csv", "the name says CSV"), ("no/x.graphml", "there is no folder")]
)
def test_a_graph_goes_where_its_name_says_that_it_is_one(grown: Path, name: str, said: str) -> None:
    arguments = ["export", "who-copies-whom", str(grown / name), "--warehouse"]
    result = CliRunner().invoke(main, [*arguments, str(grown / "first")])
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not (grown / name).exists()


def test_who_copies_whom_is_exported_as_a_graph(grown: Path) -> None:
    target = grown / "outlets.graphml"
    arguments = ["export", "who-copies-whom", str(target), "--warehouse", str(grown / "first")]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, "1 edge of shared text" in result.output) == (0, True), result.output
    graph = etree.parse(target).getroot()
    edge, *by_credit = graph.iter("{http://graphml.graphdrawing.org/xmlns}edge")
    assert {one.attrib["source"] for one in by_credit} <= {"agency:yonhap", "agency:xinhua"}
    nodes = {one.attrib["id"] for one in graph.iter("{http://graphml.graphdrawing.org/xmlns}node")}
    printed = ask(grown / "first", "select distinct outlet_id from documents")
    assert {str(row[0]) for row in printed if row[0]} <= nodes
    assert (edge.attrib["source"], edge.attrib["target"]) == ("korea_herald", "global_times")
