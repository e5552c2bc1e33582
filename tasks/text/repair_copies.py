"""Finding out that a document tells its article more than once, and where each telling stands."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from typing import Final

from tasks.text.repair_align import align
from tasks.text.repair_model import RepairRules
from tasks.text.repair_words import Words
from tasks.text.sentence_ends import BLANKS, CLOSERS, FULL_STOPS, UNSPACED_STOPS, ends_with_mark

_LEAD_ENDS: Final = (*FULL_STOPS, *UNSPACED_STOPS, "…")
_LEADING: Final = " \t\r\n\xa0\u3000\"'”’“‘)("


def may_be_doubled(passages: Sequence[str], rules: RepairRules) -> bool:
    """False when few sentences begin like others: the cheap answer for ordinary articles.

    True also when the first one comes again, for a lead that is all there is of a copy.
    """
    width = rules.probe_characters
    reach = width + 8
    heads = [
        sentence[:reach].lstrip(_LEADING)[:width]
        for passage in passages
        for sentence in passage.replace("。", ".").split(".")
        if len(sentence) >= width
    ]
    if len(set(heads)) == len(
        heads
    ):  # so it is in nearly all copy, and their lengths do not matter
        return False
    probes = [head for head in heads if len(head) == width]
    different = len(set(probes))
    again = len(probes) - different
    if again and probes[0] in probes[1:]:
        return True
    return again > 1 and again >= rules.probe_share * different


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
        last = words.passages[words.passage[other[1] - 1]]
        in_one_line = words.passage[cut] == words.passage[other[1] - 1]
        if in_one_line or lost[1] <= lost[0] or not ends_with_mark(last):
            return cut
    for place in range(cut - 1, pairs[-1][0], -1):
        if words.starts_passage(place):
            text = words.passages[words.passage[place]]
            if cut - place < rules.furniture_words or not ends_with_mark(text):
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
    coming = sorted(repeats, reverse=True)
    across: list[tuple[int, int]] = []  # (again, first) of what stands on both sides of the place
    candidates: list[tuple[bool, int, int]] = []
    for place in range(1, length):
        if over[place] < enough or not words.starts_sentence(low + place):
            continue
        while coming and coming[-1][0] < place:
            heappush(across, coming.pop()[::-1])
        while across and across[0][0] < place:
            heappop(across)
        if across:
            again, first = across[0]
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
    if contradictions > rules.most_contradiction * matched or _is_template(words, pairs, rules):
        return False
    if matched < rules.least_density * max(spans):
        # A copy that lost more than half still has a piece of most sentences, and no word more;
        # key points have all of a few.
        bare = matched >= rules.bare_cover * min(sizes) and held > 2 and not contradictions
        whole = (one, other)[sizes.index(max(sizes))]
        return bare and _touched(words, whole, pairs) >= rules.bare_share
    if max(heads) == 0 and matched >= 0.9 * sizes[0] and _is_lead(words, one, sizes[0]):
        return True  # the lead stands before the article as its summary
    # One paragraph said again, however long, is an echo, unless there is little else.
    if held < 2 and matched < 0.9 * max(sizes) and len(_passages(words, one, other)) > 2:
        return False
    wide = spans.index(max(spans))
    touched = _touched(words, (pairs[0][wide], pairs[-1][wide] + 1), pairs)
    if matched >= rules.least_share * max(sizes):
        return touched >= rules.bare_share
    sentences = max(sum(words.starts_sentence(pair[side]) for pair in pairs) for side in range(2))
    return (
        max(heads) <= rules.most_lead * max(sizes)
        and matched >= rules.cut_share * max(sizes)
        and sentences >= rules.cut_sentences
        and touched >= rules.cut_touched
    )


def _held(words: Words, stretch: tuple[int, int], matched: list[int], share: float) -> int:
    """Passages of the stretch nearly all of whose words are matched."""
    size = Counter(words.passage[slice(*stretch)])
    found = Counter(words.passage[word] for word in matched)
    return sum(count >= share * size[number] for number, count in found.items())


def _touched(words: Words, stretch: tuple[int, int], pairs: list[tuple[int, int]]) -> float:
    """Share of the stretch's sentences that hold two matched words or more."""
    matched = [word for pair in pairs for word in pair if stretch[0] <= word < stretch[1]]
    starts = [word for word in range(*stretch) if words.starts_sentence(word)]
    touched = Counter(bisect_right(starts, word) for word in matched)
    return sum(count > 1 for count in touched.values()) / max(1, len(starts))


def _passages(words: Words, one: tuple[int, int], other: tuple[int, int]) -> set[int]:
    return {*words.passage[slice(*one)], *words.passage[slice(*other)]}


def _is_lead(words: Words, one: tuple[int, int], size: int) -> bool:
    """Whether the stretch opens the document with prose that its repetition follows at once.

    A title said twice is the caller's; a headline that comes again further down is a link.
    """
    text = words.passages[words.passage[one[0]]].rstrip(CLOSERS + BLANKS)
    return one[0] == 0 and size == _length(one) and text.endswith(_LEAD_ENDS)


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


def _is_template(words: Words, pairs: list[tuple[int, int]], rules: RepairRules) -> bool:
    """Whether many a sentence comes again with another number: results, prices, forecasts.

    A copy with a number corrected, or with a blank in it, is a copy.
    """
    ends = [_end_of_passage(words, last + 1)[: rules.head_words] for last in pairs[-1]]
    told = {pairs[-1][0]} if _other_numbers(*ends) else set()
    for (one, other), (next_one, next_other) in pairwise(pairs):
        if _other_numbers(words.key[one + 1 : next_one], words.key[other + 1 : next_other]):
            told.add(one)
    if not told:
        return False
    first, last = pairs[0][0], pairs[-1][0]
    starts = [word for word in range(first + 1, last + 1) if words.starts_sentence(word)]
    changed = {bisect_right(starts, word) for word in told}
    matched = {bisect_right(starts, word) for word, _ in pairs}
    return len(changed) >= rules.template_share * len(matched)


def _end_of_passage(words: Words, word: int) -> list[str]:
    """The word and those behind it, as far as they are of the passage of the one before it."""
    return words.key[word : bisect_right(words.passage, words.passage[word - 1])]


def _other_numbers(keys: list[str], others: list[str]) -> bool:
    """Whether both hold numbers, and none that is the same: of two days or two places."""
    numbers, other_numbers = ([key for key in some if key.isdecimal()] for some in (keys, others))
    if not numbers or not other_numbers or "".join(numbers) == "".join(other_numbers):
        return False
    return set(numbers).isdisjoint(other_numbers)
