"""Layouts: what a profile's places make of a page, and when the general path is taken instead."""

from datetime import date

import pytest

from tasks.article.page.blocks.body import Body
from tasks.article.page.layouts.layout_places import MOST_CONTAINERS
from tasks.article.page.layouts.layouts import (
    CUT,
    MISSED,
    LayoutReading,
    Taken,
    agreement_of,
    layout_body,
    layouts_between,
    take_layout,
)
from tasks.article.page.page import Page, PageBlock, open_page
from tasks.article.reading import read_capture
from tasks.outlets.registry import Outlet, read_outlet, registry_of
from tasks.readers.records import Beside
from tests.growth import grows_in_line

HARBOUR = (
    "The harbour of Linhai reopened on Friday after the storm, and the first ferry left for the "
    "islands at noon with sixty passengers aboard, the port authority said in the evening."
)
PIER = "Repairs to the old pier will take until spring."

POST = """
outlet_id: linhai_post
name: The Linhai Post
zone: Asia/Shanghai
day_first: true
domains: [linhai-post.example]
layouts:
  - name: web-2012
    valid_from: 2012-01-01
    valid_until: 2018-12-31
    rules:
      - {kind: note, pattern: '^Corrected '}
    page:
      container: '#story'
      title: '#head'
      published: .stamp
      body: '#story'
      drop: .share
  - name: web-2019
    valid_from: 2019-01-01
    page:
      container: [main .wide, main article]
      title: [h1.kicked, h1]
      dek: .standfirst
      byline: {css: .by a, pattern: '^([^,]{2,40})'}
      published: time@datetime
      section: .crumbs a
      caption: [figcaption]
      credit: .credit
      drop:
        - .read-also
        - {css: .copyright, kind: furniture, why: its copyright line}
"""

NEW = f"""<html lang="en"><body><p class="crumbs"><a>World</a> <a>Asia</a></p>
<main><article><h1>Ferries sail again</h1><p class="standfirst">The storm is over.</p>
<p class="by"><a>Ann Sea, in Linhai</a> <a>Jo Field, in Busan</a></p>
<time datetime="2021-03-05T09:30:00+08:00">5 March</time>
<figure><img><figcaption>A ferry. <span class="credit">Photo: Bo Li</span></figcaption></figure>
<p>{HARBOUR}</p><h2>The pier</h2><div class="read-also"><p>Read also: <a>Storms</a></p></div>
<p>Repairs to the <b>old</b> pier<script>x()</script> will take until\u00a0spring.</p>
<div>Weather: rain</div><p class="copyright">All rights reserved.</p></article></main>
<p>{HARBOUR}</p></body></html>"""

OLD = f"""<html><body><div id="head">Ferries sail again</div><i class="stamp">05/03/2015 09:30</i>
<div id="story">{HARBOUR}<br><br>{PIER}<br><br>Corrected on Friday: the pier.
<div class="share">Share <b>this</b></div></div></body></html>"""


@pytest.fixture(scope="module")
def post() -> Outlet:
    return read_outlet(POST, "linhai_post.yaml")


def read(html: str, outlet: Outlet, *days: date | None) -> LayoutReading:
    reading = layout_body(open_page(html), outlet, *days)
    assert reading is not None
    return reading


def kinds(reading: LayoutReading) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in reading.blocks]


def test_every_text_of_the_container_is_a_block_of_its_kind_in_reading_order(post: Outlet) -> None:
    reading = read(NEW, post)
    assert reading.method == "layout:linhai_post/web-2019"
    assert kinds(reading) == [
        ("title", "Ferries sail again"),
        ("dek", "The storm is over."),
        ("byline", "Ann Sea, in Linhai"),
        ("byline", "Jo Field, in Busan"),
        ("furniture", "5 March"),
        ("caption", "A ferry."),
        ("credit", "Photo: Bo Li"),
        ("body", HARBOUR),
        ("subhead", "The pier"),
        ("widget", "Read also: Storms"),
        ("body", PIER),
        ("furniture", "Weather: rain"),
        ("furniture", "All rights reserved."),
    ]


def test_a_block_says_which_place_it_is_from_and_why_it_is_set_aside(post: Outlet) -> None:
    reasons = {block.text: block.reason for block in read(NEW, post).blocks}
    assert reasons[HARBOUR] == "layout linhai_post/web-2019: p"
    assert reasons["All rights reserved."] == (
        "layout linhai_post/web-2019: .copyright (its copyright line)"
    )
    assert reasons["Weather: rain"] == "layout linhai_post/web-2019: no selector names it"


def test_the_places_of_the_head_are_witnesses_also_outside_the_container(post: Outlet) -> None:
    said = [(one.field, one.value) for one in read(NEW, post).witnesses]
    assert said == [
        ("title", "Ferries sail again"),
        ("dek", "The storm is over."),
        ("byline", "Ann Sea"),
        ("byline", "Jo Field"),
        ("published", "2021-03-05T09:30:00+08:00"),
        ("section", "World"),
    ]
    assert {one.kind for one in read(NEW, post).witnesses} == {"layout"}


