"""Addresses of caches and archives that show another site's page: the article's own is in them."""

import re
from datetime import UTC, datetime
from typing import Final, NamedTuple

MOST_WRAPPED: Final = 4  # an archived page of a cache of an archived page is three deep
FIRST_ARCHIVED: Final = 1996  # year; the Wayback Machine has no older capture

_WEB: Final = re.compile(r"(https?):/{1,2}+(.*)", re.IGNORECASE | re.DOTALL)
_HOST: Final = re.compile(
    r"(?>(?:[\w-]{1,63}+\.){1,9})(?:xn--[a-z0-9-]{1,59}+|[^\W\d_]{2,63}+)\.?(?::\d{1,5})?",
    re.IGNORECASE,
)
_GOOGLE: Final = re.compile(r"(?:www\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_AMP_HOST: Final = re.compile(r"(?:[a-z0-9-]{1,63}\.)?cdn\.ampproject\.org")
_ARCHIVES: Final = frozenset(
    {"web.archive.org", "wayback.archive.org", "archive.org", "www.archive.org"}
)
# A time to the year or finer, of which a part may be open, and the form of the replay.
_STAMP: Final = re.compile(r"(\d{4,14}|(?=\*))\*?(?:[a-z]{2}_)?")
# The comment that the Wayback Machine puts behind a page: "FILE ARCHIVED ON 10:11:12 May 06, 2024".
_NOTE: Final = "FILE ARCHIVED ON "
_NOTE_TIMES: Final = ("%H:%M:%S %b %d, %Y", "%Y%m%d%H%M%S")
_NOTE_END: Final = " AND RETRIEVED"
_LONGEST_NOTE: Final = 40  # characters of its time
_SPARE_PORTS: Final = (":80", ":443")
# What a viewer adds for itself to the article's query.
_OF_THE_VIEWER: Final = frozenset({"amp_js_v", "amp_gsa", "amp_ct", "amp_r", "usqp"})


class _Inner(NamedTuple):
    """The address within a wrapper, and the wrapper's time stamp where it has one."""

    url: str
    stamp: str


def own_address(url: str) -> str:
    """The article's address where the URL is that of an AMP cache or a web archive, else the URL.

    One in more wrappers than anybody puts around a page stays as it is.
    """
    return _opened(url)[0]


def archived_at(url: str | None) -> str | None:
    """When a web archive fetched the page of that address, in ISO form; None when it tells no time.

    Of an archived replay the time is that of the page itself.
    """
    return _opened(url or "")[1]


def archived_as_noted(source: str) -> str | None:
    """When the Wayback Machine fetched a page that was saved from it, by its comment at the end."""
    at = source.rfind(_NOTE)
    if at < 0:
        return None
    said = source[at + len(_NOTE) :][:_LONGEST_NOTE].partition(_NOTE_END)
    for form in _NOTE_TIMES if said[1] else ():
        try:
            instant = datetime.strptime(said[0].strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return instant.isoformat() if instant.year >= FIRST_ARCHIVED else None
    return None


def _opened(url: str) -> tuple[str, str | None]:
    inner, at = url.strip(), None
    for _ in range(MOST_WRAPPED):
        found = _inner(inner)
        if found is None:
            return (inner if inner != url.strip() else url), at
        inner, at = found.url, _instant(found.stamp) or at
    return url, None


def _inner(url: str) -> _Inner | None:
    parts = _WEB.fullmatch(url)
    if parts is None:
        return None
    host, _, path = parts[2].partition("/")
    host = host.lower()
    for port in _SPARE_PORTS:
        host = host.removesuffix(port)
    if host in _ARCHIVES:
        return _archived(path)
    if _AMP_HOST.fullmatch(host):
        kind, _, path = path.partition("/")
        # of its other kinds one is of images, one of scripts
        return _amp(path) if kind in {"c", "v"} else None
    if _GOOGLE.fullmatch(host) and path.startswith("amp/"):
        return _amp(path.removeprefix("amp/"))
    return None


def _archived(path: str) -> _Inner | None:
    word, _, path = path.partition("/")
    stamp, _, address = path.partition("/")
    match = _STAMP.fullmatch(stamp)
    if word != "web" or match is None:
        return None
    web = _WEB.fullmatch(address)
    if web is not None:
        # servers and tools make one of two slashes
        scheme, rest = web[1].lower(), web[2]
    else:
        scheme, rest = "http", address
    return _Inner(f"{scheme}://{rest}", match[1] or "") if _is_address(rest) else None


def _amp(path: str) -> _Inner | None:
    is_secure = path.startswith("s/")
    rest = path.removeprefix("s/")
    # without the mark and a path it may be a page of the cache's own: google.com/amp/about.html
    if not _is_address(rest) or not (is_secure or "/" in rest):
        return None
    url = f"{'https' if is_secure else 'http'}://{rest}"
    return _Inner(_without_viewer(url) if "?" in url else url, "")


def _is_address(rest: str) -> bool:
    """Whether what stands there begins with a host: no mail, script or file of the wrapper's."""
    return _HOST.fullmatch(re.split("[/?#]", rest, maxsplit=1)[0]) is not None


def _without_viewer(url: str) -> str:
    page, _, rest = url.partition("?")
    query, mark, fragment = rest.partition("#")
    # as it is written: what is no UTF-8 is an address all the same
    fields = query.split("&")
    kept = [field for field in fields if field.partition("=")[0] not in _OF_THE_VIEWER]
    if len(kept) == len(fields):
        return url
    said = "&".join(kept)
    return page + ("?" + said if said else "") + mark + fragment


def _instant(stamp: str) -> str | None:
    if len(stamp) != 14:
        return None
    try:
        instant = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return instant.isoformat() if instant.year >= FIRST_ARCHIVED else None
