"""What manifests and feeds say of the records of a bundle."""

import json
from pathlib import Path

import pytest

from tasks.manifest_lines import files_named, read_manifest_lines
from tests.tasks.bundle_runs import Take, written, zipped
from tests.tasks.test_ingest import counts


def test_a_line_about_a_member_beats_the_table_and_one_about_the_file_is_for_all(
    tmp_path: Path, take: Take
) -> None:
    path = written(
        tmp_path / "t.csv",
        "text,title,url\nThe council met.,Council,https://a.example/1\nThe mayor spoke.,,\n",
    )
    manifest = tmp_path / "said.jsonl"
    lines: list[dict[str, str]] = [
        {"path": "t.csv", "outlet": "The Post", "title": "All of them", "url": "https://a.example"},
        {"path": "t.csv#row=2", "title": "Council meets"},
    ]
    manifest.write_text("\n".join(map(json.dumps, lines)))
    said = read_manifest_lines(manifest)
    assert files_named(said) == (str(path),)
    first = take(path, beside=said)
    assert [(one.outlet, one.title, one.url) for one in first.sightings] == [
        ("The Post", "Council meets", "https://a.example/1"),
        ("The Post", None, None),
    ]
    assert not take(path, known=first, day=1, beside=said).is_changed
    assert not take(path, known=first, day=1).is_changed
    lines[1]["title"] = "Another"
    manifest.write_text("\n".join(map(json.dumps, lines)))
    other = take(path, known=first, day=1, beside=read_manifest_lines(manifest))
    assert (other.account.kept, counts(other)["unchanged"]) == (1, 1)


def test_lines_about_records_that_are_not_there_are_told_where_their_input_was_read(
    tmp_path: Path, take: Take
) -> None:
    table = written(tmp_path / "t.csv", "text,title\nThe council met.,Council\n,Empty\n")
    archive = zipped(tmp_path / "a.zip")
    names = ("t.csv", "t.csv#row=2", "t.csv#row=3", "t.csv#row=99", "a.zip!a.txt", "a.zip!z.txt")
    manifest = tmp_path / "said.jsonl"
    manifest.write_text("\n".join(json.dumps({"path": name, "outlet": "Post"}) for name in names))
    said = read_manifest_lines(manifest)
    first = take(table, archive, beside=said)
    missing = (f"{archive}!z.txt", f"{table}#row=99")
    assert first.unmet == missing
    # what was not opened may hold it
    assert take(table, archive, known=first, day=1, beside=said).unmet == ()
    assert take(table, beside=said).unmet == missing[1:]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>
<item><title>Council meets on road</title><link>https://post.example/road?utm_source=rss</link>
<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>"""
PAGE = (
    '<html><head><link rel="canonical" href="https://post.example/road"></head>'
    "<body><p>The council met on Tuesday.</p></body></html>"
)


@pytest.mark.parametrize("feed_first", [True, False])
def test_what_a_feed_says_is_put_beside_the_page_of_that_address(
    tmp_path: Path, take: Take, *, feed_first: bool
) -> None:
    page = written(tmp_path / "page.html", PAGE)
    feed = written(tmp_path / "feed.xml", FEED)
    table = written(
        tmp_path / "t.csv",
        "text,url,title\nThe council met.,http://post.example/road,\n"
        "The council met now.,http://post.example/road,Mine\n",
    )
    ingested = take(*((feed, page, table) if feed_first else (page, table, feed)))
    said = {
        one.location.removeprefix(str(tmp_path)): (one.title, bool(one.published_at))
        for one in ingested.sightings
    }
    assert said == {
        "/page.html": ("Council meets on road", True),
        "/t.csv#row=2": ("Council meets on road", True),
        "/t.csv#row=3": ("Mine", True),
    }


def test_without_a_feed_no_page_is_searched_for_its_address(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.sayings.LexborHTMLParser", lambda *_: pytest.fail("parsed"))
    assert take(written(tmp_path / "page.html", PAGE)).account.kept == 1


def test_the_first_remarks_are_kept_and_all_are_counted(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.tally.MOST_REMARKS", 5)
    for number in range(7):
        written(tmp_path / f"{number}.csv", f"body,link\nThe council met {number}.,x\n")
    ingested = take(tmp_path)
    assert (len(ingested.remarks), ingested.remarks_count) == (5, 7)
    assert ingested.remarks[0].startswith(f"{tmp_path}/0.csv: ")
    assert "body" in ingested.remarks[0]
