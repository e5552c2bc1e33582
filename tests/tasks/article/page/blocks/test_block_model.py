import numpy as np
import pytest

from tasks.article.page.blocks.block_model import Trees, load_trees


def trees() -> Trees:
    """Two trees of depth two: the first asks feature 0 twice, the second feature 1."""
    return Trees(
        features=np.array([[0, 1], [0, 1]]),
        borders=np.array([[1.0, 0.5], [2.0, 9.0]], dtype=np.float32),
        values=np.array([[0.0, 1.0, 5.0, 2.0], [0.0, -1.0, 5.0, 5.0]], dtype=np.float32),
        bias=0.0,
        columns=2,
    )


def test_each_level_asks_whether_a_feature_is_over_its_border() -> None:
    rows = np.array([[0.0, 0.0], [1.5, 0.0], [3.0, 0.0], [3.0, 1.0]], dtype=np.float32)
    expected = 1 / (1 + np.exp(-np.array([0.0, 1.0, 2.0, 1.0])))
    assert np.allclose(trees().likelihood(rows), expected)


def test_a_page_of_any_number_of_rows_is_judged_row_by_row() -> None:
    rows = np.random.default_rng(1).uniform(0, 4, (4_500, 2)).astype(np.float32)
    whole = trees().likelihood(rows)
    assert len(trees().likelihood(rows[:0])) == 0
    assert np.array_equal(whole[4_000:], trees().likelihood(rows[4_000:]))


def test_rows_of_another_length_are_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="train_blocks"):
        trees().likelihood(np.zeros((1, 3), dtype=np.float32))


def test_the_model_that_is_shipped_is_whole_and_cannot_be_changed() -> None:
    shipped = load_trees()
    assert shipped.features.shape == shipped.borders.shape
    assert shipped.values.shape == (shipped.features.shape[1], 2 ** len(shipped.features))
    assert int(shipped.features.max()) < shipped.columns
    with pytest.raises(ValueError, match="read-only"):
        shipped.values[0, 0] = 1
