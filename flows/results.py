"""The hash of an answer: the same rows and types give the same, on every machine.

dateline-result/1, to be made by anyone: each row is one line of JSON without blanks, characters
as they are, of its values as `spelled` spells them; the SHA-256 of each line in hex, sorted unless
the query orders; then the SHA-256 of the lines 'dateline-result/1', the columns as JSON pairs of
name and type, and these digests, each ended by a line feed.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

import duckdb

METHOD: Final = "dateline-result/1"
DIGITS: Final = 12  # a sum of doubles differs in the 15th digit by the order it is made in
BATCH_ROWS: Final = 10_000
_AS_THEY_ARE: Final = frozenset({str, int, bool, type(None)})  # most values, asked for first
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Result:
    """An answer as far as it can be compared: columns and the digests of its rows, in order."""

    columns: tuple[tuple[str, str], ...]
    digests: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.digests)

    def unordered(self) -> tuple[str, ...]:
        """The digests, sorted."""
        return tuple(sorted(self.digests))

    def hash(self, *, is_ordered: bool) -> str:
        """64 hex digits of the columns and of all rows, in their order or in none."""
        digest = hashlib.sha256()
        digests = self.digests if is_ordered else self.unordered()
        for line in (METHOD, _line([list(column) for column in self.columns]), *digests):
            digest.update(line.encode() + b"\n")
        return digest.hexdigest()


def result_of(answered: duckdb.DuckDBPyConnection) -> Result:
    """The result of a query that was just executed, its rows read in batches."""
    columns = tuple((str(one[0]), str(one[1])) for one in answered.description or ())
    return Result(columns, tuple(map(_digest, _rows(answered))))


def spelled(value: Any) -> Any:
    """The one JSON spelling of a value.

    Doubles have 12 significant digits, minus zero is zero; instants are UTC with microseconds;
    a struct and a map are lists of pairs, sorted by their spelling.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return _double(value)
        case date() | time() | timedelta():
            return _of_time(value)
        case Decimal():
            return format(value, "f")
        case bytes():
            return value.hex()
        case list() | tuple():
            return [spelled(item) for item in value]
        case dict():
            return _pairs(value)
        case _:
            return str(value)  # uuid, bit string, enum


def _of_time(value: date | time | timedelta) -> str:
    """A day, an instant, a clock time or a span; datetime is a date, too, so it comes first."""
    if isinstance(value, timedelta):
        return f"{value // timedelta(microseconds=1)} us"
    if isinstance(value, datetime):
        instant = value.astimezone(UTC) if value.tzinfo else value
        zone = "Z" if value.tzinfo else ""
        return instant.replace(tzinfo=None).isoformat(timespec="microseconds") + zone
    return value.isoformat("microseconds") if isinstance(value, time) else value.isoformat()


def _pairs(value: Mapping[Any, Any]) -> list[list[Any]]:
    return sorted(([spelled(key), spelled(item)] for key, item in value.items()), key=_line)


def _double(value: float) -> str:
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return format(value + 0.0, f".{DIGITS - 1}e")


def _rows(answered: duckdb.DuckDBPyConnection) -> Iterator[Sequence[Any]]:
    while batch := answered.fetchmany(BATCH_ROWS):
        yield from batch


def _digest(row: Sequence[Any]) -> str:
    said = [value if type(value) in _AS_THEY_ARE else spelled(value) for value in row]
    return hashlib.sha256(_line(said).encode()).hexdigest()


def _line(value: Any) -> str:
    return _ENCODER.encode(value)
