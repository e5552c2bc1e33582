"""What the lines of a dump are typed as."""

from collections.abc import Sequence

import pytest

from tasks.article.block import Block
from tasks.article.kinds import type_lines
from tasks.outlets.registry import Registry
from tasks.readers.text import split_lines
from tasks.rulebook import load_registry

LEAD = "The harbor of Linhai reopened on Tuesday after engineers had checked both of its cranes."
MORE = "Fishermen said they had waited for eleven days and lost most of the season's first catch."
LAST = "A report on the storm is expected before the end of the month, the port office said."


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def typed(registry: Registry, *lines: str, title: str | None = None) -> list[Block]:
    return type_lines(split_lines("\n".join(lines)), None, registry, title)


def kinds(blocks: Sequence[Block]) -> list[str]:
    return [block.kind for block in blocks]


def test_every_line_comes_out_once_and_in_order(registry: Registry) -> None:
    lines = ["Share", "Port opens again after storm", LEAD, "(Photo/CGTN)", MORE, "Most Viewed"]
    blocks = typed(registry, *lines)
    assert [block.text for block in blocks] == lines
    assert all(block.kind and block.reason for block in blocks)


def test_the_line_above_the_first_paragraph_is_the_headline(registry: Registry) -> None:
    assert kinds(typed(registry, "Port opens again after storm", LEAD, MORE)) == [
        "title", "body", "body",
    ]  # fmt: skip


def test_copy_that_begins_with_its_lead_has_no_headline(registry: Registry) -> None:
    assert kinds(typed(registry, LEAD, MORE, LAST)) == ["body", "body", "body"]


def test_the_headline_stands_above_the_first_source_line_and_the_standfirst_below(
    registry: Registry,
) -> None:
    blocks = typed(
        registry,
        "Port opens again after storm",
        "2017-11-22 09:30",
        "Share story",
        "Engineers checked both cranes",
        LEAD,
        MORE,
    )
    assert kinds(blocks) == ["title", "source_line", "widget", "subhead", "body", "body"]


def test_a_kicker_above_the_headline_is_not_the_headline(registry: Registry) -> None:
    blocks = typed(registry, "City News", "Port opens again after storm", "2017-11-22", LEAD, MORE)
    assert blocks[1].kind == "title"
    assert blocks[0].kind == "furniture"


def test_a_chinese_menu_above_an_english_article_is_furniture(registry: Registry) -> None:
    blocks = typed(registry, "首页 新闻 国际 财经 体育", "Port opens again after storm", LEAD, MORE)
    assert kinds(blocks) == ["furniture", "title", "body", "body"]


def test_a_row_of_section_names_is_furniture(registry: Registry) -> None:
    blocks = typed(
        registry, "Home | World | Business | Sports", "Port opens again after storm", LEAD
    )
    assert kinds(blocks) == ["furniture", "title", "body"]


def test_a_headline_that_begins_with_from_is_no_byline(registry: Registry) -> None:
    blocks = typed(registry, "From Linhai to the world: lanterns for 40 cities", LEAD, MORE)
    assert blocks[0].kind == "title"


def test_names_alone_between_headline_and_lead_are_a_byline(registry: Registry) -> None:
    blocks = typed(registry, "Port opens again after storm", "Jo Field and Ann Marsh", LEAD, MORE)
    assert kinds(blocks) == ["title", "byline", "body", "body"]


def test_a_paragraph_that_lost_its_end_below_the_source_line_is_copy(registry: Registry) -> None:
    cut = "The harbor of Linhai reopened on Tuesday after engineers had looked at both of the"
    blocks = typed(registry, "Port opens again after storm", "2017-11-22 09:30", cut, MORE, LAST)
    assert kinds(blocks) == ["title", "source_line", "body", "body", "body"]


