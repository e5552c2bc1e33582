"""Parquet files, some rows at a time and only the columns that are asked for."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.readers.columns import choose_columns, guess_columns
from tasks.readers.day_order import Rows, TableRow
from tasks.readers.limits import Allowance, ReadingRules, Refused
from tasks.readers.parquet_footer import Chunk, chunks_by_group
from tasks.readers.records import NoRecord, Record, Remark
from tasks.readers.rows import CONTENT, PARAGRAPH, records_of, said
from tasks.readers.streams import STEP

ROWS_AT_ONCE: Final = 256  # some hundred pages of HTML are some ten megabytes
DEEPEST: Final = 3  # structs in a row's structs that are looked into
DAMAGE: Final = (pa.ArrowException, OSError, ValueError, KeyError)
BYTES_AT_ONCE: Final = 16 << 20  # of longer rows fewer, else 256 of 60 MB each fill the memory


def read_parquet(
    file: BinaryIO, rules: ReadingRules, allowance: Allowance
) -> Iterator[Record | NoRecord | Remark]:
    """A record a row, `#row=1` being the first; the stream must allow jumping.

    Raises Refused: `damaged_archive` for bytes that Arrow cannot read, or why no column is the
    text.
    """
    try:
        table = _opened(file, rules)
        paths = _paths(table.schema_arrow, frozenset(rules.columns.values()))
        every = chunks_by_group(file)
        chosen = choose_columns(paths, rules.columns, _empty(every))
        places = {field: paths[name] for field, name in chosen.mapping.items()}
        chunks = [_asked(group, chosen.mapping) for group in every]
        if len(chunks) != table.num_row_groups:
            raise ValueError("its footer is damaged")
        file.seek(0)
        table = _opened(file, rules, _repeated(chunks))
    except DAMAGE as error:
        raise Refused("damaged_archive", f"it cannot be read as Parquet: {error}") from error
    yield Remark("", chosen.remark)
    rows = _rows(table, chunks, places, rules, allowance)
    yield from records_of(rows, chosen.mapping, rules)


def _opened(file: BinaryIO, rules: ReadingRules, repeated: Iterable[str] = ()) -> pq.ParquetFile:
    # chunk by chunk, a page at a time: else Arrow reads whole columns of a row group at once,
    # which of a million articles are gigabytes
    return pq.ParquetFile(
        _Bounded(file, rules),
        read_dictionary=list(repeated),
        pre_buffer=False,
        buffer_size=STEP,
    )


def _repeated(groups: list[list[Chunk]]) -> list[str]:
    """The columns of texts, and texts in lists, that the file holds once and refers to.

    Left as references they take the memory that the file says; a long text that each row repeats
    would take it for each row.
    """
    return sorted({chunk.path for chunks in groups for chunk in chunks if chunk.is_repeated})


def _rows(
    table: pq.ParquetFile, groups: list[list[Chunk]], places: Mapping[str, tuple[str, ...]],
    rules: ReadingRules, allowance: Allowance,
) -> Rows:  # fmt: skip
    number = 0
    for group, chunks in enumerate(groups):
        for chunk in chunks:  # not one that unpacks to far more than it is packed in
            allowance.refuse_ratio(chunk.packed_size, chunk.unpacked_size)
        try:
            batches = table.iter_batches(
                rows_at_once(table, group),
                row_groups=[group],
                columns=sorted({".".join(path) for path in places.values()}),
            )
            for batch in batches:
                for at in range(batch.num_rows):
                    number += 1
                    fields = {
                        field: _cell(_leaf(batch, path, at), field, rules.max_record_bytes)
                        for field, path in places.items()
                    }
                    allowance.take_unpacked(sum(len(value or "") for value in fields.values()))
                    yield TableRow(f"#row={number}", fields)
        except DAMAGE as error:
            yield NoRecord(
                f"#rowgroup={group}", "quarantined", "damaged_member",
                f"row group {group} cannot be read from row {number + 1} on: {error}",
            )  # fmt: skip


def _paths(schema: pa.Schema, told: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The columns by name, those within a struct as `outer.inner`, and the way to each.

    A struct is one column where the settings name it, or no name within it says what it is.
    """
    paths: dict[str, tuple[str, ...]] = {}
    for field in schema:
        within = list(_leaves((field.name,), field.type))
        names = [".".join(path) for path in within]
        is_known = bool(guess_columns(names).mapping) or not told.isdisjoint(names)
        if field.name in told or not is_known:
            within = [(field.name,)]
        paths.update({".".join(path): path for path in within if ".".join(path) not in paths})
    return paths


def _leaves(path: tuple[str, ...], kind: pa.DataType) -> Iterator[tuple[str, ...]]:
    if not pa.types.is_struct(kind) or len(path) > DEEPEST or not kind.num_fields:
        yield path
        return
    for field in (kind.field(at) for at in range(kind.num_fields)):
        yield from _leaves((*path, field.name), field.type)


def _leaf(batch: pa.RecordBatch, path: tuple[str, ...], at: int) -> pa.Scalar:
    """The value at the end of the way; that of a struct which is null is null."""
    one = batch.column(path[0])[at]
    for name in path[1:]:
        if not one.is_valid:
            return one
        one = one[name]
    return one


def _empty(groups: list[list[Chunk]]) -> frozenset[str]:
    """The columns that have nothing but nulls in the whole file."""
    every = {chunk.path for chunks in groups for chunk in chunks}
    return frozenset(every - {one.path for chunks in groups for one in chunks if not one.is_empty})


def _cell(one: pa.Scalar, field: str, most: int) -> str | None:
    """The cell as text; of a list no more than is over `most`, as it is refused by its length."""
    between = PARAGRAPH if field in CONTENT else "; "
    if not isinstance(one, pa.ListScalar) or not one.is_valid:
        return said(_value(one), between)
    pieces: list[str] = []
    left = most
    for piece in one.values:
        text = _cell(piece, field, left)
        if text:
            pieces.append(text)
            left -= len(text)
        if left < 0:
            break
    return between.join(pieces) or None


def _value(one: pa.Scalar) -> object:
    """The value; None for one that Python has none for, as a day of the year 60000."""
    try:
        return one.as_py()
    except (OverflowError, ValueError):
        return None


def _asked(group: list[Chunk], mapping: Mapping[str, str]) -> list[Chunk]:
    """What the row group holds of the columns that are read."""
    names = {name.partition(".")[0] for name in mapping.values()}
    return [chunk for chunk in group if chunk.path.partition(".")[0] in names]


class _Bounded(io.RawIOBase):
    """The file, of which no more is read at once than may be held in memory."""

    def __init__(self, file: BinaryIO, rules: ReadingRules) -> None:
        super().__init__()
        self._file = file
        self._most = rules.max_memory_bytes

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if not 0 <= size <= self._most:
            raise Refused(
                "nested_too_large",
                f"a page of it has {size} bytes, over max_memory_bytes = {self._most}; write it "
                "anew, with pages of a megabyte",
            )
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def rows_at_once(table: pq.ParquetFile, group: int) -> int:
    """As many rows of the group as are some megabytes, by what its metadata say it holds."""
    said = table.metadata.row_group(group)
    per_row = max(1, int(said.total_byte_size) // max(1, int(said.num_rows)))
    return max(1, min(ROWS_AT_ONCE, BYTES_AT_ONCE // per_row))
