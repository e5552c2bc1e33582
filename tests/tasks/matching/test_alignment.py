"""Which sentences of two made-up texts say the same, and which only look like it."""

import random
from collections.abc import Callable, Sequence

import pytest

from tasks.matching import alignment, sides
from tasks.matching.alignment import align
from tasks.matching.conflicts import Said, said_in
from tasks.matching.sentences import Sentence, sentences_of
from tasks.matching.word_order import common_in_order, runs_of, word_diff
from tests.growth import grows_in_line

HARBOUR = (
    "The harbour council of Linhai voted on Tuesday to close the old oyster market by October.",
    '"Nobody will lose a stall," mayor Ana Reyes told traders, promising 40 places in the hall.',
    "Fishermen fear that the new hall lies too far from the quays where their boats unload.",
    "The ferry company said that it would not change its timetable.",
)

SHARED = (
    "The market has stood behind the fish hall since 1911 and feeds two hundred families.",
    "A survey of the walls found cracks that no repair of the last ten years had closed.",
    "Traders have until the end of August to say which place in the new hall they want.",
)


def kinds(one: tuple[str, ...], two: tuple[str, ...]) -> list[tuple[int, int, str]]:
    return [(pair.one, pair.two, pair.kind) for pair in align(sentences_of(one), sentences_of(two))]


def test_the_same_letters_are_verbatim_whatever_marks_and_capitals() -> None:
    other = "THE FERRY COMPANY said that it would not change its timetable"
    assert kinds(HARBOUR, (other,)) == [(3, 0, "verbatim")]


def test_most_words_in_order_are_edited() -> None:
    other = (
        "The harbour council in Linhai voted on Tuesday to shut the oyster market by October.",
        'Mayor Ana Reyes told traders "nobody will lose a stall", promising 40 places in the hall.',
    )
    found = align(sentences_of(HARBOUR), sentences_of(other))
    assert [(pair.one, pair.two, pair.kind) for pair in found] == [
        (0, 0, "edited"),
        (1, 1, "edited"),
    ]
    assert all(0.6 <= pair.similarity < 1 for pair in found)


def test_a_sentence_cut_short_is_edited() -> None:
    other = ("Fishermen fear that the new hall lies too far from the quays.",)
    assert kinds(HARBOUR, other) == [(2, 0, "edited")]


def test_other_words_for_the_same_are_a_paraphrase() -> None:
    other = (
        "Boats unload at quays that are too far from the new hall, the fishermen fear.",
        "By October the old oyster market must close, Linhai harbour councillors decided by vote.",
    )
    assert kinds(HARBOUR, other) == [(0, 1, "paraphrase")]
    # what names nobody and counts nothing is the same only where more of the texts is
    assert kinds((*HARBOUR, *SHARED), (*other, *SHARED))[:2] == [
        (0, 1, "paraphrase"),
        (2, 0, "paraphrase"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Mayor Ana Reyes of Linhai will speak at the harbour on Friday.",
        "The bus company said on Monday that fares will rise in spring.",
        "Oyster prices in Linhai rose on Tuesday.",
        "He said that he would not comment on the plan.",
    ],
)
def test_the_same_names_and_topic_alone_are_nothing(other: str) -> None:
    assert kinds(HARBOUR, (other,)) == []


def test_one_frame_with_other_figures_and_names_is_nothing() -> None:
    one = ("Shares of Kestrel Steel rose 3 percent to 41 crowns on Monday.",)
    two = ("Shares of Birch Timber fell 7 percent to 12 crowns on Friday.",)
    assert kinds(one, two) == []


def test_each_sentence_is_in_one_pair_and_the_best_comes_first() -> None:
    near = "The harbour council of Linhai voted on Tuesday to close the oyster market by October."
    found = kinds(HARBOUR, (near, HARBOUR[0], HARBOUR[0]))
    assert found == [(0, 1, "verbatim")]


def test_the_pairs_do_not_depend_on_what_they_are_asked_after() -> None:
    once = kinds(HARBOUR, HARBOUR[::-1])
    assert once == kinds(HARBOUR, HARBOUR[::-1]) == [
        (place, 3 - place, "verbatim") for place in range(4)
    ]  # fmt: skip


