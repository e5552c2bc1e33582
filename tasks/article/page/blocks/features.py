"""What tells copy from the rest of a page: one row of numbers for every leaf of its outline."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from tasks.article.page.blocks.block_places import (
    Indices,
    Numbers,
    articles_of,
    repeated_of,
    runs_of,
    structure_of,
)
from tasks.article.page.blocks.block_text import Heard, alone_of, said_of, spoken_of
from tasks.article.page.blocks.blocks import TAG_BITS, TAG_NAMES, Leaf, Outline
from tasks.article.page.blocks.class_words import BITS

PROSE_BYTES: Final = 80  # of UTF-8; a shorter leaf is as likely a headline
OWN_TAGS: Final = ("p", "div", "li", "h1", "h2", "h3", "h4", "td", "blockquote", "figcaption",
                   "section", "article", "aside", "dd", "body", "button")  # fmt: skip
_TAG_PLACES: Final = MappingProxyType({tag: place for place, tag in enumerate(OWN_TAGS)})
SAID: Final = slice(20, 24)  # columns: ties to title, summary and JSON-LD body
_HEADINGS: Final = (
    TAG_BITS["h1"] | TAG_BITS["h2"] | TAG_BITS["h3"]
    | TAG_BITS["h4"] | TAG_BITS["h5"] | TAG_BITS["h6"]
)  # fmt: skip


def features_of(outline: Outline, leaves: Sequence[Leaf], heard: Heard) -> Numbers:
    """One row for each given leaf, one column a feature, in the order the model was trained on.

    Without leaves there are no rows, nor columns.
    """
    if not leaves:
        return np.zeros((0, 0), dtype=np.float32)
    spoken = spoken_of(leaves)
    alone = np.array(
        [alone_of(leaf, words) for leaf, words in zip(leaves, spoken, strict=True)],
        dtype=np.float32,
    )
    said = np.array([said_of(leaf, heard) for leaf in leaves], dtype=np.float32)
    around = [outline.elements[leaf.owner] for leaf in leaves]
    owners = np.array([leaf.owner for leaf in leaves], dtype=np.int64)
    tags = np.array([element.tags for element in around], dtype=np.int64)
    own = np.array(
        [element.own | leaf.own for element, leaf in zip(around, leaves, strict=True)],
        dtype=np.int64,
    )
    near = np.array([element.near for element in around], dtype=np.int64)
    above = np.array([element.above for element in around], dtype=np.int64)
    kinds = [element.tag for element in around]
    places = np.array([_TAG_PLACES.get(kind, -1) for kind in kinds], dtype=np.int64)
    tag = (places[:, None] == np.arange(len(OWN_TAGS))).astype(np.float32)
    size = np.expm1(alone[:, 0])
    free = size * (1 - alone[:, 1])
    prose = np.where((size >= PROSE_BYTES) & (alone[:, 1] < 0.5), free, 0)
    heading = ((tags & _HEADINGS) != 0).astype(np.float32)
    place, inside, common = structure_of(outline, owners, size, free, prose)
    columns = [
        alone, said, tag,
        _expanded(tags, len(TAG_NAMES)), _expanded(own, len(BITS)), _expanded(near, len(BITS)),
        _expanded(above, len(BITS)),
        place,
        runs_of(prose, heading, common, inside, alone, said),
        repeated_of(leaves), articles_of(outline, owners, kinds, prose),
    ]  # fmt: skip
    return np.concatenate(columns, axis=1)


def _expanded(bits: Indices, count: int) -> Numbers:
    expanded: Numbers = ((bits[:, None] >> np.arange(count)) & 1).astype(np.float32)
    return expanded
