"""Tables as known exporters write them: which column is read as what, and what lies deeper."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.readers.columns import choose_columns, guess_columns
from tasks.readers.records import Beside
from tests.tasks.readers.tables import beside, entries, reasons, texts

COPY = "The ferry to the island sails again from Monday."


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ("authors date_download date_publish description maintext source_domain text title url",
         "text=maintext published_at=date_publish outlet=source_domain fetched_at=date_download"),
        ("title authors body publishing_date topics free_access plaintext html.content url",
         "text=plaintext html=html.content published_at=publishing_date"),
        ("url title text authors publish_date html article_html source_url", "text=text html=html"),
        ("title author hostname date fingerprint raw_text text source source-hostname categories",
         "text=text url=source outlet=source-hostname published_at=date"),
        ("id publish_date title url media_name media_url text", "url=url outlet=media_name"),
        ("text url timestamp", "fetched_at=timestamp"),
        ("text url timestamp title", "published_at=timestamp"),
        ("text id dump url date file_path language", "fetched_at=date"),
        ("text url WARC-Date", "fetched_at=WARC-Date"),
        ("content warc_headers.warc-target-uri", "url=warc_headers.warc-target-uri"),
        ("uri date time dateTimePub url title body source.uri source.title authors",
         "text=body published_at=dateTimePub outlet=source.title"),
        ("sectionName webPublicationDate webTitle webUrl fields.bodyText fields.body",
         "text=fields.bodyText title=webTitle published_at=webPublicationDate url=webUrl"),
        ("title byline content textContent siteName publishedTime", "text=textContent"),
        ("source_name title content full_content", "text=full_content outlet=source_name"),
        ("DATE DocumentIdentifier SourceCommonName text", "outlet=SourceCommonName"),
        ("abstract web_url text headline.main pub_date byline.original",
         "url=web_url title=headline.main published_at=pub_date byline=byline.original"),
    ],
)  # fmt: skip
def test_the_columns_of_known_exporters_are_read_as_what_they_are(names: str, fields: str) -> None:
    chosen = choose_columns(names.split(), {})
    wanted = dict(one.split("=") for one in fields.split())
    assert {field: chosen.mapping.get(field) for field in wanted} == wanted


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_column_that_is_empty_in_all_rows_makes_no_text_ambiguous(form: str) -> None:
    rows = [{"body": None, "text": COPY, "title": "Ferry"}, {"body": None, "text": "Bells."}]
    target = io.BytesIO()
    pq.write_table(pa.table({"body": pa.array([None, None], pa.string()),
                             "text": [COPY, "Bells."]}), target)  # fmt: skip
    table = {
        "csv": f'body,text,title\n,"{COPY}",Ferry\n,Bells.,\n'.encode(),
        "jsonl": "\n".join(map(json.dumps, rows)).encode(),
        "parquet": target.getvalue(),
    }[form]
    assert list(texts(entries(table, f"rows.{form}")).values()) == [COPY, "Bells."]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_text_that_only_later_rows_have_in_another_column_is_not_lost(form: str) -> None:
    many = 4_000
    rows = [{"body": "", "text": f"{COPY} {number}"} for number in range(many)]
    rows.append({"body": "At last the body.", "text": ""})
    table = {
        "csv": "body,text\n" + "\n".join(f"{row['body']},{row['text']}" for row in rows) + "\n",
        "jsonl": "\n".join(map(json.dumps, rows)),
    }[form]
    found = texts(entries(table.encode(), f"rows.{form}"))
    assert len(found) == many + 1
    assert list(found.values())[-1] == "At last the body."


def test_what_lies_in_objects_is_found_in_json_and_parquet_alike() -> None:
    row = {
        "article": {"title": "Ferry", "text": [{"type": "p", "text": COPY}, {"text": "Bells."}]},
        "meta": {"source": {"name": "The Post"}, "url": "https://post.example/1"},
    }
    target = io.BytesIO()
    absent = {"article": None, "meta": None}
    pq.write_table(pa.Table.from_pylist([row, absent]), target)
    for table, name in (
        (json.dumps(row).encode() + b"\n" + json.dumps({"article": {}}).encode(), "rows.jsonl"),
        (target.getvalue(), "rows.parquet"),
    ):
        found = entries(table, name)
        assert list(texts(found).values()) == [f"{COPY}\n\nBells."]
        assert beside(found) == Beside("https://post.example/1", "The Post", "Ferry")
        assert list(reasons(found).values()) == ["empty_text"]


def test_an_answer_of_a_service_is_the_list_of_articles_in_it() -> None:
    rows = [{"webTitle": "Ferry", "fields": {"bodyText": COPY}}, {"fields": {"bodyText": "Bells."}}]
    answer = json.dumps({"response": {"status": "ok", "results": rows}}, indent=2).encode()
    assert texts(entries(answer, "page-1.json")) == {"#item=1": COPY, "#item=2": "Bells."}


@pytest.mark.parametrize("between", ["\n", "", ",\n", "\n\n"])
def test_objects_printed_over_lines_one_after_another_are_rows(between: str) -> None:
    rows = [{"title": "Ferry", "text": COPY}, {"text": "Bells."}, {"text": "Goats."}]
    table = between.join(json.dumps(row, indent=2) for row in rows) + "\n"
    found = entries(table.encode(), "rows.json")
    assert texts(found) == {"#item=1": COPY, "#item=2": "Bells.", "#item=3": "Goats."}
    damaged = table.replace('"Bells."', '"Bells.')
    found = entries(damaged.encode(), "rows.json")
    assert reasons(found)["#item=2"] == "damaged_row"
    if "\n" in between:
        assert "Goats." in texts(found).values()


def test_objects_of_which_the_last_is_cut_are_told_as_cut() -> None:
    table = json.dumps({"text": COPY}, indent=1) + "\n" + json.dumps({"text": "Bells."}, indent=1)
    found = entries(table[:-4].encode(), "rows.json")
    assert texts(found) == {"#item=1": COPY}
    assert "truncated_archive" in reasons(found).values()


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("said", ["sep={}\r\n", '"sep={}"\r\n', ""])
def test_a_first_line_that_says_the_delimiter_is_no_row(
    delimiter: str, encoding: str, said: str
) -> None:
    rows = f"Titel;Text;Link\r\nFähre;{COPY};https://post.example/1\r\n".replace(";", delimiter)
    found = entries((said.format(delimiter) + rows).encode(encoding), "rows.csv")
    assert texts(found) == {"#row=2": COPY}
    assert beside(found).title == "Fähre"
    untold = entries((said.format(delimiter) + rows).encode(encoding), "rows.txt")
    assert texts(untold) == {"#row=2": COPY}


def test_names_of_one_kind_are_still_refused_where_both_have_something() -> None:
    assert guess_columns(["text", "body"]).ambiguous == {"text": ("text", "body")}
    (found,) = entries(b"text,body\na b,c d\n", "rows.csv")
    assert reasons([found]) == {"": "ambiguous_columns"}


def test_the_time_of_a_table_like_c4_says_so_and_can_be_named() -> None:
    names = ["text", "url", "timestamp"]
    guessed = choose_columns(names, {})
    assert "columns.published_at = 'timestamp'" in guessed.remark
    named = choose_columns(names, {"published_at": "timestamp"})
    assert dict(named.mapping) == {"text": "text", "url": "url", "published_at": "timestamp"}
    assert "C4" not in named.remark