def test_an_abbreviation_counts_once_though_it_is_spelled_out() -> None:
    one = (
        "The Joint Harbour Safety Board (JHSB) said the crane fell because its brake had rusted.",
    )
    other = ("According to the JHSB the crane fell when rust ate through the brake.",)
    assert kinds(one, other) == [(0, 0, "paraphrase")]


def test_scripts_without_blanks_align_by_their_characters() -> None:
    one = ("新大桥周四通车，每天将有两万辆汽车通过。", "农民说很方便。")
    two = ("新大桥星期四通车，预计每天有两万辆汽车通过。",)
    assert kinds(one, two) == [(0, 0, "edited")]


def test_a_diff_marks_what_went_and_what_came() -> None:
    assert word_diff("He said the bridge is open.", "She said that the bridge is open.") == (
        "[-He-]{+She+} said {+that+} the bridge is open."
    )
    assert word_diff("他说桥开了。", "他说桥关了。") == "他说桥[-开-]{+关+}了。"
    assert word_diff("Same.", "Same.") is None


def test_common_words_are_a_longest_common_subsequence() -> None:
    chance = random.Random(4)
    for _ in range(300):
        one = [chance.choice("abcd") for _ in range(chance.randrange(9))]
        two = [chance.choice("abcd") for _ in range(chance.randrange(9))]
        pairs = common_in_order(one, two)
        assert all(one[left] == two[right] for left, right in pairs)
        assert len(pairs) == _longest(one, two)
        runs = runs_of(one, two)
        assert [word for run in runs for word in one[run[1] : run[2]]] == one
        assert [word for run in runs for word in two[run[3] : run[4]]] == two


def _longest(one: list[str], two: list[str]) -> int:
    if not one or not two:
        return 0
    if one[-1] == two[-1]:
        return 1 + _longest(one[:-1], two[:-1])
    return max(_longest(one[:-1], two), _longest(one, two[:-1]))


def test_hostile_sentences_take_time_in_line_with_their_number() -> None:
    same = " ".join(["quay crane"] * 90)

    def made(count: int) -> tuple[list[Sentence], list[Sentence]]:
        return (
            [Sentence(number, 1, f"{same} {number}.") for number in range(count)],
            [Sentence(number, 1, f"{same}.") for number in range(count)],
        )

    # from here on a sentence looks like more of the others than it is compared with
    assert grows_in_line(made, lambda texts: align(*texts), 20)


def test_what_a_sentence_says_is_found_once_for_all_that_look_like_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def noting(text: str, words: list[str], stem: Callable[[str], str]) -> Said:
        asked.append(text)
        return said_in(text, words, stem)

    monkeypatch.setattr(sides, "said_in", noting)
    frame = (
        "The harbour board of Linhai said on Monday that {} ships had waited {} days at the quay"
    )
    one, two = (
        sentences_of([f"{frame.format(n, n + of)}." for n in range(20, 40)]) for of in (3, 5)
    )
    align(one, two)
    assert len(asked) > 20
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(("words", "most"), [(12, 12), (90, 6)])
def test_of_long_sentences_fewer_are_compared(
    words: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def noting(one: Sequence[str], two: Sequence[str]) -> list[tuple[int, int]]:
        compared.append(len(one))
        return common_in_order(one, two)

    monkeypatch.setattr(alignment, "common_in_order", noting)
    same = " ".join(f"quay{word}" for word in range(words))
    others = sentences_of([f"{same} {n} a." for n in range(15)])
    align(sentences_of([f"{same} crane."]), others)
    assert len(compared) == most


def test_a_reported_stance_aligns_with_its_quotation_where_another_sentence_is_the_same() -> None:
    reported = (
        "Norland acknowledges Sudmark's stance and worries about the deployment of the Coastal "
        "Radar Warning Array (CRWA) and has made clear that the deployment of CRWA will not watch "
        "any third state, and will not harm Sudmark's harbour interests, the statement read."
    )
    quoted = (
        "\"The Norland side took note of Sudmark's position and worry about the CRWA issue, and "
        "made it clear that the CRWA array deployed in Norland is, by the first purpose of its "
        'deployment, not watching a third state," the ministry said.'
    )
    one = (
        reported,
        '"Both sides agreed to bring the ferry timetable back on a normal track," it said.',
    )
    two = (
        quoted,
        '"Both sides agreed to bring ferry timetables back onto a normal track," it said.',
    )
    assert kinds(one, two) == [(0, 0, "paraphrase"), (1, 1, "edited")]
    assert kinds(one[:1], two[:1]) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Quarterly dividend of Kestrel 24 cents against 24 cents before.",
            "Quarterly dividend of Kestrel 20 cents against 20 cents before.",
        ),
        (
            "The council of Linhai will soon close the old oyster market, traders said.",
            "Traders said that the old oyster market has been closed by the council of Linhai.",
        ),
        (
            "Oyster prices rose in the harbour hall on Friday as boats stayed ashore.",
            "Oyster prices fell in the harbour hall on Friday as boats stayed home.",
        ),
    ],
)
def test_one_frame_that_was_filled_anew_is_not_edited(one: str, two: str) -> None:
    assert kinds((one,), (two,)) == []


