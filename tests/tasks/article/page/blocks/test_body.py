import json

import numpy as np
import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.block_places import Numbers
from tasks.article.page.blocks.body import Body, find_body, lists_whole, threshold
from tasks.article.page.blocks.walk import outline_of
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import Page, open_page
from tests.growth import grows_in_line
from warehouse.tables.paragraphs import KINDS

PARAGRAPHS = (
    (
        "The harbour council voted on Tuesday to rebuild the eastern pier, which a storm had torn "
        "away in January, at a cost of four million crowns."
    ),
    (
        "“We have waited long enough,” said Jo Field, who runs the fish market. “The boats "
        "have nowhere to land, and the season begins in April.”"
    ),
    (
        "Work is to begin in March, the council said, and the first ferries should call again "
        "before the summer holidays. Two members voted against the plan."
    ),
    (
        "A report of the port's engineers, published last week, had warned that repairs to the old "
        "timber would last no longer than five years."
    ),
)
PAGE = """<!doctype html><html lang="en"><head><title>Pier to be rebuilt - The Tide</title>
<meta property="og:title" content="Pier to be rebuilt"></head><body>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li>
</ul></nav></header>
<main><article class="article">
<h1>Pier to be rebuilt</h1>
<p class="byline">By Jo Marsh</p>
<div class="article-body">
<p>{0}</p>
<figure><img src="pier.jpg">
<figcaption>The pier after the storm. Photo by Li Na</figcaption></figure>
<p>{1}</p>
<h2>Ferries by summer</h2>
<div class="newsletter-signup"><p>Sign up for our newsletter and never miss a story.</p></div>
<p>{2}</p>
<p>{3}</p>
</div></article></main>
<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/1">Mayor opens a school</a></li>
<li><a href="/2">Ten ways to cook cod</a></li></ul></aside>
<footer><p>Copyright The Tide. All rights reserved.</p></footer></body></html>"""


def body_of(opened: Page) -> Body:
    return find_body(opened, ())


def read(html: str) -> Body:
    return body_of(open_page(html))


def copy_of(body: Body) -> list[str]:
    return [block.text for block in body.blocks if block.kind in ("body", "subhead")]


def page(*paragraphs: str) -> str:
    return PAGE.format(*paragraphs)


def test_the_copy_is_the_paragraphs_and_sub_headings_in_order() -> None:
    one, two, three, four = PARAGRAPHS
    assert copy_of(read(page(*PARAGRAPHS))) == [one, two, "Ferries by summer", three, four]


def test_headline_byline_caption_and_box_are_kept_with_their_kind() -> None:
    kinds = {block.text: block.kind for block in read(page(*PARAGRAPHS)).blocks}
    assert kinds["Pier to be rebuilt"] == "title"
    assert kinds["By Jo Marsh"] == "byline"
    assert kinds["The pier after the storm. Photo by Li Na"] in ("caption", "credit")
    assert kinds["Sign up for our newsletter and never miss a story."] == "widget"


def test_byline_and_date_above_the_copy_are_none_of_it_though_nothing_marks_them() -> None:
    one = PARAGRAPHS[0]
    stamped = page(*PARAGRAPHS).replace(
        f"<p>{one}</p>", f"<p>By Anna Petrova</p><p>Published: 12 May 2019, 14:30</p><p>{one}</p>"
    )
    assert copy_of(read(stamped)) == copy_of(read(page(*PARAGRAPHS)))
    kinds = {block.text: block.kind for block in read(stamped).blocks}
    assert kinds["By Anna Petrova"] == "byline"


@pytest.mark.parametrize("name", ["twitter-tweet", "Instagram-Media", "bluesky-embed"])
def test_an_embedded_post_within_the_copy_says_so(name: str) -> None:
    one, two, three, four = PARAGRAPHS
    post = "The pier is to be rebuilt, and we thank all who wrote to the council this winter."
    source = page(one, two, three, four).replace(
        f"<p>{three}</p>",
        f'<blockquote class="{name}"><p>{post}</p></blockquote><p>{three}</p>',
    )
    said = {block.text: (block.kind, block.reason) for block in read(source).blocks}
    assert said[post] == ("body", "a post of a network, shown within the copy")
    assert said[three][1] != said[post][1]


