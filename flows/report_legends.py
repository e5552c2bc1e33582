"""What the colours of a chart mean, as HTML: it wraps on a phone and follows the theme."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class Swatch(NamedTuple):
    """One entry: a line with dashes when it has some, else a square of a fill and an outline."""

    label: str
    colour: str
    opacity: float = 1
    is_outlined: bool = False
    dashes: tuple[int, ...] = ()


def legend_of(swatches: Sequence[Swatch]) -> str:
    """The list above the chart; nothing when there is nothing to tell apart."""
    if not swatches:
        return ""
    items = "".join(f"<li>{_drawn(one)}{escape(one.label)}</li>" for one in swatches)
    return f'<ul class="key">{items}</ul>'


def _drawn(swatch: Swatch) -> str:
    colour = _in_css(swatch.colour)
    if swatch.dashes:
        dashes = " ".join(map(str, swatch.dashes))
        return (
            f'<svg width="34" height="10" aria-hidden="true" style="stroke:{colour}">'
            f'<line x1="1" x2="33" y1="5" y2="5" stroke-width="2" stroke-dasharray="{dashes}"/>'
            "</svg>"
        )
    line = f";stroke:{colour}" if swatch.is_outlined else ""
    return (
        f'<svg width="14" height="14" aria-hidden="true" style="fill:{colour}{line}">'
        f'<rect x="1" y="1" width="12" height="12" fill-opacity="{swatch.opacity}"/></svg>'
    )


def _in_css(colour: str) -> str:
    return f"var({colour})" if colour.startswith("--") else colour