def test_a_figure_put_right_in_a_long_sentence_is_edited() -> None:
    one = "The ferry that sank off Linhai on Tuesday carried 40 farmers and their carts to market."
    two = one.replace("40", "42")
    assert kinds((one, *SHARED), (two, *SHARED))[0] == (0, 0, "edited")
    # where the texts share nothing else it may be the frame of another report
    assert kinds((one,), (two,)) == []


BRIEF = (
    "Minister Ana Reyes received credentials from the ambassador of Portugal, Rui Costa, on Monday."
)
AGAIN = BRIEF.replace("from the ambassador", "handed over by the new ambassador")


@pytest.mark.parametrize(
    ("other", "outlets", "expected"),
    [
        # of one outlet that is a frame, and of two a report of the same
        (BRIEF.replace("received", "accepted"), ("a", "a"), [(0, 0, "edited")]),
        (AGAIN, ("a", "b"), [(0, 0, "edited")]),
        (AGAIN, ("a", "a"), []),
        (AGAIN, (None, None), [(0, 0, "edited")]),
        # another subject, or other names, of whatever outlets
        (BRIEF.replace("Minister Ana Reyes", "The harbour council"), ("a", "b"), []),
        (BRIEF.replace("Portugal, Rui Costa,", "Peru, Inés Vega,"), ("a", "b"), []),
    ],
)
def test_one_frame_in_briefs_is_nothing(
    other: str, outlets: tuple[str | None, str | None], expected: list[tuple[int, int, str]]
) -> None:
    found = align(sentences_of((BRIEF,)), sentences_of((other,)), outlets=outlets)
    assert [(pair.one, pair.two, pair.kind) for pair in found] == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("six", "six", "seven", "six"), []),
        (("six", "six", "7", "six"), []),
        (("6", "6", "60", "6"), []),
        (("20", "20", "2", "20"), []),
        (("3.16", "3.16", "3.2", "3.16"), [(0, 0, "edited")]),
        (("3.13", "3.13", "3.1", "3.13"), [(0, 0, "edited")]),
        (("six", "five", "6", "5"), [(0, 0, "edited")]),
    ],
)
def test_a_number_that_was_exchanged_is_at_odds_and_a_rounded_one_is_not(
    numbers: tuple[str, str, str, str], expected: list[tuple[int, int, str]]
) -> None:
    line = "The quarterly dividend of {} cents a share compares with {} cents paid before, it said."
    assert kinds((line.format(*numbers[:2]),), (line.format(*numbers[2:]),)) == expected


def test_time_grows_with_the_sentences_and_not_with_their_square() -> None:
    def made(count: int) -> tuple[list[Sentence], list[Sentence]]:
        chance = random.Random(count)
        lines = [
            " ".join(f"w{chance.randrange(500)}" for _ in range(14)) + "." for _ in range(2 * count)
        ]
        return (
            [Sentence(number, 1, line) for number, line in enumerate(lines[:count])],
            [Sentence(number, 1, line) for number, line in enumerate(lines[count:])],
        )

    # from here on a sentence's terms are in more sentences than it may look at
    assert grows_in_line(made, lambda texts: align(*texts), 400)
