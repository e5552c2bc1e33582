"""Every layout for pages has a sample page and its golden, and reads the one as the other says."""

import json
import re

import pytest

from tasks.article.page.layouts.layouts import layout_body
from tasks.article.page.page import open_page
from tasks.outlets.registry import OutletFileError, read_outlet
from tasks.rulebook import OUTLETS, load_registry
from tests.growth import grows_in_line, takes_at_most
from tests.tasks.outlets.page_goldens import PAGES, read_sample, wanted

SAMPLES = {name: (outlet, layout) for name, outlet, layout in wanted(load_registry())}
SEEDS = ("global_times", "china_daily", "cgtn", "korea_herald")


def test_every_layout_for_pages_has_a_sample_and_a_golden() -> None:
    files = {path.name for path in PAGES.iterdir()}
    missing = [name for name in SAMPLES if not {f"{name}.html", f"{name}.json"} <= files]
    assert missing == [], "write a sample page, then python -m tests.tasks.outlets.page_goldens"


def test_every_sample_is_of_a_layout() -> None:
    assert {path.name.removesuffix(path.suffix) for path in PAGES.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_as_its_golden_says(name: str) -> None:
    golden = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    assert read_sample(name, *SAMPLES[name]) == golden


@pytest.mark.parametrize("name", SAMPLES)
def test_a_golden_holds_a_whole_article_read_by_its_own_layout(name: str) -> None:
    golden = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    assert golden["layout"] == name.replace(".", "/", 1)
    kinds = [kind for kind, _, _ in golden["blocks"]]
    assert kinds.count("body") >= 2
    assert {"title"} <= {field for field, _ in golden["witnesses"]}


def test_the_example_of_the_readme_reads_its_sample_whole() -> None:
    text = (OUTLETS / "README.md").read_text("utf-8")
    outlet, layout = re.findall(r"(?s)```yaml\n(.*?)```", text)[:2]
    html = re.findall(r"(?s)```html\n(.*?)```", text)[0]
    post = read_outlet(outlet + layout, "linhai_post.yaml")
    reading = layout_body(open_page(html), post)
    assert reading is not None
    assert reading.name == "linhai_post/web-2021"
    assert [block.kind for block in reading.blocks] == [
        "title", "dek", "byline", "furniture", "body", "widget", "body", "furniture",
    ]  # fmt: skip
    assert [(one.field, one.value) for one in reading.witnesses] == [
        ("title", "Ferries return to Linhai harbour"),
        ("dek", "The storm is over."),
        ("byline", "Ann Sea"),
        ("published", "2021-05-03T08:50:00+08:00"),
    ]


def test_the_outlets_of_the_seeds_and_ten_large_ones_have_layouts() -> None:
    outlets = {name.partition(".")[0] for name in SAMPLES}
    assert set(SEEDS) <= outlets
    assert len(outlets - set(SEEDS)) >= 10


@pytest.mark.parametrize("piece", ["<p>x", "<a>x</a>", "<div>x</div>", "<li>x", "<b>x</b><i>y</i>"])
def test_no_layout_takes_long_over_a_hostile_page(piece: str) -> None:
    # copies of one element beside one another: what counts siblings takes seconds for so many
    page = open_page(f"<body>{piece * 40_000}")

    def read() -> None:
        for outlet, _ in SAMPLES.values():
            layout_body(page, outlet)

    assert takes_at_most(150, read)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_container_of_many_elements_costs_time_in_line_with_them(name: str) -> None:
    outlet, _ = SAMPLES[name]
    html = (PAGES / f"{name}.html").read_text("utf-8")
    first = json.loads((PAGES / f"{name}.json").read_text("utf-8"))["blocks"]
    words = next(text for kind, text, _ in first if kind == "body")[-20:]
    assert grows_in_line(
        lambda size: open_page(html.replace(words, words + "<p>x<b>y</b></p>" * size)),
        lambda page: layout_body(page, outlet),
        1_000,
        8_000,
    )


PAGE = """
outlet_id: linhai_post
name: The Linhai Post
layouts:
  - name: web-2019
    valid_from: 2019-01-01
    page:
      container: '#story'
      published: ['.stamp time@datetime', '[data-at="x@y"]']
      byline: {css: .by, pattern: 'By (\\w+)'}
      drop: [.share, {css: .ad, kind: furniture, why: an advertisement}]
"""


def test_one_selector_is_a_list_of_one_and_a_time_may_stand_in_an_attribute() -> None:
    _, page = read_outlet(PAGE, "linhai_post.yaml").page_layouts[0]
    assert page.container == ("#story",)
    assert [(place.css, place.attribute) for place in page.published] == [
        (".stamp time", "datetime"),
        ('[data-at="x@y"]', None),
    ]
    assert [(aside.css, aside.kind, aside.why) for aside in page.drop] == [
        (".share", "widget", ""),
        (".ad", "furniture", "an advertisement"),
    ]
    assert page.body == ("p",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PAGE.replace("'#story'", "'#story['"), "layouts.0.page.container.0: "),
        (PAGE.replace("'#story'", "'p:nth-child(2)'"), "counts siblings"),
        (PAGE.replace("'#story'", "'h1 ~ p'"), "counts siblings"),
        (PAGE.replace("container: '#story'", "container: []"), "layouts.0.page.container: "),
        (PAGE.replace(".stamp time@", ".stamp >@"), "layouts.0.page.published.0.css: "),
        (PAGE.replace("@datetime", "@2"), "layouts.0.page.published.0.attribute: "),
        (PAGE.replace("(\\w+)", "\\w+"), "layouts.0.page.byline.0.pattern: "),
        (PAGE.replace("(\\w+)", "(\\w+"), "layouts.0.page.byline.0.pattern: "),
        (PAGE.replace("kind: furniture", "kind: body"), "layouts.0.page.drop.1.kind: "),
        (PAGE.replace("      byline", "      buyline"), "layouts.0.page.buyline: "),
        (PAGE.replace("      container: '#story'\n", ""), "layouts.0.page.container: "),
        (PAGE.replace("web-2019", "Web/2019"), "layouts.0.name: "),
        (
            PAGE.replace("    page", "    valid_until: 2018-01-01\n    page"),
            "valid_until 2018-01-01 lies before 2019-01-01",
        ),
        (PAGE + PAGE.partition("layouts:\n")[2], "two layouts have one name"),
    ],
)
def test_a_wrong_place_is_refused_by_file_and_key(text: str, said: str) -> None:
    with pytest.raises(OutletFileError) as refusal:
        read_outlet(text, "linhai_post.yaml")
    assert str(refusal.value).startswith("linhai_post.yaml: ")
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
