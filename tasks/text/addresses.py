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


def host_of(url: str | None) -> str:
    """The host in small letters, without "www."; empty where the address has none or is none."""
    text = url or ""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:  # "http://[" is what a damaged page links to
        return ""
    return host.removeprefix("www.")


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
