"""The host and the path of a web address, however it is written."""

import re
from typing import Final
from urllib.parse import urlsplit

# Hosts of one site that show the same pages in another form; "amp.com.au" is a site of that name.
_FORM: Final = re.compile(
    r"(?:(?:www|m|mobile|amp|wap)\.)+(?=[^.\s]+\.)"
    r"(?!(?:com?|net|org|gov|edu|ac|or|ne|go|gob)\.[a-z]{2}\Z)"
)
# What an address has behind that of its article when it shows it in another form.
_VIEW: Final = re.compile(
    r"(?:amp|print|full|all|single|mobile|m|comments?|gallery|photos?|index\.\w{1,5}|page(?:/\d{1,3})?"
    r"|p?\d{1,2})(?:\.\w{1,5})?/*",
    re.IGNORECASE,
)

_SCHEME: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_END_OF_HOST: Final = re.compile(r"[/?#]")
# With a scheme any host is one that may be meant: a number's, or that of a machine next to it.
_HOST: Final = re.compile(
    r"[^\s.,;:@\[\]]{1,63}(?:\.[^\s.,;:@\[\]]{1,63}){1,9}\.?(?::[0-9]{0,5})?"
    r"|localhost(?::[0-9]{1,5})?|\[[0-9a-f:.]{2,45}\](?::[0-9]{1,5})?",
    re.IGNORECASE,
)
# Without one only what has letters behind its last dot.
_BARE_HOST: Final = re.compile(
    r"(?:[\w-]{1,63}\.){1,9}(?:xn--[a-z0-9-]{1,59}|[^\W\d_]{2,63})\.?(?::[0-9]{1,5})?",
    re.IGNORECASE,
)
_FILES: Final = frozenset(
    {"txt", "htm", "html", "xhtml", "mhtm", "mhtml", "xml", "json", "jsonl", "csv", "tsv", "md",
     "pdf", "doc", "docx", "rtf", "odt", "eml", "gz", "zip"}
)  # fmt: skip


def is_page_address(said: str | None) -> bool:
    """Whether it is the address of a page: http or https and a host, or a host as people write it.

    "quay.example/1" is one; "Nexis", "p. 4", "doi:10.1000/182", a mail address and the name of a
    file are none.
    """
    text = (said or "").strip()
    scheme = _SCHEME.match(text)
    host = _END_OF_HOST.split(text[scheme.end() if scheme else 0 :], maxsplit=1)[0]
    if scheme:
        return _HOST.fullmatch(host.rpartition("@")[2]) is not None
    is_file = host.rpartition(".")[2].lower() in _FILES
    return _BARE_HOST.fullmatch(host) is not None and not is_file


def host_of(url: str | None) -> str:
    """The host in small letters, without "www."; empty where the address has none or is none."""
    text = url or ""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:  # "http://[" is what a damaged page links to
        return ""
    return host.removeprefix("www.")


def path_of(url: str | None) -> str:
    """The path without the slashes around it; empty for a front page, and where there is none."""
    text = url or ""
    try:
        return urlsplit(text if "//" in text else f"//{text}").path.strip("/")
    except ValueError:
        return ""


def site_of(url: str | None) -> str:
    """The host without what names the form in which it shows its pages: www., m., amp., mobile."""
    return without_form(host_of(url))


def without_form(host: str) -> str:
    """The host, in small letters, of the site that shows its pages there in another form."""
    match = _FORM.match(host)
    return host[match.end() :] if match else host


def is_above(url: str, other: str) -> bool:
    """Whether the address is of the front page, or of a section, that the other one lies in."""
    try:
        path, inner = (urlsplit(one).path.strip("/") for one in (url, other))
    except ValueError:
        return False
    if not path:
        return bool(inner)
    if not inner.startswith(f"{path}/"):
        return False
    # a section has a word or two for its name, an article a line of them or a number
    name = path.rpartition("/")[2]
    is_section = name.count("-") + name.count("_") < 2 and not any(map(str.isdigit, name))
    return is_section and _VIEW.fullmatch(inner.removeprefix(f"{path}/")) is None
