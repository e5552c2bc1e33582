"""Texts that begin with the letters of another form, and those forms."""

import pytest

from tasks.readers.forms import form_of


@pytest.mark.parametrize(
    "start",
    ["OTTO von Bismarck", "ORC raiders", "070701 -", "070707 -", "RIFF between ministers",
     "ID3 cards", "CWS said", "MSCF shares", "LZIP wins", "fLaC", "8BPS", "Lhasftyp is a word"],
)  # fmt: skip
def test_a_text_that_begins_like_another_form_is_a_text(start: str) -> None:
    copy = f"{start} was the word of the day in the harbour, said the mayor.\n\nMore follows.\n"
    assert form_of(copy.encode(), "story.txt") == "maybe_table"


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"OTTO\0\x0b\0\x80\0\x03\x000CFF ", "media"),
        (b"ID3\x03\0\0\0\0\x0fvTIT2", "media"),
        (b"ID3\x04\0 " + b"\0" * 20, "media"),
        (b"RIFF\x24\x08\0\0WEBPVP8 ", "media"),
        (b"CWS\x0a\x22\x10\0\0x\x9c", "media"),
        (b"OggS\0\x02\0\0", "media"),
        (b"\0\0\0 ftypisom\0\0\x02\0", "media"),
        (b"ORC\x08\x03\x10\0\x18", "unsupported"),
        (b"070701" + b"0000A1B2" * 13 + b"copy.txt\0", "unsupported"),
        (b"070707" + b"0" * 70 + b"copy.txt\0", "unsupported"),
        (b"MSCF\0\0\0\0", "unsupported"),
    ],
)
def test_the_forms_themselves_are_still_known(head: bytes, form: str) -> None:
    assert form_of(head, "file") == form