def test_the_given_headline_is_known_where_it_stands(registry: Registry) -> None:
    blocks = typed(registry, "Storm is over", LEAD, MORE, title="STORM is over!")
    assert blocks[0].reason == "the headline given beside the copy"


def test_a_last_paragraph_with_its_agency_in_brackets_is_copy(registry: Registry) -> None:
    blocks = typed(registry, LEAD, MORE, "The port was quiet. (Yonhap)")
    assert blocks[-1].kind == "body"


def test_what_stands_below_the_page_s_own_marks_is_furniture(registry: Registry) -> None:
    blocks = typed(registry, LEAD, MORE, "Most Viewed", "Ferry timetable", "Ten places to eat")
    assert kinds(blocks)[2:] == ["furniture", "furniture", "furniture"]


def test_short_lines_below_the_last_sentence_are_copy_without_such_marks(
    registry: Registry,
) -> None:
    blocks = typed(registry, "Port company pays again", LEAD, MORE, "Pay April One", "Record May 4")
    assert kinds(blocks)[3:] == ["body", "body"]


def test_a_table_below_the_last_sentence_is_copy_with_its_heading(registry: Registry) -> None:
    rows = ["Shr loss six cts vs profit one ct", "Nine Mths", "Revs 7,089,000 vs 3,149,000"]
    blocks = typed(registry, "PORT COMPANY <PTC> 3RD QTR LOSS", LEAD, *rows)
    assert kinds(blocks)[2:] == ["body", "subhead", "body"]


def test_headlines_above_the_count_of_a_feed_are_furniture(registry: Registry) -> None:
    blocks = typed(registry, LEAD, MORE, "Storm hits the coastThe Post", "all 80 news articles »")
    assert kinds(blocks)[2:] == ["furniture", "furniture"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The cranes of Linhai stand idle in the storm. Provided to China Daily", "caption"),
        ("Jo Field greets the mayor in the port of Linhai on Tuesday. Reuters", "caption"),
        ("AP Photo/Jo Field", "credit"),
        (
            f"Jo Field argues that the harbor {'of Linhai and of Taizhou ' * 4}must be rebuilt",
            "dek",
        ),
        ("The port will be the subject of the meeting in Linhai, Jo Field reports", "dek"),
        ("Linhai 4800 4793 Taizhou 4850 4900 Wenling 5040 5115", "furniture"),
        ("LINHAI, April 9 - Year 1986", "dateline"),
    ],
)
def test_what_stands_above_the_lead_is_not_always_a_headline(
    registry: Registry, line: str, kind: str
) -> None:
    assert all(block.kind != "title" for block in typed(registry, line, LEAD, MORE))
    if kind in ("caption", "credit", "dek"):
        assert kinds(typed(registry, line, LEAD, MORE)) == [kind, "body", "body"]


def test_a_company_in_brackets_begins_a_headline(registry: Registry) -> None:
    blocks = typed(registry, "(LINHAI PORT INC) 1ST QTR NET", LEAD, MORE)
    assert kinds(blocks) == ["title", "body", "body"]


def test_a_frame_that_stands_above_and_below_is_set_aside(registry: Registry) -> None:
    frame = ["Back to the top", "All editions of this paper", "Follow us"]
    blocks = typed(registry, *frame, "Port opens again after storm", LEAD, MORE, *frame)
    assert kinds(blocks) == ["furniture"] * 3 + ["title", "body", "body"] + ["furniture"] * 3


def test_a_caption_said_twice_is_a_duplicate_the_second_time(registry: Registry) -> None:
    caption = "Cranes stand in the harbor of Linhai, Nov. 20, 2017. /Reuters Photo"
    assert kinds(typed(registry, LEAD, caption, caption, MORE))[1:3] == ["caption", "duplicate"]


def test_a_dated_line_beside_a_photo_credit_is_a_caption(registry: Registry) -> None:
    blocks = typed(
        registry, LEAD, "Li Na | TASS | Getty Images", "Cranes stand idle, July 16, 2018.", MORE
    )
    assert kinds(blocks) == ["body", "credit", "caption", "body"]


