"""The outlets and agencies that are known, read from YAML and checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from tasks.outlets.page_layout import PageLayout
from tasks.plain_yaml import YamlError, composed, plain
from tasks.text.addresses import host_of


class OutletFileError(ValueError):
    """An outlet file says something the registry does not understand; the message names it."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is no IANA time zone") from error
    return name


Pattern = Annotated[str, AfterValidator(_compiles)]
Zone = Annotated[str, AfterValidator(_zone)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sign(_Data):
    """Words that tell the outlet when they stand in a line; `weight` is how sure they make us."""

    pattern: Pattern
    weight: float = Field(gt=0, le=1)
    zone: Literal["any", "head", "tail"] = "any"
    why: str


class Rule(_Data):
    """A line that matches is of this kind; a dateline's pattern matches how a lead begins."""

    kind: Literal[
        "title", "dek", "byline", "source_line", "dateline", "subhead", "caption", "credit",
        "furniture", "widget", "note",
    ]  # fmt: skip
    pattern: Pattern


class Layout(_Data):
    """How an outlet's copy looked from one day to another: rules of lines, places of the page.

    Both days are the layout's own; None is open. Rules hold for text dumps whatever their day.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    valid_from: date | None = None
    valid_until: date | None = None
    rules: tuple[Rule, ...] = ()
    page: PageLayout | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError(f"valid_until {self.valid_until} lies before {self.valid_from}")
        return self

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Whether it was in force on a day from `first` to `last`; None is open."""
        begun = last is None or self.valid_from is None or self.valid_from <= last
        return begun and (first is None or self.valid_until is None or first <= self.valid_until)


class Agency(_Data):
    """The names under which an agency is credited."""

    agency_id: str
    name: str
    aliases: tuple[str, ...]


class Outlet(_Data):
    """One outlet: who it is, and what its copy looks like."""

    outlet_id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    languages: tuple[str, ...] = ()
    zone: Zone | None = None
    day_first: bool | None = None
    media_type: Literal[
        "newspaper", "broadcaster", "wire_agency", "magazine", "website", "aggregator", "unknown"
    ] = "unknown"
    ownership: Literal["state", "party", "public", "private", "cooperative", "unknown"] = "unknown"
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    agency: Agency | None = None
    signs: tuple[Sign, ...] = ()
    layouts: tuple[Layout, ...] = ()
    paragraph_mark: Pattern | None = None

    @model_validator(mode="after")
    def _is_an_outlet_or_says_why_not(self) -> Self:
        if self.media_type == "wire_agency" and self.agency is None:
            raise ValueError("a wire agency needs an `agency` section with its credit names")
        names = [layout.name for layout in self.layouts]
        if len(names) != len(set(names)):
            raise ValueError("two layouts have one name")
        return self

    @cached_property
    def compiled_rules(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        """(kind, reason, pattern) of every layout, in the order of the file."""
        return tuple(
            (rule.kind, f"{self.outlet_id}/{layout.name}", re.compile(rule.pattern))
            for layout in self.layouts
            for rule in layout.rules
        )

    @cached_property
    def page_layouts(self) -> tuple[tuple[Layout, PageLayout], ...]:
        """The layouts that say where a page keeps its article, the newest first."""
        found = [(layout, layout.page) for layout in self.layouts if layout.page is not None]
        return tuple(sorted(found, key=lambda pair: pair[0].valid_from or date.min, reverse=True))

    @cached_property
    def datelines(self) -> tuple[re.Pattern[str], ...]:
        """The outlet's own forms of the dateline, each with a group `place`."""
        return tuple(pattern for kind, _, pattern in self.compiled_rules if kind == "dateline")

    @cached_property
    def paragraph_marks(self) -> re.Pattern[str] | None:
        """What parts paragraphs inside the outlet's lines."""
        return re.compile(self.paragraph_mark) if self.paragraph_mark else None


@dataclass(frozen=True)
class Registry:
    """Every outlet by id, with the look-ups that reading a document needs."""

    outlets: Mapping[str, Outlet]

    @cached_property
    def by_domain(self) -> Mapping[str, Outlet]:
        """Outlets by domain, lower case."""
        return {
            domain.lower(): outlet for outlet in self.outlets.values() for domain in outlet.domains
        }

    @cached_property
    def by_name(self) -> Mapping[str, Outlet]:
        """Outlets by id, name and alias, case-folded."""
        names: dict[str, Outlet] = {}
        for outlet in self.outlets.values():
            for name in (outlet.outlet_id, outlet.name, *outlet.aliases):
                names.setdefault(name.casefold(), outlet)
        return names

    @cached_property
    def agencies(self) -> Mapping[str, Agency]:
        """Agencies by id."""
        return {
            outlet.agency.agency_id: outlet.agency
            for outlet in self.outlets.values()
            if outlet.agency
        }

    @cached_property
    def agency_by_name(self) -> Mapping[str, Agency]:
        """Agencies by the names they are credited under, case-folded."""
        return {
            alias.casefold(): agency
            for agency in self.agencies.values()
            for alias in (agency.name, *agency.aliases)
        }

    @cached_property
    def signs(self) -> tuple[tuple[str, Sign, re.Pattern[str]], ...]:
        """(outlet_id, sign, pattern) of every outlet, in the order of the ids."""
        return tuple(
            (outlet_id, sign, re.compile(sign.pattern))
            for outlet_id, outlet in sorted(self.outlets.items())
            for sign in outlet.signs
        )

    @cached_property
    def signs_at_start(self) -> re.Pattern[str]:
        """Matches a line that may hold a sign at its very start: most lines hold none."""
        patterns = [sign.pattern for _, sign, _ in self.signs if sign.pattern.startswith("^")]
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")

    @cached_property
    def signs_within(self) -> tuple[re.Pattern[str], ...]:
        """The patterns that may hold anywhere in a line."""
        return tuple(pattern for _, sign, pattern in self.signs if not _is_anchored(sign.pattern))

    def of_url(self, url: str) -> Outlet | None:
        """The outlet whose domain the URL's host is, or lies under."""
        host = host_of(url)
        while host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return None


def _is_anchored(pattern: str) -> bool:
    """Whether the pattern holds at the start of a line only: "^a|b" does not, "^(?:a|b)" does."""
    inner = ""
    while inner != pattern:
        # what stands in brackets goes, the innermost first
        inner, pattern = pattern, re.sub(r"\\.|\[[^\]]*\]|\([^()]*\)", "", pattern)
    return pattern.startswith("^") and "|" not in pattern


def read_outlet(text: str, name: str) -> Outlet:
    """The outlet of one YAML file; OutletFileError names the file and what is wrong with it."""
    try:
        outlet = Outlet.model_validate(plain(composed(text)))
    except YamlError as error:
        line = f", line {error.line}" if error.line else ""
        raise OutletFileError(f"{name}{line}: {error}") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, item['loc'])) or 'file'}: {item['msg']}" for item in error.errors()
        )
        raise OutletFileError(f"{name}: {problems}") from error
    if outlet.outlet_id != PurePath(name).stem:
        raise OutletFileError(
            f"{name}: outlet_id is {outlet.outlet_id}; a file bears the name of its outlet, "
            f"call it {outlet.outlet_id}.yaml"
        )
    return outlet


def registry_of(files: Iterable[tuple[str, str]]) -> Registry:
    """The registry of (name, text) pairs; a later file replaces an outlet of the same id."""
    outlets: dict[str, Outlet] = {}
    for name, text in files:
        outlet = read_outlet(text, name)
        outlets[outlet.outlet_id] = outlet
    return Registry(dict(sorted(outlets.items())))
