"""Pages that load nothing and run nothing: the skeleton, the style, and the sieve for markup."""

import html
import re
from collections.abc import Sequence
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString

# Only these tags, their class and their text pass the sieve; a tag that is not here loses its
# brackets, one of the second list goes with all that is in it.
_KEPT: Final = re.compile(
    r"(?:div|span|p|h[1-6]|strong|em|b|i|code|pre|br|table|thead|tbody|tr|th|td|ul|ol|li)\Z"
)
_DROPPED_WHOLE: Final = re.compile(
    r"(?:script|style|link|meta|base|head|title|noscript|template|xmp|plaintext|noembed|noframes|"
    r"iframe|frame|frameset|object|embed|applet|svg|math|canvas|img|picture|video|audio|source|"
    r"track|form|input|button|select|textarea)\Z"
)
_CSP: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
_STYLE: Final = """
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem; color: #1b1f24; background: #fff;
  font: 15px/1.5 system-ui, "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2, h5 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
h6 { font-size: .95rem; margin: 1rem 0 .25rem; } .h6 { font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: .25rem 0 1rem; }
th, td { border-bottom: 1px solid #d8dee4; padding: .4rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; background: #f6f8fa; }
.ge-section td:first-child, .ge-section th:first-child { width: 5rem; }
.ge-section td:last-child, .ge-section th:last-child { width: 11rem; }
.badge { background: #eef1f4; border-radius: .25rem; padding: 0 .3rem; font-size: .9em; }
.passed { color: #1a7f37; } .failed, .text-danger { color: #b42318; } .warned { color: #9a6700; }
.quiet { color: #57606a; } a { color: #0550ae; }
td.number, th.number { text-align: right; white-space: nowrap; }
@media (prefers-color-scheme: dark) {
  body { color: #e6edf3; background: #0d1117; } th { background: #161b22; }
  th, td { border-color: #30363d; } .badge { background: #21262d; } a { color: #79c0ff; }
  .passed { color: #56d364; } .failed, .text-danger { color: #ff8b81; }
  .warned { color: #e3b341; } .quiet { color: #8d96a0; } }
"""


def sanitised(markup: str) -> str:
    """Plain tags, their class and the text of the markup: no link, no script, no comment."""
    soup = BeautifulSoup(markup, "lxml")
    for string in list(soup.find_all(string=True)):
        if type(string) is not NavigableString:
            string.extract()  # a comment, declaration or processing instruction
    for tag in list(soup.find_all(_DROPPED_WHOLE)):
        tag.decompose()
    for tag in list(soup.find_all(True)):
        if _KEPT.match(tag.name):
            classes = tag.get_attribute_list("class") if tag.has_attr("class") else []
            tag.attrs = {"class": " ".join(str(name) for name in classes)} if classes else {}
        else:
            tag.unwrap()
    return soup.decode(formatter="html")


def table(head: Sequence[str], rows: Sequence[str]) -> str:
    """A table around rows that are safe already; a head that begins with '#' is of numbers."""
    cells = "".join(
        f'<th class="number">{name[1:]}</th>' if name.startswith("#") else f"<th>{name}</th>"
        for name in head
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def page(title: str, about: str, body: str, *, up: bool = False) -> str:
    """A whole page around a body that is safe already; title and about are escaped here."""
    link = '<p><a href="index.html">All suites</a></p>' if up else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(_CSP, quote=False)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>"
        f'<h1>{html.escape(title)}</h1><p class="quiet">{html.escape(about)}</p>{link}\n'
        f"{body}\n</body></html>\n"
    )
