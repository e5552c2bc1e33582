import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.blocks import TAG_BITS, Outline
from tasks.article.page.blocks.class_words import BITS
from tasks.article.page.blocks.walk import outline_of
from tests.growth import grows_in_line


def outline(html: str) -> Outline:
    return outline_of(LexborHTMLParser(html))


def texts(html: str) -> list[str]:
    return [leaf.text for leaf in outline(html).leaves]


def test_inline_elements_join_and_block_elements_part() -> None:
    html = "<p>One <b>bo</b>ld <a href='/x'>link</a>.</p><div>Two<p>Three</p>Four</div>"
    assert texts(html) == ["One bold link.", "Two", "Three", "Four"]


def test_scripts_styles_and_pictures_have_no_text() -> None:
    html = "<p>Seen</p><script>var x = 1</script><style>p{}</style><noscript>No</noscript><svg/>"
    assert texts(html) == ["Seen"]


def test_what_is_for_screen_readers_alone_is_left_out() -> None:
    assert texts('<p>Read <a>this<span class="sr-only">opens in a new tab</span></a></p>') == [
        "Read this"
    ]


@pytest.mark.parametrize(
    "aside",
    ["<span hidden>external</span>", "<em style='display: none'>external</em>",
     " (opens in new tab)", " (Link öffnet in neuem Fenster)", " (nouvelle fenêtre)"],
)  # fmt: skip
def test_where_a_link_opens_is_left_out_of_its_sentence(aside: str) -> None:
    assert texts(f"<p>Read <a href='/x'>this{aside}</a> first.</p>") == ["Read this first."]


def test_a_rest_of_the_text_that_readers_ask_for_stays() -> None:
    rest = "and stayed for three days, until engineers opened the second gate of the dam."
    assert texts(f"<p>It rose <span hidden>{rest}</span></p>") == [f"It rose {rest}"]


def test_a_line_break_after_a_sentence_parts_and_one_within_does_not() -> None:
    long = "A sentence of the council that is long enough to be a paragraph of its own."
    assert texts(f"<div>{long}<br>Another one</div>") == [long, "Another one"]
    assert texts("<div>A line<br>goes on</div>") == ["A line goes on"]


def test_an_ideographic_indent_begins_a_paragraph() -> None:
    assert texts("<div>第一段<br>\u3000\u3000第二段</div>") == ["第一段", "第二段"]


def test_links_bold_and_pictures_are_counted() -> None:
    leaf = outline("<img src=a><p><a>link</a> <b>bold</b> <i>it</i> plain</p>").leaves[0]
    assert (leaf.linked, leaf.links, leaf.bold, leaf.italic, leaf.pictures) == (4, 1, 4, 2, 1)


def test_an_element_knows_what_its_names_and_those_around_it_say() -> None:
    found = outline('<div class="article-body"><aside class="related"><p>Text</p></aside></div>')
    element = found.elements[found.leaves[0].owner]
    assert element.tag == "p"
    assert element.near & BITS["related"]
    assert element.above & BITS["body"]
    assert element.tags & TAG_BITS["aside"]


def test_the_page_s_own_navigation_is_not_walked_and_an_article_s_foot_is() -> None:
    html = "<nav><p>Home</p></nav><article><p>Copy</p><footer><p>Tags</p></footer></article>"
    assert texts(html) == ["Copy", "Tags"]


def test_the_source_text_of_a_leaf_is_its_first_text_node() -> None:
    leaf = outline("<p>\n  Fish &amp; <b>chips</b></p>").leaves[0]
    assert leaf.raw == "Fish &"


def test_blank_lines_part_the_paragraphs_of_an_article_as_it_was_written() -> None:
    written = "Port opens\n\nBy Ana Ruiz\n\nThe port is\nopen.\n \nIt rained. \n\n\nIt blew.\n"
    parted = ["Port opens", "By Ana Ruiz", "The port is open.", "It rained.", "It blew."]
    assert texts(f"<pre>{written}</pre>") == parted
    assert texts(f"<pre><b>Port opens</b>{written[10:]}</pre>") == parted
    assert texts("<pre>a = 1\n\nb = 2\n</pre>") == ["a = 1 b = 2"]
    linked = written.replace("It rained", "It <a href='/rain'>rained</a>")
    assert texts(f"<p>Home</p><p>News</p><p>Sport</p><pre>{linked}</pre>")[3:] == parted
    own = f"<p>{'The port reopened on Tuesday, the mayor said, after eleven days of it. ' * 2}</p>"
    assert len(texts(f"{own * 3}<pre>{written}</pre>")) == 4


