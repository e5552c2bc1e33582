"""The encoding that a header or a page names, as browsers understand the name."""

import re
from typing import Final

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding
from webencodings import lookup

# Only what the encoding standard lists (https://encoding.spec.whatwg.org/#names): a page that asks
# for utf-7 or another codec of Python's would choose how its own tags are read.
ALLOWED: Final = frozenset({
    "cp866", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7",
    "iso8859-8", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r",
    "koi8-u", "mac-roman", "cp874", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255",
    "cp1256", "cp1257", "cp1258", "mac-cyrillic", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp",
    "cp932", "cp949",
})  # fmt: skip
# Their bytes mean now this, now that character, after marks that switch between sets.
SHIFTING: Final = frozenset({"iso2022_jp", "iso2022_jp_ext", "iso2022_kr", "hz"})

# Heads of today hold scripts and styles of 100 KB before their last tag.
LONGEST_HEAD: Final = 262_144
# The library looks at 4,096 bytes from the beginning, and so is given one tag at a time.
_IN_HEAD: Final = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|title)\b.*?(?:</(?P=raw)|\Z)"
    rb"|(?P<tag><meta[\s/][^<>]{0,2000}|<\?xml\s[^<>]{0,2000})|(?P<body><body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
# With the quotation marks that people put around a label within a value that has its own.
_LABEL: Final = re.compile(
    r"\b(charset|encoding)\s{0,8}=[\s\"']{0,8}([\w:.-]{1,40})[\"']?", re.IGNORECASE
)


def declared_encoding(data: bytes, content_type: str | None) -> str | None:
    """Python's name of the encoding the HTTP header names, else the page's head; None if neither.

    Labels are read as browsers do: gb2312 is gb18030, euc-kr cp949, shift_jis cp932, iso-8859-1
    cp1252. One that is not allowed counts as none.
    """
    if content_type:
        name = http_content_type_encoding(_with_known_names(content_type))
        if name and _ours(name) in ALLOWED:
            return _ours(name)
    for match in _IN_HEAD.finditer(data, 0, LONGEST_HEAD):
        if match["body"]:
            break
        if match["tag"]:
            tag = _with_known_names(match["tag"].decode("latin-1"))
            name = html_body_declared_encoding(tag + ">")
            if name and _ours(name) in ALLOWED:
                return _ours(name)
    return None


def _with_known_names(text: str) -> str:
    """The header or tag with its label by a name that Python and the library know, unquoted."""
    return _LABEL.sub(lambda match: f"{match[1]}={_known(match[2])} ", text)


def _known(label: str) -> str:
    """Python's name of what browsers take the label to mean; a label they do not know as it is."""
    encoding = lookup(label)
    return encoding.codec_info.name if encoding else label


def _ours(name: str) -> str:
    return {"gbk": "gb18030", "mac_roman": "mac-roman"}.get(name, name)
