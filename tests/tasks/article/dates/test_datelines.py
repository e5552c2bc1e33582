"""Datelines before leads."""

import re

import pytest

from tasks.article.dates.datelines import bare_dateline, is_bare_dateline, read_dateline
from tasks.rulebook import load_registry

LEAD = "The harbor reopened on Tuesday."


@pytest.mark.parametrize(
    ("head", "place", "day", "credit"),
    [
        ("LINHAI, Nov. 22 (Xinhua) -- ", "LINHAI", "Nov. 22", "Xinhua"),
        ("LINHAI, Nov 22 -- ", "LINHAI", "Nov 22", ""),
        ("DHAKA, Bangladesh — ", "DHAKA, Bangladesh", "", ""),
        ("NEW YORK Jan 5 (Reuters) - ", "NEW YORK", "Jan 5", "Reuters"),
        ("PARIS, February 9. /TASS/. ", "PARIS", "February 9", "TASS"),
        ("London (AFP) - ", "London", "", "AFP"),
        ("HAVANA, APRIL 8 - ", "HAVANA", "APRIL 8", ""),
        ("Caracas, Venezuela -- ", "Caracas, Venezuela", "", ""),
        ("(ECNS) -- ", "", "", "ECNS"),
        ("(CNN)", "", "", "CNN"),
        ("LINHAI - LINHAI (AP) - ", "LINHAI", "", "AP"),
        ("Linhai city, april 1 - ", "Linhai city", "april 1", ""),
        ("LINHAI, APril 3 - ", "LINHAI", "APril 3", ""),
        ("Linhai, 2 March - ", "Linhai", "2 March", ""),
        ("TAUPO, New Zealand, March 23, Reuter - ", "TAUPO, New Zealand", "March 23", "Reuter"),
        ("OMSK /Russia/, May 7./TASS/.", "OMSK /Russia/", "May 7", "TASS"),
        ("KINSHASA, Republic of Congo — ", "KINSHASA, Republic of Congo", "", ""),
    ],
)
def test_place_day_and_credit_are_read(head: str, place: str, day: str, credit: str) -> None:
    found = read_dateline(head + LEAD)
    assert found is not None
    assert (found.place, found.day, found.credit) == (place, day, credit)
    assert (head + LEAD)[found.end :] == LEAD


@pytest.mark.parametrize(
    "text",
    [
        "The harbor reopened on Tuesday - and closed again on Friday.",
        "CHINA-US TRADE: what next for the harbor towns of the coast",
        "A - Z of harbors, with maps of each and every one of them",
        "Jo Field, the mayor, said the harbor - and the town - were safe.",
        "LINHAI, Nov. 22 (Xinhua) -- ",
        "On Monday, March 4 - the eve of the storm - the harbor was closed.",
        "Linhai on May 5 - the day of the vote - was as quiet as a church.",
    ],
)
def test_leads_without_a_dateline_keep_their_words(text: str) -> None:
    assert read_dateline(text) is None


def test_a_dateline_alone_needs_its_day_or_agency() -> None:
    assert is_bare_dateline("BEDFORD, N.H., April 9 -")
    assert is_bare_dateline("OSLO —")
    assert not is_bare_dateline("WASHINGTON -")
    assert not is_bare_dateline("LINHAI, Nov 22 -- The harbor")
    found = bare_dateline("BEDFORD, N.H., April 9 -")
    assert found is not None
    assert found.day == "April 9"


def test_an_outlet_may_have_a_form_of_its_own() -> None:
    own = (re.compile(r"(?P<place>[A-Z]{4,20}) (?=[A-Z][a-z])"),)
    found = read_dateline("DHAKA " + LEAD, own)
    assert found is not None
    assert found.place == "DHAKA"
    assert read_dateline("DHAKA " + LEAD) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("TAIZHOU, Ind. Republican voters went to the polls in the snow", "TAIZHOU, Ind."),
        ("TAIZHOU, Taiwan A powerful earthquake struck the harbor", "TAIZHOU, Taiwan"),
        ("LONDON U.S. President Jo Field opened the harbor", "LONDON"),
        ("NEW YORK A mid-level court of appeal said on Monday", "NEW YORK"),
        ("HANOVER, Germany/LONDON President Jo Field plans a visit", "HANOVER, Germany/LONDON"),
    ],
)
def test_reuters_prints_datelines_without_a_mark(text: str, place: str) -> None:
    found = read_dateline(text, load_registry().outlets["reuters"].datelines)
    assert found is not None
    assert found.place == place
