"""Names of columns with a great many steps in them."""

from tasks.readers.columns import Guess, guess_columns
from tests.growth import grows_in_line


def test_steps_of_a_name_are_looked_at_from_its_end_in_time_in_line() -> None:
    def made(steps: int) -> str:
        return "a." * steps + "url"

    def guessed(name: str) -> Guess:
        return guess_columns([name, "text"])

    assert guessed(made(3)).mapping == {"text": "text", "url": "a.a.a.url"}
    assert grows_in_line(made, guessed, 2_000, 64_000)
