"""What the attributes of an element say: its names, its role, and whether it is shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tasks.article.page.blocks.blocks import TAG_BITS

# The attributes that name what an element is for.
NAMES: Final = frozenset(
    {"class", "id", "itemprop", "role", "data-testid", "data-component", "data-gu-name",
     "data-type", "data-block", "data-qa"}
)  # fmt: skip
MARKED_BODY: Final = "articlebody"  # itemprop of microdata, in lower case
ROLES: Final = MappingProxyType(
    {"main": "main", "article": "article", "complementary": "aside", "navigation": "nav",
     "banner": "header", "contentinfo": "footer", "dialog": "dialog", "button": "button",
     "figure": "figure", "alertdialog": "dialog", "search": "form"}
)  # fmt: skip


def said_of_element(said: Mapping[str, str | None], names: str) -> tuple[str, int]:
    """The names of an element, behind those given, and the TAG_BITS that attributes add."""
    bits = 0
    for name, value in said.items():
        if name in NAMES:
            if value:
                names = f"{names} {value}" if names else value
                if name == "role":
                    bits |= TAG_BITS.get(ROLES.get(value, ""), 0)
                elif name == "itemprop" and MARKED_BODY in value.lower():
                    bits |= TAG_BITS["body-copy"]
        elif name == "hidden" or (name == "style" and _hides(value)):
            bits |= TAG_BITS["hidden"]
        elif name == "aria-hidden" and value == "true":
            bits |= TAG_BITS["unspoken"]
    return names, bits


def is_hidden(said: Mapping[str, str | None]) -> bool:
    """Whether browsers do not display the element."""
    return "hidden" in said or _hides(said.get("style"))


def _hides(style: str | None) -> bool:
    if not style or ("none" not in style and "hidden" not in style):
        return False
    said = style.replace(" ", "").lower()
    return "display:none" in said or "visibility:hidden" in said
