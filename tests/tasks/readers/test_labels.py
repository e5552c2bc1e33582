import pytest

from tasks.readers.labels import declared_encoding
from tasks.readers.text import byte_offsets, decode
from tests.growth import grows_in_line

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


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("x-gbk", "gb18030"),
        ("x-sjis", "cp932"),
        ("x-euc-jp", "euc_jp"),
        ("ks_c_5601-1987", "cp949"),
        ("windows-949", "cp949"),
        ("x-x-big5", "big5hkscs"),
        ("windows-874", "cp874"),
        ("dos-874", "cp874"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("x-cp1251", "cp1251"),
        ("iso-8859-8-i", "iso8859-8"),
        ("iso88592", "iso8859-2"),
        ("zh_cn", "gb18030"),
        ("'gbk'", "gb18030"),
    ],
)
def test_labels_mean_what_browsers_take_them_to_mean(label: str, codec: str) -> None:
    page = PAGE.format(label=label, words="")
    pragma = f"<meta http-equiv='content-type' content='text/html; charset={label}'>"
    unquoted = f'<meta http-equiv="content-type" content="text/html; charset="{label}"">'
    assert declared_encoding(page.encode(), None) == codec
    assert declared_encoding(b"", f"text/html; charset={label}") == codec
    assert declared_encoding(b"", f'text/html; charset="{label}"; boundary=x') == codec
    assert declared_encoding(f'<?xml version="1.0" encoding="{label}"?>'.encode(), None) == codec
    if "'" not in label:
        assert declared_encoding(pragma.encode(), None) == codec
        assert declared_encoding(unquoted.encode(), None) == codec


def test_a_label_behind_long_scripts_is_found() -> None:
    script = "<script>var menu = '<meta charset=big5>';</script><style>p {}</style>" * 300
    comment = "<!-- <meta charset=euc-kr> -->"
    page = PAGE.format(label="windows-1251", words="Порт снова открыли").replace(
        "<head>", f"<head>{comment}{script}"
    )
    decoded = decode(page.encode("cp1251"))
    assert (decoded.text, decoded.encoding) == (page, "cp1251")


@pytest.mark.parametrize(
    "page",
    [
        "<head><title>charset=gbk</title></head>",
        '<meta name="description" content="charset=gbk">',
        "<head></head><body><p>text</p><meta charset=gbk>",
        "<metadata charset=gbk>",
    ],
)
def test_what_is_no_declaration_is_no_label(page: str) -> None:
    assert declared_encoding(page.encode(), None) is None


@pytest.mark.parametrize("unit", [b"<meta ", b"<!--", b"<script", b"<title>", b"<meta a=", b" "])
def test_hostile_heads_take_no_longer_than_their_size(unit: bytes) -> None:
    assert grows_in_line(
        lambda size: (unit * size)[:size], lambda data: declared_encoding(data, None), 20_000
    )
