"""Articles that a page's data holds as a list of an editor's blocks."""

import html
import json
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.body import find_body
from tasks.article.page.blocks.script_lists import listed_articles
from tasks.article.page.page import open_page
from tests.growth import grows_in_line

WORDS = (
    ("The harbour of Linhai reopened on Tuesday after ", "eleven days", " of storm."),
    ("Engineers had checked ", "both cranes", " and found cracks in one of them."),
    ("The ferry company said that its ships would ", "sail again", " on Wednesday morning."),
)
TEXTS = tuple("".join(words) for words in WORDS)
LINK = {"url": "https://a.example/", "type": "link"}
EDITORS = MappingProxyType({
    "strings": list(TEXTS),
    "typed texts": [{"type": "paragraph", "text": text} for text in TEXTS],
    "markup": [{"type": "text", "content": f"<p>{text}</p>"} for text in TEXTS],
    "Portable Text": [
        {"_type": "block", "children": [{"_type": "span", "text": text} for text in words]}
        for words in WORDS
    ],
    "ProseMirror": [
        {"type": "paragraph", "content": [{"type": "text", "text": text} for text in words]}
        for words in WORDS
    ],
    "Slate": [
        {"children": [{"text": a}, {**LINK, "children": [{"text": b}]}, {"text": c}]}
        for a, b, c in WORDS
    ],
    "keys without values": [
        {"type": "paragraph", "text": text, "url": None, "title": ""} for text in TEXTS
    ],
    "bold and plain": [
        {"type": "paragraph", "content": [
            {"type": "plain", "text": a[:9]}, {"type": "bold", "text": a[9:]},
            {"type": "mention", "text": b}, {"type": "plain", "text": c}]}
        for a, b, c in WORDS
    ],
    "a list": [{"type": "list", "data": {"items": list(TEXTS)}}],
    "blocks within": [
        {"type": "rich", "data": {"blocks": [{"type": "paragraph", "text": t} for t in TEXTS]}}
    ],
    "Editor.js": [{"id": "x", "type": "paragraph", "data": {"text": text}} for text in TEXTS],
    "Contentful": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": t} for t in words]}
        for words in WORDS
    ],
    "blocks of blocks": [
        {"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": text}}]}}
        for text in TEXTS
    ],
})  # fmt: skip


@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize("lead", ["", "window.__STATE__ = "])
def test_the_paragraphs_of_an_editor_are_the_article(editor: str, lead: str) -> None:
    body = [{"type": "image", "url": "https://a.example/1.jpg"}, *EDITORS[editor]]
    data = {"page": {"menu": ["Home", "News", "Sport"], "article": {"body": body}}}
    assert list(listed_articles(lead + json.dumps(data))) == [
        "".join(f"<p>{text}</p>" for text in TEXTS)
    ]


def test_entities_and_breaks_are_read_as_such() -> None:
    texts = [f"AT&amp;T said &mdash; {text}" for text in TEXTS]
    assert list(listed_articles(json.dumps(texts))) == ["".join(f"<p>{t}</p>" for t in texts)]


@pytest.mark.parametrize(
    "line_break", [{"type": "hardBreak"}, {"type": "break", "children": [{"text": ""}]}]
)
def test_a_break_parts_words(line_break: dict[str, object]) -> None:
    broken = [
        {"type": "p", "children": [{"text": "One"}, line_break, {"text": text}]} for text in TEXTS
    ]
    assert list(listed_articles(json.dumps(broken))) == [
        "".join(f"<p>One {text}</p>" for text in TEXTS)
    ]


SPANS = MappingProxyType({
    "a quotation and who said it": ["“The council has a plan.”", " Li Bo said on the quay."],
    "a question": ["Who pays?", " The council of the town will, its mayor said."],
    "a title": ["Mr.", " Li: the ferry will sail again on Wednesday."],
    "a small letter": ["“Who pays?”", "asked the mayor of the town."],
    "a mark": ["“Who pays", "?", "” asked the mayor of the town."],
    "bold in markup": ["<b>The mayor</b>", " said that the ferry would sail again."],
    "a sentence in markup": ["<em>Who pays?</em>", " The council of the town will."],
})  # fmt: skip
KINDS: Mapping[str, dict[str, object]] = MappingProxyType({
    "Portable Text": {"_type": "span", "marks": []},
    "ProseMirror": {"type": "text"},
    "Slate": {},
})  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spans", SPANS)
def test_words_of_a_paragraph_stay_in_it(spans: str, kind: str) -> None:
    children = [{**KINDS[kind], "text": words} for words in SPANS[spans]]
    assert _first_paragraph(children) == "".join(SPANS[spans])


