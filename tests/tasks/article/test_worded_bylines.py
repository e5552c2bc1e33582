"""Bylines of texts in other words than "By"."""

import pytest

from tasks.article.worded_bylines import closing_reporters_start, reporters, worded_names
from tests.tasks.article.cleaned_lines import article

LEAD = "Der Hafen von Lindau hat am Montag einen neuen Kran erhalten, der doppelt so viel hebt."
MORE = "Das sagte die Direktorin des Hafens am Nachmittag vor der Presse in der Stadt."
TITLE = "Der Hafen von Lindau bekommt einen neuen Kran"
ENGLISH = "The harbor of Linhai reopened on Tuesday after engineers had checked both of its cranes."
HAN = "临港港口星期一迎来了一台新的起重机，起重能力是旧起重机的两倍，负责人在发布会上这样说。"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Anna Muster", ("Anna Muster",)),
        ("Von ANNA MUSTER und Max Beispiel, dpa", ("Anna Muster", "Max Beispiel")),
        ("Ein Gastbeitrag von Anna von der Weide", ("Anna von der Weide",)),
        ("Par Jeanne Dupont, publié le 4 mars 2017", ("Jeanne Dupont",)),
        ("Por Juan Pérez y Ana Gómez", ("Juan Pérez", "Ana Gómez")),
        ("di Mario Rossi", ("Mario Rossi",)),
        ("Door Jan Jansen | 4 maart 2017", ("Jan Jansen",)),
        ("Av Kari Nordmann", ("Kari Nordmann",)),
        ("Text: Anna Muster", ("Anna Muster",)),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("本报记者 王芳", ("王芳",)),
        ("新华社记者李伟、王芳报道", ("李伟", "王芳")),
        ("（记者李伟）", ("李伟",)),
        ("作者：李伟", ("李伟",)),
        ("文/李伟", ("李伟",)),
        ("【東京=田中太郎】", ("田中太郎",)),
        ("田中太郎 記者", ("田中太郎",)),
        ("Von Anna Muster, Berlin", ("Anna Muster",)),
        ("순천 홍길동 기자", ("홍길동",)),
        ("홍길동 기자 gildong@harbor.example", ("홍길동",)),
        ("[서울=임해통신] 홍길동·김철수 기자 =", ("홍길동", "김철수")),
    ],
)
def test_a_line_of_a_label_and_names_names_its_writers(line: str, names: tuple[str, ...]) -> None:
    assert worded_names(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Von Lindau nach Bregenz",
        "Von der neuen Kraft des Hafens",
        "Por fin llega la grúa",
        "Par hasard, une grue",
        "Di nuovo al lavoro",
        "记者从港口获悉",
        "港口负责人答记者问",
        "기자 회견",
        "Text: the whole speech",
        "Text: Neue Regeln",
        "Von Field zu Marsh",
        "Von Lena Field zu Olaf Marsh",
        "VON LINDAU NACH BREGENZ",
        "Von Grund Auf Neu",
        "Von Bayern München, 3:1",
        "Von Borussia Dortmund",
        "Von New York und San Francisco",
        "Por Buenos Aires y Santa Fe",
        "Par Saint Denis",
        "Di San Marino",
        "정부 기자",
        "외신 기자",
        "홍길동 대통령 신년 기자",
        "【ソウル＝聯合ニュース】",
        "官房長官 記者",
        "女性 記者",
        "记者周三",
        "记者高兴",
        "",
    ],
)
def test_what_says_more_than_names_credits_nobody(line: str) -> None:
    assert worded_names(line) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Anna Muster", ("Anna Muster",)),
        ("Von Anna Muster, dpa", ("Anna Muster",)),
        ("Text: Anna Muster", ("Anna Muster",)),
        ("Jo Field for the Guardian", ("Jo Field",)),
        ("Xu Wei, Reuters", ("Xu Wei",)),
        ("By Xu Wei, Reuters", ("Xu Wei",)),
        ("2017年3月4日 08:30 来源：新华社 记者 李伟 王芳", ("李伟", "王芳")),
    ],
)
def test_the_line_below_the_headline_is_the_byline(line: str, names: tuple[str, ...]) -> None:
    found = article(TITLE, line, LEAD, MORE)
    assert found.byline == names
    assert line not in found.body
    assert [one.kind for one in found.paragraphs][1] in ("byline", "source_line")


def test_the_house_beside_the_writer_is_credited() -> None:
    assert article(TITLE, "Von Anna Muster, dpa", LEAD, MORE).agency_id == "dpa"
    assert article(TITLE, "Xu Wei, Reuters", LEAD, MORE).agency_id == "reuters"
    found = article(TITLE, "Jo Field for the Guardian", LEAD, MORE)
    assert found.credits == ("guardian",)


def test_a_headline_that_begins_with_such_a_word_is_the_headline() -> None:
    found = article("Von Sydow Wins Award", ENGLISH, MORE)
    assert (found.title, found.byline) == ("Von Sydow Wins Award", ())


def test_a_photo_credit_below_its_caption_credits_no_text() -> None:
    shown = "A crane is seen in the harbor of Linhai, March 4, 2017. [Photo by Li Na/China Daily]"
    found = article(TITLE, shown, "Xu Wei, Reuters", LEAD, MORE)
    assert found.byline == ()


def test_reporters_in_brackets_that_close_the_copy_are_its_byline() -> None:
    found = article("临港港口迎来新起重机", "", HAN, "", HAN[:-1] + "吗。（记者李伟）")
    assert found.byline == ("李伟",)
    assert "记者" not in found.body
    assert closing_reporters_start("他答记者问（之后离开）") == -1


def test_reporters_in_the_head_of_a_lead_are_its_byline() -> None:
    lead = f"新华社临海3月4日电（记者李伟、王芳）{HAN}"
    assert article("临港港口迎来新起重机", "", lead, HAN).byline == (
        "李伟",
        "王芳",
    )


def test_who_edited_a_page_is_none_of_its_reporters() -> None:
    assert reporters("记者 李伟 责任编辑 王芳") == ("李伟",)
