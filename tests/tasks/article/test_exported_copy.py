"""Documents of news databases: their fields, their paragraphs, and the place of every word."""

from datetime import date

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.exported_copy import FIELD, outlet_name, section_name
from tasks.article.model import Article
from tasks.article.reading import read_capture
from tasks.outlets.registry import Registry
from tasks.readers.export_layouts import read_export
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText, split_lines, text_of_bytes
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader
from tests.tasks.readers.exported_texts import (
    FILES,
    FORMS,
    PARAGRAPHS,
    TITLES,
    factiva,
    factiva_coded,
    nexis,
    nexis_old,
    nexis_uni,
    proquest,
)

MIDDLE = {
    "factiva_coded": [
        "IN a statement the harbor office said that it would say nothing more until the spring."
    ],
    "proquest": [
        "Location: so said the sign above the empty quay, and nothing else was to be read on it."
    ],
}
SECTIONS = {
    "nexis": "National Desk",
    "nexis_old": "Foreign Desk",
    "nexis_uni": "NATIONAL",
    "factiva": "National News",
    "factiva_coded": "National News",
    "proquest": "National",
}
EACH = pytest.mark.parametrize("name", sorted(FORMS))


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def article(data: str | bytes, registry: Registry, beside: Beside | None = None) -> Article:
    content = data.encode() if isinstance(data, str) else data
    reading = read_capture(content, beside or Beside(), registry)
    return clean_article(reading, registry, LanguageReader())


def body_of(name: str, number: int) -> list[str]:
    first, second = PARAGRAPHS[number - 1]
    more = MIDDLE.get(name, [])
    return [first, second, *more] if name == "factiva_coded" else [first, *more, second]


@EACH
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_fields_of_a_document_are_read(name: str, number: int, registry: Registry) -> None:
    found = article(FORMS[name](number), registry)
    assert found.title == TITLES[number - 1]
    assert (found.title_method, found.extraction_method) == ("layout", "text+header")
    assert (found.outlet_name, found.outlet_method) == ("The Riverton Gazette", "given")
    day = date(1998, 3, 3) if name == "nexis_old" else date(2021, 3, 3)
    assert (found.dating.published_date, found.dating.method) == (day, "stated_published")
    assert not found.dating.conflict
    assert (found.byline, found.section) == (("Jo Field",), SECTIONS[name])
    placed = name.startswith("nexis")
    assert found.dateline_place == ("RIVERTON" if placed else None)


@EACH
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_body_is_the_paragraphs_and_nothing_else(
    name: str, number: int, registry: Registry
) -> None:
    assert article(FORMS[name](number), registry).body.split("\n\n") == body_of(name, number)


@EACH
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_paragraph_stands_where_it_says(
    name: str, end: str, encoding: str, registry: Registry
) -> None:
    text = FORMS[name](2).replace("a sign", "a “sign” for €5").replace("\n", end)
    data = text.encode(encoding)
    found = article(data, registry)
    assert found.title == TITLES[1]
    assert [one.text for one in found.paragraphs if one.kind == "body"] == [
        one.replace("a sign", "a “sign” for €5") for one in body_of(name, 2)
    ]
    for one in found.paragraphs:
        stands = text_of_bytes(data[one.byte_start : one.byte_end], found.encoding)
        assert stands.split() == one.text.split()


@EACH
def test_a_databases_own_fields_are_notes_and_bear_no_day(name: str, registry: Registry) -> None:
    found = article(FORMS[name](1), registry)
    notes = [one.text for one in found.paragraphs if one.kind == "note"]
    assert notes
    assert {one.reason for one in found.paragraphs if one.kind == "note"} == {FIELD}
    assert {one.kind for one in found.paragraphs} <= {
        "title", "byline", "source_line", "dateline", "dek", "body", "note",
    }  # fmt: skip
    days = {one.kind for one in found.evidence if one.field == "date"}
    assert days <= {"published", "dateline", "weekday", "url"}
    assert found.dating.updated_at is None


def test_headlines_and_teasers_that_go_on_in_the_next_line_are_one(registry: Registry) -> None:
    found = article(nexis(1), registry)
    [dek] = [one.text for one in found.paragraphs if one.kind == "dek"]
    assert dek == (
        "Two cities share the cost of a pier that is to be ready before the summer begins"
    )
    assert found.url == "http://www.riverton.example/news/2021/ferry-1"


def test_an_address_that_is_the_outlets_or_the_databases_is_not_the_articles(
    registry: Registry,
) -> None:
    address = "http://www.riverton.example/news/2021/ferry-1"
    for other in ("http://www.riverton.example", "http://www.riverton.example/news/", "none"):
        assert article(nexis(1).replace(address, other), registry).url is None
    assert article(proquest(1), registry).url is None


@pytest.mark.parametrize(
    "text",
    [
        nexis(2)[: nexis(2).index("GRAPHIC")],
        nexis_old(2)[:-60],
        nexis_uni(2)[: nexis_uni(2).index("Classification")],
        factiva(2)[: factiva(2).index("Document")],
        factiva_coded(2)[: factiva_coded(2).index("NS  ")],
        proquest(2)[: proquest(2).index("Subject:")],
    ],
)
def test_a_document_that_is_cut_off_is_read_as_far_as_it_goes(
    text: str, registry: Registry
) -> None:
    found = article(text, registry)
    assert (found.title, found.outlet_name) == (TITLES[1], "The Riverton Gazette")
    assert found.body.startswith(PARAGRAPHS[1][0])


def test_a_cover_before_the_first_document_of_nexis_uni_is_none_of_its_headline(
    registry: Registry,
) -> None:
    listed = "".join(f"{n}. A headline of the list\n\nClient/Matter: -None-\n\n" for n in range(60))
    cover = "User Name: Jo Field\nDate and Time: Friday, March 5, 2021\nJob Number: 12\n\n"
    found = article(cover + "Documents (60)\n\n" + listed + nexis_uni(1), registry)
    assert (found.title, found.dating.published_date) == (TITLES[0], date(2021, 3, 3))
    assert found.body.split("\n\n") == list(PARAGRAPHS[0])


def test_what_copy_begins_with_as_fields_do_ends_no_body(registry: Registry) -> None:
    more = "UPDATE: The boat has left without the cow, said the harbor office in the evening."
    found = article(nexis(1).replace("GRAPHIC:", f"{more}\n\nGRAPHIC:"), registry)
    assert found.body.split("\n\n") == [*PARAGRAPHS[0], more]
    signs = "Section: so said another sign, and nobody knew of which theater it had been once."
    found = article(proquest(1).replace("Location: so", f"{signs}\n\nLocation: so"), registry)
    assert (found.section, signs in found.body) == ("National", True)
    owners = "PUB owners in both cities said they had waited for the boat longer than anybody."
    first, rest = factiva_coded(1).split("\n\nIN a")
    found = article(f"{first}\n\n{owners}\n\nIN a{rest}", registry)
    assert found.body.split("\n\n") == [*PARAGRAPHS[0], owners, *MIDDLE["factiva_coded"]]


def test_a_text_that_stands_below_its_label_stands_once(registry: Registry) -> None:
    found = article(proquest(1).replace("Full text: ", "Full text:\n"), registry)
    assert found.body.split("\n\n") == body_of("proquest", 1)


def test_labels_in_other_languages_are_known(registry: Registry) -> None:
    text = (
        nexis(1)
        .replace("1 of 3 DOCUMENTS", "Dokument 1 von 3")
        .replace("March 3, 2021 Wednesday", "Mittwoch 3. März 2021")
        .replace("BYLINE: By Jo Field, Staff writer", "AUTOR: Von Jo Field")
        .replace("SECTION: A; National Desk; Pg. 4", "RUBRIK: POLITIK; S. 4")
        .replace("LENGTH: 1,112 words", "LÄNGE: 1112 Wörter")
        .replace("LOAD-DATE: March 4, 2021", "UPDATE: 4. März 2021")
        .replace("LANGUAGE: ENGLISH", "SPRACHE: GERMAN; DEUTSCH")
    )
    for encoding in ("utf-8", "cp1252"):
        found = article(text.encode(encoding), registry)
        assert (found.title, found.byline, found.section) == (TITLES[0], ("Jo Field",), "POLITIK")
        assert (found.dating.published_date, found.dating.method) == (
            date(2021, 3, 3),
            "stated_published",
        )
        assert found.body.split("\n\n") == list(PARAGRAPHS[0])


def test_without_its_full_text_there_is_no_article(registry: Registry) -> None:
    text = proquest(1)
    bare = text[: text.index("Full text:")] + text[text.index("Subject:") :]
    with pytest.raises(UnreadableText, match="0 words of copy"):
        article(bare, registry)


def test_what_was_given_beside_the_document_wins(registry: Registry) -> None:
    said = Beside(outlet="Korea Herald", url="http://www.koreaherald.com/view.php?ud=2021030300")
    found = article(nexis_uni(1), registry, said)
    assert (found.outlet_id, found.title) == ("korea_herald", TITLES[0])
    assert found.url == "http://www.koreaherald.com/view.php?ud=2021030300"


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("The Guardian (London)", "The Guardian"),
        ("Agence France Presse -- English", "Agence France Presse"),
        ("Xinhua General News Service", "Xinhua General News Service"),
        ("Yonhap News Agency (South Korea)", "Yonhap News Agency"),
        ("China Daily - Hong Kong Edition", "China Daily"),
        ("China Daily, European Edition", "China Daily"),
        ("The Times (London)", "The Times (London)"),
    ],
)
def test_an_outlet_is_known_without_what_the_database_adds(
    said: str, known: str, registry: Registry
) -> None:
    assert outlet_name(said, registry) == known


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("NEWS; Pg. 3", "NEWS"),
        ("Section B; Column 3; Business/Financial Desk; Pg. 1", "Business/Financial Desk"),
        ("POLITIK; S. 4", "POLITIK"),
        ("A; Pg. 4", "A"),
        ("UK news", "UK news"),
    ],
)
def test_a_section_is_named_without_its_page(said: str, name: str) -> None:
    assert section_name(said) == name


COPY = "The ferry line was closed for eleven years, and nobody in the town knew why it had been."


@pytest.mark.parametrize(
    "text",
    [
        f"A short letter\n\nLength: 12 words\n\nBody\n\n{COPY}\n\nDocument 1 of 3\n",
        f"The essay\n\n1,200 words\n\n3 March 2021\n\n{COPY}\n\n{COPY}\n",
        f"A title\nThe Riverton Gazette\nMarch 3, 2021\n\n{COPY}\n\nHe counted 1,200 words\n",
        f"LENGTH: 12 words\n\n{COPY}\n\n" + "_" * 40 + f"\n\n{COPY}\n",
        f"Full text: of the letter\n\n{COPY}\n\nPublication date: Mar 3, 2021\n",
        f"length: 12 words\n\n{COPY}\n",
        f"HD  stood on the door.\n\nWC  had 112 words\n\n{COPY}\n",
    ],
)
def test_ordinary_copy_is_no_export(text: str) -> None:
    assert read_export(split_lines(text)) is None


@EACH
def test_several_documents_in_one_text_are_not_read_as_one(name: str) -> None:
    assert read_export(split_lines(FILES[name])) is None
