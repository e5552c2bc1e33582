"""What archives hold beside pages: folders that a browser saved, notes of a crawl."""

import gzip

from tasks.readers import beside_pages
from tasks.readers.beside_pages import (
    MOST_NESTED,
    PAGES,
    Neighbours,
    PagesSeen,
    page_of_folder,
)
from tests.tasks.readers.test_crawls import answer, record
from tests.tasks.readers.test_entries import PAGE, records, refusals, tarred, zipped

SAVED = [("a/Ferry_files/like.html", PAGE), ("a/Ferry.html", PAGE), ("a/Pier_files/b.html", PAGE),
         ("a/Ferry_files/f.txt", b"var a = 1;")]  # fmt: skip


def test_a_zip_with_a_saved_page_holds_one_page_wherever_its_folder_stands() -> None:
    packed = zipped(SAVED)
    assert list(records(packed)) == ["!a/Ferry.html", "!a/Pier_files/b.html"]
    assert refusals(packed) == dict.fromkeys(
        ("!a/Ferry_files/like.html", "!a/Ferry_files/f.txt"), "saved_with_page"
    )


def test_a_tar_tells_it_of_folders_that_come_after_their_page() -> None:
    packed = tarred(SAVED[1:])
    assert list(records(packed)) == ["!a/Ferry.html", "!a/Pier_files/b.html"]
    assert refusals(packed) == {"!a/Ferry_files/f.txt": "saved_with_page"}


def test_of_a_wacz_only_its_crawl_is_read() -> None:
    crawl = gzip.compress(record(answer(PAGE)))
    notes = [("pages/pages.jsonl", b'{"url": "http://x.example/1", "text": "Quay"}'),
             ("datapackage.json", b"{}"), ("logs/crawl.log", b"done"),
             ("indexes/index.idx", b"com,x)/ 2024")]  # fmt: skip
    packed = zipped([("archive/data.warc.gz", crawl), *notes])
    assert list(records(packed)) == ["!archive/data.warc.gz#offset=0"]
    assert refusals(packed) == {f"!{name}": "wacz_note" for name, _ in notes}
    assert len(records(zipped([("archive/a.html", PAGE), ("datapackage.json", PAGE)]))) == 2


def test_a_folder_needs_its_page() -> None:
    there = {"Ferry.html", "in/Quay.htm"}.__contains__
    assert page_of_folder("Ferry_fichiers/a/b.js", there) == "Ferry.html"
    assert page_of_folder("in\\Quay_bestanden\\b.js", there) is None
    assert page_of_folder("in/Quay_bestanden/b.js", there) == "in/Quay.htm"
    assert page_of_folder("_files/b.js", {".html"}.__contains__) is None
    assert page_of_folder("Ferry_2017/b.html", there) is None
    assert Neighbours(lambda: ["a_files/b.html"]).no_copy("a_files/b.html") is None


def test_of_folders_within_folders_the_outer_ones_are_asked_for() -> None:
    asked: list[str] = []

    def there(page: str) -> bool:
        asked.append(page)
        return False

    # a name of a thousand characters has a hundred such folders, each a long page to look for
    assert page_of_folder("a_file/" * 100 + "b.js", there) is None
    assert len(asked) == MOST_NESTED * len(PAGES)


def test_pages_seen_long_ago_are_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(beside_pages, "MOST_SEEN", 2)
    seen = PagesSeen()
    for name in ("a.html", "b.html", "c.html"):
        assert seen.page_of(name) is None
    assert (seen.page_of("a_files/x"), seen.page_of("c_files/x")) == (None, "c.html")
