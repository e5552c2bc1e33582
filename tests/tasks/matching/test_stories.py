"""One event in other words: what is a story, and what only looks like one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from tasks.matching.printings import UNKNOWN, Indices
from tasks.matching.shingles import Column
from tasks.matching.signature import signatures_of
from tasks.matching.stories import Needed, Stories, StoryRules, days_of, find_stories
from tasks.matching.story_vectors import Times, VectorRules, rows_of, tried_pairs

NONE = np.empty(0, np.int64)
FIRST = date(2017, 10, 1)


@dataclass(frozen=True)
class Telling:
    """A document in few words: the event it tells of, how much of it, and when; day 0 is none."""

    event: int
    teller: int
    day: int = 1
    outlet: int = UNKNOWN
    of_event: int = 18
    origin: int = UNKNOWN
    interval: tuple[int, int] | None = None


def words(telling: Telling) -> list[str]:
    """Words of the event, words of every text, and words that only this text has."""
    random = Random(f"{telling.event} {telling.teller}")
    event = [f"event{telling.event}x{number}" for number in range(24)]
    everyday = [f"common{number}" for number in range(60)]
    own = [f"own{telling.event}x{telling.teller}x{number}" for number in range(12)]
    text = [*random.sample(event, telling.of_event), *random.sample(everyday, 30), *own]
    random.shuffle(text)
    return text


def columns_of(texts: Sequence[Sequence[str]]) -> dict[str, Column]:
    made = signatures_of([(None, [" ".join(text)]) for text in texts])
    return made._asdict()


def day(number: int) -> date:
    return FIRST + timedelta(number)


def told(
    tellings: Sequence[Telling],
    apart: tuple[Indices, Indices] = (NONE, NONE),
    rules: StoryRules | None = None,
) -> Stories:
    """The stories of tellings that are given in the order of printing."""
    return find_stories(
        days_of(
            ["published" if one.day else "inferred" for one in tellings],
            [day(one.day) if one.day else None for one in tellings],
            [day(one.interval[0]) if one.interval else None for one in tellings],
            [day(one.interval[1]) if one.interval else None for one in tellings],
        ),
        np.array([one.outlet for one in tellings], np.int64),
        np.array([one.origin for one in tellings], np.int64),
        columns_of([words(one) for one in tellings]),
        apart,
        rules,
    )


# what else was printed in those days
OTHERS = [Telling(100 + number, 0, day=1 + number % 9, outlet=number % 5) for number in range(60)]


def stories(*tellings: Telling) -> list[int]:
    """The first document of each telling's story, among sixty other texts."""
    return told([*tellings, *OTHERS]).first[: len(tellings)].tolist()


def test_outlets_that_tell_of_one_event_in_their_own_words_are_one_story() -> None:
    found = told(
        [Telling(1, teller, day=1 + teller, outlet=teller) for teller in range(3)] + OTHERS
    )
    assert found.first[:3].tolist() == [0, 0, 0]
    assert set(found.first[3:].tolist()) == {UNKNOWN}
    assert ((found.score[:3] > 0.2) & (found.score[:3] < 0.9)).all()


def test_two_texts_alone_in_a_corpus_can_be_one_story() -> None:
    assert told([Telling(1, 0), Telling(1, 1)]).first.tolist() == [0, 0]


def test_the_same_people_weeks_later_are_another_story() -> None:
    assert stories(
        Telling(1, 0, day=1), Telling(1, 1, day=1), Telling(1, 2, day=20), Telling(1, 3, day=20)
    ) == [0, 0, 2, 2]


def test_follow_ups_day_after_day_do_not_become_one_story() -> None:
    more = [Telling(300 + number, 0, day=1 + number % 20) for number in range(400)]
    found = told([Telling(1, number, day=1 + number) for number in range(20)] + more).first
    members = [np.flatnonzero(found == first) for first in set(found[:20].tolist()) - {UNKNOWN}]
    assert len(members) > 1
    assert all(group.max() - group.min() <= StoryRules().longest for group in members)


def test_texts_that_share_only_everyday_words_are_no_story() -> None:
    assert stories(Telling(1, 0), Telling(2, 0)) == [UNKNOWN, UNKNOWN]


def test_the_order_of_documents_changes_nothing() -> None:
    tellings = [
        Telling(event, teller, day=1 + teller, outlet=teller)
        for event in range(12)
        for teller in range(3)
    ]
    expected = {frozenset(range(3 * event, 3 * event + 3)) for event in range(12)}
    for seed in range(3):
        order = list(range(len(tellings)))
        Random(seed).shuffle(order)
        first = told([tellings[at] for at in order]).first
        groups = {
            frozenset(order[at] for at in np.flatnonzero(first == one))
            for one in set(first.tolist()) - {UNKNOWN}
        }
        assert groups == expected


