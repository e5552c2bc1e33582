"""What lies beside pages and is none: the folder a browser saves with a page, notes of a crawl."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from tasks.readers.records import NoRecord

# How browsers end the name of the folder with a page's styles, scripts and frames. Chrome has
# `_files` in all languages; Firefox, Opera and Internet Explorer have the language's own word.
ENDINGS: Final = (
    "_files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_bestanden", "_file", "_arquivos",
    "_ficheiros", "_filer", "-filer", "_tiedostot", "_pliki", "_soubory", "_súbory", "_datoteke",
    "_fajlovi", "_elemei", "_fitxers", "_fitxategiak", "_dosyalar", "_failid", "_fails", "_bylos",
    "_fișiere", "_fisiere", "_файлы", "_файли", "_файлове", "_αρχεία", ".files",
)  # fmt: skip
PAGES: Final = (".html", ".htm", ".xhtml", ".HTML", ".HTM")
REASON: Final = "saved_with_page"
MOST_NESTED: Final = 3  # folders of saved parts within each other; a name may have a hundred
# Pages of an archive without a directory that are remembered; a page's folder follows it at once.
MOST_SEEN: Final = 10_000
_FOLDER: Final = re.compile(r"(" + "|".join(map(re.escape, ENDINGS)) + r")[/\\]")
_ARCHIVE: Final = re.compile(r"archive/[^/]+\.w?arc(?:\.gz)?", re.IGNORECASE)


def page_of_folder(path: str, is_there: Callable[[str], bool]) -> str | None:
    """The page whose folder of saved parts the path lies in; None where no such page is there."""
    for found in islice(_FOLDER.finditer(path), MOST_NESTED):
        stem = path[: found.start()]
        if stem and stem[-1] not in "/\\":
            for suffix in PAGES:
                if is_there(stem + suffix):
                    return stem + suffix
    return None


def saved_with(name: str, page: str) -> NoRecord:
    """The refusal of a member that was saved as a part of the page."""
    return NoRecord(f"!{name}", "skipped", REASON, f"a part of {page}")


class PagesSeen:
    """The last pages that went by, of an archive whose members are known only one after another."""

    def __init__(self) -> None:
        self._pages: dict[str, None] = {}

    def page_of(self, name: str) -> str | None:
        """The page whose folder the member lies in, where that came before it."""
        if name.endswith(PAGES):
            self._pages[name] = None
            if len(self._pages) > MOST_SEEN:
                del self._pages[next(iter(self._pages))]
        return page_of_folder(name, self._pages.__contains__)


class Neighbours:
    """What the members of an archive are to each other, told from all of its names.

    `names` gives them anew at each call: only those that matter are kept in memory.
    """

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        wanted: set[str] = set()
        is_described = is_crawl = False
        for name in names():
            is_described = is_described or name == "datapackage.json"
            is_crawl = is_crawl or _ARCHIVE.fullmatch(name) is not None
            wanted.update(_pages_wanted(name))
        self._pages = {name for name in names() if name in wanted} if wanted else set()
        self._is_wacz = is_described and is_crawl

    def no_copy(self, name: str) -> NoRecord | None:
        """Why the member is no copy; None for one that may be."""
        if self._is_wacz and not name.startswith("archive/"):
            detail = "an index, a list of pages or a log of the crawl whose pages are in archive/"
            return NoRecord(f"!{name}", "skipped", "wacz_note", detail)
        page = page_of_folder(name, self._pages.__contains__)
        return saved_with(name, page) if page else None


def _pages_wanted(name: str) -> Iterator[str]:
    """The pages that would make the member a part of one of them."""
    for found in islice(_FOLDER.finditer(name), MOST_NESTED):
        yield from (name[: found.start()] + suffix for suffix in PAGES)
