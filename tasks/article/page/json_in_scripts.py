"""JSON as publishers leave it in scripts: in comments, several in one, with small faults."""

import html
import json
import re
from typing import Final

MAX_VALUES: Final = 50  # of one script
_BEGINS: Final = re.compile(r"\{|(?<!CDATA)(?<!<!)\[")
_LONGEST_LEAD: Final = 100  # characters before it: "<!--", "//<![CDATA[", a byte order mark
_BETWEEN: Final = re.compile(r"[\s;,]*+")
# A string, if need be to the end, or a comma that nothing follows: a fault outside of strings.
_FAULTS: Final = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|,(?=\s{0,200}+[}\]])', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES: Final = frozenset('"\\/bfnrtu')


def loaded(text: str) -> list[object]:
    """The values of a script, in order; those before a fault that cannot be mended."""
    found, is_whole = _values(text)
    if is_whole:
        return found
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    mended, _ = _values(_FAULTS.sub(_mended, text))
    return max(found, mended, key=len)


def _values(text: str) -> tuple[list[object], bool]:
    """The values, and whether nothing that looks like one is left."""
    # strict=False: line ends inside strings, which publishers leave in headlines
    decoder = json.JSONDecoder(strict=False)
    begins = _BEGINS.search(text, 0, _LONGEST_LEAD + len(text) - len(text.lstrip()))
    found: list[object] = []
    at = begins.start() if begins else len(text)
    while len(found) < MAX_VALUES and text[at : at + 1] in ("{", "["):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found, False
        found.append(value)
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    return found, True


def _mended(match: re.Match[str]) -> str:
    said = match[0]
    if said == ",":
        return ""
    if "\\" not in said:
        return said
    # \' is an escape of JavaScript; JSON has none for it
    return _ESCAPED.sub(lambda one: one[0] if one[1] in _ESCAPES else one[1], said)
