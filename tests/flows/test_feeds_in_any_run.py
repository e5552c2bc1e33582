"""Feeds on the whole road: the same rows whichever run brought the feed, and whichever the page."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import pipeline
from tests.flows.small_copy import NOON, ask, run_over
from tests.flows.test_bundles import DAY, PAGE
from warehouse.integrity import verify
from warehouse.store import Store


@pytest.fixture(autouse=True)
def same_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pipeline, "rules_version", lambda _: "these")
    monkeypatch.setattr(pipeline, "reading_of", lambda _: "these")
    return None


def feed(path: Path, title: str) -> Path:
    path.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title><item>'
        f"<title>{title}</title><link>https://post.example/bridge?utm_source={path.stem}</link>"
        "<pubDate>Tue, 05 Mar 2019 10:00:00 GMT</pubDate></item></channel></rss>"
    )
    return path


def test_a_feed_and_its_page_give_the_same_rows_in_any_order_of_runs(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    table = tmp_path / "t.csv"
    row = "The mayor cut a ribbon of nine metres and spoke for eleven minutes in the rain."
    table.write_text(f'text,url,title\n"{row}",http://post.example/bridge,Bridge opens early\n')
    one, two = feed(tmp_path / "one.xml", "Bridge opens early"), feed(tmp_path / "two.xml", "A")
    whole = run_over(tmp_path / "whole", page, table, one, two)
    shown = "select published_date::varchar from documents order by all"
    assert ask(tmp_path / "whole", shown) == [("2019-03-05",), ("2019-03-05",)]
    copy = [page, table]
    for order in ([[two], copy, [one]], [[one], [two], copy]):
        warehouse = tmp_path / "-".join(inputs[0].stem for inputs in order)
        for day, inputs in enumerate(order):
            last = run_over(warehouse, *inputs, at=NOON + day * DAY)
        assert last.snapshot_id == whole.snapshot_id
        assert verify(Store(warehouse)) == []
    said = "select address, url, title, published_at from feed_entries"
    assert ask(warehouse, said) == ask(tmp_path / "whole", said)


def test_what_a_feed_said_is_known_when_the_feed_is_gone(tmp_path: Path) -> None:
    one, page = feed(tmp_path / "one.xml", "Bridge opens"), tmp_path / "page.html"
    page.write_text(PAGE)
    run_over(tmp_path / "wh", one)
    one.unlink()
    run_over(tmp_path / "wh", page, at=NOON + DAY)
    shown = "select published_date::varchar, url from documents"
    assert ask(tmp_path / "wh", shown) == [("2019-03-05", "https://post.example/bridge")]
    assert not run_over(tmp_path / "wh", page, at=NOON + 2 * DAY).is_new


def test_the_feed_in_a_zip_file_speaks_of_pages_in_it_and_beside_it(tmp_path: Path) -> None:
    page, one = tmp_path / "page.html", feed(tmp_path / "one.xml", "Bridge opens early")
    page.write_text(PAGE)
    both, alone = tmp_path / "a.zip", tmp_path / "z.zip"
    for archive, inputs in ((both, (page, one)), (alone, (one,))):
        with zipfile.ZipFile(archive, "w") as file:
            for at in inputs:
                file.write(at, f"saved/{at.name}")
    shown = "select published_date::varchar, url from documents"
    expected = [("2019-03-05", "https://post.example/bridge")]
    orders = {"with": [[both]], "before": [[alone], [page]], "after": [[page], [alone]]}
    for name, order in orders.items():
        for day, inputs in enumerate(order):
            run_over(tmp_path / name, *inputs, at=NOON + day * DAY)
        assert ask(tmp_path / name, shown) == expected, name
        assert verify(Store(tmp_path / name)) == []
    assert not run_over(tmp_path / "after", page, alone, at=NOON + 2 * DAY).is_new
