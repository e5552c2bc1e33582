"""What two lists of words have in common in the same order, and how a person reads the rest."""

import re
from collections.abc import Hashable, Sequence
from typing import Final

from tasks.text.words import has_unspaced

# one blank at most: more in a row would be gone over again from each of them
_WORD: Final = re.compile(r" ?\S+")
_CHARACTER_OR_WORD: Final = re.compile(
    " ?(?:[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\uff60]"
    "|[^\\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\uff60]+)"
)

Run = tuple[str, int, int, int, int]


def common_in_order(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[tuple[int, int]]:
    """A longest common subsequence as pairs of places, ascending.

    Bit-parallel (Hyyrö 2004): a whole row of the table is one long number, so that hostile
    sentences of one word a thousand times cost no more than others.
    """
    masks: dict[Hashable, int] = {}
    for place, word in enumerate(one):
        masks[word] = masks.get(word, 0) | 1 << place
    every = (1 << len(one)) - 1
    state = every
    rows: list[int] = []
    for word in two:
        both = state & masks.get(word, 0)
        state = ((state + both) | (state - both)) & every
        rows.append(state)
    left, right = len(one), len(two)
    places: list[tuple[int, int]] = []
    while left and right:
        if rows[right - 1] >> (left - 1) & 1:
            left -= 1
            continue
        right -= 1
        if right == 0 or rows[right - 1] >> (left - 1) & 1:
            left -= 1
            places.append((left, right))
    return places[::-1]


def runs_of(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[Run]:
    """(same, removed, added or changed, from, to in one, from, to in two), in order, no gaps."""
    runs: list[Run] = []
    left = right = 0
    for place, other in [*common_in_order(one, two), (len(one), len(two))]:
        if place > left or other > right:
            kind = "changed" if place > left and other > right else (
                "removed" if place > left else "added"
            )  # fmt: skip
            runs.append((kind, left, place, right, other))
        if place < len(one):
            last = runs[-1] if runs else None
            if last and last[0] == "same" and last[2] == place and last[4] == other:
                runs[-1] = ("same", last[1], place + 1, last[3], other + 1)
            else:
                runs.append(("same", place, place + 1, other, other + 1))
        left, right = place + 1, other + 1
    return runs


def pieces_of(text: str) -> list[str]:
    """The words with their marks and the blanks before them; joined they are the text."""
    pattern = _CHARACTER_OR_WORD if has_unspaced(text) else _WORD
    return pattern.findall(" ".join(text.split()))


def word_diff(one: str, two: str) -> str | None:
    """The first text with [-what the second lacks-] and {+what it has instead+}; None if equal."""
    if one == two:
        return None
    left, right = pieces_of(one), pieces_of(two)
    said = []
    for kind, first, last, begin, end in runs_of(_bare(left), _bare(right)):
        if kind == "same":
            said.append("".join(left[first:last]))
            continue
        for opening, words, closing in (
            ("[-", left[first:last], "-]"),
            ("{+", right[begin:end], "+}"),
        ):
            joined = "".join(words)
            if joined:
                blanks = len(joined) - len(joined.lstrip())
                said.append(f"{joined[:blanks]}{opening}{joined[blanks:]}{closing}")
    return "".join(said)


def _bare(pieces: Sequence[str]) -> list[str]:
    return [piece.lstrip() for piece in pieces]
