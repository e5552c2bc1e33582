"""Teasers, sign-offs and notices in many languages."""

import pytest

from tasks.article.line_kinds import kind_alone
from tasks.article.worded_notices import worded_notice
from tests.tasks.article.cleaned_lines import article

LEAD = "Der Hafen von Lindau hat am Montag einen neuen Kran erhalten, der doppelt so viel hebt."
MORE = "Das sagte die Direktorin des Hafens am Nachmittag vor der Presse in der Stadt."


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie hier: Zehn Kräne, die den Hafen verändert haben",
        "Lesen Sie auch: Wann kommt der zweite Kran?",
        "Mehr zum Thema: Zehn Kräne",
        "Lire aussi : Dix grues du port",
        "À lire aussi : Dix grues du port",
        "Lea también: Diez grúas",
        "Leggi anche: Dieci gru del porto",
        "Leia também: Dez gruas",
        "Lees ook: Tien kranen",
        "Les også: Ti kraner",
        "Читайте также: Десять кранов",
        "阅读更多：十台起重机",
        "相关阅读",
        "READ MORE: Ten cranes that changed the coast",
        ", opens new tab",
    ],
)
def test_a_labelled_teaser_within_the_copy_is_furniture(line: str) -> None:
    found = article("Ein neuer Kran für Lindau", LEAD, line, MORE)
    assert [one.kind for one in found.paragraphs] == ["title", "body", "furniture", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch, was die Direktorin dazu sagte.",
        "„Lesen Sie hier: Das ist mein Vertrag“, sagte sie.",
        "Mehr lesen die Kinder der Stadt seit dem Winter.",
        "Con la nueva grúa, el puerto crece.",
        "Mit Material aus der Grube wird gebaut.",
        "Der Autor des Berichts: ein Ingenieur aus Lindau.",
        "相关阅读量达到十万",
        "编辑部在新楼里开会",
    ],
)
def test_sentences_and_quotations_are_left_to_their_place(line: str) -> None:
    assert worded_notice(line.lower()) == ("", "")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("（责任编辑：李伟）", "furniture"),
        ("责编：李伟", "furniture"),
        ("Abonnieren Sie unseren Newsletter", "furniture"),
        ("Suivez-nous sur Facebook", "furniture"),
        ("Haga clic aquí para leer más", "furniture"),
        ("Alle Rechte vorbehalten", "furniture"),
        ("Sign up here for our daily newsletter.", "furniture"),
        ("Mit Agenturmaterial", "note"),
        ("Die Autorin ist Ingenieurin in Lindau.", "note"),
        ("Dieser Artikel erschien zuerst in der Lindauer Woche.", "note"),
    ],
)
def test_what_a_page_says_at_the_end_is_none_of_the_copy(line: str, kind: str) -> None:
    assert kind_alone(line, None)[0] == kind


@pytest.mark.parametrize(
    ("line", "agency", "attribution"),
    [
        ("Mit Material von dpa", "dpa", "mixed"),
        ("(avec AFP)", "afp", "mixed"),
        ("dpa/afp", "dpa", "mixed"),
    ],
)
def test_the_agency_of_the_material_is_credited_where_it_closes_the_copy(
    line: str, agency: str, attribution: str
) -> None:
    found = article("Ein neuer Kran für Lindau", LEAD, MORE, line)
    assert (found.agency_id, found.attribution) == (agency, attribution)
    assert [one.kind for one in found.paragraphs][-1] == "credit"
    assert found.byline == ()


@pytest.mark.parametrize(("line", "agency"), [("来源：新华社", "xinhua"), ("Quelle: dpa", "dpa")])
def test_a_line_that_names_the_source_of_the_text_is_no_copy(line: str, agency: str) -> None:
    below = article("Ein neuer Kran für Lindau", LEAD, MORE, line)
    assert (below.agency_id, below.paragraphs[-1].kind) == (agency, "note")
    above = article("Ein neuer Kran für Lindau", line, LEAD, MORE)
    assert (above.agency_id, above.paragraphs[1].kind) == (agency, "source_line")
