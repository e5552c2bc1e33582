"""Equal texts are compared once: one print stands for all, and its pairs are theirs."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tasks.matching.printings import UNKNOWN, Flags, Indices


@dataclass(frozen=True, slots=True)
class PrintRules:
    """How many prints are paired all with all."""

    paired: int = 40  # prints of one text; of more, the first stands for the others elsewhere
    # Pairs of the prints of two texts; of more, either's first print is paired with the other's.
    # Hundreds of variants of a text, each printed dozens of times, would make rows by the million.
    crossed: int = 400


class Prints(NamedTuple):
    """The different texts among documents that are numbered in the order of printing.

    `text` is the text of each document, and `first` the document that stands for each text,
    ascending; `members` are all documents, text after text and in order, and those of text t lie
    from `starts[t]` to `starts[t + 1]`.
    """

    text: Indices
    first: Indices
    starts: Indices
    members: Indices


def prints_of(body: Indices) -> Prints:
    """The texts of documents whose bodies have these numbers."""
    _, first, text = np.unique(body, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(first), np.int64)
    rank[order] = np.arange(len(first))
    text = rank[text]
    members = np.argsort(text, kind="stable")
    counts = np.bincount(text, minlength=len(first))
    return Prints(text, first[order], np.concatenate([[0], np.cumsum(counts)]), members)


class Expanded(NamedTuple):
    """Pairs of documents, and the pair of texts that each comes from; UNKNOWN within one text.

    `is_turned` where the print of the pair's second text came before that of its first.
    """

    earlier: Indices
    later: Indices
    text_pair: Indices
    is_turned: Flags


def expand(prints: Prints, one: Indices, two: Indices, rules: PrintRules) -> Expanded:
    """The pairs of all prints of each pair of texts, and of the prints of one text.

    A text of more prints than `paired` has its first print in pairs with other texts and its other
    prints in a pair with the first: a text printed ten thousand times makes no fifty million rows.
    """
    sizes = np.diff(prints.starts)
    used = np.where(sizes > rules.paired, 1, sizes)
    wide, deep = used[two], used[one] * used[two]
    is_few = deep <= rules.crossed
    total = np.where(is_few, deep, used[one] + wide - 1)
    pair = np.repeat(np.arange(len(one)), total)
    inside = np.arange(len(pair)) - np.repeat(np.cumsum(total) - total, total)
    # of many: the first of one text with all of the other, then the others with that one's first
    beyond = np.maximum(0, inside - wide[pair] + 1)
    of_one = np.where(is_few[pair], inside // wide[pair], beyond)
    of_two = np.where(is_few[pair], inside % wide[pair], np.where(beyond > 0, 0, inside))
    left = prints.members[prints.starts[one[pair]] + of_one]
    right = prints.members[prints.starts[two[pair]] + of_two]
    lefts, rights = [left], [right]
    pairs_of = {size: np.triu_indices(size, 1) for size in set(sizes[sizes <= rules.paired])}
    for text in np.flatnonzero(sizes > 1):
        group = prints.members[prints.starts[text] : prints.starts[text + 1]]
        if len(group) > rules.paired:
            lefts.append(np.repeat(group[:1], len(group) - 1))
            rights.append(group[1:])
        else:
            first, second = pairs_of[len(group)]
            lefts.append(group[first])
            rights.append(group[second])
    one_side, other_side = np.concatenate(lefts), np.concatenate(rights)
    within = np.full(len(one_side) - len(pair), UNKNOWN, np.int64)
    return Expanded(
        np.minimum(one_side, other_side),
        np.maximum(one_side, other_side),
        np.concatenate([pair, within]),
        one_side > other_side,
    )
