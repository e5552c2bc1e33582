"""Credits that stand in the text: "This article first appeared in ...", "(Source: ...)", 来源."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tasks.article.source_lines import is_house
from tasks.outlets.registry import Registry

# A credit for all of a text stands above it or below it. In between, "Source: ..." is that of a
# chart, and "this report was first published by ..." tells of somebody's report.
FIRST: Final = 2  # paragraphs of the copy
LAST: Final = 3
LONGEST_LINE: Final = 90  # characters of a line that is a credit and nothing else

_LABEL: Final = (
    r"(?:(?:Article |Story |Text )?Source|SOURCE|Quelle|Fuente|Fonte"
    r"|(?:本文|文章|新闻|稿件)?[来來]源|출처|기사 ?출처|出典) ?[:：] ?[-–—]? ?"
)
_BEGINS: Final = rf"(?:{_LABEL}|(?:本文)?[转轉](?:载|載)?自 ?[:：]? ?)"
_NAME: Final = r"(?P<name>[^\s:：()（）\[\]|,;][^:：()（）\[\]|,;\n]{1,59})"
_LINE: Final = re.compile(rf"^[(（\[]?{_BEGINS}{_NAME}[)）\]]?[.。]?$")
# in brackets, or behind the last sentence where a scraper lost the break between the two
_AT_THE_END: Final = re.compile(
    rf"(?:[(（\[]|(?<=[.!?。”\"] )|(?<=- )){_BEGINS}{_NAME}[)）\]]?[.。]?$"
)
_TEXTS: Final = (
    r"(?:article|story|report|piece|text|commentary|column|op-ed|essay|post|analysis|interview)"
)
_WHEN: Final = r"(?: (?:on|in) [A-Z][a-z]{2,8}\.? \d{1,4}(?:, \d{4})?)?"
_PHRASES: Final = (
    re.compile(
        rf"\b[Tt]his {_TEXTS} (?:was |has been |is |had )?(?:(?:first|originally|previously) )"
        rf"(?:appeared|published|ran|printed|posted){_WHEN} (?:in|on|by|at) {_NAME}"
    ),
    re.compile(
        rf"\b[Tt]his {_TEXTS} (?:was |has been |is )?(?:republished|reprinted|reposted|reproduced)"
        rf"(?: here)?(?: (?:with|by) (?:the )?(?:kind )?permission)? (?:from|of) {_NAME}"
    ),
    re.compile(
        r"^[(\[]?(?:(?:First|Originally) (?:published|appeared|posted)"
        rf"{_WHEN} (?:in|on|by|at)"
        r"|(?:Re-?printed|Re-?published|Re-?posted)(?: (?:with|by) permission)? (?:from|of)"
        rf"|(?:Article|Story|Text) courtesy of) {_NAME}"
    ),
    re.compile(
        r"\bDieser (?:Artikel|Text|Beitrag) (?:erschien|ist) (?:zuerst|ursprünglich)"
        rf" (?:in|im|bei|auf) {_NAME}"
    ),
    re.compile(
        r"\bCet article a (?:d['’]abord |initialement )?été (?:initialement |d['’]abord )?publié"
        rf" (?:dans|par|sur) {_NAME}"
    ),
    re.compile(
        r"\bEste (?:artículo|texto) (?:se publicó|fue publicado|apareció) (?:originalmente|primero)"
        rf" (?:en|por) {_NAME}"
    ),
)
# One of these stands in whatever a phrase matches, and in few paragraphs: to look for them takes a
# twentieth of the time of the patterns, which stop at every "T" and "t".
_IN_PHRASES: Final = (
    "published", "printed", "posted", "appeared", " ran ", "reproduced", "courtesy of", "Dieser ",
    "Cet article a ", "Este ",
)  # fmt: skip
_IN_LABELS: Final = (":", "：", "自")  # one of these stands in every label
_ARTICLE: Final = re.compile(r"(?:[Tt]he|der|die|dem|le|la|el) ")
_ENDS: Final = ".,。\"'”’!"
_MOST_WORDS: Final = 6  # of an outlet's name


class TextCredit(NamedTuple):
    """Who is credited: the name as it stands there, the words around it, where in the paragraph."""

    name: str
    text: str
    start: int
    end: int


def text_credits(copy: Sequence[str], registry: Registry) -> tuple[tuple[int, TextCredit], ...]:
    """The outlets and agencies that the copy names as where all of it comes from, by paragraph.

    Only names of the registry count. What is said of facts ("according to the Herald", "the
    Herald reported"), of pictures, and of those who "contributed to this report" is no such credit.
    """
    places = sorted({*range(min(FIRST, len(copy))), *range(max(0, len(copy) - LAST), len(copy))})
    # looked for in all of them at once: most copy has none
    together = "\n".join([copy[place] for place in places])
    in_phrase = any(map(together.__contains__, _IN_PHRASES))
    found = []
    for place in places:
        credit = _credit_in(copy[place], registry, in_phrase=in_phrase)
        if credit:
            found.append((place, credit))
    return tuple(found)


def _credit_in(text: str, registry: Registry, *, in_phrase: bool) -> TextCredit | None:
    for match in _matches(text, in_phrase=in_phrase):
        name = _known(match["name"], registry) if match else ""
        if match and name:
            at = text.find(name, match.start("name"))
            whole = at < 0 or match.end("name") != match.end()  # with the bracket that closes it
            end = match.end() if whole else at + len(name)
            return TextCredit(name, text[match.start() : end], match.start(), end)
    return None


def _matches(text: str, *, in_phrase: bool) -> Iterator[re.Match[str] | None]:
    """What of the paragraph has the form of a credit, the surest form first.

    `in_phrase` says that one of _IN_PHRASES may stand in it.
    """
    end = max(0, len(text) - LONGEST_LINE)
    if any(map(text[end:].__contains__, _IN_LABELS)):
        yield _AT_THE_END.search(text, end)
        if not end:
            yield _LINE.search(text)
    if in_phrase and any(map(text.__contains__, _IN_PHRASES)):
        yield from (pattern.search(text) for pattern in _PHRASES)


def _known(said: str, registry: Registry) -> str:
    """The known name that `said` begins with; '' where the name goes on and is another's.

    "China Daily on Monday" is China Daily, "China Daily Asia" is not.
    """
    article = _ARTICLE.match(said)
    words = (said[article.end() :] if article else said).split()
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        after = words[count] if count < len(words) else ""
        if after and after[0].isupper() and words[count - 1][-1] not in _ENDS:
            continue
        name = " ".join(words[:count]).strip(_ENDS)
        for form in (name, f"The {name}", name.removesuffix("'s").removesuffix("’s")):
            if is_house(form, registry):
                return form
        outlet = registry.of_url(f"https://{name.casefold()}/") if "." in name else None
        if outlet:
            return outlet.name
    return ""
