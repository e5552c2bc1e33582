"""Reference data in YAML, checked as it is read: what is wrong is named with its file and line."""

from collections.abc import Iterable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError


class SubjectFileError(ValueError):
    """A topic or entity file says something that is not understood; the message says where."""


class Data(BaseModel):
    """What a file says: no key beside those that are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


D = TypeVar("D", bound=Data)


def entries_of(name: str, text: str, key: str, model: type[D]) -> list[D]:
    """The entries of the list `key` of a file; raises SubjectFileError."""
    root = _composed(name, text)
    said = _mapping(name, root)
    unknown = sorted(set(said) - {key})
    if unknown:
        raise SubjectFileError(f"{name}: unknown key {unknown[0]!r}; a file has one list, {key!r}")
    listed = said.get(key)
    if not isinstance(listed, yaml.SequenceNode):
        raise SubjectFileError(f"{name}: has no list {key!r}")
    return [_entry(name, node, model) for node in listed.value]


def _composed(name: str, text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise SubjectFileError(f"{name}{line}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SubjectFileError(f"{name}: is no YAML: {error}") from error


def _mapping(name: str, root: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(root, yaml.MappingNode):
        raise SubjectFileError(f"{name}: is no mapping of keys to values")
    return {str(key.value): value for key, value in root.value}


def _entry(name: str, node: yaml.Node, model: type[D]) -> D:
    try:
        return model.model_validate(_plain(node))
    except ValidationError as error:
        first = error.errors()[0]
        line = _line(node, first["loc"])
        where = ".".join(map(str, first["loc"])) or "entry"
        says = first["msg"]
        if first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
            says = f"no such key; there are {', '.join(model.model_fields)}"
        raise SubjectFileError(f"{name}, line {line}: {where}: {says}") from error


def _plain(node: yaml.Node) -> Any:
    loader = yaml.CSafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _line(node: yaml.Node, path: Iterable[int | str]) -> int:
    """The line of the deepest part of the path that the file has, counted from 1."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            below = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            below = node.value[step] if step < len(node.value) else None
        else:
            below = None
        if below is None:
            break
        node = below
    return int(node.start_mark.line) + 1