@pytest.mark.parametrize("end", ["", "</pre>"])
def test_many_pre_elements_take_time_in_line_with_their_number(end: str) -> None:
    def made(count: int) -> LexborHTMLParser:
        return LexborHTMLParser(f"<pre>It rained.\n\nIt blew.{end}" * count)

    assert grows_in_line(made, outline_of, 100)


def test_invisible_marks_are_dropped_and_accents_composed() -> None:
    assert texts("<p>Donau\u00addampf\u200b cafe\u0301</p>") == ["Donaudampf café"]
    assert texts("<p>By \u2068Ana\u2069 \u061cRu\u2063iz</p>") == ["By Ana Ruiz"]


def test_a_custom_element_within_a_line_does_not_part_it() -> None:
    assert texts("<p>One <x-term>word</x-term> here</p>") == ["One word here"]
    assert texts("<x-story>One<x-story>two</x-story></x-story>") == ["One", "two"]


def test_elements_without_text_are_left_out_but_articles_are_counted() -> None:
    html = "<div><section><img src=a></section><article></article><p>Copy</p></div>"
    found = outline(html)
    assert [element.tag for element in found.elements] == ["body", "div", "article", "p"]
    assert [found.elements[element.parent].tag for element in found.elements] == [
        "body", "body", "div", "div",
    ]  # fmt: skip
    assert found.elements[found.leaves[0].owner].depth == 2


def test_an_element_is_closed_whether_it_had_text_or_not() -> None:
    html = "<div class=a><div class=b><p></p></div>One<ul><li>Two</ul><p></p>Three</div>Four"
    found = outline(html)
    owners = [(leaf.text, found.elements[leaf.owner]) for leaf in found.leaves]
    assert [(text, owner.tag, owner.names) for text, owner in owners] == [
        ("One", "div", "a"), ("Two", "li", ""), ("Three", "div", "a"), ("Four", "body", ""),
    ]  # fmt: skip


LINK = '<a href="/ann-walker">Ann Walker</a>'
CARD = f'<img src=a>{LINK}<a href="/2">Walker opens the quay</a> <a href="/3">More</a>'


@pytest.mark.parametrize(
    "box",
    [
        f"<span class=x><span>{CARD}</span></span>",
        f"&nbsp;<span>{CARD}</span>",
        f"<!-- card --><span>{CARD}</span>",
        '<span role="tooltip">Mayor since 2019</span>',
    ],
)
def test_a_box_over_a_link_is_no_part_of_its_sentence(box: str) -> None:
    [sentence] = texts(f"<p>Mayor <span>{LINK}{box}</span> (Ind.) spoke.</p>")
    assert sentence == "Mayor Ann Walker (Ind.) spoke."


def test_a_box_that_is_a_block_does_not_break_its_sentence() -> None:
    for box in (f"<div><p>{CARD}</p></div>", "<div role=tooltip><p>Mayor since 2019</p></div>"):
        html = f"<div>Mayor <span>{LINK}{box}</span> (Ind.) spoke.</div>"
        assert texts(html) == ["Mayor Ann Walker (Ind.) spoke."]


@pytest.mark.parametrize(
    "after",
    [
        '<span><a href="/other">Ann Walker</a>, her aunt,</span>',
        '<span><a href="/ann-walker">Her letter</a></span>',
        f" and <span>{LINK}</span>",
        "<span>of the harbour</span>",
        f"<b>, or</b><span>{LINK}</span>",
        f"<span> ended the talks without a result, while {LINK} said so</span>",
        f"<span>{LINK} {'spoke of the harbour and its ships. ' * 80}</span>",
    ],
)
def test_what_follows_a_link_in_a_sentence_stays(after: str) -> None:
    html = f"<p>Mayor {LINK}{after} spoke.</p>"
    assert texts(html) == [" ".join(LexborHTMLParser(html).text().split())]


def test_menus_under_their_link_are_leaves_of_their_own() -> None:
    html = '<ul><li><a href="/n">News</a><ul><li><a href="/n">News</a></li></ul></li></ul>'
    assert texts(html) == ["News", "News"]


def test_nested_boxes_cost_time_in_proportion() -> None:
    boxes = "<a href=/x>One</a><span><a href=/y>Two</a>"
    assert grows_in_line(lambda count: "<p>" + boxes * count, texts, 100, 20_000)
