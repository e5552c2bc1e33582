"""The article's text within a page: which blocks are copy, and what each of the others is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tasks.article.page.blocks.apart import prose_in, set_apart
from tasks.article.page.blocks.block_kinds import KnownLeaf, kind_of_copy, kind_of_rest
from tasks.article.page.blocks.block_model import Trees, load_trees
from tasks.article.page.blocks.block_places import Numbers
from tasks.article.page.blocks.block_text import Heard
from tasks.article.page.blocks.blocks import TAG_BITS, Leaf, Outline
from tasks.article.page.blocks.cards import cards_together
from tasks.article.page.blocks.features import SAID, features_of
from tasks.article.page.blocks.heard import heard_of, longest_body
from tasks.article.page.blocks.read_also import without_other_articles
from tasks.article.page.blocks.script_copy import script_outline
from tasks.article.page.blocks.stand_ins import without_stand_ins
from tasks.article.page.blocks.table_rows import rows_joined
from tasks.article.page.blocks.walk import outline_of, plain
from tasks.article.page.page import Page, PageBlock, PageWitness
from tasks.text.words import letters_of

LIKELY: Final = 0.5  # benchmarks/train_blocks.py: the F1 of all sets is flat from .4 to .6
UNLIKELY: Final = 0.1  # below it a page of lists has no copy
# Prose before or behind the region that is so likely is not taken, and some of it is in the gold.
# It is listed, for what may be copy must not vanish without a word.
DOUBTFUL: Final = 0.2
ENOUGH: Final = 400  # letters; with fewer the page may keep its article in a script
FEWER: Final = 3  # times as much copy in the page's data: then the page does not show it
HEAD: Final = 25  # leaves before the first paragraph within which a headline belongs to it
TAIL: Final = 8  # leaves after the last paragraph, in its own container, that are listed
MODEL: Final[Trees] = load_trees()


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of the article's region in reading order, typed.

    `method` names the witness that decided: "blocks", "json_ld" or "script" where the page itself
    shows no article. `agreement` (0-1) is the share of letters that an independent witness has in
    common with the blocks taken: JSON-LD, else microdata, else the paragraphs of the one element
    that holds most; None when the page has no such witness.
    """

    blocks: tuple[PageBlock, ...]
    method: str
    agreement: float | None


def find_body(page: Page, witnesses: tuple[PageWitness, ...]) -> Body:
    """The article of the page; no blocks when neither its text nor its data hold copy."""
    heard = heard_of(page, witnesses)
    outline = outline_of(page.tree)
    body = _from_outline(outline, heard)
    letters = _letters_in(body)
    if letters < ENOUGH:
        wider = _from_outline(outline, heard, boxes=False)
        if _letters_in(wider) > max(FEWER * letters, ENOUGH):
            body, letters = wider, _letters_in(wider)
    if letters >= ENOUGH and FEWER * letters >= len(heard.body):
        return body
    if len(heard.body) >= ENOUGH and len(heard.body) > FEWER * letters:
        return Body(_from_data(page.json_ld), "json_ld", None)
    if letters < ENOUGH:
        hidden = _from_script(script_outline(page), body, heard)
        if _letters_in(hidden) > max(FEWER * letters, ENOUGH):
            return hidden
    return body


def _from_script(hidden: Outline, shown: Body, heard: Heard) -> Body:
    """The article of a script, with the share of the page's shown copy that stands in it, too.

    The model judges it as it judges pages, but for one that it would leave nearly nothing of: it
    knows no page without a head, and a script's text is seldom more than the article.
    """
    prose = [prose_in(leaf) for leaf in hidden.leaves]
    found = _from_outline(hidden, heard)
    if 2 * _letters_in(found) < sum(len(leaf.text) for leaf in hidden.leaves if prose_in(leaf)):
        copy = [size > 0 for size in prose]
        found = Body(tuple(_typed(hidden, hidden.leaves, copy, heard)), "script", None)
    held = letters_of(" ".join(block.text for block in found.blocks))
    seen = [letters_of(block.text) for block in shown.blocks if block.kind in ("body", "subhead")]
    size = sum(map(len, seen))
    agreement = round(sum(len(one) for one in seen if one in held) / size, 3) if size else None
    return Body(found.blocks, "script", agreement)


