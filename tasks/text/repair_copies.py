"""Finding out that a document holds its article more than once, and which words are the same."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import Final

from tasks.text.repair_glue import is_abbreviated
from tasks.text.repair_model import RepairRules

# Scripts that write no blanks: each sign is a word, or one lost link would hide a whole clause.
_SIGNS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(f"[{_SIGNS}]|[^\\W_{_SIGNS}]++")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’'»)\]]*+(?:\s|[\"“‘«(\[]|\Z)|[。！？]")
_LEADING: Final = " \t\r\n\xa0\u3000\"'”’“‘)("


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all passages in one row; word i is passages[passage[i]][start[i]:end[i]]."""

    passages: Sequence[str]
    key: list[str]
    passage: list[int]
    start: list[int]
    end: list[int]

    def starts_passage(self, word: int) -> bool:
        """Whether the word is the first of its passage."""
        return word == 0 or self.passage[word] != self.passage[word - 1]

    def between(self, word: int) -> str:
        """The characters between this word and the one before; a line feed between passages."""
        if self.starts_passage(word):
            return "\n"
        return self.passages[self.passage[word]][self.end[word - 1] : self.start[word]]

    def text(self, word: int) -> str:
        """The word as it stands."""
        return self.passages[self.passage[word]][self.start[word] : self.end[word]]

    def starts_sentence(self, word: int) -> bool:
        """Whether a passage begins here or a sentence ends before and a capital follows."""
        if self.starts_passage(word):
            return True
        between = self.between(word)
        return (
            _SENTENCE_END.search(between) is not None
            and not self.text(word)[0].islower()
            and not (between[0] == "." and is_abbreviated(self.text(word - 1)))
        )


def words_of(passages: Sequence[str]) -> Words:
    """The words of the passages; every passage that is not blank has at least one.

    "BackgroundThe" is two words: a heading that lost its break must match the one that kept it.
    """
    words = Words(passages, [], [], [], [])
    for number, text in enumerate(passages):
        found = [part for match in _WORD.finditer(text) for part in _parts(match)]
        if not found and text.strip():
            lead = len(text) - len(text.lstrip())
            found = [(text.strip(), lead, len(text.rstrip()))]
        for word, start, end in found:
            words.key.append(word.lower())
            words.passage.append(number)
            words.start.append(start)
            words.end.append(end)
    return words


