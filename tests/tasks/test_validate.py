"""Parts judged together are judged as each is alone, and stored a part each."""

from pathlib import Path

import pytest

from tasks.jobs import PartJob, PartJobs, together
from tasks.validate import validate
from tests.flows.quick_checks import quick_checks
from tests.tasks.test_parts_of_the_road import cleaned
from warehouse.parts import Part
from warehouse.store import Store


def job(root: Path, part: Part, *, is_rebuild: bool = False) -> PartJob:
    return PartJob(str(root), part, "rules", as_of="2024-03-01", is_rebuild=is_rebuild)


def parts(root: Path) -> list[Part]:
    store = Store(root)
    store.create()
    return [
        cleaned(store, "1", {"item_id": "a", "title": "Bridge"}, {"item_id": "b", "title": None}),
        cleaned(store, "5"),
        cleaned(store, "6", {"item_id": "c", "word_count": -1}, {"item_id": "d", "title": "Pier"}),
    ]


def test_parts_judged_together_are_stored_as_those_judged_alone(tmp_path: Path) -> None:
    one, many = tmp_path / "one", tmp_path / "many"
    with quick_checks():
        alone = [judged for part in parts(one) for judged in validate(PartJobs((job(one, part),)))]
        group = PartJobs(tuple(job(many, part) for part in parts(many)))
        assert validate(group) == alone
        again = validate(group)
    assert [judged.outcome.account.quarantined for judged in alone] == [0, 0, 1]
    for judged in alone:
        stored = judged.outcome.part.path
        assert (many / stored).read_bytes() == (one / stored).read_bytes()
    assert [judged.outcome.is_reused for judged in again] == [True, True, True]
    assert [judged.verdicts for judged in again] == [judged.verdicts for judged in alone]


def test_a_part_judged_before_is_not_judged_again_with_its_neighbours(tmp_path: Path) -> None:
    first, second, third = parts(tmp_path)
    with quick_checks():
        validate(PartJobs((job(tmp_path, second),)))
        found = validate(PartJobs(tuple(job(tmp_path, part) for part in (first, second, third))))
    assert [judged.outcome.is_reused for judged in found] == [False, True, False]
    assert [judged.outcome.account.received for judged in found] == [2, 0, 2]


@pytest.mark.parametrize(
    ("most", "most_bytes", "expected"),
    [
        (1, 99, [[5], [1], [1], [3], [0]]),
        (2, 99, [[5], [1, 1], [3], [0]]),
        (100, 99, [[5, 1, 1, 3, 0]]),
        (100, 14, [[5, 1], [1, 3], [0]]),
        (100, 6, [[5], [1], [1], [3], [0]]),
    ],
)
def test_neighbours_are_taken_together_up_to_so_many_rows_and_bytes(
    most: int, most_bytes: int, expected: list[list[int]]
) -> None:
    jobs = [
        PartJob("wh", Part("cleaned", f"{place}.parquet", rows, f"{place}"), "rules", input_bytes=7)
        for place, rows in enumerate([5, 1, 1, 3, 0])
    ]
    groups = together(jobs, most, most_bytes)
    assert [job for group in groups for job in group.jobs] == jobs
    assert [[job.part.rows for job in group.jobs] for group in groups] == expected
    assert sum(group.input_bytes for group in groups) == 35
    assert {group.layer for group in groups} == {"cleaned"}
