"""What every column means, as a table of its own."""

from warehouse.contract import Column, Table

DATA_DICTIONARY = Table(
    name="data_dictionary",
    caveat="Of this release, also where a snapshot of an older one is read.",
    grain="one row per column of every table, view and macro, and per argument of a macro",
    meaning="What every column and every argument means.",
    key=("object_type", "table_name", "role", "column_name"),
    columns=(
        Column(
            "object_type",
            "VARCHAR",
            "What it is of. A macro may have the name of a view.",
            nullable=False,
            allowed=("table", "view", "macro"),
            since="published",
        ),
        Column("table_name", "VARCHAR", "Table, view or macro.", nullable=False, since="published"),
        Column(
            "role",
            "VARCHAR",
            "A column of the rows, or an argument that a macro is given.",
            nullable=False,
            allowed=("column", "argument"),
            since="published",
        ),
        Column("column_name", "VARCHAR", "Column or argument.", nullable=False, since="published"),
        Column("position", "INTEGER", "Place among them, from 1.", nullable=False, minimum=1),
        Column(
            "type",
            "VARCHAR",
            "DuckDB type; empty of an argument.",
            nullable=False,
            since="published",
        ),
        Column("meaning", "VARCHAR", "What it means.", nullable=False, since="published"),
        Column("unit", "VARCHAR", "Unit; null when there is none.", since="published"),
        Column("is_nullable", "BOOLEAN", "Whether it may be null.", nullable=False),
        Column("allowed", "VARCHAR[]", "Allowed values; empty when free.", nullable=False),
        Column("is_key", "BOOLEAN", "Whether it is part of the key.", nullable=False),
        Column("since", "VARCHAR", "Layer that first fills it.", since="published"),
    ),
)
