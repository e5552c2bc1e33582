"""Bytes into text and lines with their places."""

import pytest

from tasks.readers.text import (
    LONGEST_LINE,
    UnreadableText,
    byte_offsets,
    decode,
    split_lines,
    text_of_bytes,
)

COPY = "The harbor — “Linhai” — reopened.\nIt cost €3.\n"


@pytest.mark.parametrize(
    ("data", "encoding", "mark"),
    [
        (COPY.encode(), "utf-8", 0),
        (b"\xef\xbb\xbf" + COPY.encode(), "utf-8", 3),
        (b"\xff\xfe" + COPY.encode("utf-16-le"), "utf-16-le", 2),
        (b"\xfe\xff" + COPY.encode("utf-16-be"), "utf-16-be", 2),
        (b"\xff\xfe\0\0" + COPY.encode("utf-32-le"), "utf-32-le", 4),
        (COPY.encode("utf-16-le"), "utf-16-le", 0),
        (COPY.encode("utf-16-be"), "utf-16-be", 0),
        (COPY.encode("cp1252"), "cp1252", 0),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(
    data: bytes, encoding: str, mark: int
) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.mark) == (COPY, encoding, mark)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("临海港口星期二重新开放，工程师检查了两台起重机。渔民等了十一天。" * 4, "gb18030"),
        (
            "항구가 화요일에 다시 열렸다고 관계자가 말했다. 어부들은 열하루를 기다렸다. " * 4,
            "cp949",
        ),
    ],
)
def test_asian_encodings_are_told_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


CHINESE = "临海港口星期二重新开放，工程师检查了两台起重机。\n渔民等了十一天才能出海。\n" * 6
KOREAN = "항구가 화요일에 다시 열렸다고 관계자가 말했다.\n어부들은 열하루를 기다렸다.\n" * 6
TAIWANESE = "臨海港口星期二重新開放，工程師檢查了兩台起重機。\n漁民等了十一天才能出海。\n" * 6
JAPANESE = "港は火曜日に再び開かれ、技師が二台のクレーンを調べた。\n漁師は十一日待った。\n" * 6
RUSSIAN = "Порт снова открыли во вторник, сообщили в управе.\nРыбаки ждали одиннадцать дней.\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5hkscs"),
        (KOREAN, "cp949"),
        (JAPANESE, "cp932"),
    ],
)
def test_a_cut_or_a_stray_byte_makes_no_asian_text_a_latin_one(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    half = len(data) // 2
    for damaged in (data[:-2], data[:-3], data[:half] + b"\xff" + data[half:]):
        decoded = decode(damaged)
        assert (decoded.text[:8], decoded.encoding) == (text[:8], encoding)
        assert decoded.replaced <= 2


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
def test_russian_is_told_in_any_of_its_encodings(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding))
    assert (decoded.text, decoded.encoding) == (RUSSIAN, encoding)


# a line of seventy characters may be too short to be told from cp1252
CZECH = (
    "Přístav byl v úterý znovu otevřen, řekl starosta města. Jeřáby už běží. Lodě vyplouvají každé "
    "ráno na širé moře a vracejí se večer s úlovkem."
)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Władze portu otworzyły we wtorek nowe nabrzeże, powiedział burmistrz Łodzi."),
        ("iso8859-2", CZECH),
        ("cp1254", "Liman salı günü yeniden açıldı, dedi belediye başkanı. Gemiler şimdi çıkıyor."),
        ("cp1253", "Το λιμάνι άνοιξε ξανά την Τρίτη, δήλωσε ο δήμαρχος της πόλης."),
        ("cp1255", "הנמל נפתח מחדש ביום שלישי, אמר ראש העיר. הספינות יוצאות שוב לים."),
        ("cp1256", "أعيد فتح الميناء يوم الثلاثاء، قال رئيس البلدية. السفن تبحر من جديد."),
        ("cp874", "ท่าเรือเปิดอีกครั้งในวันอังคาร นายกเทศมนตรีกล่าว เรือออกทะเลอีกครั้ง"),
    ],
)
def test_a_text_of_one_letter_a_byte_is_told_by_its_letters(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.is_guessed


ENGLISH = "The port of Linhai reopened on Tuesday, the harbour master said.\n\n"


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
@pytest.mark.parametrize(
    "words",
    [
        "The crews — all eleven — slept.",
        "“It’s over,” he said.",
        "A café at the pier … £5.",
        "15 – 44",
    ],
)
def test_few_signs_tell_the_encoding_of_english(encoding: str, words: str) -> None:
    decoded = decode((ENGLISH + words).encode(encoding))
    assert (decoded.text, decoded.encoding) == (ENGLISH + words, encoding)


def test_english_with_chinese_menus_and_dashes_is_chinese_by_its_encoding() -> None:
    text = "首页 新闻 国际\n" + ENGLISH * 8 + "LINHAI, Oct. 30 — “The boats are back,” he said."
    decoded = decode(text.encode("gb18030"))
    assert (decoded.text, decoded.encoding) == (text, "gb18030")


def test_the_last_line_tells_the_encoding_too() -> None:
    text = "港口\n" + CHINESE.replace("\n", "")
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["ascii", "utf-8-sig", "utf-8"])
def test_an_encoding_that_the_bytes_tell_is_not_guessed(encoding: str) -> None:
    text = ENGLISH if encoding == "ascii" else ENGLISH + "“It is over.”"
    assert not decode(text.encode(encoding)).is_guessed


