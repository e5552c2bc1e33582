"""The view who_copies_whom as GraphML, which Gephi, igraph and NetworkX read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree as ET

# names of columns and rows, as a query is answered
Answer = tuple[Sequence[str], Sequence[Sequence[Any]]]

SHARED: Final = "from who_copies_whom"
OUTLETS: Final = (
    "select outlet_id, any_value(outlet_name) as name, count(*) as documents from documents "
    "where outlet_id is not null group by outlet_id order by outlet_id"
)
CREDITED: Final = (
    "select agency_id, any_value(wire_agencies.name) as name, documents.outlet_id, "
    "count(*) as documents, min(published_date) as first_date, max(published_date) as last_date "
    "from documents left join wire_agencies using (agency_id) "
    "where agency_id is not null and documents.outlet_id is not null "
    "group by agency_id, documents.outlet_id order by agency_id, documents.outlet_id"
)
QUERIES: Final = (SHARED, OUTLETS, CREDITED)
NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"

# name in the file and type; Gephi shows `label` at a node and draws an edge as thick as `weight`
NODE_KEYS: Final = (("label", "string"), ("kind", "string"), ("documents", "long"))
EDGE_KEYS: Final = (
    ("weight", "double"),
    ("kind", "string"),
    ("documents", "long"),
    ("mean_later_share", "double"),
    ("copied", "long"),
    ("common_source", "long"),
    ("unknown", "long"),
    ("first_date", "string"),
    ("last_date", "string"),
)
# XML 1.0 has no way to write these, not even escaped: one of them in a name and nothing can open
# the file
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def outlet_graph(shared: Answer, outlets: Answer, credited: Answer) -> bytes:
    """A directed graph in UTF-8 from the answers to QUERIES; equal answers, equal bytes.

    Nodes are of the kind `outlet`, every one that has documents, or `agency`. An edge of the kind
    `shared_text` leads from the outlet that had the text earlier to the one that had it later, one
    of the kind `credit` from an agency to an outlet that credits it. The weight is the number of
    documents. Dates are ISO text, as GraphML has no type for them.
    """
    edges = [
        *({**edge, "kind": "shared_text"} | _ends(edge) for edge in _dicts(shared)),
        *({**edge, "kind": "credit"} | _credit_ends(edge) for edge in _dicts(credited)),
    ]
    root = ET.Element("graphml", {"xmlns": NAMESPACE})
    for place, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys:
            said = {"id": _key(place, name), "for": place, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", said)
    graph = ET.SubElement(root, "graph", {"id": "who_copies_whom", "edgedefault": "directed"})
    for node_id, values in _nodes(_dicts(outlets), _dicts(credited)):
        _data(ET.SubElement(graph, "node", {"id": _clean(node_id)}), "node", values, NODE_KEYS)
    for number, edge in enumerate(edges):
        ends = {end: _clean(edge[end]) for end in ("source", "target")}
        element = ET.SubElement(graph, "edge", {"id": f"e{number}", **ends})
        _data(element, "edge", {**edge, "weight": float(edge["documents"])}, EDGE_KEYS)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _dicts(answer: Answer) -> list[dict[str, Any]]:
    columns, rows = answer
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _ends(edge: Mapping[str, Any]) -> dict[str, str]:
    return {"source": edge["earlier_outlet_id"], "target": edge["later_outlet_id"]}


def _credit_ends(edge: Mapping[str, Any]) -> dict[str, str]:
    return {"source": _agency_node(edge["agency_id"]), "target": edge["outlet_id"]}


def _agency_node(agency_id: str) -> str:
    # an agency that is an outlet, too, is two nodes: what it prints, and what others credit it for
    return f"agency:{agency_id}"


def _nodes(
    outlets: Iterable[Mapping[str, Any]], credited: Iterable[Mapping[str, Any]]
) -> list[tuple[str, dict[str, Any]]]:
    nodes = {
        one["outlet_id"]: {
            "label": one["name"] or one["outlet_id"],
            "kind": "outlet",
            "documents": one["documents"],
        }
        for one in outlets
    }
    for one in credited:
        node = nodes.setdefault(
            _agency_node(one["agency_id"]),
            {"label": one["name"] or one["agency_id"], "kind": "agency", "documents": 0},
        )
        node["documents"] += one["documents"]
    return sorted(nodes.items())


def _data(
    element: ET.Element, place: str, values: Mapping[str, Any], keys: Sequence[tuple[str, str]]
) -> None:
    for name, _ in keys:
        value = values.get(name)
        if value is not None:  # a gap is left out, not written as zero
            text = value.isoformat() if isinstance(value, date) else str(value)
            ET.SubElement(element, "data", {"key": _key(place, name)}).text = _clean(text)


def _key(place: str, name: str) -> str:
    # an id names one key in the whole file; Gephi knows `label` and `weight` by theirs
    is_both = place == "node" and name in dict(EDGE_KEYS)
    return f"node_{name}" if is_both else name


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
