"""From a reading to an article: its fields, each with its method and its evidence."""

import html
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from tasks.article.credit_lines import credit_lines, credits_in_text
from tasks.article.credits import Attribution, attribute
from tasks.article.dates.date_witnesses import DateCandidate, TypedText
from tasks.article.dates.dating import Dating, candidates, resolve
from tasks.article.exported_copy import kind_for_days
from tasks.article.identity import canonical_url, document_id
from tasks.article.model import Article, Evidence, Paragraph, Span, Witness
from tasks.article.page.blocks.table_rows import BAR
from tasks.article.page.bylines.bylines import choose_bylines
from tasks.article.page.fields import day_candidates, other_witnesses, title_witnesses
from tasks.article.page.titles.title_parts import without_outlet
from tasks.article.reading import Reading
from tasks.article.source_lines import section_of
from tasks.article.spans import spans_of
from tasks.outlets.registry import Registry
from tasks.readers.records import DAMAGED, GUESSED
from tasks.readers.text import byte_offsets
from tasks.text.addresses import host_of, is_page_address
from tasks.text.language import LanguageReader
from tasks.text.month_words import day_leads
from tasks.text.words import count_clean_words, hash_of_letters, letters_of

LONGEST_EVIDENCE: Final = 300  # characters kept of a line that speaks for a field
_PATH: Final = re.compile(r"/[\w-]{1,40}(?:/[\w-]{1,40}){0,6}/?")
LONGEST_SECTION: Final = 60  # characters; sections have one to four words, tag lists dozens
TAGS_IN_A_LIST: Final = 3  # commas; "Arts, Culture and Books" is one section
SHORTEST_TOLD: Final = 40  # characters; a shorter paragraph is taken to be in the body's language


def clean_article(reading: Reading, registry: Registry, languages: LanguageReader) -> Article:
    """The article of a reading: body restored, furniture set aside, fields with evidence."""
    beside, outlet = reading.beside, reading.outlet
    spans, dateline = spans_of(reading, registry)
    copy = [span.text for span in spans if span.kind in ("body", "subhead")]
    body = "\n\n".join(copy)
    titles = (
        title_witnesses(reading.witnesses, beside.title, _outlet_names(reading))
        if reading.witnesses
        else _titles(spans, reading)
    )
    title = next((witness for witness in titles if witness.is_chosen), None)
    credit = attribute(
        [*credit_lines(spans, dateline, reading, registry), *credits_in_text(spans, registry)],
        outlet.outlet_id,
        registry,
    )
    zone = outlet.profile.zone if outlet.profile else None
    byline = _byline(reading, credit, registry)
    lang, lang_confidence = languages.read(body)
    dated = candidates(
        [TypedText(kind_for_days(span.kind, span.reason), span.raw) for span in spans],
        zone=zone,
        day_first=outlet.profile.day_first if outlet.profile else day_leads(lang, ""),
        given=beside.published_at,
        url=beside.url,
        fetched=beside.fetched_at,
        metadata=day_candidates(reading.witnesses, zone),
    )
    dating = resolve(dated)
    letters = letters_of(body)
    sections = _sections(spans, reading)
    witnesses = [
        *titles,
        *_outlet_witnesses(reading),
        *_credit_witnesses(credit, byline),
        *sections,
        *_date_witnesses(dated, dating, spans),
        *other_witnesses(reading.witnesses),
    ]
    if lang:
        witnesses.append(
            Witness("lang", "model", lang, lang_confidence or 0.0, "", -1, -1, True,
                    "of the body: English by its words, others by fastText's small model")
        )  # fmt: skip
    places = {span.start for span in spans} | {span.end for span in spans}
    places |= {place for span in spans for pair in span.others for place in pair}
    places |= {place for witness in witnesses for place in (witness.start, witness.end)} - {-1}
    offsets = byte_offsets(reading.decoded, places)
    return Article(
        document_id=document_id(
            outlet_id=outlet.outlet_id,
            url=beside.url,
            page_no=reading.page_no,
            title=title.value if title else None,
            stated=dating.published_date if dating.kind == "published" else None,
            body=body,
            letters=letters,
        ),
        url=canonical_url(beside.url),
        outlet_id=outlet.outlet_id,
        outlet_name=outlet.name,
        outlet_method=outlet.method,
        outlet_confidence=outlet.confidence,
        title=title.value if title else None,
        title_method=title.kind if title else "none",
        byline=byline,
        section=sections[0].value if sections else None,
        lang=lang,
        lang_confidence=lang_confidence,
        agency_id=credit.agency_id,
        attribution=credit.kind,
        attribution_basis=credit.basis,
        credits=credit.outlets,
        dating=dating,
        dateline_place=(dateline.place or None) if dateline else None,
        word_count=count_clean_words(_without_bars(body), len(list(filter(None, copy)))),
        body=body,
        body_hash=hash_of_letters(letters),
        flags=_flags(reading, spans, dating),
        extraction_method=reading.method,
        extraction_agreement=reading.agreement,
        encoding=reading.decoded.encoding,
        paragraphs=tuple(_paragraph(span, offsets, lang, languages) for span in spans),
        evidence=tuple(_in_bytes(witness, offsets) for witness in witnesses),
    )


