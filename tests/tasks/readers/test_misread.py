"""Chinese that was saved as the Latin letters of its bytes is Chinese again."""

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.reading import read_capture
from tasks.readers.records import Beside
from tasks.readers.text import decode
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader

COPY = (
    "临海港口周二重新开放\n\n"
    "临海港口在经历十一天的风暴之后于周二重新开放，港务长在新闻发布会上说，两台起重机已经修好。\n\n"
    "渔民们表示他们失去了大部分的第一批渔获，希望政府很快给予帮助。\n"
)
WESTERN = (
    "Élève à côté de l'école où naît l'été: déçu, gêné, Noël dernier, il a été très étonné.\n" * 4,
    "Þæð er ævintýri í Reykjavík: ðæææð, ÆØÅ æøå äöü ÄÖÜ ßßßß, Übergrößenträger.\n" * 8,
    "港口周二重新开放，两台起重机已经修好。\n" * 10,
    "Les “guillemets” – et l’apostrophe… œuvre, cœur, Œdipe\n" * 10,
)


@pytest.mark.parametrize("table", ["latin-1", "cp1252", "iso8859-15"])
def test_letters_that_stand_for_chinese_are_read_as_it(table: str) -> None:
    shown = COPY.encode("gb18030").decode(table).encode()
    decoded = decode(shown)
    assert decoded.text == COPY
    assert (decoded.encoding, decoded.is_misread) == ("utf-8", True)
    for place, sign in enumerate(COPY):
        there = shown[decoded.starts[place] : decoded.starts[place + 1]]
        assert there.decode().encode(table).decode("gb18030") == sign


def test_an_article_of_them_says_what_was_mended_and_where_it_stands() -> None:
    shown = b"\xef\xbb\xbf" + COPY.encode("gb18030").decode("latin-1").encode()
    reading = read_capture(shown, Beside(), load_registry())
    article = clean_article(reading, load_registry(), LanguageReader())
    assert article.title == "临海港口周二重新开放"
    assert article.lang == "zh"
    assert "mojibake_repaired" in article.flags
    for paragraph in article.paragraphs:
        there = shown[paragraph.byte_start : paragraph.byte_end].decode()
        assert there.encode("latin-1").decode("gb18030") == paragraph.text


@pytest.mark.parametrize("text", WESTERN)
def test_what_is_meant_as_it_stands_stays(text: str) -> None:
    assert decode(text.encode()).text == text
