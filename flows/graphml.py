"""The view who_copies_whom as GraphML, which Gephi, igraph and NetworkX read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree as ET

QUERY: Final = "from who_copies_whom"
NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"

# name in the file and type; Gephi shows `label` at a node and draws an edge as thick as `weight`
NODE_KEYS: Final = (("label", "string"),)
EDGE_KEYS: Final = (
    ("weight", "double"),
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


def outlet_graph(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A directed graph of outlets from the rows of the view, in UTF-8; equal rows, equal bytes.

    An edge leads from the outlet that had the text earlier to the one that had it later; its
    weight is the number of documents. Dates are ISO text, as GraphML has no type for them.
    """
    edges = [dict(zip(columns, row, strict=True)) for row in rows]
    root = ET.Element("graphml", {"xmlns": NAMESPACE})
    for place, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys:
            said = {"id": name, "for": place, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", said)
    graph = ET.SubElement(root, "graph", {"id": "who_copies_whom", "edgedefault": "directed"})
    for outlet_id, name in sorted(_outlets(edges).items()):
        node = ET.SubElement(graph, "node", {"id": _clean(outlet_id)})
        _data(node, {"label": name}, NODE_KEYS)
    for number, edge in enumerate(edges):
        ends = {side: _clean(edge[f"{side}_outlet_id"]) for side in ("earlier", "later")}
        element = ET.SubElement(
            graph, "edge",
            {"id": f"e{number}", "source": ends["earlier"], "target": ends["later"]},
        )  # fmt: skip
        _data(element, {**edge, "weight": float(edge["documents"])}, EDGE_KEYS)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _outlets(edges: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {
        edge[f"{side}_outlet_id"]: edge[f"{side}_outlet_name"] or edge[f"{side}_outlet_id"]
        for edge in edges
        for side in ("earlier", "later")
    }


def _data(element: ET.Element, values: Mapping[str, Any], keys: Sequence[tuple[str, str]]) -> None:
    for name, _ in keys:
        value = values[name]
        if value is not None:  # a gap is left out, not written as zero
            text = value.isoformat() if isinstance(value, date) else str(value)
            ET.SubElement(element, "data", {"key": name}).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
