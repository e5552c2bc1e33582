"""Commands that Dateline prints to be copied, as they work where they are pasted."""

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

from flows.settings import SettingsError, load_settings

PROGRAM: Final = "dateline"


def pasted(command: str, warehouse: Path) -> str:
    """The command as this shell runs it from this folder, about that warehouse.

    `--warehouse` is added only where the settings in force here would name another one, and the
    program's path only where no `dateline` is found by its name, as in a `.venv` not activated.
    """
    text = f"{_program()} {command}"
    if _named_without_a_flag() == warehouse.absolute():
        return text
    return f"{text} --warehouse {shlex.quote(str(warehouse))}"


def _named_without_a_flag() -> Path | None:
    try:
        settings, _ = load_settings({}, config=None, environ=os.environ, cwd=Path.cwd())
    except SettingsError:  # the command itself says what is wrong with them
        return None
    return settings.warehouse.absolute()


def _program() -> str:
    started = Path(sys.argv[0])
    if started.name == PROGRAM and shutil.which(PROGRAM) is None:
        return shlex.quote(sys.argv[0])
    return PROGRAM
