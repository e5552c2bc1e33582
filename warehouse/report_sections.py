"""The questions of the report: one .sql file each, with title, question and caveat."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from warehouse.files import WarehouseError

REPORT_FOLDER: Final = Path(__file__).parent / "report"
_HEAD: Final = 4  # lines before the statement: title, question, what is counted, caveat


@dataclass(frozen=True, slots=True)
class Section:
    """One question to the warehouse; `name` is that of its file.

    `counted` says of which documents, with figures of the overview as {names}.
    """

    name: str
    title: str
    question: str
    counted: str
    caveat: str
    sql: str


def load_sections(folder: Path = REPORT_FOLDER) -> dict[str, Section]:
    """The sections by name. WarehouseError names a file that does not begin as it must."""
    sections = {}
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        head = sql.splitlines()[:_HEAD]
        if len(head) < _HEAD or not all(line.startswith("-- ") for line in head):
            raise WarehouseError(
                f"{path}: the first four lines must be '-- ' and the title, the question, what is "
                "counted and the caveat."
            )
        title, question, counted, caveat = (line.removeprefix("-- ").strip() for line in head)
        sections[path.stem] = Section(path.stem, title, question, counted, caveat, sql)
    return sections
