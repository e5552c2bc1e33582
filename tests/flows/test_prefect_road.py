"""The real DAG as a Prefect flow run: the same snapshot as without Prefect."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PrefectServer
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, run_over, write_copy
from warehouse.integrity import verify
from warehouse.store import Store


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    return write_copy(folder, bridge=BRIDGE, ferry=FERRY, harvest=HARVEST, empty="")


def test_both_engines_publish_the_same_snapshot(
    tmp_path: Path, copy: Path, prefect_api: PrefectServer
) -> None:
    from flows.deployments import coverage

    inline = run_over(tmp_path / "inline", copy, part_items=2)
    state: Any = coverage(
        [str(copy)],
        warehouse=str(tmp_path / "prefect"),
        part_items=2,
        workers=2,
        max_quarantined_share=1.0,
        return_state=True,
    )
    assert state.is_completed(), state.message
    head = Store(tmp_path / "prefect").head()
    assert head is not None
    assert len(head.parts_of("cleaned")) == 2
    assert head.snapshot_id == inline.snapshot_id
    assert verify(Store(tmp_path / "prefect")) == []


def test_a_run_with_bad_input_ends_as_checks_failed_and_still_publishes(
    tmp_path: Path, copy: Path, prefect_api: PrefectServer
) -> None:
    from flows.deployments import coverage

    state: Any = coverage([str(copy)], warehouse=str(tmp_path / "wh"), return_state=True)
    assert (state.is_failed(), state.name) == (True, "ChecksFailed")
    head = Store(tmp_path / "wh").head()
    assert head is not None
    assert head.table("documents").rows == 3


def test_a_rebuild_run_derives_the_same_snapshot(
    tmp_path: Path, copy: Path, prefect_api: PrefectServer
) -> None:
    from flows.deployments import rebuild

    first = run_over(tmp_path / "wh", copy)
    state: Any = rebuild(warehouse=str(tmp_path / "wh"), return_state=True)
    assert state.is_completed(), state.message
    head = Store(tmp_path / "wh").head()
    assert head is not None
    assert (head.sequence, head.snapshot_id) == (2, first.snapshot_id)
