"""Cards of other articles: a linked headline and the lead below it, again and again."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from tasks.article.page.blocks.apart import prose_in
from tasks.article.page.blocks.block_places import Numbers
from tasks.article.page.blocks.blocks import Leaf, Outline

LEAST: Final = 3  # cards alike; two may be an article's own boxes
MOST_PROSE: Final = 2  # leaves of prose in a card
UP: Final = 5  # elements around a lead within which its headline stands
BACK: Final = 4  # leaves before a lead: a date, a section and an author may stand between
WORDS: Final = 3  # of a headline; "Read more" has fewer
# Mean likelihood of the leads: by models that did not know the publisher it is .47 to .74 where
# they are none of the copy (six sites), .83 to .99 where the cards are the article (six sites), and
# .42 on a seventh.
TOGETHER: Final = 0.8


def cards_together(outline: Outline, leaves: Sequence[Leaf], likelihood: Numbers) -> Numbers:
    """The likelihoods, those of the leads of cards none where their mean is below TOGETHER.

    Judged one by one, leads of related articles that the column prints below the copy are taken
    for it here and there: they read like nothing else. Cards that are the article stay.
    """
    judged = likelihood.copy()
    for leads in leads_of(outline, leaves):
        sizes = np.array([len(leaves[lead].text) for lead in leads], dtype=np.float32)
        if (likelihood[leads] * sizes).sum() < TOGETHER * sizes.sum():
            judged[leads] = 0
    return judged


def leads_of(outline: Outline, leaves: Sequence[Leaf]) -> list[list[int]]:
    """The leads of cards, those in one list whose cards are built alike, at least three."""
    elements = outline.elements
    held = [0] * len(elements)
    prose = [prose_in(leaf) > 0 for leaf in leaves]
    for leaf, one in zip(leaves, prose, strict=True):
        held[leaf.owner] += one
    for i in range(len(elements) - 1, 0, -1):  # children stand behind their parents
        held[elements[i].parent] += held[i]
    alike: dict[int, list[int]] = {}
    cards: dict[int, set[int]] = {}
    for i, one in enumerate(prose):
        card = _card_of(outline, leaves, i, held) if one else 0
        if card:
            alike.setdefault(elements[card].path, []).append(i)
            cards.setdefault(elements[card].path, set()).add(card)
    return [leads for path, leads in alike.items() if len(cards[path]) >= LEAST]


def _card_of(outline: Outline, leaves: Sequence[Leaf], at: int, held: Sequence[int]) -> int:
    """The innermost element that holds the lead and a linked headline before it; 0 for none."""
    elements = outline.elements
    around = [leaves[at].owner]
    while len(around) < UP and around[-1]:
        around.append(elements[around[-1]].parent)
    for before in range(at - 1, max(-1, at - 1 - BACK), -1):
        leaf = leaves[before]
        if 5 * leaf.linked < 4 * len(leaf.text) or leaf.text.count(" ") < WORDS - 1:
            continue
        above = leaf.owner
        for _ in range(UP):
            if above in around:
                return above if above and held[above] <= MOST_PROSE else 0
            above = elements[above].parent
        return 0
    return 0
