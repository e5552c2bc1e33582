"""Chinese, Japanese and Korean of seven bits, without a label."""

from contextlib import suppress
from types import MappingProxyType

import pytest

from tasks.readers.text import UnreadableText, byte_offsets, decode, reader_of_spans
from tests.growth import grows_in_line
from tests.tasks.readers.tables import entries, texts

COPY = MappingProxyType({
    "iso2022_jp": "港は火曜日に再び開かれ、技師が二台のクレーンを調べた。\n漁師は10日待った。\n",
    "iso2022_jp_ext": "港はｱｲｳ火曜日に再び開かれ、丂技師が調べた。\n漁師は10日待った。\n",
    "iso2022_kr": "항구가 화요일에 다시 열렸다고 관계자가 말했다.\n어부들은 11일을 기다렸다.\n",
    "hz": "渡轮星期二返回临海港口，工程师检查了起重机。\n渔民等了11天才能出海。~ 新华社\n",
})  # fmt: skip
ENGLISH = "The boats came back to the pier of Linhai on Tuesday.\n"

each = pytest.mark.parametrize("encoding", COPY)


@each
@pytest.mark.parametrize("before", ["", ENGLISH * 400])
def test_the_bytes_themselves_tell_it(encoding: str, before: str) -> None:
    text = before + COPY[encoding] * 3
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)
    assert decoded.is_guessed == (encoding == "hz")


@each
def test_a_text_cut_within_a_character_is_read(encoding: str) -> None:
    text = COPY[encoding] * 20
    decoded = decode(text.encode(encoding)[:-9])
    assert decoded.encoding == encoding
    assert decoded.text[:-20] == text[: len(decoded.text) - 20]


@each
def test_every_character_knows_its_bytes(encoding: str) -> None:
    text = COPY[encoding]
    data = text.encode(encoding)
    places = byte_offsets(decode(data), range(len(text) + 1))
    read = reader_of_spans(data, encoding)
    for start in range(len(text)):
        assert read(places[start], places[start + 1]) == text[start]


@pytest.mark.parametrize("encoding", ["iso2022_jp", "hz"])
def test_a_table_of_it_is_read(encoding: str) -> None:
    first, second = COPY[encoding].splitlines()
    rows = f"title,text,section\nA,{first},x\nB,{second},y\n".encode(encoding)
    assert list(texts(entries(rows, "rows.csv")).values()) == [first, second]


@pytest.mark.parametrize(
    "words",
    [
        "She wrote ~{HELLO!~} and laughed.\n",
        "A pattern such as a~{2,3} matches, and ~{x} does not.\n",
        "~{ the boats ~} came ~{ back ~}\n",
        r"In TeX a~{\bf bold} word, and the ~{end~}." + "\n",
        "\x1b[31mred\x1b[0m and \x1b(B plain\n",
        "He paid $B100 ~ and (D) went to http://a.example/~user/{1}~}.\n",
    ],
)
def test_copy_with_such_signs_stays_what_it_is(words: str) -> None:
    text = (ENGLISH + words) * 5
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


@pytest.mark.parametrize("piece", [b"~{", b"~{!!", b"~}", b"~{VPND~}", b"\x1b$B", b"\x1b$)C\x0e"])
def test_hostile_bytes_take_time_in_line_with_their_size(piece: bytes) -> None:
    assert grows_in_line(lambda size: b"boats " + piece * size, _read, 1000, 1 << 17)


def _read(data: bytes) -> None:
    with suppress(UnreadableText):
        decode(data)
