"""Days in the head of texts in many languages."""

from datetime import date

import pytest

from tasks.article.dates.head_dates import is_date_line
from tests.tasks.article.cleaned_lines import article

TITLE = "Der Hafen von Lindau bekommt einen neuen Kran"
LEAD = "Der Hafen von Lindau hat am Montag einen neuen Kran erhalten, der doppelt so viel hebt."
MORE = "Das sagte die Direktorin des Hafens am Nachmittag vor der Presse in der Stadt."


@pytest.mark.parametrize(
    "line",
    [
        "4. März 2017, 12:30 Uhr",
        "Berlin, 4. März 2017",
        "Samstag, 4. März 2017",
        "Stand: 04.03.2017 12:30 Uhr",
        "Publié le 4 mars 2017 à 12h30",
        "samedi 4 mars 2017",
        "Madrid, 4 de marzo de 2017",
        "sábado, 4 de março de 2017",
        "4 marzo 2017 alle ore 12:30",
        "Опубликовано: 4 марта 2017 г., 12:30",
        "4 Mart 2017",
        "4 maart 2017",
    ],
)
def test_a_day_with_place_label_and_clock_is_the_day_of_the_text(line: str) -> None:
    found = article(TITLE, line, LEAD, MORE)
    assert found.dating.published_date == date(2017, 3, 4)
    assert [one.kind for one in found.paragraphs][:2] == ["title", "source_line"]


@pytest.mark.parametrize(
    "line",
    [
        "Am 4. März 2017 wurde der Kran eingeweiht",
        "4 mars 2017 : la grue arrive au port",
        "Die Wahl vom 4. März 2017",
        "El 4 de marzo de 2017 llegó la grúa",
        "März 2017",
        "Umsatz 2017: 4,3 Millionen",
    ],
)
def test_a_line_that_tells_something_of_a_day_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_a_label_in_the_line_s_language_tells_updates_from_publication() -> None:
    line = "Erstellt: 04.03.2017, 12:30 Uhr, aktualisiert: 05.03.2017, 9:15 Uhr"
    found = article(TITLE, line, LEAD, MORE)
    assert found.dating.published_date == date(2017, 3, 4)
    assert found.dating.method == "stated_published"


def test_a_byline_with_its_day_gives_both() -> None:
    found = article(TITLE, "Von Anna Muster, 4. März 2017", LEAD, MORE)
    assert (found.byline, found.dating.published_date) == (("Anna Muster",), date(2017, 3, 4))


def test_a_day_told_in_the_copy_is_not_the_day_of_the_text() -> None:
    found = article(TITLE, LEAD, "Am 4. März 2017 kommt der zweite Kran, sagte sie der Presse.")
    assert found.dating.published_date is None


def test_the_language_of_a_text_tells_which_number_is_the_month() -> None:
    found = article(TITLE, "Veröffentlicht am 04/03/2017", LEAD, MORE)
    assert found.dating.published_date == date(2017, 3, 4)


def test_the_day_stands_as_it_was_printed_in_the_evidence() -> None:
    found = article(TITLE, "Berlin, 4. März 2017", LEAD, MORE)
    said = [one for one in found.evidence if one.field == "date" and one.is_chosen]
    assert [one.text for one in said] == ["Berlin, 4. März 2017"]
