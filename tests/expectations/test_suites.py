import math
import subprocess
import sys

import pyarrow as pa
import pytest

from expectations.judge import Judgement, judge
from expectations.judgements import documents_suite, paragraphs_suite
from expectations.suites import Suite, anchored, contract_checks
from warehouse.contract import Column, Table
from warehouse.tables import TABLES

SHIPS = Table(
    name="ships",
    grain="one row per ship",
    meaning="A table for tests.",
    key=("ship_id",),
    columns=(
        Column("ship_id", "VARCHAR", "Key.", nullable=False, pattern=r"^s[0-9]+$"),
        Column("flag", "VARCHAR", "Flag.", allowed=("blue", "red")),
        Column("length", "DOUBLE", "Length.", nullable=False, minimum=1, maximum=400),
        Column("crew", "INTEGER", "Crew.", minimum=0),
        Column("cargo", "VARCHAR[]", "Cargo.", allowed=("corn", "ore")),
        Column("log", "VARCHAR", "Log.", nullable=False),
        Column("berth", "VARCHAR", "Filled later.", nullable=False, since="matched"),
    ),
)
ROW = {"ship_id": "s1", "flag": "red", "length": 20.0, "crew": 3, "cargo": ["ore"], "log": "x"}
SCHEMA = pa.schema(
    [
        ("ship_id", pa.string()),
        ("flag", pa.string()),
        ("length", pa.float64()),
        ("crew", pa.int32()),
        ("cargo", pa.list_(pa.string())),
        ("log", pa.string()),
    ]
)


def ships(**changes: object) -> pa.Table:
    rows = [ROW | {"ship_id": f"s{number}"} for number in range(5)]
    rows[3] |= changes
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def judged(table: pa.Table, rows_per_validation: int = 100) -> Judgement:
    suite = Suite("ships", contract_checks(SHIPS))
    return judge(
        table, suite, key=("ship_id",), scope="part", rows_per_validation=rows_per_validation
    )


def test_the_contract_of_a_table_becomes_checks_with_readable_ids() -> None:
    assert [check.id for check in contract_checks(SHIPS)] == [
        "ships.ship_id.not_null",
        "ships.ship_id.pattern",
        "ships.flag.allowed",
        "ships.length.not_null",
        "ships.length.range",
        "ships.crew.range",
        "ships.cargo.allowed",
        "ships.log.not_null",
        "ships.key.unique",
    ]
    assert {check.level for check in contract_checks(SHIPS)} == {"quarantine"}


def test_a_table_that_keeps_its_contract_fails_no_check() -> None:
    judgement = judged(ships())
    assert not judgement.quarantined
    assert all(verdict.rows_failed == 0 for verdict in judgement.verdicts)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"ship_id": "x3"}, "ships.ship_id.pattern"),
        ({"ship_id": "s3\n"}, "ships.ship_id.pattern"),
        ({"flag": "green"}, "ships.flag.allowed"),
        ({"flag": ""}, "ships.flag.allowed"),
        ({"length": None}, "ships.length.not_null"),
        ({"length": 0.5}, "ships.length.range"),
        ({"length": 401.0}, "ships.length.range"),
        ({"length": math.nan}, "ships.length.range"),
        ({"length": -math.inf}, "ships.length.range"),
        ({"crew": -1}, "ships.crew.range"),
        ({"cargo": ["ore", "tea"]}, "ships.cargo.allowed"),
        ({"cargo": ["ore", None]}, "ships.cargo.allowed"),
        ({"log": None}, "ships.log.not_null"),
    ],
)
def test_a_value_outside_the_contract_quarantines_its_row(
    changes: dict[str, object], check: str
) -> None:
    table = ships(**changes)
    assert dict(judged(table).quarantined) == {table["ship_id"][3].as_py(): check}


@pytest.mark.parametrize(
    "changes",
    [
        {"flag": None},
        {"length": 1.0},
        {"length": 400.0},
        {"crew": None},
        {"cargo": []},
        {"log": ""},
    ],
)
def test_the_edges_of_the_contract_are_within_it(changes: dict[str, object]) -> None:
    assert not judged(ships(**changes)).quarantined


@pytest.mark.parametrize("rows_per_validation", [1, 2, 100])
def test_a_key_that_stands_twice_is_found_however_the_table_is_cut(
    rows_per_validation: int,
) -> None:
    judgement = judged(ships(ship_id="s0"), rows_per_validation)
    assert dict(judgement.quarantined) == {"s0": "ships.key.unique"}
    unique = judgement.verdicts[-1]
    assert unique.failed_keys == ("s0", "s0")
    assert unique.rows_checked == 5


@pytest.mark.parametrize("rows_per_validation", [1, 2, 3])
def test_elements_of_lists_are_counted_in_the_row_they_stand_in(rows_per_validation: int) -> None:
    judgement = judged(ships(cargo=["tea", "ore"]), rows_per_validation)
    assert dict(judgement.quarantined) == {"s3": "ships.cargo.allowed"}


def test_every_table_of_the_contract_can_be_made_a_suite() -> None:
    for table in TABLES:
        Suite(table.name, contract_checks(table, layer="published"))


def test_a_dollar_at_the_end_of_a_pattern_allows_no_line_feed() -> None:
    assert anchored("^a$") == r"^a\Z"
    assert anchored(r"^\$") == r"^\$"
    assert anchored("^a") == "^a"


def test_a_check_id_used_twice_is_refused() -> None:
    checks = contract_checks(SHIPS)
    with pytest.raises(ValueError, match="used twice"):
        Suite("ships", (*checks, checks[0]))


def test_every_document_and_paragraph_check_has_its_own_id() -> None:
    ids = [check.id for suite in (documents_suite(), paragraphs_suite()) for check in suite.checks]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(("documents.", "paragraphs.")) for name in ids)


def test_suites_are_made_without_great_expectations_or_pandas() -> None:
    code = (
        "import sys; import expectations.suites, expectations.judgements, expectations.account, "
        "expectations.judge, expectations.data_docs\n"
        "expectations.judgements.documents_suite()\n"
        "print([m for m in ('great_expectations', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