@pytest.mark.parametrize("form", ['<p class="standfirst">{}</p>', "<h2>{}</h2>"])
def test_a_standfirst_that_opens_the_copy_says_so(form: str) -> None:
    summary = "The council gives in to the fish market, three months after the storm took the pier."
    head = f'<meta name="description" content="{summary}"></head>'
    source = page(*PARAGRAPHS).replace("</head>", head, 1)
    opened = open_page(source.replace("</h1>", f"</h1>{form.format(summary)}", 1))
    found = find_body(opened, statement_of(opened).witnesses)
    (block,) = [one for one in found.blocks if one.text == summary]
    assert (block.kind, block.reason) == ("body", "the standfirst, which opens the copy")
    others = [one.reason for one in found.blocks if one.kind in ("body", "subhead")]
    assert others.count(block.reason) == 1


def test_no_item_is_less_likely_copy_than_its_list() -> None:
    items = "<ul><li>A long item of ninety letters</li><li><b>Short</b></li></ul><p>Apart</p>"
    outline = outline_of(LexborHTMLParser(items))
    found = lists_whole(outline, outline.leaves, np.array([0.9, 0.1, 0.2], dtype=np.float32))
    mean = (0.9 * 29 + 0.1 * 5) / 34
    assert found.tolist() == pytest.approx([0.9, mean, 0.2])


def test_every_block_has_a_known_kind_a_reason_and_a_source() -> None:
    for block in read(page(*PARAGRAPHS)).blocks:
        assert block.kind in KINDS
        assert block.reason
        assert block.raw


def test_navigation_and_foot_of_the_page_are_no_copy() -> None:
    text = " ".join(copy_of(read(page(*PARAGRAPHS))))
    assert "Sport" not in text
    assert "Ten ways to cook cod" not in text
    assert "Copyright" not in text


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    one, two, three, four = PARAGRAPHS
    head, tail = two.split(" said ")
    broken = page(f"{one}<br><br>{head} said<br>{tail}", three, four, one[::-1])
    assert copy_of(read(broken))[:3] == [one, two, three]


def test_a_word_is_whole_without_soft_hyphens_and_with_composed_accents() -> None:
    one, two, three, four = PARAGRAPHS
    odd = one.replace("harbour", "har\u00adbour").replace("rebuild", "re\u200bbuild cafe\u0301s")
    first = copy_of(read(page(odd, two, three, four)))[0]
    assert first == one.replace("rebuild", "rebuild cafés")


def test_a_page_without_copy_has_no_blocks_of_copy() -> None:
    for html in ("", "<html><body></body></html>", "<p> </p>", "\x00", "<!-- no -->"):
        assert copy_of(read(html)) == []


def test_a_page_whose_every_text_is_set_apart_has_no_copy() -> None:
    assert copy_of(read("<html><body><button>Press here</button></body></html>")) == []


def test_an_article_that_only_json_ld_has_is_read_from_it() -> None:
    body = "\\n\\n".join(PARAGRAPHS * 2)
    html = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "'
        + body.replace('"', "'")
        + '"}</script></head><body><div id="app"></div></body></html>'
    )
    found = read(html)
    assert found.method == "json_ld"
    assert copy_of(found) == list(PARAGRAPHS * 2)


def test_an_article_that_only_a_script_has_is_read_from_it() -> None:
    inner = "".join(f"\\u003cp\\u003e{text}\\u003c/p\\u003e" for text in PARAGRAPHS)
    html = f'<html><body><script>window.state = {{"html": "{inner}"}}</script></body></html>'
    found = read(html)
    assert found.method == "script"
    assert copy_of(found) == list(PARAGRAPHS)


def in_stream(text: str) -> str:
    return f"<script>self.__next_f.push([1,{json.dumps(text)}])</script>"


