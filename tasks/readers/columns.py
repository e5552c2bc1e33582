"""Which column of a table holds what: what the settings say, else what the names suggest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tasks.readers.limits import Refused
from tasks.readers.records import Beside

FIELDS: Final = (
    "text", "html", "url", "title", "published_at", "outlet", "byline", "section", "fetched_at",
)  # fmt: skip

# Names without blanks, dashes, dots and case, a field a paragraph. Those of one line are equally
# good; a line is asked only when none of those before it is there. Gathered from newspaper4k,
# news-please, trafilatura, GDELT, LexisNexis exports and the tables of the corpora.
_NAMES_AS_TEXT: Final = """
text: text body fulltext maintext bodytext articletext articlebody articlecontent cleantext \
plaintext textcontent contenttext content newstext storytext
text: article story copy rawtext rawcontent document doc

html: html rawhtml pagehtml contenthtml articlehtml bodyhtml htmlcontent

url: url articleurl pageurl weburl
url: link articlelink permalink canonicalurl uri
url: sourceurl sourcelink articlesourcelink originallink href webpage documentidentifier

title: title articletitle newstitle
title: headline headlinemain heading
title: posttitle originaltitle subject

published_at: publishedat datepublished datepublish publishdate publisheddate publicationdate \
pubdate published firstpublished firstpublishedat postdate articledate newsdate publishedtime \
publishtime publisheddatetime webpublicationdate
published_at: date
published_at: datetime timestamp time day created createdat datetext

outlet: outlet publisher publication newspaper newspapername sitename medium mediaoutlet outletname
outlet: source sourcename newssource
outlet: sourcedomain domain site website host hostname medianame

byline: byline
byline: authors
byline: author
byline: creator writer reporter journalist

section: section sectionname
section: category newscategory
section: desk rubric categories

fetched_at: fetchedat crawledat scrapedat retrievedat downloadedat datedownload crawldate \
scrapedate downloaddate fetchtime crawltime scrapetime warcdate accessdate
"""
_PAIRS: Final = tuple(
    (field, frozenset(names.split()))
    for field, _, names in (line.partition(":") for line in _NAMES_AS_TEXT.split("\n") if line)
)
NAMES: Final[Mapping[str, tuple[frozenset[str], ...]]] = MappingProxyType(
    {field: tuple(names for name, names in _PAIRS if name == field) for field in FIELDS}
)


@dataclass(frozen=True, slots=True)
class Guess:
    """The column of each field that has one, and the fields that more than one may fill."""

    mapping: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]


def guess_columns(names: Iterable[str]) -> Guess:
    """What the column names suggest; nothing for a field whose name no column bears."""
    whole: dict[str, list[str]] = {}
    inner: dict[str, list[str]] = {}  # `meta.url` is the url, where no column of its own is
    for name in names:
        whole.setdefault(_plain(name), []).append(name)
        if "." in name:
            inner.setdefault(_plain(name.rpartition(".")[2]), []).append(name)
    mapping: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for field, rows in NAMES.items():
        found = _first_row(rows, whole) or _first_row(rows, inner)
        if len(found) == 1:
            mapping[field] = found[0]
        elif found:
            ambiguous[field] = found
    return Guess(mapping, ambiguous)


def _first_row(rows: tuple[frozenset[str], ...], names: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The columns of the first row of names that any bears."""
    for row in rows:
        found = tuple(name for plain in names if plain in row for name in names[plain])
        if found:
            return found
    return ()


def choose_columns(names: Iterable[str], told: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
    """The column of each field, settings first, and a line that says so to a person.

    `told` maps a field to the name of its column. Raises Refused: `missing_column`,
    `ambiguous_columns` or `no_text_column`.
    """
    present = [name for name in names if name]
    seen = ", ".join(present[:40])
    guess = guess_columns(present)
    mapping = {field: name for field, name in guess.mapping.items() if field not in told}
    for field, name in told.items():
        if name in present:
            mapping[field] = name
        elif field == "text" and name:
            raise Refused(
                "missing_column", f"there is no column {name!r} (columns.text); there are: {seen}"
            )
    if "text" not in mapping and "text" in guess.ambiguous and "text" not in told:
        candidates = guess.ambiguous["text"]
        raise Refused(
            "ambiguous_columns",
            f"{' and '.join(candidates)} may each hold the text; "
            f"write columns.text = {candidates[0]!r} or another in the settings",
        )
    if "text" not in mapping and "html" not in mapping:
        raise Refused(
            "no_text_column",
            f"no column is named as a text is; there are: {seen}. If one holds it, write "
            "columns.text = its name in the settings",
        )
    return mapping, _in_words(mapping, guess, told)


def _in_words(mapping: Mapping[str, str], guess: Guess, told: Mapping[str, str]) -> str:
    said = [f"{field} = {mapping[field]}" for field in FIELDS if field in mapping]
    open_ones = [
        f"{field} left empty: {' and '.join(names)} may each be it"
        for field, names in guess.ambiguous.items()
        if field not in mapping and field not in told
    ]
    return "; ".join(["columns read: " + ", ".join(said), *open_ones])


def beside_of(fields: Mapping[str, str | None], *, is_html: bool) -> Beside:
    """What a row says beside its text; empty cells say nothing."""
    url, title, published_at, outlet, byline, section, fetched_at = (
        (fields.get(field) or "").strip() or None for field in FIELDS[2:]
    )
    content_type = "text/html; charset=utf-8" if is_html else None
    return Beside(url, outlet, title, published_at, fetched_at, byline, section, content_type)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
