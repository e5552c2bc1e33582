"""How many scripts of a machine are known, and how many manuals and articles taken for one.

python -m benchmarks.code_known FOLDER ...
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from benchmarks.page_sets import SETS, samples
from tasks.readers.forms import HEAD, form_of
from tasks.readers.streams import LOOK

CODE: Final = frozenset({".css", ".js", ".mjs", ".cjs"})
MANUALS: Final = frozenset({".txt", ".md", ".rst"})
SIGN: Final = 20  # letters of an article's end, by which a text is seen to hold it


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


def dumps(separator: str) -> Iterator[bytes]:
    """The texts of the labelled pages as programs take them, code and all, from the code on.

    Only those whose article stands behind the code.
    """
    for corpus in SETS:
        for sample in samples(corpus):
            root = LexborHTMLParser(sample.html).root
            code = root.css_first("style,script:not([src])") if root else None
            text = root.text(deep=True, separator=separator) if root else ""
            begin = text.find(code.text(deep=True)) if code else -1
            behind = text[max(begin, 0) :].lstrip()
            if begin >= 0 and _letters(sample.body)[-SIGN:] in _letters(behind):
                yield behind.encode("utf-8", "replace")[:LOOK]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def main() -> None:
    """Print a row for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    print(f"{'files':<34}{'number':>8}{'taken for code':>16}")
    for name, found in (
        ("style sheets and scripts", heads(folders, CODE)),
        ("manuals", heads(folders, MANUALS)),
        ("articles behind a page's code", dumps("\n")),
        ("the same, lines put together", dumps("")),
    ):
        taken = [form_of(head, "") == "media" for head in found]
        print(f"{name:<34}{len(taken):>8,}{sum(taken):>16,}")


if __name__ == "__main__":
    main()
