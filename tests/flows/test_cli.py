"""The command line over one small warehouse: what it says, refusals, exit codes."""

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.cli_copy import Dateline, steers
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, ask, run_over, write_copy
from warehouse.store import Store

# --- run -------------------------------------------------------------------------------------


def test_a_run_says_what_happened_and_ends_with_the_paths(
    dateline: Dateline, tmp_path: Path
) -> None:
    write_copy(tmp_path / "copy", bridge=BRIDGE, ferry=FERRY)
    result = dateline("run", "copy", "--workers", 1, "--engine", "inline")
    assert result.exit_code == 0, result.output
    stages = [line.split()[0] for line in result.stdout.splitlines() if " 0" in line]
    for stage in ("ingest", "parse", "clean", "validate", "match", "publish"):
        assert stage in stages
    assert re.search(r"Global Times +1\s*\n", result.stdout)
    assert result.stdout.splitlines()[-1] == "database warehouse-data/dateline.duckdb"
    said = result.stderr.splitlines()
    assert any(re.match(r"setting workers +1 +\(flag\)", line) for line in said)
    assert any(re.match(r"setting inputs +copy +\(flag\)", line) for line in said)
    assert not any("(default)" in line for line in said)
    assert "engine inline: set by --engine" in said
    assert (tmp_path / "warehouse-data" / "dateline.duckdb").is_file()


def test_a_run_that_finds_nothing_new_says_so(dateline: Dateline, made: Path) -> None:
    result = dateline("run", made / "copy", "--warehouse", made / "wh", "--engine", "inline")
    assert result.exit_code == 0
    assert "nothing new" in result.stderr
    assert "5 items received" in result.stderr
    assert "What happened" not in result.stdout


def test_a_run_that_quarantines_more_than_allowed_exits_1(
    dateline: Dateline, tmp_path: Path
) -> None:
    write_copy(tmp_path / "copy", bridge=BRIDGE, menu="Share\n")
    result = dateline("run", "copy", "--engine", "inline", "--workers", 1)
    assert result.exit_code == 1
    assert "no_article 1" in result.output
    assert "1 document in 1 version, 1 input in quarantine" in result.stdout


def test_a_few_bad_files_among_good_ones_are_named_and_end_no_run(
    dateline: Dateline, tmp_path: Path
) -> None:
    copy = write_copy(tmp_path / "copy", **{f"copy{n}": f"{FERRY} {n}" for n in range(10)})
    write_copy(copy, menu="Share\n")
    result = dateline("run", "copy", "--engine", "inline", "--workers", 1)
    assert result.exit_code == 0, result.output
    assert "1 input in quarantine\n" in result.stdout
    assert "quarantine: no_article 1; `dateline quarantine list` names each" in result.stdout
    strict = run_over(tmp_path / "strict", copy, max_quarantined_share=0.0)
    assert (strict.exit_code, strict.versions, strict.in_quarantine) == (1, 10, 1)
    assert strict.complaint.startswith("1 of 11 new inputs were quarantined")


