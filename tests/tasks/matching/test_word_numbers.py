"""Words as numbers, made of the bytes of many texts at once."""

from random import Random

import numpy as np
import pytest

from tasks.matching.word_numbers import IS_SHORT, folded, numbers_of

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def words(random: Random, count: int) -> list[bytes]:
    lengths = [random.choice((1, 2, 3, 5, 7, 8, 9, 16, 17, 63, 64, 65, 200)) for _ in range(count)]
    return ["".join(random.choices(LETTERS, k=length)).encode() for length in lengths]


def test_equal_words_have_equal_numbers_wherever_they_stand_and_other_words_others() -> None:
    said = words(Random(1), 2_000)
    _, numbers = numbers_of([b" ".join(said)])
    _, again = numbers_of([b"x  " + word + b"\x1ey" for word in said])
    assert again[1::3].tolist() == numbers.tolist()
    assert len(set(numbers.tolist())) == len(set(said))
    assert ((numbers >= 0) & (numbers < 1 << 32)).all()


def test_words_that_differ_in_one_byte_anywhere_have_other_numbers() -> None:
    for length in (8, 64, 130):
        said = [b"a" * place + b"b" + b"a" * (length - 1 - place) for place in range(length)]
        _, numbers = numbers_of([b" ".join([*said, b"a" * length, b"a" * (length + 1)])])
        assert len(set((numbers >> 1).tolist())) == length + 2


def test_numbers_are_spread_evenly() -> None:
    _, numbers = numbers_of([b" ".join(b"%d" % number for number in range(160_000))])
    counts = np.bincount(numbers >> 28, minlength=16)
    assert counts.min() > 9_600
    assert counts.max() < 10_400


def test_the_lowest_bit_tells_words_under_three_bytes() -> None:
    _, numbers = numbers_of(["a 34 é the 部 b2b".encode()])
    assert (numbers & IS_SHORT).tolist() == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("stretches", "counts"),
    [
        ([], []),
        ([b""], [0]),
        ([b"one two", b"", b" three "], [2, 0, 1]),
        ([b"one two\x1e\x1ethree", b"four"], [2, 0, 1, 1]),
    ],
)
def test_words_are_counted_between_breaks(stretches: list[bytes], counts: list[int]) -> None:
    found, numbers = numbers_of(stretches)
    assert found.tolist() == counts
    assert len(numbers) == sum(counts)


def test_a_run_of_values_has_one_number_and_an_empty_one_has_none() -> None:
    values = np.array([5, 6, 7, 5, 6, 6, 5])
    found = folded(values, np.array([2, 0, 1, 2, 2]))
    assert found[0] == found[3] != found[4]
    assert found[1] == 0
    assert found[2] not in found[[0, 1, 4]]
    assert folded(values[:0], np.array([], np.int64)).tolist() == []
