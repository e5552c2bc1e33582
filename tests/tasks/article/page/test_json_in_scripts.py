"""JSON out of scripts as publishers leave it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.article.page.json_in_scripts import loaded
from tasks.article.page.page import open_page
from tests.growth import grows_in_line

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("script", "values"),
    [
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('/* <![CDATA[ */[{"a": 1}]/* ]]> */', [[{"a": 1}]]),
        ('<!-- {"a": [1, 2,],} -->', [{"a": [1, 2]}]),
        ('\ufeff {"a": ", ]"};', [{"a": ", ]"}]),
        ('{"a": 1}\n{"b": 2}', [{"a": 1}, {"b": 2}]),
        (r'{"a": "it\'s \\", }', [{"a": "it's \\"}]),
        ("{&quot;a&quot;: 1}", [{"a": 1}]),
        ('{"a": "two\nlines"}', [{"a": "two\nlines"}]),
        ('{"a": 1} {"b": ', [{"a": 1}]),
        ("window.data = 1", []),
        ("", []),
    ],
)
def test_small_faults_cost_nothing(script: str, values: list[object]) -> None:
    assert loaded(script) == values


@given(st.lists(st.dictionaries(st.text(max_size=4), JSON), max_size=3))
def test_what_is_whole_comes_out_as_it_is(values: list[object]) -> None:
    assert loaded("\n".join(map(json.dumps, values))) == values


@pytest.mark.parametrize(
    ("head", "piece"),
    [("", "["), ("", '{"a": 1}'), ('{"', '\\"'), ("{", ", "), ('{"a": "', "\\"), ("", "/")],
)
def test_hostile_scripts_are_read_in_linear_time(head: str, piece: str) -> None:
    assert grows_in_line(lambda size: head + piece * size, loaded, 10_000)


def test_the_article_that_a_page_object_holds_is_one_of_its_objects() -> None:
    page = open_page(
        '<script type="application/ld+json; charset=utf-8">{"@type": "WebPage", '
        '"mainEntityOfPage": {"@type": "NewsArticle", "headline": "Flood"}, '
        '"hasPart": {"@type": "WebPageElement"}}'
        "</script>"
    )
    assert [item["@type"] for item in page.json_ld] == ["WebPage", "NewsArticle"]
