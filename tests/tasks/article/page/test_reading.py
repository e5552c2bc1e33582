from tasks.article.page.blocks.body import Body
from tasks.article.page.page import PageBlock
from tasks.article.page.reading import _placed

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
