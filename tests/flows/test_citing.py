"""Query cards: what is on one, and whether its answer can be made again."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from flows.calls import GAPS
from flows.citing import SOFTWARE, CardError, bibtex, named, read_card
from flows.cli import main
from flows.methods import Touched, caveats
from tests.flows.small_chain import BRIDGE, FERRY, HARVEST, published
from warehouse.store import Store
from warehouse.tables.ledger import CHANGE_REASONS

ROOT = Path(__file__).resolve().parents[2]
Dateline = Callable[..., Result]
COUNT = "select outlet_name, count(*) as documents from documents group by all order by 1"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of three snapshots, of which the last two are kept."""
    root = tmp_path_factory.mktemp("chain") / "wh"
    published(root, [BRIDGE], [BRIDGE, FERRY], [BRIDGE, FERRY, HARVEST])
    return root


@pytest.fixture
def dateline(root: Path) -> Dateline:
    def call(*arguments: object) -> Result:
        said = [str(one) for one in arguments]
        return CliRunner().invoke(main, [*said, "--warehouse", str(root)])

    return call


def card_of(dateline: Dateline, *arguments: object) -> dict[str, Any]:
    result = dateline("cite", *arguments)
    assert result.exit_code == 0, result.stderr
    card: dict[str, Any] = json.loads(result.stdout)
    return card


def test_a_card_says_what_was_asked_of_what_and_what_came_out(
    root: Path, dateline: Dateline
) -> None:
    question = "Who printed most?"
    at = "2026-11-28T12:00:00+01:00"
    card = card_of(dateline, COUNT, "--question", question, "--created-at", at)
    head = Store(root).head()
    assert head is not None
    assert (card["question"], card["sql"], card["parameters"]) == (question, COUNT, {})
    assert card["created_at"] == "2026-11-28T11:00:00+00:00"
    assert card["snapshot"]["snapshot_id"] == head.snapshot_id
    assert card["snapshot"]["manifest_sha256"] == head.sha256()
    assert card["snapshot"]["contract_version"] == head.contract_version
    assert card["result"]["rows"] == 2
    assert card["result"]["columns"] == [
        {"name": "outlet_name", "type": "VARCHAR"},
        {"name": "documents", "type": "BIGINT"},
    ]
    assert card["reads"] == {"tables": ["documents"], "views": []}
    assert head.snapshot_id in card["methods"]
    assert "holds 3 documents of 2 outlets, dated 2023-05-04 to 2023-06-11" in card["methods"]
    assert "it counts printings" in card["methods"]
    assert card_of(dateline, COUNT, "--question", question, "--created-at", at) == card


def test_a_card_holds_until_the_answer_is_another(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    made = dateline("cite", COUNT, "--out", path)
    assert made.exit_code == 0
    assert "@misc{dateline-" in made.stdout
    same = dateline("verify", path)
    assert (same.exit_code, same.stdout[:13]) == (0, "same: 2 rows,")
    card = json.loads(path.read_text("utf-8"))
    card["sql"] = COUNT.replace("count(*)", "count(*) + 1")
    path.write_text(json.dumps(card), "utf-8")
    other = dateline("verify", path)
    assert other.exit_code == 1
    assert "not the same as cited" in other.stdout
    assert re.search(r"hash: cited \w{64}; now \w{64}", other.stdout)
    assert "rows:" not in other.stdout


def test_a_card_of_an_older_snapshot_is_verified_against_that(
    root: Path, dateline: Dateline, tmp_path: Path
) -> None:
    path = tmp_path / "card.json"
    assert dateline("cite", COUNT, "--snapshot", 2, "--out", path).exit_code == 0
    second = list(Store(root).chain())[1]
    result = dateline("verify", path)
    assert result.exit_code == 0
    assert f"from snapshot {second.snapshot_id}" in result.stdout
    assert "another snapshot" not in result.stdout


def test_a_card_of_a_snapshot_that_is_gone_is_asked_of_todays_and_says_so(
    root: Path, dateline: Dateline, tmp_path: Path
) -> None:
    path = tmp_path / "card.json"
    third, _, first = Store(root).chain()
    card = card_of(dateline, "select count(*) as n from documents")
    card["snapshot"] = named(first)
    card["bibtex"] = bibtex(card)
    path.write_text(json.dumps(card), "utf-8")
    result = dateline("verify", path)
    assert result.exit_code == 0
    assert f"snapshot {first.snapshot_id} is not kept here; asked of {third.snapshot_id}" in (
        result.stdout
    )
    assert "not checked:" in result.stdout
    assert "caveats and methods, which tell of the snapshot that is cited" in result.stdout
    card["result"] |= {"rows": 2, "columns": [{"name": "documents", "type": "BIGINT"}]}
    path.write_text(json.dumps(card), "utf-8")
    result = dateline("verify", path)
    assert result.exit_code == 1
    assert "rows: cited 2; now 1" in result.stdout
    assert 'columns: cited [{"name": "documents"' in result.stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sql": "select now()"}, "now answers differently"),
        ({"sql": "from read_text('/etc/hostname')"}, "cannot be put again"),
        ({"sql": "selec"}, "syntax error"),
        ({"sql": "from documents where title = $no_such"}, "cannot be put again"),
        ({"format": "dateline-card/9"}, "not a query card"),
        ({"sql": None}, "sql is missing"),
        ({"result": {}}, "result.hash is missing"),
        ({"snapshot": []}, "snapshot is missing"),
    ],
)
def test_a_card_whose_query_cannot_be_put_exits_2(
    dateline: Dateline, tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = tmp_path / "card.json"
    path.write_text(json.dumps({**card_of(dateline, "from documents"), **change}), "utf-8")
    result = dateline("verify", path)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"format": "dateline-card/1"}'])
