"""What several files of tests ingest by."""

from pathlib import Path

import pytest

from tests.tasks.bundle_runs import Take, taker
from warehouse.store import Store


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Ingest the paths a day after the run `known`, which they add to."""
    return taker(Store(tmp_path / "wh"))