def test_text_between_line_breaks_is_paragraphs_and_rules_type_them(post: Outlet) -> None:
    reading = read(OLD, post)
    assert reading.name == "linhai_post/web-2012"
    assert kinds(reading) == [
        ("title", "Ferries sail again"),
        ("source_line", "05/03/2015 09:30"),
        ("body", HARBOUR),
        ("body", PIER),
        ("note", "Corrected on Friday: the pier."),
        ("widget", "Share this"),
    ]
    assert ("published", "2015-03-05T09:30:00") in [
        (one.field, one.value) for one in reading.witnesses
    ]


def test_a_container_without_an_article_is_no_match(post: Outlet) -> None:
    assert layout_body(open_page(NEW.replace(HARBOUR, "Soon more.")), post) is None
    assert layout_body(open_page(f"<body><p>{HARBOUR}</p>"), post) is None


def test_the_first_container_that_holds_an_article_is_taken_whole(post: Outlet) -> None:
    split = NEW.replace("<main>", "<main><div class='wide'>Teaser</div>").replace(
        "</article>", f"</article><article><p>{PIER} It is late.</p></article>"
    )
    texts = [block.text for block in read(split, post).blocks if block.kind == "body"]
    assert texts == [HARBOUR, PIER, f"{PIER} It is late."]


def test_an_element_within_an_element_of_the_container_is_read_once(post: Outlet) -> None:
    nested = NEW.replace("<h2>", "<article><p>Nested once.</p></article><h2>")
    texts = [block.text for block in read(nested, post).blocks]
    assert texts.count("Nested once.") == 1


@pytest.mark.parametrize(
    ("stated", "fetched", "names"),
    [
        (None, None, ["web-2019", "web-2012"]),
        (date(2015, 3, 5), None, ["web-2019", "web-2012"]),
        (date(2015, 3, 5), date(2016, 1, 1), ["web-2012"]),
        (date(2021, 3, 5), date(2021, 3, 6), ["web-2019"]),
        (date(2021, 3, 5), date(2016, 1, 1), ["web-2019"]),
        (None, date(2011, 1, 1), []),
    ],
)
def test_layouts_are_those_in_force_between_both_days_the_newest_first(
    post: Outlet, stated: date | None, fetched: date | None, names: list[str]
) -> None:
    assert [layout.name for layout, _ in layouts_between(post, stated, fetched)] == names


def test_agreement_is_the_share_of_words_that_both_bodies_have() -> None:
    one = [PageBlock("body", "The harbour is open.", ""), PageBlock("widget", "Share", "")]
    assert agreement_of(one, [PageBlock("body", "the HARBOUR, is open", "")]) == 1.0
    assert agreement_of(one, [PageBlock("body", "The harbour", "")]) == pytest.approx(0.6667)
    assert agreement_of(one, [PageBlock("widget", "The harbour", "")]) is None


def test_a_page_that_no_layout_of_its_time_takes_is_flagged(post: Outlet) -> None:
    general = Body((PageBlock("body", HARBOUR, ""),), "blocks", 0.9)
    page = open_page(f"<body><p>{HARBOUR}</p>")
    assert take_layout(page, general, post, None, None).flags == (MISSED,)
    assert take_layout(page, general, post, None, date(2001, 1, 1)).flags == ()
    assert take_layout(page, general, None, None, None).body is general


def test_a_page_with_more_containers_than_are_read_is_flagged(post: Outlet) -> None:
    def taken(entries: int) -> Taken:
        articles = "".join(f"<article><p>{i} {HARBOUR}</p></article>" for i in range(entries))
        page = open_page(f"<main>{articles}</main>")
        return take_layout(page, Body((), "blocks", None), post, None, None)

    assert taken(MOST_CONTAINERS).flags == ()
    more = taken(MOST_CONTAINERS + 1)
    assert more.flags == (CUT,)
    assert len(more.body.blocks) == MOST_CONTAINERS


def test_a_layout_wins_over_the_general_path_when_a_page_is_read() -> None:
    registry = registry_of([("linhai_post.yaml", POST)])
    beside = Beside(url="https://linhai-post.example/1", fetched_at="2021-03-06T00:00:00Z")
    reading = read_capture(NEW.encode(), beside, registry)
    assert reading.method == "page:layout:linhai_post/web-2019"
    assert reading.agreement is not None
    assert 0 < reading.agreement <= 1
    places = {block.text: (block.start, block.end) for block in reading.blocks}
    start, end = places[HARBOUR]
    assert NEW[start:end] == HARBOUR
    assert start < NEW.index("</main>")
    missed = read_capture(NEW.replace("article", "section").encode(), beside, registry)
    assert MISSED in missed.flags


@pytest.mark.parametrize("piece", ["<p>", "<b>", "<br>", "<div>x", "word ", "<a>x</a>"])
def test_a_hostile_container_costs_time_in_line_with_its_size(post: Outlet, piece: str) -> None:
    def made(size: int) -> Page:
        return open_page(f"<main><article><p>{HARBOUR}</p>{piece * size}</article></main>")

    # a page of 10,000 tags that nests so deep is refused
    assert grows_in_line(made, lambda page: layout_body(page, post), 225, 3_600)
