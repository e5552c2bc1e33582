import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from bs4 import BeautifulSoup

from expectations.data_docs import build_data_docs
from expectations.engine import ExpectationBroken
from expectations.judge import Verdict, judge
from expectations.judgements import documents_suite
from expectations.safe_pages import sanitised
from expectations.suites import Suite

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(2)">',
    '"><svg/onload=alert(3)>',
    "<a href=\"javascript:alert(4)\">x</a>",
    "</style></title></template><iframe src=//evil.example></iframe>",
    "<style>@import '//evil.example/a.css'</style><link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><input autofocus onfocus=alert(5)></form>",
    "<math><mtext></p><style><img src=x onerror=alert(6)></style></mtext></math>",
    "<!--><script>alert(7)</script>-->",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(8)>\"></noscript>",
    "$column ${success} {{ 7*7 }} {% raw %}",
)  # fmt: skip
KEPT_HREFS = {"index.html", "documents.html"}


def harmless(page: str) -> bool:
    """No tag or attribute through which a page could run, load or send something."""
    soup = BeautifulSoup(page, "html.parser")
    tags = {tag.name for tag in soup.find_all(True)}
    attributes = {name for tag in soup.find_all(True) for name in tag.attrs}
    links = {str(tag["href"]) for tag in soup.find_all(href=True)}
    plain = {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("p", "a", "div", "span", "strong", "br", "em", "b", "i", "pre", "code", "ul", "ol", "li"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    known = {"lang", "charset", "http-equiv", "name", "content", "class", "href"}
    return tags <= plain and attributes <= known and links <= KEPT_HREFS


@pytest.fixture(scope="module")
def verdicts(documents: Callable[..., pa.Table]) -> tuple[Verdict, ...]:
    rows = [
        {"title": text, "item_id": text, "source_uri": text, "date_kind": text, "body": text}
        for text in HOSTILE
    ]
    table = documents({"title": None}, *rows, {"word_count": 0})
    return judge(table, documents_suite(), key=("item_id",), scope=HOSTILE[0]).verdicts


def built(folder: Path, verdicts: tuple[Verdict, ...], **about: Any) -> dict[str, str]:
    about = {"run_id": "run-1", "made_at": "2017-11-05 08:00 UTC"} | about
    index = build_data_docs(folder, verdicts, (documents_suite(),), **about)
    assert index == folder / "index.html"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_pages_say_what_was_expected_and_how_many_rows_failed(
    tmp_path: Path, verdicts: tuple[Verdict, ...]
) -> None:
    pages = built(tmp_path / "docs", verdicts)
    assert set(pages) == {"index.html", "documents.html"}
    text = BeautifulSoup(pages["documents.html"], "html.parser").get_text(" ", strip=True)
    for check in documents_suite().checks:
        assert check.meaning in text
        assert check.id in text
    assert "An article has a title. (warn: documents.untitled) 1 unexpected values found" in text
    index = BeautifulSoup(pages["index.html"], "html.parser").get_text(" ", strip=True)
    assert "quarantine An article has words. documents.no_text 1 13" in index
    assert "failed" in index


def test_no_value_of_any_row_reaches_the_pages(
    tmp_path: Path, verdicts: tuple[Verdict, ...]
) -> None:
    for page in built(tmp_path, verdicts).values():
        for trace in ("alert(", "evil.example", "onerror", "7*7"):
            assert trace not in page
        assert harmless(page)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_about_the_run_are_shown_and_not_run(
    tmp_path: Path, verdicts: tuple[Verdict, ...], hostile: str
) -> None:
    for page in built(tmp_path, verdicts[:1], run_id=hostile, made_at=hostile).values():
        assert harmless(page)
        assert hostile in BeautifulSoup(page, "html.parser").get_text()


def test_hostile_words_in_the_checks_themselves_are_not_run(tmp_path: Path) -> None:
    good = documents_suite()
    checks = tuple(
        replace(check, meaning=text, column=text)
        for check, text in zip(good.checks, HOSTILE, strict=False)
    )
    build_data_docs(
        tmp_path, (), (Suite("documents", checks),), run_id="run-1", made_at="2017-11-05"
    )
    for page in tmp_path.iterdir():
        assert harmless(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_sieve_lets_no_live_markup_through(hostile: str) -> None:
    assert harmless(sanitised(f"<div class='a' onclick='alert(9)'>before {hostile} after</div>"))


def test_the_sieve_keeps_plain_markup_and_text() -> None:
    kept = sanitised('<div class="a b" id="x"><p>3 &lt; 4 <u>and</u> <strong>5</strong></p></div>')
    assert kept == '<div class="a b"><p>3 &lt; 4 and <strong>5</strong></p></div>'


def test_every_page_forbids_what_it_does_not_need(
    tmp_path: Path, verdicts: tuple[Verdict, ...]
) -> None:
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    for page in built(tmp_path, verdicts).values():
        head = BeautifulSoup(page, "html.parser").find("meta", {"http-equiv": True})
        assert head is not None
        assert policy in str(head["content"])
        assert "://" not in page
        assert page.index("Content-Security-Policy") < page.index("<style>")


def test_verdicts_of_many_parts_are_added_up(tmp_path: Path, verdicts: tuple[Verdict, ...]) -> None:
    again = tuple(replace(verdict, scope="part-2") for verdict in verdicts)
    index = built(tmp_path, verdicts + again)["index.html"]
    text = BeautifulSoup(index, "html.parser").get_text(" ", strip=True)
    assert "documents.no_text 2 26" in text


def test_the_same_verdicts_give_the_same_pages(
    tmp_path: Path, verdicts: tuple[Verdict, ...]
) -> None:
    assert built(tmp_path / "a", verdicts) == built(tmp_path / "b", verdicts)


def test_docs_without_failures_say_so(tmp_path: Path) -> None:
    assert "Every check holds" in built(tmp_path, ())["index.html"]


def test_a_verdict_of_no_known_check_is_a_bug(
    tmp_path: Path, verdicts: tuple[Verdict, ...]
) -> None:
    stray = replace(verdicts[0], expectation="documents.no_such_check")
    with pytest.raises(ExpectationBroken, match="no_such_check"):
        built(tmp_path, (stray,))


def test_building_opens_no_connection_and_prints_nothing(
    tmp_path: Path,
    verdicts: tuple[Verdict, ...],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def refuse(*args: Any) -> None:
        raise AssertionError(f"a connection was tried: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    built(tmp_path, verdicts)
    assert capfd.readouterr() == ("", "")
