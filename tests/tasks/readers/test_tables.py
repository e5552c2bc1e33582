"""Tables of every kind as records: which column is what, and rows that cannot be read."""

import io
import json
from typing import Literal
from unicodedata import normalize

import pytest

from tasks.readers.columns import guess_columns
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, NoRecord, Record, Remark
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries
from tests.tasks.readers.tables import HEAD, beside, entries, reasons, texts


def test_a_row_is_a_record_with_the_other_cells_beside_it() -> None:
    table = (
        "﻿headline;source_link;Publish-Date;author;body\r\n"
        '"Quay; reopened";http://x.example/1;2016/12/30;A. Reporter;"One.\r\n""Two."""\r\n'
        "\r\n"
        "Tides;http://x.example/2;;;Water rose.\r\n"
    )
    found = entries(table.encode(), "rows.csv")
    assert texts(found) == {"#row=2": 'One.\r\n"Two."', "#row=3": "Water rose."}
    assert beside(found) == Beside(
        url="http://x.example/1", title="Quay; reopened", published_at="2016/12/30",
        byline="A. Reporter",
    )  # fmt: skip
    (remark,) = [one for one in found if isinstance(one, Remark)]
    assert "text = body" in remark.text
    assert "title = headline" in remark.text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "gb18030"]
)
def test_a_table_is_read_in_its_encoding(encoding: str) -> None:
    words = (
        "港口在风暴之后重新开放，渔民们说他们等了很久，市政府表示将修复码头"
        if encoding == "gb18030"
        else "Café “Zürich” öffnet"
    )
    rows = [["title", "url", "text"]] + [[words, "http://x.example", words * 9]] * 20
    table = "\n".join("\t".join(row) for row in rows)
    found = entries(table.encode(encoding), "rows.tsv")
    assert set(texts(found).values()) == {words * 9}
    assert beside(found).title == words


def test_a_stray_byte_goes_on_to_whoever_decodes_the_record() -> None:
    found = entries(HEAD + b"a,b,th\xc3\xa9\n" * 9 + b"a,b,caf\xe9 open\n", "rows.csv")
    assert isinstance(found[-1], Record)
    assert found[-1].content == b"caf\xe9 open"


def test_a_ragged_row_is_quarantined_and_the_rest_goes_on() -> None:
    found = entries(HEAD + b"a,b,c\na,b\na,b,c,d\na,b,e,,\n", "rows.csv")
    assert texts(found) == {"#row=2": "c", "#row=5": "e"}
    assert reasons(found) == {"#row=3": "ragged_row", "#row=4": "ragged_row"}


def test_a_quote_that_is_never_closed_costs_its_own_row_only() -> None:
    broken = b'a,b,c\nx,"never closed,z\n' + b"a,b,d\n" * 50
    found = entries(HEAD + broken, "rows.csv")
    assert len(texts(found)) == 51
    assert list(reasons(found).values()) == ["damaged_row"]


def test_a_quote_that_runs_into_the_next_row_does_not_join_two_articles() -> None:
    table = HEAD + b'a,http://x.example/1,"never closed\nb,http://x.example/2,"Two."\n'
    found = entries(table + b'c,http://x.example/3,"Three, and\na line more."\n', "rows.csv")
    assert texts(found) == {"#row=3": "Two.", "#row=4": "Three, and\na line more."}
    assert reasons(found) == {"#row=2": "damaged_row"}


