"""A rendered copy with the truth about it, and the paragraphs every shape is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from stories import (
    LONG_MONTHS,
    PLAIN_MONTHS,
    House,
    Story,
    in_style,
)

AGENCY_NAMES: Final = ("xinhua", "Xinhua"), ("yonhap", "Yonhap"), ("reuters", "Reuters")
OUTLET_NAMES: Final = ("global_times", "Global Times"), ("korea_herald", "The Korea Herald")
CHINA_DAILY: Final = House(PLAIN_MONTHS)
CGTN: Final = House(LONG_MONTHS)
SEOUL_HOUSE: Final = House()
WIRE: Final = House(united_states="U.S.")
NEW_YORK: Final = House(united_states="United States", curly=True)


@dataclass(slots=True)
class Copy:
    """One rendered copy; the fields but `text` are what a careful reader can tell from it."""

    text: str
    paragraphs: list[str]
    outlet_id: str | None = None
    agency_id: str | None = None
    title: str | None = None
    byline: list[str] = field(default_factory=list)
    section: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    published_date: date | None = None
    date_kind: str = "unknown"
    date_lo: date | None = None
    date_hi: date | None = None
    dateline_place: str | None = None
    dateline_date: date | None = None
    captions: list[str] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)

    def published(self, at: datetime) -> None:
        """Take the instant for the stated publication."""
        self.published_at = at
        self.published_date = self.date_lo = self.date_hi = at.date()
        self.date_kind = "published"

    def inferred_from_caption(self, story: Story) -> None:
        """Take the days a caption and the weekdays of the text leave, when nothing is stated.

        A caption may be a day late, so the day after the story's is possible too; one of a file
        photo tells nothing about the day of publication.
        """
        self.date_kind = "inferred"
        if not story.caption_off:
            self.date_lo, self.date_hi = story.day, story.day + timedelta(1)

    def dateline(self, place: str, day: date | None) -> None:
        """Take place and day for the printed dateline."""
        self.dateline_place, self.dateline_date = place, day


def agency_name(agency: str) -> str:
    """The agency as credits print it."""
    return dict(AGENCY_NAMES).get(agency, agency.upper())


def home_name(story: Story) -> str:
    """The outlet that the story is of, as a reprint credits it."""
    return dict(OUTLET_NAMES)[story.home]


def unlinked(text: str) -> str:
    """The text without the marks around linked phrases."""
    return text.replace("[[", "").replace("]]", "")


def marked(
    story: Story, house: House, *, edited: bool = False, cut: int = 0, subheads: bool = False
) -> list[str]:
    """Paragraphs in the house's style, links still marked; `cut` of them are left off the end."""
    words = list(story.paragraphs)
    if not subheads:
        words = [text for text in words if not text.startswith("# ")]
    if cut:
        words = words[:-cut]
    if edited and story.edited:
        words[0] = story.edited
    return [in_style(text.removeprefix("# "), story, house) for text in words]


def printed(
    story: Story, house: House, *, edited: bool = False, cut: int = 0, subheads: bool = False
) -> list[str]:
    """Paragraphs in the house's style, as a reader sees them."""
    texts = marked(story, house, edited=edited, cut=cut, subheads=subheads)
    return [unlinked(text) for text in texts]


def revised(story: Story, texts: Sequence[str], house: House) -> list[str]:
    """A later version: the third paragraph is gone and the story's revision ends it."""
    return [*texts[:2], *texts[3:], in_style(story.revision, story, house)]
