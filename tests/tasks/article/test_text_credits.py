"""What an article says of where its text is from: which words count, and which do not."""

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.model import Article
from tasks.article.reading import read_capture
from tasks.article.text_credits import text_credits
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader

PARAGRAPHS = (
    "The harbour of Linhai reopened on Friday after the storm, the city said in a statement.",
    "The first ferry left for the islands at noon with sixty passengers and their bags aboard.",
    "Repairs to the old pier will take until spring, and the city pays for half of the work.",
    "Fishing boats stay in port until Sunday, when the wind is expected to turn to the south.",
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def named(text: str, registry: Registry) -> list[str]:
    return [credit.name for _, credit in text_credits([text], registry)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(Source: Global Times)", "Global Times"),
        ("Source: CNN", "CNN"),
        ("The ferry left at noon. (Source: globaltimes.cn)", "globaltimes.cn"),
        ("The ferry left at noon. Source: Global Times", "Global Times"),
        ("This article first appeared in the Korea Herald on Monday.", "Korea Herald"),
        ("This story was originally published on May 3, 2017 by China Daily.", "China Daily"),
        ("Originally published in The Guardian.", "Guardian"),
        ("Republished with permission from China Daily.", "China Daily"),
        ("This report is reprinted from the Global Times.", "Global Times"),
        ("Reposted from China Daily", "China Daily"),
        ("Article courtesy of China Daily", "China Daily"),
        ("来源:环球时报", "环球时报"),
        ("(本文转自环球网)", "环球网"),
        ("출처: 연합뉴스", "연합뉴스"),
        ("Quelle: dpa", "dpa"),
        ("Dieser Artikel erschien zuerst bei CNN.", "CNN"),
        ("Source : AFP", "AFP"),
        ("The ferry left at noon. Source:-Reuters news agency", "Reuters news agency"),
        ("The ferry left at noon.- Source:-AP news agency", "AP"),
        ("Cet article a été initialement publié par CNN.", "CNN"),
        ("Fuente: EFE", "EFE"),
        ("Este artículo se publicó originalmente en China Daily.", "China Daily"),
    ],
)
def test_a_text_that_says_where_all_of_it_is_from_credits_that_house(
    text: str, name: str, registry: Registry
) -> None:
    assert named(text, registry) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The ferries are full, according to the Global Times.",
        "The Global Times reported that the ferries are full.",
        "据环球时报报道,渡轮已满。",
        "The Global Times contributed to this report.",
        "Photo courtesy of CNN",
        "Courtesy of CNN",
        "图片来源:环球网",
        "Photo source: CNN",
        "The ferry left at noon, and its source: CNN",
        "Reprinted from China Daily Asia",
        "Source: Linhai port authority",
        "The leaked memo was first published by the Guardian in May.",
    ],
)
def test_a_fact_a_picture_a_helper_and_another_house_are_no_credit_for_the_text(
    text: str, registry: Registry
) -> None:
    assert named(text, registry) == []


def test_the_source_of_a_chart_amid_the_text_is_not_that_of_the_text(registry: Registry) -> None:
    assert not text_credits([*PARAGRAPHS[:2], "Source: CNN", *PARAGRAPHS[1:]], registry)


def test_a_credit_lies_where_its_words_stand(registry: Registry) -> None:
    text = "Ferries are back. This article first appeared in the Korea Herald on Monday."
    [(place, credit)] = text_credits([*PARAGRAPHS, text], registry)
    assert place == len(PARAGRAPHS)
    assert text[credit.start : credit.end] == credit.text
    assert credit.text == "This article first appeared in the Korea Herald"


def article(foot: str, registry: Registry) -> Article:
    text = "\n\n".join(["Ferries return to Linhai harbour", *PARAGRAPHS, foot])
    reading = read_capture(text.encode(), Beside(outlet="China Daily"), registry)
    return clean_article(reading, registry, LanguageReader())


@pytest.mark.parametrize(
    "foot",
    ["(Source: Global Times)", "This article first appeared in the Global Times on Monday."],
)
def test_an_outlet_credited_at_the_foot_is_among_the_credits_with_its_evidence(
    foot: str, registry: Registry
) -> None:
    found = article(foot, registry)
    assert found.credits == ("global_times",)
    told = [one for one in found.evidence if one.field == "credit"]
    assert [(one.kind, one.value, one.is_chosen) for one in told] == [
        ("text", "global_times", True)
    ]
    assert told[0].text is not None
    assert told[0].text in foot


def test_an_outlet_credited_beside_the_author_has_its_evidence(registry: Registry) -> None:
    head = "Ferries return to Linhai harbour\nBy Yue Haitao (Global Times)    09:26, May 4, 2017"
    reading = read_capture(
        "\n\n".join([head, *PARAGRAPHS]).encode(), Beside(outlet="China Daily"), registry
    )
    found = clean_article(reading, registry, LanguageReader())
    assert found.credits == ("global_times",)
    assert [
        (one.kind, one.value, one.is_chosen) for one in found.evidence if one.field == "credit"
    ] == [("source_line", "global_times", True)]


def test_an_agency_credited_at_the_foot_is_the_agency(registry: Registry) -> None:
    found = article("Source: Xinhua", registry)
    assert (found.agency_id, found.attribution) == ("xinhua", "agency")


def test_an_outlet_that_credits_itself_has_copied_nobody(registry: Registry) -> None:
    assert article("This article first appeared in China Daily.", registry).credits == ()
