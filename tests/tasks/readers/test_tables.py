"""Tables of every kind as records: which column is what, and rows that cannot be read."""

import io
import json
import tracemalloc
from collections.abc import Mapping
from typing import Literal
from unicodedata import normalize

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.readers.columns import guess_columns
from tasks.readers.entries import read_entries
from tasks.readers.limits import ReadingRules
from tasks.readers.parquet_rows import rows_at_once
from tasks.readers.records import Beside, Entry, NoRecord, Record, Remark
from tests.growth import grows_in_line

RULES = ReadingRules()
HEAD = b"title,url,text\n"


def entries(data: bytes, name: str, columns: Mapping[str, str] | None = None) -> list[Entry]:
    return list(read_entries(io.BytesIO(data), name, ReadingRules(columns=columns or {})))


def texts(found: list[Entry]) -> dict[str, str]:
    return {one.name: one.content.decode() for one in found if isinstance(one, Record)}


def reasons(found: list[Entry]) -> dict[str, str]:
    return {one.name: one.reason_code for one in found if isinstance(one, NoRecord)}


def beside(found: list[Entry]) -> Beside:
    return next(one.beside for one in found if isinstance(one, Record))


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

    def read(size: int) -> None:
        table = HEAD + row.encode() * (size // len(row))
        assert len(list(read_entries(io.BytesIO(table), "rows.csv", rules))) > 1

    assert grows_in_line(read, 10_000, largest=1 << 22)


@pytest.mark.parametrize(
    "piece", ["{x},", '{"a":', "[", '"', '{"text": "a"}{', "9", '{"a": [', "\\"]
)
def test_hostile_json_is_read_in_time_in_line_with_its_size(piece: str) -> None:
    def read(size: int) -> None:
        data = b'[{"text": "a"},' + piece.encode() * (size // len(piece))
        assert reasons(list(read_entries(io.BytesIO(data), "rows.json", RULES)))

    assert grows_in_line(read, 10_000, largest=1 << 20)


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


ROWS = [
    {"title": "Quay", "text": "One.", "authors": ["A. Writer", {"name": "B. Penn"}], "n": 1},
    {"title": None, "text": ["First paragraph.", "Second."], "meta": {"url": "http://x.example"}},
]


def test_json_is_read_a_line_a_list_or_an_object() -> None:
    expected = ["One.", "First paragraph.\n\nSecond."]
    lines = "\n".join(map(json.dumps, ROWS)).encode()
    found = entries(lines, "rows.txt")
    assert texts(found) == dict(zip(("#line=1", "#line=2"), expected, strict=True))
    assert beside(found).byline == "A. Writer; B. Penn"
    shapes = ROWS, {"n": 2, "rows": ROWS}
    for data in (json.dumps(shapes[0]), json.dumps(shapes[0], indent=1), json.dumps(shapes[1])):
        found = entries(data.encode(), "rows.json")
        assert texts(found) == dict(zip(("#item=1", "#item=2"), expected, strict=True))
        assert found[-1] == Record("#item=2", expected[1].encode(), Beside(url="http://x.example"))
    assert texts(entries(json.dumps(ROWS[0], indent=2).encode(), "row.json")) == {"": "One."}


def test_a_damaged_line_or_object_does_not_end_the_rest() -> None:
    good = [json.dumps({"text": f"Copy {n}."}) for n in range(4)]
    lines = "\n".join([good[0], good[1][:-5], "", good[2], "[1]"])
    found = entries(lines.encode(), "rows.jsonl")
    assert set(texts(found)) == {"#line=1", "#line=4"}
    assert reasons(found) == {"#line=2": "damaged_row", "#line=5": "damaged_row"}
    objects = f'[{good[0]}, {{"text": "a" "b"}}, {good[2]},\n{good[3]}'
    found = entries(objects.encode(), "rows.json")
    assert list(texts(found).values()) == ["Copy 0.", "Copy 2.", "Copy 3."]
    assert reasons(found) == {"#item=2": "damaged_row", "": "truncated_archive"}


@pytest.mark.parametrize("longest", [100, 101, 115, 10_000])
def test_rows_keep_their_line_numbers_behind_a_damaged_first_line(longest: int) -> None:
    lines = ['{"text": "Copy', *(json.dumps({"text": f"Copy {n}."}) for n in range(2, 40))]
    rules = ReadingRules(max_record_bytes=longest)
    for end in ("", "\n"):
        data = ("\n".join(lines) + end).encode()
        found = list(read_entries(io.BytesIO(data), "rows.jsonl", rules))
        assert texts(found) == {f"#line={n}": f"Copy {n}." for n in range(2, 40)}
        assert reasons(found) == {"#line=1": "damaged_row"}


def test_a_list_goes_on_after_what_is_no_object_and_after_long_damage() -> None:
    damage = '{"text": "a" ' + "b" * 300_000
    data = (
        f'[{{"text": "a"}}, 5, {{"text": "b"}}, {damage}}}, {{"text": "c"}}, {{"text": "d" }},{{]'
    )
    found = entries(data.encode(), "rows.json")
    assert texts(found) == {"#item=1": "a", "#item=3": "b", "#item=5": "c", "#item=6": "d"}
    assert reasons(found) == dict.fromkeys(("#item=2", "#item=4", "#item=7"), "damaged_row")
    hostile = b'[{"text": "a"},' + b"{x}," * 100_000 + b'{"n": ' + b"9" * 10_000 + b"}]"
    assert "damaged_archive" in reasons(entries(hostile, "rows.json")).values()
    huge = b'[{"text": "a"}, {"n": ' + b"9" * 10_000 + b'}, {"text": "b"}]'
    assert list(texts(entries(huge, "rows.json")).values()) == ["a", "b"]


@pytest.mark.parametrize("between", ["", "\n", ",\n", "\r\n\ufeff", " " * 100_000])
def test_lists_put_one_after_the_other_are_all_read(between: str) -> None:
    lists = [json.dumps([{"text": f"Copy {n}."} for n in range(at, at + 3)]) for at in (0, 3)]
    found = entries((lists[0] + between + "[]" + between + lists[1] + "\n").encode(), "rows.json")
    assert list(texts(found).values()) == [f"Copy {n}." for n in range(6)]
    assert reasons(found) == {}


def test_what_follows_a_list_and_is_none_is_named() -> None:
    found = entries(b'[{"text": "One."}]\n{"text": "Two."}\n', "rows.json")
    assert texts(found) == {"#item=1": "One."}
    assert reasons(found) == {"": "damaged_archive"}


def test_a_row_whose_text_has_another_key_than_the_first_rows_is_read_by_its_own() -> None:
    rows = [json.dumps({"text": f"Copy {n}.", "title": "Quay"}) for n in range(150)]
    rows += ['{"body": "Other.", "title": "Tides"}', '{"text": null, "html": "<p>Third.</p>"}']
    rows += ['{"body": "One.", "full_text": "Two."}', '{"text": "", "body": "x"}', '{"title": "T"}']
    data = "\n".join(rows).encode()
    found = entries(data, "rows.jsonl")
    assert texts(found)["#line=151"] == "Other."
    assert texts(found)["#line=152"] == "<p>Third.</p>"
    expected = {"#line=153": "missing_column", "#line=154": "empty_text", "#line=155": "empty_text"}
    assert reasons(found) == expected
    told = entries(data, "rows.jsonl", {"text": "text"})
    assert reasons(told) == expected | dict.fromkeys(("#line=151", "#line=152"), "missing_column")


def test_half_a_character_of_json_is_replaced() -> None:
    found = entries(b'{"title": "\\ud83d", "text": "A \\ud83d bell"}\n', "rows.jsonl")
    assert list(texts(found).values()) == ["A � bell"]


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


def parquet(rows: int) -> bytes:
    target = io.BytesIO()
    text = [f"Copy of day {number}." for number in range(rows)]
    pq.write_table(pa.table({"title": text, "body": text, "junk": text}), target, row_group_size=50)
    return target.getvalue()


def test_parquet_gives_its_rows() -> None:
    found = entries(parquet(120), "rows.bin")
    assert len(texts(found)) == 120
    assert texts(found)["#row=120"] == "Copy of day 119."
    assert beside(found).title == "Copy of day 0."


@pytest.mark.parametrize("form", ["parquet", "csv", "json"])
def test_a_row_of_any_table_is_too_large_by_its_own_text(form: str) -> None:
    copy = ["One.", "é" * 260, "Three."]
    target = io.BytesIO()
    pq.write_table(pa.table({"text": copy}), target)
    table = {
        "parquet": target.getvalue(),
        "csv": "\nt,".join(["title,text", *copy]).encode(),
        "json": json.dumps([{"text": one} for one in copy]).encode(),
    }[form]
    rules = ReadingRules(max_record_bytes=512)
    found = list(read_entries(io.BytesIO(table), f"rows.{form}", rules))
    assert list(texts(found).values()) == ["One.", "Three."]
    assert list(reasons(found).values()) == ["too_large"]


@pytest.mark.parametrize(("length", "least", "most"), [(20, 256, 256), (1_000_000, 10, 20)])
def test_long_rows_of_parquet_are_read_few_at_a_time(length: int, least: int, most: int) -> None:
    target = io.BytesIO()
    copy = [f"{number} " + "b" * length for number in range(24)]
    pq.write_table(pa.table({"text": copy}), target, use_dictionary=False)
    assert least <= rows_at_once(pq.ParquetFile(target), 0) <= most
    assert len(texts(entries(target.getvalue(), "rows.parquet"))) == 24


class Watched(io.BytesIO):
    """A file that knows the largest piece that was asked of it, and all that was."""

    largest = total = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.largest, self.total = max(self.largest, len(data)), self.total + len(data)
        return data


def test_a_large_row_group_is_read_by_its_pages_and_only_the_columns_asked_for() -> None:
    target = Watched()
    copy = [f"{number} " + "b" * 4_000 for number in range(5_000)]
    data = pa.table({"text": copy, "junk": copy})
    pq.write_table(data, target, use_dictionary=False, compression="none")
    target.seek(0)
    target.largest = target.total = 0
    found = list(read_entries(target, "rows.parquet", RULES))
    assert len(texts(found)) == 5_000
    assert target.largest < 5_000_000  # of 20 MB a column; a page has a thousand of these rows
    assert target.total < 25_000_000


def test_a_page_of_parquet_that_would_fill_the_memory_is_refused() -> None:
    target = io.BytesIO()
    copy = [f"{number} " + "b" * 4_000 for number in range(500)]
    pq.write_table(pa.table({"text": copy}), target, use_dictionary=False, compression="none")
    rules = ReadingRules(max_memory_bytes=500_000)
    found = list(read_entries(io.BytesIO(target.getvalue()), "rows.parquet", rules))
    assert reasons(found) == {"": "nested_too_large"}


@pytest.mark.parametrize("form", ["text", "list", "object"])
def test_a_long_text_that_each_row_of_parquet_repeats_takes_its_memory_once(form: str) -> None:
    long = "b" * 1_000_000
    cell = {"text": long, "list": ["Lead.", long], "object": {"name": long, "id": 1}}[form]
    target = io.BytesIO()
    table = pa.table({"text": [cell] * 60, "url": [f"https://a.example/{n}" for n in range(60)]})
    pq.write_table(table, target, compression="none")
    del table
    assert target.tell() < 1_100_000
    before, most_of_arrow, lengths = pa.total_allocated_bytes(), 0, []
    tracemalloc.start()
    for entry in read_entries(io.BytesIO(target.getvalue()), "rows.parquet", RULES):
        most_of_arrow = max(most_of_arrow, pa.total_allocated_bytes() - before)
        if isinstance(entry, Record):
            lengths.append((len(entry.content), entry.beside.url))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    length = 1_000_007 if form == "list" else 1_000_000
    assert lengths == [(length, f"https://a.example/{n}") for n in range(60)]
    assert most_of_arrow < 8_000_000  # the text, the page it came in, and the look ahead
    assert most < 12_000_000


def test_a_list_that_repeats_a_long_text_in_one_row_is_too_large_before_it_is_whole() -> None:
    target = io.BytesIO()
    pq.write_table(pa.table({"text": [["b" * 200_000] * 400, ["One."]]}), target)
    rules = ReadingRules(max_record_bytes=1_000_000)
    tracemalloc.start()
    found = list(read_entries(io.BytesIO(target.getvalue()), "rows.parquet", rules))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(reasons(found).values()) == ["too_large"]
    assert list(texts(found).values()) == ["One."]
    assert most < 8_000_000  # of 80 MB


def test_a_bomb_of_parquet_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    copy = [" " * 4_000_000] * 20
    pq.write_table(pa.table({"text": copy}), target, use_dictionary=False, compression="zstd")
    rules = ReadingRules(ratio_free_bytes=1_000_000)
    found = list(read_entries(io.BytesIO(target.getvalue()), "rows.parquet", rules))
    assert reasons(found) == {"": "decompression_bomb"}


def test_damaged_parquet_is_quarantined() -> None:
    whole = parquet(120)
    assert reasons(entries(whole[:-20], "rows.parquet")) == {"": "damaged_archive"}
    damaged = whole[:4] + bytes(200) + whole[204:]
    found = entries(damaged, "rows.parquet")
    assert "damaged_member" in reasons(found).values()
    assert texts(found)


def test_a_day_that_python_has_not_costs_its_own_cell_only() -> None:
    target = io.BytesIO()
    days = pa.array([1 << 61, 1_500_000_000_000_000], pa.timestamp("us"))
    pq.write_table(pa.table({"text": ["One.", "Two."], "date": days}), target)
    found = entries(target.getvalue(), "rows.parquet")
    said = [one.beside.published_at for one in found if isinstance(one, Record)]
    assert said == [None, "2017-07-14T02:40:00"]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_line_far_over_the_limit_takes_memory_by_the_limit_only(form: str) -> None:
    rules = ReadingRules(max_record_bytes=1_000_000)
    begin, end = {"jsonl": (b'{"text": "', b'"}\n{"text": "after"}\n'),
                  "csv": (b"title,text\na,", b"\nb,after\n")}[form]  # fmt: skip
    data = io.BytesIO(begin + b"b" * 20_000_000 + end)
    tracemalloc.start()
    found = list(read_entries(data, f"rows.{form}", rules))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(texts(found).values()) == ["after"]
    assert list(reasons(found).values()) == ["too_large"]
    assert most < 8_000_000


def test_a_long_list_of_objects_streams() -> None:
    body = b'{"title": "Quay", "text": "' + b"The council met. " * 20 + b'"}'
    data = io.BytesIO(b"[" + b",\n".join([body] * 20_000) + b"]")
    tracemalloc.start()
    count = sum(isinstance(one, Record) for one in read_entries(data, "rows.json", RULES))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert most < 5_000_000  # of 7.4 MB
