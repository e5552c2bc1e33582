"""Paragraphs that an outlet prints under everything: no text is shared by sharing them."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.matching.printings import UNKNOWN
from tasks.matching.shingles import Numbers, Room, in_memory, starts_of

Indices = npt.NDArray[np.int64]

NO_SHINGLE: Final = -1


@dataclass(frozen=True, slots=True)
class HouseLineRules:
    """How strict: a wrong line taken out hides a copy, one left in makes a copy up."""

    texts: int = 10  # different texts of the outlet that have it
    words: int = 60  # the longest such line; notes on rights and on how to subscribe have 30 to 50
    # Of all words of those texts, the share that stands in paragraphs which fewer texts have. An
    # article that was fetched twelve times with small changes has nearly none.
    own: float = 0.5


class Lines(NamedTuple):
    """The paragraphs of all texts, one after the other; `starts` has one more than there are texts.

    Equal paragraphs have equal marks. `outlet` and `body` tell outlets and texts apart.
    """

    starts: Indices
    marks: Numbers
    words: Numbers
    outlet: Indices
    body: Indices


class HouseLine(NamedTuple):
    """A line taken out of matching: the first paragraph that is it, its words, its texts.

    `text` and `paragraph`, from 0, say where it stands first.
    """

    outlet: int
    mark: int
    text: int
    paragraph: int
    words: int
    texts: int


def find_house_lines(
    lines: Lines, rules: HouseLineRules
) -> tuple[list[HouseLine], npt.NDArray[np.bool_]]:
    """The lines that are furniture of their outlet, and for every paragraph whether it is one.

    Equal texts of an outlet count once: a page that was stored twelve times is one text. What has
    no known outlet has no furniture: a note that twelve outlets printed would be taken for theirs.
    """
    text = np.repeat(np.arange(len(lines.outlet)), np.diff(lines.starts))
    key = (lines.outlet[text] << 32) | lines.marks
    short = (lines.words > 0) & (lines.words <= rules.words) & (lines.outlet[text] != UNKNOWN)
    counted = short & _first_of_each(lines.outlet, lines.body)[text]
    order = np.lexsort((text[counted], key[counted]))
    one, holder = key[counted][order], text[counted][order]
    new = np.ones(len(one), bool)
    new[1:] = (one[1:] != one[:-1]) | (holder[1:] != holder[:-1])
    one, holder = one[new], holder[new]
    keys, heads, counts = np.unique(one, return_index=True, return_counts=True)
    often = np.isin(key, keys[counts >= rules.texts])
    words = np.bincount(text, lines.words, len(lines.outlet))
    own = np.bincount(text[~often], lines.words[~often], len(lines.outlet))
    found: list[HouseLine] = []
    taken = np.zeros(len(key), bool)
    # sorted once for all lines: a search in all paragraphs for each of them would never end
    wanted = np.flatnonzero(often & short)
    wanted = wanted[np.argsort(key[wanted], kind="stable")]
    begins, ends = (np.searchsorted(key[wanted], keys, side) for side in ("left", "right"))
    for at in np.flatnonzero(counts >= rules.texts):
        holders = holder[heads[at] : heads[at] + counts[at]]
        if own[holders].sum() < rules.own * words[holders].sum():
            continue
        places = wanted[begins[at] : ends[at]]
        taken[places] = True
        first = int(places[0])
        found.append(
            HouseLine(
                int(keys[at] >> 32),
                int(lines.marks[first]),
                int(text[first]),
                first - int(lines.starts[text[first]]),
                int(lines.words[first]),
                int(counts[at]),
            )
        )
    return found, taken


def _first_of_each(outlet: Indices, body: Indices) -> npt.NDArray[np.bool_]:
    """Whether a text is the first of its outlet with that body."""
    first = np.zeros(len(body), bool)
    both = np.stack([outlet, body], axis=1)
    first[np.unique(both, axis=0, return_index=True)[1]] = True
    return first


def without_lines(
    shingles: Numbers,
    starts: Indices,
    lines: Lines,
    taken: npt.NDArray[np.bool_],
    room: Room = in_memory,
) -> Numbers:
    """The shingles, `NO_SHINGLE` for those that a house line has a word in."""
    if not taken.any():
        return shingles
    left = room(len(shingles))
    left[:] = shingles
    places = np.flatnonzero(taken)
    text = np.searchsorted(lines.starts, places, "right") - 1
    words = starts_of(lines.words.astype(np.int64))  # before each paragraph, of all texts
    first, count = words[lines.starts[text]], np.diff(starts)[text]
    size = words[lines.starts[text + 1]] - first - count + 1
    low = np.maximum(0, words[places] - first - size + 1)
    high = np.maximum(low, np.minimum(count, words[places + 1] - first))
    low, high = starts[text] + low, starts[text] + high
    for begin, end in zip(low.tolist(), high.tolist(), strict=True):
        left[begin:end] = NO_SHINGLE
    return left
