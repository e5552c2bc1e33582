"""What house lines cost: the work grows with the paragraphs, not with those times the lines."""

from typing import Any

import numpy as np

from tasks.matching.house_lines import (
    NO_SHINGLE,
    HouseLineRules,
    Lines,
    find_house_lines,
    without_lines,
)

WORDS = 20  # of every paragraph
RUN = 5


class Watched(np.ndarray[Any, Any]):
    """Numbers that note how many of them are calculated with, and of what follows from them."""

    work: list[int]

    def __array_finalize__(self, made_of: Any) -> None:
        self.work = getattr(made_of, "work", [])

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        plain = [np.asarray(each) for each in inputs]
        self.work.append(max(each.size for each in plain))
        made = getattr(ufunc, method)(*plain, **options)
        return watched(made, self.work) if isinstance(made, np.ndarray) else made


def watched(values: Any, work: list[int]) -> Watched:
    seen: Watched = np.asarray(values).view(Watched)
    seen.work = work
    return seen


def furniture(texts: int, lines: int, work: list[int]) -> Lines:
    """Texts of one outlet that have so many lines in common and as many of their own."""
    own = np.arange(texts * lines).reshape(texts, lines) + lines
    marks = np.concatenate([np.tile(np.arange(lines), (texts, 1)), own], axis=1).ravel()
    return Lines(
        np.arange(texts + 1) * lines * 2,
        watched(marks.astype(np.int32), work),
        watched(np.full(len(marks), WORDS, np.int32), work),
        np.zeros(texts, np.int64),
        np.arange(texts),
    )


def work_of_finding(lines: int) -> int:
    work: list[int] = []
    found, taken = find_house_lines(furniture(10, lines, work), HouseLineRules())
    assert len(found) == lines
    assert taken.sum() == 10 * lines
    return sum(work)


def work_of_taking_out(lines: int) -> int:
    work: list[int] = []
    given = furniture(2, lines, work)
    count = WORDS * lines * 2 - RUN + 1
    taken = np.tile(np.arange(lines * 2) < lines, 2)
    starts = np.array([0, count, 2 * count])
    left = without_lines(np.zeros(2 * count, np.int32), starts, given, taken)
    of_text = np.arange(count) < lines * WORDS
    assert ((left == NO_SHINGLE) == np.tile(of_text, 2)).all()
    return sum(work)


def test_twice_as_many_lines_are_found_with_twice_the_work() -> None:
    assert work_of_finding(400) < 2.2 * work_of_finding(200)


def test_twice_as_many_lines_are_taken_out_with_twice_the_work() -> None:
    assert work_of_taking_out(400) < 2.2 * work_of_taking_out(200)