def _letters_in(body: Body) -> int:
    return sum(len(block.text) for block in body.blocks if block.kind in ("body", "subhead"))


def judged(
    outline: Outline, heard: Heard, *, boxes: bool = True
) -> tuple[list[str], list[Leaf], Numbers]:
    """Why each leaf is set apart, the others, and a row of features for each of these.

    What training and reading share: the model is asked about exactly what it was trained on.
    """
    prose = [prose_in(leaf) for leaf in outline.leaves]
    apart = set_apart(outline, prose, heard.title, boxes=boxes)
    asked = [leaf for leaf, why in zip(outline.leaves, apart, strict=True) if not why]
    return apart, asked, features_of(outline, asked, heard)


def threshold(likelihood: Numbers, rows: Numbers) -> float:
    """The likelihood from which blocks are taken so that the F1 to be expected is the highest.

    It is LIKELY at most, and less for a page on which little is likely: without this a short
    article in an odd template has no text at all. For sets that the model knows nothing of it is
    worth .001 of F1, and .005 for the oddest, against one threshold for all.
    """
    size = np.expm1(rows[:, 0])
    order = np.argsort(-likelihood, kind="stable")
    right = np.cumsum((size * likelihood)[order])
    expected = 2 * right / (np.cumsum(size[order]) + right[-1])
    return min(LIKELY, max(UNLIKELY, float(likelihood[order[int(expected.argmax())]])))


def _from_outline(outline: Outline, heard: Heard, *, boxes: bool = True) -> Body:
    if not outline.leaves:
        return Body((), "blocks", None)
    apart, asked, rows = judged(outline, heard, boxes=boxes)
    if not asked:
        return Body((), "blocks", None)
    likelihood = together(outline, asked, MODEL.likelihood(rows))
    likely = iter((likelihood >= threshold(likelihood, rows)).tolist())
    doubted = iter((likelihood >= DOUBTFUL).tolist())
    said = iter(rows[:, SAID].tolist())
    copy: list[bool] = []
    ties: list[Sequence[float]] = []
    doubtful: set[int] = set()
    for place, why in enumerate(apart):
        copy.append(not why and next(likely))
        if not why and next(doubted) and prose_in(outline.leaves[place]):
            doubtful.add(place)
        ties.append((0.0, 0.0, 0.0) if why else next(said))
    if not any(copy):
        return Body((), "blocks", None)
    blocks = _typed(outline, outline.leaves, copy, heard, apart, ties, doubtful)
    return Body(tuple(blocks), "blocks", _agreement(outline, copy, ties, heard))


def together(outline: Outline, leaves: Sequence[Leaf], likelihood: Numbers) -> Numbers:
    """The likelihoods after leaves that belong together are judged so: cards, then lists.

    Those that stand in for an embed or a picture, lead to other articles or name an advert are
    nobody's copy, whatever the model says.
    """
    whole = lists_whole(outline, leaves, cards_together(outline, leaves, likelihood))
    return without_other_articles(leaves, without_stand_ins(leaves, whole))


def lists_whole(outline: Outline, leaves: Sequence[Leaf], likelihood: Numbers) -> Numbers:
    """The likelihoods, none of a list's item below the mean of its list.

    Judged one by one, short items are lost from lists that are copy: of the segments wanted of
    sites that the model never saw (benchmarks/published_pages.py) 94.5% are held, and so 94.7%.
    """
    lists: dict[int, list[int]] = {}
    for number, leaf in enumerate(leaves):
        for at in _around(outline, leaf.owner):
            if outline.elements[at].tag == "li":
                lists.setdefault(outline.elements[at].parent, []).append(number)
                break
    whole = likelihood.copy()
    for items in lists.values():
        sizes = np.array([len(leaves[item].text) for item in items], dtype=np.float32)
        mean = np.float32((likelihood[items] * sizes).sum() / sizes.sum())
        whole[items] = np.maximum(likelihood[items], mean)
    return whole


