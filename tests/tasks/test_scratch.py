"""Room for numbers in files without a name."""

import errno
import os
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tasks.matching.pairs import PairRules, find_pairs
from tasks.matching.shingled import Shingled
from tasks.matching.signature import signatures_of
from tasks.scratch import room_in


def test_what_is_too_much_for_memory_lies_in_a_file_that_has_no_name(tmp_path: Path) -> None:
    numbers = room_in(tmp_path, most=10)(1000)
    numbers[:] = np.arange(1000)
    assert isinstance(numbers.base, np.memmap)
    assert not list(tmp_path.iterdir())
    assert numbers.tolist() == list(range(1000))
    assert room_in(tmp_path, most=10)(10).base is None


def test_a_full_disk_is_an_error_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: int, offset: int, size: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full, raising=False)
    with pytest.raises(OSError, match="No space left"):
        room_in(tmp_path, most=10)(1000)


def test_pairs_are_the_same_with_their_numbers_in_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(1)
    words = [f"w{random.randrange(900)}" for _ in range(80)]
    texts = [" ".join([*words, f"x{number % 7}"]) for number in range(30)]
    starts, shingles = signatures_of([(None, [text]) for text in texts]).shingles
    whole = find_pairs(Shingled.of(starts, shingles), PairRules())
    monkeypatch.setattr("tasks.matching.pairs._SAMPLED_AT_ONCE", 50)
    room = room_in(tmp_path, most=8)
    filed = find_pairs(Shingled.of(starts, shingles, room), PairRules(), room)
    assert len(whole.pairs) == 30 * 29 // 2
    assert filed.pairs.shared.tolist() == whole.pairs.shared.tolist()
    assert filed.pairs.second.tolist() == whole.pairs.second.tolist()