def _paragraph(
    span: Span, offsets: dict[int, int], lang: str | None, languages: LanguageReader
) -> Paragraph:
    told = None
    if span.kind in ("body", "subhead", "caption", "dek", "title", "duplicate"):
        told = lang
        if len(span.text) >= SHORTEST_TOLD:
            told = languages.read_part(span.text, lang)
    ranges = None
    if span.others:
        ranges = ",".join([f"{offsets[start]}-{offsets[end]}" for start, end in span.others])
    # Made as a tuple, in the order of its fields: the class's own call takes three times as long,
    # and there are twenty paragraphs in an article.
    return tuple.__new__(
        Paragraph,
        (
            span.kind,
            span.text,
            span.reason,
            told,
            offsets[span.start],
            offsets[span.end],
            1 + len(span.others),
            "+".join(span.repairs) or None,
            ranges,
        ),
    )


def _without_bars(body: str) -> str:
    """The body without what stands between the cells of a table, which is no word."""
    return body.replace(BAR, " ") if "|" in body else body  # one character is soon found


def _in_bytes(witness: Witness, offsets: dict[int, int]) -> Evidence:
    inside = witness.start >= 0
    return Evidence(
        field=witness.field,
        kind=witness.kind,
        value=witness.value,
        date_lo=witness.date_lo,
        date_hi=witness.date_hi,
        stated_at=witness.stated_at,
        zone=witness.zone,
        confidence=witness.confidence,
        text=(witness.text or None) if inside else None,
        byte_start=offsets[witness.start] if inside else None,
        byte_end=offsets[witness.end] if inside else None,
        is_chosen=witness.is_chosen,
        note=witness.note or None,
    )


def _byline(reading: Reading, credit: Attribution, registry: Registry) -> tuple[str, ...]:
    """The authors a page names, else those the copy names; the outlet itself only when alone."""

    def is_outlet(name: str) -> bool:
        known = name.casefold()
        return known in registry.by_name or known in registry.agency_by_name

    names = choose_bylines(reading.witnesses, houses=True, is_outlet=is_outlet) or credit.byline
    own = reading.outlet.profile
    others = tuple(name for name in names if registry.by_name.get(name.casefold()) is not own)
    return others if own and others else names


def _titles(spans: Sequence[Span], reading: Reading) -> list[Witness]:
    """Headline candidates, one of them chosen: the copy's own print of it wins over metadata.

    Metadata often lost the punctuation; but a line of the copy that only stands where headlines
    stand gives way to a headline that was given and says something else.
    """
    printed = [span for span in spans if span.kind == "title"]
    found = [
        Witness(
            "title",
            "position"
            if "stands above" in span.reason or "first line" in span.reason
            else "layout",
            span.text,
            0.8 if "stands above" in span.reason else 0.9,
            span.text[:LONGEST_EVIDENCE],
            span.start,
            span.end,
            False,
            span.reason,
        )
        for span in printed
    ]
    given = without_outlet(" ".join((reading.beside.title or "").split()), _outlet_names(reading))
    if given:
        kind = "front_matter" if reading.beside.from_header else "given"
        found.append(Witness("title", kind, given, 0.85, "", -1, -1, False))
    same = [
        witness
        for witness in found
        if witness.start >= 0 and given and letters_of(witness.value) == letters_of(given)
    ]
    chosen = next(iter(same), None) or (
        found[-1] if given else max(found, key=lambda witness: witness.confidence, default=None)
    )
    return [witness._replace(is_chosen=witness is chosen) for witness in found]


def _outlet_names(reading: Reading) -> set[str]:
    """What the outlet of the document is called: by the registry, its input and its address."""
    outlet = reading.outlet
    said = [outlet.name, reading.beside.outlet]
    if outlet.profile:
        said += [outlet.profile.name, *outlet.profile.aliases]
    if is_page_address(reading.beside.url):
        said += host_of(reading.beside.url).split(".")[:-1]
    return {name for name in said if name}


