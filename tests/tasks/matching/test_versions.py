"""Which texts are versions of one article, in whatever order and place they were seen."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.matching.versions import (
    MOST_TRIED,
    SHARED_SHINGLES,
    Placed,
    Seen,
    place_versions,
    share_of_shingles,
    shingles_of,
)


def seen(
    item: str,
    document: str = "d1",
    *,
    body: str = "",
    title: str | None = "Rain stops play",
    day: int = 0,
    fetched: str | None = None,
    url: str | None = None,
    places: tuple[tuple[str, int], ...] = (),
) -> Seen:
    instant = datetime(2024, 3, day, tzinfo=UTC) if day else None
    when = datetime.fromisoformat(fetched).replace(tzinfo=UTC) if fetched else None
    return Seen(item, f"c-{item}", document, body or f"b-{item}", title, instant, when, url, places)


def share(one: str, two: str) -> float:
    return share_of_shingles(shingles_of(one), shingles_of(two))


def always(_: str, __: str) -> bool:
    return True


def never(_: str, __: str) -> bool:
    return False


def versions(placed: list[Placed]) -> dict[str, tuple[str, int]]:
    return {one.item_id: (one.document_id, one.version_no) for one in placed}


def current(placed: list[Placed]) -> set[str]:
    return {one.item_id for one in placed if one.is_current and one.is_representative}


def test_one_text_is_version_one_of_its_document_and_stands_for_it() -> None:
    assert place_versions([seen("i1")], never) == [Placed("i1", "d1", 1, True, True)]


def test_no_texts_are_no_documents() -> None:
    assert place_versions([], never) == []


def test_a_changed_file_is_the_next_version_also_under_another_headline_and_id() -> None:
    items = [
        seen("i2", "d2", title="Rain stops everything", places=(("a", 2),)),
        seen("i1", "d1", places=(("a", 1),)),
    ]
    placed = place_versions(items, always)
    assert versions(placed) == {"i1": ("d1", 1), "i2": ("d1", 2)}
    assert current(placed) == {"i2"}


def test_what_one_place_tells_of_an_age_is_known_at_every_other_place() -> None:
    # i1 follows i4, which states its day, at one place, and i2 follows i1 at another
    items = [
        seen("i1", body="b", places=(("p", 2), ("q", 1))),
        seen("i2", body="b", places=(("q", 2),)),
        seen("i3", body="b"),
        seen("i4", body="b", day=1, places=(("p", 1),)),
    ]
    placed = place_versions(items, never)
    assert placed == place_versions(items[::-1], never)
    assert current(placed) == {"i2"}


def test_another_article_at_an_old_place_is_another_document() -> None:
    items = [
        seen("i1", "d1", places=(("a", 1),)),
        seen("i2", "d2", title="Harvest", places=(("a", 2),)),
    ]
    placed = place_versions(items, never)
    assert versions(placed) == {"i1": ("d1", 1), "i2": ("d2", 1)}
    assert current(placed) == {"i1", "i2"}


def test_a_file_that_goes_back_to_an_earlier_text_shows_that_one_again() -> None:
    items = [
        seen("i1", places=(("a", 1), ("a", 3))),
        seen("i2", places=(("a", 2),)),
    ]
    placed = place_versions(items, always)
    assert versions(placed) == {"i1": ("d1", 1), "i2": ("d1", 2)}
    assert current(placed) == {"i1"}


def test_a_lineage_goes_on_through_many_changes() -> None:
    items = [
        seen(f"i{number}", f"d{number}", title=f"Headline {number}", places=(("a", number),))
        for number in (3, 1, 4, 2)
    ]
    placed = place_versions(items, always)
    assert versions(placed) == {f"i{number}": ("d1", number) for number in (1, 2, 3, 4)}


def test_one_text_with_other_words_beside_it_is_one_version_with_one_row() -> None:
    items = [
        seen("i1", body="same", places=(("a", 1),)),
        seen("i2", body="same", places=(("b", 1),), fetched="2024-03-02"),
    ]
    placed = place_versions(items, never)
    assert versions(placed) == {"i1": ("d1", 1), "i2": ("d1", 1)}
    assert sum(one.is_representative for one in placed) == 1
    assert current(placed) == {"i2"}  # the one seen last stands for the version


def test_one_text_under_another_headline_is_another_version() -> None:
    items = [seen("i1", body="same"), seen("i2", body="same", title="Play stopped", day=2)]
    assert versions(place_versions(items, never)) == {"i1": ("d1", 1), "i2": ("d1", 2)}


def test_texts_without_a_common_place_come_in_the_order_they_state() -> None:
    items = [seen("i1", day=9), seen("i2", day=2), seen("i3")]
    assert versions(place_versions(items, always)) == {
        "i3": ("d1", 1), "i2": ("d1", 2), "i1": ("d1", 3),
    }  # fmt: skip


def test_when_it_was_fetched_goes_before_what_the_copy_states() -> None:
    items = [seen("i1", day=1, fetched="2024-03-09"), seen("i2", day=5, fetched="2024-03-08")]
    assert versions(place_versions(items, always)) == {"i2": ("d1", 1), "i1": ("d1", 2)}


def test_two_articles_under_one_headline_and_day_stay_two() -> None:
    placed = place_versions([seen("i1", day=1), seen("i2", day=1)], never)
    assert len({document for document, _ in versions(placed).values()}) == 2
    assert {version for _, version in versions(placed).values()} == {1}


def test_one_address_and_headline_are_one_article_whatever_its_words() -> None:
    address = "https://news.example/rain"
    for title in ("Rain falls on the valley", "More rain falls on the valley and the coast"):
        items = [
            seen("i1", day=1, url=address, title="Rain falls on the valley"),
            seen("i2", day=2, url=address, title=title),
        ]
        assert versions(place_versions(items, never)) == {"i1": ("d1", 1), "i2": ("d1", 2)}


@pytest.mark.parametrize(
    "title",
    [
        "Bees swarm in the old orchard",
        "More rain falls on the coast",
        "Rain falls",
        "蜜蜂回来了",
        None,
    ],
)
def test_articles_that_a_template_gave_one_address_stay_apart(title: str | None) -> None:
    address = "https://news.example/latest"
    items = [
        seen("i1", day=1, url=address, title="Rain falls on the valley"),
        seen("i2", day=2, url=address, title=title),
    ]
    placed = place_versions(items, never)
    assert len({document for document, _ in versions(placed).values()}) == 2
    assert all(item.is_current for item in placed)
    assert versions(place_versions(items, always)) == {"i1": ("d1", 1), "i2": ("d1", 2)}


def test_a_file_that_moved_between_two_places_is_followed_at_both() -> None:
    items = [
        seen("i1", "d1", places=(("a", 1),)),
        seen("i2", "d2", title="Second", places=(("a", 2), ("b", 1))),
        seen("i3", "d3", title="Third", places=(("b", 2),)),
    ]
    assert {document for document, _ in versions(place_versions(items, always)).values()} == {"d1"}


def test_a_text_is_held_against_so_many_articles_of_its_headline_and_day() -> None:
    items = [seen(f"i{number:03}") for number in range(300)]
    asked: list[tuple[str, str]] = []

    def differ(one: str, two: str) -> bool:
        asked.append((one, two))
        return False

    placed = place_versions(items, differ)
    assert len({one.document_id for one in placed}) == 300
    assert len(asked) <= 300 * MOST_TRIED


def test_an_article_beyond_those_is_still_known_by_its_address() -> None:
    many = [seen(f"i{number:02}", day=2) for number in range(MOST_TRIED + 5)]
    ends = [
        seen(item, day=day, url="https://news.example/rain") for item, day in (("a", 1), ("z", 3))
    ]
    found = versions(place_versions([*ends, *many], never))
    assert (found["a"], found["z"]) == (("d1", 1), ("d1", 2))


def test_with_more_articles_than_are_tried_the_order_changes_nothing() -> None:
    items = [seen(f"i{number:02}", body=f"{number % 40:02} {number}") for number in range(120)]
    bodies = {item.item_id: item.body_hash for item in items}

    def alike(one: str, two: str) -> bool:
        return bodies[one][:2] == bodies[two][:2]

    assert place_versions(items, alike) == place_versions(items[::-1], alike)


# --- what holds for any texts --------------------------------------------------------------


@st.composite
def histories(draw: st.DrawFn) -> list[Seen]:
    """Some texts that stood at some places, one after another, some of them at several."""
    items = draw(
        st.lists(
            st.builds(
                lambda document, body, title, day: (document, body, title, day),
                st.sampled_from(["d1", "d2", "d3"]),
                st.sampled_from(["ba", "bb", "ca"]),
                st.sampled_from([None, "Rain", "Snow"]),
                st.integers(0, 3),
            ),
            max_size=6,
        )
    )
    places: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for place in ("p", "q"):
        order = draw(st.lists(st.integers(0, 5), max_size=4))
        numbers = [number for number in order if number < len(items)]
        for generation, number in enumerate(numbers, start=1):
            places[number].append((place, generation))
    return [
        seen(f"i{number}", document, body=body, title=title, day=day, places=tuple(places[number]))
        for number, (document, body, title, day) in enumerate(items)
    ]


def placed_of(items: list[Seen]) -> list[Placed]:
    bodies = {item.item_id: item.body_hash for item in items}
    return place_versions(items, lambda one, two: bodies[one][0] == bodies[two][0])


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_items_are_given_changes_nothing(
    items: list[Seen], random: Random
) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert placed_of(shuffled) == placed_of(items)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_where_the_files_lie_changes_nothing(items: list[Seen]) -> None:
    elsewhere = {"p": "z", "q": "a"}
    moved = [
        replace(item, places=tuple((elsewhere[place], number) for place, number in item.places))
        for item in items
    ]
    assert placed_of(moved) == placed_of(items)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_every_item_is_placed_once_and_every_document_has_one_current_version(
    items: list[Seen],
) -> None:
    placed = placed_of(items)
    assert [one.item_id for one in placed] == sorted(item.item_id for item in items)
    documents: dict[str, dict[int, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for one in placed:
        documents[one.document_id][one.version_no].append(one)
    for texts in documents.values():
        assert sorted(texts) == list(range(1, len(texts) + 1))
        assert len({number for number, prints in texts.items() if prints[0].is_current}) == 1
        for prints in texts.values():
            assert sum(one.is_representative for one in prints) == 1
            assert len({one.is_current for one in prints}) == 1


# --- how alike two texts are ---------------------------------------------------------------

STORM = (
    "The storm crossed the coast before dawn and left two villages without power, the county "
    "said, while crews worked through the rain to clear the road to the harbour."
)


def test_an_edited_text_shares_most_of_its_runs_and_another_next_to_none() -> None:
    edited = STORM.replace("two villages", "three villages").replace("the county said, ", "")
    other = (
        "Ticket prices for the spring opera festival will rise by a tenth, its director told a "
        "news conference, because rents and wages in the old town have gone up for years."
    )
    assert share(STORM, edited) > 0.6
    assert share(STORM, other) < SHARED_SHINGLES / 4


def test_a_text_shares_all_with_its_beginning_and_with_itself_in_capitals() -> None:
    assert share(STORM, STORM[:100]) > 0.9
    assert share(STORM, STORM.upper()) == 1.0


def test_scripts_without_blanks_are_compared_by_characters() -> None:
    one = "大桥周四通车,每天预计有两万辆车经过。"
    assert share(one, one.replace("两万", "三万")) > 0.6


def test_nothing_shares_nothing() -> None:
    assert share("", STORM) == share("", "") == 0.0


def test_the_first_fetch_of_the_same_bytes_stands_for_them() -> None:
    days = {"i3": "2024-03-08", "i1": "2024-03-06", "i2": "2024-03-06", "i4": "2024-03-09"}
    items = [
        replace(
            seen(item, body="b1", fetched=day, url="https://post.example/1"),
            capture_id="c1",
            places=((f"/{day}", int(item == "i2") + 1),),
        )
        for item, day in days.items()
    ]
    # of one fetch what was said of it last
    for order in (items, items[::-1]):
        assert current(place_versions(order, never)) == {"i2"}
    # other bytes, another address and a time that is not known tell of another print
    for other in (
        replace(items[3], capture_id="c9"),
        replace(items[3], url="https://post.example/9"),
        replace(items[3], instant=datetime(2024, 3, 9, 1, tzinfo=UTC), fetched_at=None),
    ):
        assert current(place_versions([*items[:3], other], never)) == {"i4"}
