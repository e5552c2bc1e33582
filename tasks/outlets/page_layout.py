"""Where an outlet's web pages keep their article: selectors, checked when the file is read."""

import re
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

SUBHEADS: Final = ("h2", "h3", "h4")  # h1 is the title wherever a page has one


# Between brackets and quotes these are letters like others.
_BRACKETS: Final = re.compile(r"\[[^\]]{0,200}\]")


def _selects(selector: str) -> str:
    bare = _BRACKETS.sub("", selector)
    if ":nth-" in bare or "~" in bare:
        # each element is counted from its first sibling on: a page of 50,000 takes a minute
        raise ValueError(f"{selector!r} counts siblings; say it with + or :first-child instead")
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError as error:
        raise ValueError(f"{selector!r} is no CSS selector that the parser knows") from error
    return selector


def _has_a_group(pattern: str) -> str:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    if groups != 1:
        raise ValueError(f"{pattern!r} needs one group, for the value; it has {groups}")
    return pattern


def _listed(value: object) -> object:
    """One place is a list of one."""
    return (value,) if isinstance(value, str | dict) else value


class Place(BaseModel):
    """An element, and where in it the value stands: an attribute, a part of its text, or all of it.

    The part is what the first group of `pattern` holds; an element in whose text it is not found
    says nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    css: Annotated[str, AfterValidator(_selects)]
    attribute: str | None = Field(default=None, pattern=r"^[A-Za-z][A-Za-z0-9_:-]*$")
    pattern: Annotated[str, AfterValidator(_has_a_group)] | None = None

    @classmethod
    def of(cls, value: object) -> object:
        """`time@datetime` as a place; an `@` inside brackets belongs to the selector."""
        if not isinstance(value, str):
            return value
        css, at, attribute = value.rpartition("@")
        if not at or "]" in attribute:
            return {"css": value}
        return {"css": css, "attribute": attribute}

    @cached_property
    def compiled(self) -> re.Pattern[str] | None:
        """The pattern of the value's part of the text."""
        return re.compile(self.pattern) if self.pattern else None

    def __str__(self) -> str:
        """As the file has it."""
        return f"{self.css}@{self.attribute}" if self.attribute else self.css


class Aside(BaseModel):
    """What stands in the container and is no copy: kept as a block of its kind, with the reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    css: Annotated[str, AfterValidator(_selects)]
    kind: Literal["widget", "furniture"] = "widget"
    why: str = ""

    @classmethod
    def of(cls, value: object) -> object:
        """A selector alone is a widget."""
        return {"css": value} if isinstance(value, str) else value


Selectors = Annotated[
    tuple[Annotated[str, AfterValidator(_selects)], ...], BeforeValidator(_listed)
]
Places = Annotated[
    tuple[Annotated[Place, BeforeValidator(Place.of)], ...], BeforeValidator(_listed)
]
Asides = Annotated[
    tuple[Annotated[Aside, BeforeValidator(Aside.of)], ...], BeforeValidator(_listed)
]


class PageLayout(BaseModel):
    """The places of an outlet's page. Every selector is one that matched real pages of it.

    `container` holds the article: the first selector whose elements hold enough copy is taken,
    all of its elements together. `body`, `subhead`, `caption`, `credit` and `drop` are looked for
    inside it (the container itself is inside: a selector of it in `body` takes all its text);
    the others anywhere on the page, the first selector that finds something.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    container: Annotated[Selectors, Field(min_length=1)]
    title: Places = ()
    dek: Places = ()
    byline: Places = ()
    published: Places = ()
    updated: Places = ()
    section: Places = ()
    body: Annotated[Selectors, Field(min_length=1)] = ("p",)
    subhead: Selectors = SUBHEADS
    caption: Selectors = ("figcaption",)
    credit: Selectors = ()
    drop: Asides = ()
