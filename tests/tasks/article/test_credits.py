"""Lines that say who wrote the text: sign-offs of one house or several, of desks, of writers."""

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.credits import CreditLine, attribute, sign_off_start
from tasks.article.model import Article
from tasks.article.reading import read_capture
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader

COPY = (
    "The harbour of Linhai reopened on Friday after the storm, the city said in a statement.\n"
    "The first ferry left for the islands at noon with sixty passengers and their bags aboard.\n"
)
LAST = "Repairs to the old pier will take until spring."


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def cleaned(text: str, registry: Registry) -> Article:
    reading = read_capture(text.encode(), Beside(outlet="The Linhai Sentinel"), registry)
    return clean_article(reading, registry, LanguageReader())


@pytest.mark.parametrize(
    ("closing", "agency", "kind"),
    [
        ("(Xinhua)", "xinhua", "agency"),
        ("(dpa)", "dpa", "agency"),
        ("(Reuters, AP, AFP)", "reuters", "mixed"),
        ("dm/sms (AP, Reuters, dpa, AFP) -", "ap", "mixed"),
        ("- jbh/gsw (dpa)", "dpa", "mixed"),
        ("es,nm/tj-(AFP, dpa)", "afp", "mixed"),
        ("(SID, dpa)", "dpa", "agency"),
        ("mp/jh (DPA/SID)", "dpa", "mixed"),
    ],
)
def test_a_sign_off_leaves_the_copy_and_says_whose_text_it_is(
    closing: str, agency: str, kind: str, registry: Registry
) -> None:
    for text in (f"{COPY}{LAST} {closing}", f"{COPY}{LAST}\n{closing}"):
        article = cleaned(text, registry)
        assert article.body.endswith(LAST)
        assert (article.agency_id, article.attribution) == (agency, kind)
        assert article.attribution_basis == "signoff"
        told = [one.value for one in article.evidence if one.field == "agency" and one.is_chosen]
        assert told == [agency]


@pytest.mark.parametrize(
    "text",
    [
        "He spoke of two others (the AP, he said, knew).",
        "The strait is 5 miles wide (AP, 2015)",
        "The pier is old. (Reuters, with additional reporting by Jo Field)",
        "The pier is old and/or (broken, they said)",
        "The pier is old. (Linhai, Busan, AP)",
    ],
)
def test_what_stands_in_brackets_is_no_sign_off_unless_it_names_houses(
    text: str, registry: Registry
) -> None:
    assert sign_off_start(text, registry) == -1


@pytest.mark.parametrize(
    ("line", "agency", "kind", "byline"),
    [
        ("Jo Field, Associated Press", "ap", "agency", ("Jo Field",)),
        ("AFP - Xinhua", "afp", "mixed", ()),
        ("Reuters-Xinhua", "reuters", "mixed", ()),
    ],
)
def test_a_line_of_writers_and_houses_above_the_copy_is_their_byline(
    line: str, agency: str, kind: str, byline: tuple[str, ...], registry: Registry
) -> None:
    article = cleaned(f"Harbour opens again\n{line}\n{COPY}{LAST}", registry)
    assert article.body == f"{COPY}{LAST}".replace("\n", "\n\n")
    assert (article.agency_id, article.attribution, article.byline) == (agency, kind, byline)


@pytest.mark.parametrize(
    ("line", "agency", "names"),
    [
        ("By Associated Press in Valencia", "ap", ()),
        ("By Press Association Reporter", "pa_media", ()),
        ("By Agence France-Presse in Beirut", "afp", ()),
        ("By Reuters Staff", "reuters", ()),
        ("By AFP in Lima and Jo Field", "afp", ("Jo Field",)),
        ("By Xinhua writer Jo Field", "xinhua", ("Jo Field",)),
        ("By Jo Field, Associated Press Writer", "ap", ("Jo Field",)),
    ],
)
def test_an_agency_is_credited_with_its_place_or_its_staff(
    line: str, agency: str, names: tuple[str, ...], registry: Registry
) -> None:
    found = attribute([CreditLine("byline", line, 0, len(line))], "linhai_sentinel", registry)
    assert (found.agency_id, found.byline, found.kind) == (agency, names, "agency")


@pytest.mark.parametrize("line", ["By Jo Field in Linhai", "By Staff Reporter", "By Ann Press"])
def test_writers_at_a_place_and_staff_of_nobody_are_no_agency(
    line: str, registry: Registry
) -> None:
    found = attribute([CreditLine("byline", line, 0, len(line))], "linhai_sentinel", registry)
    assert found.agency_id is None
