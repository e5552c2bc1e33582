"""Saved RSS and Atom feeds: what they say of pages, and the full texts some of them carry."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from tasks.readers.feed_damage import mended, one_by_one
from tasks.readers.feed_text import in_utf8
from tasks.readers.records import DESCRIPTION, Beside, NoRecord, Record, Remark, Saying
from tasks.text.words import about_words

WORDS_OF_A_TEXT: Final = 50  # of what is called the content; fewer are a teaser
# Of what is called the description, which most feeds fill with a teaser: WordPress cuts its own
# after 55 words, and a long lead paragraph has eighty.
WORDS_OF_A_DESCRIPTION: Final = 100
# What such a teaser ends in, before the markup behind it.
_GOES_ON: Final = re.compile(
    r"(?:…|\.{3}|&hellip;|&#8230;|&#x2026;|\b(?:read more|continue reading|read the full"
    r"|learn more|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo)\b[^.<>\n]{0,40})"
    r"[\])\s»→]{0,9}\Z",
    re.IGNORECASE,
)
HTML_TYPE: Final = "text/html; charset=utf-8"
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
MOST_PIECES: Final = 10_000  # of a damaged feed, read one by one; the others are lost
LONGEST_FIELD: Final = 10_000  # characters; a headline has a hundred
ATOM: Final = "{http://www.w3.org/2005/Atom}"
CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ENTRY_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"feed": "entry", "rss": "item", "rdf": "item"}
)  # by that of the root
_MEDIA: Final = frozenset({"media", "itunes"})  # prefixes, of feeds that do not declare them, too
# What WordPress itself keeps beside posts: developer.wordpress.org/themes/basics/post-types
_NO_ARTICLE: Final = frozenset(
    {"page", "attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset",
     "oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part",
     "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face"}
)  # fmt: skip
DUBLIN: Final = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one page; dates are as they were written.

    `full_text` and `described` are HTML: the content, and the description or summary.
    """

    url: str | None
    title: str | None
    published_at: str | None
    byline: str | None
    section: str | None
    full_text: str | None
    described: str | None = None
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's own name and its entries in the order they have in it.

    One that `is_cut` ends before its end; an entry that the cut is in is none of `entries`.
    `damage` says what is wrong with its XML otherwise, and `lost` how many entries that cost.
    """

    title: str | None
    entries: tuple[FeedEntry, ...]
    is_cut: bool = False
    damage: str = ""
    lost: int = 0


def read_feed(content: bytes) -> Feed | None:
    """The feed that the bytes are: RSS 0.9x, 1.0, 2.0 or Atom; None when they are none.

    Damaged XML is read as far as it can be. No entity is resolved, nothing is fetched.
    """
    content = in_utf8(content)
    root, damage = _parsed(content)
    if root is None or _local(root) not in _ENTRY_NAMES:
        return None
    # of a feed that is well formed nothing is asked
    is_cut = bool(damage) and not _is_closed(content, root)
    if damage and not is_cut:
        return _read_damaged(content, root, damage)
    local = _ENTRY_NAMES[_local(root)]
    found = _elements(root)
    whole = found[:-1] if is_cut and _ends_within(content, local) else found
    return Feed(_title_of(root), tuple(map(_entry, whole)), is_cut)


def _parsed(content: bytes) -> tuple[Any, str]:
    """The root element, None where there is none, and the first thing that is wrong."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, ""
    errors = parser.error_log
    return root, f"line {errors[0].line}: {errors[0].message}" if len(errors) else ""


def _read_damaged(content: bytes, root: Any, damage: str) -> Feed:
    """The most entries of those that the feed gives as it is, mended, and piece by piece."""
    title, found = _title_of(root), _elements(root)
    local = _ENTRY_NAMES[_local(root)]
    begun = content.replace(b"\0", b"").count(f"<{local}".encode())
    if b"\0" not in content:  # else its letters are not ASCII's
        better = mended(content, is_atom=_local(root) == "feed")
        again, trouble = _parsed(better)
        if again is not None and _local(again) == _local(root):
            title, found = _title_of(again), _elements(again)
        if trouble:
            pieces = one_by_one(better, local)
            each = [_first_entry(piece) for piece in islice(pieces, MOST_PIECES)]
            begun = len(each) + sum(1 for _ in pieces)
            apart = [one for one in each if one is not None]
            if len(apart) >= len(found):
                return Feed(title, tuple(apart), False, damage, begun - len(apart))
        else:
            begun = len(found)
    return Feed(title, tuple(map(_entry, found)), False, damage, max(0, begun - len(found)))


