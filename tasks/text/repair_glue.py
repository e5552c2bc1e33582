"""Glue points: where one paragraph ends and the next begins with no blank between them."""

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from tasks.text.repair_model import RepairRules

_SPACED_END: Final = re.compile(r"[.!?][\"”’'»)\]]*+\s")
_WORD: Final = re.compile(r"[^\W_]++")
_CLOSERS: Final = frozenset("”’»)]")
_TERMINALS: Final = frozenset(".!?…。！？")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A full stop after these ends no sentence, whatever follows.
_ABBREVIATIONS: Final = _listed(
    "Mr Mrs Ms Dr Prof Gen Sen Rep Gov Lt Col Capt Cpt Sgt Adm Rev St Mt Ft Ph Messrs No Nos EE vs"
)
# A full stop after these may end a sentence, but not before another of them: "Co.Ltd".
_COMPANY: Final = _listed("co inc ltd corp plc llc bros jr sr")
_DOMAINS: Final = _listed("com cn org net edu")
_COUNTRY_DOMAINS: Final = _listed("gov uk hk kr jp us de fr ru eu")
# After "U.S." or "p.m." only a word that opens sentences shows that a sentence begins.
_OPENERS: Final = _listed(
    "The A An In On At As But And He She It They We I This That These Those There For From With By"
    " Mr Ms Mrs Dr If When While After Before Although Though Since Some Many Most Still Yet Now So"
    " What Who How Why Its His Her Their Our You Your One Another Other Both To Or Also According"
    " Meanwhile However Last Earlier Under Over During Despite Even Until Because"
)


# "... in the city.The ...", where nothing is to be weighed: three small letters before the stop,
# which end no shortened word, and a capital behind it, which begins no domain; curly quotation
# marks say themselves which paragraph they belong to. Four glue points in five are so plain.
_SHORTENED: Final = "|".join(
    sorted(
        {
            rf"{word[-3:]}\."
            for word in _ABBREVIATIONS | _COMPANY
            if word[-3:].islower() and word[2:]
        }
    )
)
_HOSTS: Final = "|".join(sorted(_DOMAINS | _COUNTRY_DOMAINS))
_PLAIN: Final = (
    rf"(?<=[a-z][a-z][a-z]\.)(?<!{_SHORTENED})(?P<plain>”?)"
    rf"(?=“?[A-Z])(?!“?(?i:{_HOSTS})(?![^\W_]))"
)
_QUOTED: Final = r"[\"”’'»)\]]*+[\"“‘«]*+(?=[^\W\d_])"
# A pattern for each mark: one that begins with a plain character is found three times as fast.
_CANDIDATES: Final = tuple(
    re.compile(pattern)
    for pattern in (rf"\.(?:{_PLAIN}|{_QUOTED})", rf"!{_QUOTED}", rf"\?{_QUOTED}")
)


def glue_points(text: str) -> list[int]:
    """Offsets where a new sentence begins right behind the end of another, rising."""
    found = [
        (*match.span(), match.lastindex)
        for pattern in _CANDIDATES
        for match in pattern.finditer(text)
    ]
    if not found:
        return []
    found.sort()
    no_address = _has_no_address(text)
    points: list[int] = []
    paragraph = 0
    for low, high, is_plain in found:
        if is_plain and no_address:
            paragraph = high
        else:
            capital = high + (text[high] == "“")
            if not (text[capital].isupper() and _ends_sentence(text, low, capital)):
                continue
            paragraph = cut_between(text, paragraph, low, capital) if capital > low + 1 else high
        points.append(paragraph)
    return points


def _has_no_address(text: str) -> bool:
    # one character is found in a fifth of the time of two, and most copy has no slash
    if "@" in text or ("/" in text and "//" in text):
        return False
    return "www." not in text and "WWW." not in text and "Www." not in text


def _ends_sentence(text: str, stop: int, following: int) -> bool:
    """Whether the mark at `stop` ends a sentence and the capital at `following` opens one."""
    before = text[stop - 1] if stop else " "
    if not (before.isalnum() or before in "”’\"')%]»") or (text[stop] != "." and before == '"'):
        return False
    # 60 characters hold any word; without the bound a text without blanks would be quadratic
    token = text[max(0, stop - 60) : stop].rsplit(None, 1)[-1]
    after = text[following : following + 60].split(None, 1)[0]
    if text[stop] == "." and after.isalpha() and _is_plain(token):
        # "... in the city.The ...": nine in ten are so plain that nothing is to be weighed
        return after.lower() not in _DOMAINS
    if "@" in token or "@" in after or "//" in token or "www." in token.lower():
        return False
    if not before.isalnum() or text[stop] != ".":
        return not token.endswith("Yahoo")
    last = _WORD.match(token[::-1])
    first = _WORD.match(after)
    if last is None or first is None:
        return False
    initial = len(first.group()) == 1 and after[1:2] == "."
    opens = first.group() in _OPENERS and not initial
    head = text[max(0, stop - 60) : stop - len(token)]
    return _words_part(head, token, last.group()[::-1], first.group(), opens=opens)


