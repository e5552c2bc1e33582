"""Documents that print one text, gathered around the one it comes from."""

import numpy as np

from tasks.matching.clusters import gather
from tasks.matching.printings import UNKNOWN


def clusters(count: int, *edges: tuple[int, int, float]) -> list[tuple[int, int]]:
    one, two, strength = (np.array(side) for side in zip(*edges, strict=True))
    found = gather(count, one, two, strength, through=1.0)
    return list(zip(found.origin.tolist(), found.via.tolist(), strict=True))


def test_the_first_printed_is_the_origin_and_who_shares_nothing_is_in_none() -> None:
    found = clusters(4, (1, 2, 1.0), (1, 3, 0.4))
    assert found == [(UNKNOWN, UNKNOWN), (1, UNKNOWN), (1, UNKNOWN), (1, UNKNOWN)]


def test_who_shares_text_only_with_a_member_is_linked_through_it() -> None:
    assert clusters(3, (0, 1, 1.0), (1, 2, 1.0)) == [(0, UNKNOWN), (0, UNKNOWN), (0, 1)]


def test_a_weak_pair_links_nobody_through_a_member() -> None:
    assert clusters(3, (0, 1, 1.0), (1, 2, 0.7))[2] == (UNKNOWN, UNKNOWN)


def test_a_chain_of_small_changes_ends_as_clusters_of_their_own() -> None:
    chain = clusters(6, *((at, at + 1, 1.0) for at in range(5)))
    assert [origin for origin, _ in chain] == [0, 0, 0, 3, 3, 3]


def test_who_is_left_alone_at_the_end_of_a_chain_is_where_the_text_is() -> None:
    chain = clusters(7, *((at, at + 1, 1.0) for at in range(6)))
    assert [origin for origin, _ in chain] == [0, 0, 0, 3, 3, 3, 3]
    assert chain[6] == (3, 5)
    weak = clusters(4, (0, 1, 1.0), (1, 2, 1.0), (2, 3, 0.9))
    assert weak[3] == (UNKNOWN, UNKNOWN)


def test_a_member_of_an_earlier_cluster_is_not_taken_by_a_later_one() -> None:
    found = clusters(5, (0, 2, 1.0), (1, 2, 1.0), (1, 3, 1.0), (3, 4, 1.0))
    assert [origin for origin, _ in found] == [0, 0, 0, 3, 3]
    assert found[1] == (0, 2)