@pytest.mark.parametrize(
    "row",
    ['x,"\n', '"', '"\n', 'a,b,"c"d\n', "x" * 500 + "\n", 'a,"' + "b" * 900 + "\n", ",,,,\n"],
)
def test_hostile_rows_are_read_in_time_in_line_with_their_number(row: str) -> None:
    rules = ReadingRules(max_record_bytes=1_000)

    def read(table: bytes) -> None:
        assert len(list(read_entries(io.BytesIO(table), "rows.csv", rules))) > 1

    assert grows_in_line(lambda size: HEAD + row.encode() * (size // len(row)), read, 10_000)


@pytest.mark.parametrize("head", ["text\n", "title,url,text\n", "title,body\n"])
@pytest.mark.parametrize(
    "long",
    ["b" * 9_000, "b b\n" * 3_000, "One, two, three, four.\n\n" * 1_000, 'a ""b""\n' * 2_000],
)
def test_a_row_that_is_too_long_is_one_row_of_the_quarantine(head: str, long: str) -> None:
    before = head.count(",")
    lead = ",".join(["a", "http://x.example/1"][:before])
    lead += "," if before else ""
    table = f'{head}{lead}One.\n{lead}"{long}"\n{lead}Three.\n{lead}"Four\nand more."\n'
    rules = ReadingRules(max_record_bytes=1_000)
    found = list(read_entries(io.BytesIO(table.encode()), "rows.csv", rules))
    assert reasons(found) == {"#row=3": "too_large"}
    assert list(texts(found).values()) == ["One.", "Three.", "Four\nand more."]


def test_a_long_row_that_is_many_rows_behind_a_stray_quote_is_read_as_those() -> None:
    rules = ReadingRules(max_record_bytes=1_000)
    for row in (b"a,http://x.example/2,d\n", b"a,b,d\n"):
        table = HEAD + b'x,"never closed,z\n' + row * 500
        found = list(read_entries(io.BytesIO(table), "rows.csv", rules))
        assert len(texts(found)) == 500
        assert list(reasons(found).values()) == ["damaged_row"]


def test_a_row_without_text_is_skipped() -> None:
    assert reasons(entries(HEAD + b'a,b," "\n', "rows.csv")) == {"#row=2": "empty_text"}


def test_two_columns_that_may_be_the_text_are_refused_until_one_is_named() -> None:
    table = b"title,text,content\na,b,c\n"
    (found,) = entries(table, "rows.csv")
    assert isinstance(found, NoRecord)
    assert found.reason_code == "ambiguous_columns"
    assert "columns.text = 'text'" in found.detail
    assert "content" in found.detail
    assert texts(entries(table, "rows.csv", {"text": "content"})) == {"#row=2": "c"}


def test_a_list_of_headlines_has_no_text() -> None:
    (found,) = entries(b"date,title\n2022-01-01,Quay\n", "rows.csv")
    assert isinstance(found, NoRecord)
    assert found.reason_code == "no_text_column"
    assert "date, title" in found.detail


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("The ferry sank,2017-04-01,x", "cell 2 is a date"),
        ("The ferry sank,x,01/04/2017 10:00", "cell 3 is a date"),
        ("Ferry sinks,https://x.example/1,b", "cell 2 is an address"),
        ("Ferry," + "The ferry sank in the harbor. " * 3, "cell 2 has 89 characters"),
    ],
)
@pytest.mark.parametrize("told", [{}, {"text": "body"}])
def test_a_table_without_names_is_told_from_one_without_a_text(
    row: str, why: str, told: dict[str, str]
) -> None:
    (found,) = entries(f"{row}\n{row}\n".encode(), "rows.csv", told)
    assert isinstance(found, NoRecord)
    assert found.reason_code == "no_columns"
    assert why in found.detail
    assert "such as text,published_at,url" in found.detail
    assert "ferry" not in found.detail


def test_a_column_that_the_settings_name_must_be_there_where_none_is_named_as_a_text() -> None:
    found = entries(b"title,url\na,b\n", "rows.csv", {"text": "full"})
    assert reasons(found) == {"": "missing_column"}
    unclear = entries(b"text,content\na,b\n", "rows.csv", {"text": "full"})
    assert reasons(unclear) == {"": "missing_column"}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_column_that_the_settings_name_is_for_the_tables_that_have_it(form: str) -> None:
    told = {"text": "lead", "url": "at"}
    tables = [{"lead": "One.", "body": "x", "at": "http://x.example/1"},
              {"body": "Two.", "link": "http://x.example/2"}]  # fmt: skip
    found = []
    for row in tables:
        csv = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
        data = csv if form == "csv" else json.dumps(row)
        found.append(entries(data.encode(), f"rows.{form}", told))
    assert [list(texts(one).values()) for one in found] == [["One."], ["Two."]]
    assert [beside(one).url for one in found] == ["http://x.example/1", "http://x.example/2"]
    said = [next(one.text for one in each if isinstance(one, Remark)) for each in found]
    assert "lacks" not in said[0]
    assert "this table lacks: text = lead, url = at" in said[1]


def test_a_field_whose_column_is_named_as_nothing_stays_empty() -> None:
    found = entries(b"text,html\na,<p>b</p>\n", "rows.csv", {"text": ""})
    assert list(texts(found).values()) == ["<p>b</p>"]


def test_the_columns_that_are_not_read_are_named_a_few_of_many() -> None:
    def said(names: list[str]) -> str:
        found = entries((",".join(["text", *names]) + "\na" + ",b" * len(names)).encode(), "r.csv")
        return next(one.text for one in found if isinstance(one, Remark))

    assert said(["id", "lang"]) == "columns read: text = text; not read: id, lang"
    assert "not read" not in said(["title"])
    wide = said([f"column {number} {'x' * 200}" for number in range(40)])
    assert wide.endswith(" and 10 more")
    assert len(wide) < 30 * 70


