"""Every pattern of the benches takes time in proportion to the text, however hostile it is."""

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType

import pytest

import tasks
from tasks.rulebook import load_registry
from tests.growth import grows_in_line

BENCHES = ("article", "matching", "outlets", "readers", "text")
TOO_QUICK = 0.003  # seconds for 10,000 characters: what grows with their square takes longer

UNITS = (
    *"aA1-—.,<([/&@|'港", " ", "\t", "\n", "<a ", "Aa ", "A ", "a ", "1 ", "A. ", "a, ", ", ",
    "(A", "(Aa ", "a.", "a.a", "a@", "1/", "1-", "1:", "May ", "May 1 ", "By A ", "Photo ",
    "Photo by A", "var a = {", '["a", ', "港 ", "항구 ", " ### ", "AA AA, ", "A/A ", "Aa, ",
    "a ,", "Share ", "a's ", "2017-", "2017/1/1 ", "<!--", "--", "- ", "A and ",
)  # fmt: skip


def modules() -> Iterator[ModuleType]:
    for bench in BENCHES:
        package = importlib.import_module(f"tasks.{bench}")
        yield package
        for info in pkgutil.walk_packages(package.__path__, f"tasks.{bench}."):
            yield importlib.import_module(info.name)


def within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from within(one)


def all_patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = {
        pattern.pattern + str(pattern.flags): (f"{module.__name__}.{name}", pattern)
        for module in modules()
        for name, value in vars(module).items()
        for pattern in within(value)
    }
    registry = load_registry()
    for outlet_id, _, pattern in registry.signs:
        found[pattern.pattern] = (f"{outlet_id}: sign", pattern)
    for outlet in registry.outlets.values():
        for _, reason, pattern in outlet.compiled_rules:
            found[pattern.pattern] = (reason, pattern)
        if outlet.paragraph_marks:
            found[outlet.outlet_id] = (f"{outlet.outlet_id}: mark", outlet.paragraph_marks)
    return sorted(found.values(), key=lambda pair: (pair[0], pair[1].pattern))


def search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def text_of(unit: str, size: int) -> str:
    return unit * (size // len(unit))


def is_quick(find: Callable[[str], None], text: str) -> bool:
    """Whether there is nothing to look into; noise only makes that look necessary."""
    begun = time.process_time()
    find(text)
    return time.process_time() - begun < TOO_QUICK


def is_linear(pattern: re.Pattern[str], unit: str) -> bool:
    """Whether finding the pattern in so many units takes time in line with their number."""
    made, find = partial(text_of, unit), partial(search, pattern)
    # Patterns look up to 8,000 characters ahead, and in texts of fewer that looks like growth:
    # the longer ones decide.
    return (
        is_quick(find, made(10_000))
        or grows_in_line(made, find, 5_000, 40_000)
        or grows_in_line(made, find, 10_000, 80_000)
    )


PATTERNS = all_patterns()


def test_there_are_patterns_to_try() -> None:
    assert tasks.__path__
    assert len(PATTERNS) > 50


@pytest.mark.parametrize(
    ("name", "pattern"), PATTERNS, ids=[f"{i}-{name}" for i, (name, _) in enumerate(PATTERNS)]
)
def test_a_pattern_grows_with_its_text(name: str, pattern: re.Pattern[str]) -> None:
    slow = next((unit for unit in UNITS if not is_linear(pattern, unit)), None)
    assert slow is None, name