def test_refusals_that_are_not_listed_count_against_what_is_allowed(tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy")
    rows = [json.dumps({"text": FERRY})] * 1_100 + ["{"] * 1_500
    (copy / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    ran = run_over(tmp_path / "wh", copy, max_quarantined_share=0.5)
    assert ran.in_quarantine == 1_001
    assert ran.complaint.startswith("1,500 of 2,600 new inputs were quarantined")


def test_columns_are_named_on_the_command_line_once_a_field(
    dateline: Dateline, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text('teaser,copy\nFerry,"' + FERRY + '"\n')
    run = ("run", "t.csv", "--engine", "inline", "--workers", 1)
    result = dateline(*run, "--column", "text=copy", "--column", "title=teaser")
    assert result.exit_code == 0, result.output
    assert re.search(r"setting columns +text=copy, title=teaser +\(flag\)", result.stderr)
    wrong = dateline(*run, "--column", "text=copy", "--column", "body=copy")
    assert wrong.exit_code == 2
    assert "has no field body; fields are text, html, url" in wrong.stderr


def test_settings_are_named_with_where_they_came_from(dateline: Dateline, made: Path) -> None:
    Path("dateline.toml").write_text('max_quarantined_share = 0.5\nengine = "inline"\n')
    result = dateline("run", made / "copy", DATELINE_WAREHOUSE=str(made / "wh"))
    assert result.exit_code == 0
    said = [" ".join(line.split()) for line in result.stderr.splitlines()]
    assert "setting max_quarantined_share 0.5 (dateline.toml)" in said
    assert f"setting warehouse {made / 'wh'} (DATELINE_WAREHOUSE)" in said


@pytest.mark.parametrize("command", [("run", "x"), ("sql", "select 1"), ("verify",)])
def test_unknown_settings_are_refused_by_name(dateline: Dateline, command: tuple[str, ...]) -> None:
    Path("dateline.toml").write_text("worker = 2\n")
    result = dateline(*command, DATELINE_WAREHOSE="x")
    assert result.exit_code == 2
    assert "dateline.toml: unknown setting 'worker'" in result.stderr
    assert "'DATELINE_WAREHOSE'" in result.stderr
    assert "'DATELINE_WAREHOUSE'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "nothing"), "nothing: no such file or folder"),
        (("run",), "nothing to read: name files or folders"),
        (("run", ".", "--manifest", "gone.jsonl"), "gone.jsonl: the manifest cannot be read"),
        (("run", ".", "--outlets", "gone"), "gone: no such folder"),
        (("run", ".", "--as-of", "86400"), "as_of"),
        (("run", ".", "--workers", "-1"), "workers"),
        (("run", ".", "--config", "gone.toml"), "gone.toml: cannot be read"),
        (("run", ".", "--engine", "steam"), "steam"),
        (("frobnicate",), "No such command"),
    ],
)  # fmt: skip
def test_wrong_use_exits_2_and_says_what_is_wrong(
    dateline: Dateline, arguments: tuple[str, ...], said: str
) -> None:
    result = dateline(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not Path("warehouse-data").exists()


def test_a_warehouse_that_cannot_be_made_exits_74(dateline: Dateline, tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", bridge=BRIDGE)
    (tmp_path / "taken").write_text("no folder")
    result = dateline("run", str(copy), "--warehouse", str(tmp_path / "taken" / "wh"))
    assert result.exit_code == 74
    assert "cannot make the folder" in result.stderr


def test_a_second_run_at_the_same_time_exits_75(dateline: Dateline, made: Path) -> None:
    with Store(made / "wh").lock():
        result = dateline("run", made / "copy", "--warehouse", made / "wh", "--engine", "inline")
    assert result.exit_code == 75
    assert "another run is writing here" in result.stderr


# --- verify ------------------------------------------------------------------------------------


def test_verify_proves_a_good_warehouse(dateline: Dateline, made: Path) -> None:
    result = dateline("verify", "--warehouse", made / "wh")
    assert result.exit_code == 0
    assert re.match(r"snapshot s[0-9a-f]{20} holds: \d+ files, 3 documents", result.stdout)


def test_verify_finds_one_flipped_bit_and_exits_1(
    dateline: Dateline, made: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(made / "wh", tmp_path / "wh", symlinks=True))
    victim = next((root / "data" / "tables" / "paragraphs").rglob("*.parquet"))
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.chmod(0o644)
    victim.write_bytes(data)
    result = dateline("verify", "--warehouse", root)
    assert result.exit_code == 1
    assert f"error: {victim.relative_to(root).as_posix()}: the bytes are not" in result.stdout


# --- quarantine --------------------------------------------------------------------------------


def test_the_quarantine_is_listed_with_its_reasons(dateline: Dateline, made: Path) -> None:
    result = dateline("quarantine", "list", "--warehouse", made / "wh")
    assert result.exit_code == 0
    assert re.search(r"menu\.txt +parse +no_article", result.stdout)
    assert re.search(r"table\.csv +ingest +no_text_column", result.stdout)
    assert result.stdout.splitlines()[-1] == "2 in quarantine"


def test_one_input_in_quarantine_is_shown_with_its_bytes(dateline: Dateline, made: Path) -> None:
    by_path = dateline("quarantine", "show", made / "copy/menu.txt", "--warehouse", made / "wh")
    assert "reason_code  no_article" in by_path.stdout
    assert "first bytes  b'Share\\n'" in by_path.stdout
    [(capture,)] = ask(made / "wh", "select capture_id from quarantine where stage = 'parse'")
    by_id = dateline("quarantine", "show", str(capture)[:10], "--warehouse", made / "wh")
    assert by_id.stdout == by_path.stdout
    cut = dateline(
        "quarantine", "show", str(capture)[:10], "--warehouse", made / "wh", "--bytes", 3
    )
    assert "first bytes  b'Sha' ..." in cut.stdout


def test_what_is_not_in_quarantine_cannot_be_shown(dateline: Dateline, made: Path) -> None:
    result = dateline("quarantine", "show", "bridge.txt", "--warehouse", made / "wh")
    assert result.exit_code == 2
    assert "not in quarantine" in result.stderr


def test_a_retry_reads_again_what_could_not_be_read(dateline: Dateline, tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", bridge=BRIDGE)
    (copy / "gone.txt").symlink_to(tmp_path / "harvest.txt")
    run_over(tmp_path / "wh", Path("copy/../copy"))  # a spelling that is not that of the place
    write_copy(tmp_path, harvest=HARVEST)
    result = dateline("quarantine", "retry", "--warehouse", "wh", DATELINE_ENGINE="inline")
    assert result.exit_code == 0, result.output
    assert "2 documents in 2 versions, 0 inputs in quarantine" in result.stdout
    again = dateline("run", "copy", "--warehouse", "wh", DATELINE_ENGINE="inline")
    assert "nothing new" in again.stderr  # one place, however it was spelled


# --- explain, report, doctor, outlets, dictionary ------------------------------------------------


def test_explain_says_why_with_the_bytes(dateline: Dateline, made: Path) -> None:
    [(document,)] = ask(made / "wh", "select document_id from documents where agency_id = 'yonhap'")
    whole = dateline("explain", document, "--warehouse", made / "wh")
    assert whole.exit_code == 0
    for said in (
        "Ferry line to Ulsan adds a second evening crossing",
        "why this date: 2023-05-09, published",
        "why this outlet: korea_herald",
        "why this agency: yonhap",
        "“May 9, 2023 - 18:20",
        "widget  bytes 0-7",
    ):
        assert said in whole.stdout, said
    assert dateline("explain", str(document)[:8], "--warehouse", made / "wh").stdout == whole.stdout


def test_explain_shows_no_raw_control_characters(dateline: Dateline, made: Path) -> None:
    [(document,)] = ask(
        made / "wh", "select document_id from documents where contains(body, 'new variety')"
    )
    result = dateline("explain", document, "--warehouse", made / "wh")
    assert result.exit_code == 0
    assert "beats the forecast" in result.stdout
    assert not steers(result.stdout)


@pytest.mark.parametrize(("document", "what"), [("d0000", "no document"), ("d", "3 documents")])
def test_explain_needs_an_id_that_names_one_document(
    dateline: Dateline, made: Path, document: str, what: str
) -> None:
    result = dateline("explain", document, "--warehouse", made / "wh")
    assert result.exit_code in {1, 2}
    assert f"{document}: {what} of that id" in result.stderr


def test_the_report_of_the_last_run_is_printed(dateline: Dateline, made: Path) -> None:
    result = dateline("report", "--last-run", "--warehouse", made / "wh")
    assert result.exit_code == 0
    assert "| ingest | items | 5 | 4 | 0 | 1 | 0 | no_text_column 1 |" in result.stdout
    assert result.stdout.rstrip().endswith("data_docs/index.html")


def test_doctor_names_what_it_looked_at(dateline: Dateline, made: Path) -> None:
    result = dateline("doctor", "--warehouse", made / "wh")
    signs = {line[7:35].strip(): line.split()[0] for line in result.stdout.splitlines()}
    assert signs["python"] == signs["duckdb"] == signs["prefect"] == "ok"
    assert signs["snapshot"] == "ok"
    assert result.exit_code == int("bad" in signs.values())


def test_outlets_are_listed_with_the_users_own(dateline: Dateline, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    shipped = Path(__file__).parents[2] / "tasks" / "outlets" / "bbc.yaml"
    text = shipped.read_text("utf-8").replace("bbc", "valley_post").replace("BBC", "Valley Post")
    (mine / "valley_post.yaml").write_text(text)
    result = dateline("outlets", "--outlets", "mine")
    assert result.exit_code == 0, result.output
    assert "valley_post" in result.stdout
    assert "korea_herald" in result.stdout
    (mine / "valley_post.yaml").write_text(text + "\nzzone: Nowhere/Land\n")
    for command in (("outlets",), ("run", ".")):
        broken = dateline(*command, "--outlets", "mine")
        assert broken.exit_code == 2
        assert "valley_post.yaml" in broken.stderr
        assert "zzone" in broken.stderr


def test_an_outlet_file_that_is_no_text_is_named(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "odd.yaml").write_bytes(b"\xff\xfe\x00")
    result = dateline("outlets", "--outlets", "mine")
    assert result.exit_code == 2
    assert "odd.yaml" in result.stderr


def test_the_dictionary_explains_a_table_and_refuses_an_unknown_one(dateline: Dateline) -> None:
    one = dateline("dictionary", "coverage_daily")
    assert one.exit_code == 0
    assert "stated_documents" in one.stdout
    assert "capture_id" not in one.stdout
    assert dateline("dictionary", "--markdown").stdout.startswith("# Data dictionary\n")
    unknown = dateline("dictionary", "coverage_hourly")
    assert unknown.exit_code == 2
    assert "coverage_hourly: no such table or view" in unknown.stderr


def test_a_path_with_brackets_is_printed_as_it_is(dateline: Dateline, tmp_path: Path) -> None:
    write_copy(tmp_path / "copy", bridge=BRIDGE)
    result = dateline("run", "copy", "--warehouse", "[red]o'clock", "--engine", "inline")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "database [red]o'clock/dateline.duckdb"
    write_copy(tmp_path / "copy", ferry=FERRY)  # months are kept, changes are compared
    run_over(tmp_path / "[red]o'clock", tmp_path / "copy", at=NOON + timedelta(days=400))
    assert dateline("verify", "--warehouse", "[red]o'clock").exit_code == 0


def test_saved_questions_are_listed_shown_and_asked(made: Path, dateline: Dateline) -> None:
    assert "topic_by_month" in dateline("questions", "list").output
    assert "-- parameter topic = thaad" in dateline("questions", "show", "topic_by_month").output
    for words in (("list",), ("show", "topic_by_month")):  # as `run` takes it, to no effect
        plain = dateline("questions", *words)
        assert dateline("questions", *words, "--warehouse", made / "wh").output == plain.output
    asked = dateline("questions", "run", "kept_out", "--warehouse", made / "wh")
    assert asked.exit_code == 0
    assert "reason_code" in asked.output
    drawn = ("questions", "run", "sample_to_read", "--warehouse", made / "wh")
    assert dateline(*drawn, "--param", "n=2", "--param", "topic=thaad").exit_code == 0
    assert dateline(*drawn, "--topic", "thaad").exit_code == 0
    wrong = dateline(*drawn, "--param", "mood=grim")
    assert (wrong.exit_code, "no parameter mood" in wrong.output) == (2, True)
    assert dateline("questions", "show", "nothing").exit_code == 2
    near = dateline("questions", "run", "kept_ou", "--warehouse", made / "wh")
    assert (near.exit_code, "Did you mean kept_out?" in near.stderr) == (2, True)


def test_a_question_about_a_topic_that_no_document_has_names_those_that_are_there(
    dateline: Dateline, tmp_path: Path
) -> None:
    write_copy(
        tmp_path / "copy",
        storm=HARVEST.replace("Rain came", "After two typhoons and a flood, rain came"),
    )
    run_over(tmp_path / "wh", tmp_path / "copy")
    asked = ("questions", "run", "topic_by_month", "--warehouse", tmp_path / "wh")
    nobody_chose = dateline(*asked)
    assert nobody_chose.exit_code == 2
    assert nobody_chose.stdout == ""
    assert (
        "thaad, which topic_by_month asks about unless told otherwise, is in no document here. "
        "These are, in so many documents; choose one with --topic: climate_weather (1)"
    ) in nobody_chose.stderr
    assert dateline(*asked, "--topic", "climate_weather").stdout.count("global_times") == 1
    # who asks for a topic is told its zero, and why
    zero = dateline(*asked, "--topic", "thaad")
    assert (zero.exit_code, "thaad, which was asked for, is in no document" in zero.stderr) == (
        0,
        True,
    )
    two = dateline("questions", "run", "two_topics", "--topic", "climate_weather", *asked[-2:])
    assert "choose one with --param other=: climate_weather (1)" in two.stderr
    assert "there is no topic thad here" in dateline(*asked, "--topic", "thad").stderr
    wrong = dateline("questions", "run", "kept_out", "--topic", "thaad", *asked[-2:])
    assert (wrong.exit_code, "has no parameter topic" in wrong.stderr) == (2, True)
    write_copy(tmp_path / "other", bridge=BRIDGE)
    run_over(tmp_path / "none", tmp_path / "other")
    none = dateline("questions", "run", "topic_by_month", "--warehouse", tmp_path / "none")
    assert "and neither is any other topic" in none.stderr
