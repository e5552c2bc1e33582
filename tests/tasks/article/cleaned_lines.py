"""The article of made-up lines of copy, for tests."""

from functools import cache

from tasks.article.cleaning import clean_article
from tasks.article.model import Article
from tasks.article.reading import read_capture
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader


def article(*lines: str, between: str = "\n\n") -> Article:
    """The article of the lines, as a run cleans a text dump of them."""
    registry, languages = _rules()
    return clean_article(
        read_capture(between.join(lines).encode(), Beside(), registry), registry, languages
    )


@cache  # both take their time to be read, and no article changes them
def _rules() -> tuple[Registry, LanguageReader]:
    return load_registry(), LanguageReader()
