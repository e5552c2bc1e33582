"""The sentences of an article's copy, each with its place."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tasks.text.sentence_ends import BLANKS, MARKS, UNSPACED_MARKS
from tasks.text.words import has_unspaced

LONGEST: Final = 1_000  # characters; a longer one is cut at a blank, for it is a list or a table
MOST_SENTENCES: Final = 400  # of a text; a long read has 200

# What may end a sentence: marks, and what closes behind them. What follows is looked at where the
# marks were found; the quantifiers give nothing back, or a row of dots takes their square.
# The marks that open in English close in German and Danish, where a blank follows them, and French
# has a blank before its own.
_SPACED: Final = (
    rf"[{MARKS}]++[\"'”’)\]»›]*+"
    rf"(?:[“‘«‹](?=\s|\Z)|[{BLANKS}][»›](?=[\s.,]|\Z))?"
)
_END: Final = re.compile(_SPACED)
_UNSPACED_END: Final = re.compile(rf"[{UNSPACED_MARKS}]++[」』”’）\"]*+|{_SPACED}")
_LOOK_BACK: Final = 24  # characters; no abbreviation is longer
_OPENING: Final = "\"'“‘«([-–—•*"
_LAST_WORD: Final = re.compile(r"[^\s\"“‘'(\[—–-]*\Z")

# Abbreviations that a name or a figure follows: never the end of a sentence.
_BEFORE_A_NAME: Final = frozenset((
    "mr", "mrs", "ms", "mx", "messrs", "dr", "prof", "rev", "hon", "gov", "sen", "rep", "reps",
    "sens", "gen", "col", "lt", "maj", "capt", "cmdr", "sgt", "adm", "pres", "st", "mt", "ft",
    "sr", "fr", "vs", "no", "nos", "fig", "art", "sec", "ch", "vol", "pp", "op", "eds", "supt",
    "det", "insp", "amb", "pvt", "cpl", "brig", "dep", "asst", "assoc", "msgr", "sir", "e.g",
    "i.e", "cf", "ca", "viz", "al",
))  # fmt: skip
# Abbreviations that end a sentence only where what follows can begin nothing but one.
_ANYWHERE: Final = frozenset((
    "jr", "inc", "ltd", "co", "corp", "llc", "plc", "bros", "est", "etc", "dept", "univ", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "a.m", "p.m", "u.s", "u.k", "u.n",
    "e.u", "d.c", "u.s.s.r", "ph.d", "b.c", "a.d", "calif", "fla", "pa", "mass", "conn", "ill",
    "mich", "wash", "ariz", "colo", "tex", "va", "ga", "ky", "tenn", "la", "md", "minn", "miss",
    "mo", "neb", "nev", "okla", "ore", "wis", "ala", "ark", "ind", "kan", "mont", "del", "ave",
    "blvd", "rd", "hwy", "sq", "min", "max", "approx",
))  # fmt: skip
# Words that begin a sentence and hardly stand in capitals inside one.
_BEGINNERS: Final = frozenset((
    "the", "a", "an", "in", "on", "at", "it", "its", "he", "she", "they", "we", "i", "you",
    "this", "that", "these", "those", "but", "and", "or", "so", "if", "when", "while", "after",
    "before", "as", "for", "from", "with", "there", "here", "what", "who", "how", "why", "his",
    "her", "their", "our", "my", "however", "meanwhile", "although", "though", "since", "because",
    "by", "to", "no", "not", "both", "some", "many", "most", "one", "two",
))  # fmt: skip


class Sentence(NamedTuple):
    """A sentence with the number of its paragraph among the copy, and its own in that, from 1."""

    paragraph: int
    number: int
    text: str


def sentences_of(paragraphs: Sequence[str]) -> list[Sentence]:
    """The sentences in reading order, `MOST_SENTENCES` at most, none longer than `LONGEST`."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        for place, text in enumerate(_split(paragraph), start=1):
            if len(found) == MOST_SENTENCES:
                return found
            found.append(Sentence(number, place, text))
    return found


def _split(paragraph: str) -> Iterator[str]:
    begin = 0
    pattern = _UNSPACED_END if has_unspaced(paragraph) else _END
    for end in pattern.finditer(paragraph):
        cut = end.end()
        if _opens_a_quotation(paragraph, begin, end):
            cut -= 1
        elif not _ends(paragraph, end):
            continue
        yield from _pieces(paragraph[begin:cut].strip())
        begin = cut
    yield from _pieces(paragraph[begin:].strip())


def _pieces(text: str) -> Iterator[str]:
    """The text, cut at blanks where it is too long; nothing of an empty one."""
    begin = 0
    while len(text) - begin > LONGEST:
        cut = text.rfind(" ", begin + LONGEST // 2, begin + LONGEST)
        cut = begin + LONGEST if cut < 0 else cut
        yield text[begin:cut].rstrip()
        begin = cut
        while text[begin : begin + 1].isspace():
            begin += 1
    if begin < len(text):
        yield text[begin:]


def _opens_a_quotation(text: str, begin: int, end: re.Match[str]) -> bool:
    """Whether the mark after the full stop, glued to a capital, opens: none is open before it."""
    following = text[end.end() : end.end() + 1]
    return (
        end[0][-1] == '"' and following.isupper() and text.count('"', begin, end.start()) % 2 == 0
    )


def _ends(text: str, end: re.Match[str]) -> bool:
    """Whether the sentence ends with these marks."""
    marks = end[0]
    if marks[0] in UNSPACED_MARKS:
        return True
    after = text[end.end() : end.end() + _LOOK_BACK]
    following = after.lstrip(" ").lstrip(_OPENING).lstrip(" ")
    if not following:
        return after.startswith(" ")
    if after[0] not in " “‘«" and not (marks[-1] == '"' and following[0].isupper()):
        return False
    if following[0].islower():
        return False
    if marks[0] != "." or len(marks) > 1:
        return True
    return not _is_abbreviation(text[max(0, end.start() - _LOOK_BACK) : end.start()], following)


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether the full stop after `before` belongs to its last word."""
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    small = word.casefold()
    if small in _BEFORE_A_NAME:
        # "no" and "art" are words, too, and end a sentence before anything but a figure
        return small not in ("no", "nos", "art", "fig", "sec", "ch") or following[0].isdigit()
    if small in _ANYWHERE or (len(word) == 1 and word.isalpha() and word.isupper()):
        return _first_word(following) not in _BEGINNERS
    initials = len(word) <= 8 and all(len(part) == 1 for part in word.split("."))
    return initials and "." in word and _first_word(following) not in _BEGINNERS


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0].rstrip(".,;:").casefold()
