"""Packings of several members with a damaged one in the middle."""

import gzip
import io

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tests.tasks.readers.reading import read_entries


def test_the_refusal_names_the_byte_at_which_the_damaged_member_begins() -> None:
    rows = [
        f'{{"title": "Ferry {n}", "text": "The ferry {n} sails again."}}\n'.encode() * 3
        for n in range(3)
    ]
    first, second, third = map(gzip.compress, rows)
    broken = second[:20] + bytes(byte ^ 0xFF for byte in second[20:30]) + second[30:]
    data = first + broken + third
    found = list(read_entries(io.BytesIO(data), "copy.jsonl.gz", ReadingRules()))
    assert sum(isinstance(entry, Record) for entry in found) >= 3
    [refusal] = [entry for entry in found if isinstance(entry, NoRecord)]
    assert refusal.reason_code == "damaged_archive"
    assert f"begins at byte {len(first)}" in refusal.detail
