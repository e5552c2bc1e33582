"""Lines that are known whatever stands around them."""

import pytest

from tasks.article.captions import caption_reason, is_credit, may_be_caption
from tasks.article.line_kinds import kind_alone
from tasks.article.prose import ends_sentence, is_menu, is_prose, looks_like_title
from tasks.text.words import words_in


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 1999 - . All rights reserved.",
        "Sorry, the page you requested was not found.",
        "FOLLOW US",
        "Advertisement",
        "[ad_1]",
        "(Follow The Linhai Post on Twitter and Facebook for more news.)",
        "ECNS App Download",
        "FacebookEmail Twitter Google+ LinkedIn Pinterest",
        "Story Continued Below",
        "var settings_config = {\"track\":false};",
        "***",
    ],
)  # fmt: skip
def test_notices_of_the_page_are_furniture(line: str) -> None:
    assert kind_alone(line, None)[0] == "furniture"


@pytest.mark.parametrize("line", ["Share", "Copied", "Send to", "0 comments", '["china"]'])
def test_buttons_and_tags_are_widgets(line: str) -> None:
    assert kind_alone(line, None)[0] == "widget"


@pytest.mark.parametrize(
    "line",
    [
        "Copyright holders sued the port on Monday, saying it had used their maps.",
        "Save the harbor, say fishermen",
        "Privacy policy of the port draws fire. Members of the board are asked to leave.",
        "The strong currency contributed to this year's fall in catches.",
    ],
)
def test_copy_that_begins_like_a_notice_is_not_taken_for_one(line: str) -> None:
    assert kind_alone(line, None)[0] == ""


@pytest.mark.parametrize(
    "line",
    [
        "The author is a fellow of the Linhai Institute.",
        "Contact the writer at jo@example.com",
        "jo@example.com",
        "(Reporting by Jo Field; Editing by Ann Marsh)",
        "The opinions expressed here are those of the author.",
    ],
)
def test_what_is_said_of_the_article_is_a_note(line: str) -> None:
    assert kind_alone(line, None)[0] == "note"


@pytest.mark.parametrize(
    "line",
    [
        "Boats at anchor, Jan. 5, 2017. (Photo/CGTN)",
        "Boats at anchor in Linhai, April 26, 2017. /Reuters Photo",
        "Boats at anchor, Sept 12, 2017. Xie Yun / For China Daily",
        "Boats at anchor. (AP Photo/Jo Field)",
        "Boats at anchor in Linhai. Photo by Li Na/Xinhua",
        "Mayor Jo Field (R) greets a guest in Linhai, Jan. 5, 2017.",
        "This photo taken on May 3 shows boats at anchor.",
        "A file photo of the harbor",
        "Boats at anchor in Linhai. Photo by Li Na.",
        "Boats at anchor in Linhai. File photo.",
        "Boats at anchor in Linhai. Jo Field/Getty Images.",
        "Boats at anchor (Li Na/Xinhua/For the harbor.",
    ],
)
def test_captions_are_told_by_credit_and_by_what_they_show(line: str) -> None:
    assert caption_reason(line)


@pytest.mark.parametrize(
    "line",
    [
        "The photo in question was sent to eleven people, police said on Monday.",
        "The minister met a delegation (see page 4) and left for the airport.",
        "He said the river/harbor question was open.",
    ],
)
def test_copy_that_speaks_of_photos_is_no_caption(line: str) -> None:
    assert not caption_reason(line)


@pytest.mark.parametrize(
    "line",
    ["Photo: Jo Field", "(Xinhua/Li Na)", "Getty Images", "Photo: Jo Field, AP", "Credit: Li Na"],
)  # fmt: skip
def test_photo_credits_alone_are_credits(line: str) -> None:
    assert is_credit(line)


def test_a_byline_with_its_agency_is_no_photo_credit() -> None:
    assert not is_credit("By Jo Field, Reuters")


def test_a_short_line_that_ends_with_its_day_may_be_a_caption() -> None:
    assert may_be_caption("Boats at anchor in Linhai, July 16, 2018.")
    assert not may_be_caption("Boats were at anchor on July 16 when the storm came.")


def test_chinese_characters_count_as_words() -> None:
    assert words_in("港口 开放") == 4
    assert words_in("The port reopens") == 3


def test_a_sentence_ends_behind_quotes_brackets_and_sign_offs() -> None:
    assert all(map(ends_sentence, ['He left."', "It rained.)", "It rained. (Yonhap)", "雨停了。"]))
    assert not any(map(ends_sentence, ["Port reopens", "He said,", "(Yonhap)"]))


def test_prose_is_long_or_ends_as_a_sentence() -> None:
    assert is_prose("The port reopened on Tuesday.")
    assert not is_prose("Port reopens.")
    assert not is_prose("Port reopens after eleven days of storm")


def test_a_short_line_that_ends_with_a_shortened_word_is_no_prose() -> None:
    assert not is_prose("Linhai to sell more of its fish to U.S.")
    assert is_prose("Linhai will sell more of its fish and its nets to buyers in the U.S.")


def test_a_statement_announced_with_a_colon_is_prose() -> None:
    assert is_prose(
        "A spokesman for the harbor board issued the following statement to the press on Friday:"
    )


@pytest.mark.parametrize(
    "line", ["Port reopens", "Storm closes U.S.", "Field meets Marsh Jr.", "Wait for it..."]
)
def test_headlines_may_end_with_a_shortened_word(line: str) -> None:
    assert looks_like_title(line)


@pytest.mark.parametrize("line", ["Port", "The port reopened.", "(Yonhap)", "and then it rained"])
def test_labels_and_sentences_are_no_headlines(line: str) -> None:
    assert not looks_like_title(line)


def test_a_menu_needs_three_section_names_and_nothing_else() -> None:
    assert is_menu("Home News World")
    assert not is_menu("World News")
    assert not is_menu("World News of the port")


@pytest.mark.parametrize(
    "line",
    [
        "Answer said it will let its product read the files of the mainframe LBM (R).",
        "Governor Jo Field (R) said Wednesday that she has no plans to resign over the port.",
        "Photos taken by the press during the forum showed few people in the hall.",
        "AccuWeather senior meteorologist Jo Field said the storm would reach the port by noon.",
        "Follow up on the port: the interior minister is back from his holiday at the sea",
        "Click on that button and you will be guided to a page with the following information:",
    ],
)
def test_sentences_that_only_begin_or_end_like_the_page_s_are_left_to_their_place(
    line: str,
) -> None:
    assert kind_alone(line, None) == ("", "")


@pytest.mark.parametrize(
    "line",
    [
        "Mayor Jo Field (left) and Ann Marsh (right) open the port",
        "Mayor Jo Field (L) opens the port of Linhai",
        "Mayor Jo Field (R) opens the port of Linhai on July 16, 2018.",
    ],
)
def test_names_with_their_sides_are_a_caption(line: str) -> None:
    assert kind_alone(line, None)[0] == "caption"


@pytest.mark.parametrize("line", ["1 2 3 Next Page >>|", "Previous Page", "(END)", "<!--"])
def test_marks_of_a_page_s_end_are_furniture(line: str) -> None:
    assert kind_alone(line, None)[0] == "furniture"
