"""Names of a zip file's members whose writer did not say in which letters they are."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord
from tests.tasks.readers.reading import read_entries

PAGE = b"<!doctype html><html><title>Quay</title><p>The ferry sails again.</p></html>"
RUSSIAN = ("Новости порта/Паром снова ходит.html", "Новости порта/Мост закрыт до весны.html")
CHINESE = ("新闻稿/港口渡轮恢复运行.html", "新闻稿/市议会会议记录.html", "渔民出海.html")
JAPANESE = ("港のフェリーが再開.html", "新しいフォルダー/表紙ソース.html")
KOREAN = ("항구 소식/여객선 운항 재개.html", "항구 소식/시의회 회의록.html")
GERMAN = ("Übergrößen im Hafen.html", "Fähre fährt wieder.html")
DANISH = ("Færgen sejler på ny.html", "København/Østers.html")


def zipped(raw_names: Iterable[bytes], content: bytes = PAGE, extra: bytes = b"") -> bytes:
    """A zip file with these names, without the flag that they are UTF-8."""
    target = io.BytesIO()
    stand_ins: dict[bytes, bytes] = {}
    with zipfile.ZipFile(target, "w") as archive:
        for number, raw_name in enumerate(raw_names):
            stand_in = f"{number}".rjust(len(raw_name), "~")
            member = zipfile.ZipInfo(stand_in)
            member.extra = extra
            archive.writestr(member, content)
            stand_ins[stand_in.encode()] = raw_name
    data = target.getvalue()
    for stand_in_bytes, raw_name in stand_ins.items():
        data = data.replace(stand_in_bytes, raw_name)
    return data


def names(data: bytes) -> list[str]:
    found = read_entries(io.BytesIO(data), "copy.zip", ReadingRules())
    return [entry.name.removeprefix("!") for entry in found]


@pytest.mark.parametrize(
    ("given", "letters"),
    [
        (RUSSIAN, "cp866"), (RUSSIAN, "cp1251"), (CHINESE, "gbk"), (JAPANESE, "cp932"),
        (KOREAN, "cp949"), (GERMAN, "cp437"), (GERMAN, "cp850"), (DANISH, "cp850"),
        (RUSSIAN, "utf-8"), (GERMAN, "utf-8"), (JAPANESE, "utf-8"),
    ],
)  # fmt: skip
def test_names_are_those_that_a_person_gave(given: tuple[str, ...], letters: str) -> None:
    assert names(zipped(name.encode(letters) for name in given)) == list(given)


def test_names_that_no_letters_are_clearly_better_for_stay_dos_letters() -> None:
    raw_names = ["ДОКЛАД.html".encode("cp866"), b"\xff\xfe\xb0.html"]
    assert names(zipped(raw_names)) == [raw.decode("cp437") for raw in raw_names]
    assert names(zipped([b"caf\x82.html"])) == ["café.html"]


def test_names_in_utf_8_say_nothing_of_the_others() -> None:
    mixed = [RUSSIAN[0].encode("cp866"), RUSSIAN[1].encode(), b"quay.html"]
    assert names(zipped(mixed)) == [*RUSSIAN, "quay.html"]


def test_the_name_that_is_said_beside_the_raw_one_is_the_name() -> None:
    raw_name = b"#U041f#U0430.html"
    field = b"\x01" + zlib.crc32(raw_name).to_bytes(4, "little") + "Паром.html".encode()
    extra = struct.pack("<2H", 0x7075, len(field)) + field
    data = zipped([raw_name], extra=extra)
    assert names(data) == ["Паром.html"]
    # also where the list of members is lost
    assert names(data[: data.index(b"PK\x01\x02")])[0] == "Паром.html"
    # renamed since, it is another name's
    assert names(zipped([b"ferry-of-today.html"], extra=extra)) == ["ferry-of-today.html"]


def test_a_character_that_ends_in_the_byte_of_a_backslash_makes_no_folder() -> None:
    raw_names = [name.encode("cp932") for name in (*JAPANESE, "市議会の議事録と日程表")]
    assert raw_names[-1].endswith(b"\\")
    *_, last = read_entries(io.BytesIO(zipped(raw_names, b"")), "copy.zip", ReadingRules())
    assert isinstance(last, NoRecord)
    assert (last.name, last.reason_code) == ("!市議会の議事録と日程表", "empty_file")
