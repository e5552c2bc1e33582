"""How Great Expectations is imported: with what it needs here, and the rest when it is used."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def said(program: str) -> list[str]:
    """What the program prints in a process of its own, in which nothing is imported yet."""
    command = [sys.executable, "-c", f"import sys, expectations.engine as engine\n{program}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_libraries_that_no_suite_uses_are_imported_when_they_are_first_used() -> None:
    program = """
engine.load()
print("scipy.stats._stats_py" in sys.modules, "altair.vegalite" in sys.modules)
from scipy import stats
import altair
print(stats.norm.cdf(0.0), altair.Chart.__name__)
import scipy.stats
print(scipy.stats.norm.cdf(0.0), "scipy.stats._stats_py" in sys.modules)
"""
    assert said(program) == ["False", "False", "0.5", "Chart", "0.5", "True"]


def test_a_library_that_is_there_already_stays_what_it_is() -> None:
    program = """
import altair
engine.load()
print(sys.modules["altair"] is altair, altair.Chart.__name__)
"""
    assert said(program) == ["True", "Chart"]
