"""Outlet, topic and entity files of one's own: what a run does that was not told of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows.own_files import changes
from tasks.listing import InputError
from tests.flows.small_copy import BRIDGE, NOON, ask, run_over, write_copy

HOUR = timedelta(hours=1)
OUTLET = "outlet_id: wen_courier\nname: Wen Courier\ndomains: [wencourier.example]\n"
RIVER = "topics:\n  - {id: river, name: River, version: 1, any: [bridge, ferry]}\n"
OUTLETS = "select outlet_id, document_id from documents"


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse whose one page is of an outlet and has a topic that only own files know."""
    own = tmp_path / "own"
    for name, text in (("wen_courier", OUTLET), ("river", RIVER)):
        folder = own / ("outlets" if name == "wen_courier" else "topics")
        folder.mkdir(parents=True)
        (folder / f"{name}.yaml").write_text(text)
    copy = tmp_path / "copy"
    copy.mkdir()
    told = "".join(f"<p>{line}</p>" for line in BRIDGE.splitlines() if line)
    (copy / "page.html").write_text(
        '<html><head><link rel="canonical" href="https://wencourier.example/bridge">'
        f"<title>The bridge over the Wen opens</title></head><body>{told}</body></html>"
    )
    run_over(tmp_path / "wh", copy, outlets=own / "outlets", topics=own / "topics")
    return tmp_path / "wh"


def test_a_forgotten_folder_changes_nothing_and_is_named(tmp_path: Path, warehouse: Path) -> None:
    before = ask(warehouse, OUTLETS)
    assert before[0][0] == "wen_courier"
    other = write_copy(tmp_path / "more", bridge=BRIDGE)
    own = tmp_path / "own"
    with pytest.raises(InputError) as forgotten:
        run_over(warehouse, other, topics=own / "topics", at=NOON + HOUR)
    assert f"--outlets {own / 'outlets'}" in str(forgotten.value)
    assert "wen_courier (1 documents)" in str(forgotten.value)
    assert "--drop-own-files" in str(forgotten.value)
    with pytest.raises(InputError, match=r"topics of your own .*--topics") as forgotten:
        run_over(warehouse, other, outlets=own / "outlets", at=NOON + HOUR)
    assert "no outlets" not in str(forgotten.value)
    assert ask(warehouse, OUTLETS) == before
    told = {name: own / name for name in ("outlets", "topics")}
    assert run_over(warehouse, other, **told, at=NOON + HOUR).documents == 2


def test_who_gives_the_files_up_says_so_once_and_hears_what_goes(
    tmp_path: Path, warehouse: Path
) -> None:
    said: list[str] = []
    run_over(warehouse, drop_own_files=True, at=NOON + HOUR, said=said.append)
    (line,) = [line for line in said if line.startswith("outlets ")]
    assert line.startswith("outlets not known any more: wen_courier (1 documents);")
    assert "topics not counted any more: river" in said
    assert ask(warehouse, OUTLETS)[0][0] != "wen_courier"
    assert not run_over(warehouse, at=NOON + 2 * HOUR).is_new


def test_a_file_taken_from_its_folder_is_given_up_and_said(tmp_path: Path, warehouse: Path) -> None:
    own = tmp_path / "own"
    told = {name: own / name for name in ("outlets", "topics")}
    said: list[str] = []
    (own / "outlets" / "wen_courier.yaml").write_text(OUTLET + "country: CN\n")
    run_over(warehouse, **told, at=NOON + HOUR, said=said.append)
    assert "outlets described anew: wen_courier (country)" in said
    (own / "outlets" / "wen_courier.yaml").unlink()
    run_over(warehouse, **told, at=NOON + 2 * HOUR, said=said.append)
    assert any(line.startswith("outlets not known any more: wen_courier") for line in said)


def test_outlets_that_stay_as_they_are_are_no_news() -> None:
    row = {"outlet_id": "a", "name": "A", "is_registered": True}
    assert list(changes({"a": row}, {"a": row}, ())) == []
    assert list(changes({"a": row}, {"a": row, "b": row}, ())) == ["outlets known from now on: b"]
