"""Reference data in YAML, checked as it is read: what is wrong is named with its file and line."""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Generic, NamedTuple, NoReturn, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tasks.plain_yaml import YamlError, composed, line_of, plain


class SubjectFileError(ValueError):
    """A topic or entity file says something that is not understood; the message says where."""


class Data(BaseModel):
    """What a file says: no key beside those that are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Data):
    """An entry of a file, by its id."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")


D = TypeVar("D", bound=Named)


def _as_found(text: str) -> str:
    """The phrase as copy has it: one blank between words, characters composed.

    Raises ValueError where it could stand in no text, or is not what its author means by it.
    """
    phrase = unicodedata.normalize("NFC", " ".join(text.split()))
    if not phrase:
        raise ValueError("is empty; leave it out")
    if not any(one.isalnum() or unicodedata.category(one) in ("Sc", "So") for one in phrase):
        raise ValueError(f"{phrase!r} has no letter and no figure: nothing is found by it")
    if any(word[0] == "*" or word[-1] == "*" for word in phrase.split()):
        raise ValueError(
            f"{phrase!r}: a * stands for nothing here, and phrases are whole words; "
            "list each form that counts"
        )
    return phrase


Phrase = Annotated[str, AfterValidator(_as_found)]


class Entry(NamedTuple, Generic[D]):
    """An entry of a file, and where its parts stand."""

    said: D
    name: str
    node: yaml.Node

    def refuse(self, says: str, *path: int | str) -> NoReturn:
        """Raises SubjectFileError with the file and the line of that part of the entry."""
        raise SubjectFileError(f"{self.name}, line {line_of(self.node, path)}: {says}")

    @property
    def place(self) -> str:
        """File and line in words."""
        return f"{self.name}, line {line_of(self.node)}"


def entries_of(name: str, text: str, key: str, model: type[D]) -> list[Entry[D]]:
    """The entries of the list `key` of a file; raises SubjectFileError."""
    try:
        root = composed(text)
        said = _mapping(name, root)
        unknown = sorted(set(said) - {key})
        if unknown:
            line = line_of(said[unknown[0]])
            raise SubjectFileError(
                f"{name}, line {line}: unknown key {unknown[0]!r}; a file has one list, {key!r}"
            )
        listed = said.get(key)
        if not isinstance(listed, yaml.SequenceNode):
            line = line_of(listed) if listed else 1
            raise SubjectFileError(
                f"{name}, line {line}: has no list {key!r}: write {key}: and below it an entry "
                "that begins with '- id:'"
            )
        return [_entry(name, node, model) for node in listed.value]
    except YamlError as error:
        line_said = f", line {error.line}" if error.line else ""
        raise SubjectFileError(f"{name}{line_said}: {error}") from error


def entries_by_id(name: str, text: str, key: str, model: type[D]) -> dict[str, Entry[D]]:
    """The entries by their `id`, each of which a file has once; raises SubjectFileError."""
    found: dict[str, Entry[D]] = {}
    for entry in entries_of(name, text, key, model):
        same = found.setdefault(entry.said.id, entry)
        if same is not entry:
            entry.refuse(f"has {entry.said.id} twice, first in line {line_of(same.node)}", "id")
    return found


def _mapping(name: str, root: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(root, yaml.MappingNode):
        raise SubjectFileError(f"{name}, line 1: is no mapping of keys to values")
    return {str(key.value): value for key, value in root.value}


def _entry(name: str, node: yaml.Node, model: type[D]) -> Entry[D]:
    try:
        return Entry(model.model_validate(plain(node)), name, node)
    except ValidationError as error:
        # a mistyped key first: it is why another one is missing
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        path = first["loc"]
        where = f"{'.'.join(map(str, path))}: " if path else ""
        says = _says(first, model)
        raise SubjectFileError(f"{name}, line {line_of(node, path)}: {where}{says}") from error


# What pydantic finds, in words for who wrote the file: by its type, from the error.
_WORDS: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], str]]] = MappingProxyType(
    {
        "tuple_type": lambda given, _: f"write a list in brackets: [{_short(given)}]",
        "string_type": lambda given, _: (
            f'{_short(given)} is no text; write it in quotes: "{given}"'
        ),
        "string_too_short": lambda *_: "is empty",
        "string_pattern_mismatch": lambda given, _: (
            f"{given!r} is no name for it; take small letters, digits and _, a letter first"
        ),
        "int_type": lambda given, _: f"{_short(given)} is no whole number",
        "int_parsing": lambda given, _: f"{given!r} is no whole number",
        "int_from_float": lambda given, _: f"{given} is no whole number",
        "greater_than_equal": lambda given, says: f"is {given}, and must be {says['ge']} or more",
        "less_than_equal": lambda given, says: f"is {given}, and may be {says['le']} at most",
        "literal_error": lambda given, says: f"{_short(given)} is none of {says['expected']}",
        "value_error": lambda _, says: str(says["error"]),
    }
)


def _says(error: Any, model: type[Data]) -> str:
    """The error in words that say what to write."""
    kind, path = error["type"], error["loc"]
    inner = _model_at(model, path[:-1])
    if kind == "missing":
        if path == ("version",):
            return "is missing; add version: 1, and raise it when you change what counts"
        return f"is missing; add {path[-1]}:"
    if kind == "extra_forbidden":
        return f"no such key; there are {', '.join(inner.model_fields)}"
    if kind == "model_type":
        keys = ", ".join(f"{key}: ..." for key in _model_at(model, path).model_fields)
        return f"write keys and values: {{{keys}}}"
    in_words = _WORDS.get(kind)
    return in_words(error["input"], error.get("ctx", {})) if in_words else str(error["msg"])


def _model_at(model: type[Data], path: tuple[int | str, ...]) -> type[Data]:
    """The model of what stands there: of an entry, or of the entries of a list in it."""
    for step in path:
        field = model.model_fields.get(str(step))
        for inner in getattr(field.annotation, "__args__", ()) if field else ():
            if isinstance(inner, type) and issubclass(inner, Data):
                model = inner
    return model


def _short(given: Any) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:40]}..."