def test_a_sentence_about_an_author_within_the_copy_is_copy(registry: Registry) -> None:
    about = "The author of the report is a member of the harbor board."
    blocks = typed(registry, LEAD, about, MORE, LAST, LEAD, about)
    assert [blocks[1].kind, blocks[-1].kind] == ["body", "note"]


def test_figures_below_a_dateline_are_copy(registry: Registry) -> None:
    blocks = typed(
        registry,
        "LINHAI PORT CO 3RD QTR NET",
        "LINHAI, Oct 19 -",
        "Shr 84 cts vs 86 cts",
        "Nine Months",
        "Note: the year before has a week more than this one.",
    )
    assert kinds(blocks) == ["title", "dateline", "body", "body", "body"]


def test_copy_of_short_lines_has_a_headline_and_a_body(registry: Registry) -> None:
    blocks = typed(registry, "Results of the harbor race", "Li 14 min 3", "Han 14 min 9")
    assert kinds(blocks) == ["title", "body", "body"]


def test_the_headline_again_between_paragraphs_is_a_duplicate(registry: Registry) -> None:
    title = "Port opens again after storm"
    assert kinds(typed(registry, title, LEAD, title, MORE))[2] == "duplicate"


def test_a_date_before_the_headline_is_parted_from_it(registry: Registry) -> None:
    blocks = typed(registry, "date 2017-11-22 Port opens again after storm", LEAD, MORE)
    assert [(block.kind, block.text) for block in blocks[:2]] == [
        ("source_line", "date 2017-11-22"),
        ("title", "Port opens again after storm"),
    ]


def test_an_entity_does_not_hide_the_heading_of_a_list(registry: Registry) -> None:
    assert kinds(typed(registry, LEAD, MORE, "Today&#39;s Top News"))[-1] == "furniture"


def test_a_quoted_post_is_signed_and_not_sourced(registry: Registry) -> None:
    blocks = typed(registry, LEAD, "— Jo Field (@jofield) July 16, 2018", MORE)
    assert blocks[1].kind == "credit"


@pytest.mark.parametrize("line", ["By Jo Field", "March 4, 2017", "Von Anna Muster"])
def test_a_paragraph_between_headline_and_byline_is_the_standfirst(
    registry: Registry, line: str
) -> None:
    blocks = typed(
        registry, "Port opens again after storm", "It was shut a week.", line, LEAD, MORE
    )
    assert kinds(blocks)[:2] == ["title", "dek"]
    assert kinds(blocks)[3:] == ["body", "body"]


def test_a_lead_above_another_date_line_stays_copy(registry: Registry) -> None:
    blocks = typed(
        registry, "Port opens again after storm", "By Jo Field", LEAD, "March 4, 2017", MORE, LAST
    )
    assert kinds(blocks) == ["title", "byline", "body", "source_line", "body", "body"]


def test_a_lead_with_its_dateline_is_no_standfirst(registry: Registry) -> None:
    lead = f"LINHAI, March 3 (Xinhua) -- {LEAD}"
    blocks = typed(registry, "Port opens again after storm", lead, "2017-03-04", MORE, LAST)
    assert blocks[1].kind == "body"


