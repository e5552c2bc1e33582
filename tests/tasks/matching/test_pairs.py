"""Which texts share words: found by samples, counted exactly."""

import tracemalloc
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.matching.pairs import PairRules, find_pairs
from tasks.matching.shingled import Shingled
from tasks.matching.shingles import CHARACTERS_IN_A_SHINGLE, Column, Indices
from tasks.matching.signature import signatures_of
from tasks.matching.words import words_of

RULES = PairRules()


def made_up(seed: int, words: int = 120) -> str:
    """A text of words that no other seed's text has in this order."""
    random = Random(seed)
    return " ".join(f"w{random.randrange(3000)}" for _ in range(words))


def shingles(texts: list[str]) -> Column:
    return signatures_of([(None, [text]) for text in texts]).shingles


def shingled(texts: list[str]) -> Shingled:
    return Shingled.of(*shingles(texts))


def pairs(texts: list[str], rules: PairRules = RULES) -> dict[tuple[int, int], int]:
    found = find_pairs(shingled(texts), rules).pairs
    return {
        (int(one), int(two)): int(count)
        for one, two, count in zip(found.first, found.second, found.shared, strict=True)
    }


def test_a_text_and_its_print_with_other_furniture_are_a_pair() -> None:
    text = made_up(1)
    found = pairs([text, "Share this. " + text + " Sign up for our letter today.", made_up(2)])
    assert found == {(0, 1): 116}


def test_an_excerpt_of_a_tenth_of_a_long_article_is_found() -> None:
    article = made_up(1, 800)
    excerpt = " ".join(article.split()[100:180])
    assert pairs([article, made_up(2, 800), excerpt]) == {(0, 2): 76}


def test_a_book_is_not_copied_for_each_of_its_excerpts() -> None:
    book = made_up(3, 60_000)
    words = book.split()
    excerpts = [" ".join(words[at : at + 60]) for at in range(0, 60_000, 100)]
    texts = shingled([book, *excerpts])
    tracemalloc.start()
    shared = texts.shared(np.zeros(600, np.int64), np.arange(1, 601))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (shared == 56).all()
    assert most < 400e6  # all at once, the copies of the book alone would have 36 million shingles


def test_texts_about_one_event_in_other_words_are_no_pair() -> None:
    assert pairs([made_up(seed) for seed in range(20)]) == {}


def test_a_shared_sentence_of_a_dozen_words_makes_no_pair() -> None:
    sentence = made_up(9, 12)
    assert pairs([f"{made_up(1, 20)} {sentence}", f"{made_up(2, 20)} {sentence}"]) == {}


def test_a_formula_in_thousands_of_reports_makes_few_tries_and_no_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    formula = made_up(0, 60)
    texts = [f"{made_up(seed, 100)} {formula}" for seed in range(1, 1200)]
    tries = []
    counted = Shingled.shared

    def shared(self: Shingled, first: Indices, second: Indices) -> Indices:
        tries.append(len(first))
        return counted(self, first, second)

    monkeypatch.setattr(Shingled, "shared", shared)
    assert pairs(texts) == {}
    assert 0 < sum(tries) <= RULES.neighbours * len(texts)


def test_all_pairs_of_a_text_that_was_edited_in_many_ways_are_found() -> None:
    words = made_up(5, 200).split()
    texts = []
    for seed in range(30):
        other = list(words)
        for place in Random(seed).sample(range(200), 4):
            other[place] = f"x{seed}"
        texts.append(" ".join(other))
    assert len(pairs(texts)) == 30 * 29 // 2


def test_a_group_too_large_for_all_its_pairs_is_said_to_be_bounded() -> None:
    words = made_up(5, 100)
    texts = [f"{words} x{number}" for number in range(40)]
    found = find_pairs(shingled(texts), PairRules(together=20))
    assert (found.largest_group, found.bounded_groups) == (40, 1)
    assert len(found.pairs) >= 39


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_texts_changes_nothing(random: Random) -> None:
    base = made_up(3)
    texts = [made_up(seed) for seed in range(6)] + [base, base + " and more", base[:400]]
    order = list(range(len(texts)))
    random.shuffle(order)
    named = {frozenset(key): count for key, count in pairs(texts).items()}
    mixed = pairs([texts[at] for at in order])
    assert {frozenset(order[at] for at in key): count for key, count in mixed.items()} == named


@given(st.randoms(use_true_random=False), st.integers(1, 60))
@settings(max_examples=15, deadline=None)
def test_how_much_is_compared_at_once_changes_nothing(random: Random, at_once: int) -> None:
    base = made_up(3, 60)
    texts = [base, f"{base} and more", base[:200], made_up(4, 90), "", f"{made_up(5)} {base}"]
    texts += [f"{base} x{random.randrange(9)} y" for _ in range(12)]
    random.shuffle(texts)
    whole = pairs(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.matching.pairs._SAMPLED_AT_ONCE", at_once)
        patch.setattr("tasks.matching.shingled._SHINGLES_AT_ONCE", at_once)
        patch.setattr("tasks.matching.shingled._SORTED_AT_ONCE", at_once)
        assert pairs(texts) == whole
    assert len(whole) > 50


def test_no_text_at_all_is_no_pair() -> None:
    assert pairs([]) == {}
    assert pairs(["", "too short"]) == {}


def test_words_lose_case_marks_and_width() -> None:
    assert words_of("The U.S.’s Ｆｕｌｌ width").small.split() == b"the u s s full width".split()
    assert (
        words_of("Curly “quotes” – and dashes").small.split() == b"curly quotes and dashes".split()
    )


@pytest.mark.parametrize(
    "text", ["国防部发言人说该系统的部署不针对第三国", "発表によると両国は合意した"]
)
def test_a_script_without_blanks_is_compared_by_longer_runs_of_characters(text: str) -> None:
    words = words_of(text)
    assert words.is_unspaced
    assert len(words.small.split()) == len(text)
    assert len(shingles([text]).values) == len(text) - CHARACTERS_IN_A_SHINGLE + 1


def test_equal_runs_have_equal_numbers_and_other_runs_others() -> None:
    found = shingles(["a b c d e f", "z a b c d e"])
    assert found.of(0)[0] == found.of(1)[1]
    assert len(set(found.values.tolist())) == 3
    assert (found.values >= 0).all()


def test_texts_of_both_kinds_of_script_lie_in_their_own_lists() -> None:
    chinese = "国防部发言人说该系统"
    found = shingles(["a b c d e f", chinese, "", "a b c d e f"])
    assert [len(found.of(at)) for at in range(4)] == [2, 3, 0, 2]
    assert found.of(0).tolist() == found.of(3).tolist()
    assert found.of(1).tolist() == shingles([chinese]).of(0).tolist()
