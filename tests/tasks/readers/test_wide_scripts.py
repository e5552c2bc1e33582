"""UTF-16 and UTF-32 of every script that is written today."""

import io
import random
import unicodedata
from string import ascii_letters
from types import MappingProxyType

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import Record
from tasks.readers.text import decode
from tasks.readers.wide import WIDE, told_encoding
from tasks.readers.wide_streams import as_utf8
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries

# the first and the last character of each
SCRIPTS = MappingProxyType({
    "Latin": "AɎ", "Greek": "Ͱώ", "Cyrillic": "Ѐӿ", "Armenian": "Աև", "Hebrew": "את",
    "Arabic": "ءۓ", "Syriac": "ܐݏ", "Thaana": "ހޥ", "NKo": "ߊߪ", "Mandaic": "ࡀࡘ",
    "Devanagari": "अह", "Bengali": "অহ", "Gurmukhi": "ਅਹ", "Gujarati": "અહ", "Oriya": "ଅହ",
    "Tamil": "அஹ", "Telugu": "అహ", "Kannada": "ಅಹ", "Malayalam": "അഹ", "Sinhala": "අෆ",
    "Thai": "กฮ", "Lao": "ກຮ", "Tibetan": "ཀཬ", "Myanmar": "ကဪ", "Georgian": "აჰ",
    "Hangul": "가힣", "Ethiopic": "ሀፚ", "Cherokee": "Ꭰᏽ", "Cherokee in small letters": "ꭰꮿ",
    "Canadian syllabics": "ᐁᙿ", "Tagalog": "ᜀᜑ", "Khmer": "កឳ", "Mongolian": "ᠠᡷ",
    "Limbu": "ᤀᤞ", "Tai Le": "ᥐᥴ", "New Tai Lue": "ᦀᦫ", "Buginese": "ᨀᨖ", "Tai Tham": "ᨠᩔ",
    "Balinese": "ᬅᬳ", "Sundanese": "ᮃᮠ", "Batak": "ᯀᯥ", "Lepcha": "ᰀᰣ", "Ol Chiki": "ᱚᱽ",
    "Tifinagh": "ⴰⵧ", "Hiragana": "ぁん", "Katakana": "ァヺ", "Bopomofo": "ㄅㄯ", "Yi": "ꀀꒌ",
    "Lisu": "ꓐꓷ", "Vai": "ꔀꘌ", "Bamum": "ꚠꛥ", "Sylheti": "ꠀꠢ", "Saurashtra": "ꢂꢳ",
    "Kayah Li": "ꤊꤥ", "Rejang": "ꤰꥆ", "Javanese": "ꦄꦲ", "Cham": "ꨀꨨ", "Tai Viet": "ꪀꪯ",
    "Meetei Mayek": "ꯀꯢ", "Osage": "𐒰𐓻", "Rohingya": "𐴀𐴣", "Chakma": "𑄃𑄦", "Newa": "𑐀𑐴",
    "Ho": "𑢠𑣟", "Mro": "𖩀𖩞", "Hmong": "𖬀𖬯", "Wancho": "𞋀𞋫", "Adlam": "𞤀𞥃",
})  # fmt: skip
# No set of scripts has them: nobody writes them, but nobody may turn them into others either.
DEAD = MappingProxyType({"Runic": "ᚠᛪ", "Phags-pa": "ꡀꡱ", "Gothic": "𐌰𐍊", "Cuneiform": "𒀀𒎙"})

each_encoding = pytest.mark.parametrize("encoding", WIDE)
each_script = pytest.mark.parametrize("script", [*SCRIPTS, *DEAD])


def copy_in(script: str, lines: int = 40) -> str:
    """Words of letters of the script, in lines."""
    first, last = map(ord, {**SCRIPTS, **DEAD}[script])
    signs = map(chr, range(first, last + 1))
    letters = [one for one in signs if unicodedata.category(one).startswith("L")]
    chance = random.Random(script)

    def word() -> str:
        return "".join(chance.choices(letters, k=chance.randrange(2, 9)))

    return "".join(" ".join(word() for _ in range(12)) + ".\n" for _ in range(lines))


def rows_of(text: str) -> str:
    return "".join(f'{{"title": "{line[:9]}", "text": "{line}"}}\n' for line in text.splitlines())


def as_read(text: str, encoding: str) -> str:
    stream = io.BufferedReader(io.BytesIO(text.encode(encoding)))
    return as_utf8(stream).read().decode()


@each_encoding
@each_script
def test_undamaged_it_is_the_same_text(script: str, encoding: str) -> None:
    text = copy_in(script)
    assert as_read("\ufeff" + text, encoding) == text
    assert as_read("\ufeff" + rows_of(text), encoding) == rows_of(text)
    decoded = decode(("\ufeff" + text).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)


@each_encoding
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_of_today_needs_no_mark(script: str, encoding: str) -> None:
    text = copy_in(script)
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)
    assert as_read(rows_of(text), encoding) == rows_of(text)


@each_encoding
def test_every_row_of_a_rare_script_is_its_own(encoding: str) -> None:
    rows = "\ufeff" + rows_of(copy_in("Canadian syllabics"))
    found = read_entries(io.BytesIO(rows.encode(encoding)), "a.jsonl", ReadingRules())
    texts = [one.content.decode() for one in found if isinstance(one, Record)]
    assert texts == copy_in("Canadian syllabics").splitlines()


@pytest.mark.parametrize("script", ["Canadian syllabics", "Yi", "Runic", "Cuneiform"])
def test_a_rare_script_takes_time_in_line_with_the_size(script: str) -> None:
    text = copy_in(script, 10)
    assert grows_in_line(lambda size: (text * size).encode("utf-16"), decode, 10)


ENGLISH = "The boats came back to the pier of Linhai, where the quay had opened early.\n" * 60
BOLD = str.maketrans(
    ascii_letters, "".join(chr(0x1D41A + at) for at in (*range(26), *range(-26, 0)))
)
OPENINGS = MappingProxyType({
    "check marks": " ".join(f"✔ {number}" for number in range(1, 29)) + "\n",
    "stars": "✦" * 40 + "\n",
    "styled letters": "The Boats Came Back To Linhai After A Week At Sea".translate(BOLD),
    "rare ideographs": "".join(map(chr, range(0x3400, 0x3800, 31))) + "\n",
    "padding": "\0" * 40,
})  # fmt: skip


@each_encoding
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_strange_beginning_makes_a_text_no_binary_file(opening: str, encoding: str) -> None:
    text = OPENINGS[opening] + ENGLISH
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)


def test_random_bytes_are_no_text_of_any_script() -> None:
    chance = random.Random(1)
    for size in [200, 600, 2000, 8192] * 20:
        assert told_encoding(chance.randbytes(size)) == ("", 0)
