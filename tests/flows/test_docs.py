"""Generated pages and the README say what the program says.

`python -m tests.flows.test_docs` writes the table of reason codes in docs/inputs.md anew.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from flows.cli import main
from flows.cli_page import commands_page
from tasks.readers.reasons import QUARANTINED, SKIPPED
from warehouse.tables.ledger import REASON_CODES

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
INPUTS = ROOT / "docs" / "inputs.md"
REASONS_BETWEEN = re.compile(
    r"(<!-- reasons: [^\n]*\n)(?P<table>.*?)(<!-- end of reasons -->)", re.DOTALL
)
SHOWN = re.compile(r"(?:^|[`$] ?)(?:\.venv/bin/)?dateline (?P<rest>[^`\n]+)", re.MULTILINE)


def test_the_page_of_commands_is_fresh() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert page == commands_page(), "run `make docs`"


def reasons_table() -> str:
    """Every reason code of the readers: those of the quarantine, then those of what is skipped."""
    lines: list[str] = []
    for heading, reasons in (("quarantined", QUARANTINED), ("skipped", SKIPPED)):
        lines += ["", f"| {heading} as | what it means |", "| --- | --- |"]
        lines += [f"| `{code}` | {meaning} |" for code, meaning in reasons.items()]
    return "\n".join(lines) + "\n\n"


def test_the_table_of_reason_codes_is_fresh() -> None:
    found = REASONS_BETWEEN.search(INPUTS.read_text("utf-8"))
    assert found is not None
    assert found["table"] == reasons_table(), "run `python -m tests.flows.test_docs`"


def test_the_reasons_of_what_is_skipped_are_those_that_the_readers_skip_for() -> None:
    readers = (ROOT / "tasks" / "readers").glob("*.py")
    files = [
        path for path in sorted(readers) if path.name != "entries.py"
    ]  # it tells the two apart
    source = "".join(path.read_text("utf-8") for path in files)
    assert set(re.findall(r'"skipped",\s*"(\w+)"', source)) <= set(SKIPPED)
    assert not set(re.findall(r'"quarantined",\s*"(\w+)"', source)) & set(SKIPPED)
    assert not set(QUARANTINED) & set(SKIPPED)
    assert set(QUARANTINED) <= set(REASON_CODES)
    assert not set(SKIPPED) & set(REASON_CODES)


def shown_commands() -> Iterator[tuple[str, list[str]]]:
    for page in PAGES:
        if page.name in {"commands.md", "data-dictionary.md"}:
            continue
        for found in SHOWN.finditer(page.read_text("utf-8")):
            lexer = shlex.shlex(found["rest"], posix=True, punctuation_chars=True)
            lexer.whitespace_split = True
            lexer.commenters = "#"
            yield page.name, list(lexer)


COMMANDS = list(shown_commands())


def test_the_readme_shows_commands() -> None:
    assert len([page for page, _ in COMMANDS if page == "README.md"]) >= 5


@pytest.mark.parametrize(("page", "words"), COMMANDS, ids=[" ".join(w) for _, w in COMMANDS])
def test_a_command_that_a_page_shows_is_there(page: str, words: list[str]) -> None:
    command: click.Command = main
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        if "|" in rest[:1]:  # `quarantine list|show|retry` names three
            rest = []
        found = command.commands.get(name)
        assert found is not None, f"{page}: there is no `dateline {name}`"
        command = found
    options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    for word in rest:
        if word.startswith("--"):
            flag = word.partition("=")[0]
            known = {*options, "--help", "--version"}
            assert flag in known, f"{page}: {command.name} has no {flag}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
    files = [link for link in targets if "://" not in link]
    assert [link for link in files if not (page.parent / link).exists()] == []


def test_every_setting_stands_on_the_page_of_settings() -> None:
    from flows.settings import Settings

    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert [name for name in Settings.model_fields if f"`{name}`" not in page] == []


if __name__ == "__main__":
    page = INPUTS.read_text("utf-8")
    INPUTS.write_text(
        REASONS_BETWEEN.sub(lambda found: found[1] + reasons_table() + found[3], page), "utf-8"
    )
