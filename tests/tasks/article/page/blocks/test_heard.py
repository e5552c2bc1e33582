"""The copy in a page's JSON-LD, with and without markup, as paragraphs."""

import html

import pytest

from tasks.article.page.blocks.heard import longest_body

FIRST = "The council of Linhai voted on Tuesday to rebuild the pier."
SECOND = "Work begins in March, AT&T and the port said."
MARKED = (
    '<p>The <a href="/c">council</a> of <em>Linhai</em> voted\non <b>Tuesday</b> to rebuild '
    "the pier.</p><p>Work begins in March, AT&amp;T and the port said.</p>"
)


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}",
        MARKED,
        html.escape(MARKED),
        html.escape(html.escape(MARKED)),
        f'The <a href="/c">council</a> of Linhai voted on Tuesday to rebuild the pier.\n{SECOND}',
        f"{FIRST}<br><br>{SECOND}",
        f"{FIRST}\n \n<p>{SECOND}</p>",
    ],
)
def test_a_paragraph_of_the_data_is_one_line_however_it_is_marked_up(text: str) -> None:
    assert longest_body([{"articleBody": text}]) == f"{FIRST}\n{SECOND}"


def test_the_longest_of_several_is_taken_and_what_is_no_markup_is_left() -> None:
    assert longest_body([]) == ""
    plain = "Of 3 boats < 2 were lost; R&D went on, and a <- b stayed."
    assert longest_body([{"articleBody": "Short."}, {"articleBody": ["Brief.", plain]}]) == plain
