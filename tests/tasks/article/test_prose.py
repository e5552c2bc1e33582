"""Prose told from what is none, by its words."""

import pytest

from tasks.article.prose import begins_with_words, words_in


@pytest.mark.parametrize(
    "text", ["", "one", "one two three ", "  a  b\tc d", "港口开放 today", "“Quoted” words – two"]
)
@pytest.mark.parametrize("least", range(1, 8))
def test_so_many_words_are_found_as_are_counted(text: str, least: int) -> None:
    assert begins_with_words(text, least) == (words_in(text) >= least)


def test_words_far_from_the_beginning_do_not_count() -> None:
    assert not begins_with_words("x" * 400 + " two", 2)