@pytest.mark.parametrize(
    ("title", "lead", "more"),
    [
        (
            "Hafen öffnet wieder",
            "Der Hafen öffnet am Dienstag. „Die Kräne sind geprüft.“",
            "Die Fischer haben elf Tage auf diesen Tag gewartet.",
        ),
        (
            "Le port rouvre",
            "Le port a rouvert mardi matin. « Les deux grues sont sûres. »",
            "Les pêcheurs ont attendu ce jour pendant onze jours.",
        ),
        (
            "الميناء يفتح من جديد",
            "فتح الميناء أبوابه يوم الثلاثاء بعد فحص الرافعات.",
            "هل يعود الصيادون إلى البحر هذا الأسبوع؟",
        ),
        (
            "बंदरगाह फिर खुला",
            "बंदरगाह मंगलवार को क्रेनों की जाँच के बाद फिर से खुल गया।",
            "मछुआरों ने कहा कि वे ग्यारह दिन से इंतज़ार कर रहे थे।",
        ),
    ],
)
def test_a_lead_that_ends_as_its_language_does_is_copy(
    registry: Registry, title: str, lead: str, more: str
) -> None:
    for lines in ((title, lead, more), (title, lead, more, lead[:10] + more)):
        assert kinds(typed(registry, *lines)) == ["title"] + ["body"] * (len(lines) - 1)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "ท่าเรือเปิดอีกครั้ง",
            "ท่าเรือหลินไห่เปิดอีกครั้งเมื่อวันอังคารหลังจากวิศวกรตรวจสอบเครนทั้งสองตัวเสร็จแล้ว",
            "ชาวประมงบอกว่าพวกเขารอคอยมาสิบเอ็ดวันและสูญเสียปลาชุดแรกของฤดูกาลไปเกือบทั้งหมด",
        ),
        (
            "ဆိပ်ကမ်းပြန်ဖွင့်",
            "ဆိပ်ကမ်းကို အင်္ဂါနေ့တွင် ပြန်ဖွင့်ခဲ့သည်။",
            "တံငါသည်များက ဆယ့်တစ်ရက် စောင့်ခဲ့ရသည်ဟု ပြောသည်။",
        ),
        (
            "កំពង់ផែបើកឡើងវិញ",
            "កំពង់ផែបានបើកឡើងវិញនៅថ្ងៃអង្គារ។",
            "អ្នកនេសាទនិយាយថាពួកគេបានរង់ចាំដប់មួយថ្ងៃ។",
        ),
    ],
)
def test_copy_without_blanks_between_its_words_is_copy(
    registry: Registry, lines: tuple[str, ...]
) -> None:
    assert kinds(typed(registry, *lines)) == ["title", "body", "body"]


@pytest.mark.parametrize("label", ["Read more", "Related stories:", "À lire également"])
def test_headlines_under_a_label_lead_to_other_articles(registry: Registry, label: str) -> None:
    links = ["Mayor of the island resigns", "Why the cranes of Linhai stood still"]
    blocks = typed(registry, "Port opens again after storm", LEAD, label, *links, MORE, LAST)
    assert kinds(blocks) == ["title", "body", *["furniture"] * 3, "body", "body"]


@pytest.mark.parametrize(
    "label",
    ["Advertisement", "ADVERTISEMENT", "Article continues below", "Video", "Photo", "Opinion",
     "This is a developing story", "Features:", "Opens in new window"],
)  # fmt: skip
def test_a_heading_under_what_is_no_label_of_links_is_the_articles_own(
    registry: Registry, label: str
) -> None:
    own = "What the ruling means for tenants"
    blocks = typed(registry, "Port opens again after storm", LEAD, label, own, MORE, LAST)
    assert kinds(blocks)[3] == "subhead"


def test_a_heading_behind_a_label_and_its_link_is_the_articles_own(registry: Registry) -> None:
    for label in ("Read more: Mayor of the island resigns", "Read more"):
        blocks = typed(registry, "Port opens again", LEAD, label, "The cranes", MORE, LAST)
        assert [block.kind for block in blocks if block.text == "The cranes"] == ["subhead"]


@pytest.mark.parametrize("line", ["Here is what matters today:", "Net 658,159 vs 299,930 vs 1"])
def test_a_line_that_opens_a_list_and_a_row_of_a_table_are_no_standfirst(
    registry: Registry, line: str
) -> None:
    blocks = typed(registry, "Port opens again after storm", line, "1. The ferry", LEAD, MORE)
    assert blocks[1].kind == "subhead"
