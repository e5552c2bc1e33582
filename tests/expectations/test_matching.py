from dataclasses import replace

from expectations.judge import Verdict
from expectations.matching import ClusterFigures, MatchingFigures, MatchingRules, judge_matching

WIRE = ClusterFigures("c1", 24, 3, "linhai_post", 4, 2)
FIGURES = MatchingFigures(
    clusters=500, large=(WIRE,), largest_group=40, bounded_groups=0, house_lines=()
)


def verdicts(*large: ClusterFigures, **changes: object) -> tuple[Verdict, ...]:
    return judge_matching(replace(FIGURES, large=large, **changes))


def failed(*large: ClusterFigures, **changes: object) -> list[tuple[str, str]]:
    found = verdicts(*large, **changes)
    return [(one.scope, one.expectation) for one in found if one.rows_failed]


def test_a_large_cluster_of_one_wire_story_is_no_alarm() -> None:
    found = verdicts(WIRE)
    assert [(one.scope, one.rows_checked, one.rows_failed) for one in found] == [
        ("clusters", 500, 0),
        ("clusters", 500, 0),
        ("clusters", 500, 0),
        ("clusters", 500, 0),
        ("groups", 1, 0),
    ]
    assert {one.level for one in found} == {"warn"}
    assert {one.suite for one in found} == {"matching"}


def test_a_warehouse_without_large_clusters_has_its_verdicts() -> None:
    assert [one.rows_failed for one in verdicts(clusters=0)] == [0, 0, 0, 0, 0]


def test_a_cluster_held_together_by_second_hand_is_named_with_its_figures() -> None:
    loose = replace(WIRE, linked_members=15)
    assert failed(loose) == [("c1", "matching.direct_share")]
    (named,) = [one for one in verdicts(loose) if one.scope == "c1"]
    assert named.meaning.endswith(
        "24 documents over 2 days, 15 linked through another, 4 of linhai_post."
    )


def test_a_cluster_of_one_outlets_form_letter_is_named() -> None:
    assert failed(replace(WIRE, of_one_outlet=11)) == [("c1", "matching.one_outlet")]
    assert failed(replace(WIRE, members=11, of_one_outlet=11)) == [("c1", "matching.one_outlet")]


def test_a_cluster_that_comes_back_for_months_is_named() -> None:
    assert failed(replace(WIRE, days=61)) == [("c1", "matching.span")]
    assert failed(replace(WIRE, days=60)) == []
    assert failed(replace(WIRE, days=286, members=8)) == [("c1", "matching.span")]


def test_a_cluster_of_thousands_is_named_though_nothing_else_is_odd_about_it() -> None:
    assert failed(replace(WIRE, members=200, linked_members=0)) == []
    vast = replace(WIRE, members=5000, linked_members=0, of_one_outlet=10, days=1)
    assert failed(vast) == [("c1", "matching.size")]
    (named,) = [one for one in verdicts(vast) if one.scope == "c1"]
    assert "5000 documents over 1 days" in named.meaning


def test_a_small_cluster_may_be_loose_or_come_back_once() -> None:
    assert failed(replace(WIRE, members=16, linked_members=8)) == []
    assert failed(replace(WIRE, members=5, days=286)) == []


def test_a_cluster_without_days_is_not_judged_by_them() -> None:
    assert failed(replace(WIRE, days=None, outlet_id=None, of_one_outlet=0)) == []


def test_one_cluster_may_be_wrong_for_two_reasons() -> None:
    assert failed(replace(WIRE, days=400, of_one_outlet=24)) == [
        ("c1", "matching.one_outlet"),
        ("c1", "matching.span"),
    ]


def test_the_rows_of_all_scopes_add_up_to_the_clusters() -> None:
    many = [replace(WIRE, cluster_id=f"c{number}", days=90) for number in range(30)]
    figures = replace(FIGURES, large=(*many, WIRE))
    found = judge_matching(figures, MatchingRules(most_named=10))
    spans = [one for one in found if one.expectation == "matching.span"]
    assert [sum(one.rows_checked for one in spans), sum(one.rows_failed for one in spans)] == [
        500,
        30,
    ]
    assert len(spans) == 11
    assert "30 of 500 failed" in spans[-1].meaning


def test_of_too_many_the_largest_are_named() -> None:
    few = replace(WIRE, cluster_id="c2", days=90)
    more = replace(WIRE, cluster_id="c3", members=70, days=90)
    found = judge_matching(replace(FIGURES, large=(few, more)), MatchingRules(most_named=1))
    spans = [one for one in found if one.expectation == "matching.span"]
    assert [(one.scope, one.rows_failed) for one in spans] == [("c3", 1), ("clusters", 1)]


def test_groups_of_which_not_all_pairs_were_counted_are_said() -> None:
    assert failed(WIRE, bounded_groups=2, largest_group=4000) == [("groups", "matching.all_pairs")]
    said = verdicts(WIRE, bounded_groups=2, largest_group=4000)[-1].meaning
    assert "2 groups so large; the largest has 4,000 texts" in said


def test_house_lines_left_out_are_counted() -> None:
    said = verdicts(WIRE, house_lines=(("linhai_post", 3), (None, 1)))[-1].meaning
    assert "4 house lines of 2 outlets were left out" in said
