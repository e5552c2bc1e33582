"""Who wrote it, where no place of the page says so in so many words: links and short credits."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote

from tasks.article.page.bylines.byline_lines import stands_aside, with_labels
from tasks.article.page.bylines.names import LONGEST, names_in
from tasks.article.page.marks import Mark, visible_text
from tasks.article.page.page import Page, PageWitness
from tasks.article.page.surroundings import Line
from tasks.text.words import letters_of

# Content systems keep the stories of one author under such an address.
_FOLDERS: Final = ("/author", "/autor", "/auteur")
_LINKS: Final = ",".join(("h1", "h2", "h3", *(f"a[href*='{one}']" for one in _FOLDERS)))
_ADDRESS: Final = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?)/(?:[\w-]{1,40}/)?([^/?#]{2,60})/?(?:[?#]|\Z)",
    re.IGNORECASE,
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3"})
MOST_LOOKED_AT: Final = 400
MOST_WORDS: Final = 4  # of a house: "NETGEAR Orbi Team"
_CREDIT: Final = re.compile(
    r"(?:(?:(?:written|posted|published|created|submitted)\s)?by"
    r"|(?:(?:geschrieben|verfasst|veröffentlicht|erstellt)\s)?von|(?:(?:publié|écrit)\s)?par"
    r"|(?:(?:escrito|publicado)\s)?por|av|door|di"
    r"|autor(?:in)?|authors?|auteure?|autore|автор)(?=[\s:|])[\s:|]{0,6}",
    re.IGNORECASE,
)
_INVITES: Final = re.compile(
    r"more|all|view|read|see|articles?|posts?|stories|mehr|alle|beiträge|weitere|profil|follow"
    r"|voir|tous|otros|más|submit|become|continu|sign|click|using|us\b",
    re.IGNORECASE,
)


def linked_bylines(page: Page, headline: Mark | None) -> Iterator[PageWitness]:
    """The text of a link to an author's stories: the first below the headline, else the only one.

    The first must come before the next heading, or it is that of another story.
    """
    if headline is None or not any(folder in page.html for folder in _FOLDERS):
        return
    found: list[str] = []
    is_below = is_near = False
    for node in page.tree.css(_LINKS)[:MOST_LOOKED_AT]:
        if node.mem_id == headline.node.mem_id:
            is_below = is_near = True
        elif node.tag in _HEADINGS:
            is_near = False
        elif (text := visible_text(node, 100)) and _is_of(node.attributes.get("href") or "", text):
            if is_near:
                yield PageWitness("byline", "text", text, 0.5, _note(text, "linked"))
                return
            found.append(text)
    if len(set(found)) == 1 and is_below:
        yield PageWitness("byline", "text", found[0], 0.45, _note(found[0], "linked"))


def house_bylines(around: Sequence[Line]) -> Iterator[PageWitness]:
    """What follows "By" beside the headline and is no person's name: "By the Example Team"."""
    for line in with_labels(around):
        if not 0 < line.at <= 8 or len(line.text) > 80 or stands_aside(line.names):
            continue
        label = _CREDIT.match(line.pieces)
        credit = line.pieces[label.end() :].partition(" | ")[0].strip(" ,;:") if label else ""
        # "By the numbers" and "Von Anfang an" are headings; in an element of its own is a name
        apart = label is not None and ("|" in label[0] or ":" in label[0])
        by = label is not None and label[0].casefold().rstrip(" :").endswith("by")
        if _is_credit(credit) and (apart or (by and not credit.islower())):
            yield PageWitness("byline", "text", credit, 0.42, "house")
            return


def _is_of(address: str, text: str) -> bool:
    """Whether it is the address of an author of that name: they have a word in common."""
    said = _ADDRESS.search(address)
    if said is None or not _is_credit(text):
        return False
    name = letters_of(text)
    slug = unquote(said[1])
    return letters_of(slug) == name or any(
        len(word) > 2 and word in name for word in map(letters_of, re.split(r"[\W_]", slug))
    )


def _is_credit(text: str) -> bool:
    words = text.split()
    return 1 < len(text) <= LONGEST and len(words) <= MOST_WORDS and not _INVITES.match(text)


def _note(text: str, note: str) -> str:
    return note if any(True for _ in names_in(text, strict=True)) else "house"
