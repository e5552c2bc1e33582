"""Where paragraphs stand: their bytes say what they say, and nothing of the capture is lost."""

import os
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.model import Article, Paragraph
from tasks.article.reading import read_capture
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.readers.text import BLANKS, UnreadableText, text_of_bytes
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader
from tasks.text.words import letters_of

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("DATELINE_SHARED", str(ROOT.parent / "shared")))
FILES = [*sorted((ROOT / "samples/copy").rglob("*.txt")), *sorted((SHARED / "seeds").glob("*.txt"))]
ENOUGH_ALIKE = 0.9  # letters: a merged paragraph may have words of its other copies


@dataclass(frozen=True)
class Case:
    name: str
    data: bytes
    encoding: str
    mark: int
    article: Article


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="module")
def languages() -> LanguageReader:
    return LanguageReader()


@pytest.fixture(scope="module")
def cases(registry: Registry, languages: LanguageReader) -> list[Case]:
    found = []
    for path in FILES:
        data = path.read_bytes()
        try:
            reading = read_capture(data, Beside(), registry)
        except UnreadableText:
            continue
        article = clean_article(reading, registry, languages)
        decoded = reading.decoded
        found.append(Case(path.name, data, decoded.encoding, decoded.mark, article))
    return found


def read(text: str, registry: Registry, languages: LanguageReader) -> Article:
    return clean_article(read_capture(text.encode(), Beside(), registry), registry, languages)


def ranges(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The paragraph's own bytes, then those it was repaired from."""
    spans = [(paragraph.byte_start, paragraph.byte_end)]
    for piece in (paragraph.repaired_from or "").split(","):
        if piece:
            start, _, end = piece.partition("-")
            spans.append((int(start), int(end)))
    return spans


def test_the_bytes_of_every_paragraph_say_its_words(cases: list[Case]) -> None:
    for case in cases:
        for paragraph in case.article.paragraphs:
            start, end = ranges(paragraph)[0]
            there = letters_of(text_of_bytes(case.data[start:end], case.encoding))
            said = letters_of(paragraph.text)
            if paragraph.repair is None:
                assert there == said, (case.name, paragraph.text)
            elif said:
                assert len(there) >= ENOUGH_ALIKE * len(said), (case.name, paragraph.text)


def test_paragraphs_do_not_share_bytes(cases: list[Case]) -> None:
    for case in cases:
        spans = sorted(ranges(paragraph)[0] for paragraph in case.article.paragraphs)
        for (_, end), (start, _) in pairwise(spans):
            assert end <= start, (case.name, end, start)


def test_no_character_of_a_capture_is_in_no_paragraph(cases: list[Case]) -> None:
    for case in cases:
        covered = bytearray(len(case.data))
        covered[: case.mark] = b"\1" * case.mark
        for paragraph in case.article.paragraphs:
            for start, end in ranges(paragraph):
                covered[start:end] = b"\1" * (end - start)
        last = 0
        while (start := covered.find(0, last)) >= 0:
            last = covered.find(1, start)
            last = len(covered) if last < 0 else last
            left = text_of_bytes(case.data[start:last], case.encoding)
            assert not left.strip(BLANKS), (case.name, left)


def test_dateline_and_sign_off_leave_the_copy(
    registry: Registry, languages: LanguageReader
) -> None:
    text = (
        "Port opens again after storm\n"
        "LINHAI, Nov. 22 (Xinhua) -- The harbor of Linhai reopened on Tuesday.\n"
        "Fishermen had waited for eleven days. (Xinhua)\n"
    )
    article = read(text, registry, languages)
    assert article.body == (
        "The harbor of Linhai reopened on Tuesday.\n\nFishermen had waited for eleven days."
    )
    assert [(p.kind, p.text) for p in article.paragraphs if p.kind in ("dateline", "credit")] == [
        ("dateline", "LINHAI, Nov. 22 (Xinhua) --"),
        ("credit", "(Xinhua)"),
    ]
    assert article.agency_id == "xinhua"
    assert article.dateline_place == "LINHAI"


def test_a_page_reference_at_the_end_of_a_paragraph_leaves_the_copy(
    registry: Registry, languages: LanguageReader
) -> None:
    text = (
        "The harbor of Linhai reopened on Tuesday after the storm had passed.\n"
        "Fishermen had waited for eleven days. (China Daily 11/18/2017 page9)"
    )
    article = read(text, registry, languages)
    assert article.body.endswith("eleven days.")
    assert article.outlet_id == "china_daily"
    assert article.paragraphs[-1].text == "(China Daily 11/18/2017 page9)"


def test_an_end_mark_behind_the_last_sentence_leaves_the_copy(
    registry: Registry, languages: LanguageReader
) -> None:
    text = "The harbor of Linhai reopened.\nFishermen had waited for eleven days. REUTER"
    assert read(text, registry, languages).body.endswith("eleven days.")


def test_copy_told_twice_is_one_article_with_both_places(
    registry: Registry, languages: LanguageReader
) -> None:
    first = "The harbor of Linhai reopened on Tuesday after eleven days of storm, its master said."
    second = "Fishermen said they had lost most of the first catch and would ask for help soon."
    third = "A report on the damage is expected before the end of the month, the office added."
    text = "\n".join([first, second, third, f"{first}{second}{third}"])
    article = read(text, registry, languages)
    assert article.body == "\n\n".join([first, second, third])
    assert "doubled_text" in article.flags
    assert all(p.copies == 2 for p in article.paragraphs if p.kind == "body")


def test_wrapped_lines_are_paragraphs_and_said_to_be(
    registry: Registry, languages: LanguageReader
) -> None:
    text = (
        "PORT OPENS AGAIN AFTER STORM\n"
        "    LINHAI, April 9 - The harbor of Linhai was opened again on\n"
        "Tuesday after eleven days of storm, and fishermen who had been\n"
        "waiting for calm water were seen leaving before it was light.\n"
        "    The master of the port said that both cranes had been looked\n"
        "at by engineers and were found to be in good order.\n"
        " Reuter\n"
    )
    article = read(text, registry, languages)
    body = [p for p in article.paragraphs if p.kind == "body"]
    assert len(body) == 2
    assert all(p.repair == "unwrapped" for p in body)
    assert article.dateline_place == "LINHAI"


@pytest.mark.parametrize("blank", ["&nbsp;", "&#8203;", "\x1a", "\x07", "&zwj;"])
def test_a_line_that_shows_nothing_is_no_paragraph(
    registry: Registry, languages: LanguageReader, blank: str
) -> None:
    first = "The harbor of Linhai reopened on Tuesday after eleven days of storm, its master said."
    second = "Fishermen said they had lost most of the first catch and would ask for help soon."
    for text in (f"{first}\n\n{blank}\n\n{second}\n", f"{first}\n\n{second}\n{blank}"):
        article = read(text, registry, languages)
        assert [p.text for p in article.paragraphs] == [first, second]
    page = f"<p>{first}</p><p>{blank.replace('&', '&amp;')}</p><p>{second}</p>"
    article = read(f"<html><body>{page}</body></html>", registry, languages)
    assert [p.text for p in article.paragraphs] == [first, second]
