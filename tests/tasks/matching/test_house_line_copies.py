"""Furniture of an outlet makes no copies, and real copies are no furniture."""

from tasks.matching.comparison import CopyRules
from tasks.matching.house_lines import HouseLineRules
from tasks.matching.printings import UNKNOWN
from tests.tasks.matching.made_prints import RIGHTS, Print, compared, sides, story


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


def test_rules_of_house_lines_can_be_set() -> None:
    prints = [Print(f"d{seed:02}", [*story(seed, 1), RIGHTS], day=1 + seed) for seed in range(4)]
    rules = CopyRules(house_lines=HouseLineRules(texts=3))
    assert len(compared(prints, rules).house_lines) == 1
