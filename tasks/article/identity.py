"""Which article a text is: the ids that stay the same when it is seen again."""

import hashlib
import re
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from tasks.text.addresses import is_page_address, site_of
from tasks.text.words import count_words, first_words, letters_of
from tasks.text.wrapped_addresses import own_address

FIRST_BESIDE: Final = 5  # what the first release heard: url, outlet, title, two times
FIRST_WORDS: Final = 60  # words; a reprint of one outlet edits its end far more than its beginning
TELLING_TITLE: Final = 4  # words; "News in brief" heads a different text every day
_TRACKING: Final = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid",
    "maca", "CMP", "cmpid", "ref", "ref_src", "smid", "partner",
)  # fmt: skip
_HTTP: Final = re.compile(r"^https?://", re.IGNORECASE)
_SPARE_PORT: Final = re.compile(r"(?<=^http://)([^/?#]*):80(?=/)|(?<=^https://)([^/?#]*):443(?=/)")
# How a site asks itself for another form of a page: "?amp=1", "?print", "?outputType=amp".
_FORMS: Final = frozenset({"amp", "print"})
_ASKS_FOR_FORM: Final = frozenset({"outputtype", "output", "view", "mode", "format"})
_YES: Final = frozenset({"", "1", "true", "yes"})
_FOLDER_PAGE: Final = re.compile(r"/index\.(?:s?html?|php)\Z", re.IGNORECASE)
_FORM_OF_PATH: Final = re.compile(
    r"\A/amp(?=/[^/])|(?<=[^/])/(?:amp|print)(?:\.html?)?\Z|(?<=[^/])\.(?:amp|print)(?=(?:\.html?)?\Z)"
)


def target_of(url: str) -> str:
    """The article's own address in that of a redirect, AMP cache or web archive, else the URL."""
    url = own_address(url)
    if "url=http" in url:
        for key, value in parse_qsl(urlsplit(url).query):
            if key == "url" and _HTTP.match(value):
                return own_address(value)
    return url


def canonical_url(url: str | None) -> str | None:
    """The URL as a crawler compares it: no fragment, no tracking, sorted query.

    None for what is no address of a page.
    """
    text = target_of((url or "").strip())
    if not is_page_address(text):
        return None
    if not _HTTP.match(text):
        text = f"http://{text.removeprefix('//')}"
    try:
        cleaned = url_query_cleaner(text, _TRACKING, remove=True, unique=False)
        return _SPARE_PORT.sub(r"\1\2", str(canonicalize_url(cleaned)))
    except ValueError:
        return None


def article_address(url: str | None) -> str | None:
    """What of the URL tells the article from others, for comparing alone; None if none.

    The canonical URL without scheme, "www." and "m.", without what asks for the AMP or the print
    form of the page, without "index.html" and the slash at the end: one article for all of them.
    """
    canonical = canonical_url(url)
    if canonical is None:
        return None
    parts = urlsplit(canonical)
    host, port = site_of(canonical), f":{parts.port}" if parts.port else ""
    # as it is written: what is no UTF-8 tells articles apart all the same
    query = "&".join(one for one in parts.query.split("&") if not _asks_for_form(one))
    path = parts.path.rstrip("/")
    if not query:  # "/index.php?id=5" is one article, "/index.php?id=6" another
        path = _FOLDER_PAGE.sub("", path)
    path = _FORM_OF_PATH.sub("", path)
    return f"{host}{port}{path or '/'}" + (f"?{query}" if query else "")


def _asks_for_form(field: str) -> bool:
    key, _, value = field.casefold().partition("=")
    return (key in _FORMS and value in _YES) or (key in _ASKS_FOR_FORM and value in _FORMS)


def _digest(*parts: str) -> str:
    joined = "\x1f".join(parts)
    return "d" + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def document_id(
    *,
    outlet_id: str | None,
    url: str | None,
    title: str | None,
    stated: date | None,
    body: str,
    letters: str,
    page_no: int | None = None,
) -> str:
    """'d' and 20 hex digits: by URL, else by outlet, headline and stated day, else by the text.

    A page that states only its last update has no stated day that stays: then a telling headline
    alone counts, and matching compares the texts before it takes them for versions of one article.
    Without an outlet the whole text counts, not only its first words: two outlets that print
    one wire story would otherwise be one document, and a printing would vanish. `letters` are
    those of the body. `page_no` tells the later pages of an article apart that all name the address
    of the first as theirs.
    """
    address = article_address(url)
    outlet = outlet_id or ""
    if address and page_no and page_no > 1:
        return _digest("url", outlet, address, f"page {page_no}")
    if address:
        return _digest("url", outlet, address)
    telling = count_words(title or "") >= TELLING_TITLE
    if outlet and title and (stated or telling):
        head = "" if telling else first_words(body, 12)
        day = stated.isoformat() if stated else ""
        return _digest("title", outlet, letters_of(title), day, head)
    if outlet:
        return _digest("words", outlet, letters_of(title or ""), first_words(body, FIRST_WORDS))
    return _digest("text", letters_of(title or ""), stated.isoformat() if stated else "", letters)


def item_id(capture_id: str, *beside: str | None) -> str:
    """'i' and 20 hex digits for bytes and what was said beside them, in the order of BESIDE.

    What was not said at the end of the list does not count: so an item keeps its id when a
    later release learns to hear more.
    """
    said = [part or "" for part in beside]
    while len(said) > FIRST_BESIDE and not said[-1]:
        said.pop()
    return "i" + _digest(capture_id, *said)[1:]