def test_a_text_with_commas_is_no_table_and_a_table_called_text_is_one() -> None:
    copy = b"By boat, by train, by bus\nthe people came, and came, and came.\n"
    assert texts(entries(copy, "copy.txt")) == {"": copy.decode()}
    assert texts(entries(HEAD + b"a,http://x.example,c\n", "copy.txt")) == {"#row=2": "c"}
    page = b"<html><p>A page, called a table</p></html>"
    assert texts(entries(page, "rows.csv")) == {"": page.decode()}


def test_names_of_columns_are_guessed_however_they_are_spelled() -> None:
    guess = guess_columns(["ID", "Full Text", "date_publish", "source_domain", "authors", "Link"])
    assert guess.mapping == {
        "text": "Full Text", "published_at": "date_publish", "outlet": "source_domain",
        "byline": "authors", "url": "Link",
    }  # fmt: skip
    assert guess_columns(["text", "body", "title"]).ambiguous == {"text": ("text", "body")}
    assert guess_columns(["article", "text"]).mapping["text"] == "text"


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ("Datum;Titel;Text;Quelle;Autor;Ressort;Link",
         "published_at title text outlet byline section url"),
        ("Überschrift;Veröffentlicht am;Volltext;Zeitung", "title published_at text outlet"),
        ("Ueberschrift;Erscheinungsdatum;Inhalt;Rubrik", "title published_at text section"),
        ("titre;date de publication;texte intégral;journal;auteurs;lien",
         "title published_at text outlet byline url"),
        ("Título;Fecha;Contenido;Periódico;Autores;Sección;Enlace",
         "title published_at text outlet byline section url"),
        ("Titular;Fecha de publicación;Cuerpo;Fuente", "title published_at text outlet"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_german_french_and_spanish_names_are_guessed_as_the_english_ones(
    names: str, fields: str, form: Literal["NFC", "NFD"]
) -> None:
    present = normalize(form, names).split(";")
    guess = guess_columns(present)
    assert guess.mapping == dict(zip(fields.split(), present, strict=True))
    assert guess.ambiguous == {}


def test_names_of_two_languages_that_say_the_same_are_refused_or_left_empty() -> None:
    (found,) = entries(b"Titel;Text;Inhalt\na;b;c\n", "rows.csv")
    assert isinstance(found, NoRecord)
    assert found.reason_code == "ambiguous_columns"
    guess = guess_columns(["title", "titre", "texte", "fecha", "date"])
    assert guess.ambiguous == {"title": ("title", "titre"), "published_at": ("fecha", "date")}
    assert guess.mapping == {"text": "texte"}
    # the better of two names of one field, whatever its language
    assert guess_columns(["Artikel", "texte", "Schlagzeile", "titre"]).mapping == {
        "text": "texte", "title": "titre",
    }  # fmt: skip


def test_a_column_of_html_stands_in_for_the_text() -> None:
    found = entries(b'{"url": "http://x.example", "html": "<p>Bells.</p>"}\n', "rows.jsonl")
    assert texts(found) == {"#line=1": "<p>Bells.</p>"}
    assert beside(found).content_type == "text/html; charset=utf-8"


def test_a_long_line_is_too_large_and_the_next_one_is_read() -> None:
    rules = ReadingRules(max_record_bytes=1_000)
    lines = b"\n".join([b'{"text": "a"}', b'{"text": "' + b"b" * 5_000 + b'"}', b'{"text": "c"}'])
    found = list(read_entries(io.BytesIO(lines), "rows.jsonl", rules))
    assert texts(found) == {"#line=1": "a", "#line=3": "c"}
    assert reasons(found) == {"#line=2": "too_large"}


def test_the_words_that_programs_write_for_nothing_are_empty_cells() -> None:
    table = (
        "title,text,url,source,section\n"
        "nan,The quay is dry.,https://quay.example/1,nan,None\n"
        "None of the above,nan,https://quay.example/2,,\n"
        "none,Water rose.,\\N,NULL,<NA>\n"
    )
    found = entries(table.encode(), "pandas.csv")
    assert texts(found) == {"#row=2": "The quay is dry.", "#row=4": "Water rose."}
    assert reasons(found) == {"#row=3": "empty_text"}
    first, last = (one.beside for one in found if isinstance(one, Record))
    assert first == Beside(url="https://quay.example/1")
    assert last == Beside(title="none")


def test_two_columns_of_one_name_are_ambiguous() -> None:
    found = entries(b"url,text,text\nhttp://x.example/1,One.,Two.\n", "rows.csv")
    assert list(reasons(found).values()) == ["ambiguous_columns"]
    found = entries(b"title,text,title\nQuay,One.,Tides\n", "rows.csv")
    assert list(texts(found).values()) == ["One."]
    assert beside(found).title is None
