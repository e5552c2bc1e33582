"""Exports of news databases on the whole road: a document an article, and nothing lost."""

from pathlib import Path

from tests.flows.small_copy import ask, run_over
from tests.tasks.readers.exported_texts import FILES, SKIPS, TITLES
from warehouse.integrity import verify
from warehouse.store import Store

WHAT = (
    "select distinct title, outlet_name, published_date::varchar, byline[1] from documents "
    "order by all"
)


def written(folder: Path, *names: str) -> list[Path]:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(FILES[name], "utf-8")
    return [folder / f"{name}.txt" for name in names]


def test_each_document_of_each_export_is_an_item_of_the_account(tmp_path: Path) -> None:
    files = written(tmp_path / "copy", *sorted(FILES))
    summary = run_over(tmp_path / "wh", *files)
    ingest = next(one for one in summary.accounts if one.stage == "ingest")
    covers = sum(len(names) for names in SKIPS.values())
    assert (ingest.received, ingest.kept, ingest.skipped) == (18 + covers, 18, covers)
    assert ingest.reasons == {"export_cover": covers}
    # the article that has an address is another document than the same without one
    expected = sorted(
        (title, "The Riverton Gazette", day, "Jo Field")
        for title in TITLES
        for day in ("1998-03-03", "2021-03-03")
    )
    assert ask(tmp_path / "wh", WHAT) == expected
    assert ask(tmp_path / "wh", "select count(*) from quarantine") == [(0,)]
    assert verify(Store(tmp_path / "wh")) == []


def test_the_order_and_the_batches_of_exports_change_nothing(tmp_path: Path) -> None:
    files = written(tmp_path / "copy", "nexis", "factiva", "proquest")
    at_once = run_over(tmp_path / "once", *files).snapshot_id
    assert run_over(tmp_path / "turned", *reversed(files)).snapshot_id == at_once
    for one in files:
        last = run_over(tmp_path / "one-by-one", one)
    assert last.snapshot_id == at_once
    again = run_over(tmp_path / "once", *files)
    assert next(one for one in again.accounts if one.stage == "ingest").kept == 0


def test_a_document_names_its_place_in_the_export(tmp_path: Path) -> None:
    [file] = written(tmp_path / "copy", "nexis")
    run_over(tmp_path / "wh", file)
    [(uri, raw)] = ask(
        tmp_path / "wh",
        f"select source_uri, byte_end - byte_start from documents join paragraphs using "
        f"(document_id, version_no) where title = '{TITLES[1]}' and kind = 'title'",
    )
    assert uri == f"{file}#article=2"
    assert raw == len(TITLES[1])
