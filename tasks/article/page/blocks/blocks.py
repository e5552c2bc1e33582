"""A page's text in reading order: its leaf blocks, and the elements that they stand in."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# What stands in a line of text. Everything else begins a block, as browsers have it.
INLINE: Final = frozenset(
    _listed(
        """a abbr acronym b basefont bdi bdo big cite code data del dfn em font i ins kbd label mark
        nobr q ruby rb s samp small span strike strong sub sup time tt u var wbr"""
    )
)
# What no reader sees as text, or what is a control and not copy.
UNSEEN: Final = frozenset(
    _listed(
        """script style noscript template svg math iframe object embed canvas select option
        textarea head title meta link base map audio datalist rt rp input progress meter img
        picture video amp-img"""
    )
)
SENTENCE_ENDS: Final = tuple('.!?。！？”"’…:：;；」』')
LONGEST_LINE: Final = 60  # characters; a line so long that ends a sentence is a paragraph
# Elements that say something about all text within them, as bits of Element.tags.
TAG_NAMES: Final = _listed(
    """article main section aside header footer nav figure figcaption table ul ol li blockquote
    form p h1 h2 h3 h4 h5 h6 td dl pre details dialog address body-copy unspoken hidden button"""
)
TAG_BITS: Final = MappingProxyType({tag: 1 << place for place, tag in enumerate(TAG_NAMES)})


@dataclass(slots=True)
class Element:
    """A block-level element: its place in the tree and what its attributes say.

    `own` holds the bits of class_words of its names, `near` those of its parent too, `above` those
    of all around it; `tags` the TAG_BITS of itself and all around it; `path` is one number for
    all elements with the same tags and classes up to the root.
    """

    tag: str
    names: str
    parent: int
    depth: int
    own: int
    near: int
    above: int
    tags: int
    path: int


@dataclass(slots=True)
class Leaf:
    """A run of text that no block boundary cuts; `owner` is the index of its element.

    `own` holds the bits of class_words of the inline elements that it begins with; `linked`,
    `bold` and `italic` count its characters in each, `pictures` the pictures since the leaf
    before; `broken` says that it ended at a line break within its element.
    """

    text: str
    raw: str
    owner: int
    own: int
    linked: int
    links: int
    bold: int
    italic: int
    pictures: int
    broken: bool


@dataclass(slots=True)
class Outline:
    """All leaves in reading order, the elements by index; parents stand before their children.

    Elements without text are left out, but for <article>, which are counted.
    """

    leaves: list[Leaf] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
