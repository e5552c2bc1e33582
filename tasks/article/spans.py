"""From typed blocks to paragraphs: doubled text merged, dateline and sign-off set apart."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from tasks.article.credits import sign_off_start
from tasks.article.datelines import Dateline, bare_dateline, read_dateline
from tasks.article.kinds import Block
from tasks.article.model import Span
from tasks.article.reading import Reading
from tasks.article.source_lines import page_reference_start
from tasks.outlets.registry import Outlet, Registry
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
    body = _paragraphs(restoration, copy, passages, text)
    body, dateline = _part_dateline(body, aside, reading.outlet.profile)
    body = _part_closings(body, registry)
    aside += _duplicates(restoration, copy, passages)
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
    restoration: Restoration, copy: Sequence[Block], passages: Sequence[str], text: str
) -> list[Span]:
    spans = []
    for paragraph in restoration.paragraphs:
        block = copy[paragraph.source.passage]
        start, end = _place(paragraph.source, copy, passages)
        cleaned, repairs = clean_characters(paragraph.text)
        whole = (start, end) == (block.start, block.end)
        raw = passages[paragraph.source.passage][paragraph.source.start : paragraph.source.end]
        wrapped = text.find("\n", start, end) >= 0
        repairs = (*paragraph.repairs, *repairs, *(("unwrapped",) if wrapped else ()))
        spans.append(
            Span(
                block.kind if whole else "body",
                raw.strip(),
                cleaned,
                "merged from its copies" if paragraph.copies else block.reason,
                start,
                end,
                tuple([_place(piece, copy, passages) for piece in paragraph.copies]),
                tuple(sorted(set(repairs))) if len(repairs) > 1 else repairs,
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


def _part_dateline(
    body: list[Span], aside: Sequence[Span], profile: Outlet | None
) -> tuple[list[Span], Dateline | None]:
    """The dateline as a span of its own, out of the lead's words."""
    alone = next((span for span in aside if span.reason == "a dateline alone"), None)
    own = bare_dateline(alone.text) if alone else None
    lead = next((i for i, span in enumerate(body) if span.kind == "body"), -1)
    if lead < 0:
        return body, own
    span = body[lead]
    forms = profile.datelines if profile else ()
    dateline = read_dateline(span.text, forms)
    if dateline is None:
        return body, own
    raw = read_dateline(span.raw, forms)
    if raw is None:
        head = replace(span, kind="dateline", text=span.text[: dateline.end].strip(), others=())
        rest = replace(span, raw=span.text[dateline.end :], text=span.text[dateline.end :].strip())
    else:
        head, rest = _cut(span, dateline.end, raw.end)
        head = replace(head, kind="dateline", others=(), repairs=())
    return [
        *body[:lead], replace(head, reason="before the lead"), rest, *body[lead + 1 :]
    ], dateline  # fmt: skip


def _part_closings(body: list[Span], registry: Registry) -> list[Span]:
    """The page reference and the agency's name that close the copy as spans of their own."""
    body = _part_end(body, page_reference_start, "source_line", "page reference")
    return _part_end(body, lambda text: sign_off_start(text, registry), "credit", "sign-off")


def _part_end(
    body: list[Span], start_of: Callable[[str], int], kind: str, reason: str
) -> list[Span]:
    last = next((i for i in range(len(body) - 1, -1, -1) if body[i].kind == "body"), -1)
    if last < 0:
        return body
    span = body[last]
    cut, raw_cut = start_of(span.text), start_of(span.raw)
    if cut <= 0:
        return body
    if raw_cut > 0:
        rest, closing = _cut(span, cut, raw_cut)
    else:
        rest = replace(span, text=span.text[:cut].rstrip())
        closing = replace(span, raw=span.text[cut:], text=span.text[cut:])
    closing = replace(closing, kind=kind, reason=reason, others=(), repairs=())
    return [*body[:last], rest, closing, *body[last + 1 :]]


def _cut(span: Span, cut: int, raw_cut: int) -> tuple[Span, Span]:
    """The span in two, by a place in its text and one in what stands in the capture."""
    exact = len(span.raw) == span.end - span.start
    before, after = span.raw[:raw_cut].rstrip(), span.raw[raw_cut:]
    lead = raw_cut + len(after) - len(after.lstrip())
    return (
        replace(
            span,
            raw=before,
            text=span.text[:cut].rstrip(),
            end=span.start + len(before) if exact else span.end,
        ),
        replace(
            span,
            raw=after.lstrip(),
            text=span.text[cut:].strip(),
            start=span.start + lead if exact else span.start,
        ),
    )


def _in_reading_order(body: Sequence[Span], aside: Sequence[Span]) -> list[Span]:
    placed: list[tuple[int, int, Span]] = []
    furthest = -1
    for span in body:
        furthest = max(furthest, span.start)
        placed.append((furthest, 1, span))
    placed += [(span.start, 0, span) for span in aside]
    placed.sort(key=lambda item: (item[0], item[1]))
    return [span for _, _, span in placed]
