"""UTF-16 and UTF-32: told without a mark, and read on behind damage."""

import gzip
import io
import marshal
import pickle
import random
from array import array
from collections.abc import Iterator
from types import MappingProxyType

import pytest

from tasks.readers.forms import form_of
from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tasks.readers.text import UnreadableText, byte_offsets, decode, reader_of_spans
from tasks.readers.wide import (
    CHUNK,
    WIDE,
    read_wide,
    told_encoding,
    wide_ideographs,
    wide_texts,
)
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries

TEXTS = MappingProxyType({
    "English": (
        "The boats came back to the pier of Linhai, where the café on the quay had opened early.\n"
        "The crews were at sea for a week, the harbour master said, and “nobody” slept.\n"
    ) * 2,
    "Chinese": "一艘渡轮星期二返回临海港口，工程师检查了起重机。\n渔民等了十一天才能出海。\n" * 6,
    "Chinese in one line": "渡輪星期二返回臨海港口，工程師檢查了起重機。漁民等了十天。" * 4,
    "Japanese": "港は火曜日に再び開かれ、技師が二台のクレーンを調べた。\n漁師は十日待った。\n" * 6,
    "Korean": "항구가 화요일에 다시 열렸다고 관계자가 말했다.\n어부들은 열하루를 기다렸다.\n" * 6,
    "Russian": "Порт снова открыли во вторник, сообщили в управе.\nРыбаки ждали неделю.\n" * 3,
    "Arabic": "أعيد فتح الميناء يوم الثلاثاء، قال رئيس البلدية. السفن تبحر من جديد.\n" * 4,
    "Thai": "ท่าเรือเปิดอีกครั้งในวันอังคาร นายกเทศมนตรีกล่าว เรือออกทะเลอีกครั้ง\n" * 4,
    "pictures": "The boats 🚢 came back to the pier 🏝️ of Linhai.\n" * 5,
})  # fmt: skip
# as long as an article, so that one lost character is not one in a hundred
COPIES = 8

each_encoding = pytest.mark.parametrize("encoding", WIDE)
each_text = pytest.mark.parametrize("name", TEXTS)


@each_encoding
@each_text
def test_without_a_mark_it_is_told_by_its_characters(name: str, encoding: str) -> None:
    text = TEXTS[name]
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)


def test_only_what_has_no_nul_to_tell_it_is_guessed() -> None:
    assert decode(TEXTS["Chinese in one line"].encode("utf-16-le")).is_guessed
    assert not decode(TEXTS["English"].encode("utf-16-le")).is_guessed


def damaged(data: bytes, width: int) -> Iterator[bytes]:
    """A byte lost, one added, one changed, at places all over the data."""
    for place in range(width * 2, len(data) - 60, len(data) // 40 | 1):
        yield data[:place] + data[place + 1 :]
        yield data[:place] + b"x" + data[place:]
        yield data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :]


