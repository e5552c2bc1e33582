"""Rows of tables within the copy: each one paragraph, its cells parted by a bar."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from tasks.article.page.blocks.blocks import Leaf, Outline
from tasks.article.page.page import PageBlock

BAR: Final = " | "
COPY: Final = ("body", "subhead")
LINE: Final = 80  # characters; several longer texts in one cell are paragraphs of a page's frame
LEAST_ROWS: Final = 2  # of several cells; a table of one row holds columns of a page
ROW: Final = "a row of a table in the copy"


def rows_joined(
    outline: Outline, leaves: Sequence[Leaf], blocks: Sequence[PageBlock]
) -> list[PageBlock]:
    """The blocks, one for each leaf, those of one row of a table put into one.

    Without this each cell is a paragraph: "1", "Kyle", "5040". Tables that only lay out a page are
    left: their cells hold paragraphs.
    """
    cells = _cells_of(outline)
    if not any(cells):  # as on most pages
        return list(blocks)
    around = [element.parent for element in outline.elements]
    marks = [
        (around[cells[leaf.owner]], cells[leaf.owner]) if block.kind in COPY else (0, 0)
        for leaf, block in zip(leaves, blocks, strict=True)
    ]
    runs = [
        list(group) for _, group in groupby(range(len(blocks)), key=lambda i: marks[i][0] or -1 - i)
    ]
    rows = [run for run in runs if _is_row([(marks[i][1], blocks[i].text) for i in run])]
    tables: dict[int, int] = {}
    for run in rows:
        table = _table_of(outline, marks[run[0]][0])
        tables[table] = tables.get(table, 0) + 1
    whole = {run[0] for run in rows if tables[_table_of(outline, marks[run[0]][0])] >= LEAST_ROWS}
    found: list[PageBlock] = []
    for run in runs:
        if run[0] in whole:
            texts = tuple(
                " ".join(blocks[i].text for i in cell)
                for _, cell in groupby(run, key=lambda i: marks[i][1])
            )
            parts = tuple(blocks[i].text for i in run)
            first = blocks[run[0]]
            found.append(first._replace(kind="body", text=BAR.join(texts), reason=ROW, parts=parts))
        else:
            found += [blocks[i] for i in run]
    return found


def _is_row(said: Sequence[tuple[int, str]]) -> bool:
    """Whether cells and their texts are those of a row: several cells, none with paragraphs."""
    if len({cell for cell, _ in said}) < 2:
        return False
    return all(
        len(texts) == 1 or all(len(text) <= LINE for text in texts)
        for _, group in groupby(said, key=lambda one: one[0])
        for texts in [[text for _, text in group]]
    )


def _cells_of(outline: Outline) -> list[int]:
    """For each element the innermost cell of a table that it stands in; 0 for none."""
    cells = [0] * len(outline.elements)
    for i, element in enumerate(outline.elements):
        if element.tag in ("td", "th"):
            cells[i] = i
        elif i and element.tag != "table":
            cells[i] = cells[element.parent]
    return cells


def _table_of(outline: Outline, row: int) -> int:
    """The table of a row: around it, or around the group of rows that it stands in."""
    parent = outline.elements[row].parent
    if outline.elements[parent].tag in ("tbody", "thead", "tfoot"):
        return outline.elements[parent].parent
    return parent
