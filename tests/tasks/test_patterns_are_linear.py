"""Every pattern of the benches takes time in proportion to the text, however hostile it is."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from types import ModuleType

import pytest

import tasks
from tasks.rulebook import load_registry

BENCHES = ("article", "matching", "outlets", "readers", "text")
# Characters: four times as many take a quadratic 16 times as long. Where the first two sizes leave
# a doubt, the larger two decide: patterns look up to 8,000 characters ahead, and in a text of no
# more than 10,000 that looks like growth.
SMALL, LARGE, LARGEST = 2_500, 10_000, 40_000
DOUBTFUL = 5.5  # four times is linear
MOST_GROWTH = 7.0
TOO_QUICK = 0.003  # seconds for the large text: no quadratic of 10,000 characters is as quick

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


def seconds(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - begin


def growth(pattern: re.Pattern[str], unit: str) -> float:
    """How many times longer a text of four times the size takes; 1 when both are quick."""
    if seconds(pattern, unit * (LARGE // len(unit))) < TOO_QUICK:
        return 1.0
    ratio = quotient(pattern, unit, SMALL, LARGE)
    return ratio if ratio < DOUBTFUL else quotient(pattern, unit, LARGE, LARGEST)


def quotient(pattern: re.Pattern[str], unit: str, small: int, large: int) -> float:
    """The large text's time over the small one's, the best of three each."""
    short, long = (
        min(seconds(pattern, unit * (size // len(unit))) for _ in range(3))
        for size in (small, large)
    )
    return long / max(short, 1e-5)


PATTERNS = all_patterns()


def test_there_are_patterns_to_try() -> None:
    assert tasks.__path__
    assert len(PATTERNS) > 50


@pytest.mark.parametrize(
    ("name", "pattern"), PATTERNS, ids=[f"{i}-{name}" for i, (name, _) in enumerate(PATTERNS)]
)
def test_a_pattern_grows_with_its_text(name: str, pattern: re.Pattern[str]) -> None:
    slow = {unit: ratio for unit in UNITS if (ratio := growth(pattern, unit)) > MOST_GROWTH}
    assert not slow, name
