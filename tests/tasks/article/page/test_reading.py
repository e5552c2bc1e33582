import pytest

from tasks.article.page.blocks.body import Body
from tasks.article.page.linked_data import Linked, linked_data
from tasks.article.page.page import Page, PageBlock
from tasks.article.page.reading import _placed, read_page
from tasks.readers.records import Beside
from tasks.readers.text import Decoded
from tasks.rulebook import load_registry

SOURCE = (
    "<html><body><p>The harbour reopened on Tuesday.</p><i></i><p>The crews cheered.</p></body>"
)


def block(text: str) -> PageBlock:
    return PageBlock("body", text, "prose")


def test_words_that_stand_nowhere_in_the_source_lie_between_their_neighbours() -> None:
    texts = ["The harbour reopened on Tuesday.", "A script wrote this.", "The crews cheered."]
    body = Body(tuple(map(block, texts)), "blocks", None)
    first, unknown, last = _placed(body, SOURCE)
    assert SOURCE[first.start : first.end] == texts[0]
    assert (unknown.start, unknown.end) == (first.end, last.start)
    assert unknown.reason == "prose; its place is not known more closely"


def test_words_that_stand_nowhere_and_last_have_what_follows() -> None:
    body = Body((block("A script wrote this."),), "blocks", None)
    assert [(one.start, one.end) for one in _placed(body, SOURCE)] == [(0, len(SOURCE))]


def test_the_object_of_the_article_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Page] = []

    def counted(page: Page, titles: tuple[str, ...] = ()) -> Linked | None:
        asked.append(page)
        return linked_data(page, titles)

    monkeypatch.setattr("tasks.article.page.metadata.linked_data", counted)
    said = '{"@type": "NewsArticle", "headline": "Rains", "isAccessibleForFree": false}'
    source = f'<script type="application/ld+json">{said}</script>{SOURCE}'
    decoded = Decoded(source, "utf-8", 0, 0)
    read = read_page(decoded, Beside(url="https://www.example.org/1"), load_registry())
    assert read.flags == ("paywalled",)
    assert len(asked) == 1
