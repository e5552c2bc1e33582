"""Documents compared: which pairs, clusters and originality follow."""

from random import Random

import numpy as np
import pytest

from tasks.matching.comparison import CopyRules
from tasks.matching.pairs import PairRules
from tasks.matching.printings import UNKNOWN
from tasks.matching.prints import PrintRules
from tests.tasks.matching.made_prints import (
    WIRE,
    Print,
    compared,
    drawn,
    printed,
    sides,
    story,
)


def test_many_prints_of_two_texts_are_paired_by_the_first_of_either() -> None:
    longer = [*story(1), *story(2, 1)]
    texts = [story(1)] * 6 + [longer] * 6
    prints = [Print(f"d{at:02}", text, outlet=at, day=1 + at) for at, text in enumerate(texts)]
    few = compared(prints, CopyRules(prints=PrintRules(crossed=20)))
    across = {
        (int(one), int(two))
        for one, two in zip(few.shared.earlier, few.shared.later, strict=True)
        if one < 6 <= two
    }
    assert across == {(0, at) for at in range(6, 12)} | {(at, 6) for at in range(6)}
    assert few.clusters.origin.tolist() == [0] * 12
    assert len(compared(prints).relation) == 66


def test_originality_is_the_share_of_words_that_no_other_outlet_printed_earlier() -> None:
    found = compared(
        [Print("d0", story(1), day=1), Print("d1", [*story(1), *story(2)], outlet=1, day=2)]
    )
    assert found.originality.tolist() == [1.0, 0.5]
    assert found.words.tolist() == [160]


def test_what_others_credit_to_an_agency_leaves_its_own_print_original() -> None:
    customer = Print("d0", story(1), agency=0, day=1)
    agency = Print("d1", story(1), outlet=WIRE, agency=0, day=2)
    assert compared([customer, agency]).originality.tolist() == [1.0, 1.0]
    # who credits nobody may have had it first
    silent = Print("d0", story(1), day=1)
    assert compared([silent, agency]).originality.tolist() == [1.0, 0.0]
    undated = Print("d2", story(1), agency=0, outlet=1)
    first, own, unknown = compared([customer, agency, undated]).originality.tolist()
    assert (first, own) == (pytest.approx(np.nan, nan_ok=True), 1.0)
    assert np.isnan(unknown)


def test_two_sources_of_one_text_are_counted_together() -> None:
    one, two = story(1), story(2)
    found = compared(
        [
            Print("d0", one, day=1),
            Print("d1", two, outlet=1, day=1),
            Print("d2", [*one, *two, *story(3, 2)], outlet=2, day=2),
        ]
    )
    assert found.originality.tolist() == [1.0, 1.0, 0.2]


def test_originality_is_unknown_where_nothing_says_who_came_first() -> None:
    found = compared([Print("d0", story(1)), Print("d1", story(1), outlet=1)])
    assert np.isnan(found.originality).all()
    assert not found.is_ordered.any()


def test_an_undated_print_leaves_known_what_a_stated_earlier_one_had_anyway() -> None:
    prints = [
        Print("d0", story(1), day=1),
        Print("d1", story(1), outlet=1, day=2),
        Print("d2", [*story(1)[:3], *story(2)], outlet=2),
    ]
    first, second, undated = compared(prints).originality.tolist()
    assert second == 0.0
    assert np.isnan(first)
    assert np.isnan(undated)


def test_a_text_printed_very_often_is_paired_with_its_first_print_alone() -> None:
    prints = [Print(f"d{number:02}", story(1), outlet=number, day=1) for number in range(12)]
    few = compared(prints, CopyRules(prints=PrintRules(paired=5)))
    assert few.shared.earlier.tolist() == [0] * 11
    assert len(compared(prints).relation) == 66
    assert few.clusters.origin.tolist() == [0] * 12
    longer = Print("d12", [*story(1), *story(2, 2)], outlet=12, day=2)
    with_longer = compared([*prints, longer], CopyRules(prints=PrintRules(paired=5)))
    assert [pair for pair in sides(with_longer) if pair[1] == 12] == [(0, 12)]