def _sections(spans: Sequence[Span], reading: Reading) -> list[Witness]:
    found = [
        Witness("section", "layout", section_of(span.text), 0.9, span.text, span.start, span.end,
                False)
        for span in spans
        if span.reason == "section line"
    ]  # fmt: skip
    found += [
        Witness("section", one.kind, section, one.confidence, "", -1, -1, False, one.note)
        for one in reading.witnesses
        if one.field == "section" and (section := _one_section(one.value))
    ]
    if reading.beside.section:
        found.append(
            Witness("section", "front_matter", reading.beside.section, 0.8, "", -1, -1, False)
        )
    return [witness._replace(is_chosen=index == 0) for index, witness in enumerate(found)]


def _one_section(said: str) -> str:
    """The section of a page's word for it: not its list of tags, and no headline; '' if neither."""
    text = " ".join(html.unescape(html.unescape(said)).split())
    if text.count(",") >= TAGS_IN_A_LIST:
        text = text.partition(",")[0]
    if _PATH.fullmatch(text):  # "/world/middle_east"
        text = re.sub("[_-]", " ", text.split("/")[1]).capitalize()
    return text if len(text) <= LONGEST_SECTION else ""


def _outlet_witnesses(reading: Reading) -> list[Witness]:
    return [
        Witness(
            "outlet",
            witness.kind,
            witness.outlet_id,
            witness.confidence,
            witness.text[:LONGEST_EVIDENCE] if witness.start >= 0 else "",
            witness.start,
            witness.end,
            witness.outlet_id == reading.outlet.outlet_id,
            witness.note,
        )
        for witness in reading.outlet.witnesses
    ]


def _credit_witnesses(credit: Attribution, byline: Sequence[str]) -> list[Witness]:
    return [
        Witness(
            witness.field,
            witness.line.where,
            witness.value,
            witness.confidence,
            witness.line.text[:LONGEST_EVIDENCE] if witness.line.start >= 0 else "",
            witness.line.start,
            witness.line.end,
            witness.value == credit.agency_id
            or witness.value in (byline if witness.field == "byline" else credit.outlets),
            witness.line.note,
        )
        for witness in credit.witnesses
    ]


def _date_witnesses(
    found: Sequence[DateCandidate], dating: Dating, spans: Sequence[Span]
) -> list[Witness]:
    witnesses = []
    for index, candidate in enumerate(found):
        start = end = -1
        if candidate.block >= 0:
            span = spans[candidate.block]
            start, end = span.start, span.end
            if len(span.raw) == span.end - span.start:
                start, end = span.start + candidate.start, span.start + candidate.end
        witnesses.append(
            Witness(
                field="date",
                kind=candidate.kind,
                value=_day(candidate.best) or _interval(candidate) or candidate.text,
                confidence=candidate.confidence,
                text=candidate.text[:LONGEST_EVIDENCE] if start >= 0 else "",
                start=start,
                end=end,
                is_chosen=index in dating.chosen,
                note=candidate.note,
                date_lo=candidate.lo if candidate.lo != date.min else None,
                date_hi=candidate.hi if candidate.hi != date.max else None,
                stated_at=candidate.stated_at,
                zone=candidate.zone,
            )
        )
    return witnesses


def _day(day: date | None) -> str:
    return day.isoformat() if day and day not in (date.min, date.max) else ""


def _interval(candidate: DateCandidate) -> str:
    """The first and the last day it may be; nothing where a weekday alone leaves both open."""
    first, last = _day(candidate.lo), _day(candidate.hi)
    return f"{first}/{last}" if first or last else ""


def _flags(reading: Reading, spans: Sequence[Span], dating: Dating) -> tuple[str, ...]:
    flags = {*dating.flags, *reading.flags}
    said = reading.beside.content_type or ""
    if reading.decoded.replaced or DAMAGED in said:
        flags.add("damaged_bytes")
    if reading.decoded.is_guessed or GUESSED in said:
        flags.add("encoding_guessed")
    repairs = {repair for span in spans for repair in span.repairs}
    if "merged_copies" in repairs:
        flags.add("doubled_text")
    if "mojibake" in repairs or reading.decoded.is_misread:
        flags.add("mojibake_repaired")
    if reading.outlet.method in ("given", "url") and reading.outlet.profile is None:
        flags.add("outlet_unregistered")
    return tuple(sorted(flags))
