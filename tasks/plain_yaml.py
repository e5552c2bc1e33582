"""YAML as people write it, with its lines: what is no YAML, or says a key twice, is refused."""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml


class YamlError(ValueError):
    """A text is no YAML, or says one key twice; the message says what, and `line` where."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def composed(text: str) -> yaml.Node | None:
    """The text as nodes, each of which knows its line. Raises YamlError."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        if root is not None:
            _refuse_repeated_keys(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise YamlError(str(error.problem), mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(f"is no YAML: {' '.join(str(error).split())}") from error
    return root


def plain(node: yaml.Node | None) -> Any:
    """What the node says, as Python's own values. Raises YamlError."""
    if node is None:
        return None
    loader = yaml.CSafeLoader("")
    try:
        return loader.construct_document(node)
    except ValueError as error:  # YAML makes a date of 2015-13-01, and Python does not
        raise YamlError(str(error), _line_of_wrong_day(node)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise YamlError(str(error.problem), mark.line + 1 if mark else None) from error
    finally:
        loader.dispose()


def line_of(node: yaml.Node, path: Iterable[int | str] = ()) -> int:
    """The line of the deepest part of the path that the node has, counted from 1."""
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


def _refuse_repeated_keys(root: yaml.Node) -> None:
    """YAML readers keep the last of two and say nothing: half of a definition would be lost."""
    for node in _nodes(root):
        lines: dict[str, int] = {}
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode):
                continue
            line = line_of(key)
            if key.value in lines:
                raise YamlError(f"says {key.value!r} again, as line {lines[key.value]} does", line)
            lines[key.value] = line


def _nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """The node and all below it, each once: an anchor stands in many places."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)
        elif isinstance(node, yaml.MappingNode):
            waiting += (one for pair in reversed(node.value) for one in reversed(pair))


def _line_of_wrong_day(root: yaml.Node) -> int | None:
    for node in _nodes(root):
        loader = yaml.CSafeLoader("")
        try:
            if isinstance(node, yaml.ScalarNode):
                loader.construct_document(node)
        except ValueError:
            return line_of(node)
        finally:
            loader.dispose()
    return None
