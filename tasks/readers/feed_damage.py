"""What is left of a feed whose XML is damaged: HTML in it made harmless, its entries one by one."""

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import pairwise
from typing import Final

_OPENS: Final = b"<![CDATA["
_CLOSES: Final = b"]]>"
_VOID: Final = re.compile(rb"<(?:br|hr|img|wbr)(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)
# None of these names is that of an element of RSS. Within Atom they may be its XHTML.
_HTML: Final = re.compile(
    rb"<(?=/?(?:a|abbr|b|big|blockquote|center|cite|code|div|em|figcaption|figure|font|h[1-6]|i"
    rb"|iframe|li|ol|p|pre|q|s|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul)[\s/>])",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(
    rb"&(?!#[0-9]{1,7};|#x[0-9a-f]{1,6};)([a-z][a-z0-9]{0,31};)?", re.IGNORECASE
)
_OF_XML: Final = frozenset({b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"})
_DECLARATION: Final = re.compile(rb"\s*(<\?xml\s[^>]{1,200}>)")


def mended(content: bytes, *, is_atom: bool) -> bytes:
    """The feed with the HTML that stands in it unescaped made text, line breaks made blanks.

    Entities that XML does not know become the characters HTML means, others the letters that stand
    there. What is in CDATA stays. Only of an encoding that has ASCII's letters as its own.
    """
    return b"".join(
        part if is_data else _mended_markup(part, is_atom=is_atom)
        for part, is_data in _parts(content)
    )


def one_by_one(content: bytes, local: str) -> Iterator[bytes]:
    """Each entry as a feed of its own, to the next one's beginning where its end is missing."""
    begins = re.compile(rb"<(?:\w{1,30}:)?%b(?=[\s>])" % local.encode())
    ends = re.compile(rb"</(?:\w{1,30}:)?%b\s{0,9}>" % local.encode())
    marks = [*_outside(content, begins), (len(content), len(content))]
    if len(marks) == 1:
        return
    root = re.search(
        rb"<(rss|(?:\w{1,30}:)?(?:rdf|feed))(?=[\s>])[^>]{0,4000}>", content, re.IGNORECASE
    )
    if root is None or root.end() > marks[0][0]:
        return
    declared = _DECLARATION.match(content)
    opening = (declared[1] if declared else b"") + root[0]
    for (start, _), (following, _) in pairwise(marks):
        # the last, as an article's text may speak of XML
        end = max((one.end() for one in ends.finditer(content, start, following)), default=0)
        tail = b"" if end else b"</%b>" % local.encode()
        end = end or following
        yield opening + content[start:end] + tail + b"</" + root[1] + b">"


def _outside(content: bytes, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """Where the pattern stands outside of CDATA."""
    at = 0
    for part, is_data in _parts(content):
        if not is_data:
            for match in pattern.finditer(part):
                yield at + match.start(), at + match.end()
        at += len(part)


def _parts(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """The content in pieces, and of each whether it is CDATA; one that is never closed is none."""
    at = 0
    while (start := content.find(_OPENS, at)) >= 0:
        end = content.find(_CLOSES, start)
        if end < 0:
            break
        yield content[at:start], False
        at = end + len(_CLOSES)
        yield content[start:at], True
    yield content[at:], False


def _mended_markup(text: bytes, *, is_atom: bool) -> bytes:
    text = _ENTITY.sub(_known, text)
    text = _VOID.sub(b" ", text)
    return text if is_atom else _HTML.sub(b"&lt;", text)


def _known(match: re.Match[bytes]) -> bytes:
    name = match[1]
    if name is None:
        return b"&amp;"
    if name in _OF_XML:
        return match[0]
    letters = html5.get(name.decode())
    if letters is None:
        return b"&amp;" + name
    return "".join(f"&#{ord(letter)};" for letter in letters).encode()