MARKED = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
IN_DATA = json.dumps({"id": 7, "html": MARKED.replace("Work is", 'Work <b class="x">is</b>')})
ESCAPED = IN_DATA.replace("<", "\\u003c").replace(">", "\\u003e")
STREAM = f'0:["$","body"]\n1c:T{len(MARKED.encode()):x},{MARKED}1d:["$","p",null,"Menu"]\n'


@pytest.mark.parametrize(
    "scripts",
    [
        f"<script>var state = {json.dumps(ESCAPED)}</script>",
        f"<script>var state = {json.dumps(json.dumps(ESCAPED))}</script>",
        f"<script>var state = {json.dumps(IN_DATA)}</script>",
        f"<script>var state = {json.dumps(MARKED.replace('<', chr(92) + 'u003c'))}</script>",
        in_stream("1:" + ESCAPED[:700]) + in_stream(ESCAPED[700:]),
        in_stream(STREAM),
        in_stream(STREAM[:500]) + in_stream(STREAM[500:]),
    ],
    ids=["data", "data in a string", "marks", "bare escapes", "cut", "unquoted", "unquoted, cut"],
)
def test_an_article_in_a_script_is_whole_and_without_escapes(scripts: str) -> None:
    found = read(f"<html><body><div id='app'></div>{scripts}</body></html>")
    assert found.method == "script"
    assert copy_of(found) == list(PARAGRAPHS)


def test_agreement_of_a_script_s_article_is_the_share_of_the_shown_copy_in_it() -> None:
    script = f"<script>var state = {json.dumps(IN_DATA)}</script>"
    other = "The gym of the school beside the station is to be closed in autumn, the board said."

    def agreement(shown: str) -> float | None:
        return read(f"<html><body><p>{shown}</p>{script}</body></html>").agreement

    assert agreement(PARAGRAPHS[0]) == 1.0
    assert agreement(other) == 0.0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<noscript>", "</noscript>"),
        ("<script type='text/template'>", "</script>"),
    ],
)
def test_an_article_for_readers_without_scripts_is_read(before: str, after: str) -> None:
    markup = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    found = read(f"<html><body><div><h1>Pier</h1></div>{before}{markup}{after}</body></html>")
    assert found.method == "script"
    assert copy_of(found) == list(PARAGRAPHS)


@pytest.mark.parametrize("name", ["right-sidebar comment-list", "comments-area"])
def test_an_article_in_a_container_with_a_box_s_name_is_found(name: str) -> None:
    notice = "<p>" + "The site stores what your browser tells it, and says so here. " * 9 + "</p>"
    html = page(*PARAGRAPHS).replace('class="article-body"', f'class="{name}"')
    html = html.replace("<footer>", f"<div class='cookie-consent'>{notice}</div><footer>")
    assert set(PARAGRAPHS) <= set(copy_of(read(html)))


def test_the_next_article_that_a_page_scrolls_on_to_is_not_its_copy() -> None:
    other = [text.replace("council", "board").replace("pier", "gym") for text in PARAGRAPHS]
    html = page(*PARAGRAPHS).replace(
        "</main>",
        "<article><h1>Gym to be closed</h1>" + "".join(f"<p>{p}</p>" for p in other) +
        "</article></main>",
    )  # fmt: skip
    assert not set(copy_of(read(html))) & {other[0], other[2]}


def test_a_notice_of_cookies_is_not_copy_however_long_it_is() -> None:
    notice = "When you visit our website, we store cookies on your browser to collect data. " * 4
    html = page(*PARAGRAPHS).replace(
        "</main>", f'</main><div id="onetrust-consent-sdk"><p>{notice}</p></div>'
    )
    assert copy_of(read(html)) == copy_of(read(page(*PARAGRAPHS)))


def test_agreement_is_high_where_json_ld_has_the_same_copy_and_low_where_it_has_another() -> None:
    def with_data(text: str) -> str:
        data = '<script type="application/ld+json">{"articleBody": "' + text + '"}</script></head>'
        return page(*PARAGRAPHS).replace("</head>", data)

    same = read(with_data(" ".join(PARAGRAPHS))).agreement
    other = read(with_data("Nothing of this stands on the page at all. " * 12)).agreement
    assert same is not None
    assert other is not None
    assert same > 0.8
    assert other < 0.3


