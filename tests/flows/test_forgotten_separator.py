"""A file that was parted into articles is not published again whole by a run without the flag."""

from datetime import timedelta
from pathlib import Path

import pytest

from tasks.listing import InputError
from tests.flows.small_copy import BRIDGE, FERRY, NOON, ask, run_over, write_copy

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("other", [None, "+++"])
def test_another_separator_is_refused_for_what_was_parted_alone(
    tmp_path: Path, other: str | None
) -> None:
    day = tmp_path / "day.txt"
    day.write_text(f"{BRIDGE}\n=====\n{FERRY}\n", encoding="utf-8")
    warehouse = tmp_path / "wh"
    assert run_over(warehouse, day, article_separator="=====").documents == 2
    with pytest.raises(InputError, match=r"day\.txt was parted at '=====' .* nothing was changed"):
        run_over(warehouse, day, article_separator=other, at=NOON + HOUR)
    assert ask(warehouse, "select count(*) from documents") == [(2,)]
    more = write_copy(tmp_path / "more", harvest=BRIDGE.replace("bridge", "harvest"))
    assert run_over(warehouse, more, article_separator=other, at=NOON + HOUR).documents == 3
    assert not run_over(warehouse, day, article_separator="=====", at=NOON + 2 * HOUR).is_new
