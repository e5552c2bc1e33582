"""The encoding that a header or a page names, as browsers understand the name."""

from typing import Final

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

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
SHIFTING: Final = frozenset({"iso2022_jp"})


def declared_encoding(data: bytes, content_type: str | None) -> str | None:
    """Python's name of the encoding the HTTP header names, else the page's head; None if neither.

    Labels are read as browsers do: gb2312 is gb18030, euc-kr cp949, shift_jis cp932, iso-8859-1
    cp1252. One that is not allowed counts as none.
    """
    for label in (
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(data[:4096]),
    ):
        name = {"gbk": "gb18030", "mac_roman": "mac-roman"}.get(label or "", label)
        if name in ALLOWED:
            return name
    return None
