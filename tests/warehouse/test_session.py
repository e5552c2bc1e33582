"""What a DuckDB session may take, and what it leaves."""

from pathlib import Path

from warehouse.session import Limits, session


def test_what_does_not_fit_in_memory_lies_below_the_folder_named_and_goes_with_the_session(
    tmp_path: Path,
) -> None:
    limits = Limits(memory="20MB", threads=1, spill=tmp_path)
    with session(limits=limits) as one, session(limits=limits) as two:
        folders = sorted(tmp_path.iterdir())
        assert len(folders) == 2
        assert all(folder.stat().st_mode & 0o777 == 0o700 for folder in folders)
        for connection in (one, two):
            connection.execute(
                "create temp table words as select hash(range) as h from range(4_000_000)"
            )
        assert all(any(folder.iterdir()) for folder in folders)
        assert one.execute("select count(distinct h) from words").fetchone() == (4_000_000,)
    assert not list(tmp_path.iterdir())
