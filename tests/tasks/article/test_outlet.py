"""Whose document it is: the outlet by its address, and its agency's own copy."""

import pytest

from tasks.article.credits import CreditLine, attribute
from tasks.article.outlet import find_outlet
from tasks.outlets.registry import Registry
from tasks.rulebook import load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_an_outlet_behind_a_redirect_has_its_own_name(registry: Registry) -> None:
    url = "http://news.example.com/url?sa=t&url=http://www.linhai-post.example/a/1"
    found = find_outlet([], registry, given=None, url=url)
    assert (found.outlet_id, found.name) == ("linhai_post_example", "linhai-post.example")


def test_what_an_agency_prints_without_a_credit_is_its_own(registry: Registry) -> None:
    credit = attribute([], "reuters", registry)
    assert (credit.agency_id, credit.kind, credit.basis) == ("reuters", "own", "outlet")
    other = attribute([CreditLine("source_line", "Source: Xinhua", 0, 14)], "reuters", registry)
    assert (other.agency_id, other.kind) == ("xinhua", "agency")
    assert attribute([], "china_daily", registry).kind == "unknown"
