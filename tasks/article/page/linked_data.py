"""The JSON-LD object that is the page's article, and the people and names it points to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from tasks.article.page.page import Page
from tasks.text.words import letters_of

# schema.org: Article and its kinds; what is only about a page or a film says less of its text.
_ARTICLES: Final = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle",
        "opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle",
        "advertisercontentarticle", "satiricalarticle", "scholarlyarticle", "techarticle",
        "blogposting", "liveblogposting", "socialmediaposting", "discussionforumposting",
        "report", "medicalscholarlyarticle", "review", "claimreview", "interview",
    }
)  # fmt: skip
_PAGES: Final = frozenset(
    {"webpage", "itempage", "creativework", "videoobject", "recipe", "podcastepisode",
     "imagegallery", "mediagallery", "howto", "faqpage", "aboutpage", "movie", "book", "episode"}
)  # fmt: skip
DEEPEST: Final = 6  # an author's name lies three levels down at most


@dataclass(frozen=True, slots=True)
class Name:
    """A name said somewhere and whether it is an organisation's."""

    name: str
    is_organisation: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """The page's article among its JSON-LD; `sure` when its title or address is the page's."""

    item: Mapping[str, Any]
    sure: bool
    is_article: bool
    by_id: Mapping[str, Mapping[str, Any]]

    def text(self, *keys: str) -> str | None:
        """The first of these fields that holds text."""
        for key in keys:
            for value in texts_of(self.item.get(key)):
                return value
        return None

    def names(self, key: str) -> tuple[Name, ...]:
        """The people and houses of a field, references into the graph followed."""
        return tuple(dict.fromkeys(_names(self.item.get(key), self.by_id, 0)))


def linked_data(page: Page, titles: tuple[str, ...] = ()) -> Linked | None:
    """The object that speaks of this page's article; None when there is none.

    A page lists related stories as objects of their own: what bears the page's title or address
    comes first, then what has a day of publication, then the first.
    """
    by_id = {
        item["@id"]: item
        for item in reversed(page.json_ld)
        if isinstance(item.get("@id"), str) and len(item) > 2
    }
    addresses = _addresses(page)
    headlines = {letters_of(title) for title in titles if title}
    best: tuple[tuple[int, ...], Mapping[str, Any]] | None = None
    for place, item in enumerate(page.json_ld):
        kinds = types_of(item)
        rank = 2 if kinds & _ARTICLES else 1 if kinds & _PAGES else 0
        if not rank:
            continue
        own = _address_of(item) in addresses if addresses else False
        named = any(
            letters_of(text) in headlines
            for key in ("headline", "name", "alternativeHeadline")
            for text in texts_of(item.get(key))
        )
        dated = bool(item.get("datePublished"))
        score = (rank, int(own) + int(named), int(dated), -place)
        if best is None or score > best[0]:
            best = (score, item)
    if best is None:
        return None
    (rank, same, _, _), item = best
    alone = sum(bool(types_of(one) & _ARTICLES) for one in page.json_ld) == 1
    return Linked(item, bool(same) or (rank == 2 and alone), rank == 2, by_id)


def own_items(page: Page, linked: Linked | None) -> tuple[Mapping[str, Any], ...]:
    """The objects that speak of this page: not of related stories, where its own is sure."""
    if linked is None or not (linked.sure and linked.is_article):
        return page.json_ld
    addresses = _addresses(page)
    return tuple(
        item
        for item in page.json_ld
        if item is linked.item or not types_of(item) & _ARTICLES or _address_of(item) in addresses
    )


def types_of(item: Mapping[str, Any]) -> frozenset[str]:
    """Its types in small letters, without the vocabulary before them."""
    return frozenset(
        text.rpartition("/")[2].rpartition(":")[2].lower() for text in texts_of(item.get("@type"))
    )


def texts_of(value: object) -> Iterator[str]:
    """The texts of a field: itself, of a list each, of an object its @value or name."""
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, list):
        for one in value[:50]:
            if isinstance(one, str) and one.strip():
                yield one.strip()
            elif isinstance(one, dict):
                yield from texts_of(one.get("@value") or one.get("name"))
    elif isinstance(value, dict):
        inner = value.get("@value") or value.get("name")
        if isinstance(inner, str):
            yield from texts_of(inner)


def _names(value: object, by_id: Mapping[str, Mapping[str, Any]], depth: int) -> Iterator[Name]:
    if depth > DEEPEST:
        return
    if isinstance(value, str):
        if value.strip():
            referred = by_id.get(value)
            if referred is not None:
                yield from _names(referred.get("name"), {}, depth + 1)
            else:
                yield Name(value.strip(), is_organisation=False)
    elif isinstance(value, list):
        for one in value[:50]:
            yield from _names(one, by_id, depth + 1)
    elif isinstance(value, dict):
        name = value.get("name")
        if not name and isinstance(value.get("@id"), str) and value["@id"] in by_id:
            value = by_id[value["@id"]]
            name = value.get("name")
        if not name:
            parts = [*texts_of(value.get("givenName")), *texts_of(value.get("familyName"))]
            name = " ".join(parts)
        house = any("organization" in kind or kind == "corporation" for kind in types_of(value))
        house = house and "person" not in types_of(value)
        for one in _names(name, {}, depth + 1):
            yield Name(one.name, is_organisation=house or one.is_organisation)


def _addresses(page: Page) -> frozenset[str]:
    said = (page.url, *page.metas.get("og:url", ()))
    return frozenset(bare_address(one) for one in said if one)


def _address_of(item: Mapping[str, Any]) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and "/" in value:
            return bare_address(value)
    return ""


def bare_address(url: str) -> str:
    """Host and path alone: what two writings of one address share."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = (parts.netloc or "").lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}"
