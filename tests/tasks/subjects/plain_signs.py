"""Writes the signs of search_plain.sql anew: python -m tests.tasks.subjects.plain_signs.

A sign is there when terms.py reads it as other letters than DuckDB's own functions make of it.
"""

import re
import unicodedata
from typing import Final

import duckdb

from tasks.subjects.terms import folded
from warehouse.database import MODELS_FOLDER

FILE: Final = MODELS_FOLDER / "search" / "search_plain.sql"
# Made signs of other letters in Unicode 15 and 16: Python 3.11, which wrote the list, has them not.
LATER: Final = (*range(0x1E030, 0x1E090), *range(0x1CC00, 0x1CD00))


def characters() -> list[str]:
    """Every character beyond ASCII."""
    codes = [code for code in range(128, 0x110000) if not 0xD800 <= code < 0xE000]
    known = [chr(code) for code in codes if code not in frozenset(LATER)]
    return [one for one in known if unicodedata.category(one) not in ("Cn", "Co")]


def letters(text: str) -> str:
    """The text with a stop for each character that parts words."""
    return "".join(one if one.isalnum() or one == "'" else "." for one in text)


def signs() -> dict[str, str]:
    """What each sign is read as."""
    known = characters()
    rows = duckdb.execute(
        "select sign, strip_accents(lower(sign)) from (select unnest(?) as sign)", [known]
    ).fetchall()
    read = {sign: letters(folded(sign)) for sign in known}
    own = {sign: letters(plain.replace("ς", "σ")) for sign, plain in rows}
    return {
        one: read[one]
        for one in known
        if read[one].strip(".") != own[one].strip(".") and letters(one) != read[one] != "'"
    }


def main() -> None:
    """The file with the signs of this Python's Unicode."""
    found = signs()
    entries = [f"{sign}{plain}" for sign, plain in sorted(found.items())]
    lines = "\n".join(
        f" {' '.join(entries[begin : begin + 24])}" for begin in range(0, len(entries), 24)
    )
    lines = lines.replace("'", "''")
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(
        re.sub(r"(?s)(?<=select )'\n.*\n'", lambda _: f"'\n{lines}\n'", text), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
