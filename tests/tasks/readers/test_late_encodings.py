"""Tables whose first rows are ASCII: the encoding of later cells is told of all of a row's."""

import pytest

from tasks.readers.records import Record
from tests.tasks.readers.tables import entries

PLAIN = b"title,text\n" + b"".join(b"Plain %d,%s\n" % (n, b"word " * 60) for n in range(900))
GERMAN = "Ein ganz gewöhnlicher Satz über Müller und die schöne Größe der Stadt München. " * 3


def last_title(data: bytes) -> str | None:
    last = entries(data, "rows.csv")[-1]
    return last.beside.title if isinstance(last, Record) else None


@pytest.mark.parametrize("title", ["Café fermé à Nîmes", "Größe", "L’été", "Ça va"])
def test_a_late_headline_is_read_in_the_encoding_of_its_text(title: str) -> None:
    row = f'{title},"{GERMAN}"\n'.encode("cp1252")
    assert last_title(PLAIN + row) == title


def test_of_a_few_bytes_no_alphabet_is_guessed() -> None:
    row = "Café fermé à Nîmes,The council met.\n".encode("cp1252")
    assert last_title(PLAIN + row) == "Caf\ufffd ferm\ufffd \ufffd N\ufffdmes"
