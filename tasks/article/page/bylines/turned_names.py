"""Names as catalogues spell them, surname first, turned to how they are said."""

from collections.abc import Callable
from typing import Final

from tasks.article.page.bylines.eastern_names import is_eastern
from tasks.article.page.bylines.names import DEGREES, PARTICLES, is_name

_INITIALS: Final = 2  # letters: "T.", "J.R."; AFP has three


def turned(author: str, is_house: Callable[[str], bool] = lambda _: False) -> str:
    """What data say of authors, with "Roe, Jane" as "Jane Roe"; any other as it was.

    One comma, one surname before it, one given name behind it, initials and particles aside:
    where a side has two words or more ("Jane Roe, John Doe", "Jane Roe, Berlin"), or is no name of
    a person ("Reuters, AP") or the name of a house ("Guardian, London"), the comma parts two. A
    semicolon parts authors.
    """
    parts = [_turned(part, is_house) for part in author.split(";")]
    return author if None in parts else "; ".join(part for part in parts if part)


def _turned(author: str, is_house: Callable[[str], bool]) -> str | None:
    surname, _, given = (part.strip() for part in author.partition(","))
    if not (surname and given) or "," in given or is_eastern(surname + given):
        return None
    if is_house(surname) or is_house(given):
        return None
    first, *initials = given.split()
    *particles, last = surname.split()
    if any(word.casefold() not in PARTICLES for word in particles):
        return None
    letters = [word.replace(".", "") for word in initials]
    if any(len(word) > _INITIALS or not word.isupper() for word in letters):
        return None
    if first.casefold().strip(".") in DEGREES:
        return None  # "Walker, Jr."
    if not all(word[0].isupper() and is_name(word, strict=False) for word in (first, last)):
        return None
    name = f"{given} {surname}"
    return name if is_name(name, strict=True) else None