def _first_entry(piece: bytes) -> FeedEntry | None:
    root, _ = _parsed(piece)
    element = next(iter(_elements(root)), None) if root is not None else None
    return None if element is None else _entry(element)


def _elements(root: Any) -> list[Any]:
    """The elements of the entries, in order."""
    local = _ENTRY_NAMES[_local(root)]
    if local == "entry":
        return [one for one in root if _local(one) == local]
    channel = _channel(root)
    # RSS 1.0 puts the items beside the channel, the others into it
    return [one for one in (*(channel if channel is not None else ()), *root)
            if _local(one) == local]  # fmt: skip


def _channel(root: Any) -> Any | None:
    return next((one for one in root if _local(one) == "channel"), None)


def _title_of(root: Any) -> str | None:
    channel = None if _local(root) == "feed" else _channel(root)
    return _text(channel if channel is not None else root, "title")


def _entry(element: Any) -> FeedEntry:
    return _atom_entry(element) if _local(element) == "entry" else _rss_entry(element)


def entries_of_feed(
    feed: Feed, name: str, fetched_at: str | None
) -> Iterator[Record | NoRecord | Remark | Saying]:
    """A record for each entry that carries its full text, and what each says of its page."""
    if feed.damage and not feed.lost:
        yield Remark(name, f"its XML is damaged ({feed.damage}); all entries were read")
    if not feed.entries and not feed.is_cut and not feed.lost:
        yield NoRecord(name, "skipped", "empty_feed", "the feed has no entries")
    for number, entry in enumerate(feed.entries, start=1):
        place = f"{name}#entry={number}"
        beside = Beside(
            # a feed's title is "BBC News - World": where there is an address, it tells better
            url=entry.url, outlet=None if entry.url else feed.title, title=entry.title,
            fetched_at=fetched_at,
            published_at=entry.published_at, byline=entry.byline,
            section=entry.section,
        )  # fmt: skip
        if not entry.is_published:
            what = f"no published article: {entry.title or entry.url or 'no title'}"
            yield NoRecord(place, "skipped", "feed_entry", what)
            continue
        text, content_type = _text_of(entry)
        if entry.url:
            yield Saying(entry.url, beside)
        if text:
            as_html = replace(beside, content_type=content_type)
            yield Record(place, text.encode("utf-8", "replace"), as_html)
        else:
            yield NoRecord(place, "skipped", "feed_entry", entry.url or entry.title or "no title")
    if feed.is_cut:
        yield NoRecord(
            name, "quarantined", "truncated_archive",
            f"the feed ends before its end; {len(feed.entries)} whole entries were read",
        )  # fmt: skip
    if feed.lost:
        yield NoRecord(
            name, "quarantined", "damaged_member",
            f"its XML is damaged ({feed.damage}); {len(feed.entries)} entries were read and "
            f"{feed.lost} could not be",
        )  # fmt: skip


def _text_of(entry: FeedEntry) -> tuple[str | None, str]:
    """The entry's article, and its type, which marks one that is called a description.

    A description that ends by saying that it goes on elsewhere is none, however long.
    """
    if entry.full_text and _word_count(entry.full_text) >= WORDS_OF_A_TEXT:
        return entry.full_text, HTML_TYPE
    described = entry.described or ""
    end = _TAG.sub("", described[-2_000:]).rstrip()
    if _word_count(described) >= WORDS_OF_A_DESCRIPTION and not _GOES_ON.search(end):
        return described, f"{HTML_TYPE}; {DESCRIPTION}"
    return None, ""


def _is_closed(content: bytes, root: Any) -> bool:
    """Whether the feed's own element has its end; what damaged XML gives always has one."""
    _, _, local = root.tag.rpartition("}")
    name = f"{root.prefix}:{local}" if root.prefix else local
    # the letters of UTF-16 and UTF-32 have zeros between them
    return f"</{name}".encode() in content.replace(b"\0", b"")


def _ends_within(content: bytes, local: str) -> bool:
    """Whether the last element of the name has no end."""
    text, name = content.replace(b"\0", b""), local.encode()
    begun = [one.start() for one in re.finditer(rb"<(?:\w+:)?%b(?:[\s>]|\Z)" % name, text)]
    ended = [one.start() for one in re.finditer(rb"</(?:\w+:)?%b\s*>" % name, text)]
    return bool(begun) and begun[-1] > max(ended, default=-1)


