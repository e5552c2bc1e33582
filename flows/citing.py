"""Query cards: an answer with all that another needs to make it again, and to cite it."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from types import MappingProxyType
from typing import Any, Final

import duckdb

from flows.answers import QueryError
from flows.asking import ORDERS, Asked, ask
from flows.methods import caveats, facts_of, methods
from flows.results import METHOD
from warehouse.manifest import Manifest
from warehouse.reading import Reading

FORMAT: Final = "dateline-card/1"
# CITATION.cff, which no installed package carries; a test keeps the two the same.
SOFTWARE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "author": "The Dateline authors",
        "title": "Dateline",
        "version": "0.1.0",
        "date": "2026-11-22",
        "abstract": "A batch pipeline from raw news copy to a validated warehouse of coverage "
        "over time.",
    }
)
_SPECIAL: Final = MappingProxyType(
    {
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "{}$&#%_"},
    }
)  # fmt: skip

Card = dict[str, Any]


class CardError(Exception):
    """The file is no query card, or its query cannot be put again; the message says why."""


def card_of(
    reading: Reading,
    query: str,
    parameters: Mapping[str, Any],
    *,
    question: str,
    created_at: datetime,
    release: str | None = None,
    published_as: Manifest | None = None,
) -> Card:
    """The card of a query's answer from this snapshot; QueryError when it cannot be cited.

    It names this release, and the snapshot as it was published here, unless told otherwise.
    """
    try:
        asked = ask(reading, query, parameters)
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    touched = asked.touched
    facts = facts_of(reading.connection)
    release = release or version("dateline")
    manifest = published_as or reading.manifest
    card: Card = {
        "format": FORMAT,
        "question": question,
        "sql": query,
        "parameters": dict(parameters),
        "created_at": created_at.astimezone(UTC).isoformat(timespec="seconds"),
        "snapshot": named(manifest),
        "dateline_version": release,
        "duckdb_version": duckdb.__version__,
        "reads": {"tables": sorted(touched.reads), "views": sorted(touched.through)},
        "switches": list(asked.switches),
        "result": _figures(asked),
        "caveats": [*asked.remarks, *caveats(facts, touched)],
        "methods": methods(manifest, facts, touched, release),
    }
    return {**card, "bibtex": bibtex(card)}


def as_text(card: Card) -> str:
    """The card as it lies in its file."""
    return json.dumps(card, ensure_ascii=False, indent=2) + "\n"


def read_card(text: str) -> Card:
    """The card in the text; CardError when it is none of this format."""
    try:
        card = json.loads(text)
    except ValueError as error:
        raise CardError(f"not a query card: no JSON ({error})") from error
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        raise CardError(f"not a query card of this release: its format is not {FORMAT}")
    kinds: dict[str, type] = {"sql": str, "parameters": dict, "snapshot": dict, "result": dict}
    for name, kind in kinds.items():
        if not isinstance(card.get(name), kind):
            raise CardError(f"not a whole query card: {name} is missing or of another kind")
    for name in ("hash", "hash_method", "rows", "columns"):
        if name not in card["result"]:
            raise CardError(f"not a whole query card: result.{name} is missing")
    if card["result"]["hash_method"] != METHOD:
        raise CardError(f"its hash is made by {card['result']['hash_method']}, not by {METHOD}")
    return card


def named(manifest: Manifest) -> dict[str, Any]:
    """What a card says of the snapshot."""
    return {
        "snapshot_id": manifest.snapshot_id,
        "sequence": manifest.sequence,
        "created_at": manifest.created_at.astimezone(UTC).isoformat(timespec="seconds"),
        "contract_version": manifest.contract_version,
        "code_version": manifest.code_version,
        "manifest_sha256": manifest.sha256(),
    }


def bibtex(card: Card) -> str:
    """The answer and the program as two entries that every BibTeX style knows."""
    snapshot, result = card["snapshot"], card["result"]
    title = card["question"] or f"Answer to a query over {', '.join(card['reads']['tables'])}"
    key = f"dateline-{snapshot['snapshot_id'][:9]}-{result['hash'][:8]}"
    answer = {
        "title": f"{{{_tex(title)}}}",
        "year": card["created_at"][:4],
        "howpublished": f"Query of a Dateline warehouse, snapshot {snapshot['snapshot_id']}",
        "note": f"{result['rows']:,} rows, SHA-256 {result['hash']} ({result['hash_method']}), "
        f"computed {card['created_at'][:10]} with Dateline {card['dateline_version']}",
    }
    program = {
        "author": f"{{{_tex(SOFTWARE['author'])}}}",
        "title": f"{_tex(SOFTWARE['title'])}: {_tex(SOFTWARE['abstract'].rstrip('.'))}",
        "year": SOFTWARE["date"][:4],
        "note": f"Software, version {card['dateline_version']}",
    }
    return _entry(key, answer) + "\n" + _entry(f"dateline-{card['dateline_version']}", program)


def _entry(key: str, fields: Mapping[str, str]) -> str:
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}\n}}\n"


def _tex(text: str) -> str:
    """The text so that TeX prints it as it stands, on one line."""
    printable = re.sub(r"\s+", " ", text)
    return "".join(_SPECIAL.get(letter, letter) for letter in printable if letter.isprintable())


def _figures(asked: Asked) -> dict[str, Any]:
    return {
        "hash": asked.hash,
        "hash_method": METHOD,
        "order": asked.order,
        "order_meaning": ORDERS[asked.order],
        "rows": asked.result.rows,
        "columns": [{"name": name, "type": kind} for name, kind in asked.result.columns],
    }
