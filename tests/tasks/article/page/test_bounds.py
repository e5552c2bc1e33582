import contextlib

import pytest

from tasks.article.page.bounds import MAX_ATTRIBUTES, check_bounds
from tasks.article.page.page import open_page
from tasks.readers.text import UnreadableText
from tests.growth import grows_in_line, takes_at_most


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<div>" * 60_000, "nested_too_deeply"),
        ("<ul><li>" * 60_000, "nested_too_deeply"),
        ("<select>" + "<OPTION>a" * 40_000, "too_many_nodes"),
        ("<optgroup></optgroup>" * 10_001, "too_many_nodes"),
        ("<p>x" * 500_000, "too_many_nodes"),
        ("<div " + " ".join(f"a{n}=1" for n in range(60_000)) + ">", "too_many_attributes"),
        ("x" * 20_000_001, "page_too_large"),
    ],
)
def test_a_page_that_would_take_minutes_is_refused_in_a_moment(html: str, code: str) -> None:
    def refuse() -> None:
        with pytest.raises(UnreadableText) as refused:
            open_page(html)
        assert refused.value.code == code

    assert takes_at_most(20, refuse)


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


SCRIPT = "<script>" + r"list.push('<div><span>' + name + '<\/span><\/div>');" * 6_000 + "</script>"


@pytest.mark.parametrize(
    "html",
    [
        f"<p>x</p>{SCRIPT}<p>y</p>",
        f"<style>{'<div>' * 11_000}</STYLE >",
        f"<!-- {'<div>' * 11_000} -->",
        f"<textarea>{'<div>' * 11_000}</textarea>",
        "<a title='" + "<div>" * 11_000 + "'>x</a>",
        f"<script>{'<div>' * 11_000}",
    ],
)
def test_tags_in_strings_and_comments_are_no_nesting(html: str) -> None:
    check_bounds(html)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("<!-- <script> -->", "<!-- </script> -->"),
        ("<a title='<script>'>", "</script>"),
        ("<svg><script>", "</script>"),
        ("<textarea><script></textarea>", "</script>"),
        ("<title></title><script></script>", ""),
    ],
)
def test_nothing_that_looks_like_a_script_hides_a_nesting(before: str, after: str) -> None:
    with pytest.raises(UnreadableText) as refused:
        check_bounds(before + "<div>" * 11_000 + after)
    assert refused.value.code == "nested_too_deeply"


@pytest.mark.parametrize("before", ['<p =">', "<math></svg><style>"])
def test_what_blinds_the_exact_count_hides_no_nesting_that_takes_minutes(before: str) -> None:
    with pytest.raises(UnreadableText) as refused:
        check_bounds(before + "<div>x " * 60_000)
    assert refused.value.code == "nested_too_deeply"


@pytest.mark.parametrize("unit", ["<a b='", "<!--", "<script>", "<a b=", '<a ="', "<title><div>"])
def test_what_is_never_closed_is_looked_for_once(unit: str) -> None:
    def check(html: str) -> None:
        with contextlib.suppress(UnreadableText):
            check_bounds(html)

    assert grows_in_line(lambda size: "<div>" * 1_100 + unit * size, check, 12_000, 400_000)
