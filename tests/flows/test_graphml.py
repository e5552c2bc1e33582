from datetime import date
from typing import Any

import pytest
from lxml import etree

from flows.graphml import EDGE_KEYS, NAMESPACE, Answer, outlet_graph

COLUMNS = (
    "earlier_outlet_id", "earlier_outlet_name", "later_outlet_id", "later_outlet_name",
    "documents", "mean_later_share", "copied", "common_source", "unknown", "first_date",
    "last_date",
)  # fmt: skip
MAIL = (
    "night_mail", "Night Mail", "daily_post", "Daily Post", 3, 0.7, 2, 1, 0,
    date(2020, 3, 2), date(2020, 3, 4),
)  # fmt: skip
NO_CREDIT: Answer = (("agency_id", "name", "outlet_id", "documents", "first_date", "last_date"), [])
POST = ("daily_post", "Daily Post", "star", None, 1, 0.25, 0, 0, 1, None, None)


def graph_of(*rows: tuple[Any, ...]) -> bytes:
    """The graph of these edges, whose outlets have ten documents each."""
    names = {**{row[2]: row[3] for row in rows}, **{row[0]: row[1] for row in rows}}
    outlets = [(one, name, 10) for one, name in sorted(names.items())]
    return outlet_graph((COLUMNS, rows), (("outlet_id", "name", "documents"), outlets), NO_CREDIT)


READ = {"string": str, "double": float, "long": int}


def read(written: bytes) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Labels by node, and edges with their data in the types that the file declares."""
    root = etree.fromstring(written)
    assert root.tag == f"{{{NAMESPACE}}}graphml"
    inside = {"g": NAMESPACE}
    types = {
        key.attrib["id"]: READ[key.attrib["attr.type"]] for key in root.iterfind("g:key", inside)
    }
    labels: dict[str, str] = {}
    for node in root.iterfind(".//g:node", inside):
        labels[node.attrib["id"]] = node.findtext("g:data[@key='label']", "", inside)
    edges = []
    for edge in root.iterfind(".//g:edge", inside):
        assert {edge.attrib["source"], edge.attrib["target"]} <= set(labels)
        data = {
            one.attrib["key"]: types[one.attrib["key"]](one.text or "")
            for one in edge.iterfind("g:data", inside)
        }
        edges.append({"from": edge.attrib["source"], "to": edge.attrib["target"], **data})
    return labels, edges


def test_edges_lead_from_the_earlier_outlet_to_the_later_with_typed_data() -> None:
    labels, edges = read(graph_of(MAIL))
    assert labels == {"night_mail": "Night Mail", "daily_post": "Daily Post"}
    assert edges == [
        {
            "from": "night_mail", "to": "daily_post", "weight": 3.0, "kind": "shared_text",
            "documents": 3,
            "mean_later_share": 0.7, "copied": 2, "common_source": 1, "unknown": 0,
            "first_date": "2020-03-02", "last_date": "2020-03-04",
        }
    ]  # fmt: skip


def test_what_is_not_known_is_left_out() -> None:
    labels, (_, edge) = read(graph_of(MAIL, POST))
    assert labels["star"] == "star"
    assert set(edge) == {"from", "to"} | {name for name, _ in EDGE_KEYS} - {
        "first_date",
        "last_date",
    }


@pytest.mark.parametrize(
    "name",
    [
        "<script>\"&'</script>",
        "]]><!-- --><?xml?>",
        "Süd\u00adkurier \U0001f5de 人民日报",
        "Night\nMail\tand more",
    ],
)
def test_a_hostile_name_is_the_same_when_it_is_read_back(name: str) -> None:
    row = ("a&b", name, 'c"<d>', "Post", *MAIL[4:])
    labels, edges = read(graph_of(row))
    assert labels == {"a&b": name, 'c"<d>': "Post"}
    assert (edges[0]["from"], edges[0]["to"]) == ("a&b", 'c"<d>')


def test_a_character_that_xml_cannot_have_is_marked() -> None:
    row = ("mail\x00", "Night\x1b[8m\x0b\ufffe Mail", *MAIL[2:])
    labels, _ = read(graph_of(row))
    assert labels["mail\ufffd"] == "Night\ufffd[8m\ufffd\ufffd Mail"


def test_a_warehouse_without_copies_is_an_empty_graph() -> None:
    assert read(graph_of()) == ({}, [])


def test_every_outlet_is_a_node_and_agencies_lead_to_who_credits_them() -> None:
    columns, _ = NO_CREDIT
    day = date(2020, 3, 2)
    written = outlet_graph(
        (COLUMNS, [MAIL]),
        (
            ("outlet_id", "name", "documents"),
            [("night_mail", "Night Mail", 5), ("daily_post", "Daily Post", 4), ("moon", None, 1)],
        ),
        (
            columns,
            [
                ("daily_post", "Daily Post Wire", "daily_post", 1, day, day),
                ("daily_post", "Daily Post Wire", "night_mail", 2, None, None),
            ],
        ),
    )
    labels, (_, *by_credit) = read(written)
    assert labels == {
        "agency:daily_post": "Daily Post Wire", "daily_post": "Daily Post", "moon": "moon",
        "night_mail": "Night Mail",
    }  # fmt: skip
    assert by_credit == [
        {
            "from": "agency:daily_post", "to": "daily_post", "weight": 1.0, "kind": "credit",
            "documents": 1, "first_date": "2020-03-02", "last_date": "2020-03-02",
        },
        {
            "from": "agency:daily_post", "to": "night_mail", "weight": 2.0, "kind": "credit",
            "documents": 2,
        },
    ]  # fmt: skip
    inside = {"g": NAMESPACE}
    counts = {
        node.attrib["id"]: (
            node.findtext("g:data[@key='node_kind']", "", inside),
            node.findtext("g:data[@key='node_documents']", "", inside),
        )
        for node in etree.fromstring(written).iterfind(".//g:node", inside)
    }
    assert counts["agency:daily_post"] == ("agency", "3")
    assert counts["moon"] == ("outlet", "1")
