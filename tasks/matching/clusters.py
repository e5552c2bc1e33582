"""Documents that print one text, around the one it comes from."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tasks.matching.printings import UNKNOWN, Indices
from tasks.matching.shingles import ranges

Strengths = npt.NDArray[np.float64]


class Clusters(NamedTuple):
    """For each document the origin of its cluster (UNKNOWN: in none), and what it is linked by.

    `via` is the member it shares text with where it shares too little with the origin; UNKNOWN for
    those that share text with the origin, and for the origin itself.
    """

    origin: Indices
    via: Indices


def gather(
    count: int, earlier: Indices, later: Indices, strength: Strengths, *, through: float
) -> Clusters:
    """Every linked document in one cluster; documents are numbered in the order of printing.

    The first document that is in no cluster yet begins one. Those that share text with it join it
    directly; those that only share text with such a member join through it, by pairs at least
    `through` strong. Nothing joins through what joined through another, so that a chain of small
    changes ends as clusters of their own; but what is left alone at the end of a chain joins where
    the text that it shares is.
    """
    both = sparse.csr_array(
        (
            np.tile(strength >= through, 2),
            (np.concatenate([earlier, later]), np.concatenate([later, earlier])),
        ),
        shape=(count, count),
    )
    both.sort_indices()
    origin = np.full(count, UNKNOWN, np.int64)
    via = np.full(count, UNKNOWN, np.int64)
    at, others, strong = both.indptr, both.indices, both.data
    for first in np.flatnonzero(np.diff(at)):
        if origin[first] != UNKNOWN:
            continue
        direct = others[at[first] : at[first + 1]]
        direct = direct[origin[direct] == UNKNOWN]
        if not len(direct):
            continue
        origin[first] = first
        origin[direct] = first
        places = ranges(at[direct], at[direct + 1] - at[direct])
        member = np.repeat(direct, at[direct + 1] - at[direct])
        free = (origin[others[places]] == UNKNOWN) & strong[places]
        # of several members the first in the order of printing
        third, head = np.unique(others[places][free], return_index=True)
        origin[third] = first
        via[third] = member[free][head]
    left = np.flatnonzero(origin == UNKNOWN)
    lengths = at[left + 1] - at[left]
    places = ranges(at[left], lengths)
    linked = strong[places] & (origin[others[places]] != UNKNOWN)
    last, head = np.unique(np.repeat(left, lengths)[linked], return_index=True)
    via[last] = others[places][linked][head]
    origin[last] = origin[via[last]]
    return Clusters(origin, via)
