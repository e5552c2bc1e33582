"""What a page prints where an embed would stand, and captions that say they are: never copy."""

import re
from collections.abc import Sequence
from typing import Final

from tasks.article.page.blocks.block_places import Numbers
from tasks.article.page.blocks.blocks import Leaf

LONGEST: Final = 700  # characters; the longest notice of the corpora has 330
# "External content", and what readers are asked to do about it: only the two together.
_EMBED: Final = re.compile(
    r"extern\w{0,3} (?:inhalt|content|inhoud|innhold|indhold|innehåll|medi)|contenus? extern"
    r"|contenid[oa]s? extern|contenut[oi] estern|conteúdos? extern"
)
_STEMS: Final = ("extern", "estern")  # in all of these, and in few texts
_ASKED: Final = re.compile(
    r"anzeig|angezeigt|laden\b|einverstanden|zustimm|consent|accept|display|\bload|\bview|cookie"
    r"|charge[rz]|affich|mostrar|visualizza|exibir|tonen|toestem|samtyk|\bvisa\b|\bvis\b"
)
# The opening of an agency's caption: "In this May 4, 2023, file photo, ...".
_PHOTO: Final = re.compile(
    r"In this (?:\w{3,9}\.? [0-9]{1,2}, [0-9]{4},? )?(?:undated )?(?:file |handout )?"
    r"(?:photo|image),? (?:provided|taken|released|made|posted|from)\b"
)


def stands_in(text: str) -> bool:
    """Whether the text asks to let an embed be shown, or says of itself that it is a caption.

    Of the labelled pages thirteen blocks, of four publishers, and none of them is copy.
    """
    if len(text) > LONGEST:
        return False
    if text.startswith("In this "):
        return _PHOTO.match(text) is not None
    text = text.lower()
    if not any(map(text.__contains__, _STEMS)):
        return False
    return _EMBED.search(text) is not None and _ASKED.search(text) is not None


def without_stand_ins(leaves: Sequence[Leaf], likelihood: Numbers) -> Numbers:
    """The likelihoods, none where the leaf stands in for something else."""
    judged = likelihood.copy()
    for number, leaf in enumerate(leaves):
        if stands_in(leaf.text):
            judged[number] = 0
    return judged
