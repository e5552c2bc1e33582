"""From typed blocks to paragraphs: doubled text merged, dateline and sign-off set apart."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from tasks.article.block import Block
from tasks.article.credits import sign_off_start
from tasks.article.dates.datelines import Dateline, bare_dateline, read_dateline
from tasks.article.model import Span
from tasks.article.reading import Reading
from tasks.article.source_lines import page_reference_start
from tasks.article.worded_bylines import closing_reporters_start
from tasks.outlets.registry import Outlet, Registry
from tasks.text.characters import clean_characters, is_clean_but_for_blanks
from tasks.text.repair import Piece, Restoration, restore

_ODD_BLANKS: Final = "\n\r\t\x0b\x0c\xa0\u3000"


def spans_of(reading: Reading, registry: Registry) -> tuple[list[Span], Dateline | None]:
    """The article's paragraphs and all that was set aside, in reading order; its dateline.

    Body paragraphs stand in the order of the restored article, even where its fuller copy is
    the later one in the capture.
    """
    text = reading.decoded.shown
    # looked for once in all of the text, and not in each block: most has line feeds alone
    odd = [blank for blank in _ODD_BLANKS if blank in text]
    in_markup = not reading.method.startswith("text")
    copy = [block for block in reading.blocks if block.kind in ("body", "subhead")]
    aside = [
        _span(block, block.kind, text, odd, in_markup=in_markup)
        for block in reading.blocks
        if block.kind not in ("body", "subhead")
    ]
    passages = [_raw(block, text, odd, in_markup=in_markup) for block in copy]
    restoration = restore(passages)
    body = [span for span in _paragraphs(restoration, copy, passages, text) if span.text]
    body, dateline = _part_dateline(body, aside, reading.outlet.profile)
    body = _part_closings(body, registry)
    aside += _duplicates(restoration, copy, passages)
    # "&nbsp;" alone, or a control that DOS ends its files with, shows nothing and is no paragraph
    shown = [span for span in aside if span.text]
    return _in_reading_order(body, shown), dateline


def _raw(block: Block, text: str, odd: Sequence[str], *, in_markup: bool) -> str:
    """What stands at the block's place, when the place says what the block says.

    `odd` are the blanks of the text that are no spaces.

    In markup it often does not (tags stand between the words, or a script spells the letters), nor
    where lines broke within words of Chinese: then the block's own words.
    """
    stretch = text[block.start : block.end]
    in_lines = "\n" in stretch or "\r" in stretch
    for blank in odd:  # one for one: places in the text stay what they were
        stretch = stretch.replace(blank, " ")
    if in_markup or in_lines:
        return stretch if stretch.split() == block.text.split() else block.text
    return stretch if "<" not in stretch and "&" not in stretch else block.text


def _span(block: Block, kind: str, text: str, odd: Sequence[str], *, in_markup: bool) -> Span:
    cleaned, repairs = clean_characters(block.text)
    raw = _raw(block, text, odd, in_markup=in_markup)
    return Span(kind, raw, cleaned, block.reason, block.start, block.end, (), repairs)


def _place(piece: Piece, copy: Sequence[Block], passages: Sequence[str]) -> tuple[int, int]:
    """Characters of the decoded text for a piece of a passage; the whole block in markup."""
    block, passage = copy[piece.passage], passages[piece.passage]
    if len(passage) != block.end - block.start:
        return block.start, block.end
    stretch = passage[piece.start : piece.end]
    start = block.start + piece.end - len(stretch.lstrip())
    return start, block.start + piece.start + len(stretch.rstrip())


def _paragraphs(
    restoration: Restoration, copy: Sequence[Block], passages: Sequence[str], text: str
) -> list[Span]:
    spans = []
    # Asked of each passage once: of each paragraph they would take three times as long.
    plain = [is_clean_but_for_blanks(passage) for passage in passages]
    single = ["  " not in passage for passage in passages]
    joined = [text.find("\n", block.start, block.end) >= 0 for block in copy]
    exact = [
        len(passage) == block.end - block.start
        for passage, block in zip(passages, copy, strict=True)
    ]
    for told, (number, low, high), copies, done in restoration.paragraphs:
        block, passage = copy[number], passages[number]
        raw = passage[low:high].strip()
        start, end = block.start, block.end
        if exact[number]:  # as `_place`, without its slices
            start += low if passage.startswith(raw, low) else passage.index(raw, low)
            end = start + len(raw)
        cleaned, repairs = told, done
        # what was repaired has single blanks
        if not (plain[number] and (single[number] or (done and not copies))):
            cleaned, mended = clean_characters(told)
            repairs += mended
        if joined[number] and text.find("\n", start, end) >= 0:
            repairs += ("unwrapped",)
        kind = block.kind if start == block.start and end == block.end else "body"
        reason = "merged from its copies" if copies else block.reason
        others = tuple([_place(piece, copy, passages) for piece in copies]) if copies else ()
        if len(repairs) > 1:
            repairs = tuple(sorted(set(repairs)))
        # made as a tuple: the class's own call takes three times as long
        fields = (kind, raw, cleaned, reason, start, end, others, repairs)
        spans.append(tuple.__new__(Span, fields))
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
    alone = next((span for span in aside if span.kind == "dateline"), None)
    own = bare_dateline(alone.text) if alone else None
    lead = next((i for i, span in enumerate(body) if span.kind == "body"), -1)
    if lead < 0:
        return body, own
    span = body[lead]
    forms = profile.datelines if profile else ()
    dateline = read_dateline(span.text, forms)
    if dateline is None:
        return body, own
    raw = dateline if span.raw == span.text else read_dateline(span.raw, forms)
    if raw is None:
        head = span._replace(kind="dateline", text=span.text[: dateline.end].strip(), others=())
        rest = span._replace(raw=span.text[dateline.end :], text=span.text[dateline.end :].strip())
    else:
        head, rest = _cut(span, dateline.end, raw.end)
        head = head._replace(kind="dateline", others=(), repairs=())
    return [
        *body[:lead], head._replace(reason="before the lead"), rest, *body[lead + 1 :]
    ], dateline  # fmt: skip


def _part_closings(body: list[Span], registry: Registry) -> list[Span]:
    """The page reference and the agency's name that close the copy as spans of their own."""
    body = _part_end(body, page_reference_start, "source_line", "page reference")
    body = _part_end(body, closing_reporters_start, "byline", "reporters at the end of the copy")
    return _part_end(body, lambda text: sign_off_start(text, registry), "credit", "sign-off")