def _typed(
    outline: Outline,
    leaves: Sequence[Leaf],
    copy: Sequence[bool],
    heard: Heard,
    apart: Sequence[str] | None = None,
    ties: Sequence[Sequence[float]] | None = None,
    doubtful: Collection[int] = (),
) -> list[PageBlock]:
    """The leaves from the headline to the end of the copy's container, each with its kind.

    Those of the `doubtful` that stand before or behind them are listed, too.
    """
    taken = [i for i, one in enumerate(copy) if one]
    if not taken:
        return []
    first, last = taken[0], taken[-1]
    start = next(
        (i for i in range(max(0, first - HEAD), first)
         if outline.elements[leaves[i].owner].tags & TAG_BITS["h1"]),
        first,
    )  # fmt: skip
    lead = next((i for i in taken if len(leaves[i].text) > 80), first)
    home = outline.elements[leaves[last].owner].parent
    end = last + 1
    while end < min(len(leaves), last + TAIL) and home in _around(outline, leaves[end].owner):
        end += 1
    blocks = []
    listed = sorted({*range(start, end), *doubtful})
    for i in listed:
        leaf = leaves[i]
        if not start <= i < end:
            # no byline, caption or note of the article's: it may be another's
            blocks.append(PageBlock("furniture", leaf.text, "stands away from the copy", leaf.raw))
            continue
        title, summary = ties[i][:2] if ties else (float(letters_of(leaf.text) in heard.title), 0)
        element = outline.elements[leaf.owner]
        parent = outline.elements[element.parent]
        known = KnownLeaf(leaf, element, parent, title, summary, i < lead)
        if apart and apart[i]:
            kind, reason = kind_of_rest(known)[0], apart[i]
        elif copy[i]:
            kind, reason = kind_of_copy(known)
        else:
            kind, reason = kind_of_rest(known)
        blocks.append(PageBlock(kind, leaf.text, reason, leaf.raw))
    return rows_joined(outline, [leaves[i] for i in listed], blocks)


def _around(outline: Outline, owner: int) -> tuple[int, int, int]:
    """The element and the two around it."""
    above = outline.elements[owner].parent
    return owner, above, outline.elements[above].parent


def _from_data(items: Sequence[Mapping[str, Any]]) -> tuple[PageBlock, ...]:
    """The paragraphs of the longest articleBody."""
    text = longest_body(items)
    lines = (plain(line) for line in text.replace("\r", "\n").split("\n"))
    return tuple(
        PageBlock("body", line, "the page's JSON-LD has it, its text has not")
        for line in lines
        if line
    )


def _agreement(
    outline: Outline, copy: Sequence[bool], ties: Sequence[Sequence[float]], heard: Heard
) -> float | None:
    """Twice the letters that blocks and witness share over those of both."""
    sizes = np.array([len(leaf.text) for leaf in outline.leaves], dtype=np.float64)
    taken = np.array(copy)
    if heard.body:
        shared = sizes[taken & (np.array([tie[2] for tie in ties]) > 0)].sum()
        both = sizes[taken].sum() + len(heard.body) * 1.2  # letters alone: blanks are a sixth more
        return round(float(min(1.0, 2 * shared / both)), 3)
    tags = [outline.elements[leaf.owner].tags for leaf in outline.leaves]
    prose = np.array([prose_in(leaf) > 0 for leaf in outline.leaves])
    marked = np.array(tags) & TAG_BITS["body-copy"] > 0
    if marked.any():
        witness = marked & prose
    else:
        owners = np.array([outline.elements[leaf.owner].parent for leaf in outline.leaves])
        votes = np.bincount(owners, weights=sizes * prose)
        if not votes.any():
            return None
        witness = (owners == votes.argmax()) & prose
    shared = sizes[taken & witness].sum()
    both = sizes[taken].sum() + sizes[witness].sum()
    return round(float(2 * shared / both), 3) if both else None
