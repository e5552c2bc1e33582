import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.apart import prose_in, set_apart
from tasks.article.page.blocks.walk import outline_of
from tests.growth import grows_in_line

SENTENCE = (
    "The harbour council voted on Tuesday to rebuild the eastern pier, which a storm had torn "
    "away in January, at a cost of four million crowns, and nobody was surprised."
)
COPY = "".join(f"<p>{number} {SENTENCE}</p>" for number in range(6))


def reasons(html: str, *titles: str) -> dict[str, str]:
    outline = outline_of(LexborHTMLParser(html))
    why = set_apart(outline, [prose_in(leaf) for leaf in outline.leaves], titles)
    return {leaf.text: reason for leaf, reason in zip(outline.leaves, why, strict=True)}


def test_copy_is_left_for_the_model() -> None:
    assert set(reasons(f"<article>{COPY}</article>").values()) == {""}


def test_captions_comments_menus_and_lists_of_links_are_set_apart_with_a_reason() -> None:
    found = reasons(
        f"<div>{COPY}</div><figure><figcaption>A pier</figcaption></figure>"
        "<div class='comments'><p>First!</p></div><div class='menu'><span>Home</span></div>"
        "<ul><li><a href='/1'>Mayor opens a school</a></li></ul>"
    )
    for text in ("A pier", "First!", "Home", "Mayor opens a school"):
        assert found[text], text


def test_a_box_that_holds_nearly_all_prose_is_no_box_whatever_its_name() -> None:
    found = reasons(f"<div class='comments'>{COPY}</div><p>Short</p>")
    assert found[f"0 {SENTENCE}"] == ""


def test_a_text_is_kept_once_when_its_page_repeats_it() -> None:
    outline = outline_of(LexborHTMLParser(COPY + f"<p>{SENTENCE}</p>" * 3))
    why = set_apart(outline, [prose_in(leaf) for leaf in outline.leaves], ())
    assert [bool(reason) for reason in why[-3:]] == [False, True, True]


def test_one_leaf_with_all_paragraphs_in_it_is_set_apart() -> None:
    paragraphs = [f"{number} {SENTENCE}" for number in range(16)]
    html = "".join(f"<p>{text}</p>" for text in paragraphs) + f"<div>{' '.join(paragraphs)}</div>"
    found = reasons(html)
    assert found[" ".join(paragraphs)]
    assert not found[paragraphs[0]]


@pytest.mark.parametrize("form", ["{number} {text}", "{text} {number}"])
def test_a_leaf_with_all_paragraphs_in_it_costs_time_in_line_with_the_page(form: str) -> None:
    def made(size: int) -> str:
        texts = [form.format(number=number, text=SENTENCE) for number in range(size)]
        return "".join(f"<p>{text}</p>" for text in texts) + f"<div>{' '.join(texts)}</div>"

    def work(html: str) -> None:
        assert any(reasons(html).values())

    assert grows_in_line(made, work, 1_000)


def test_another_article_s_headline_sets_its_article_apart_only_beside_the_page_s_own() -> None:
    def article(title: str) -> str:
        return f"<article><h1>{title}</h1><p>{title} {SENTENCE * 3}</p></article>"

    html = article("Pier to be rebuilt") + article("Gym to be closed")
    assert reasons(html, "piertoberebuilt")["Gym to be closed"]
    assert not reasons(html, "piertoberebuilt")["Pier to be rebuilt"]
    assert not reasons(html)["Gym to be closed"]


@pytest.mark.parametrize(
    "box",
    ["<p hidden>", "<div style='display: none'>", "<p style='visibility:hidden'>",
     "<p class='visually-hidden'>", "<div class='note screen-reader-text'>"],
)  # fmt: skip
def test_the_little_that_is_not_displayed_is_set_apart(box: str) -> None:
    other = "Members of the public may attend the next meeting of the council with a ticket."
    found = reasons(f"<div class='article-body'>{COPY}{box}{other}</div>")
    assert found[other] == "not shown to readers"
    assert not found[f"5 {SENTENCE}"]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{SENTENCE}</p><div style='display:none'>{COPY}</div>",
        f"{COPY}<div class='paywall' hidden><p>Last {SENTENCE}</p></div>",
        f"{COPY}<div class='accordion' hidden><p>Last {SENTENCE}</p></div>",
    ],
)
def test_what_a_script_or_a_paywall_keeps_back_is_left_for_the_model(html: str) -> None:
    assert set(reasons(html).values()) == {""}
