"""The shapes of broadcasters, agencies and bare dumps."""

from copies import CGTN, NEW_YORK, WIRE, Copy, agency_name, home_name, printed
from stories import LONG_MONTHS, SEOUL, SHANGHAI, House, Story, in_style, instant, pick, print_day


def caption_first(story: Story, *, conflict: bool) -> Copy:
    """A page whose first line is a photo caption; nothing says who printed it, or what day."""
    credit = ("Photo/CGTN", "Photo/Xinhua", "Photo: Li Qinghe/China News Service")
    caption = in_style(story.caption, story, WIRE, caption_shift=int(conflict))
    caption = f"{caption.removesuffix('.')}. ({credit[pick(story, 'credit', 3)]})"
    paragraphs = printed(story, WIRE, edited=True, cut=1)
    traps = ["no_title", "caption_first", "photo_credit"]
    copy = Copy("\n".join([caption, *paragraphs]), paragraphs, captions=[caption], traps=traps)
    copy.inferred_from_caption(story)
    if story.caption_off:
        traps.append("file_photo")
    if conflict:
        traps.append("weekday_conflict")
    return copy


def ecns(story: Story) -> Copy:
    """ECNS's page: title, a line with clock time, source and editor, its app's button.

    What another outlet wrote it prints without the end, and says below whose it is.
    """
    at = instant(story, "ecns", (33, 41), SHANGHAI)
    reprint = "ecns" in story.reprints
    paragraphs = printed(story, WIRE, cut=3 if reprint else 0)
    own, title = story.agency == "own", story.title("ecns")
    source = "Ecns.cn" if own else agency_name(story.agency)
    lines = [title, f"{at:%Y-%m-%d %H:%M:%S} {source} Editor: Bai Rong", "ECNS App Download"]
    copy = Copy(
        "",
        paragraphs,
        outlet_id="ecns",
        agency_id=None if own else story.agency,
        title=title,
        traps=["widgets", "editor_is_no_author"],
    )
    copy.published(at)
    if story.caption:
        caption = in_style(story.caption, story, WIRE).removesuffix(".")
        copy.captions.append(f"{caption}. (Photo: Li Qinghe/China News Service)")
        copy.traps.append("photo_credit")
    first = f"(ECNS) -- {paragraphs[0]}" if own and not reprint else paragraphs[0]
    foot = [f"This article first appeared in {home_name(story)}."] if reprint else []
    if reprint:
        copy.traps += ["reprint", "trimmed"]
    copy.text = "\n".join([*lines, *copy.captions, first, *paragraphs[1:], *foot]) + "\n"
    return copy


def cgtn(story: Story, *, dated: bool, curly: bool = False) -> Copy:
    """CGTN's page: widgets, a caption twice, and on some pages no date at all."""
    paragraphs = printed(story, House(LONG_MONTHS, curly=curly), edited=True, cut=1)
    title, at = story.title("cgtn"), instant(story, "cgtn", (15, 24), SHANGHAI).replace(second=0)
    copy = Copy("", paragraphs, outlet_id="cgtn", title=title, traps=["widgets"])
    head = [title, "CGTN"]
    if pick(story, "author", 4) == 0:
        author = ("Wen Jiayi", "Rao Shumin", "Gong Haotian")[pick(story, "name", 3)]
        head[1] = f"By CGTN's {author}"
        copy.byline = [author]
    head.append(f'["{story.tag}"]')
    if dated:
        head.append(f"{at:%Y-%m-%d %H:%M} GMT+8")
        copy.published(at)
    else:
        copy.traps.append("no_date")
    middle = list(paragraphs)
    if story.caption:
        photo = ("Reuters", "VCG", "Xinhua", "AFP")[pick(story, "photo", 4)]
        caption = in_style(story.caption, story, CGTN).removesuffix(".")
        copy.captions = [f"{caption}. /{photo} Photo"]
        middle[3:3] = copy.captions * 2
        copy.traps += [
            "doubled_caption",
            "photo_credit",
            *(["file_photo"] if story.caption_off else []),
        ]
        if not dated:
            copy.inferred_from_caption(story)
    copy.text = "\n".join([*head, "Share", "Copied", *middle])
    return copy


def xinhua(story: Story, *, dated: bool) -> Copy:
    """Xinhua's own print: dateline, 'Enditem', on most pages a source line with the clock."""
    paragraphs = printed(story, WIRE)
    at, title = instant(story, "xinhua", (13, 23), SHANGHAI), story.title("wire")
    copy = Copy("", paragraphs, outlet_id="xinhua", agency_id="xinhua", title=title)
    head = [title]
    if dated:
        head.append(f"Source: Xinhua| {at:%Y-%m-%d %H:%M:%S}|Editor: pengyan")
        copy.published(at)
    else:
        copy.traps.append("no_year")
    if pick(story, "writers", 5) == 0:
        copy.byline = ["Ye Shanming", "Luo Wenqi"]
        head.append("by Xinhua writers Ye Shanming, Luo Wenqi")
    copy.dateline(story.place, story.day if dated else None)
    first = f"{story.place}, {print_day(story.day, WIRE.months)} (Xinhua) -- {paragraphs[0]}"
    copy.text = "\n\n".join([*head, first, *paragraphs[1:], "Enditem"]) + "\n"
    return copy


def yonhap(story: Story) -> Copy:
    """Yonhap's own print: the stamp, the dateline, the desk's address, '(END)'."""
    paragraphs = printed(story, WIRE)
    at = instant(story, "yonhap", (9, 20), SEOUL).replace(second=0)
    title = story.title("wire")
    first = f"{story.place}, {print_day(story.day, WIRE.months)} (Yonhap) -- {paragraphs[0]}"
    head = [title, f"{at:%Y/%m/%d %H:%M}"]
    copy = Copy(
        "\n\n".join([*head, first, *paragraphs[1:], "desk@yna.co.kr", "(END)"]) + "\n",
        paragraphs,
        outlet_id="yonhap",
        agency_id="yonhap",
        title=title,
        traps=["outlet_zone"],
    )
    copy.published(at)
    copy.dateline(story.place, story.day)
    return copy


def run_together(story: Story) -> Copy:
    """A dump without title or breaks; of a wire it keeps the credit in the dateline."""
    house = NEW_YORK if story.agency == "own" else House(united_states="U.S.", curly=True)
    paragraphs = printed(story, house)
    dash = " - " if story.agency == "reuters" else " \u2014 "
    wire = "" if story.agency == "own" else f" ({agency_name(story.agency)})"
    copy = Copy(
        f"{story.place}{wire}{dash}{''.join(paragraphs)}",
        paragraphs,
        agency_id=None if story.agency == "own" else story.agency,
        traps=["no_title", "no_date", "run_together"],
    )
    copy.dateline(story.place, None)
    return copy