def begin_alike(text: str, other: str) -> int:
    """How many characters are the same at the beginning."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(text), len(other)))


def ends_alike(text: str, other: str) -> int:
    """How many characters are the same at the beginning and at the end together."""
    first = begin_alike(text, other)
    return first + begin_alike(text[first:][::-1], other[first:][::-1])


@each_encoding
@each_text
def test_behind_a_damaged_byte_all_but_a_few_characters_are_read(name: str, encoding: str) -> None:
    text = TEXTS[name] * COPIES
    for data in damaged(text.encode(encoding), 4 if encoding.startswith("utf-32") else 2):
        decoded = decode(data)
        assert decoded.encoding == encoding
        assert ends_alike(decoded.text, text) >= len(text) - 9, decoded.text
        assert decoded.replaced <= 3


def test_a_lost_byte_does_not_turn_the_order_of_the_bytes() -> None:
    text = TEXTS["English"] * 30
    data = text.encode("utf-16-be")
    for lost in (600, 5_000, 7_000, 9_000):
        decoded = decode(data[:lost] + data[lost + 1 :])
        assert (decoded.encoding, decoded.text[:200]) == ("utf-16-be", text[:200])


@each_encoding
@pytest.mark.parametrize("name", ["English", "Chinese", "pictures"])
def test_every_character_behind_damage_knows_its_bytes(name: str, encoding: str) -> None:
    data = (TEXTS[name] * COPIES).encode(encoding)
    data = data[:51] + data[52:]
    decoded = decode(data)
    text = decoded.text
    places = byte_offsets(decoded, range(len(text) + 1))
    assert places[len(text)] == len(data)
    read = reader_of_spans(data, encoding)
    for start in range(len(text)):
        if text[start] != "\ufffd":
            assert read(places[start], places[start + 1]) == text[start]
        # a span that ends close behind the damage does not show it
        assert read(0, places[start]) == text[:start]


@each_encoding
@pytest.mark.parametrize("step", [1, 7, 1000])
def test_block_by_block_it_is_read_as_at_once(encoding: str, step: int) -> None:
    data = (TEXTS["pictures"] * 40).encode(encoding)
    for lost in (5, 101, 4_095, 7_001):
        cut = data[:lost] + data[lost + 1 :]
        blocks = (cut[at : at + step] for at in range(0, len(cut), step))
        assert "".join(wide_texts(blocks, encoding)) == read_wide(cut, encoding).text


@each_encoding
def test_damage_beside_the_end_of_a_chunk_takes_no_more_letters(encoding: str) -> None:
    text = "The boats came back to Linhai. " * 200
    data = text.encode(encoding)
    for lost in range(CHUNK - 24, CHUNK + 8):
        read = read_wide(data[:lost] + data[lost + 1 :], encoding).text
        first, marked, last = read.partition("\ufffd")
        assert marked
        assert ends_alike(first, text) >= len(first) - 1
        assert text.endswith(last[1:])


@each_encoding
@pytest.mark.parametrize("step", [1000, 1 << 16])
def test_no_chunk_shows_where_the_blocks_ended(encoding: str, step: int) -> None:
    data = (TEXTS["Chinese"] * 60).encode(encoding)
    for lost in range(CHUNK - 12, CHUNK + 4):
        cut = data[:lost] + data[lost + 1 :]
        blocks = (cut[at : at + step] for at in range(0, len(cut), step))
        assert "".join(wide_texts(blocks, encoding)) == read_wide(cut, encoding).text


FIRST = "The boats came back to the pier of Linhai on Tuesday, the harbour master said."
SECOND = "The café on the quay had opened early, and the crews were there before noon."
ROW = '{"title": "%s", "text": "%s"}\n'
FILES = MappingProxyType(
    {
        "a.csv": f'title,url,text\nBoats,,"{FIRST}"\nQuay,,"{SECOND}"\n',
        "a.jsonl": ROW % ("Boats", FIRST) + ROW % ("Quay", SECOND),
        "a.txt": f"{FIRST}\n=====\n{SECOND}\n",
    }
)


@each_encoding
@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("name", FILES)
def test_rows_and_pieces_behind_damage_are_read(name: str, encoding: str, *, mark: bool) -> None:
    rules = ReadingRules(article_separator="=====")
    data = ("\ufeff" * mark + FILES[name]).encode(encoding)
    for place in range(data.index(b"T") + 9, data.index("Linhai".encode(encoding)), 7):
        [first, second] = [
            one
            for one in read_entries(io.BytesIO(data[:place] + data[place + 1 :]), name, rules)
            if isinstance(one, Record)
        ]
        assert "the harbour master said." in first.content.decode()
        assert SECOND in second.content.decode()


def test_what_stood_before_a_refusal_is_read() -> None:
    rows = FILES["a.jsonl"].encode("utf-16")
    packed = gzip.compress(rows) + gzip.compress(rows[2:])[:-9]
    *found, end = read_entries(io.BytesIO(packed), "a.jsonl.gz", ReadingRules())
    assert sum(isinstance(one, Record) for one in found) >= 3
    assert isinstance(end, NoRecord)
    assert end.reason_code == "truncated_archive"


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe"])
def test_line_ends_written_as_those_of_ascii_are_line_ends(mark: bytes) -> None:
    text = TEXTS["English"] * COPIES
    data = text.encode("utf-16-le").replace(b"\n\0", b"\r\n\0")
    assert decode(mark + data).text == text.replace("\n", "\r\n")


@pytest.mark.parametrize("end", [b"\n", b"\x1a", b"\r"])
def test_a_lone_byte_behind_the_text_is_no_damage(end: bytes) -> None:
    text = TEXTS["Chinese"]
    decoded = decode(b"\xff\xfe" + text.encode("utf-16-le") + end)
    assert (decoded.text, decoded.replaced) == (text + "\n", 0)


def test_a_text_cut_within_a_character_ends_in_one_that_is_lost() -> None:
    text = (TEXTS["Chinese"] * COPIES).strip()
    for cut in (1, 2, 3):
        decoded = decode(text.encode("utf-32-be")[:-cut])
        assert (decoded.text, decoded.replaced) == (text[:-1] + "\ufffd", 1)


OTHERS = (
    ("Chinese", "gb18030"), ("Chinese in one line", "gb18030"), ("Chinese in one line", "big5"),
    ("Japanese", "cp932"), ("Japanese", "euc_jp"), ("Korean", "cp949"), ("Russian", "cp1251"),
    ("Russian", "koi8-r"), ("Russian", "cp866"), ("Arabic", "cp1256"), ("Thai", "cp874"),
    ("English", "cp1252"), ("English", "mac-roman"), ("Chinese", "utf-8"), ("Thai", "utf-8"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "encoding"), OTHERS)
def test_no_text_of_another_encoding_is_taken_for_it(name: str, encoding: str) -> None:
    data = TEXTS[name].replace("\n", "").encode(encoding, "ignore")
    chance = random.Random(1)
    for _ in range(200):
        start = chance.randrange(len(data) - 8)
        assert wide_ideographs(data[start : start + chance.randrange(8, 120)]) is None


def test_nothing_that_is_no_text_is_taken_for_it() -> None:
    chance = random.Random(1)
    noise = chance.randbytes
    for data in (
        pickle.dumps({"a": list(range(300)), "b": ["text"] * 50, "c": "words of it " * 40}),
        marshal.dumps(compile("a = 1\n" * 400, "code", "exec")),
        b"words" + bytes(4000) + b"words",
        array("H", range(4000)).tobytes(),
        array("H", [chance.randrange(160, 250) for _ in range(3000)]).tobytes(),  # a picture
        array("h", [int(chance.gauss(0, 300)) for _ in range(4000)]).tobytes(),  # a sound
        array("I", range(3000)).tobytes(),
        array("f", [chance.random() for _ in range(2000)]).tobytes(),
        noise(8000),
        noise(200) + b"\0",
    ):
        assert told_encoding(data) == ("", 0)
        with pytest.raises(UnreadableText) as refusal:
            decode(data)
        assert refusal.value.code == "binary_file", data[:20]


def test_a_stray_nul_makes_no_text_a_binary_file() -> None:
    text = TEXTS["English"] * COPIES
    for data in (text[:90] + "\0" + text[90:], "\0" + text):
        decoded = decode(data.encode())
        assert (decoded.text, decoded.encoding) == (data, "utf-8")


@each_encoding
def test_its_beginning_tells_its_form_as_one_of_utf_8_does(encoding: str) -> None:
    feed = '<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>' + " " * 600
    assert form_of(feed.encode(encoding), "a.xml") == "feed"
    assert form_of(('{"text": "Café"}\n' * 50).encode(encoding), "a.txt") == "json"


@pytest.mark.parametrize("piece", [b"x", b"", b"\xd8\xd8\xd8", b"\r\n\0"])
def test_damage_all_over_takes_time_in_line_with_the_size(piece: bytes) -> None:
    letters = "The boats came back to Linhai. ".encode("utf-16-le")
    assert grows_in_line(lambda size: (letters + piece) * size, _read, 30)


def _read(data: bytes) -> object:
    return read_wide(data, "utf-16-le")