def test_copies_are_one_text_and_follow_their_origin() -> None:
    found = told(
        [
            Telling(1, 0, outlet=0),
            Telling(9, 1, outlet=1, origin=0),
            Telling(1, 2, outlet=2),
            *(Telling(200 + number, 0, day=2, outlet=3, origin=UNKNOWN) for number in range(60)),
        ]
    )
    assert found.first[:3].tolist() == [0, 0, 0]
    assert found.score[0] == found.score[1]


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [((0, 1), [0, 0]), ((0, 0), [UNKNOWN] * 2), ((0, UNKNOWN), [UNKNOWN] * 2)],
)
def test_one_text_is_a_story_when_two_known_outlets_print_it(
    outlets: tuple[int, int], expected: list[int]
) -> None:
    one, two = outlets
    tellings = [Telling(1, 0, outlet=one, origin=0), Telling(1, 0, outlet=two, origin=0), *OTHERS]
    assert told(tellings).first[:2].tolist() == expected
    assert told(tellings).score[0] == (1.0 if expected[0] == 0 else 0.0)


def test_a_report_that_recurs_is_no_story_with_the_last_one() -> None:
    tellings = [Telling(1, 0, outlet=0), Telling(1, 1, day=2, outlet=0), *OTHERS]
    assert told(tellings).first[:2].tolist() == [0, 0]
    apart = (np.array([0]), np.array([1]))
    assert told(tellings, apart).first[:2].tolist() == [UNKNOWN, UNKNOWN]


def test_texts_without_a_day_or_of_one_outlet_must_be_more_alike() -> None:
    rules = StoryRules(stated=Needed(0.2, 0.2), undated=Needed(0.8, 0.8), one_outlet=0.6)

    def first(one: Telling, two: Telling) -> int:
        return int(told([one, two, *OTHERS], rules=rules).first[1])

    assert first(Telling(1, 0, outlet=0), Telling(1, 1, outlet=1)) == 0
    assert first(Telling(1, 0, outlet=0), Telling(1, 1, outlet=0)) == UNKNOWN
    assert first(Telling(1, 0, outlet=0), Telling(1, 1, outlet=1, day=0)) == UNKNOWN


@pytest.mark.parametrize(("day", "expected"), [(1, 0), (2, 0), (3, UNKNOWN)])
def test_texts_must_be_more_alike_the_further_apart_their_days_are(day: int, expected: int) -> None:
    rules = StoryRules(stated=Needed(0.2, 0.2), each_day=0.35)
    tellings = [Telling(1, 0, of_event=24), Telling(1, 1, day=day, of_event=24), *OTHERS]
    assert told(tellings, rules=rules).first[1] == expected


def test_an_undated_text_takes_the_day_of_the_text_most_like_it() -> None:
    found = told(
        [
            Telling(1, 0, day=3, outlet=0, of_event=17),
            Telling(1, 1, day=4, outlet=1, of_event=24),
            Telling(1, 2, day=0, outlet=2, of_event=24, interval=(-50, 50)),
            *OTHERS,
        ]
    )
    assert found.first[:3].tolist() == [0, 0, 0]
    assert found.neighbour[:3].tolist() == [UNKNOWN, UNKNOWN, 1]
    assert 0.2 < found.nearness[2] < 1


def test_no_day_is_given_that_lies_outside_the_interval() -> None:
    found = told(
        [
            Telling(1, 0, day=3, outlet=0, of_event=24),
            Telling(1, 1, day=0, outlet=2, of_event=24, interval=(4, 6)),
            *OTHERS,
        ]
    )
    assert found.first[1] == UNKNOWN
    assert set(found.neighbour.tolist()) == {UNKNOWN}


def test_no_day_is_given_where_a_text_of_another_day_is_nearly_as_much_alike() -> None:
    undated = Telling(1, 2, day=0, outlet=2, of_event=24)
    one, other = Telling(1, 0, day=3, outlet=0), Telling(1, 1, day=40, outlet=1)
    assert told([one, undated, *OTHERS]).neighbour[1] == 0
    found = told([one, other, undated, *OTHERS])
    assert found.first[2] != UNKNOWN
    assert found.neighbour[2] == UNKNOWN


