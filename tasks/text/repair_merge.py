"""Making one article of its copies: the fuller words, the truer breaks, and every place kept."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final

from tasks.text.characters import is_printable, single_blanks
from tasks.text.repair_align import align
from tasks.text.repair_glue import cut_between, dense, glue_points
from tasks.text.repair_model import Duplicate, Paragraph, Piece, RepairRules, Restoration
from tasks.text.repair_words import Words
from tasks.text.sentence_ends import ends_with_mark

_UNSPACED: Final = (
    (re.compile(r"(?<=[(\[]) (?=\S)"), ""),  # "( THAAD": a link stood between blanks
    (re.compile(r"(?<=\S) (?=[)\]])"), ""),
    (re.compile(r"(?<=\w) (?=[,.](?:\s|\Z))"), ""),
)


def paragraph(
    text: str, source: Piece, copies: tuple[Piece, ...] = (), repairs: tuple[str, ...] = ()
) -> Paragraph:
    """The paragraph with single blanks, and none inside brackets or before a comma."""
    if is_tidy(text):
        return Paragraph(single_blanks(text), source, copies, repairs)
    tidy = plain = single_blanks(text)
    for pattern, replacement in _UNSPACED:
        tidy = pattern.sub(replacement, tidy)
    if tidy != plain:
        repairs = (*repairs, "unspaced")
    return Paragraph(tidy, source, copies, repairs)


def is_tidy(text: str) -> bool:
    """Whether `paragraph` would do no more to any stretch of the text than make blanks single.

    Its blanks are spaces then, and no other kind.
    """
    # One paragraph in a hundred has odd blanks; looking for them costs a tenth of the patterns,
    # and next to nothing where there is no bracket.
    return (
        is_printable(text)
        and " ," not in text
        and " ." not in text
        and ("(" not in text or "( " not in text)
        and (")" not in text or " )" not in text)
        and ("[" not in text or "[ " not in text)
        and ("]" not in text or " ]" not in text)
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """One copy of the article beside the base: its words, and which base words they are."""

    low: int
    high: int
    own: list[int]  # matched words of this telling, rising
    base: list[int]  # the base words they match, rising

    def around_base(self, word: int) -> tuple[int, int] | None:
        """Indexes of the pairs before and at or after the base word; None at the edges."""
        after = bisect_left(self.base, word)
        return (after - 1, after) if 0 < after < len(self.base) else None


@dataclass(frozen=True, slots=True)
class _Run:
    """The words low:high of one telling, part of paragraph `place` or, if `alone`, by itself."""

    low: int
    high: int
    place: int
    alone: bool = False


@dataclass(slots=True)
class _Breaks:
    """Base words that begin a paragraph; how many characters before each belong to it."""

    first: int
    glue: set[int]
    words: set[int] = field(default_factory=set)
    lead: dict[int, str] = field(default_factory=dict)


def merged(words: Words, stretches: list[tuple[int, int]], rules: RepairRules) -> Restoration:
    """One article of the stretches, each of which tells it; the longest gives the words."""
    base = max(stretches, key=lambda stretch: _fullness(words, stretch, rules))
    tellings = []
    for stretch in stretches:
        if stretch != base:
            pairs = align(words, stretch, base, rules)
            tellings.append(
                _Telling(*stretch, [own for own, _ in pairs], [other for _, other in pairs])
            )
    glue = _glue_words(words)
    glued = _glued_passages(words, base, tellings, glue, rules)
    breaks = _breaks(words, base, tellings, glue, glued)
    starts = [base[0], *sorted(breaks.words)]
    runs = [
        _Run(low, high, place)
        for place, (low, high) in enumerate(zip(starts, [*starts[1:], base[1]], strict=True))
    ]
    for telling in tellings:
        runs += _runs(words, telling, starts, glue, glued)
    runs = _home(words, base, starts, sorted(runs, key=lambda run: run.low), rules)
    return _restoration(words, runs, _pieces(words, runs, breaks.lead), base)


def _fullness(words: Words, stretch: tuple[int, int], rules: RepairRules) -> tuple[int, int, int]:
    """Words outside short lines without a sentence end, passages, and the earlier first."""
    count = passages = 0
    low = stretch[0]
    for place in range(stretch[0] + 1, stretch[1] + 1):
        if place == stretch[1] or words.starts_passage(place):
            text = words.passages[words.passage[low]]
            if place - low >= rules.furniture_words or ends_with_mark(text):
                count += place - low
                passages += 1
            low = place
    return count, passages, -stretch[0]


def _glue_words(words: Words) -> set[int]:
    """The words that stand right behind a glue point."""
    found: set[int] = set()
    low = 0
    for place in range(1, len(words.key) + 1):
        if place == len(words.key) or words.starts_passage(place):
            for point in glue_points(words.passages[words.passage[low]]):
                found.add(bisect_left(words.start, point, low, place))
            low = place
    return found


def _glued_passages(
    words: Words,
    base: tuple[int, int],
    tellings: list[_Telling],
    glue: set[int],
    rules: RepairRules,
) -> set[int]:
    """Passages that lost breaks: so their glue says, or a break of another copy at their glue."""
    found = {number for number in set(words.passage) if dense(words.passages[number], rules)}
    for telling in tellings:
        match = dict(zip(telling.own, telling.base, strict=True))
        back = dict(zip(telling.base, telling.own, strict=True))
        for partners, stretch in ((match, (telling.low, telling.high)), (back, base)):
            for place in range(stretch[0] + 1, stretch[1]):
                if words.starts_passage(place) and partners.get(place) in glue:
                    found.add(words.passage[partners[place]])
    return found


def _breaks(
    words: Words,
    base: tuple[int, int],
    tellings: list[_Telling],
    glue: set[int],
    glued: set[int],
) -> _Breaks:
    """Where paragraphs begin in the base.

    Real breaks of any copy count; glue points count where no copy with paragraphs of its own
    runs on through them.
    """
    breaks = _Breaks(base[0], glue)
    breaks.words |= {place for place in range(base[0] + 1, base[1]) if words.starts_passage(place)}
    for telling in tellings:
        chosen: dict[int, list[int]] = {}
        for place in range(telling.low, telling.high):
            if place == telling.low or words.starts_passage(place):
                _carry_over(words, telling, place, glued, breaks, chosen)
    for place in range(base[0] + 1, base[1]):
        if place in glue and words.passage[place] in glued:
            covered = any(_runs_on(words, telling, place, glued) for telling in tellings)
            if not covered:
                breaks.words.add(place)
    breaks.words.discard(base[0])
    return breaks


def _carry_over(
    words: Words,
    telling: _Telling,
    place: int,
    glued: set[int],
    breaks: _Breaks,
    chosen: dict[int, list[int]],
) -> None:
    """Adds the base's break, or breaks, for the passage of the telling that begins at `place`.

    `chosen` holds the breaks of each gap of this telling: many passages may begin in one gap,
    and a look at the gap for each of them would be quadratic.
    """
    after = bisect_left(telling.own, place)
    if after == len(telling.own):
        return
    following = telling.base[after]
    exact = telling.own[after] == place
    if after:
        if after not in chosen:
            before = telling.base[after - 1]
            chosen[after] = _choose(words, before, following, glued, breaks)
        found = chosen[after]
    else:
        begins = exact and following > breaks.first and words.starts_sentence(following)
        found = [following] if begins else []
    breaks.words.update(found)
    if exact and following in found:
        lead = words.passages[words.passage[place]][: words.start[place]].strip()
        if len(lead) <= 3:
            breaks.lead[following] = lead


def _choose(
    words: Words, before: int, following: int, glued: set[int], breaks: _Breaks
) -> list[int]:
    """The base words after `before`, up to `following`, at which the copy's break can be.

    The copy may have lost the end of the one paragraph, the start of the next, and whole
    paragraphs between: what stands in the base decides.
    """
    places = range(before + 1, following + 1)
    known = [place for place in places if place in breaks.words or place in breaks.glue]
    if known:
        return known
    sentences = [place for place in places if words.starts_sentence(place)]
    if words.passage[following] in glued:
        # Here breaks show as glue; a copy that breaks where there is none broke at a link.
        # Only a heading without a mark leaves no more trace than a capital.
        marked = sentences or [place for place in places if _is_unmarked_glue(words, place)]
        return marked if len(places) == 1 else []
    if following in sentences:
        return [following]
    if sentences:
        return sentences[-1:]
    runs_on = words.text(following)[0].islower() and not words.between(following).strip(", \xa0")
    return [] if runs_on else [following]


def _is_unmarked_glue(words: Words, place: int) -> bool:
    """Whether a capital stands without a blank behind a word or a mark that may end a paragraph."""
    between = words.between(place)
    joined = not any(mark.isspace() for mark in between) and not between.strip('.!?…:;"“”‘’()')
    return joined and words.text(place)[0].isupper()


def _runs_on(words: Words, telling: _Telling, place: int, glued: set[int]) -> bool:
    """Whether one passage of the telling, itself not run together, holds both sides."""
    around = telling.around_base(place)
    if around is None:
        return False
    before, after = (words.passage[telling.own[index]] for index in around)
    return before == after and before not in glued


def _runs(
    words: Words, telling: _Telling, starts: list[int], glue: set[int], glued: set[int]
) -> list[_Run]:
    """The telling's words as runs, each of one paragraph of the base or of none."""
    runs: list[_Run] = []
    low = telling.low
    for place in range(telling.low + 1, telling.high + 1):
        ends = place == telling.high or words.starts_passage(place)
        if ends or (place in glue and words.passage[place] in glued):
            runs += _segment_runs(telling, low, place, starts)
            low = place
    return runs


