"""Names of people out of credits."""

import pytest

from tasks.article.page.bylines.names import names_in


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("By Ann Walker", ["Ann Walker"]),
        ("By ANN WALKER and BOB O'HARA", ["Ann Walker", "Bob O'Hara"]),
        ("Von Jörg Muster und Eva Beispiel, dpa", ["Jörg Muster", "Eva Beispiel"]),
        ("Von | Eva Beispiel | Korrespondentin", ["Eva Beispiel"]),
        ("Par Léa Dupont avec AFP", ["Léa Dupont"]),
        ("Por José García y Ana de la Cruz", ["José García", "Ana de la Cruz"]),
        ("Ola Nordmann og Kari Hansen", ["Ola Nordmann", "Kari Hansen"]),
        ("Am 3. Mai veröffentlicht von Eva Beispiel", ["Eva Beispiel"]),
        ("View profile of Ann Walker", ["Ann Walker"]),
        ("View all posts by Ann Walker", ["Ann Walker"]),
        ("Alle Beiträge von Eva Beispiel", ["Eva Beispiel"]),
        ("Voir tous les articles de Léa Dupont", ["Léa Dupont"]),
        ("View Profile", []),
        ("By | Ann Walker | Updated May 3, 2024 | Fact-checked by | Bob Other", ["Ann Walker"]),
        ("By Ann Walker in London", ["Ann Walker"]),
        ("Ann Walker, Staff Writer", ["Ann Walker"]),
        ("von Eva Beispiel, RADIO NORD", ["Eva Beispiel"]),
        ("ann.walker@example.org Ann Walker", ["Ann Walker"]),
        ("李小明 记者", ["李小明"]),
        ("김철수 기자", ["김철수"]),
        ("ANN WALKER // ABC News", ["Ann Walker"]),
        ("ANN WALKER AND BOB OTHER AP", ["Ann Walker", "Bob Other"]),
        ("By Ann Walker And Bob Other, Example News", ["Ann Walker", "Bob Other"]),
        ("By Ann Walker, MS, RD", ["Ann Walker"]),
        ("Recueilli par Léa Dupont", ["Léa Dupont"]),
        ("By Ann Walker Crime Correspondent", ["Ann Walker"]),
        ("Ann Walker Climate and Energy Reporter and Bob Other", ["Ann Walker", "Bob Other"]),
        ("Jamie Ireland Local Democracy Reporter", ["Jamie Ireland"]),
        ("Bob Other, Former Deputy Tech Editor", ["Bob Other"]),
        ("Bob Other | Former Deputy Tech Editor", ["Bob Other"]),
        ("Léa Dupont Grand reporter", ["Léa Dupont"]),
        ("Eva Beispiel Volontärin", ["Eva Beispiel"]),
        ("Ana García Enviada especial", ["Ana García"]),
        ("Anna Rossi, Inviata", ["Anna Rossi"]),
        ("Anna de Vries Verslaggever", ["Anna de Vries"]),
        ("Ayşe Örnek, Ankara Temsilcisi", ["Ayşe Örnek"]),
        ("By Ann Walker 3 May 2024", ["Ann Walker"]),
        ("By Ann Walker Fri May 3, 2024", ["Ann Walker"]),
        ("By Ann Walker 4 min read", ["Ann Walker"]),
        ("By Ann Walker Published: 08:00", ["Ann Walker"]),
        ("Ann WalkerAnn Walker", ["Ann Walker"]),
        ("欧阳小明 记者", ["欧阳小明"]),
        ("記者劉小明／攝影", ["劉小明"]),
        ("山田太郎記者", ["山田太郎"]),
        ("我来说两句", []),
        ("已有12人参与 | 分享", []),
        ("点击登录 | 微博 | 文章", []),
        ("记者了解到，交通、旅游、民政", []),
        ("Ann Walker | Filed Under | Health", ["Ann Walker"]),
        ("By Ann Walker with additional reporting by Bob Other", ["Ann Walker", "Bob Other"]),
        ("By Ann Walker. Additional reporting by Bob Other", ["Ann Walker", "Bob Other"]),
        ("By Ann Walker, with files from The Example Press", ["Ann Walker"]),
        ("Reporting by Ann Walker; Editing by Bob Other", ["Ann Walker"]),
        ("By Edith Stein", ["Edith Stein"]),
        ("记者 张三 李四", ["张三", "李四"]),
        ("山田 太郎", ["山田 太郎"]),
        (
            "By Ann Walker, Senior Political Correspondent, and Bob Other in Paris",
            ["Ann Walker", "Bob Other"],
        ),
        ("Ann W., Head of Marketing and Community Relations", ["Ann W"]),
        ("Ann Walker, Chief Executive of Aid Abroad", ["Ann Walker"]),
        ("Ann Walker, Linhai Falls Argus Leader", ["Ann Walker"]),
        ("Ann Walker and Lena H. Sun", ["Ann Walker", "Lena H. Sun"]),
        ("Ann Leader, Mark Head and Bob Register", ["Ann Leader", "Mark Head", "Bob Register"]),
        ("Chief Executive of Aid Abroad", []),
        ("By Our Foreign Staff", []),
        ("By Our Web Desk", []),
        ("Reuters", []),
        ("5 min read", []),
    ],
)
def test_a_credit_gives_its_people(credit: str, names: list[str]) -> None:
    assert list(names_in(credit, strict=True)) == names


def test_a_word_alone_is_a_name_only_where_the_page_says_so() -> None:
    assert list(names_in("zahlenfreund", strict=True)) == []
    assert list(names_in("zahlenfreund", strict=False)) == ["zahlenfreund"]


def test_a_user_name_is_spelled_as_a_name() -> None:
    assert list(names_in("ann-walker", strict=False)) == ["Ann Walker"]


def test_an_agency_is_kept_when_asked_for() -> None:
    assert list(names_in("Eva Beispiel, dpa", strict=False, agencies=True)) == [
        "Eva Beispiel",
        "dpa",
    ]
    assert list(names_in("Eva Beispiel, dpa", strict=False)) == ["Eva Beispiel"]


def test_entities_left_in_a_name_are_resolved() -> None:
    assert list(names_in("Jos&eacute; Garc&iacute;a", strict=False)) == ["José García"]


def test_the_place_of_a_house_is_no_person() -> None:
    assert list(names_in("Wetterdienst GmbH, Hamburg, Germany", strict=False)) == []
    assert list(names_in("vom | Zahlenfreund", strict=False)) == ["Zahlenfreund"]


def test_where_the_page_says_who_wrote_it_no_surname_is_asked_for() -> None:
    assert list(names_in("松岡大地", strict=False)) == ["松岡大地"]
    assert list(names_in("关注", strict=False)) == []
