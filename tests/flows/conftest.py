"""Copy that many tests of flows begin with."""

from pathlib import Path

import pytest

from tests.flows.small_copy import BRIDGE, FERRY, write_copy


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return write_copy(tmp_path / "copy", bridge=BRIDGE, ferry=FERRY)