def test_what_is_no_card_is_told(text: str) -> None:
    with pytest.raises(CardError, match="not a"):
        read_card(text)


def test_values_of_parameters_are_on_the_card_and_bound(dateline: Dateline, tmp_path: Path) -> None:
    query = "select title from documents where published_date >= $d0::date and word_count > $n"
    path = tmp_path / "card.json"
    arguments = ("--param", "d0=2023-06-01", "--param", "n=3")
    assert dateline("cite", query, *arguments, "--out", path).exit_code == 0
    card = json.loads(path.read_text("utf-8"))
    assert card["parameters"] == {"d0": "2023-06-01", "n": 3}
    assert card["result"]["rows"] == 1
    assert dateline("verify", path).exit_code == 0
    assert dateline("cite", query, "--param", "nothing").exit_code == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from documents limit 1", "a limit without an order"),
        ("copy documents to 'out.csv'", "only one query that reads is"),
        ("select count(*) from read_text('/etc/hostname')", "tells of this machine"),
        ("select * from '/etc/hostname'", "hostname"),
        ("select nothing from documents", "nothing"),
    ],
)
def test_a_query_that_cannot_be_cited_exits_2(dateline: Dateline, query: str, said: str) -> None:
    result = dateline("cite", query)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


# --- methods and references ------------------------------------------------------------------

FACTS = {
    "documents": 3, "outlets": 1, "without_outlet": 1, "first_date": None, "last_date": None,
    "undated": 1, "stated": 1, "updated": 0, "inferred": 1, "texts": 2, "in_clusters": 2,
    "clusters": 1,
}  # fmt: skip


def touched(reads: str, through: str = "", columns: str = "", gaps: str = "") -> Touched:
    return Touched(*(frozenset(names.split()) for names in (reads, through, columns, gaps)))


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (touched("documents"), "1 documents have no day"),
        (touched("documents", columns="body_hash"), "speaks of that by body_hash"),
        (touched("clusters documents", "originals"), "speaks of that by originals"),
        (touched("copies"), "being later proves no copying"),
        (touched("stories"), "claim by likeness"),
        (touched("coverage_calendar"), "which days are gaps"),
        (touched("coverage_calendar"), "without an outlet, 1 here, are in no figure"),
        (touched("coverage_calendar", gaps="scale"), "scaled up from their known days"),
        (touched("topic_hits"), "A hit is a naming in the cleaned text"),
        (touched("documents"), "with copies taken together they are 2 texts"),
        (touched("runs"), "runs: the history of this warehouse"),
        (touched("documents", columns="source_uri"), "source_uri: where and when"),
    ],
)
def test_a_caveat_follows_from_what_the_query_reads(what: Touched, said: str) -> None:
    assert said in " ".join(caveats(FACTS, what))


def test_a_card_says_how_unknown_days_were_taken_also_where_the_query_does_not(
    dateline: Dateline,
) -> None:
    by_year = "select outlet_id, period, number from coverage(grain := 'year'{}) order by all"
    assert "has no figure (gaps null)" in card_of(dateline, by_year.format(""))["methods"]
    zero = card_of(dateline, by_year.format(", gaps := 'zero'"))
    assert "taken for days without documents (gaps zero)" in zero["methods"]
    by_place = "select * from coverage(null, null, null, 'month', 'text', 'zero') order by all"
    methods = card_of(dateline, by_place)["methods"]
    assert "(gaps zero)" in methods
    assert "(gaps null)" not in methods
    assert "speaks of that by unit" in methods


def test_a_card_names_what_was_read_and_nothing_else(dateline: Dateline) -> None:
    own = "with documents as (from documents where lang = 'en') select count(*) as n from documents"
    assert card_of(dateline, own)["reads"]["tables"] == ["documents"]
    calendar = card_of(dateline, "select * from coverage(grain := 'year') order by all")
    assert "topics" not in " ".join(calendar["caveats"]).lower()
    assert "entities" not in calendar["reads"]["tables"]
    view = card_of(dateline, "select * from wire_share order by all")
    assert "entities" not in view["reads"]["tables"]


def test_what_macros_do_with_unknown_days_by_default_is_what_their_files_say() -> None:
    said = {}
    for path in (ROOT / "warehouse/models/macros").glob("*.sql"):
        head = path.read_text("utf-8").partition(" as table")[0]
        if found := re.search(r"\bgaps := '(\w+)'", head):
            said[path.stem] = found[1]
    assert said == dict(GAPS)


def test_a_query_of_no_table_has_no_caveats() -> None:
    assert caveats(FACTS, touched("")) == []


def test_a_title_is_printed_by_tex_as_it_stands(dateline: Dateline) -> None:
    card = card_of(dateline, "select 1 as n", "--question", "Is {50 %} of\n$R&D_x ~ 2^3 \\ #1?")
    entry = bibtex(card)
    assert "title = {{Is \\{50 \\%\\} of \\$R\\&D\\_x " in entry
    assert "\\textasciitilde{} 2\\textasciicircum{}3 \\textbackslash{} \\#1?}}" in entry
    assert entry.count("@misc{") == 2


def test_the_program_is_cited_as_its_own_file_says() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {
        "author": said["authors"][0]["name"],
        "title": said["title"],
        "version": said["version"],
        "date": said["date-released"],
        "abstract": said["abstract"],
    } == dict(SOFTWARE)


def test_the_page_names_every_reason_of_changes() -> None:
    page = (ROOT / "docs" / "citing.md").read_text("utf-8")
    assert [one for one in CHANGE_REASONS if f"| `{one}` |" not in page] == []
