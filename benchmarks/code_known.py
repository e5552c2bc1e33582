"""How many scripts and style sheets of a machine are known, and how many manuals taken for one.

python -m benchmarks.code_known FOLDER ...
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tasks.readers.forms import HEAD, form_of
from tasks.readers.streams import LOOK

CODE: Final = frozenset({".css", ".js", ".mjs", ".cjs"})
MANUALS: Final = frozenset({".txt", ".md", ".rst"})


def heads(folders: Sequence[Path], suffixes: frozenset[str]) -> Iterator[bytes]:
    """What a run looks at of the files of these suffixes, each different beginning once."""
    seen: set[bytes] = set()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in suffixes and path.is_file():
                with path.open("rb") as stream:
                    head = stream.read(LOOK)
                if head[:HEAD] not in seen:
                    seen.add(head[:HEAD])
                    yield head


def main() -> None:
    """Print a row for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    print(f"{'files':<26}{'number':>8}{'taken for code':>16}")
    for name, suffixes in (("style sheets and scripts", CODE), ("manuals", MANUALS)):
        taken = [form_of(head, "") == "media" for head in heads(folders, suffixes)]
        print(f"{name:<26}{len(taken):>8,}{sum(taken):>16,}")


if __name__ == "__main__":
    main()
