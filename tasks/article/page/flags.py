"""What is odd about a page: paywalled, a live blog, a gallery, a listing, translated, scripted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tasks.article.page.blocks.body import Body
from tasks.article.page.linked_data import Linked, bare_address, own_items, texts_of, types_of
from tasks.article.page.marks import visible_text
from tasks.article.page.page import Page, PageWitness
from tasks.text.addresses import host_of
from tasks.text.words import count_words

_ARTICLE: Final = re.compile(r"article|blogposting|report\Z|posting|recipe|review")
_LISTINGS: Final = frozenset(
    {"collectionpage", "searchresultspage", "itemlist", "blog", "profilepage"}
)
_GALLERIES: Final = frozenset({"imagegallery", "mediagallery"})
_COPY: Final = frozenset({"body", "subhead", "dek"})
# What stands in the box itself; a page without such words has the box for those it counts out.
_PAY_NOTICE: Final = re.compile(
    r"subscribe (?:now|to|for)|subscribers? only|already (?:a |an )?subscri|continue reading"
    r"|read the full|abo(?:nnent|nnier|nné|nnez)|weiterlesen|jetzt testen|\babo\b|réservé aux"
    r"|lire la suite|suscr[ií]b|suscriptor|assinant|assine|abbonat|abbonati|prenumer|abonnement"
    r"|abonnee|tilgang|подпис|会员|會員|登録|구독|premium|plus-?artikel|sign in to read"
    r"|log ?in to (?:read|continue)",
    re.IGNORECASE,
)
_LIVE_TITLE: Final = re.compile(
    r"[Ll]ive[ -]?[Bb]log|[Ll]ive[ -]?[Tt]icker|[Nn]ews[ -]?[Tt]icker|[Ll]ive[ -][Uu]pdates?"
    r"|\bLIVE\b|[Mm]inuto a minuto|\b[Ee]n (?:direct|vivo)\b|\b[Ee]m direto\b|\b[Aa]o vivo\b"
    r"|\b[Dd]iretta\b|\b[Tt]icker\b"
)
_LIVE_PATH: Final = re.compile(
    r"/live(?:-?blog|-?ticker|-updates?)?/|liveblog|live-blog|liveticker|news-?ticker|-live-"
    r"|en-direct"
)
_GALLERY_PATH: Final = re.compile(
    r"/(?:photo-?)?galler(?:y|ies|ie)/|bildergalerie|fotostrecke|diaporama|fotogal|galeria"
    r"|/slideshow|photo-gallery"
)
_TRANSLATED: Final = re.compile(
    r"\b(?:machine|automatically|auto|ai|google|deepl)[- ]translated\b"
    r"|translated (?:automatically|by (?:ai|google|deepl|chatgpt|a machine|machine))"
    r"|translation (?:was )?(?:generated|made|produced) (?:by|with|using) (?:ai|artificial|google"
    r"|deepl|machine)|maschinell(?:e übersetzung| übersetzt)|automati(?:sch|siert) übersetzt"
    r"|mit (?:hilfe von )?ki übersetzt"
    r"|tradui[te]{1,2} automatiquement|traduction automatique|traducido automáticamente"
    r"|traducción automática|tradotto automaticamente|tradução automática"
    r"|traduzido automaticamente|机器翻译|機器翻譯|機械翻訳|自動翻訳|자동 ?번역|ai ?번역"
    r"|автоматический перевод|машинный перевод",
    re.IGNORECASE,
)
# In every notice of the pattern above, which takes longer to ask.
_TRANSLATION: Final = ("ransl", "RANSL", "bersetz", "radu", "radott", "翻", "번역", "перевод")
_SHORT_BODY: Final = 60  # words; shorter articles are one agency flash in a hundred
_PARAGRAPH: Final = 25  # words: a list of headlines has no block as long
_MANY_LINKS: Final = 60  # a section front has hundreds, an article without its frame ten
_NOTICE: Final = 200  # characters; a longer paragraph is copy about translation
_MENTIONS: Final = 200  # of paywalls in scripts that are looked at; more, and the tree is asked
_DATA_SHARE: Final = 0.5  # of the words of articleBody that the page itself must show


def flags_of(
    page: Page, body: Body, witnesses: Sequence[PageWitness], linked: Linked | None
) -> tuple[str, ...]:
    """The flags in order of the alphabet, each only where the page itself bears it out."""
    words = sum(count_words(block.text) for block in body.blocks if block.kind in _COPY)
    article = any(_is_article(kinds) for kinds in map(types_of, page.json_ld))
    own = own_items(page, linked)
    checks = {
        "body_in_script": _is_in_script(page, body, words),
        "gallery": _is_gallery(page, words, article=article),
        "listing": _is_listing(page, body, witnesses, words, article=article),
        "live_blog": _is_live(page, own, witnesses),
        "machine_translated": _is_translated(page, body),
        "paywalled": _is_paywalled(page, own),
    }
    return tuple(name for name, holds in checks.items() if holds)


def _is_article(kinds: frozenset[str]) -> bool:
    return any(_ARTICLE.search(kind) for kind in kinds)


def _is_paywalled(page: Page, own: Sequence[Mapping[str, Any]]) -> bool:
    """Said in its own data (schema.org: isAccessibleForFree), or a box that asks for money."""
    for item in own:
        if _is_article(types_of(item)) or "webpage" in types_of(item):
            free = item.get("isAccessibleForFree")
            if str(free).strip().lower().rpartition("/")[2] in ("false", "no", "0"):
                return True
    tiers = page.metas.get("article:content_tier", ())
    if any(tier.lower() in ("locked", "paid", "premium") for tier in tiers):
        return True
    if not _names_a_box(page.tree.raw_html):
        return False
    boxes = page.tree.css("[class*=paywall i],[id*=paywall i]")[:20]
    return any(
        _PAY_NOTICE.search(visible_text(box, 600))
        for box in boxes
        if box.tag not in ("script", "style", "body", "html", "article", "main", "link")
        if len(visible_text(box, 1_500)) < 1_400  # a wrapper of the whole copy is no box
    )


def _names_a_box(html: bytes) -> bool:
    """Whether "paywall" stands within a tag, and not only in scripts, as it does on most pages.

    Asking the tree takes longer, and searching characters twice as long as searching bytes.
    """
    place = html.find(b"aywall")
    for _ in range(_MENTIONS):
        if place < 0:
            return False
        if html[place - 1 : place] in (b"p", b"P"):
            before = html[max(0, place - 300) : place]
            if before.rfind(b"<") > before.rfind(b">"):
                return True
        place = html.find(b"aywall", place + 1)
    return place >= 0


def _is_live(
    page: Page, own: Sequence[Mapping[str, Any]], witnesses: Sequence[PageWitness]
) -> bool:
    """Its type says so, or its title and its address both do."""
    if any("liveblogposting" in types_of(item) for item in own):
        return True
    if _LIVE_PATH.search(_path(page, witnesses)) is None:
        return False
    return any(_LIVE_TITLE.search(one.value) for one in witnesses if one.field == "title")


def _is_gallery(page: Page, words: int, *, article: bool) -> bool:
    """Pictures first: typed so and no article, or addressed so with little text."""
    if any(types_of(item) & _GALLERIES for item in page.json_ld) and not article:
        return True
    return _GALLERY_PATH.search(_path(page, ())) is not None and words < 3 * _SHORT_BODY


def _is_translated(page: Page, body: Body) -> bool:
    """A browser's translation that was saved, or a notice beside the text."""
    root = page.tree.root
    names = (root.attributes.get("class") or "") if root is not None else ""
    if "translated-ltr" in names or "translated-rtl" in names:
        return True
    notices = "\n".join(block.text for block in body.blocks if len(block.text) < _NOTICE)
    return any(stem in notices for stem in _TRANSLATION) and bool(_TRANSLATED.search(notices))


