"""Why a document says what it says, with its bytes read again from the capture."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from flows.explaining import explain
from flows.naming import NoSuchDocument
from tests.flows.small_copy import BRIDGE, ask, run_over
from warehouse.manifest import WarehouseDamaged
from warehouse.store import Store

# A caption twice, an encoding of its own, and marks that rich would take for colours.
ODD = BRIDGE.replace("Wen river opens", "[red]Wén[/red] river opens")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "copy").mkdir()
    (folder / "copy" / "odd.txt").write_bytes(ODD.encode("cp1252"))
    run_over(folder / "wh", folder / "copy")
    return folder / "wh"


def told(warehouse: Path, document: str = "d") -> str:
    text = io.StringIO()
    explain(Store(warehouse), document, Console(file=text, width=300, highlight=False))
    return text.getvalue()


def test_every_field_has_its_reason_and_its_witnesses(warehouse: Path) -> None:
    text = told(warehouse)
    for name in ("title", "outlet", "agency", "byline", "section", "lang", "date"):
        assert f"why this {name}:" in text
    assert "why this date: 2023-05-04, published, by stated_published" in text
    assert "2023/5/4 9:30:00” at bytes" in text


def test_every_paragraph_is_there_with_its_bytes(warehouse: Path) -> None:
    text = told(warehouse)
    raw = ODD.encode("cp1252")
    for kind, start, end in ask(warehouse, "select kind, byte_start, byte_end from paragraphs"):
        assert f"{kind}  bytes {start}-{end}" in text
        assert raw[int(str(start)) : int(str(end))].strip()
    assert "Some 20,000 cars are expected" in text


def test_marks_of_the_copy_are_printed_as_they_are(warehouse: Path) -> None:
    assert "[red]Wén[/red] river opens" in told(warehouse)


def test_an_id_that_names_none_or_many_is_refused_with_a_way_on(warehouse: Path) -> None:
    with pytest.raises(NoSuchDocument, match=r"no document of that id.*dateline sql"):
        told(warehouse, "x")
    with pytest.raises(NoSuchDocument, match=r"dateline\.duckdb: no warehouse is published"):
        told(warehouse.parent / "elsewhere")


def test_bytes_that_are_not_those_that_came_are_not_shown(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.store.find_capture", lambda path, capture: b"other bytes")
    with pytest.raises(WarehouseDamaged, match="are not what came in"):
        told(warehouse)
