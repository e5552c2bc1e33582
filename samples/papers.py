"""The shapes of the papers: Global Times, China Daily, The Korea Herald, People's Daily."""

from datetime import timedelta
from typing import Final

from copies import (
    CHINA_DAILY,
    SEOUL_HOUSE,
    WIRE,
    Copy,
    agency_name,
    home_name,
    marked,
    printed,
    revised,
    unlinked,
)
from stories import (
    LONG_MONTHS,
    PLAIN_MONTHS,
    SEOUL,
    SHANGHAI,
    Story,
    in_style,
    instant,
    pick,
    print_day,
)


def global_times(story: Story, variant: str, *, later: bool = False) -> Copy:
    """The scraped page of Global Times, with its text once or twice."""
    whole = marked(story, SEOUL_HOUSE)
    if later:
        whole = revised(story, whole, SEOUL_HOUSE)
    # The scraper lost a link and all that follows it, as in "... Area Defense (".
    broken = [text.split("[[")[0].rstrip() for text in whole]
    together = "".join(unlinked(text.replace("([[", "( ").replace("]])", " )")) for text in whole)
    apart = "\n\n\n\n".join
    body = {
        "plain": apart(map(unlinked, whole)),
        "doubled": f"{apart(broken[1:])}\n\n{together}",
        "doubled_with_lead": f"{apart(broken)}\n\n{together}",
        "doubled_tail_cut": f"{apart(broken[1:-2])}\n\n{together}",
        "run_together_first": f"{together}\n\n\n\n{apart(broken)}",
        "run_together_only": together,
    }[variant]
    hours = (22, 25) if variant == "doubled_with_lead" else (13, 22)
    at = instant(story, "global_times", hours, SHANGHAI)
    if later:
        at += timedelta(minutes=47)
    source, title = _source(story), story.title("global_times")
    stamp = f"{at.year}/{at.month}/{at.day} {at.hour}:{at:%M:%S}"
    byline = f"By {story.byline[0]} " if story.byline else ""
    copy = Copy(
        f" date {at:%Y-%m-%d} {title}\n\n{byline}Source:{source} Published: {stamp}\n\n\n\n\n\n"
        + body,
        [unlinked(text) for text in whole],
        outlet_id="global_times",
        agency_id=None if source in {"Agencies", "Global Times"} else story.agency,
        title=title,
        byline=list(story.byline),
        traps=[variant] if variant != "plain" else [],
    )
    copy.published(at)
    if at.date() != story.day:
        copy.traps.append("after_midnight")
    return copy


def _source(story: Story) -> str:
    if story.agency == "own":
        return "Global Times"
    # The paper signs what comes from Seoul by more than one wire with a plain "Agencies".
    return "Agencies" if story.agency == "yonhap" else agency_name(story.agency)


EDITIONS: Final = (
    "China Daily Website - Connecting China Connecting the World\n"
    "USEUROPE AFRICAASIA 中文Français\n"
)
NOT_FOUND: Final = (
    "\nSorry, the page you asked for was not found.\n\n"
    "Please look at the spelling of the URL, or start again from the Chinadaily home page\n"
)
SMALL_PRINT: Final = (
    "\nBACK TO THE TOP\n"
    "Copyright 1995 - . All rights reserved. Text, photos and multimedia of this site belong to "
    "China Daily Information Co (CDIC) and may not be used elsewhere without its written "
    "authorization. Note: a screen of 1024*768 or more is best for this site.\n"
    "License for publishing multimedia online 0000000\n\nRegistration Number: 000000\nFOLLOW US\n"
)
TEASERS: Final = "\nToday's Top News\n\nEditor's picks\n\nMost Viewed\n"


def china_daily(story: Story, *, not_found: bool, cut: int = 0, later: bool = False) -> Copy:
    """China Daily's web page with its menus, and with a page-not-found notice on some."""
    paragraphs = printed(story, CHINA_DAILY, cut=cut, subheads=True)
    if later:
        paragraphs = revised(story, paragraphs, CHINA_DAILY)
    hours = (18, 23) if story.revision else (20, 31)
    at = instant(story, "china_daily", hours, SHANGHAI).replace(second=0)
    if later:
        at += timedelta(minutes=41)
    frame = EDITIONS + (NOT_FOUND if not_found else "") + SMALL_PRINT
    title, own = story.title("china_daily"), story.agency == "own"
    credit = "China Daily" if own else agency_name(story.agency)
    if own:
        credit = f"By {' and '.join(story.byline)} | {credit}"
    copy = Copy(
        "",
        paragraphs,
        outlet_id="china_daily",
        agency_id=None if own else story.agency,
        title=title,
        byline=list(story.byline),
        section=story.section,
        updated_at=at,
        published_date=at.date(),
        date_kind="updated",
        date_hi=at.date(),
        traps=["menu_languages", "update_time", *(["page_not_found"] if not_found else [])],
    )
    first = paragraphs[0]
    if story.agency == "xinhua":
        first = f"{story.place}, {print_day(story.day, PLAIN_MONTHS)} -- {first}"
        copy.dateline(story.place, story.day)
        copy.date_lo = story.day
        if at.date() != story.day:
            copy.traps.append("update_day_after_dateline")
    if cut:
        copy.traps.append("trimmed")
    copy.text = (
        f"{frame}{story.section.replace('/', chr(92))}\n\n{title}\n\n"
        f"{credit} | Updated: {at:%Y-%m-%d %H:%M}\n"
        + "\n\n".join([first, *paragraphs[1:]])
        + f"\n{TEASERS}\n{frame.rstrip()}"
    )
    return copy