def _part_end(
    body: list[Span], start_of: Callable[[str], int], kind: str, reason: str
) -> list[Span]:
    last = next((i for i in range(len(body) - 1, -1, -1) if body[i].kind == "body"), -1)
    if last < 0:
        return body
    span = body[last]
    cut = start_of(span.text)
    if cut <= 0:
        return body
    raw_cut = cut if span.raw == span.text else start_of(span.raw)
    if raw_cut > 0:
        rest, closing = _cut(span, cut, raw_cut)
    else:
        rest = span._replace(text=span.text[:cut].rstrip())
        closing = span._replace(raw=span.text[cut:], text=span.text[cut:])
    closing = closing._replace(kind=kind, reason=reason, others=(), repairs=())
    return [*body[:last], rest, closing, *body[last + 1 :]]


def _cut(span: Span, cut: int, raw_cut: int) -> tuple[Span, Span]:
    """The span in two, by a place in its text and one in what stands in the capture."""
    exact = len(span.raw) == span.end - span.start
    before, after = span.raw[:raw_cut].rstrip(), span.raw[raw_cut:]
    lead = raw_cut + len(after) - len(after.lstrip())
    return (
        span._replace(
            raw=before,
            text=span.text[:cut].rstrip(),
            end=span.start + len(before) if exact else span.end,
        ),
        span._replace(
            raw=after.lstrip(),
            text=span.text[cut:].strip(),
            start=span.start + lead if exact else span.start,
        ),
    )


def _in_reading_order(body: Sequence[Span], aside: Sequence[Span]) -> list[Span]:
    if not aside:
        return list(body)
    furthest = accumulate((span.start for span in body), max)
    placed = [(place, 1, number) for number, place in enumerate(furthest)]
    placed += [(span.start, 0, number) for number, span in enumerate(aside)]
    return [body[number] if is_body else aside[number] for _, is_body, number in sorted(placed)]