def _is_plain(token: str) -> bool:
    """Whether it is a word that nobody shortens: no initial, no abbreviation, no company."""
    return (
        token.isalpha()
        and len(token) > 1
        and not token.isupper()
        and token not in _ABBREVIATIONS
        and token.lower() not in _COMPANY
    )


def _words_part(head: str, token: str, last: str, first: str, *, opens: bool) -> bool:
    """Whether a full stop between the words `last` and `first` parts two sentences.

    `token` is what stands before the stop without a blank, `head` what stands before that.
    """
    if last.isdigit():
        return token != last or not _is_blank(head)  # "1.Introduction" is the item of a list
    if len(last) == 1 or _is_roman(last):
        return opens and (token != last or not _is_blank(head))
    host = first.lower() in _DOMAINS or ("." in token and first.lower() in _COUNTRY_DOMAINS)
    if host or last in _ABBREVIATIONS:
        return False
    if last.lower() in _COMPANY:
        return first.lower() not in _COMPANY and (opens or last.lower() != "co")
    # "GOV.CN", "<MGCR.L>", "EE.UU."
    return opens or not (last.isupper() and first.isupper())


def is_abbreviated(word: str) -> bool:
    """Whether a full stop behind the word seldom ends a sentence: "Mr.", "U.S."."""
    return len(word) == 1 or word in _ABBREVIATIONS


def _is_blank(text: str) -> bool:
    return not text or text.isspace()


def _is_roman(word: str) -> bool:
    return len(word) <= 5 and not word.strip("IVX")


def cut_between(text: str, paragraph: int, low: int, high: int) -> int:
    """The offset in low..high where what closes the one sentence ends and the next opens.

    `paragraph` is where the paragraph before begins: a straight quotation mark closes when
    an odd number of them stands since then.
    """
    between = text[low:high]
    done = max((place for place, mark in enumerate(between) if mark in _TERMINALS), default=-1) + 1
    blank = max((place for place, mark in enumerate(between) if mark.isspace()), default=-1) + 1
    if blank > done:
        return low + blank
    single_open: bool | None = None
    while low + done < high:
        mark = text[low + done]
        straight = mark == '"' and text.count('"', paragraph, low + done) % 2 == 1
        if mark == "'" and single_open is None:
            single_open = _single_quote_open(text, paragraph, low)
        single = mark == "'" and single_open
        if not (mark in _CLOSERS or straight or single):
            break
        done += 1
    return low + done


def _single_quote_open(text: str, paragraph: int, end: int) -> bool:
    """Whether a straight single quotation mark opened since `paragraph`; apostrophes do not."""
    return text.startswith("'", paragraph) or text.find(" '", paragraph, end) >= 0


def dense(text: str, rules: RepairRules) -> bool:
    """Whether glue points are many among the passage's sentence ends."""
    return _is_dense(text, len(glue_points(text)), rules)


def _is_dense(text: str, points: int, rules: RepairRules) -> bool:
    few = points < 3
    if points == 0 or (few and len(text) < rules.few_glue_characters):
        return False
    share = rules.few_glue_share if few else rules.glue_share
    # each spaced end has a mark: where even all marks are too few, they need not be looked at
    marks = text.count(".") + text.count("!") + text.count("?")
    if points >= share * (points + marks):
        return True
    return points >= share * (points + len(_SPACED_END.findall(text)))


def run_together(passages: Sequence[str], rules: RepairRules) -> dict[int, list[int]]:
    """Glue points by number of the passage, of the passages that lost their breaks.

    One glue point in an article of normal paragraphs is a forgotten blank. A passage counts as
    run together when its glue points are many among its sentence ends, and when, in an article
    that has paragraphs otherwise, it is far longer than they are.
    """
    found: dict[int, list[int]] = {}
    usual: float | None = None
    for number, passage in enumerate(passages):
        points = glue_points(passage)
        if not _is_dense(passage, len(points), rules):
            continue
        if len(passages) > 2:
            if usual is None:
                usual = median(map(len, passages))
            if len(points) < 3 or len(passage) < rules.long_passage * usual:
                continue
        found[number] = points
    return found
