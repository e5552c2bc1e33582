"""The time grows with the text and not with its square, whatever the text's shape."""

from collections.abc import Callable

import pytest

from tasks.text.repair import RepairRules, restore
from tests.growth import grows_in_line, takes_at_most

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TEAMS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel")


def scattered(count: int, below: int, seed: int = 3) -> list[int]:
    """So many numbers without an order to them, the same on each call."""
    numbers, state = [], seed
    for _ in range(count):
        state = (state * 1_103_515_245 + 12_345) % 2**31  # the C standard's generator
        numbers.append((state >> 8) % below)
    return numbers


def sentences(count: int, words: int = 14, seed: int = 3) -> list[str]:
    """Sentences of scattered words; another seed gives others."""
    spread = [f"w{number}" for number in scattered(count * words, 500, seed)]
    return [
        " ".join(spread[place : place + words]).capitalize() + "."
        for place in range(0, len(spread), words)
    ]


def dates_of_one_template(count: int) -> list[str]:
    return [
        f"It was on {DAYS[i % 5]}, Oct {i % 28 + 1}, {i % (count // 3)} and Nov. {i % 27 + 1}"
        f" at 10:{i % 60:02d} that it said so."
        for i in range(count)
    ]


def a_copy_in_reverse_with_a_word_changed(count: int) -> list[str]:
    lines = sentences(count // 2)
    return lines + [line.replace("w1", "q") for line in reversed(lines)]


def a_copy_in_reverse_without_blanks(count: int) -> list[str]:
    spread = scattered(30 * count // 2, 200)
    signs = "".join(chr(0x4E00 + number) for number in spread)
    lines = [signs[place : place + 30] + "。" for place in range(0, len(signs), 30)]
    return lines + lines[::-1]


def a_shuffled_copy(count: int) -> list[str]:
    lines = sentences(count // 2)
    order = scattered(len(lines), 1_000_003, seed=4)
    return lines + [line for _, line in sorted(zip(order, lines, strict=True))]


def a_results_list_twice(count: int) -> list[str]:
    lines = [
        f"{TEAMS[i % 8]} {i % 7}, {TEAMS[i % 5]} {i % 4} in match {i} of the season."
        for i in range(count // 2)
    ]
    return lines + lines


def a_live_ticker_twice(count: int) -> list[str]:
    texts = sentences(count // 4, 6)
    lines = [
        line
        for i, text in enumerate(texts)
        for line in (f"{i // 60 % 24}:{i % 60:02d}", f"{text} More follows on this page.")
    ]
    return lines + lines


def alternating_sentences(count: int) -> list[str]:
    return [f"The council said on {DAYS[i % 2]} that the bridge would open." for i in range(count)]


def another_middle_in_small_letters(count: int) -> list[str]:
    head, tail = sentences(count // 4), sentences(count // 4, seed=5)
    lines = [line.lower() for line in sentences(count // 4, 3, seed=6)]
    other = sentences(count // 4, seed=7)
    return [*head, *lines, *tail, " ".join([*head, *other, *tail])]


def one_opening_on_every_line(count: int) -> list[str]:
    head, tail = sentences(count // 6), sentences(count // 6, seed=5)
    lines = [f"The same first words stand {line}" for line in sentences(count // 6, 4, seed=6)]
    other = [f"The same first words stand {line}" for line in sentences(count // 6, 4, seed=7)]
    return [*head, *lines, *tail, *head, *other, *tail]


def two_words_between_the_anchors(count: int) -> list[str]:
    anchors = [" ".join(f"z{i}{letter}" for letter in "abcdef") for i in range(count // 14)]
    return [f"{anchor}. {'a b ' * 46}." for anchor in anchors] + [
        f"{anchor}. {'a a b ' * 31}." for anchor in anchors
    ]


def seven_damaged_copies(count: int) -> list[str]:
    lines = sentences(count // 7)
    return [
        line[:20] if (i + i // 11) % 9 == n else line
        for n in range(7)
        for i, line in enumerate(lines)
    ]


def a_repeated_passage_within_the_copies(count: int) -> list[str]:
    lines = sentences(count // 3)
    again = sentences(count // 24, seed=5)
    return [*lines, *sentences(count // 4, 4, seed=6), *again, *again, *lines]


def run_together_and_in_lines(count: int) -> list[str]:
    lines = sentences(count // 2)
    return ["".join(lines), *lines]


def single_quotation_marks(count: int) -> list[str]:
    return ["A lead 'quoted " + "x " * count + "end." + "'" * 30 * count + "And"]


SHAPES = (
    dates_of_one_template,
    a_copy_in_reverse_with_a_word_changed,
    a_copy_in_reverse_without_blanks,
    a_shuffled_copy,
    a_results_list_twice,
    a_live_ticker_twice,
    alternating_sentences,
    another_middle_in_small_letters,
    one_opening_on_every_line,
    two_words_between_the_anchors,
    seven_damaged_copies,
    a_repeated_passage_within_the_copies,
    run_together_and_in_lines,
    single_quotation_marks,
)


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_and_not_with_its_square(
    shape: Callable[[int], list[str]],
) -> None:
    assert grows_in_line(shape, restore, 450)


def test_a_document_that_makes_too_much_work_is_left_as_it_is() -> None:
    lines = sentences(20)
    doubled = lines + lines
    assert len(restore(doubled).paragraphs) == len(lines)
    for rules in (RepairRules(work_per_word=1), RepairRules(most_work=100)):
        left = restore(doubled, rules)
        assert [paragraph.text for paragraph in left.paragraphs] == doubled
        assert left.duplicates == ()


def test_a_document_of_two_million_characters_takes_seconds() -> None:
    lines = sentences(14_600)
    assert 1_900_000 < 2 * sum(map(len, lines)) < 2_000_000
    passages = [*lines, *(line.replace("w1", "q") for line in reversed(lines))]
    assert takes_at_most(2_000, lambda: restore(passages))  # 370; the square would take an hour
