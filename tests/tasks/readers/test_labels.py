import pytest

from tasks.readers.labels import declared_encoding
from tasks.readers.text import byte_offsets, decode

PAGE = '<html><head><meta charset="{label}"></head><body><p>{words}</p></body></html>'


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("gb2312", "gb18030", "新华社北京十一月八日电 商务部周三表示"),
        ("big5", "big5hkscs", "行政院長今天表示"),
        ("euc-kr", "cp949", "정부는 화요일 밝혔다 똠방각하"),
        ("shift_jis", "cp932", "東京株式市場は続伸した ①"),
        ("euc-jp", "euc_jp", "東京株式市場は続伸した"),
        ("iso-2022-jp", "iso2022_jp", "東京株式市場は続伸した"),
        ("iso-8859-1", "cp1252", "“Où est la crème?”"),
        ("windows-1251", "cp1251", "Министр сообщил во вторник"),
        ("iso-8859-2", "iso8859-2", "Rząd ogłosił we wtorek"),
        ("windows-1256", "cp1256", "قال الوزير يوم الثلاثاء"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(label: str, codec: str, words: str) -> None:
    page = PAGE.format(label=label, words=words)
    decoded = decode(page.encode(codec))
    assert decoded.text == page
    assert decoded.encoding == codec


def test_the_header_of_the_server_stands_before_the_label_of_the_page() -> None:
    page = PAGE.format(label="iso-8859-1", words="Министр сообщил во вторник")
    data = page.encode("cp1251")
    assert decode(data, "text/html; charset=windows-1251").text == page


def test_a_page_saved_as_utf_8_that_kept_its_old_label_is_utf_8() -> None:
    page = PAGE.format(label="gb2312", words="新华社北京十一月八日电")
    assert decode(page.encode()).encoding == "utf-8"


@pytest.mark.parametrize("label", ["utf-7", "rot13", "zlib", "x-user-defined", "idna"])
def test_a_label_that_is_no_encoding_of_the_web_is_not_obeyed(label: str) -> None:
    assert declared_encoding(PAGE.format(label=label, words="").encode(), None) is None
    assert declared_encoding(b"", f"text/html; charset={label}") is None


def test_a_stray_byte_does_not_take_a_page_its_encoding() -> None:
    page = PAGE.format(label="gb2312", words="新华社北京十一月八日电，商务部周三表示。" * 20)
    data = page.encode("gb18030").replace(b"</p>", b"\xff</p>")
    decoded = decode(data)
    assert decoded.encoding == "gb18030"
    assert decoded.replaced == 1
    place = decoded.text.index("</p>")
    assert byte_offsets(decoded, [place])[place] == data.index(b"</p>")


def test_places_are_found_where_bytes_shift_their_meaning() -> None:
    page = PAGE.format(label="iso-2022-jp", words="東京<b>株式</b>市場")
    data = page.encode("iso2022_jp")
    decoded = decode(data)
    for sign in ("<b>", "</b>", "</p>"):
        place = decoded.text.index(sign)
        begin = byte_offsets(decoded, [place])[place]
        assert data[begin:].replace(b"\x1b(B", b"").startswith(sign.encode())