def _parts(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The word, cut before each capital that follows a small letter or a digit."""
    word, offset = match.group(), match.start()
    if word[1:].islower() or word.isupper() or len(word) == 1:
        yield word, offset, offset + len(word)
        return
    last = 0
    for place in range(1, len(word)):
        if word[place].isupper() and not word[place - 1].isupper():
            yield word[last:place], offset + last, offset + place
            last = place
    yield word[last:], offset + last, offset + len(word)


def may_be_doubled(passages: Sequence[str], rules: RepairRules) -> bool:
    """False when no sentence begins like another: the cheap answer for ordinary articles."""
    width = rules.probe_characters
    seen: set[str] = set()
    for passage in passages:
        text = passage.replace("。", ".") if "。" in passage else passage
        for sentence in text.split("."):
            probe = sentence[: width + 8].lstrip(_LEADING)[:width]
            if len(probe) == width:
                if probe in seen:
                    return True
                seen.add(probe)
    return False


def versions(words: Words, rules: RepairRules) -> list[tuple[int, int]]:
    """The stretches of words that say the same article, in order; one when it is not doubled."""
    return _versions(words, (0, len(words.key)), rules, rules.most_copies, tries=3)


def _versions(
    words: Words, stretch: tuple[int, int], rules: RepairRules, most: int, *, tries: int
) -> list[tuple[int, int]]:
    low, high = stretch
    repeats = _repeats(words.key[low:high], rules)
    if most < 2 or len(repeats) + rules.shingle_words < rules.least_words:
        return [stretch]
    thrice = len(repeats) - len({first for first, _ in repeats})
    for place in _cuts(words, low, high, repeats)[:tries]:
        later = [(place, high)]
        # Of three tellings the last two are parted first, or no word of theirs stands alone;
        # one try each there, or the tries would multiply.
        if thrice > rules.repeated_share * (high - place):
            later = _versions(words, later[0], rules, most - 1, tries=1)
        if _is_doubled(words, (low, place), max(later, key=_length), rules):
            earlier = _versions(words, (low, place), rules, most - len(later), tries=1)
            if thrice > rules.repeated_share * (high - low):
                earlier = _by_the_other(words, earlier, max(later, key=_length), rules)
                later = _by_the_other(words, later, max(earlier, key=_length), rules)
            cut = _before_lead(words, earlier[-1], later[0], rules)
            return [*earlier[:-1], (earlier[-1][0], cut), (cut, later[0][1]), *later[1:]]
    return [stretch]


def _by_the_other(
    words: Words, found: list[tuple[int, int]], other: tuple[int, int], rules: RepairRules
) -> list[tuple[int, int]]:
    """The tellings; one alone is parted when each part tells what `other` tells.

    Two copies that lost much are too unlike each other, but not unlike the one that lost nothing.
    """
    if len(found) > 1:
        return found
    ((low, high),) = found
    repeats = _repeats(words.key[low:high], rules)
    for place in _cuts(words, low, high, repeats)[:2] if repeats else []:
        parts = [(low, place), (place, high)]
        told = [[b for _, b in align(words, part, other, rules)] for part in parts]
        # Two halves of one telling follow each other in the other; two tellings lie side by side.
        side_by_side = all(told) and told[1][0] < (told[0][0] + told[0][-1]) // 2
        ordered = [(min(part, other), max(part, other)) for part in parts]
        if side_by_side and all(_is_doubled(words, *pair, rules) for pair in ordered):
            return parts
    return found


def _length(stretch: tuple[int, int]) -> int:
    return stretch[1] - stretch[0]


def _before_lead(
    words: Words, one: tuple[int, int], other: tuple[int, int], rules: RepairRules
) -> int:
    """Where `other` begins: earlier than it was cut when its lead is what `one` has lost.

    The prose between the last word both have and the first may be the end of the one telling,
    which the other lacks, or the lead of the other; it belongs to the one that lost less inside.
    """
    pairs = align(words, one, other, rules)
    if not pairs:
        return other[0]
    lost = [
        sum(after[side] - before[side] - 1 for before, after in pairwise(pairs))
        for side in range(2)
    ]
    cut = other[0]
    if pairs[0][1] - cut > rules.head_words:
        return cut
    if words.passage[pairs[-1][0]] != words.passage[one[0]]:
        # `one` has paragraphs, and its last may be what a cut in the other took away.
        last = words.passages[words.passage[other[1] - 1]].rstrip("\"”’')")
        in_one_line = words.passage[cut] == words.passage[other[1] - 1]
        if in_one_line or lost[1] <= lost[0] or not last.endswith((".", "!", "?")):
            return cut
    for place in range(cut - 1, pairs[-1][0], -1):
        if words.starts_passage(place):
            text = words.passages[words.passage[place]].rstrip("\"”’')")
            if cut - place < rules.furniture_words or not text.endswith((".", "!", "?")):
                break
            cut = place
    return cut


def _cuts(words: Words, low: int, high: int, repeats: list[tuple[int, int]]) -> list[int]:
    """The words at which a second telling of low:high is likeliest to begin, best first."""
    length = high - low
    change = [0] * (length + 1)
    for first, again in repeats:
        change[first + 1] += 1
        change[again + 1 if again < length else length] -= 1
    over = list(accumulate(change))
    best = max(over)
    # Formulas repeated inside one telling (titles, ranks) make the count uneven.
    enough = best - max(2, best // 10)
    again_at = sorted((again, first) for first, again in repeats)
    candidates: list[tuple[bool, int, int]] = []
    for place in range(1, length):
        if over[place] < enough or not words.starts_sentence(low + place):
            continue
        index = bisect_left(again_at, (place, -1))
        while index < len(again_at) and again_at[index][1] >= place:
            index += 1
        if index < len(again_at):
            again, first = again_at[index]
            # A passage that begins with a lead the first telling lost must not be cut behind it.
            inside = not words.starts_passage(low + place)
            alike = _alike(words.key[low : low + 8], words.key[low + place : low + place + 8])
            candidates.append((inside, again - place + first - 2 * alike, place))
    return [low + place for _, _, place in sorted(candidates)]


def _alike(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _repeats(keys: list[str], rules: RepairRules) -> list[tuple[int, int]]:
    """(first place, later place) of each run of words that stands again, formulas left out."""
    width = rules.shingle_words
    first: dict[tuple[str, ...], int] = {}
    times: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for place, run in enumerate(zip(*(keys[shift:] for shift in range(width)), strict=False)):
        origin = first.setdefault(run, place)
        if origin != place:
            times[origin] = times.get(origin, 1) + 1
            if times[origin] <= rules.most_copies:
                found.append((origin, place))
    return [pair for pair in found if times[pair[0]] <= rules.most_copies]


def align(
    words: Words, one: tuple[int, int], other: tuple[int, int], rules: RepairRules
) -> list[tuple[int, int]]:
    """Pairs (word of `one`, the same word of `other`), both rising."""
    pairs = _anchors(words, one, other, rules.shingle_words)
    filled: list[tuple[int, int]] = []
    edges = [(one[0] - 1, other[0] - 1), *pairs, (one[1], other[1])]
    for (low, low_other), (high, high_other) in pairwise(edges):
        filled += _fill(words, (low + 1, high, low_other + 1, high_other), rules.most_gap)
        if high < one[1]:
            filled.append((high, high_other))
    return _with_fragments(words, one, other, filled)


def _with_fragments(
    words: Words, one: tuple[int, int], other: tuple[int, int], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The pairs, and those of passages of which so little is left that no anchor held them."""
    ends = [(one[0] - 1, other[0] - 1), *pairs, (one[1], other[1])]
    more: list[tuple[int, int]] = []
    for (low, low_other), (high, high_other) in pairwise(ends):
        gaps = (low + 1, high), (low_other + 1, high_other)
        if all(begin < end for begin, end in gaps):
            more += _fragments(words, gaps[0], gaps[1])
            if not more or more[-1][0] < gaps[0][0]:
                more += [(b, a) for a, b in _fragments(words, gaps[1], gaps[0])]
    return sorted(pairs + more) if more else pairs


def _fragments(words: Words, gap: tuple[int, int], other: tuple[int, int]) -> list[tuple[int, int]]:
    """Pairs of the gap's whole passages whose words stand, in order, in the other gap."""
    found: list[tuple[int, int]] = []
    reach = other[0]
    low = gap[0]
    for place in range(gap[0] + 1, gap[1] + 1):
        if place < gap[1] and not words.starts_passage(place):
            continue
        ends = place == len(words.key) or words.starts_passage(place)
        size = place - low
        if words.starts_passage(low) and ends:
            keys = words.key[low:place]
            for start in range(reach, other[1] - size + 1):
                if (
                    words.key[start] == keys[0]
                    and words.key[start : start + size] == keys
                    and (size > 3 or words.starts_sentence(start))
                ):
                    found += [(low + step, start + step) for step in range(size)]
                    reach = start + size
                    break
        low = place
    return found


def _anchors(
    words: Words, one: tuple[int, int], other: tuple[int, int], width: int
) -> list[tuple[int, int]]:
    """Words in runs that stand once on each side, on the longest rising chain."""
    places, places_other = _once(words.key, one, width), _once(words.key, other, width)
    chain = _rising(
        [(place, places_other[run]) for run, place in places.items() if run in places_other]
    )
    pairs: list[tuple[int, int]] = []
    last = last_other = -1
    for place, again in chain:
        for step in range(width):
            if step and not _goes_on(words, place + step, again + step):
                break
            if place + step > last and again + step > last_other:
                last, last_other = place + step, again + step
                pairs.append((last, last_other))
    return pairs


def _once(keys: list[str], stretch: tuple[int, int], width: int) -> dict[tuple[str, ...], int]:
    """Place of each run of words that stands exactly once in the stretch, in order."""
    found: dict[tuple[str, ...], int] = {}
    low, high = stretch
    shifted = (keys[low + shift : high] for shift in range(width))
    for place, run in enumerate(zip(*shifted, strict=False), start=low):
        found[run] = -1 if run in found else place
    return {run: place for run, place in found.items() if place >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs in which both numbers rise; the first rises already."""
    tails: list[int] = []
    tail_index: list[int] = []
    before: list[int] = []
    for index, (_, again) in enumerate(pairs):
        place = bisect_left(tails, again)
        before.append(tail_index[place - 1] if place else -1)
        if place == len(tails):
            tails.append(again)
            tail_index.append(index)
        else:
            tails[place] = again
            tail_index[place] = index
    chain: list[tuple[int, int]] = []
    index = tail_index[-1] if tail_index else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _fill(words: Words, span: tuple[int, int, int, int], most: int) -> list[tuple[int, int]]:
    """Same words in the gap between two anchors."""
    low, high, low_other, high_other = span
    keys = words.key
    head: list[tuple[int, int]] = []
    while low < high and low_other < high_other and keys[low] == keys[low_other]:
        if not _goes_on(words, low, low_other):
            break
        head.append((low, low_other))
        low, low_other = low + 1, low_other + 1
    tail: list[tuple[int, int]] = []
    while low < high and low_other < high_other and keys[high - 1] == keys[high_other - 1]:
        if not _goes_on(words, high, high_other):
            break
        high, high_other = high - 1, high_other - 1
        tail.append((high, high_other))
    inner: list[tuple[int, int]] = []
    if 0 < (high - low) * (high_other - low_other) <= most:
        matcher = SequenceMatcher(None, keys[low:high], keys[low_other:high_other], autojunk=False)
        for place, again, size in matcher.get_matching_blocks():
            # A lone "the" in a gap is chance, not the same word.
            for step in range(size if size > 1 else 0):
                if step and not _goes_on(words, low + place + step, low_other + again + step):
                    break
                inner.append((low + place + step, low_other + again + step))
    return head + inner + tail[::-1]


def _goes_on(words: Words, one: int, other: int) -> bool:
    """Whether the words follow what stands before them in the same way.

    A paragraph that lost its end after "anniversary of" and a next one that begins "The" are
    no "anniversary of the" in the other copy.
    """
    if one >= len(words.key) or other >= len(words.key):
        return True
    if words.starts_passage(one):
        return words.starts_sentence(other)
    return not words.starts_passage(other) or words.starts_sentence(one)


def _is_doubled(
    words: Words, one: tuple[int, int], other: tuple[int, int], rules: RepairRules
) -> bool:
    """Whether both stretches tell the same text, not merely quote or echo one another."""
    pairs = align(words, one, other, rules)
    if len(pairs) < rules.least_words:
        return False
    sizes, spans, heads, tails = [], [], [], []
    for side, (low, high) in enumerate((one, other)):
        found = [pair[side] for pair in pairs]
        lines = _furniture(words, (low, high), found, rules.furniture_words)
        sizes.append(high - low - sum(b - a for a, b in lines))
        spans.append(found[-1] + 1 - found[0])
        heads.append(found[0] - low - sum(b - a for a, b in lines if a < found[0]))
        tails.append(high - 1 - found[-1] - sum(b - a for a, b in lines if a > found[-1]))
    matched = len(pairs)
    # Two tellings overlap: where one begins the other stands or begins, and so where one ends.
    if min(heads) > rules.head_words or min(tails) > rules.head_words:
        return False
    if matched < rules.least_cover * min(spans):
        return False
    held = max(
        _held(words, stretch, [pair[side] for pair in pairs], rules.least_cover)
        for side, stretch in enumerate((one, other))
    )
    contradictions = _contradictions(words, pairs, rules)
    if contradictions > rules.most_contradiction * matched:
        return False
    if matched < rules.least_density * max(spans):
        # A copy that lost more than half still has a piece of most sentences, and no word more;
        # key points have all of a few.
        side = sizes.index(max(sizes))
        touched = _touched(words, (one, other)[side], [pair[side] for pair in pairs])
        bare = matched >= rules.bare_cover * min(sizes) and held > 2 and not contradictions
        return bare and touched >= rules.bare_share
    if max(heads) == 0 and matched >= 0.9 * sizes[0] and _is_lead(words, one):
        return True  # the lead stands before the article as its summary
    # One paragraph said again, however long, is an echo, unless there is little else.
    if held < 2 and matched < 0.9 * max(sizes) and len(_passages(words, one, other)) > 2:
        return False
    if matched >= rules.least_share * max(sizes):
        return True
    sentences = max(sum(words.starts_sentence(pair[side]) for pair in pairs) for side in range(2))
    return (
        max(heads) <= rules.most_lead * max(sizes)
        and matched >= rules.cut_share * max(sizes)
        and sentences >= rules.cut_sentences
    )


def _held(words: Words, stretch: tuple[int, int], matched: list[int], share: float) -> int:
    """Passages of the stretch nearly all of whose words are matched."""
    size = Counter(words.passage[slice(*stretch)])
    found = Counter(words.passage[word] for word in matched)
    return sum(count >= share * size[number] for number, count in found.items())


def _touched(words: Words, stretch: tuple[int, int], matched: list[int]) -> float:
    """Share of the stretch's sentences that hold a matched word."""
    starts = [word for word in range(*stretch) if words.starts_sentence(word)]
    return len({bisect_right(starts, word) for word in matched}) / max(1, len(starts))


def _passages(words: Words, one: tuple[int, int], other: tuple[int, int]) -> set[int]:
    return {*words.passage[slice(*one)], *words.passage[slice(*other)]}


def _is_lead(words: Words, stretch: tuple[int, int]) -> bool:
    """Whether the stretch opens the document with prose; a title said twice is the caller's."""
    text = words.passages[words.passage[stretch[0]]].rstrip("\"”’')")
    return stretch[0] == 0 and text.endswith((".", "…", "。"))


def _furniture(
    words: Words, stretch: tuple[int, int], matched: list[int], most: int
) -> list[tuple[int, int]]:
    """Short passages of the stretch without a matched word, as ranges of words."""
    lines: list[tuple[int, int]] = []
    low = stretch[0]
    for place in range(stretch[0] + 1, stretch[1] + 1):
        if place == stretch[1] or words.starts_passage(place):
            alone = bisect_left(matched, low) == bisect_right(matched, place - 1)
            if place - low < most and alone:
                lines.append((low, place))
            low = place
    return lines


def _contradictions(words: Words, pairs: list[tuple[int, int]], rules: RepairRules) -> int:
    """Words that stand differently in both, between words that are the same."""
    count = 0
    for (one, other), (next_one, next_other) in pairwise(pairs):
        gap, gap_other = next_one - one - 1, next_other - other - 1
        if gap and gap_other:
            for low, high, found in ((one + 1, next_one, 0), (other + 1, next_other, 1)):
                lines = _furniture(words, (low, high), [], rules.furniture_words)
                whole = sum(b - a for a, b in lines if words.starts_passage(a) and b < high)
                if found:
                    gap_other -= whole
                else:
                    gap -= whole
            count += max(0, min(gap, gap_other))
    return count
