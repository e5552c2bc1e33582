"""Made-up documents as news databases export them."""

import textwrap

TITLES = (
    "Harbor talks end with pledge to reopen ferry line",
    "Second round of talks fails over the price of a pier",
    "First boat in eleven years sails for Linhai at dawn",
)
_COPY = """
Officials of two coastal cities agreed on Tuesday to reopen a ferry line that was closed for
eleven years, saying the first boat would leave before the end of the year.

The agreement came after three rounds of talks in Linhai, in which both sides said they would
share the cost of a new pier. "We are glad," said Ann Marsh of the harbor office.

A second round of talks about the ferry broke off on Monday when neither city wanted to pay for
the pier that both of them need, officials said.

The mayor of Linhai called it a matter of weeks. Traders in the old town, who were not asked, put
up a sign that counts the days without a boat.

The first boat in eleven years left the old terminal on Friday with two hundred people, a brass
band and a cow that was to be sold on the other side.

It was late by nine minutes, which nobody minded. The captain said the sea had been flat and the
coffee weak, and that he would be back before dark.
"""
_PLAIN = [" ".join(text.split()) for text in _COPY.split("\n\n")]
PARAGRAPHS = tuple(zip(_PLAIN[::2], _PLAIN[1::2], strict=True))


def wrapped(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(text, 79)) for text in paragraphs)


def over_lines(headline: str) -> str:
    return "\n".join(textwrap.wrap(headline, 30))


def centred(text: str) -> str:
    return text.center(80).rstrip()


def nexis(number: int, of: int = 3) -> str:
    """The classic export, hard-wrapped, with a headline over two lines."""
    return f"""{centred(f"{number} of {of} DOCUMENTS")}



{centred("The Riverton Gazette")}

{centred("March 3, 2021 Wednesday")}
{centred("Final Edition")}

{over_lines(TITLES[number - 1])}

BYLINE: By Jo Field, Staff writer

SECTION: A; National Desk; Pg. 4

LENGTH: 1,112 words

DATELINE: RIVERTON, March 2

HIGHLIGHT: Two cities share the cost of a pier that is to be ready before the
summer begins

{wrapped(PARAGRAPHS[number - 1])}

GRAPHIC: The old terminal, in a picture of March 3, 2006

LOAD-DATE: March 4, 2021

LANGUAGE: ENGLISH

URL: http://www.riverton.example/news/2021/ferry-{number}

PUBLICATION-TYPE: Newspaper


{centred("Copyright 2021 Riverton Publishing Co.")}
{centred("All Rights Reserved")}

"""


def nexis_old(number: int = 1) -> str:
    """The classic export of the nineties: copyright first, and all under labels."""
    return f"""{centred(f"{number} of 3 DOCUMENTS")}

{centred("Copyright 1998 Riverton Publishing Co.")}
{centred("The Riverton Gazette")}

{centred("March 3, 1998, Tuesday, Late Edition - Final")}

SECTION: Section A; Page 4; Column 1; Foreign Desk

LENGTH: 112 words

HEADLINE: {TITLES[number - 1]}

BYLINE: By JO FIELD

DATELINE: RIVERTON

BODY:
{wrapped(PARAGRAPHS[number - 1])}

LANGUAGE: ENGLISH

LOAD-DATE: March 4, 1998
"""


def nexis_uni(number: int) -> str:
    """Nexis Uni, saved as text."""
    return f"""{TITLES[number - 1]}
The Riverton Gazette
March 3, 2021 Wednesday

Copyright 2021 Riverton Publishing Co. All Rights Reserved

Section: NATIONAL; Pg. 4
Length: 112 words
Byline: Jo Field
Dateline: RIVERTON
Body

{PARAGRAPHS[number - 1][0]}

{PARAGRAPHS[number - 1][1]}

Classification

Language: ENGLISH

Publication-Type: Newspaper

Subject: FERRIES (90%); HARBORS (89%)

Load-Date: March 4, 2021

End of Document

"""


