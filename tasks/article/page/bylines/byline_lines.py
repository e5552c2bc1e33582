"""Lines of a page that say who wrote it: beside the headline, else anywhere."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tasks.article.page.bylines.names import names_in, without_label
from tasks.article.page.page import PageWitness
from tasks.article.page.surroundings import Line

_AUTHOR_CLASS: Final = re.compile(
    r"author|byline|by-line|autor(?!is)|auteur|verfasser|redakteur|writer|reporter|journalist"
    r"|contributor|firma\b|signature|credits?-name|writtenby|written-by|postedby"
)
_NOT_AUTHOR_CLASS: Final = re.compile(
    r"comment|avatar|bio|related|teaser|recommend|sidebar|widget|footer|social|share|image|photo"
    r"|authority|caption|newsletter|popular|most-|menu|nav\b|tooltip|follow|more-from"
)
_BY: Final = re.compile(
    r"(?:by|von|par|por|di|door|av|af|oleh|autor(?:in|en|es)?|autore|auteure?s?|author|автор"
    r"|yazar|yazan|penulis"
    r"|(?:text|texte|texto|tekst|words|story|reported|written|geschrieben|publié|escrito|posted"
    r"|veröffentlicht|published|ein (?:beitrag|kommentar|gastbeitrag|artikel)|kommentar|interview"
    r"|eine (?:analyse|kolumne|reportage))\s(?:by|von|par|por)"
    r"|(?:text|texte|texto|testo|tekst|текст)(?=\s?[:/])|text & fotos?(?=\s?:))"
    r"(?:\s?[:/|]{1,2}\s{0,2}|\s{1,2})(?=[^\W\d_])"
    r"|(?:記者|记者|作者|撰文|文(?=[:：/]))\s?[:：/|]{0,2}\s{0,2}(?=[^\W\d_])"
    # the reporter's name comes before the word in Korean and Japanese
    r"|[\u3400-\u9fff]{2,6}(?:記者|編集委員)(?![\u3400-\u9fff])"
    r"|[\uac00-\ud7a3]{2,4}\s?(?:선임|인턴|객원|전문)?\s?(?:기자|특파원)(?![\uac00-\ud7a3])",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"\s?[|/·•]\s?|\s[-–—]\s")
_SOURCE: Final = re.compile(r"来源|來源|quelle|source|fuente|fonte|foto|photo|bild", re.IGNORECASE)
_LABEL_ALONE: Final = re.compile(
    r"(?:by|von|par|por|autor(?:in|en|es)?(?:/autor(?:in)?)?|auteure?s?|autore|authors?|author\(s\)"
    r"|contributors?|автор|text|written by|words by|story by|skrevet av|geschrieben von)\s?:?",
    re.IGNORECASE,
)
_AUTHOR_SAID: Final = re.compile(
    r"(?:autor(?:in|en|es)?(?:/autor(?:in)?)?|auteure?s?|autore|authors?|author\(s\)"
    r"|contributors?(?=:)|автор|written by|text von"
    r"|ein (?:beitrag|gastbeitrag|artikel|bericht|kommentar|essay|interview|text) von"
    r"|eine (?:analyse|kolumne|reportage|rezension|kritik|glosse) von"
    r"|geschrieben von|verfasst von|(?:blog[ -]?)?beitrag von|by|von(?=:))"
    r"\s?[:|]?\s",
    re.IGNORECASE,
)
# What such a line begins with, for a glance at the source: reading all lines takes milliseconds.
_MAY_SAY: Final = re.compile(
    r">\s{0,20}(?:A(?:utor|uthor|uteur|UTOR|UTHOR)|a(?:utor|uthor|uteur)|[Ww]ritten|WRITTEN"
    r"|[Cc]ontributor|Text von|Автор)"
)
_DAY: Final = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|(?:19|20)[0-9]{2}(?![0-9])")


def line_bylines(around: Sequence[Line]) -> Iterator[PageWitness]:
    """The first line that opens with "By" and its like, the first whose place is called author."""
    seen: set[str] = set()
    for line in with_labels(around):
        if line.at > 16 or line.at < -4 or len(line.text) > 160:
            continue
        if _BY.match(line.text):
            note, sure = "labelled", 0.88
        elif names_author(line.names):
            note, sure = "line", 0.7
        elif 0 < line.at <= 6 and len(line.text) <= 80 and _DAY.search(line.text):
            note, sure = "dated", 0.5
        else:
            continue
        if note == "dated" and not _is_apart(line):
            continue
        # further names are another line's: a photographer's, a quoted speaker's
        if note not in seen and any(True for _ in names_in(line.pieces, strict=True)):
            seen.add(note)
            yield PageWitness("byline", "text", line.pieces, sure, note)


def _is_apart(line: Line) -> bool:
    """Whether a name is all that one element of the line holds: "Ann Walker | May 3, 2024"."""
    if _SOURCE.search(line.text):
        return False
    parts = (part.strip(" ,·•/-–—") for part in _PARTED.split(line.pieces))
    return any(part == name for part in parts for name in names_in(part, strict=True))


def with_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, one that is but a label ("Autor:") put before the next."""
    label: Line | None = None
    for line in lines:
        if label is not None and line.at == label.at + 1:
            joined = f"{label.text} {line.text}", f"{label.text} | {line.pieces}"
            yield Line(*joined, line.names, line.at)
        else:
            yield line
        label = line if len(line.text) < 30 and _LABEL_ALONE.fullmatch(line.text) else None


def may_name_author(source: str) -> bool:
    """Whether some text of the page begins with a word for author."""
    return _MAY_SAY.search(source) is not None


def page_bylines(lines: Sequence[Line]) -> Iterator[PageWitness]:
    """The first line of the page that names its author by the word: where the head has none."""
    for line in with_labels(lines):
        if len(line.text) > 120 or not _AUTHOR_SAID.match(line.text):
            continue
        name = next(names_in(line.pieces, strict=True), None)
        # "By submitting you accept our ...": the name is the first thing said, or it is not one
        if name is not None and without_label(line.text).lstrip(" |:").startswith(name):
            yield PageWitness("byline", "text", line.pieces, 0.5, "page")
            return


def names_author(names: str) -> bool:
    """Whether classes and ids, in small letters, call their element an author's."""
    return _AUTHOR_CLASS.search(names) is not None and not stands_aside(names)


def stands_aside(names: str) -> bool:
    """Whether they call it a comment's, a teaser's, a portrait's: not the article's own."""
    return _NOT_AUTHOR_CLASS.search(names) is not None