def test_an_earlier_print_of_a_later_text_keeps_its_own_share() -> None:
    long, short = story(1), story(1)[:2]
    prints = [
        Print("d0", long, day=1),
        Print("d1", short, outlet=1, day=2),
        Print("d2", long, outlet=2, day=3),
    ]
    found = compared(prints)
    pairs = {
        (int(one), int(two)): (float(left), float(right))
        for one, two, left, right in zip(
            found.shared.earlier, found.shared.later, found.shared.earlier_share,
            found.shared.later_share, strict=True,
        )
    }  # fmt: skip
    assert pairs[0, 1] == (round(76 / 156, 4), 1.0)
    assert pairs[1, 2][0] == 1.0
    assert pairs[1, 2][1] == pairs[0, 1][0] < 0.5


def test_a_phrase_that_two_documents_are_is_no_copy() -> None:
    text = ["No comment was available today"]
    assert len(compared([Print("d0", text, day=1), Print("d1", text, day=2)]).relation) == 0


def test_nothing_to_compare_is_nothing_found() -> None:
    found = compared([])
    assert len(found.relation) == 0
    assert found.house_lines == []


@pytest.mark.parametrize("at_once", [1, 50, 200])
def test_how_much_is_read_at_once_changes_neither_shared_words_nor_originality(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = story(1)
    prints = [
        Print("d0", base, day=1),
        Print("d1", [*base[:3], *story(2, 2)], outlet=1, day=2),
        Print("d2", [*base[1:], *story(3, 1)], outlet=2, day=3),
        Print("d3", [*story(4, 1), *base], outlet=1),
        Print("d4", [*base[:2], *story(2, 2)], outlet=2),
    ]
    whole = compared(prints)
    monkeypatch.setattr("tasks.matching.coverage._AT_ONCE", at_once)
    some = compared(prints)
    assert some.words.tolist() == whole.words.tolist()
    assert np.array_equal(some.originality, whole.originality, equal_nan=True)
    assert len(whole.words) == 6
    assert np.isnan(whole.originality).any()


def test_a_story_in_more_edits_than_are_counted_all_with_all_is_one_cluster() -> None:
    frame = drawn(0, 300)
    edits = []
    for number in range(45):
        random = Random(number)
        words = list(frame)
        for _ in range(6):
            words[random.randrange(300)] = f"n{number}x{random.randrange(1000)}"
        edits.append(printed(f"d{number:02}", words, number, 1 + number // 2))
    found = compared(edits, CopyRules(pairs=PairRules(together=20)))
    assert found.clusters.origin.tolist() == [0] * 45
    assert (found.largest_group, found.bounded_groups) == (45, 1)


def test_all_prints_of_a_text_are_in_a_cluster_and_that_not_all_are_paired_is_said() -> None:
    words = drawn(1, 400)
    first, second = printed("d000", words[:200], 0, 1), printed("d001", words[80:280], 1, 2)
    many = [printed(f"d1{at:02}", words[140:340], at % 3, 3 + at // 3) for at in range(50)]
    found = compared([first, second, *many])
    assert found.clusters.origin.tolist() == [0] * 52
    assert (found.clusters.via[2:] != UNKNOWN).all()
    assert (found.largest_group, found.bounded_groups) == (50, 1)


@pytest.mark.parametrize("times", [20, 25])
def test_a_long_text_with_a_much_printed_one_in_it_is_no_roundup(times: int) -> None:
    text = drawn(1, 120)
    variant = [*text[:60], "x", *text[61:]]
    long = [*drawn(2, 100), *text, *drawn(3, 100)]
    prints = [printed(f"dt{at:02}", text, at % 3, 1 + at // 10) for at in range(times)]
    prints += [printed(f"dv{at:02}", variant, at % 3, 6 + at // 10) for at in range(times)]
    found = compared([*prints, printed("dz", long, 2, 20)])
    assert "roundup" not in found.relation[found.shared.later == 2 * times]
