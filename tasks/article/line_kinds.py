"""The kind a line has whatever stands around it: by layout, button, notice, credit, source."""

import re
from typing import Final

from tasks.article.captions import caption_reason, has_slashed_credit, is_credit
from tasks.article.dates.datelines import is_bare_dateline
from tasks.article.furniture import (
    HEADINGS_OF_LISTS,
    WIDGETS,
    in_small_letters,
    is_note,
    is_notice,
    key_of,
)
from tasks.article.prose import is_menu
from tasks.article.source_lines import LONGEST as LONGEST_SOURCE
from tasks.article.source_lines import source_reason
from tasks.article.worded_notices import worded_notice
from tasks.outlets.registry import Outlet

LONGEST_LABEL: Final = 60  # characters; a button or the heading of a list is shorter
LONGEST_NOTICE: Final = 900  # characters; China Daily's copyright notice has 640
LONGEST_NOTE: Final = 300  # characters; longer ones tell a story

_TAGS: Final = re.compile(r"\[(?:\"[^\"\]]{1,60}\"(?:, ?)?){1,40}\]$|#\w+(?: #\w+)*$|Tags? ?:")
_QUOTED_POST: Final = re.compile(r"[—–-] .{1,60}\(@\w{1,30}\)")

Kind = tuple[str, str]
NONE: Final[Kind] = ("", "")


def kind_alone(text: str, outlet: Outlet | None) -> Kind:
    """The line's kind and the rule that says so; ('', '') when its place decides."""
    size = len(text)
    found = of_layout(text, outlet) if outlet is not None else NONE
    if not found[0] and size <= LONGEST_LABEL:
        found = _of_label(text)
    if not found[0] and size <= LONGEST_NOTICE:
        found = _of_notice(text, size)
    if not found[0] and size <= LONGEST_SOURCE and not has_slashed_credit(text):
        found = _of_source(text)
    if not found[0] and (reason := caption_reason(text)):
        found = ("caption", reason)
    return found


def of_layout(text: str, outlet: Outlet) -> Kind:
    """What the outlet's own layouts say of the line; a dateline's rule speaks of a beginning."""
    for kind, reason, pattern in outlet.compiled_rules:
        if kind != "dateline" and pattern.match(text):
            return kind, reason
    return NONE


def _of_label(text: str) -> Kind:
    key = key_of(text)
    if not key:
        return "furniture", "marks without words"
    if key in WIDGETS:
        return "widget", "a button"
    if key in HEADINGS_OF_LISTS:
        return "furniture", "heading of a list"
    if is_credit(text):
        return "credit", "a photo credit alone"
    return NONE


def _of_notice(text: str, size: int) -> Kind:
    if text[0] in "[#T" and _TAGS.match(text):
        return "widget", "a list of tags"
    lowered = in_small_letters(text).lstrip("—–-*• ")
    if is_notice(lowered):
        return "furniture", "a notice of the page"
    if size <= LONGEST_NOTE and is_note(lowered):
        return "note", "a note on the article"
    if (found := worded_notice(lowered)) != NONE:
        return found
    if is_menu(text):
        return "furniture", "a row of section names"
    return NONE


def _of_source(text: str) -> Kind:
    if text[0] in "—–-" and _QUOTED_POST.match(text):
        return "credit", "signature of a quoted post"
    if is_bare_dateline(text):
        return "dateline", "a dateline alone"
    reason = source_reason(text)
    if reason:
        return ("byline" if reason == "byline" else "source_line"), reason
    return NONE
