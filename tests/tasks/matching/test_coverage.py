"""Which words of a text stand in another, against the plain way of counting them."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.matching.coverage import Texts, shared_words
from tasks.matching.house_lines import NO_SHINGLE
from tasks.matching.shingled import Shingled
from tasks.matching.shingles import starts_of

Text = list[int]
Pair = tuple[int, int, bool, bool]  # earlier, later, whether it counts, whether it may count

SIZE = 3  # words in a shingle


def counted(texts: Sequence[Text], pairs: Sequence[Pair]) -> tuple[list[int], list[float]]:
    starts = starts_of(np.array([len(text) for text in texts], np.int64))
    shingles = np.array([number for text in texts for number in text], np.int32)
    words = np.array([len(text) + SIZE - 1 if text else 0 for text in texts], np.int64)
    size = np.full(len(texts), SIZE)
    earlier, later = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    counts, may_count = (np.array([pair[side] for pair in pairs], bool) for side in (2, 3))
    found, originality = shared_words(
        Texts(starts, shingles, size, words),
        Shingled.of(starts, shingles),
        earlier,
        later,
        counts=counts,
        may_count=may_count,
    )
    return found.tolist(), originality.tolist()


def in_any(text: Text, others: Sequence[Text]) -> int:
    """Words of the text that stand in a shingle that one of the others has."""
    among = {number for other in others for number in other} - {NO_SHINGLE}
    places = [at for at, number in enumerate(text) if number in among]
    return len({place for at in places for place in range(at, at + SIZE)})


def plainly(texts: Sequence[Text], pairs: Sequence[Pair]) -> tuple[list[int], list[float]]:
    originality = []
    for number, text in enumerate(texts):
        mine = [pair for pair in pairs if pair[1] == number]
        told = in_any(text, [texts[pair[0]] for pair in mine if pair[2]])
        more = in_any(text, [texts[pair[0]] for pair in mine if pair[2] or pair[3]])
        share = 1 - told / (len(text) + SIZE - 1) if text else 1.0
        originality.append(float("nan") if more > told else round(share, 4))
    return [in_any(texts[later], [texts[earlier]]) for earlier, later, *_ in pairs], originality


TEXTS = st.lists(st.lists(st.integers(NO_SHINGLE, 12), max_size=9), min_size=1, max_size=9)


@given(data=st.data(), texts=TEXTS, at_once=st.sampled_from((1, 20, 1_000)))
def test_words_and_originality_are_those_of_the_plain_count(
    data: st.DataObject, texts: list[Text], at_once: int
) -> None:
    number = st.integers(0, len(texts) - 1)
    pairs = data.draw(st.lists(st.tuples(number, number, st.booleans(), st.booleans())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.matching.coverage._AT_ONCE", at_once)
        words, originality = counted(texts, pairs)
    expected_words, expected_originality = plainly(texts, pairs)
    assert words == expected_words
    assert originality == pytest.approx(expected_originality, nan_ok=True)


def test_a_text_of_no_pair_is_original_and_one_that_is_all_copied_is_not() -> None:
    words, originality = counted([[1, 2, 3], [1, 2, 3], [9]], [(0, 1, True, False)])
    assert words == [5]
    assert originality == [1.0, 0.0, 1.0]
