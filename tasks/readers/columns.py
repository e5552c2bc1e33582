"""Which column of a table holds what: what the settings say, else what the names suggest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from tasks.readers.limits import Refused
from tasks.readers.records import Beside
from tasks.text.null_words import said_or_none

FIELDS: Final = (
    "text", "html", "url", "title", "published_at", "outlet", "byline", "section", "fetched_at",
)  # fmt: skip

_MARKS: Final = re.compile(r"[\W_]+")
_DATE: Final = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"
)
MOST_SHOWN: Final = 30  # columns named in one line; tables of news have some dozen
LONGEST_SHOWN: Final = 60  # characters of a name
DEEPEST: Final = 4  # steps of `meta.source.url` that are looked at, from its end

# Names without blanks, dashes, dots, accents and case, a field a paragraph. Those of one line are
# equally good, in whatever language; a line is asked only when none of those before it is there.
# Gathered from newspaper4k, news-please, trafilatura, GDELT, LexisNexis exports and the tables of
# the corpora; the German, French and Spanish ones say the same. Left out are words that are
# something else in another of these languages: Tag, media, editorial.
_NAMES_AS_TEXT: Final = """
text: maintext plaintext bodytext textcontent fullcontent
text: text body fulltext articletext articlebody articlecontent cleantext \
contenttext content newstext storytext \
volltext artikeltext fliesstext haupttext inhalt texte texteintegral textecomplet contenu corps \
corpsdutexte corpsdelarticle textedelarticle texto textocompleto contenido cuerpo \
cuerpodelarticulo textodelarticulo
text: article story copy rawtext rawcontent cleanedtext paragraphs document doc \
artikel beitrag dokument articulo noticia \
documento

html: html rawhtml pagehtml
html: contenthtml articlehtml bodyhtml htmlcontent

url: url articleurl pageurl weburl webadresse
url: link articlelink permalink canonicalurl uri lien liendelarticle enlace enlacedelarticulo
url: sourceurl sourcelink articlesourcelink originallink href webpage documentidentifier quellurl \
quellenurl warctargeturi targeturi respondedurl finalurl documenturl
url: requestedurl originalurl

title: title articletitle newstitle webtitle titel artikeltitel titre titredelarticle titulo \
titulodelarticulo
title: headline headlinemain heading uberschrift ueberschrift schlagzeile grostitre titular \
encabezado
title: posttitle originaltitle subject betreff

published_at: publishedat datepublished datepublish publishdate publisheddate publicationdate \
pubdate published firstpublished firstpublishedat postdate articledate newsdate publishedtime \
publishtime publisheddatetime webpublicationdate publishingdate datetimepub \
veroffentlichungsdatum veroeffentlichungsdatum veroffentlicht veroeffentlicht veroffentlichtam \
veroeffentlichtam erscheinungsdatum publikationsdatum erschienen erschienenam datepublication \
datedepublication dateparution datedeparution publiele fechapublicacion fechadepublicacion \
publicado publicadoel
published_at: date datum fecha
published_at: datetime timestamp time day created createdat datetext zeitstempel zeitpunkt \
horodatage

outlet: outlet publisher publishername publication pubtitle publicationtitle newspaper \
newspapername sitename medium mediaoutlet outletname \
zeitung zeitungsname publikation nomdujournal periodico diario medio nombredelmedio
outlet: source sourcename sourcetitle newssource journal quelle quellenname fuente
outlet: sourcedomain domain canonicaldomain site website host hostname sourcehostname sourceuri \
sourcecommonname medianame webseite siteweb domaine sitioweb \
dominio

byline: byline bylineoriginal autorenzeile
byline: authors autoren auteurs autores
byline: author authorname authorsname autor verfasser auteur
byline: creator writer reporter journalist redakteur redacteur journaliste redactor periodista \
reportero

section: section sectionname ressort seccion
section: category newscategory kategorie categorie categoria
section: desk rubric categories rubrik rubrique

