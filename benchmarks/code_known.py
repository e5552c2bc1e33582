"""How many scripts and style sheets of a machine are known, and how many manuals taken for one.

python -m benchmarks.code_known FOLDER ...
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tasks.readers.code_text import is_code
from tasks.readers.forms import HEAD

CODE: Final = frozenset({".css", ".js", ".mjs", ".cjs"})
MANUALS: Final = frozenset({".txt", ".md", ".rst"})


def beginnings(folders: Sequence[Path], suffixes: frozenset[str]) -> Iterator[str]:
    """The beginnings of the files of these suffixes, each different one once."""
    seen: set[bytes] = set()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in suffixes and path.is_file():
                with path.open("rb") as stream:
                    seen.add(stream.read(HEAD))
    return (head.decode("utf-8", "replace") for head in seen)


def main() -> None:
    """Print a row for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    print(f"{'files':<26}{'number':>8}{'taken for code':>16}")
    for name, suffixes in (("style sheets and scripts", CODE), ("manuals", MANUALS)):
        taken = [is_code(text) for text in beginnings(folders, suffixes)]
        print(f"{name:<26}{len(taken):>8,}{sum(taken):>16,}")


if __name__ == "__main__":
    main()
