"""What a publishing system leaves about the article in a comment of the page.

Founder's, which many Chinese papers use, China Daily and the provinces' party papers among them:
<!--enpproperty <date>2012-01-12 16:49:03.0</date><author>..</author><title>..</title> ..-->
"""

import html
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_OPENING: Final = "<!--enpproperty"
_ENDING: Final = "/enpproperty-->"
_LONGEST: Final = 4_000  # characters; its keywords are the long part
# Its words, and the names under which pages give the same in <meta>.
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "headline",
        "date": "publishdate",
        "author": "author",
        "nodename": "article:section",
    }
)


def comment_properties(source: str) -> dict[str, tuple[str, ...]]:
    """The properties under the names of metas; empty where the page has no such comment."""
    begin = source.find(_OPENING)
    if begin < 0:
        return {}
    end = source.find(_ENDING, begin, begin + _LONGEST)
    said = source[begin : end if end >= 0 else begin + _LONGEST]
    found: dict[str, tuple[str, ...]] = {}
    for word, name in _NAMES.items():
        opening = said.find(f"<{word}>")
        ending = said.find(f"</{word}>", opening)
        text = html.unescape(said[opening + len(word) + 2 : ending]).strip()
        if 0 <= opening < ending and text and text != "null":
            found[name] = (" ".join(text.split()),)
    return found
