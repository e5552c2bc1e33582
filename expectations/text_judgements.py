"""Judgements on the words of a document and its paragraphs, and on who printed them."""

from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from expectations.measures import Measure, share_of, trimmed_length, value
from expectations.rules import JudgementRules
from expectations.suites import BETWEEN, IN_SET, NOT_NULL, Check, document_check
from warehouse.tables.documents import DOCUMENTS

# RE2 runs these: linear on any text.
_ERROR_PAGE: Final = (
    r"(?i)^[^\pL\pN]*(?:(?:sorry|oops|error)\W{0,5})?(?:"
    r"(?:40[34]|50[0234])(?: error)?\W{0,5}(?:(?:page|file) )?(?:not found|forbidden|bad gateway|"
    r"service unavailable|internal server error|gateway time-?out)|"
    r"(?:the |this )?(?:page|article|file)(?: you (?:requested|are looking for))? "
    r"(?:(?:was |is |could |can)?not (?:be )?found|(?:was|is) (?:unavailable|no longer available))|"
    r"access denied|are you a robot|checking your browser|just a moment\.\.\.|"
    r"please (?:enable|turn on) (?:javascript|cookies))"
)
# Small letters only: "<F>" and "<I>" are marks of old wire copy, not tags.
_MARKUP: Final = (
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|script|style|table|td|tr|li|ul|h[1-6])"
    r"(?:\s[^<>]{0,200})?/?>|&(?:nbsp|amp|quot|lt|gt|#\d{2,5});"
)
_MOJIBAKE: Final = "â€[\u0080-\u00bf™œ\u009d˜“”¦]|Ã[\u0080-\u00bf]|ï»¿"  # UTF-8 read as cp1252


def has_text() -> Check:
    """A document without words is no document."""
    return document_check(
        "no_text",
        "word_count",
        "quarantine",
        "An article has words.",
        reads=value(DOCUMENTS.column("word_count")),
        must=BETWEEN,
        min_value=1,
    )


def readable_encoding(rules: JudgementRules) -> Check:
    """Text full of replacement characters was read in the wrong encoding: it lies to a count."""
    return document_check(
        "encoding_broken",
        "body",
        "quarantine",
        f"At most {rules.replacement_share:.0%} of the text is replacement characters.",
        reads=share_of("body", "\ufffd"),
        must=BETWEEN,
        max_value=rules.replacement_share,
    )


def short_text(rules: JudgementRules) -> Check:
    """A very short text may be a caption or a cut article; counts by words should know."""
    return document_check(
        "short_text",
        "word_count",
        "warn",
        f"An article has {rules.short_text_words} words or more.",
        reads=value(DOCUMENTS.column("word_count")),
        must=BETWEEN,
        min_value=rules.short_text_words,
    )


def error_page(rules: JudgementRules) -> Check:
    """A short text that opens as a not-found or robot-check page does is likely not an article.

    It warns and does not quarantine: a brief on a denied access may open in the same words.
    """

    def compute(table: pa.Table) -> Any:
        opening = pc.utf8_slice_codeunits(table["body"], 0, 200)
        return pc.and_(
            pc.less(table["word_count"], rules.error_page_words),
            pc.match_substring_regex(opening, _ERROR_PAGE),
        )

    return document_check(
        "error_page",
        "body",
        "warn",
        "A short text does not open like an error page.",
        reads=Measure("opens_like_error_page", ("body", "word_count"), compute),
        must=IN_SET,
        value_set=[False],
    )


def replacement_chars() -> Check:
    """Characters that were lost before we read the text or its headline."""

    def compute(table: pa.Table) -> Any:
        title = pc.fill_null(table["title"], "")
        return pc.or_(
            pc.match_substring(table["body"], "\ufffd"), pc.match_substring(title, "\ufffd")
        )

    return document_check(
        "replacement_chars",
        "body",
        "warn",
        "No replacement character is left in the text or its headline.",
        reads=Measure("has_replacement_chars", ("body", "title"), compute),
        must=IN_SET,
        value_set=[False],
    )


def mojibake() -> Check:
    """UTF-8 that was read as a Western encoding and not repaired: words do not match others'."""
    return document_check(
        "mojibake",
        "body",
        "warn",
        "No wrongly decoded characters are left in the text.",
        reads=_found("body_mojibake", _MOJIBAKE),
        must=IN_SET,
        value_set=[False],
    )


def markup_left() -> Check:
    """Tags or entities that cleaning did not know."""
    return document_check(
        "markup_left",
        "body",
        "warn",
        "No HTML tags or entities are left in the text.",
        reads=_found("body_markup", _MARKUP),
        must=IN_SET,
        value_set=[False],
    )


def untitled() -> Check:
    """The copy has no headline; it is not made up."""
    return document_check(
        "untitled",
        "title",
        "warn",
        "An article has a title.",
        reads=trimmed_length("title"),
        must=BETWEEN,
        min_value=1,
    )


def long_title(rules: JudgementRules) -> Check:
    """A paragraph was likely taken for the headline."""
    return document_check(
        "long_title",
        "title",
        "warn",
        f"A title has at most {rules.title_characters} characters.",
        reads=trimmed_length("title"),
        must=BETWEEN,
        max_value=rules.title_characters,
    )


def outlet_unknown() -> Check:
    """Nothing in the copy says who printed it; it is missing from counts by outlet."""
    return document_check(
        "outlet_unknown",
        "outlet_id",
        "warn",
        "The outlet is known.",
        reads=value(DOCUMENTS.column("outlet_id")),
        must=NOT_NULL,
    )


def lang_uncertain(rules: JudgementRules) -> Check:
    """The language is a guess: filters by language may miss the row or take it wrongly."""

    def compute(table: pa.Table) -> Any:
        told = pc.if_else(pc.is_null(table["lang"]), 0.0, table["lang_confidence"])
        return pc.fill_null(told, 0.0)

    return document_check(
        "lang_uncertain",
        "lang",
        "warn",
        f"The language is told with confidence {rules.lang_confidence} or more.",
        reads=Measure("lang_confidence_or_none", ("lang", "lang_confidence"), compute),
        must=BETWEEN,
        min_value=rules.lang_confidence,
    )


def bytes_in_order() -> Check:
    """A paragraph that stands nowhere in its capture cannot be shown to anyone who doubts it."""
    return Check(
        "paragraphs.bytes_in_order",
        "byte_start",
        "quarantine",
        "byte_start is before byte_end.",
        Measure(
            "byte_count",
            ("byte_start", "byte_end"),
            lambda table: pc.subtract(table["byte_end"], table["byte_start"]),
        ),
        BETWEEN,
        (("min_value", 1),),
    )


def paragraph_has_text() -> Check:
    """An empty paragraph shifts the numbers of those after it for no reason."""
    return Check(
        "paragraphs.has_text",
        "text",
        "quarantine",
        "A paragraph has text.",
        trimmed_length("text"),
        BETWEEN,
        (("min_value", 1),),
    )


def _found(name: str, pattern: str) -> Measure:
    def compute(table: pa.Table) -> Any:
        return pc.match_substring_regex(table["body"], pattern)

    return Measure(name, ("body",), compute)
