"""What a document is to an earlier one with its text, and where both have it from."""

from tasks.matching.printings import UNKNOWN
from tests.tasks.matching.made_prints import WIRE, Print, compared, sides, story


def relation(first: Print, second: Print) -> str:
    found = compared([first, second]).relation
    assert len(found) == 1
    return str(found[0])


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
