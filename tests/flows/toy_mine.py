"""Parsing that dies over a marked capture: a worker process must be able to import it."""

import os
from typing import Any
from unittest.mock import patch

from tasks.article.reading import read_capture
from tasks.jobs import PartJob, PartOutcome
from tasks.parse import parse as parse_well

MARK = "TREAD HERE"


def parse(job: PartJob) -> PartOutcome:
    """What parsing makes of the part; its process ends when it comes to a marked capture."""
    with patch("tasks.parse.read_capture", _read):
        return parse_well(job)


def _read(content: bytes, *rest: Any) -> Any:
    if MARK.encode() in content:
        os.abort()
    return read_capture(content, *rest)