def _is_listing(
    page: Page, body: Body, witnesses: Sequence[PageWitness], words: int, *, article: bool
) -> bool:
    """A front or a list of others' headlines: no sign of an article, and a sign of a list.

    A front that a careless template types as an article passes for one: an article taken for a
    list is lost, a list taken for an article is seen.
    """
    kinds = {value.lower() for value in page.metas.get("og:type", ())}
    stated = any(
        one.field == "published" and one.confidence >= 0.7 and one.kind != "url"
        for one in witnesses
    )
    named = any(one.field == "byline" and one.confidence >= 0.7 for one in witnesses)
    if article or stated or named or any("article" in kind for kind in kinds):
        return False
    if any(types_of(item) & _LISTINGS for item in page.json_ld) and words < 4 * _SHORT_BODY:
        return True
    host = host_of(page.url)
    if page.url and host and "?" not in page.url and bare_address(page.url) == host:
        return True
    return (
        words < _SHORT_BODY
        and not any(count_words(block.text) >= _PARAGRAPH for block in body.blocks)
        and len(page.tree.css("a[href]")) > _MANY_LINKS
    )


def _is_in_script(page: Page, body: Body, words: int) -> bool:
    """The copy stands in the page's data and not, or only in part, in its text."""
    if body.method.startswith(("json_ld", "script")):
        return True
    said = max(_bodies(page), default=0)
    return said >= _SHORT_BODY and words < _DATA_SHARE * said


def _bodies(page: Page) -> Iterator[int]:
    for item in page.json_ld:
        for text in texts_of(item.get("articleBody")):
            yield count_words(text)


def _path(page: Page, witnesses: Sequence[PageWitness]) -> str:
    said = (page.url, *(one.value for one in witnesses if one.field == "url"))
    return " ".join(bare_address(address).lower() for address in said if address)
