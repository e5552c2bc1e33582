"""Versions of one article: seen again at its place, or under its identity."""

import hashlib
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tasks.article.identity import TELLING_TITLE

SHARED_SHINGLES: Final = 0.2  # of the smaller text: an edited article keeps most of its words, an
# unrelated one under the same path next to none of its three-word runs
MOST_COMPARED: Final = 20  # texts of one article a new one is held against, the latest first
# Articles under one headline and day whose words a new text is held against, those that had a text
# last. A feed of a thousand notices under one headline would be compared all with all.
MOST_TRIED: Final = 20
_URL: Final = "url "


@dataclass(frozen=True, slots=True)
class Seen:
    """One cleaned item and what tells its versions apart; `places` are (location, generation)."""

    item_id: str
    capture_id: str
    document_id: str
    body_hash: str
    title: str | None
    instant: datetime | None
    fetched_at: datetime | None
    url: str | None
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an item ended: its document and version, and whether it stands for the version."""

    item_id: str
    document_id: str
    version_no: int
    is_representative: bool
    is_current: bool


def place_versions(items: Sequence[Seen], same_article: Callable[[str, str], bool]) -> list[Placed]:
    """Every item once, in the order of the ids; the same in whatever order items are given.

    A file that changed is a new version of the article that was there before, also when its
    headline or its lead changed with it, unless `same_article(earlier item, later item)` finds
    that another article took its place. Two texts under one headline and day are versions of
    one article only when `same_article` says so, too: markets are "lower in early trading" more
    than once a day.
    """
    documents = _followed(items, same_article)
    appeared = _appearances(items)
    members: dict[str, list[Seen]] = {}
    for item in items:
        members.setdefault(documents[item.document_id], []).append(item)
    placed: list[Placed] = []
    for document, its_items in members.items():
        in_order = sorted(its_items, key=lambda item: appeared[item.item_id])
        for name, texts in _articles(document, in_order, same_article):
            numbered = list(enumerate(texts, start=1))
            current = _current(texts)
            for number, prints in numbered:
                stands = _standing(prints)
                placed += [
                    Placed(item.item_id, name, number, item is stands, number == current)
                    for item in prints
                ]
    return sorted(placed, key=lambda item: item.item_id)


def _appearances(items: Iterable[Seen]) -> dict[str, tuple[str, int, str, str]]:
    """When each item appeared, as what sorts: its instant, then its generation, then its bytes.

    The instant is what the input or the copy states. What follows at a place is no earlier than
    what stood there before, whatever it states; generations of different places say nothing.
    """
    latest: dict[str, str] = {}
    generation: dict[str, int] = {}
    histories: dict[str, list[tuple[int, Seen]]] = {}
    for item in items:
        instant = item.fetched_at or item.instant
        latest[item.item_id] = instant.isoformat() if instant else ""
        generation[item.item_id] = min((number for _, number in item.places), default=1)
        for place, number in item.places:
            histories.setdefault(place, []).append((number, item))
    ordered = [
        [item.item_id for _, item in sorted(history, key=lambda pair: pair[0])]
        for history in histories.values()
        if len(history) > 1
    ]
    # What one place tells of an item may tell something of the items after it at another place:
    # again until nothing changes, or the order of the places would decide. Twice is the rule.
    while sum(_carry(history, latest) for history in ordered):
        pass
    return {
        item.item_id: (
            latest[item.item_id], generation[item.item_id], item.capture_id, item.item_id
        )
        for item in items
    }  # fmt: skip


def _carry(history: Iterable[str], latest: dict[str, str]) -> bool:
    """No item of the place is earlier than the one before it; whether one was until now."""
    highest, changed = "", False
    for item in history:
        highest = max(highest, latest[item])
        changed = changed or latest[item] != highest
        latest[item] = highest
    return changed


def _standing(prints: Sequence[Seen]) -> Seen:
    """The last print; of the same bytes fetched again from one address, the first fetch of them.

    What was fetched cannot be of a later day: the last fetch would bound its day more loosely
    than the first, and by whether the crawler kept the bytes again.
    """
    last = prints[-1]
    if last.fetched_at is None:
        return last
    same = [
        item
        for item in prints
        if item.fetched_at is not None
        and (item.capture_id, item.document_id, item.url, item.instant)
        == (last.capture_id, last.document_id, last.url, last.instant)
    ]
    first = min(item.fetched_at for item in same if item.fetched_at)
    # of one fetch the words said last, by a feed that came late
    return [item for item in same if item.fetched_at == first][-1]


def _current(texts: Sequence[Sequence[Seen]]) -> int:
    """Number of the text to be shown: the last, or an earlier one its file went back to."""
    newest = {place: generation for item in texts[-1] for place, generation in item.places}
    current, at = len(texts), 0
    for number, prints in enumerate(texts, start=1):
        for item in prints:
            for place, generation in item.places:
                if place in newest and generation > max(newest[place], at):
                    current, at = number, generation
    return current


def _articles(
    document: str, items: Iterable[Seen], same_article: Callable[[str, str], bool]
) -> list[tuple[str, list[list[Seen]]]]:
    """The articles that share one computed id: (id, texts in order, each with its prints)."""
    texts: dict[tuple[str, str], list[Seen]] = {}
    for item in items:
        texts.setdefault((item.body_hash, item.title or ""), []).append(item)
    articles: list[tuple[str, list[list[Seen]]]] = []
    taken: set[str] = set()
    held: dict[str, dict[int, int]] = {}  # by mark and article, the latest text that has the mark
    lately: dict[int, None] = {}  # the articles, the one that had a text last at the end
    for prints in texts.values():
        first = prints[0]
        marks = _marks_of(first)
        known = min(
            (
                article
                for mark in marks
                for article, text in _latest(held.get(mark, {}))
                if text >= len(articles[article][1]) - MOST_COMPARED
                and (
                    not mark.startswith(_URL)
                    or _is_same_headline(articles[article][1][text][0].title, first.title)
                )
            ),
            default=len(articles),
        )
        tried = sorted(itertools.islice(reversed(lately), MOST_TRIED))
        place = next(
            (
                article
                for article in tried
                if article < known
                and any(
                    same_article(text[0].item_id, first.item_id)
                    for text in reversed(articles[article][1][-MOST_COMPARED:])
                )
            ),
            known,
        )
        if place == len(articles):
            name = document
            while name in taken:
                name = _other_id(name, first.body_hash)
            taken.add(name)
            articles.append((name, []))
        for mark in marks:
            its = held.setdefault(mark, {})
            its.pop(place, None)
            its[place] = len(articles[place][1])
        articles[place][1].append(prints)
        lately.pop(place, None)
        lately[place] = None
    return articles


def _marks_of(item: Seen) -> list[str]:
    """What makes a later text one of the article whatever its words: address, words or place.

    An address alone does not: a template may give one to all pages of a site, and only one of
    them would be left.
    """
    address = [f"{_URL}{item.url}"] if item.url and item.title else []
    places = [f"place {place}" for place, _ in item.places]
    return [*address, f"body {item.body_hash}", *places]


def _latest(held: dict[int, int]) -> Iterable[tuple[int, int]]:
    """The articles that have a mark, each with its latest text that has it, those of late."""
    return itertools.islice(reversed(held.items()), MOST_TRIED)


def _is_same_headline(one: str | None, two: str | None) -> bool:
    """Whether two headlines are one, or one is the other with words added.

    Half of the words in common is too little: of the day pages of kcna-2011-12, many articles under
    one address, 358 were taken for versions of others for "Kim Jong Il" in their headlines.
    """
    shorter, longer = sorted(((title or "").casefold().split() for title in (one, two)), key=len)
    if shorter == longer:
        return bool(shorter)
    return len(shorter) >= TELLING_TITLE and set(shorter) <= set(longer)


def _other_id(document: str, body_hash: str) -> str:
    return "d" + hashlib.sha256(f"{document} {body_hash}".encode()).hexdigest()[:20]


def _followed(items: Iterable[Seen], same_article: Callable[[str, str], bool]) -> Mapping[str, str]:
    """The document each computed id belongs to, when its file was another text before."""
    at_place: dict[str, list[tuple[int, Seen]]] = {}
    ids = set()
    for item in items:
        ids.add(item.document_id)
        for location, generation in item.places:
            at_place.setdefault(location, []).append((generation, item))
    root = {name: name for name in ids}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    histories = [
        [item for _, item in sorted(seen, key=lambda pair: pair[0])] for seen in at_place.values()
    ]
    # Sorted by what stood there, not by the path: another machine keeps its files elsewhere.
    for ordered in sorted(histories, key=lambda history: [item.item_id for item in history]):
        for earlier, later in itertools.pairwise(ordered):
            one, two = find(earlier.document_id), find(later.document_id)
            if one != two and (
                earlier.body_hash == later.body_hash
                or (earlier.title and earlier.title == later.title)
                or same_article(earlier.item_id, later.item_id)
            ):
                root[two] = one
    return {name: find(name) for name in ids}


Shingles = frozenset[tuple[str, ...]]


def share_of_shingles(first: Shingles, second: Shingles) -> float:
    """Three-word runs that both texts have, over those of the smaller one; 0 for empty texts."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def shingles_of(text: str) -> Shingles:
    """The text's three-word runs, or, of a few words or none, its runs of three characters."""
    words = text.casefold().split()
    if len(words) < 12:  # a script without blanks, or a few words: compare characters
        words = list("".join(words))
    return frozenset(zip(words, words[1:], words[2:], strict=False))
