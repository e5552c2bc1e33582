"""Tables as records, for the tests of every kind of table."""

import io
from collections.abc import Mapping

from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, Entry, NoRecord, Record
from tests.tasks.readers.reading import read_entries

RULES = ReadingRules()
HEAD = b"title,url,text\n"


def entries(data: bytes, name: str, columns: Mapping[str, str] | None = None) -> list[Entry]:
    return list(read_entries(io.BytesIO(data), name, ReadingRules(columns=columns or {})))


def texts(found: list[Entry]) -> dict[str, str]:
    return {one.name: one.content.decode() for one in found if isinstance(one, Record)}


def reasons(found: list[Entry]) -> dict[str, str]:
    return {one.name: one.reason_code for one in found if isinstance(one, NoRecord)}


def beside(found: list[Entry]) -> Beside:
    return next(one.beside for one in found if isinstance(one, Record))