def factiva(number: int) -> str:
    """Factiva's plain text."""
    return f"""National News
{TITLES[number - 1]}
By Jo Field
112 words
3 March 2021
10:15
The Riverton Gazette
RIVGAZ
A4
English
(c) 2021 Riverton Publishing Co.
{PARAGRAPHS[number - 1][0]}

{PARAGRAPHS[number - 1][1]}

Document RIVGAZ0020210303eh330001{number}

"""


def factiva_coded(number: int) -> str:
    """Factiva's text with codes."""
    return f"""SE  National News
HD  {over_lines(TITLES[number - 1])}
BY  By Jo Field
WC  112 words
PD  3 March 2021
SN  The Riverton Gazette
SC  RIVGAZ
LA  English
CY  (c) 2021 Riverton Publishing Co.
LP  {PARAGRAPHS[number - 1][0]}
TD  {PARAGRAPHS[number - 1][1]}

IN a statement the harbor office said that it would say nothing more until the spring.
NS  gtrans : Transport
PUB Riverton Publishing Co.
AN  Document RIVGAZ0020210303eh330001{number}

"""


def proquest(number: int) -> str:
    """ProQuest, with a line of the copy that looks like one of its fields."""
    return f"""Document {number} of 3

{TITLES[number - 1]}

Author: Field, Jo

Publication info: The Riverton Gazette ; Riverton, Ohio [Riverton, Ohio]. 03 Mar 2021: A.4.

Abstract: Two cities agreed about a ferry, says the database of the article.

Full text: {PARAGRAPHS[number - 1][0]}

Location: so said the sign above the empty quay, and nothing else was to be read on it.

{PARAGRAPHS[number - 1][1]}

Subject: Ferries; Harbors

Location: Riverton Ohio

Title: {TITLES[number - 1]}

Publication title: The Riverton Gazette

Publication year: 2021

Publication date: Mar 3, 2021

Section: National

Source type: Newspapers

ProQuest document ID: 249512345{number}

Document URL: https://www.proquest.example/docview/249512345{number}

Last updated: 2021-03-05

Database: ProQuest Central

"""


RULE = "_" * 60 + "\n\n"
COVER = """
Download Request: Selected Items: 1-3
Time Of Request: Friday, March 5, 2021  16:51:31

Send To:
Riverton Library

Terms: (ferry) and date(>=2021-03-01)

Source: The Riverton Gazette
Project ID: None


"""
CONTENTS = (
    "Report Information from ProQuest\n\n05 March 2021\n\nTable of contents\n\n1. A ferry\n\n"
)
SUMMARY = "Search Summary\nText\nferry\nDate\nAll Dates\nResults Found\n3\n"
CONTACT = (
    "Bibliography\n\nField, J. (2021). A ferry. The Riverton Gazette.\n\nContact us: Riverton\n"
)

FORMS = {
    "nexis": nexis,
    "nexis_old": nexis_old,
    "nexis_uni": nexis_uni,
    "factiva": factiva,
    "factiva_coded": factiva_coded,
    "proquest": lambda number: RULE + proquest(number),
}
FILES = {
    "nexis": COVER + "".join(nexis(number) for number in (1, 2, 3)),
    "nexis_old": "\n".join(nexis_old(number) for number in (1, 2, 3)),
    "nexis_uni": "".join(nexis_uni(number) for number in (1, 2, 3)),
    "factiva": "".join(factiva(number) for number in (1, 2, 3)) + SUMMARY,
    "factiva_coded": "".join(factiva_coded(number) for number in (1, 2, 3)),
    "proquest": RULE
    + CONTENTS
    + "".join(RULE + proquest(number) for number in (1, 2, 3))
    + RULE
    + CONTACT,
}
SKIPS = {
    "nexis": ["#cover"],
    "nexis_old": [],
    "nexis_uni": [],
    "factiva": ["#end"],
    "factiva_coded": [],
    "proquest": ["#cover", "#end"],
}
