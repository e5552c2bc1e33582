"""What tests of the command line share beside the fixtures in conftest.py."""

from collections.abc import Callable

from click.testing import Result

from tests.flows.small_copy import HARVEST

# A headline that would rename the window, hide a line and turn the rest around.
HOSTILE = HARVEST.replace("Rice harvest in", "Rice \x1b]0;owned\x07\x1b[8mharvest\u202e in")

Dateline = Callable[..., Result]


def steers(text: str) -> bool:
    """Whether a character in it would move a terminal's cursor or turn its text around."""
    return any(not (letter.isprintable() or letter == "\n") for letter in text)
