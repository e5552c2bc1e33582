"""Packings of several members with a damaged one in the middle."""

import gzip
import io
import zipfile

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tests.growth import grows_in_line
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


def rows(first: int, count: int = 3) -> bytes:
    numbers = range(first, first + count)
    return b"".join(
        f'{{"title": "Ferry {n}", "text": "Ferry {n} sails."}}\n'.encode() for n in numbers
    )


def table(first: int, count: int = 3) -> bytes:
    numbers = range(first, first + count)
    return b"".join(f"https://e.example/{n},Ferry {n},Ferry {n} sails.\n".encode() for n in numbers)


def broken(packed: bytes) -> bytes:
    return packed[:20] + bytes(byte ^ 0xFF for byte in packed[20:30]) + packed[30:]


def read(data: bytes, name: str) -> tuple[dict[str, bytes], dict[str, str]]:
    """The texts and the refusals by place."""
    found = list(read_entries(io.BytesIO(data), name, ReadingRules()))
    texts = {entry.name: entry.content for entry in found if isinstance(entry, Record)}
    refusals = {entry.name: entry.reason_code for entry in found if isinstance(entry, NoRecord)}
    return texts, refusals


def test_lines_behind_a_damaged_member_are_read_and_named_from_its_byte() -> None:
    first, second, third, fourth = (gzip.compress(rows(10 * n)) for n in range(4))
    data = first + broken(second) + third + fourth
    texts, refusals = read(data, "copy.jsonl.gz")
    place = len(first + second)
    assert texts == {f"#line={n + 1}": f"Ferry {n} sails.".encode() for n in range(3)} | {
        f"#offset={place}#line={at + 1}": f"Ferry {n} sails.".encode()
        for at, n in enumerate((20, 21, 22, 30, 31, 32))
    }
    assert refusals == {"": "damaged_archive"}
    # whatever is before it, and also where nothing is
    texts, refusals = read(broken(first) + second, "copy.jsonl.gz")
    assert len(texts) == 3
    assert refusals == {"": "damaged_archive"}


def test_each_damage_is_a_row_and_costs_its_member_alone() -> None:
    members = [gzip.compress(rows(10 * n)) for n in range(9)]
    data = b"".join(broken(one) if n in {2, 3, 6} else one for n, one in enumerate(members))
    texts, refusals = read(data, "copy.jsonl.gz")
    assert len(texts) == 18
    assert set(refusals.values()) == {"damaged_archive"}
    cut = data[:-9]
    texts, refusals = read(cut, "copy.jsonl.gz")
    assert "truncated_archive" in refusals.values()


def test_halves_of_two_lines_make_no_line() -> None:
    lines = rows(0, 2), rows(10, 200), rows(500, 2)
    whole = b"".join(lines)
    cuts = len(lines[0]), len(whole) - len(lines[2]) - 20
    members = whole[: cuts[0]], whole[cuts[0] : cuts[1]], whole[cuts[1] :]
    first, second, third = map(gzip.compress, members)
    texts, refusals = read(first + second[:-8] + bytes(8) + third, "copy.jsonl.gz")
    assert f"#offset={len(first + second)}#line=2" in texts
    assert refusals == {
        "": "damaged_archive",
        f"#offset={len(first + second)}#line=1": "damaged_row",
    }
    assert set(texts.values()) <= {f"Ferry {n} sails.".encode() for n in range(600)}


def test_rows_of_a_table_are_read_on_where_its_members_hold_whole_ones() -> None:
    names = b"url,title,text\n"
    first, second, third = map(gzip.compress, (names + table(0), table(10), table(20)))
    texts, refusals = read(first + broken(second) + third, "copy.csv.gz")
    place = len(first + second)
    assert [*texts] == [f"#row={n}" for n in (2, 3, 4)] + [
        f"#offset={place}#row={n}" for n in (2, 3, 4)
    ]
    assert texts[f"#offset={place}#row=2"] == b"Ferry 20 sails."
    assert refusals == {"": "damaged_archive"}
    # else the rest of a row may pass for a row
    first, second, third = map(gzip.compress, (names + table(0)[:-9], table(9), table(20)))
    texts, refusals = read(first + broken(second) + third, "copy.csv.gz")
    assert len(texts) <= 3
    assert refusals == {"": "damaged_archive"}


def test_behind_damage_a_text_is_not_read_on() -> None:
    first, second, third = (gzip.compress(b"The ferry sails again. " * 90) for _ in range(3))
    texts, refusals = read(first + broken(second) + third, "copy.txt.gz")
    assert texts == {}
    assert refusals == {"": "damaged_archive"}


def test_a_packing_within_a_damaged_one_is_not_taken_for_its_members() -> None:
    inner = b"".join(gzip.compress(rows(1_000 * n, 900)) for n in range(90))
    outer = bytearray(gzip.compress(inner, 0))  # which stores the bytes as they are
    outer[-8] ^= 0xFF
    texts, refusals = read(bytes(outer), "copy")
    assert 0 < len(set(texts.values())) == len(texts) < 90 * 900
    assert refusals == {"": "damaged_archive"}


def test_what_is_wrong_with_the_archive_around_it_is_no_row_beside_it() -> None:
    whole = b"".join(gzip.compress(rows(1_000 * n, 900), mtime=0) for n in range(90))
    second = gzip.compress(rows(1_000, 900), mtime=0)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("copy.jsonl.gz", whole)
    data = target.getvalue().replace(second, broken(second))
    found = list(read_entries(io.BytesIO(data), "a.zip", ReadingRules()))
    refused = [entry.reason_code for entry in found if isinstance(entry, NoRecord)]
    assert refused in (["damaged_archive"], ["damaged_archive", "truncated_archive"])


def test_members_within_each_other_take_a_time_that_grows_with_the_file() -> None:
    start = gzip.compress(b"")[:10]

    def nested(count: int) -> bytes:
        # each is a stored block of text that the next begins in, and none ends
        block = b"\x00\xff\xff\x00\x00"
        return gzip.compress(rows(0)) + (start + block + b"a" * 5_000) * count

    def read_all(data: bytes) -> None:
        read(data, "copy.jsonl.gz")

    assert grows_in_line(nested, read_all, 40)
