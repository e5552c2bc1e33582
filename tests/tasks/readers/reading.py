"""What the tests of the readers read with."""

from typing import BinaryIO

from tasks.readers.entries import open_entries
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Entries


def read_entries(stream: BinaryIO, name: str, rules: ReadingRules) -> Entries:
    """As `open_entries`, for whoever need not know the form."""
    _, entries = open_entries(stream, name, rules)
    yield from entries
