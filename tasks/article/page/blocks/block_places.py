"""Where blocks stand: in which elements, how much of the page these hold, and beside what."""

import math
import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tasks.article.page.blocks.blocks import Leaf, Outline

Numbers = NDArray[np.float32]
Indices = NDArray[np.int64]

LABEL: Final = 40  # characters; "READ MORE:" and its kind in any language are shorter
LABEL_MARKS: Final = (":", "|", "：", "►", "»")
_LABEL_MARK: Final = re.compile(f"[{''.join(LABEL_MARKS)}]")
FAR: Final = 60  # leaves; a distance beyond it says no more


def structure_of(
    outline: Outline, owners: Indices, size: Numbers, free: Numbers, prose: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Where each leaf stands: the shares of the page's prose in the elements around it."""
    elements = outline.elements
    count = len(elements)
    around = [element.parent for element in elements]
    parents = np.array(around, dtype=np.int64)
    depth = np.array([element.depth for element in elements], dtype=np.int64)
    paths = np.array([element.path for element in elements], dtype=np.int64)
    direct = np.bincount(owners, weights=prose, minlength=count)
    held = [
        np.bincount(owners, weights=one, minlength=count).tolist() for one in (prose, free, size)
    ] + [np.bincount(owners, minlength=count).tolist()]
    one, two, three, four = held
    for i in range(count - 1, 0, -1):  # children stand behind their parents
        if four[i]:
            parent = around[i]
            one[parent] += one[i]
            two[parent] += two[i]
            three[parent] += three[i]
            four[parent] += four[i]
    sums = np.array(held)
    total = max(1.0, float(prose.sum()))
    grand, great = parents[parents], parents[parents[parents]]
    votes = direct + 0.7 * np.bincount(parents, weights=direct, minlength=count)
    votes += 0.4 * np.bincount(grand, weights=direct, minlength=count)
    best = int(votes.argmax())
    behind = best + 1  # the first element behind those within the best
    while behind < count and around[behind] >= best:
        behind += 1
    inside = ((owners >= best) & (owners < behind)).astype(np.float32)
    path = np.bincount(paths[owners], weights=prose)
    leading = int(path.argmax())
    common = (paths[owners] == leading).astype(np.float32)
    links = 1 - sums[1] / np.maximum(sums[2], 1)
    index = np.arange(len(owners))
    before = np.cumsum(prose) - prose
    led = np.flatnonzero(common) if common.any() else np.zeros(1, dtype=np.int64)
    mother, granny = parents[owners], grand[owners]
    rows = np.empty((len(owners), 26), dtype=np.float32)
    columns = (
        sums[0][owners] / total, sums[0][mother] / total,
        sums[0][granny] / total, sums[0][great[owners]] / total,
        links[owners], links[mother], links[granny], links[great[owners]],
        np.minimum(sums[3][owners], 99), np.minimum(sums[3][mother], 99),
        np.minimum(sums[3][granny], 99),
        direct[mother] / total, path[paths[owners]] / total,
        common, inside, depth[owners] - depth[best], depth[owners],
        index / len(owners), before / total, 1 - (before + prose) / total,
        np.clip(index - led[0], -FAR, FAR), np.clip(index - led[-1], -FAR, FAR),
        math.log1p(total), math.log1p(len(owners)),
        path[leading] / total, sums[0][best] / total,
    )  # fmt: skip
    for place, column in enumerate(columns):
        rows[:, place] = column
    return rows, inside, common


def _shifted(rows: Numbers, by: int, empty: float = -1.0) -> Numbers:
    """The rows of the neighbours: what stands `by` leaves further on."""
    moved = np.full_like(rows, empty)
    if by >= 0:
        moved[: len(rows) - by] = rows[by:]
    elif -by < len(rows):
        moved[-by:] = rows[:by]
    return moved


def runs_of(
    prose: Numbers, heading: Numbers, common: Numbers, inside: Numbers, alone: Numbers,
    said: Numbers,
) -> Numbers:  # fmt: skip
    """What stands before and behind each leaf."""
    count = len(prose)
    index = np.arange(count)
    columns: list[Numbers] = []
    near = np.column_stack([alone[:, (0, 1, 4, 11, 14)], common])
    moved = [_shifted(near, by) for by in (-2, -1, 1, 2)]
    columns += [rows[:, place] for place in range(near.shape[1]) for rows in moved]
    near = np.column_stack([heading, said[:, 2], inside])
    moved = [_shifted(near, by) for by in (-1, 1)]
    columns += [rows[:, place] for place in range(near.shape[1]) for rows in moved]
    is_prose = (prose > 0).astype(np.float32)
    marks = np.column_stack([is_prose, common * is_prose, heading])
    running = np.zeros((count + 1, 2))
    np.cumsum(marks[:, :2], axis=0, out=running[1:])
    sides: list[Numbers] = []
    for reach in (3, 8):
        low, high = np.maximum(index - reach, 0), np.minimum(index + reach + 1, count)
        sides += [
            ((running[:-1] - running[low]) / reach).astype(np.float32),
            ((running[high] - running[1:]) / reach).astype(np.float32),
        ]
    since, until = _since(marks), _since(marks[::-1])[::-1]
    for place in range(2):
        columns += [rows[:, place] for rows in (*sides, since, until)]
    columns += [since[:, 2], until[:, 2]]
    # what the last heading was: a list's, a linked one, none
    last = np.maximum.accumulate(np.where(heading > 0, index, -1))
    columns += [
        np.where(last >= 0, alone[last, 11], -1).astype(np.float32),
        np.where(last >= 0, alone[last, 1], -1).astype(np.float32),
        np.where(last >= 0, said[last, 0], -1).astype(np.float32),
    ]
    titles = np.flatnonzero(said[:, 0] >= 0.5)
    first = int(titles[0]) if len(titles) else -FAR
    nearest = np.full(count, FAR)
    for title in titles[:5]:
        gap = index - title
        nearest = np.where(gap >= 0, np.minimum(nearest, gap), nearest)
    columns += [
        np.clip(index - first, -FAR, FAR).astype(np.float32),
        nearest.astype(np.float32),
    ]
    return np.stack(columns, axis=1)


def _since(marks: Numbers) -> Numbers:
    """How many leaves back the last one with a mark stands, itself left out; a column a mark."""
    index = np.arange(len(marks))[:, None]
    before = np.full(marks.shape, -FAR)
    np.maximum.accumulate(np.where(marks > 0, index, -FAR)[:-1], axis=0, out=before[1:])
    since: Numbers = np.minimum(index - before, FAR).astype(np.float32)
    return since


def repeated_of(leaves: Sequence[Leaf]) -> Numbers:
    """How often the text stands on the page, and how often what it begins with, up to a colon."""
    texts: dict[str, int] = {}
    starts: dict[str, int] = {}
    labels = []
    for leaf in leaves:
        texts[leaf.text] = texts.get(leaf.text, 0) + 1
        head = leaf.text[:LABEL]
        label = ""
        if _LABEL_MARK.search(head):
            for mark in LABEL_MARKS:
                before, found, _ = head.partition(mark)
                if found and (not label or len(before) < len(label)):
                    label = before
        labels.append(label)
        if label:
            starts[label] = starts.get(label, 0) + 1
    return np.array(
        [
            (min(texts[leaf.text], 5), min(starts[label], 5) if label else 0, len(label))
            for leaf, label in zip(leaves, labels, strict=True)
        ],
        dtype=np.float32,
    )


def articles_of(outline: Outline, owners: Indices, kinds: Sequence[str], prose: Numbers) -> Numbers:
    """Which article of the page each leaf stands in: pages print whole ones below their own."""
    elements = outline.elements
    ordinals = [0] * len(elements)
    outer = [0] * len(elements)
    count = 0
    for i, element in enumerate(elements):
        if element.tag == "article":
            count += 1
            ordinals[i] = count
            outer[i] = outer[element.parent] or count
        elif count:
            ordinals[i] = ordinals[element.parent]
            outer[i] = outer[element.parent]
    inner_of, outer_of = np.array(ordinals)[owners], np.array(outer)[owners]
    weights = np.bincount(inner_of, weights=prose, minlength=count + 1)
    outers = np.bincount(outer_of, weights=prose, minlength=count + 1)
    total = max(1.0, float(prose.sum()))
    first = np.array([kind == "h1" for kind in kinds], dtype=np.float32)
    return np.stack(
        [
            np.minimum(inner_of, 9), np.minimum(outer_of, 9), np.full(len(owners), min(count, 30)),
            weights[inner_of] / total, outers[outer_of] / total,
            inner_of == weights.argmax(), outer_of == outers.argmax(),
            np.minimum(np.cumsum(first), 9), np.full(len(owners), min(first.sum(), 9)),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip
