from datetime import UTC, date, datetime

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.model import Article
from tasks.article.reading import read_capture
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText, text_of_bytes
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader

LEAD = (
    "The harbour of Linhai reopened on Tuesday after engineers had checked both of its cranes, "
    "the port authority said in a statement that was read to the crews in the café at dawn."
)
MORE = (
    "Fishermen said they had waited for eleven days and lost most of the season’s first catch; "
    "the county promised to pay for the ice that had melted in their holds."
)
LAST = (
    "A second inspection is due in the autumn, when the storm season ends and the smaller of the "
    "two cranes will be taken apart & painted before the first frost of the year."
)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Harbour of Linhai reopens after crane checks | The Coast Courier</title>
<meta property="og:title" content="Harbour of Linhai reopens after crane checks">
<meta property="og:site_name" content="The Coast Courier">
<link rel="canonical" href="https://www.coastcourier.example/world/harbour-of-linhai-reopens">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Harbour of Linhai reopens after crane checks",
"datePublished": "2023-05-09T21:30:00+08:00", "dateModified": "2023-05-10T08:00:00+08:00",
"author": {{"@type": "Person", "name": "Mara Lindqvist"}}}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<article><h1>Harbour of Linhai reopens after crane checks</h1>
<p>{LEAD.replace("engineers", "<a href='/e'>engineers</a>")}</p>
<p>{MORE.replace("’", "&rsquo;")}</p>
<p>{LAST.replace("&", "&amp;")}</p></article>
<footer><p>Copyright The Coast Courier</p></footer></body></html>"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def article_of(data: bytes, registry: Registry, beside: Beside | None = None) -> Article:
    reading = read_capture(data, beside or Beside(), registry)
    return clean_article(reading, registry, LanguageReader())


def test_a_saved_page_becomes_an_article_with_its_fields(registry: Registry) -> None:
    article = article_of(PAGE.encode(), registry)
    assert article.body == "\n\n".join([LEAD, MORE, LAST])
    assert article.title == "Harbour of Linhai reopens after crane checks"
    assert article.byline == ("Mara Lindqvist",)
    assert article.dating.published_at == datetime(2023, 5, 9, 13, 30, tzinfo=UTC)
    assert article.dating.published_date == date(2023, 5, 9)
    assert article.dating.method == "metadata"
    assert article.dating.updated_at == datetime(2023, 5, 10, 0, 0, tzinfo=UTC)
    assert article.url == "https://www.coastcourier.example/world/harbour-of-linhai-reopens"
    assert article.outlet_id == "coastcourier_example"
    assert article.extraction_method.startswith("page:")


def test_the_day_is_the_outlet_s_own_where_the_page_says_its_time_in_utc(
    registry: Registry,
) -> None:
    page = PAGE.replace("2023-05-09T21:30:00+08:00", "2023-05-10T01:30:00+00:00")
    page = page.replace("</h1>", "</h1><p><time>May 9, 2023 at 8:30 p.m.</time></p>")
    dating = article_of(page.encode(), registry).dating
    assert dating.published_date == date(2023, 5, 9)
    assert dating.published_at == datetime(2023, 5, 10, 1, 30, tzinfo=UTC)


def test_a_page_fetched_before_its_own_day_keeps_the_day_and_is_a_conflict(
    registry: Registry,
) -> None:
    told = PAGE.replace("</title>", '</title><meta name="pubdate" content="2023-05-09">').encode()
    dating = article_of(told, registry, Beside(fetched_at="2023-01-05T00:00:00+00:00")).dating
    assert (dating.published_date, dating.conflict) == (date(2023, 5, 9), True)


def test_a_page_saved_from_an_archive_was_fetched_when_its_comment_says(registry: Registry) -> None:
    note = "<!-- FILE ARCHIVED ON 10:11:12 {} AND RETRIEVED FROM THE INTERNET ARCHIVE -->"
    early, late = ((PAGE + note.format(day)).encode() for day in ("Jan 05, 2023", "Jun 05, 2023"))
    before, after = (article_of(page, registry).dating for page in (early, late))
    assert (before.published_date, before.date_hi) == (None, date(2023, 1, 5))
    assert after.published_date == date(2023, 5, 9)
    # what is said beside the page counts for more than the comment
    beside = Beside(fetched_at="2024-01-05T00:00:00+00:00")
    assert article_of(early, registry, beside).dating.published_date == date(2023, 5, 9)


def test_a_page_that_states_two_days_months_apart_is_a_conflict(registry: Registry) -> None:
    told = PAGE.replace("</h1>", "</h1><p>Published 9 May 2021</p>").encode()
    whole, contested = article_of(PAGE.encode(), registry).dating, article_of(told, registry).dating
    assert (whole.conflict, contested.conflict) == (False, True)
    assert contested.confidence < whole.confidence
    assert "date_conflict" in contested.flags


def test_every_paragraph_of_a_page_is_traced_to_its_bytes(registry: Registry) -> None:
    data = PAGE.encode("utf-8")
    article = article_of(data, registry)
    for paragraph in article.paragraphs:
        if paragraph.kind == "body":
            raw = text_of_bytes(data[paragraph.byte_start : paragraph.byte_end], "utf-8")
            assert raw.split()[0] == paragraph.text.split()[0]
            assert raw.split()[-1] == paragraph.text.split()[-1]


def test_the_words_of_a_page_are_what_a_reader_sees_however_its_source_spells_them(
    registry: Registry,
) -> None:
    told = " ".join([LEAD, MORE] * 2).replace("café", "caf\\u00e9")
    data = f'{{"@type": "NewsArticle", "headline": "Harbour", "articleBody": "{told}"}}'
    html = f'<html><script type="application/ld+json">{data}</script><body></body></html>'
    article = article_of(html.encode(), registry)
    assert article.extraction_method == "page:json_ld"
    assert "in the café at dawn" in article.body
    assert "\\u" not in article.body


def test_a_page_that_links_to_no_address_at_all_is_read(registry: Registry) -> None:
    broken = PAGE.replace('href="/world"', 'href="http://[v1.example/"').replace("canonical", "x")
    assert article_of(broken.encode(), registry).title is not None


def test_a_page_in_an_old_encoding_is_the_same_article(registry: Registry) -> None:
    labelled = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"')
    modern = article_of(PAGE.encode(), registry)
    old = article_of(labelled.encode("cp1252"), registry)
    assert old.encoding == "cp1252"
    assert (old.body, old.title, old.document_id) == (modern.body, modern.title, modern.document_id)


def test_the_address_a_page_was_fetched_from_stays_when_its_own_is_of_another_host(
    registry: Registry,
) -> None:
    came = Beside(url="https://mirror.example/a/b-c-d")
    assert article_of(PAGE.encode(), registry, came).url == "https://mirror.example/a/b-c-d"
    own = Beside(url="https://coastcourier.example/world/harbour-of-linhai-reopens?amp=1")
    assert article_of(PAGE.encode(), registry, own).url == (
        "https://www.coastcourier.example/world/harbour-of-linhai-reopens"
    )


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("/world/middle_east", "World"),
        ("/middle-east/", "Middle east"),
        ("Politics &amp;amp; Trade", "Politics & Trade"),
        ("Harbours, Ships, Cranes, Ice, Fish", "Harbours"),
        ("Arts, Culture and Books", "Arts, Culture and Books"),
        ("How the harbour of Linhai came to be reopened after eleven days of storm", None),
    ],
)
def test_a_section_is_a_name_and_no_list_of_tags(
    said: str, section: str | None, registry: Registry
) -> None:
    page = PAGE.replace("<title>", f'<meta property="article:section" content="{said}"><title>', 1)
    assert article_of(page.encode(), registry).section == section


def test_two_times_side_by_side_are_not_read_as_one(registry: Registry) -> None:
    times = "<p><time>June 29, 2020</time><time>November 12, 2021</time></p>"
    page = PAGE.replace("</h1>", f"</h1>{times}")
    kinds = [(one.kind, one.text) for one in article_of(page.encode(), registry).paragraphs]
    assert any("2020 November" in text for _, text in kinds)
    assert not any("2020November" in text for _, text in kinds)


def test_the_evidence_of_a_byline_says_where_it_stood(registry: Registry) -> None:
    evidence = article_of(PAGE.encode(), registry).evidence
    found = [one for one in evidence if one.field == "byline"]
    assert [(one.value, one.note, one.is_chosen) for one in found] == [
        ("Mara Lindqvist", "json_ld", True)
    ]


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("Lindqvist, Mara", True),
        ("Guardian, London", False),
        ("London, Guardian", False),
        ("Reuter, Dubai", False),
    ],
)
def test_a_name_of_the_registry_is_no_part_of_a_persons(
    registry: Registry, said: str, turned: bool
) -> None:
    byline = article_of(PAGE.replace("Mara Lindqvist", said).encode(), registry).byline
    assert (" ".join(reversed(said.split(", "))) in byline) == turned


def test_names_in_menus_do_not_sign_the_story(registry: Registry) -> None:
    start = PAGE.index('"author"')
    unsigned = PAGE[: start - 2] + PAGE[PAGE.index("}}", start) + 1 :]
    menu = "".join(
        f'<li><a rel="author" href="/by/{name}">{name}</a></li>'
        for name in ("Eve Other", "Max Stranger", "Tom Newman")
    )
    marks = "<time>now</time>" * 40
    page = unsigned.replace("<footer>", f"{marks}<ul>{menu}</ul><footer>")
    article = article_of(page.encode(), registry)
    assert article.title == "Harbour of Linhai reopens after crane checks"
    assert article.byline == ()
    assert not [one for one in article.evidence if one.field == "byline"]


def test_a_title_given_with_the_name_of_the_site_speaks_without_it(registry: Registry) -> None:
    bare = PAGE.replace("Harbour of Linhai reopens after crane checks", "")
    bare = bare.replace("<title> | The Coast Courier</title>", "")
    article = article_of(bare.encode(), registry, Beside(title="Harbour - The Coast Courier"))
    assert article.title == "Harbour"


def test_a_row_of_a_table_is_one_paragraph_with_the_bytes_of_all_its_cells(
    registry: Registry,
) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Crane &amp; dock {n}</td></tr>" for n in (11, 12, 13))
    source = PAGE.replace("</p></article>", f"</p><table>{rows}</table><p>{MORE}</p></article>", 1)
    article = article_of(source.encode(), registry)
    lines = article.body.split("\n\n")
    assert "12 | Crane & dock 12" in lines
    row = next(one for one in article.paragraphs if one.text.startswith("12 |"))
    place = source.encode()[row.byte_start : row.byte_end].decode()
    assert place == "12</td><td>Crane &amp; dock 12"
    assert article.word_count == len(article.body.replace(" | ", " ").split())


def test_a_view_of_a_page_s_source_is_no_article() -> None:
    rows = "".join(
        f'<tr><td class="line-number" value="{number}"></td>'
        f'<td class="line-content">{line}</td></tr>'
        for number, line in enumerate(
            PAGE.replace("&", "&amp;").replace("<", "&lt;").split("\n"), 1
        )
    )
    page = f"<html><head></head><body><table><tbody>{rows}</tbody></table></body></html>"
    with pytest.raises(UnreadableText, match="view of a page's source"):
        read_capture(page.encode(), Beside(), load_registry())