def _segment_runs(telling: _Telling, low: int, high: int, starts: list[int]) -> list[_Run]:
    """Runs of one segment; a word without a match goes with the word before it."""
    first, last = bisect_left(telling.own, low), bisect_left(telling.own, high)
    if first == last:
        if last == len(telling.own):
            place = len(starts)
        else:
            place = bisect_right(starts, telling.base[first - 1]) - 1 if first else -1
        return [_Run(low, high, place, alone=True)]
    runs: list[_Run] = []
    for index in range(first, last):
        place = bisect_right(starts, telling.base[index]) - 1
        if not runs or runs[-1].place != place:
            begin = telling.own[index] if runs else low
            if runs:
                runs[-1] = _Run(runs[-1].low, begin, runs[-1].place)
            runs.append(_Run(begin, high, place))
    return runs


def _home(
    words: Words, base: tuple[int, int], starts: list[int], runs: list[_Run], rules: RepairRules
) -> list[_Run]:
    """The runs; one that stood alone only because it is out of order goes to its paragraph."""
    width = rules.shingle_words
    if not any(run.alone and run.high - run.low >= width for run in runs):
        return runs
    known = {tuple(words.key[low : low + width]): low for low in range(base[0], base[1] - width)}
    home: list[_Run] = []
    for run in runs:
        start = known.get(tuple(words.key[run.low : run.low + width])) if run.alone else None
        if start is not None:
            own = words.key[run.low : run.high]
            same = words.key[start : min(base[1], start + len(own))]
            equal = sum(a == b for a, b in zip(own, same, strict=False))
            if equal >= rules.least_cover * len(own):
                home.append(_Run(run.low, run.high, bisect_right(starts, start) - 1))
                continue
        home.append(run)
    return home


