"""From typed blocks to paragraphs: doubled text merged, dateline and sign-off set apart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tasks.article.credits import sign_off_start
from tasks.article.datelines import Dateline, read_dateline
from tasks.article.kinds import Block
from tasks.article.model import Span
from tasks.article.reading import Reading
from tasks.outlets.registry import Registry
from tasks.text.characters import clean_characters
from tasks.text.repair import Piece, Restoration, restore

_ODD_BLANKS: Final = "\n\r\t\x0b\x0c\xa0\u3000"


def spans_of(reading: Reading, registry: Registry) -> tuple[list[Span], Dateline | None]:
    """The article's paragraphs and all that was set aside, in reading order; its dateline.

    Body paragraphs stand in the order of the restored article, even where its fuller copy is
    the later one in the capture.
    """
    text = reading.decoded.text
    copy = [block for block in reading.blocks if block.kind in ("body", "subhead")]
    aside = [
        _span(block, block.kind, text)
        for block in reading.blocks
        if block.kind not in ("body", "subhead")
    ]
    passages = [_raw(block, text) for block in copy]
    restoration = restore(passages)
    body = [
        *_paragraphs(restoration, copy, passages),
    ]
    aside += _duplicates(restoration, copy, passages)
    body, dateline = _part_dateline(body)
    body = _part_sign_off(body, registry)
    return _in_reading_order(body, aside), dateline


def _raw(block: Block, text: str) -> str:
    """What stands at the block's place, when the place says what the block says.

    In markup it does not (tags stand between the words): then the block's own words.
    """
    stretch = text[block.start : block.end]
    for blank in _ODD_BLANKS:  # one for one: places in the text stay what they were
        stretch = stretch.replace(blank, " ")
    return stretch if "<" not in stretch and "&" not in stretch else block.text


def _span(block: Block, kind: str, text: str) -> Span:
    cleaned, repairs = clean_characters(block.text)
    return Span(kind, _raw(block, text), cleaned, block.reason, block.start, block.end, (), repairs)


def _place(piece: Piece, copy: Sequence[Block], passages: Sequence[str]) -> tuple[int, int]:
    """Characters of the decoded text for a piece of a passage; the whole block in markup."""
    block, passage = copy[piece.passage], passages[piece.passage]
    if len(passage) != block.end - block.start:
        return block.start, block.end
    stretch = passage[piece.start : piece.end]
    lead = len(stretch) - len(stretch.lstrip())
    return block.start + piece.start + lead, block.start + piece.start + len(stretch.rstrip())


def _paragraphs(
    restoration: Restoration, copy: Sequence[Block], passages: Sequence[str]
) -> list[Span]:
    spans = []
    for paragraph in restoration.paragraphs:
        block = copy[paragraph.source.passage]
        start, end = _place(paragraph.source, copy, passages)
        cleaned, repairs = clean_characters(paragraph.text)
        whole = (start, end) == (block.start, block.end)
        raw = passages[paragraph.source.passage][paragraph.source.start : paragraph.source.end]
        wrapped = "\n" in block.text or (whole and "\n" in raw)
        spans.append(
            Span(
                block.kind if whole else "body",
                raw.strip(),
                cleaned,
                "merged from its copies" if paragraph.copies else block.reason,
                start,
                end,
                tuple(_place(piece, copy, passages) for piece in paragraph.copies),
                tuple(sorted({*paragraph.repairs, *repairs, *(("unwrapped",) if wrapped else ())})),
            )
        )
    return spans


def _duplicates(
    restoration: Restoration, copy: Sequence[Block], passages: Sequence[str]
) -> list[Span]:
    spans = []
    for duplicate in restoration.duplicates:
        start, end = _place(duplicate.piece, copy, passages)
        raw = passages[duplicate.piece.passage][duplicate.piece.start : duplicate.piece.end]
        cleaned, repairs = clean_characters(raw)
        if cleaned:
            spans.append(
                Span("duplicate", raw.strip(), cleaned, duplicate.reason, start, end, (), repairs)
            )
    return spans


def _part_dateline(body: list[Span]) -> tuple[list[Span], Dateline | None]:
    """The dateline as a span of its own, out of the lead's words."""
    lead = next((i for i, span in enumerate(body) if span.kind == "body"), -1)
    if lead < 0:
        return body, None
    span = body[lead]
    dateline = read_dateline(span.text)
    if dateline is None:
        return body, None
    raw = read_dateline(span.raw)
    exact = raw is not None and len(span.raw) == span.end - span.start
    cut = span.start + raw.end if raw is not None and exact else span.end
    head = Span(
        "dateline",
        span.raw[: raw.end].strip() if raw else span.text[: dateline.end],
        span.text[: dateline.end].strip(),
        "before the lead",
        span.start,
        span.start + len(span.raw[: raw.end].rstrip()) if raw is not None and exact else span.end,
        (),
        (),
    )
    rest = replace(
        span,
        raw=span.raw[raw.end :] if raw else span.text[dateline.end :],
        text=span.text[dateline.end :].strip(),
        start=cut if exact else span.start,
    )
    return [*body[:lead], head, rest, *body[lead + 1 :]], dateline


def _part_sign_off(body: list[Span], registry: Registry) -> list[Span]:
    """The agency's name that closes the copy as a span of its own."""
    last = next((i for i in range(len(body) - 1, -1, -1) if body[i].kind == "body"), -1)
    if last < 0:
        return body
    span = body[last]
    cut = sign_off_start(span.text, registry)
    if cut <= 0:
        return body
    raw_cut = sign_off_start(span.raw, registry)
    exact = raw_cut > 0 and len(span.raw) == span.end - span.start
    kept = span.raw[:raw_cut].rstrip() if raw_cut > 0 else span.raw
    closing = Span(
        "credit",
        span.raw[raw_cut:] if raw_cut > 0 else span.text[cut:],
        span.text[cut:],
        "sign-off",
        span.start + raw_cut if exact else span.start,
        span.end,
    )
    rest = replace(
        span,
        raw=kept,
        text=span.text[:cut].rstrip(),
        end=span.start + len(kept) if exact else span.end,
    )
    return [*body[:last], rest, closing, *body[last + 1 :]]


def _in_reading_order(body: Sequence[Span], aside: Sequence[Span]) -> list[Span]:
    placed: list[tuple[int, int, Span]] = []
    furthest = -1
    for span in body:
        furthest = max(furthest, span.start)
        placed.append((furthest, 1, span))
    placed += [(span.start, 0, span) for span in aside]
    placed.sort(key=lambda item: (item[0], item[1]))
    return [span for _, _, span in placed]