def test_the_day_of_the_same_outlets_other_text_is_not_taken() -> None:
    undated = Telling(1, 1, day=0, outlet=0, of_event=24)
    found = told([Telling(1, 0, day=3, outlet=0, of_event=24), undated, *OTHERS])
    assert found.first[:2].tolist() == [0, 0]
    assert found.neighbour[1] == UNKNOWN


def test_an_undated_copy_takes_the_day_of_its_origin() -> None:
    found = told(
        [
            Telling(1, 0, day=3, outlet=0, origin=0),
            Telling(1, 0, day=0, outlet=1, origin=0),
            *OTHERS,
        ]
    )
    assert (int(found.neighbour[1]), float(found.nearness[1])) == (0, 1.0)


@pytest.mark.parametrize(
    ("days", "interval", "expected"),
    [
        ((3, 60, 120), (110, 130), 2),  # only the third print is of these days
        ((3, 60, 120), None, UNKNOWN),
        ((3, 60, 120), (0, 70), UNKNOWN),
        ((3, 60, 61), (50, 70), 1),  # a day apart is hardly a difference
        ((3, 60, 62), (50, 70), UNKNOWN),
        ((3, 60, 120), (70, 90), UNKNOWN),
    ],
)
def test_an_undated_print_takes_the_day_of_those_prints_that_are_of_its_days(
    days: tuple[int, ...], interval: tuple[int, int] | None, expected: int
) -> None:
    prints = [Telling(1, 0, day=day, outlet=at, origin=0) for at, day in enumerate(days)]
    undated = Telling(1, 0, day=0, outlet=4, origin=0, interval=interval)
    assert told([*prints, undated, *OTHERS]).neighbour[3] == expected


def test_an_undated_text_takes_no_day_of_another_that_was_printed_on_several() -> None:
    def neighbour(interval: tuple[int, int]) -> int:
        prints = [Telling(1, 0, day=3 + 30 * at, outlet=at, origin=0) for at in range(2)]
        undated = Telling(1, 1, day=0, outlet=4, of_event=24, interval=interval)
        return int(told([*prints, undated, *OTHERS]).neighbour[2])

    assert neighbour((0, 9)) == 0
    assert neighbour((0, 40)) == UNKNOWN
    # a text is of the event of its first print: the two are no story
    assert neighbour((30, 40)) == UNKNOWN


def test_an_undated_print_takes_the_day_of_its_own_outlets_other_print() -> None:
    prints = [Telling(1, 0, day=3 + 30 * at, outlet=at, origin=0) for at in range(2)]
    undated = Telling(1, 0, day=0, outlet=1, origin=0, interval=(30, 40))
    assert told([*prints, undated, *OTHERS]).neighbour[2] == 1


def test_a_text_that_may_be_of_any_day_does_not_join_two_events_of_the_same_people() -> None:
    assert stories(
        Telling(1, 0, day=1, outlet=0, of_event=24),
        Telling(1, 1, day=60, outlet=1, of_event=24),
        Telling(1, 2, day=0, outlet=2, of_event=24),
    ) in ([0, UNKNOWN, 0], [UNKNOWN, 1, 1])


def test_a_word_of_ten_thousand_texts_makes_a_few_tries_for_each() -> None:
    count = 10_000
    text = [f"word{number}" for number in range(5)]
    columns = columns_of([text if number % 2 else ["other"] for number in range(count)])
    rules = VectorRules(tried=4, neighbours=3)
    leading = rows_of(columns, np.arange(count), rules).leading
    days = np.full(count, 17_000)
    one, _ = tried_pairs(leading, Times(days, days, np.zeros(count, bool)), 3, rules)
    assert 0 < len(one) <= rules.tried * rules.neighbours * count
    wide = np.zeros(count, np.int64)
    times = Times(wide, wide + 30_000, np.ones(count, bool))
    one, _ = tried_pairs(leading, times, 3, rules)
    assert 0 < len(one) <= rules.tried * (rules.neighbours + rules.samples) * count


def test_what_is_needed_grows_with_the_corpus_up_to_a_bound() -> None:
    needed = Needed(0.2, 0.3)
    found = [needed.among(texts) for texts in (5, 100, 450, 2_000, 1_000_000)]
    assert found == pytest.approx([0.2, 0.2, 0.25, 0.3, 0.3], abs=0.001)


def test_no_documents_make_no_stories() -> None:
    assert len(told([]).first) == 0
    assert told([Telling(1, 0)]).first.tolist() == [UNKNOWN]