def _pieces(words: Words, runs: list[_Run], leads: dict[int, str]) -> list[Piece]:
    """The characters of each run; together they are all that are not blank."""
    cuts = [0] * len(runs)
    for index, run in enumerate(runs):
        if words.starts_passage(run.low):
            continue
        text = words.passages[words.passage[run.low]]
        low, high = words.end[run.low - 1], words.start[run.low]
        lead = leads.get(run.low)
        if lead is not None and text[low:high].endswith(lead):
            cuts[index] = high - len(lead)
        else:
            cuts[index] = cut_between(text, cuts[index - 1], low, high)
    pieces: list[Piece] = []
    for index, run in enumerate(runs):
        number = words.passage[run.low]
        text = words.passages[number]
        last = run.high == len(words.key) or words.starts_passage(run.high)
        start, end = cuts[index], len(text) if last else cuts[index + 1]
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        pieces.append(Piece(number, start, start + len(piece.strip())))
    return pieces


def _restoration(
    words: Words, runs: list[_Run], pieces: list[Piece], base: tuple[int, int]
) -> Restoration:
    """Paragraphs in reading order, each with the fullest of its runs as its words."""
    together: dict[int, list[int]] = {}
    order: list[tuple[int, int, list[int]]] = []
    for index, run in enumerate(runs):
        if run.alone:
            order.append((run.place, 1 + run.low, [index]))
        elif run.place in together:
            together[run.place].append(index)
        else:
            together[run.place] = [index]
            order.append((run.place, 0, together[run.place]))
    paragraphs: list[Paragraph] = []
    duplicates: list[Duplicate] = []
    for _, _, members in sorted(order):
        source = _source(words, [runs[index] for index in members], base)
        chosen = pieces[members[source]]
        others = [index for index in members if index != members[source]]
        text = words.passages[chosen.passage]
        size = runs[members[source]].high - runs[members[source]].low
        for index in others:
            whole = runs[index].high - runs[index].low >= size
            reason = "copy_whole" if whole else "copy_damaged"
            duplicates.append(Duplicate(pieces[index], len(paragraphs), reason))
        repairs: tuple[str, ...] = ("merged_copies",) if others else ()
        if _is_glued(text, chosen.start) or _is_glued(text, chosen.end):
            repairs += ("unglued",)
        copies = tuple([pieces[index] for index in others])
        paragraphs.append(paragraph(text[chosen.start : chosen.end], chosen, copies, repairs))
    return Restoration(tuple(paragraphs), tuple(duplicates))


def _is_glued(text: str, place: int) -> bool:
    return 0 < place < len(text) and not (text[place - 1].isspace() or text[place].isspace())


def _source(words: Words, runs: list[_Run], base: tuple[int, int]) -> int:
    """Index of the run to read: the base's, unless another has its words and more."""
    chosen = next((index for index, run in enumerate(runs) if base[0] <= run.low < base[1]), 0)
    for index, run in enumerate(runs):
        if run.high - run.low <= runs[chosen].high - runs[chosen].low:
            continue
        own, best = (words.key[r.low : r.high] for r in (run, runs[chosen]))
        missing = len(set(best) - set(own))
        # Two more words may be a blank lost in the base; three are a phrase lost in it.
        if missing == 0 or len(own) - len(best) >= missing + 3:
            chosen = index
    return chosen