def _rss_entry(item: Any) -> FeedEntry:
    url = _raw(item, "link")
    if not url and (guid := _child(item, "guid")) is not None:
        is_link = (guid.get("isPermaLink") or "true").lower() == "true"
        url = "".join(guid.itertext()) if is_link else None
    return FeedEntry(
        url=_url(url or item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")),
        title=_text(item, "title"),
        published_at=_text(item, "pubdate") or _text(item, "date"),
        byline=_joined(item, "creator") or _joined(item, "author"),
        section=_joined(item, "category"),
        full_text=_raw(item, "encoded"),
        described=_raw(item, "description"),
        is_published=_is_published(item),
    )


def _is_published(item: Any) -> bool:
    """Whether an export of WordPress does not say otherwise: it holds drafts, pages, menus.

    Sites have types of their own for their articles.
    """
    said = {_local(one): _text(item, _local(one)) for one in item if _is_of_wordpress(one)}
    return said.get("status") in {None, "publish"} and said.get("post_type") not in _NO_ARTICLE


def _is_of_wordpress(element: Any) -> bool:
    tag = element.tag if isinstance(element.tag, str) else ""
    return "wordpress.org/export" in tag or tag.startswith("wp:")


def _atom_entry(entry: Any) -> FeedEntry:
    links = [one for one in entry if _local(one) == "link"]
    url = next(
        (one.get("href") for one in links if (one.get("rel") or "alternate") == "alternate"), None
    )
    authors = [_text(one, "name") for one in entry if _local(one) == "author"]
    sections = [one.get("label") or one.get("term") for one in _children(entry, "category")]
    content, summary = _child(entry, "content"), _child(entry, "summary")
    return FeedEntry(
        url=_url(url),
        title=_text(entry, "title"),
        published_at=_text(entry, "published") or _text(entry, "issued"),
        byline="; ".join(filter(None, authors)) or None,
        section="; ".join(dict.fromkeys(filter(None, sections))) or None,
        full_text=_markup(content) if content is not None else None,
        described=_markup(summary) if summary is not None else None,
    )


def _markup(content: Any) -> str | None:
    """The HTML an Atom entry carries, written as text or as elements."""
    if content.get("type") == "xhtml" or len(content):
        inner = etree.tostring(content, encoding="unicode", with_tail=False)
        return str(inner)
    text = "".join(content.itertext())
    return html.escape(text) if content.get("type") == "text" else text


def _local(element: Any) -> str:
    """The element's name without its namespace, which feeds get wrong as often as right."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _children(element: Any, name: str) -> list[Any]:
    """The children of the name, those of a feed's own words first.

    What speaks of a picture or a sound (`media:title`, `itunes:category`) is none of them; who
    made it (`itunes:author`) is asked last.
    """
    found = [one for one in element if _local(one) == name]
    if name not in {"author", "creator"}:
        found = [one for one in found if not _is_of_media(one)]
    return sorted(found, key=lambda one: not _is_own(one))


def _is_own(element: Any) -> bool:
    return element.prefix is None or element.tag.startswith((ATOM, DUBLIN, CONTENT))


def _is_of_media(element: Any) -> bool:
    space, _, local = element.tag.rpartition("}")
    prefix = (element.prefix or local.partition(":")[0]).lower()
    return prefix in _MEDIA or "mrss" in space or "itunes" in space


def _child(element: Any, name: str) -> Any | None:
    """The first child of the name that says anything."""
    found = _children(element, name)
    return next((one for one in found if "".join(one.itertext()).strip()), None)


def _raw(element: Any, name: str) -> str | None:
    child = _child(element, name)
    return None if child is None else "".join(child.itertext())


def _text(element: Any, name: str) -> str | None:
    return _cleaned(_raw(element, name) or "")


def _joined(element: Any, name: str) -> str | None:
    found = (_cleaned("".join(one.itertext())) for one in _children(element, name))
    return "; ".join(dict.fromkeys(filter(None, found))) or None


def _cleaned(text: str) -> str | None:
    return " ".join(html.unescape(text[:LONGEST_FIELD]).split()) or None


def _url(text: str | None) -> str | None:
    # no other entity: `&section=` would be a sign and "ion="
    text = " ".join((text or "")[:LONGEST_FIELD].replace("&amp;", "&").split())
    return text if text.startswith(("http://", "https://", "//")) else None


def _word_count(markup: str) -> int:
    """Words outside the tags."""
    return about_words(" ".join(piece.rpartition(">")[2] for piece in markup.split("<")))