def china_daily_print(story: Story, *, growing: bool) -> Copy:
    """China Daily's printed page: no title, indents, a page reference that bears the date."""
    paragraphs = printed(story, CHINA_DAILY, edited=not growing, cut=1, subheads=True)
    page, day = 1 + pick(story, "page", 24), story.day + timedelta(1)
    edition = "HK Edition" if pick(story, "edition", 5) == 0 else "China Daily"
    lines: list[str] = [" "]
    copy = Copy(
        "",
        paragraphs,
        outlet_id="china_daily",
        agency_id=None if story.agency == "own" else story.agency,
        published_date=day,
        date_kind="published",
        date_lo=day,
        date_hi=day,
        traps=["no_title", "page_reference", "growing_indent" if growing else "nbsp_indent"],
    )
    if story.caption and not growing:
        caption = in_style(story.caption, story, CHINA_DAILY)
        if story.agency != "own":
            caption += " Xie Yun / For China Daily"
        copy.captions.append(caption)
        lines.append(caption)
    for depth, text in enumerate(paragraphs, start=3):
        lines.append((" " * 2 * depth if growing else "\u00a0\u00a0\u00a0\u00a0") + text + " ")
        if growing:
            lines.append(" " * 2 * depth)
    if story.agency == "own":
        writer = "".join(story.byline[0].lower().split())
        lines.append(f"Contact the writer at {writer}@chinadaily.com.cn ")
    else:
        lines.append(agency_name(story.agency) + " ")
    copy.text = "\n\n" + "\n".join([*lines, "", f"({edition} {day:%m/%d/%Y} page{page})", "", ""])
    return copy


def korea_herald(story: Story, *, later: bool = False) -> Copy:
    """The Korea Herald's page: 'Send to' above, the agency's sign-off below."""
    paragraphs = printed(story, SEOUL_HOUSE)
    if later:
        paragraphs = revised(story, paragraphs, SEOUL_HOUSE)
    # Seoul's first nine hours are still the day before in UTC; some copies come out after midnight.
    late = not story.revision and pick(story, "late", 3) == 0
    hours = (23, 25) if late else (9, 21)
    at = instant(story, "korea_herald", hours, SEOUL).replace(second=0)
    if later:
        at += timedelta(minutes=83)
    title, own = story.title("korea_herald"), story.agency == "own"
    author = story.byline[0] if own else agency_name(story.agency)
    if own:
        given = author.split()[1].replace("-", "").lower()
        end = f"\n\nBy {author} ({given}@heraldcorp.com)"
    else:
        end = f" ({author})"
    copy = Copy(
        f"Send to\n\n{title}\n\n{print_day(at.date(), SEOUL_HOUSE.months, year=True)} - "
        f"{at:%H:%M} By {author}\n" + "\n\n".join(paragraphs) + end,
        paragraphs,
        outlet_id="korea_herald",
        agency_id=None if own else story.agency,
        title=title,
        byline=[author] if own else [],
        traps=["widgets", "outlet_zone"],
    )
    copy.published(at)
    if at.date() != story.day:
        copy.traps.append("after_midnight")
    return copy


def peoples_daily(story: Story) -> Copy:
    """People's Daily Online printing a wire, or what another wrote: breadcrumb, credit, its foot."""
    own = story.agency == "own"
    paragraphs = printed(story, WIRE, cut=0 if own else pick(story, "cut", 2))
    at = instant(story, "peoples_daily", (32, 35), SHANGHAI).replace(second=0)
    title, level = story.title("wire"), story.section.split("/", maxsplit=1)[0] or "World"
    first, credit = paragraphs[0], home_name(story) if own else agency_name(story.agency)
    if not own:
        first = f"{story.place}, {print_day(story.day, WIRE.months)} (Xinhua) -- {first}"
    byline = f"By {' and '.join(story.byline)} " if own else ""
    stamp = f"{byline}({credit})    {at:%H:%M}, " + print_day(at.date(), LONG_MONTHS, year=True)
    foot = "(Follow People's Daily Online on Twitter and Facebook for more news.)"
    text = "\n\n".join([first, *paragraphs[1:]])
    copy = Copy(
        f"English>>{level}\n\n{title}\n{stamp}\n\n{text}\n\n{foot}\n(Web editor: Xu Lan, Bianji)\n",
        paragraphs,
        outlet_id="peoples_daily",
        agency_id=None if own else story.agency,
        title=title,
        byline=list(story.byline) if own else [],
        section=level,
        traps=["reprint" if own else "day_after_dateline", "editor_is_no_author"],
    )
    copy.published(at)
    if not own:
        copy.dateline(story.place, story.day)
    return copy
