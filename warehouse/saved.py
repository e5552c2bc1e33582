"""Saved questions: .sql files that run as they are in DuckDB, with their parameters explained."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from warehouse.files import WarehouseError
from warehouse.quoting import quote

QUESTIONS_FOLDER: Final = Path(__file__).parent / "questions"

_HEADER: Final = re.compile(r"^-- (title|question|caveat|columns): (.++)$", re.MULTILINE)
_PARAMETER: Final = re.compile(r"^-- parameter (\w++) = ([^\s:]++): (.++)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be asked with: a DuckDB variable, and the value it has when unset."""

    name: str
    default: str
    meaning: str

    @property
    def names_a_topic(self) -> bool:
        """Whether its value is a topic_id."""
        return "topic_id" in self.meaning


@dataclass(frozen=True, slots=True)
class Question:
    """One saved question, the columns of its answer, and what to know before it is believed."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    caveats: tuple[str, ...]
    columns: tuple[str, ...]
    sql: str

    def settings(self, given: Mapping[str, str]) -> list[str]:
        """`set variable` statements for the given values; ValueError for an unknown name.

        A value is a number only where the default is one.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if odd := sorted(given.keys() - known.keys()):
            raise ValueError(
                f"{self.name} has no parameter {', '.join(odd)}; "
                f"it has {', '.join(known) or 'none'}"
            )
        return [
            f"set variable {name} = {_literal(known[name], value)}"
            for name, value in sorted(given.items())
        ]


def _literal(parameter: Parameter, value: str) -> str:
    if not parameter.default.isdecimal():
        return quote(value)
    if not value.isdecimal():
        raise ValueError(f"{parameter.name} is a whole number, 0 or more, and not {value!r}")
    return value


def load_questions(folder: Path = QUESTIONS_FOLDER) -> tuple[Question, ...]:
    """The folder's questions by name; WarehouseError names a file whose header lacks a line."""
    questions = []
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        said = _HEADER.findall(sql)
        lines = dict(said)
        if missing := [name for name in ("title", "question", "columns") if name not in lines]:
            raise WarehouseError(f"{path}: there is no line '-- {missing[0]}: ...'")
        questions.append(
            Question(
                path.stem,
                lines["title"],
                lines["question"],
                tuple(Parameter(*found) for found in _PARAMETER.findall(sql)),
                tuple(text for name, text in said if name == "caveat"),
                tuple(lines["columns"].split(", ")),
                sql,
            )
        )
    return tuple(questions)