@pytest.mark.parametrize(
    ("likelihood", "taken"),
    [
        ([0.9, 0.95, 0.02, 0.01], 2),  # clear: nothing else is worth its risk
        ([0.9, 0.95, 0.38, 0.01], 2),
        ([0.3, 0.35, 0.02, 0.01], 2),  # little is likely: the best blocks
        ([0.55, 0.95, 0.9, 0.6], 4),
        ([0.05, 0.04, 0.02, 0.01], 0),  # nothing is
    ],
)
def test_blocks_are_taken_for_the_highest_f1_to_be_expected(
    likelihood: list[float], taken: int
) -> None:
    likely = np.array(likelihood, dtype=np.float32)
    rows = np.full((4, 1), np.log1p(200.0), dtype=np.float32)
    assert (likely >= threshold(likely, rows)).sum() == taken


def test_the_same_page_is_read_the_same_twice() -> None:
    assert read(page(*PARAGRAPHS)) == read(page(*PARAGRAPHS))


@pytest.mark.parametrize("tag", ["div", "span", "b", "a", "ul"])
def test_deep_nesting_neither_crashes_nor_takes_its_square(tag: str) -> None:
    def nested(depth: int) -> Page:
        return open_page(f"<{tag}>" * depth + PARAGRAPHS[0] + f"</{tag}>" * depth)

    assert grows_in_line(nested, body_of, 110, 900)  # deeper is refused


def test_time_grows_with_the_page_and_not_with_its_square() -> None:
    def page_of(copies: int) -> Page:
        paragraphs = "".join(f"<div><p>{i} {PARAGRAPHS[i % 4]}</p></div>" for i in range(copies))
        return open_page(f"<html><body><article>{paragraphs}</article></body></html>")

    assert grows_in_line(page_of, body_of, 500)


@pytest.mark.parametrize("unit", ['\\"', '"', "\\", '"\\\\', "<p ", "\\u003cp"])
def test_a_script_of_quotes_takes_time_in_proportion(unit: str) -> None:
    def page_of(count: int) -> Page:
        return open_page(f'<script>"<p {unit * count}</script>')

    assert grows_in_line(page_of, body_of, 10_000, 320_000)


@pytest.mark.parametrize("text", ["1c:T400,", '"{\\"a', "<p>", MARKED[:400]])
def test_a_stream_of_pieces_takes_time_in_proportion(text: str) -> None:
    piece = in_stream("<p " + text)
    assert grows_in_line(lambda count: open_page(piece * count), body_of, 500, 16_000)


class Doubting:
    """A model that takes three leaves for copy and is in two minds about the last."""

    def likelihood(self, rows: Numbers) -> Numbers:
        return np.array([0.9, 0.9, 0.9, *[0.05] * (len(rows) - 4), 0.3], dtype=np.float32)


def test_what_may_be_copy_behind_the_region_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.article.page.blocks.body.MODEL", Doubting())
    parts = [
        f"<div class='row{i}'><div><p>{one}</p></div></div>" for i, one in enumerate(PARAGRAPHS)
    ]
    body = read("<html><body>" + "<div><p>Prices</p></div>".join(parts) + "</body></html>")
    last = body.blocks[-1]
    assert copy_of(body) == [PARAGRAPHS[0], "Prices", PARAGRAPHS[1]]
    assert (last.kind, last.text) == ("furniture", PARAGRAPHS[3])
    assert last.reason == "stands away from the copy"


@pytest.mark.parametrize(
    "teaser",
    [
        "<p><strong>READ MORE: The storm that tore the pier away in one night</strong></p>",
        "<p>Lesen Sie auch: Der Sturm, der die Mole in einer Nacht zerstörte</p>",
    ],
)
def test_a_labelled_teaser_between_the_paragraphs_is_no_copy(teaser: str) -> None:
    html = PAGE.format(*PARAGRAPHS).replace(PARAGRAPHS[3], f"{PARAGRAPHS[3]}</p>{teaser}<p>")
    assert copy_of(read(html)) == copy_of(read(PAGE.format(*PARAGRAPHS)))