def test_an_encoding_that_a_label_tells_is_not_guessed() -> None:
    data = (ENGLISH + "A café.").encode("cp1252")
    assert decode(data).is_guessed
    assert not decode(data, "text/plain; charset=windows-1252").is_guessed


def test_bytes_that_are_no_latin_text_are_not_read_as_one() -> None:
    with pytest.raises(UnreadableText) as refused:
        decode(bytes(range(0xC0, 0x100)) * 30)
    assert refused.value.code == "undecodable"


def test_a_damaged_character_does_not_make_utf8_another_encoding() -> None:
    decoded = decode(("“The port reopened” — " * 20).encode() + b"\xe2\x80")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \n\r\n\t ", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"%PDF-1.7 text text", "binary_file"),
        (b"\x89PNG\r\n\x1a\n0000", "binary_file"),
        (b"PK\x03\x04 archive", "binary_file"),
        (b"text \0\1\2 and \0 more \0\0 of it", "binary_file"),
        (bytes(range(1, 32)) * 20, "binary_file"),
        (b"\xff\xfeP\0o\0\x00\xd8", "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableText) as refusal:
        decode(data)
    assert refusal.value.code == code


def test_half_characters_all_over_are_undecodable() -> None:
    with pytest.raises(UnreadableText) as refusal:
        decode(("港口重新开放。" * 30).encode().replace(b"\xe6", b"\x81\x8d"))
    assert refusal.value.code == "undecodable"


def test_a_line_of_three_million_characters_is_no_copy() -> None:
    with pytest.raises(UnreadableText) as refusal:
        split_lines("a" * (LONGEST_LINE + 1_000_000))
    assert refusal.value.code == "line_too_long"


def test_lines_know_where_they_stand() -> None:
    text = "\n  Port opens \n\u2069\n\u3000It rained.\xa0\u2069\n"
    lines = split_lines(text)
    assert [text[line.start : line.end] for line in lines] == ["Port opens", "It rained."]
    assert [line.blank_before for line in lines] == [True, True]
    assert [line.indent for line in lines] == [2, 1]


def test_old_macintosh_line_ends_end_lines() -> None:
    assert len(split_lines("Port opens\rIt rained.\r")) == 2


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_one_line_feed_does_not_make_an_old_macintosh_text_one_line(end: str) -> None:
    text = f"Head\r\rÖne. \rTwo.\r{end}"
    lines = split_lines(text)
    assert [line.text for line in lines] == ["Head", "Öne.", "Two."]
    assert [text[line.start : line.end] for line in lines] == ["Head", "Öne.", "Two."]
    assert [line.blank_before for line in lines] == [False, True, False]


def test_a_stray_return_ends_no_line_among_line_feeds() -> None:
    assert len(split_lines("One\rtwo.\nThree.\r\nFour.\n")) == 3


def test_a_separator_ends_a_line_as_a_line_end_does() -> None:
    text = "Port opens ### It rained. ### It blew."
    lines = split_lines(text, " ### ")
    assert [text[line.start : line.end] for line in lines] == [
        "Port opens", "It rained.", "It blew.",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_characters_find_their_way_back_to_bytes(encoding: str) -> None:
    text = "港口“开放”了\n" + "临海港口星期二重新开放，工程师检查了起重机。\n" * 3
    data = b"\xff\xfe" * (encoding == "utf-16-le") + text.encode(encoding)
    decoded = decode(data)
    places = byte_offsets(decoded, range(len(text) + 1))
    for start in range(len(text)):
        piece = data[places[start] : places[start + 1]]
        assert text_of_bytes(piece, decoded.encoding) == text[start]


def test_ascii_behind_a_mark_is_shifted_by_the_mark() -> None:
    decoded = decode(b"\xef\xbb\xbfPort opens again")
    assert byte_offsets(decoded, [0, 5]) == {0: 3, 5: 8}
