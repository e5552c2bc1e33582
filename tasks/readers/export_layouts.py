"""The layouts that news databases export their documents in, asked one after the other."""

from typing import Final

from tasks.readers.exported import Exported
from tasks.readers.factiva import CODED, read_factiva
from tasks.readers.nexis import LENGTH, read_nexis
from tasks.readers.proquest import SIGNS, read_proquest
from tasks.readers.text import split_lines

HEAD: Final = 6_000  # characters; the fields above the body stand in them
# what hardly a text has that is no export: asked before any line is looked at
_COUNTS: Final = (" words\n", " words\r", "rter\n", "rter\r", " mots\n", " mots\r", " woorden\n",
                  " woorden\r", " palabras\n", " palabras\r", " parole\n", " parole\r")  # fmt: skip
_CODES: Final = ("HD  ", "HD\t", "HD\n", "HD\r")
_LENGTHS: Final = ("ENGTH", "ength:", "NGE:", "nge:", "ONGUEUR", "ongueur", "ENGTE", "engte:")
_FROM_PROQUEST: Final = ("Publication ", "ProQuest document ID:")


def read_export(text: str) -> Exported | None:
    """The text as the one document of an export; None for any other, and for several documents."""
    head = text[:HEAD]
    if any(map(head.__contains__, _LENGTHS)) and LENGTH.search(head):
        found = read_nexis(split_lines(text))
        if found is not None:
            return found
    if any(map(head.__contains__, _COUNTS)) or (
        any(map(head.__contains__, _CODES)) and CODED.search(head)
    ):
        found = read_factiva(split_lines(text))
        if found is not None:
            return found
    if any(map(text.__contains__, _FROM_PROQUEST)) and any(map(text.__contains__, SIGNS)):
        return read_proquest(split_lines(text))
    return None
