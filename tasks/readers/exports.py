"""Exports of news databases: a text file of many documents, parted where the database says."""

import io
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tasks.readers import factiva, nexis, proquest
from tasks.readers.export_layouts import read_export
from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tasks.readers.separated import Cut, Piece, pieces
from tasks.readers.text import BLANKS, UnreadableText, decode, split_lines

LONGEST_MARK: Final = 200  # bytes of a line that parts documents, with the blanks around it
LONGEST_QUOTE: Final = 60  # characters of what is skipped that its row quotes


class Export(NamedTuple):
    """How the files of one database are parted: by lines that begin a document, or end one.

    `signs` are what one of each such line has; `told_by` is what else the file must have: lines
    like these stand in other texts, too.
    """

    mark: re.Pattern[str]
    cut: Cut
    signs: tuple[str, ...]
    told_by: tuple[re.Pattern[str], ...]


_EXPORTS: Final = (
    Export(nexis.NUMBER, "begins", ("DOCUMENT", "Dokument ", "Document "), (nexis.LENGTH,)),
    Export(nexis.END, "ends", ("ocument", "Dokument"), (nexis.LENGTH,)),
    Export(factiva.DOCUMENT, "ends", ("Document", "Dokument"), (factiva.COUNTED, factiva.CODED)),
    Export(proquest.RULE, "begins", ("_" * 20,), (proquest.SIGNED,)),
)


def export_of(head: str) -> Export | None:
    """The export that a text with this beginning is; None for nearly all texts.

    Only the beginning is asked: a file whose first document is longer is known by it if that
    document begins with the mark, and is one text if it ends with it.
    """
    for export in _EXPORTS:
        if (
            any(map(head.__contains__, export.signs))
            and any(told.search(head) for told in export.told_by)
            and any(_is_mark(line, export) for line in head.splitlines())
        ):
            return export
    return None


def read_exports(
    stream: io.BufferedReader, export: Export, rules: ReadingRules
) -> Iterator[Record | NoRecord]:
    """`#article=2` for the second document; a file of one is one record of all its bytes.

    Every byte is in a piece. The first piece is skipped when it has the layout of no document and
    the second has: a cover page; the last one when it has none and others have: a summary of the
    search. Any other is a record, whatever is in it.
    """
    signs = [sign.encode() for sign in export.signs]

    def cut_of(line: bytes) -> Cut:
        if len(line) > LONGEST_MARK or not any(sign in line for sign in signs):
            return ""
        return export.cut if _is_mark(line.decode("utf-8", "replace"), export) else ""

    found = _with_copy(pieces(stream, cut_of, rules), export)
    piece = next(found, None)
    after = next(found, None)
    if piece is None:
        return
    if after is None:
        yield from piece.entries("")
        return
    number = 1
    is_first = _is_document(piece)
    has_documents = is_first or _is_document(after)
    if has_documents and not is_first:
        yield _cover("#cover", piece)
    else:
        yield from piece.entries("#article=1")
        number = 2
    while after is not None:
        piece, after = after, next(found, None)
        if after is None and has_documents and not _is_document(piece):
            yield _cover("#end", piece)
        else:
            yield from piece.entries(f"#article={number}")
            number += 1


def _is_mark(line: str, export: Export) -> bool:
    return len(line) <= LONGEST_MARK and export.mark.match(line.strip(BLANKS)) is not None


def _with_copy(found: Iterator[Piece], export: Export) -> Iterator[Piece]:
    """The pieces that hold more than blanks and marks; the others are part of their neighbours."""
    last: Piece | None = None
    empty: Piece | None = None
    for piece in found:
        here = piece
        if empty is not None:
            empty.extend(piece)
            here, empty = empty, None
        if here.has_copy:
            if last is not None:
                yield last
            last = here
        elif last is not None and export.cut == "ends":
            last.extend(here)
        else:
            empty = here
    if last is not None and empty is not None:
        last.extend(empty)
    end = last or empty
    if end is not None:
        yield end


def _is_document(piece: Piece) -> bool:
    """Whether the piece has the layout of a document, or may have it: what cannot be read does."""
    if piece.is_too_large:
        return True
    try:
        return read_export(split_lines(decode(piece.content()).text)) is not None
    except UnreadableText:
        return True


def _cover(name: str, piece: Piece) -> NoRecord:
    text = " ".join(decode(piece.content()).text[:LONGEST_MARK].split())
    return NoRecord(name, "skipped", "export_cover", f"it begins with {text[:LONGEST_QUOTE]!r}")