@pytest.mark.parametrize("kind", ["Portable Text", "ProseMirror"])
def test_an_object_that_says_so_is_words_of_a_paragraph(kind: str) -> None:
    words = ["It was Sen.", "Li Bo of Linhai who asked.", "For a ferry."]
    children = [{**KINDS[kind], "text": one} for one in words]
    children[1]["marks"] = [{"type": "em"}]
    assert _first_paragraph(children) == "".join(words)


def test_sections_of_whole_texts_have_these_as_paragraphs() -> None:
    sections = [{"content": [{"type": "text", "text": text} for text in TEXTS]}] * 3
    [markup] = listed_articles(json.dumps(sections))
    assert markup == "".join(f"<p>{text}</p>" for text in TEXTS * 3)


def _first_paragraph(children: list[dict[str, object]]) -> str:
    data = [{"_type": "block", "children": children}, *({"text": text} for text in TEXTS)]
    [markup] = listed_articles(json.dumps(data))
    return markup.removeprefix("<p>").split("</p>")[0]


@pytest.mark.parametrize("kind", [{}, {"type": "section"}, {"type": "text"}])
def test_blocks_of_markup_are_paragraphs(kind: dict[str, str]) -> None:
    parts = [{**kind, "html": f"<p>{text}</p>\n"} for text in TEXTS]
    [markup] = listed_articles(json.dumps([{"content": parts}]))
    assert markup.split() == "".join(f"<p>{text}</p>\n" for text in TEXTS).split()


@pytest.mark.parametrize("text", [
    "The share rose where p<q, said the council of the quay on Tuesday.",
    "Write to <desk@example.com> for more on the ferry of the town.",
    "Is it <a, <b or the <council> of the town, asked the mayor on Tuesday.",
    "It is <https://a.example/ferry> where the times are.",
])  # fmt: skip
@pytest.mark.parametrize("words", ["", " It <b>sails</b> on.", " AT&amp;T said so."])
def test_an_angle_that_is_no_tag_is_copy(text: str, words: str) -> None:
    plain = html.escape(text) if not words else text.replace("<", "&lt;")
    for texts in ([*TEXTS, text + words, *TEXTS], [text + words] * 5):
        [markup] = listed_articles(json.dumps(texts))
        assert f"<p>{plain}{words}</p>" in markup
        shown = LexborHTMLParser(markup).text()
        assert shown.count(text) == texts.count(text + words)
        assert all(one in shown for one in texts if one in TEXTS)


@pytest.mark.parametrize(
    "tag", ["<br/>", "<BR>", '<a href="/x">', "</o:p>", "<!-- a note -->", "<x-ad id='1'>"]
)
def test_tags_are_markup(tag: str) -> None:
    [markup] = listed_articles(json.dumps([f"{tag}{text}" for text in TEXTS]))
    assert markup == "".join(f"<p>{tag}{text}</p>" for text in TEXTS)


def test_comments_and_teasers_are_no_article() -> None:
    comments = [{"author": "olav55", "text": text} for text in TEXTS]
    teasers = [{"title": "Port opens", "text": text} for text in TEXTS]
    data = {"posts": comments, "teasers": teasers, "comments": [{"text": text} for text in TEXTS]}
    assert list(listed_articles(json.dumps(data))) == []


@pytest.mark.parametrize("key", ["author", "user"])
def test_a_comment_of_no_one_is_one(key: str) -> None:
    items = [{key: None, "text": text} for text in TEXTS]
    assert list(listed_articles(json.dumps({"items": items}))) == []


def test_a_key_without_a_name_keeps_no_text() -> None:
    [markup] = listed_articles(json.dumps([*TEXTS, {"": "A note."}]))
    assert "A note." not in markup


def test_a_page_that_shows_nothing_has_the_article_of_its_data() -> None:
    body = [{"type": "paragraph", "text": f"{text} {text[::-1]}."} for text in TEXTS * 2]
    data = json.dumps({"props": {"pageProps": {"body": body, "menu": ["Home", "News"]}}})
    page = open_page(
        f"<html><body><div id=app></div><script type='application/json'>{data}</script></body>"
    )
    read = find_body(page, ())
    assert [block.text for block in read.blocks if block.kind == "body"][:1] == [body[0]["text"]]
    assert read.method.startswith("script")


@pytest.mark.parametrize("piece", ['{"a":[', "[", '{"children":[{"text":"One."},', '"Yes, it is."'])
def test_data_of_any_depth_takes_time_in_line_with_its_size(piece: str) -> None:
    assert grows_in_line(lambda size: "[" + piece * size, _read, 200)


def _read(script: str) -> object:
    return list(listed_articles(script))
