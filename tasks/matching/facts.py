"""The figures and names of a text: what differs where one frame is filled with other news."""

from collections.abc import Sequence
from typing import NamedTuple


class Facts(NamedTuple):
    """Distinct figures and distinct names of a text as numbers, see tasks/matching/signature.py."""

    figures: tuple[int, ...]
    names: tuple[int, ...]


def shared_share(one: Sequence[int], two: Sequence[int], fewest: int) -> float | None:
    """What both have, over what the one with fewer has; None when that has fewer than `fewest`."""
    smaller = min(len(one), len(two))
    return len(set(one) & set(two)) / smaller if smaller >= fewest else None


def is_other_news(one: Facts, two: Facts, *, same: float, figures: int, names: int) -> bool:
    """Whether two texts in the same words tell different news: other figures, or other names.

    `figures` and `names` are the fewest that a text must have for it to be judged by them.
    """
    shares = (
        shared_share(one.figures, two.figures, figures),
        shared_share(one.names, two.names, names),
    )
    return any(share is not None and share < same for share in shares)
