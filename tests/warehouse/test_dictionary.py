"""The data dictionary says every column of every table and view, and refuses to say less."""

import re

import pytest

from warehouse.contract import Column, Table, create_statements
from warehouse.database import Model, load_models
from warehouse.dictionary import Held, dictionary_page, dictionary_rows, held_by
from warehouse.session import session
from warehouse.tables import TABLES, table_named
from warehouse.tables.dictionary import DATA_DICTIONARY

HARBOURS = Table(
    name="harbours",
    grain="one row per harbour",
    meaning="Made-up harbours.",
    key=("harbour_id",),
    columns=(
        Column("harbour_id", "VARCHAR", "The harbour.", nullable=False),
        Column("depth", "DOUBLE", "How deep it is.", unit="metres"),
        Column("kind", "VARCHAR", "Sea | river.", allowed=("sea", "river")),
    ),
)
DEEP = Model(
    "deep_harbours",
    "Harbours for large ships.",
    "-- Harbours for large ships.\n-- harbour_id: The harbour.\n-- feet: Its depth in feet.\n"
    "create or replace view deep_harbours as select harbour_id, depth * 3.28 as feet from harbours",
)


def test_every_column_of_every_table_and_view_has_one_row() -> None:
    rows = dictionary_rows(load_models())
    names = ("object_type", "table_name", "role", "column_name")
    keys = [tuple(row[name] for name in names) for row in rows]
    assert len(keys) == len(set(keys))
    tables = {
        ("table", table.name, "column", name) for table in TABLES for name in table.column_names
    }
    assert tables < set(keys)
    assert {(kind, name) for kind, name, *_ in keys if kind != "table"} == {
        (model.kind, model.name) for model in load_models()
    }


def test_a_row_has_the_columns_of_the_contract_and_a_meaning() -> None:
    for row in dictionary_rows(load_models()):
        assert tuple(row) == DATA_DICTIONARY.column_names
        assert row["meaning"].endswith((".", ")")), row


def test_positions_count_from_one_in_the_order_of_the_table() -> None:
    rows = dictionary_rows([DEEP], [HARBOURS])
    assert [(row["column_name"], row["position"]) for row in rows] == [
        ("harbour_id", 1), ("depth", 2), ("kind", 3), ("harbour_id", 1), ("feet", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "odd"),
    [
        (DEEP.sql.replace("-- feet: Its depth in feet.\n", ""), "feet"),
        (DEEP.sql.replace("-- feet:", "-- miles: Nothing.\n-- feet:"), "miles"),
    ],
)
def test_a_view_that_explains_too_little_or_too_much_is_refused(sql: str, odd: str) -> None:
    with pytest.raises(ValueError, match=rf"deep_harbours\.sql: .*{odd}"):
        dictionary_rows([Model(DEEP.name, DEEP.comment, sql)], [HARBOURS])


def test_a_macro_has_its_arguments_before_its_columns() -> None:
    sql = (
        "-- Harbours of a kind.\n-- @arg kind: The kind.\n-- harbour_id: The harbour.\n"
        "create or replace macro harbours_of(kind := null) as table "
        "select harbour_id from harbours where harbours.kind = kind"
    )
    said = (("kind", "The kind."),)
    rows = dictionary_rows([Model("harbours_of", "Of.", sql, "macro", said)], [HARBOURS])[3:]
    assert [(row["object_type"], row["role"], row["column_name"]) for row in rows] == [
        ("macro", "argument", "kind"), ("macro", "column", "harbour_id"),
    ]  # fmt: skip
    page = dictionary_page([Model("harbours_of", "Of.", sql, "macro", said)], [HARBOURS])
    assert "## harbours_of()\n\nOf.\n\nA macro: `from harbours_of(kind)`." in page
    assert "| `kind` | argument | yes | The kind. |" in page
    with pytest.raises(ValueError, match=r"harbours_of\.sql: .*arguments differ by kind"):
        dictionary_rows([Model("harbours_of", "Of.", sql, "macro")], [HARBOURS])


def test_the_page_is_a_table_that_markdown_can_read() -> None:
    page = dictionary_page([DEEP], [HARBOURS])
    assert (
        "## harbours\n\nMade-up harbours.\n\nGrain: one row per harbour. Key: harbour_id." in page
    )
    assert "| `depth` | DOUBLE | yes | How deep it is. Unit: metres. |" in page
    assert r"| `kind` | VARCHAR | yes | Sea \| river. One of: sea, river. |" in page
    assert "| `harbour_id` | VARCHAR | no | The harbour. |" in page
    assert "| `feet` | DOUBLE | yes | Its depth in feet. |" in page or "DECIMAL" in page
    lines = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {5}


def test_the_page_shows_what_a_warehouse_holds_but_nothing_of_its_machine() -> None:
    with session() as connection:
        for statement in create_statements(HARBOURS):
            connection.execute(statement)
        connection.execute(
            "insert into harbours by name select 'b' as harbour_id, 2.5 as depth union all by name "
            "select 'a' as harbour_id, null as depth"
        )
        held = held_by(connection, [HARBOURS])
    assert held == {"harbours": Held(2, {"harbour_id": "a", "depth": "2.5"})}
    page = dictionary_page([DEEP], [HARBOURS], held)
    assert "Key: harbour_id. Rows: 2." in page
    assert "| `depth` | DOUBLE | yes | 2.5 | How deep it is. Unit: metres. |" in page


def test_every_table_says_its_grain_its_key_and_what_it_is() -> None:
    for table in TABLES:
        assert table.grain.startswith("one row per ")
        assert table.meaning.endswith(".")
        assert table.caveat.endswith(".")
        assert set(table.key) <= set(table.column_names)
        for column, other, target in table.references:
            assert column in table.column_names
            assert target in table_named(other).column_names


def test_one_name_means_one_type_everywhere() -> None:
    types: dict[str, set[str]] = {}
    for table in TABLES:
        for column in table.columns:
            types.setdefault(column.name, set()).add(column.type)
    # Beside the bytes a date and a byline are what somebody wrote, in documents an instant and a
    # list of names; documents are counted for a day and for a whole warehouse.
    odd = {name for name, found in types.items() if len(found) > 1}
    assert odd <= {"published_at", "byline", "documents"}
