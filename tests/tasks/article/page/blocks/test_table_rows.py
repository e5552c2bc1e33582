"""Tables within the copy: a paragraph a row, and tables that lay out a page left alone."""

from tasks.article.page.blocks.blocks import Element, Leaf, Outline
from tasks.article.page.blocks.table_rows import rows_joined
from tasks.article.page.blocks.walk import outline_of
from tasks.article.page.page import PageBlock, open_page

LONG = "The county promised to pay for the ice that had melted in the holds of all the boats."
RESULTS = """<p>Results:</p><table><thead><tr><th>Pos.</th><th>Driver</th><th>Wins</th></tr></thead>
<tbody><tr><td>1</td><td><a href="/k">Ann Walker</a></td><td>5</td></tr>
<tr><td>2</td><td>Bob Other<br><br>(North)</td><td></td></tr></tbody></table><p>Done.</p>"""


def joined(html: str, kinds: dict[str, str] | None = None) -> list[PageBlock]:
    outline = outline_of(open_page(f"<html><body>{html}</body></html>").tree)
    blocks = [
        PageBlock((kinds or {}).get(leaf.text, "body"), leaf.text, "copy", leaf.raw)
        for leaf in outline.leaves
    ]
    return rows_joined(outline, outline.leaves, blocks)


def texts(blocks: list[PageBlock]) -> list[str]:
    return [block.text for block in blocks]


def test_a_row_is_one_paragraph_its_cells_parted_by_bars() -> None:
    assert texts(joined(RESULTS)) == [
        "Results:",
        "Pos. | Driver | Wins",
        "1 | Ann Walker | 5",
        "2 | Bob Other (North)",
        "Done.",
    ]


def test_a_row_keeps_what_it_was_joined_of_and_where_it_begins() -> None:
    row = joined(RESULTS)[3]
    assert (row.raw, row.kind) == ("2", "body")
    assert row.parts == ("2", "Bob Other", "(North)")


def test_a_heading_in_a_cell_is_part_of_its_row() -> None:
    assert joined(RESULTS, {"Pos.": "subhead"})[1].text == "Pos. | Driver | Wins"


def test_what_was_set_aside_in_a_row_stays_apart() -> None:
    found = joined(RESULTS, {"Ann Walker": "widget"})
    assert texts(found)[2:5] == ["1", "Ann Walker", "5"]


def test_a_table_that_lays_out_a_page_is_left_alone() -> None:
    columns = f"<tr><td><p>{LONG}</p><p>{LONG}</p></td><td>Menu</td></tr>"
    assert len(joined(f"<table>{columns}{columns}</table>")) == 6
    one_row = "<table><tr><td>Left</td><td>Right</td></tr></table>"
    assert texts(joined(one_row)) == ["Left", "Right"]


def test_a_table_within_a_cell_has_rows_of_its_own() -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    outer = f"<table><tr><td>{LONG}<p>{LONG}</p>{inner}</td><td>Menu</td></tr></table>"
    assert texts(joined(outer)) == [LONG, LONG, "a | b", "c | d", "Menu"]


def test_blocks_outside_of_tables_stay_as_they_are() -> None:
    body = Element("body", "", 0, 0, 0, 0, 0, 0, 0)
    leaves = [Leaf(text, text, 0, 0, 0, 0, 0, 0, 0, False) for text in ("One.", "Two.")]
    blocks = [PageBlock("body", leaf.text, "copy", leaf.raw) for leaf in leaves]
    assert rows_joined(Outline(leaves, [body]), leaves, blocks) == blocks
