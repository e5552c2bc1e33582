"""What a run says of the dates that it could not read."""

from pathlib import Path

from tests.flows.cli_copy import Dateline


def test_a_run_says_how_many_dates_it_could_not_read(tmp_path: Path, dateline: Dateline) -> None:
    table = tmp_path / "t.csv"
    copy = "The harbor of Linhai reopened on Tuesday after engineers had checked both cranes"
    rows = (
        f'"{copy}, say {name}.",{day}' for name, day in (("A", "3. Mai 2020"), ("B", "one day"))
    )
    table.write_text("\n".join(["text,date", *rows, ""]))
    said = dateline("run", table, "--engine", "inline").output
    assert "1 date said beside the copy could not be read, such as 'one day'" in said
    assert "unreadable_date" in said
