"""Cards of other articles below the copy are none of it, and cards that are the article stay."""

import numpy as np
import pytest

from tasks.article.page.blocks.blocks import Outline
from tasks.article.page.blocks.cards import TOGETHER, cards_together, leads_of
from tasks.article.page.blocks.walk import outline_of
from tasks.article.page.page import open_page
from tests.growth import grows_in_line

LEAD = "The harbour council voted on Tuesday to rebuild the eastern pier after the storm. ({0})"
CARD = """<li class="card"><h3><a href="/{0}">Pier number {0} to be rebuilt</a></h3>
<span class="when"><div>May {0}</div></span><div class="text">{1}</div></li>"""
COPY = f"<p>{LEAD.format('copy')}</p>"


def outline(html: str) -> Outline:
    return outline_of(open_page(f"<html><body><div>{html}</div></body></html>").tree)


def cards(count: int) -> str:
    return f"<ul>{''.join(CARD.format(i, LEAD.format(i)) for i in range(1, count + 1))}</ul>"


def leads(html: str) -> list[list[str]]:
    found = outline(html)
    return [[found.leaves[i].text for i in one] for one in leads_of(found, found.leaves)]


def judged(likely: float) -> list[float]:
    found = outline(COPY + cards(3))
    likelihood = np.array(
        [likely if leaf.text.startswith("The") else 0.1 for leaf in found.leaves], dtype=np.float32
    )
    given = likelihood.copy()
    together = cards_together(found, found.leaves, likelihood)
    assert (likelihood == given).all()
    return [
        round(float(one), 2)
        for leaf, one in zip(found.leaves, together, strict=True)
        if leaf.text.startswith("The")
    ]


def test_three_cards_built_alike_have_their_leads_found() -> None:
    assert leads(COPY + cards(3)) == [[LEAD.format(i) for i in (1, 2, 3)]]


def test_two_cards_are_no_run_of_them() -> None:
    assert leads(COPY + cards(2)) == []


def test_cards_that_are_built_otherwise_are_not_counted_with_them() -> None:
    other = CARD.replace('class="card"', 'class="other"').format(9, LEAD.format(9))
    assert leads(f"{cards(2)}<ul>{other}</ul>") == []


@pytest.mark.parametrize(
    "html",
    [
        # sections of an article, each under a heading that is no link
        cards(4).replace("<a href", "<b data-to").replace("</a>", "</b>"),
        # headings and paragraphs side by side, in no cards
        "".join(f"<h3><a href='/{i}'>Pier number {i} here</a></h3>{COPY}" for i in range(4)),
        # a link that is no headline
        cards(4).replace("Pier number", "More").replace(" to be rebuilt", ""),
        # cards with whole articles in them
        cards(4).replace('<div class="text">', f'<div class="text">{COPY}{COPY}{COPY}'),
    ],
)
def test_what_only_resembles_cards_has_no_leads(html: str) -> None:
    assert leads(html) == []


def test_leads_are_no_copy_where_the_model_is_not_sure_of_them_together() -> None:
    assert judged(TOGETHER - 0.05) == [0.75, 0, 0, 0]


def test_leads_are_copy_where_it_is_sure_of_them_together() -> None:
    assert judged(TOGETHER + 0.05) == [0.85] * 4


def test_time_grows_with_the_cards_and_not_with_their_square() -> None:
    assert grows_in_line(
        lambda count: outline(cards(count)), lambda found: leads_of(found, found.leaves), 250, 8_000
    )
