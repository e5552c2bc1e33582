import time

import pytest

from tasks.article.page.bounds import MAX_ATTRIBUTES, check_bounds
from tasks.article.page.page import open_page
from tasks.readers.text import UnreadableText


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<div>" * 20_000, "nested_too_deeply"),
        ("<ul><li>" * 20_000, "nested_too_deeply"),
        ("<p>x" * 500_000, "too_many_nodes"),
        ("<div " + " ".join(f"a{n}=1" for n in range(20_000)) + ">", "too_many_attributes"),
        ("x" * 20_000_001, "page_too_large"),
    ],
)
def test_a_page_that_would_take_minutes_is_refused_in_a_moment(html: str, code: str) -> None:
    begun = time.process_time()
    with pytest.raises(UnreadableText) as refused:
        open_page(html)
    assert refused.value.code == code
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>x</p></div>" * 20_000,
        "<li>one<p>two" * 50_000,
        "<img src='data:image/png;base64," + "iVBORw0KGgo/" * 5_000 + "'>",
        "<script>" + "if (a<b && c.d(e)) { f = g; } " * 2_000 + "</script>",
        "<div " + " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES - 1)) + ">",
    ],
)
def test_a_large_page_of_an_ordinary_shape_is_read(html: str) -> None:
    check_bounds(html)
