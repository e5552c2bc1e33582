"""What of a title is the headline: its site's name, its section and its kicker parted from it."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from tasks.article.page.page import PageWitness
from tasks.text.addresses import host_of
from tasks.text.words import letters_of

# What parts a headline from its site: "Headline | Site", "Site: Headline", "标题_网站".
_PARTS: Final = re.compile(
    r":\s|\s[|–—\-·•»«:>/\\]{1,3}\s|\s?[|｜ㅣǀ│_＿»«›]{1,3}\s?|--|\s[-–—]|[-–—]\s"
    r"|\s?\[(?=[^\[\]]{2,30}\]\Z)|(?<=[^\x00-\xff])[-：](?=[^\x00-\xff])"
)
# What the name of a Chinese, Japanese or Korean site ends with.
_CJK_SITE: Final = re.compile(
    r"[^\s]{0,12}(?:网|網|网站|新闻|新聞|日报|日報|晚报|时报|频道|頻道|在线|门户"
    r"|デジタル|ニュース|뉴스|일보|신문)\Z"
)
_HEAD_MARKS: Final = "|-–—:：｜ㅣǀ│_·•»~)+"
_TAIL_MARKS: Final = "|-–—:：｜ㅣǀ│_·•«»~("
_LOOSE_ENDS: Final = " |–—-·•:｜"  # a mark of parting with nothing behind it
_EASTERN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DATE: Final = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}")


def site_names(witnesses: Sequence[PageWitness]) -> frozenset[str]:
    """The letters of the site's names, and of its host without the land.

    A name that a head's title repeats is left out: it is the page's own.
    """
    titles = {
        letters_of(one.value) for one in witnesses if one.kind == "meta" and one.field == "title"
    }
    said = [one.value for one in witnesses if one.field == "outlet"]
    found = {letters_of(name) for name in said} - titles
    hosts = [host_of(one.value) for one in witnesses if one.field == "url"]
    for host in (*hosts, *(name for name in said if name.startswith("www."))):
        found |= {letters_of(host), *(letters_of(part) for part in host.split(".")[:-1])}
    found |= {letters_of(one.value) for one in witnesses if one.note == "home"}
    return frozenset(name for name in found if len(name) > 1)


def without_site(
    text: str, sites: frozenset[str], bare: Sequence[str], shown: Collection[str] = ()
) -> tuple[str, str | None]:
    """The text without the site's name at its end or start, and that name.

    `bare` are the wordings of all places, the longest first, `shown` those of the headlines that
    readers see.
    """
    if (shorter := _confirmed(text, bare)) is not None:
        return shorter, text[len(shorter) :].strip(_TAIL_MARKS + " ")
    tail = None
    head, mark, after = text.partition("_")
    # few Chinese headlines have this mark, and those are shown with it: "华为Mate_X3手机";
    # what follows it in the head alone are the section and the site
    if mark and text not in shown and len(head) >= 6 and _EASTERN.search(head):
        text, tail = head.strip(), after.strip()
    text = text.rstrip(_LOOSE_ENDS)
    parts = list(_PARTS.finditer(text))
    for cut in reversed(parts):
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        # "Bakers say «bread is back»": nothing behind the mark, it closes a quotation
        if len(before) < 4 or not after or not _is_site(after, sites):
            break
        text, tail = before, after
    for cut in _PARTS.finditer(text):
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if len(after) > 8 and letters_of(before) in sites:
            return after, before
        break
    return text, tail


def without_outlet(text: str, names: Collection[str]) -> str:
    """A title that was given without the outlet's name behind it: "Rains come - The Example".

    Only a name that is known, letter for letter: what else a title ends with may be its own.
    """
    letters = {letters_of(name) for name in names} - {""}
    for cut in _PARTS.finditer(text):
        before, after = text[: cut.start()].rstrip(_LOOSE_ENDS), text[cut.end() :]
        # "Interview: Example" names no outlet, it speaks of it
        if ":" not in cut[0] and letters_of(after) in letters and letters_of(before):
            return before
    return text


def kicker_of(text: str, shown: str) -> str | None:
    """What stands before the shown headline in the text, parted from it by a mark."""
    if len(text) <= len(shown) or not text.endswith(shown) or len(letters_of(shown)) < 7:
        return None
    before = text[: -len(shown)].rstrip()
    return before.rstrip(_HEAD_MARKS + " ") if before[-1:] in _HEAD_MARKS else None


def _confirmed(text: str, bare: Sequence[str]) -> str | None:
    """The longest other candidate that begins the text and is followed by a mark of parting."""
    for other in bare:
        if len(other) < len(text) and text.startswith(other) and len(letters_of(other)) > 6:
            rest = text[len(other) :].lstrip()
            if rest[:1] in _TAIL_MARKS and rest[1:].strip(_TAIL_MARKS + " "):
                return other
    return None


def _is_site(part: str, sites: frozenset[str]) -> bool:
    letters = letters_of(part)
    if not letters or _DATE.fullmatch(part) or _CJK_SITE.match(part):
        return True
    return letters in sites or any(
        (name in letters and len(name) * 2 >= len(letters))
        or (letters in name and len(letters) > 3)
        for name in sites
        if len(name) > 3
    )
