"""The layouts that news databases export their documents in, asked one after the other."""

from collections.abc import Sequence
from typing import Final

from tasks.readers.exported import Exported
from tasks.readers.factiva import read_factiva
from tasks.readers.nexis import COVER, read_nexis
from tasks.readers.proquest import read_proquest
from tasks.readers.text import Line

HEAD: Final = 40  # lines; each export has its signs in fewer
# Of all that is read as text nearly nothing is an export, so one look at the ends of the first
# lines must do: "LENGTH: 112 words" of Nexis, "112 words" and "WC  112 words" of Factiva.
_COUNTS: Final = (" words", " Wörter", " mots", " woorden", " palabras", " parole", " palavras")
_OF_PROQUEST: Final = ("Publication info", "Publication title", "Full text:", "Full Text:")


def read_export(lines: Sequence[Line]) -> Exported | None:
    """The lines as the one document of an export; None for any others, and for several documents.

    A file of several that was read whole, before exports were parted, stays one text.
    """
    for line in lines[:HEAD]:
        if line.text.endswith(_COUNTS) or line.text.startswith(COVER):
            return read_nexis(lines) or read_factiva(lines) or read_proquest(lines)
        if line.text.startswith(_OF_PROQUEST):
            return read_proquest(lines)
    return None