fetched_at: fetchedat crawledat scrapedat retrievedat downloadedat datedownload crawldate \
scrapedate downloaddate fetchtime crawltime scrapetime warcdate accessdate \
abrufdatum abgerufen abgerufenam zugriffsdatum datedeconsultation consultele dateacces datedacces \
fechadeconsulta fechadeacceso
"""
_PAIRS: Final = tuple(
    (field, frozenset(names.split()))
    for field, _, names in (line.partition(":") for line in _NAMES_AS_TEXT.split("\n") if line)
)
NAMES: Final[Mapping[str, tuple[frozenset[str], ...]]] = MappingProxyType(
    {field: tuple(names for name, names in _PAIRS if name == field) for field in FIELDS}
)
# What a name means only in the company of others, by the names that tell: of trafilatura `source`
# is the address, of FineWeb `date` the day of the crawl.
_IN_COMPANY: Final[tuple[tuple[frozenset[str], str, str], ...]] = (
    (frozenset({"source", "sourcehostname", "fingerprint"}), "url", "source"),
    (frozenset({"source", "sourcehostname", "fingerprint"}), "outlet", "sourcehostname"),
    (frozenset({"text", "url", "date", "dump", "filepath"}), "fetched_at", "date"),
)
# C4 and its kin have these columns and no other; the time is that of the crawl.
_C4: Final = frozenset({"text", "url", "timestamp"})


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
            steps = name.split(".")
            for at in range(max(1, len(steps) - DEEPEST), len(steps)):
                inner.setdefault(_plain("".join(steps[at:])), []).append(name)
    mapping = _in_company(whole)
    ambiguous: dict[str, tuple[str, ...]] = {}
    for name in mapping.values():
        del whole[_plain(name)]
    for field, rows in NAMES.items():
        if field in mapping:
            continue
        found = _first_row(rows, whole) or tuple(dict.fromkeys(_first_row(rows, inner)))
        if len(found) == 1:
            mapping[field] = found[0]
        elif found:
            ambiguous[field] = found
    return Guess(mapping, ambiguous)


def _in_company(whole: Mapping[str, list[str]]) -> dict[str, str]:
    """The columns that the others tell."""
    told = [(field, plain) for names, field, plain in _IN_COMPANY if names <= whole.keys()]
    if _is_c4(whole):
        told.append(("fetched_at", "timestamp"))
    return {field: whole[plain][0] for field, plain in told if len(whole[plain]) == 1}


def _is_c4(names: Iterable[str]) -> bool:
    return set(map(_plain, names)) == _C4


def _first_row(rows: tuple[frozenset[str], ...], names: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The columns of the first row of names that any bears; two of one name are two."""
    for row in rows:
        found = [name for plain in names if plain in row for name in names[plain]]
        if found:
            return tuple(found)
    return ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The column of each field of one table, the fields the settings chose, and a line of it all.

    `remark` says to a person what was read as what, what was not read, and what was left open.
    `spare` are columns of texts that were passed over because the first rows have nothing there.
    """

    mapping: Mapping[str, str]
    told: frozenset[str]
    remark: str
    spare: tuple[str, ...] = ()


def choose_columns(
    names: Iterable[str], told: Mapping[str, str], empty: frozenset[str] = frozenset()
) -> Chosen:
    """The column of each field: what the settings name, where this table has it, else the guess.

    `told` maps a field to the name of its column, for all tables of a run. A table without that
    column is another kind of table, and what its own names suggest holds. A column of which the
    first rows are `empty` is guessed only where no other bears a name of the field. Raises Refused:
    `missing_column`, `ambiguous_columns` or `no_text_column`.
    """
    present = [name for name in names if name]
    guess = _guess_of_filled(present, empty)
    here = {field: name for field, name in told.items() if name in present}
    # a field whose column is named as nothing stays empty; a column named for a field is no other's
    guessed = {
        field: name
        for field, name in guess.mapping.items()
        if told.get(field) != "" and name not in here.values()
    }
    mapping = {**guessed, **here}
    absent = {field: name for field, name in told.items() if field not in here and name}
    is_open = "text" in guess.ambiguous and told.get("text") != ""
    if "text" not in mapping and (is_open or "html" not in mapping):
        raise _no_text(present, guess, absent.get("text"))
    spare = tuple(
        name
        for name in present
        if name in empty
        and name not in mapping.values()
        and "text" in guess_columns([name]).mapping
    )
    return Chosen(mapping, frozenset(here), _in_words(mapping, guess, absent, present), spare)


def _guess_of_filled(present: list[str], empty: frozenset[str]) -> Guess:
    """What the names of columns with something in them suggest, then those of the empty ones."""
    every = guess_columns(present)
    if empty.isdisjoint(present):
        return every
    filled = guess_columns(name for name in present if name not in empty)
    mapping = {**every.mapping, **filled.mapping}
    ambiguous = {**every.ambiguous, **filled.ambiguous}
    return Guess(
        {field: name for field, name in mapping.items() if field not in filled.ambiguous},
        {field: names for field, names in ambiguous.items() if field not in filled.mapping},
    )


def why_no_names(cells: Iterable[str]) -> str:
    """Why the cells of a first row cannot be the names of columns; empty where they may be."""
    for number, cell in enumerate(map(str.strip, cells), start=1):
        if cell.startswith(("http://", "https://")):
            return f"cell {number} is an address"
        if _DATE.match(cell):
            return f"cell {number} is a date"
        if len(cell) > LONGEST_SHOWN:
            return f"cell {number} has {len(cell):,} characters, more than a name has"
    return ""


def _no_text(present: list[str], guess: Guess, absent: str | None) -> Refused:
    """Why no column is the text, and what to set."""
    seen = _bounded(present)
    if absent is not None:
        return Refused(
            "missing_column",
            f"there is no column {absent!r} (columns.text), and none is named as a text alone is; "
            f"there are: {seen}",
        )
    if "text" in guess.ambiguous:
        candidates = guess.ambiguous["text"]
        return Refused(
            "ambiguous_columns",
            f"{' and '.join(candidates)} may each hold the text; "
            f"write columns.text = {candidates[0]!r} or another in the settings (--column text=…)",
        )
    return Refused(
        "no_text_column",
        f"no column is named as a text is; there are: {seen}. If one holds it, write "
        "columns.text = its name in the settings, or give --column text=…",
    )


def _in_words(
    mapping: Mapping[str, str], guess: Guess, absent: Mapping[str, str], present: list[str]
) -> str:
    said = [f"{field} = {mapping[field]}" for field in FIELDS if field in mapping]
    open_ones = [
        f"{field} left empty: {' and '.join(names)} may each be it"
        for field, names in guess.ambiguous.items()
        if field not in mapping
    ]
    ambiguous = {name for field in guess.ambiguous for name in guess.ambiguous[field]}
    unread = [name for name in present if name not in mapping.values() and name not in ambiguous]
    if _is_c4(present) and "published_at" not in mapping and "fetched_at" in mapping:
        open_ones.append(
            f"{mapping['fetched_at']} is taken for the crawl's time, as these columns are "
            f"those of C4; if it is the article's, write "
            f"columns.published_at = {mapping['fetched_at']!r}"
        )
    if unread:
        open_ones.append(f"not read: {_bounded(unread)}")
    if absent:
        named = ", ".join(f"{field} = {name}" for field, name in absent.items())
        open_ones.append(f"columns that the settings name and this table lacks: {named}")
    return "; ".join(["columns read: " + ", ".join(said), *open_ones])


def _bounded(names: list[str]) -> str:
    """The names, not more of them than a person reads, none longer than a name is."""
    shown = [
        name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}..."
        for name in dict.fromkeys(names)
    ]
    more = len(shown) - MOST_SHOWN
    return ", ".join(shown[:MOST_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def beside_of(fields: Mapping[str, str | None], *, is_html: bool) -> Beside:
    """What a row says beside its text; empty cells, and those of a null word, say nothing."""
    url, title, published_at, outlet, byline, section, fetched_at = (
        said_or_none(fields.get(field)) for field in FIELDS[2:]
    )
    content_type = "text/html; charset=utf-8" if is_html else None
    return Beside(url, outlet, title, published_at, fetched_at, byline, section, content_type)


def _plain(name: str) -> str:
    # an accent is a mark of its own then, and no letter
    return _MARKS.sub("", normalize("NFKD", name).casefold())
