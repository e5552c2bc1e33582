"""Documents compared: who printed what first, what the later is, and where the text is from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

import numpy as np
import pytest

from tasks.matching.comparison import Comparison, CopyRules, compare
from tasks.matching.house_lines import HouseLineRules
from tasks.matching.pairs import PairRules
from tasks.matching.printings import (
    ALWAYS,
    NEVER,
    UNKNOWN,
    Printings,
    Stated,
    bounds_of,
    day_number,
    is_before,
    pair_keys,
    printing_order,
    stated_times,
)
from tasks.matching.prints import PrintRules
from tasks.matching.signature import signatures_of
from tasks.text.words import hash_of_letters, letters_of

OUTLETS = ["daily", "herald", "times", "wire"]
WIRE = OUTLETS.index("wire")
MORNING = int(datetime(2017, 10, 31, 2, 0, tzinfo=UTC).timestamp()) * 1_000_000


@dataclass(frozen=True)
class Print:
    """A document in few words; `day` of October 2017 is stated, unless it is 0."""

    name: str
    paragraphs: Sequence[str]
    outlet: int = 0
    day: int = 0
    agency: int = UNKNOWN
    credits: tuple[int, ...] = ()


def story(seed: int, paragraphs: int = 4, words: int = 40) -> list[str]:
    random = Random(seed)
    return [" ".join(f"w{random.randrange(4000)}" for _ in range(words)) for _ in range(paragraphs)]


def compared(prints: Sequence[Print], rules: CopyRules | None = None) -> Comparison:
    """The comparison of prints that are given in the order of printing."""
    made = signatures_of([(None, one.paragraphs) for one in prints])
    printings = printings_of(prints)
    assert printing_order(printings).tolist() == list(range(len(prints)))
    return compare(printings, made._asdict(), rules)


def printings_of(prints: Sequence[Print]) -> Printings:
    days = [date(2017, 10, one.day) if one.day else None for one in prints]
    credits_ = [(at, outlet) for at, one in enumerate(prints) for outlet in one.credits]
    both = np.array(credits_, np.int64).reshape(-1, 2)
    # what these outlets print is of one zone, but for the tests of zones
    times = [stated_times("published", None, None, day, "Asia/Seoul") for day in days]
    text = [" ".join(one.paragraphs) for one in prints]
    return Printings(
        np.array([one.name for one in prints], object),
        np.array([one.outlet for one in prints], np.int64),
        np.array([one.agency for one in prints], np.int64),
        np.array([one.outlet == WIRE and one.agency == 0 for one in prints], bool),
        np.array([stated.first for stated in times], np.int64),
        np.array([stated.last for stated in times], np.int64),
        np.array([stated.settled for stated in times], np.int64),
        np.array([stated.is_zoneless for stated in times], bool),
        np.array([day_number(day) for day in days], np.int64),
        np.array([len(one.split()) for one in text], np.int64),
        np.array([int(hash_of_letters(letters_of(one))[:15], 16) for one in text], np.int64),
        np.unique(pair_keys(both[:, 0], both[:, 1])),
    )


def relation(first: Print, second: Print) -> str:
    found = compared([first, second]).relation
    assert len(found) == 1
    return str(found[0])


def test_the_earliest_stated_time_comes_first_then_the_agency_then_the_fuller_text() -> None:
    prints = [
        Print("d4", story(1, 2), day=0, outlet=2),
        Print("d3", story(1, 3), day=0, outlet=1),
        Print("d2", story(1), day=3, outlet=1),
        Print("d1", story(1), day=3, outlet=WIRE, agency=0),
        Print("d0", story(1, 1), day=2),
    ]
    order = printing_order(printings_of(prints))
    assert [prints[at].name for at in order] == ["d0", "d1", "d2", "d3", "d4"]


def test_a_day_without_a_clock_is_neither_before_nor_after_an_hour_of_it() -> None:
    day = date(2017, 10, 31)
    hour = stated_times("published", MORNING, None, day)
    whole = stated_times("published", None, None, day)
    assert whole.first < hour.first == hour.last == hour.settled < whole.last
    assert whole.last < stated_times("published", None, None, date(2017, 11, 1)).first


def test_a_day_is_that_of_the_outlets_zone_also_when_it_has_not_24_hours() -> None:
    day = date(2017, 3, 26)  # summer begins in Berlin
    first, last = bounds_of(day, "Europe/Berlin")
    assert first == bounds_of(day, None)[0] - 3_600_000_000
    assert last - first + 1 == 23 * 3_600_000_000
    assert stated_times("published", None, None, day, "Europe/Berlin").is_zoneless is False
    assert stated_times("published", None, None, day).is_zoneless is True


def test_an_update_says_by_when_a_text_was_out_and_an_inferred_day_says_nothing() -> None:
    day = date(2017, 10, 31)
    assert stated_times("updated", None, MORNING, day) == (ALWAYS, MORNING, MORNING, False)
    for nothing in (("inferred", None, None, day), ("unknown", None, None, None)):
        assert stated_times(*nothing) == (ALWAYS, NEVER, NEVER, False)


def test_a_text_that_was_updated_may_have_its_words_from_prints_before_the_update() -> None:
    hour = 3_600_000_000
    updated = stated_times("published", MORNING, MORNING + 2 * hour, None)
    assert updated == (MORNING, MORNING, MORNING + 2 * hour, False)
    between, after = (
        stated_times("published", MORNING + hours * hour, None, None) for hours in (1, 3)
    )
    assert ordered(updated, between) == (False, False)
    assert ordered(updated, after) == (True, False)


def ordered(one: Stated, two: Stated, outlets: tuple[int, int] = (1, 2)) -> tuple[bool, bool]:
    """Whether the one comes before the other, and the other before the one."""
    prints = printings_of([Print("d1", ["a"]), Print("d2", ["b"])])._replace(
        outlet=np.array(outlets),
        stated_from=np.array([one.first, two.first]),
        stated=np.array([one.last, two.last]),
        settled=np.array([one.settled, two.settled]),
        is_zoneless=np.array([one.is_zoneless, two.is_zoneless]),
    )
    before = is_before(prints, np.array([0, 1]), np.array([1, 0]))
    return bool(before[0]), bool(before[1])


def test_days_of_outlets_in_unknown_zones_that_follow_each_other_order_nothing() -> None:
    days = [stated_times("published", None, None, date(2017, 10, day)) for day in (3, 4, 5)]
    assert ordered(days[0], days[1]) == (False, False)
    assert ordered(days[0], days[2]) == (True, False)
    assert ordered(days[0], days[1], (7, 7)) == (True, False)  # of one outlet
    assert ordered(days[0], days[1], (UNKNOWN, UNKNOWN)) == (False, False)
    update = stated_times("updated", None, None, date(2017, 10, 9))
    assert ordered(days[0], update) == (False, False)
    in_zone = [
        stated_times("published", None, None, date(2017, 10, day), "Asia/Seoul") for day in (3, 4)
    ]
    assert ordered(*in_zone) == (True, False)
    assert ordered(days[0], in_zone[1]) == (False, False)


def test_the_same_words_are_identical_whoever_prints_them() -> None:
    assert relation(Print("d0", story(1), day=1), Print("d1", story(1), outlet=1, day=2)) == (
        "identical"
    )


def test_the_same_letters_with_other_figures_are_not_identical() -> None:
    rose = "Prices rose {} percent in the year to October while food rose {} percent. "
    rest = " ".join(story(1))
    texts = [[rose.format(*figures) + rest] for figures in (("1.5", "2.2"), ("15", "22"))]
    first = Print("d0", texts[0], day=1)
    assert relation(first, Print("d1", texts[1], outlet=1, day=2)) == "verbatim"
    assert relation(first, Print("d1", texts[1], day=2)) == "update"
    marked = [texts[0][0].replace(" while", ", while")]
    assert relation(first, Print("d1", marked, outlet=1, day=2)) == "identical"


def test_of_many_prints_of_the_same_letters_those_with_equal_figures_are_identical() -> None:
    rest = " ".join(story(1))
    texts = [[f"Up {figure} percent. {rest}"] for figure in ("1.5", "15", "1.5", "15")]
    prints = [Print(f"d{at}", text, outlet=at, day=1 + at) for at, text in enumerate(texts)]
    found = compared(prints)
    pairs = zip(found.shared.earlier, found.shared.later, found.relation, strict=True)
    assert {(int(one), int(two)) for one, two, name in pairs if name == "identical"} == {
        (0, 2), (1, 3),
    }  # fmt: skip
    assert found.relation.tolist().count("verbatim") == 4


def test_other_furniture_around_the_same_text_is_verbatim() -> None:
    later = [*story(1), "Share this with your friends"]
    assert relation(Print("d0", story(1), day=1), Print("d1", later, outlet=1, day=2)) == "verbatim"


def test_a_part_of_the_earlier_text_is_an_excerpt() -> None:
    later = story(1)[:2]
    assert relation(Print("d0", story(1), day=1), Print("d1", later, outlet=1, day=2)) == "excerpt"


def test_a_text_with_new_paragraphs_between_is_edited() -> None:
    later = [*story(1)[:3], *story(2)[:3]]
    assert relation(Print("d0", story(1), day=1), Print("d1", later, outlet=1, day=2)) == "edited"


def test_an_outlets_own_print_again_is_an_update() -> None:
    later = [*story(1)[:3], *story(2)[:1]]
    assert relation(Print("d0", story(1), day=1), Print("d1", later, day=2)) == "update"


def test_a_text_made_of_two_that_are_not_alike_is_a_roundup_and_links_them_in_no_cluster() -> None:
    one, two, three = story(1), story(2), story(3, 2)
    found = compared(
        [
            Print("d0", one, day=1),
            Print("d1", two, outlet=1, day=1),
            Print("d2", [*one, *three, *two], outlet=2, day=2),
        ]
    )
    assert found.relation.tolist() == ["roundup", "roundup"]
    assert set(found.clusters.origin.tolist()) == {UNKNOWN}


def test_next_weeks_report_with_other_figures_is_recurring_and_no_copy() -> None:
    frame = "The central bank lent {} billion at {} per cent on {} bids while traders waited for "
    rest = " ".join(f"w{number}" for number in range(60))
    found = compared(
        [
            Print("d0", [frame.format("2.5", "6.1", "41") + rest], day=1),
            Print("d1", [frame.format("1.5", "6.3", "38") + rest], day=8),
        ]
    )
    assert found.relation.tolist() == ["recurring"]
    assert set(found.clusters.origin.tolist()) == {UNKNOWN}
    assert found.originality.tolist() == [1.0, 1.0]


def test_a_months_later_report_that_shares_half_its_words_is_recurring_and_no_update() -> None:
    later = [*story(1)[:3], *story(2)[:2]]
    assert relation(Print("d0", story(1), day=1), Print("d1", later, day=3)) == "update"
    assert relation(Print("d0", story(1), day=1), Print("d1", later, day=20)) == "recurring"


def test_what_has_no_outlet_or_no_day_is_not_called_recurring() -> None:
    later = [*story(1)[:3], *story(2)[:2]]
    assert relation(Print("d0", story(1), day=1), Print("d1", later)) == "update"
    unknown = Print("d0", story(1), outlet=UNKNOWN, day=1)
    assert relation(unknown, Print("d1", later, outlet=UNKNOWN, day=20)) == "edited"


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


def direction(first: Print, second: Print) -> tuple[str, str]:
    sources = compared([first, second]).sources
    return str(sources.direction[0]), str(sources.basis[0])


def test_being_later_accuses_nobody() -> None:
    assert direction(Print("d0", story(1), day=1), Print("d1", story(1), outlet=1, day=2)) == (
        "unknown",
        "none",
    )


def test_two_prints_that_credit_one_other_outlet_have_a_common_source() -> None:
    one = Print("d0", story(1), day=1, credits=(2,))
    two = Print("d1", story(1), outlet=1, day=2, credits=(2, 3))
    other = Print("d2", story(1), outlet=1, day=2, credits=(3,))
    assert direction(one, two) == ("common_source", "both_credit_outlet")
    assert direction(one, other) == ("unknown", "none")


def test_two_prints_that_credit_one_agency_have_a_common_source() -> None:
    one = Print("d0", story(1), day=1, agency=0)
    two = Print("d1", story(1), outlet=1, day=2, agency=0)
    assert direction(one, two) == ("common_source", "both_credit_agency")


def test_the_agencys_own_print_is_the_common_source() -> None:
    one = Print("d0", story(1), outlet=WIRE, day=1, agency=0)
    assert direction(one, Print("d1", story(1), outlet=1, day=2)) == (
        "common_source",
        "agency_print",
    )


def test_prints_that_credit_two_agencies_have_no_common_source_by_either() -> None:
    one = Print("d0", story(1), day=1, agency=0)
    assert direction(one, Print("d1", story(1), outlet=1, day=2, agency=1)) == ("unknown", "none")
    own = Print("d0", story(1), outlet=WIRE, day=1, agency=0)
    assert direction(own, Print("d1", story(1), outlet=1, day=2, agency=1)) == ("unknown", "none")


def test_who_credits_the_other_outlet_has_copied_it() -> None:
    one, two = Print("d0", story(1), day=1), Print("d1", story(1), outlet=1, day=2, credits=(0,))
    assert direction(one, two) == ("copied", "later_credits_earlier")


def test_a_cluster_that_credits_one_agency_speaks_for_those_that_credit_none() -> None:
    found = compared(
        [
            Print("d0", story(1), day=1, agency=0),
            Print("d1", story(1), outlet=1, day=2),
            Print("d2", story(1), outlet=2, day=3),
        ]
    )
    assert found.sources.basis.tolist() == [
        "one_credits_agency", "one_credits_agency", "cluster_credits_agency",
    ]  # fmt: skip


def test_a_cluster_that_credits_two_agencies_speaks_for_nobody() -> None:
    found = compared(
        [
            Print("d0", story(1), day=1, agency=0),
            Print("d1", story(1), outlet=1, day=2, agency=1),
            Print("d2", story(1), outlet=2, day=3),
            Print("d3", story(1), outlet=3, day=4),
        ]
    )
    basis = dict(zip(sides(found), found.sources.basis.tolist(), strict=True))
    assert set(found.clusters.origin.tolist()) == {0}
    assert (basis[0, 1], basis[2, 3]) == ("none", "none")


def sides(found: Comparison) -> list[tuple[int, int]]:
    """The earlier and the later document of each pair."""
    earlier, later = found.shared.earlier.tolist(), found.shared.later.tolist()
    return list(zip(earlier, later, strict=True))


RIGHTS = "All rights reserved by the Daily and its partners in this and other countries of the day"


def test_what_an_outlet_prints_under_everything_makes_no_copies() -> None:
    prints = [
        Print(f"d{seed:02}", [*story(seed, 1), RIGHTS, RIGHTS + " too"], day=1 + seed)
        for seed in range(12)
    ]
    found = compared(prints)
    assert sorted(line.texts for line in found.house_lines) == [12, 12]
    assert len(found.relation) == 0


def test_what_a_dozen_documents_of_unknown_outlets_share_is_no_house_line() -> None:
    shared = story(99, 1, 55)[0]
    prints = [
        Print(f"d{seed:02}", [shared, *story(seed, 1, 10 if seed < 2 else 200)], UNKNOWN, 1 + seed)
        for seed in range(12)
    ]
    found = compared(prints)
    assert found.house_lines == []
    assert (0, 1) in zip(found.shared.earlier.tolist(), found.shared.later.tolist(), strict=True)


def test_an_article_fetched_a_dozen_times_with_small_changes_stays_an_article() -> None:
    prints = [
        Print(f"d{number:02}", [*story(1), f"seen {number} times"], day=1 + number)
        for number in range(12)
    ]
    found = compared(prints)
    assert found.house_lines == []
    assert len(found.relation) == 66


def test_equal_texts_of_an_outlet_count_once_before_lines_are_counted() -> None:
    # nine texts of their own words, one of them stored four times: nine have the line and not ten
    texts = [1, 1, 1, *range(1, 10)]
    prints = [
        Print(f"d{at:02}", [*story(seed), RIGHTS], day=1 + at) for at, seed in enumerate(texts)
    ]
    assert compared(prints).house_lines == []
    tenth = Print("d12", [*story(10), RIGHTS], day=13)
    assert [line.texts for line in compared([*prints, tenth]).house_lines] == [10]


def test_the_runs_from_a_text_into_a_house_line_are_none_of_the_text() -> None:
    prints = [Print(f"d{seed:02}", [*story(seed, 1), RIGHTS], day=1 + seed) for seed in range(12)]
    found = compared([*prints, Print("d12", story(11, 1), outlet=1, day=13)])
    assert len(found.house_lines) == 1
    assert sides(found) == [(11, 12)]
    assert found.shared.similarity.tolist() == [1.0]


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


def test_rules_of_house_lines_can_be_set() -> None:
    prints = [Print(f"d{seed:02}", [*story(seed, 1), RIGHTS], day=1 + seed) for seed in range(4)]
    rules = CopyRules(house_lines=HouseLineRules(texts=3))
    assert len(compared(prints, rules).house_lines) == 1


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


def printed(name: str, words: Sequence[str], outlet: int, day: int) -> Print:
    return Print(name, [" ".join(words[at : at + 40]) for at in range(0, len(words), 40)],
                 outlet, day)  # fmt: skip


def drawn(seed: int, count: int) -> list[str]:
    random = Random(seed)
    return [f"w{random.randrange(4000)}" for _ in range(count)]


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
