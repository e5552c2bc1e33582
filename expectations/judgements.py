"""The suites of the run: the contract's checks and the judgements by hand, in one order."""

from datetime import date

from expectations.date_judgements import (
    date_conflict,
    date_inferred,
    date_kind_tells_the_date,
    date_not_in_the_future,
    date_not_too_early,
    date_within_its_interval,
    dates_in_order,
    instant_agrees_with_day,
    undated,
)
from expectations.rules import RULES, JudgementRules
from expectations.suites import Suite, contract_checks
from expectations.text_judgements import (
    bytes_in_order,
    error_page,
    has_text,
    lang_uncertain,
    long_title,
    markup_left,
    mojibake,
    outlet_unknown,
    paragraph_has_text,
    readable_encoding,
    replacement_chars,
    short_text,
    untitled,
)
from warehouse.tables.documents import DOCUMENTS
from warehouse.tables.paragraphs import PARAGRAPHS


def documents_suite(*, as_of: date | None = None, rules: JudgementRules = RULES) -> Suite:
    """What is asked of every document before it is published; `as_of` None asks no future date.

    Rows are keyed by item_id: document_id is given after the rows are judged, and so are the
    quality_flags, which are what this suite finds.
    """
    checks = [
        *contract_checks(DOCUMENTS, layer="cleaned", key=("item_id",), without=("quality_flags",)),
        has_text(),
        readable_encoding(rules),
        dates_in_order(),
        date_within_its_interval(),
        date_kind_tells_the_date(),
        date_not_too_early(rules),
        instant_agrees_with_day(),
    ]
    if as_of is not None:
        checks.append(date_not_in_the_future(as_of, rules))
    checks += [
        short_text(rules),
        error_page(rules),
        replacement_chars(),
        mojibake(),
        markup_left(),
        untitled(),
        long_title(rules),
        undated(),
        date_inferred(),
        date_conflict(),
        outlet_unknown(),
        lang_uncertain(rules),
    ]
    return Suite("documents", tuple(checks))


def paragraphs_suite() -> Suite:
    """What is asked of every paragraph; rows are keyed by item_id and para_no."""
    contract = contract_checks(PARAGRAPHS, layer="cleaned", key=("item_id", "para_no"))
    return Suite("paragraphs", (*contract, bytes_in_order(), paragraph_has_text()))
