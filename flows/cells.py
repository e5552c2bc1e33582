"""Values as the cells of other programs: numbers and days stay what they are, text is never run."""

import json
import math
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from flows.results import spelled

# What makes a spreadsheet take a text for a formula, the wide forms of Chinese and Japanese too.
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CannotExport(Exception):
    """The form has no place for the answer; the message says which cell, and what to do."""


def is_risky(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.startswith(STARTS_A_FORMULA)


def plain(value: Any) -> Any:
    """The value as a number, boolean, day, instant or text; None stays None.

    Lists, structs and maps are JSON, bytes are hex.
    """
    match value:
        case None | bool() | int() | float() | Decimal() | str() | date() | time():
            return value
        case list() | tuple() | dict():
            return json.dumps(_within_json(value), ensure_ascii=False)
        case _:
            return str(spelled(value))


def _within_json(value: Any) -> Any:
    match value:
        case dict():
            return {
                key if isinstance(key, str) else str(spelled(key)): _within_json(one)
                for key, one in value.items()
            }
        case list() | tuple():
            return [_within_json(one) for one in value]
        case float() if not math.isfinite(value):
            return _not_finite(value)
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(spelled(value))


def csv_line(row: Sequence[Any], *, is_raw: bool = False) -> str:
    """The row as a line of CSV: text in quotes, everything else bare, null as nothing.

    Text that a spreadsheet would run has an apostrophe before it, unless it is to stay raw.
    """
    return ",".join(_csv_cell(plain(value), is_raw=is_raw) for value in row) + "\n"


def _csv_cell(value: Any, *, is_raw: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return repr(value) if math.isfinite(value) else _not_finite(value)
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case str():
            guard = "'" if is_risky(value) and not is_raw else ""
            return '"' + guard + value.replace('"', '""') + '"'
        case datetime():
            return str(spelled(value))
        case _:
            return str(value.isoformat())


def _not_finite(value: float) -> str:
    """As XML Schema spells it, which CSV on the Web goes by."""
    if math.isnan(value):
        return "NaN"
    return "INF" if value > 0 else "-INF"
