"""Copies made from real texts by known edits, so that the truth about them is known."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

NOTES: Final = (
    "Follow us on our channels and sign up for the morning letter to get the day's main stories",
    "Copyright of the publisher. This material may not be published, broadcast or rewritten",
    "Share this article with your friends, or read it later in our application on any device",
    "Read more of our coverage of the region and tell us what you think about it in the comments",
)
OTHER_WORDS: Final = (
    "officials", "reportedly", "yesterday", "sources", "nearly", "capital", "statement", "weekend",
    "according", "however", "earlier", "meanwhile", "senior", "announced", "briefly", "local",
)  # fmt: skip
MOJIBAKE: Final = {"’": "â€™", "“": "â€œ", "”": "â€\u009d", "—": "â€”", "é": "Ã©"}

Text = list[str]
Edit = Callable[[Text, random.Random], Text]


class Made(NamedTuple):
    """A text, the number of the article it was made from, and how it was made."""

    text: str
    article: int
    edit: str


def furniture(text: Text, chance: random.Random) -> Text:
    """Lines of a house before and after it."""
    return [*chance.sample(NOTES, 1), *text, *chance.sample(NOTES, 2)]


def cut_tail(text: Text, chance: random.Random) -> Text:
    """The last fifth to half of the paragraphs are gone."""
    return text[: max(1, round(len(text) * chance.uniform(0.5, 0.8)))]


def edited_lead(text: Text, chance: random.Random) -> Text:
    """Half of the first paragraph's words are others."""
    words = [
        chance.choice(OTHER_WORDS) if chance.random() < 0.5 else word for word in text[0].split()
    ]
    return [" ".join(words), *text[1:]]


def moved(text: Text, chance: random.Random) -> Text:
    """A paragraph stands elsewhere."""
    rest = list(text)
    paragraph = rest.pop(chance.randrange(len(rest)))
    rest.insert(chance.randrange(len(rest) + 1), paragraph)
    return rest


def dropped(text: Text, chance: random.Random) -> Text:
    """5 to 40% of the sentences are gone."""
    share = chance.uniform(0.05, 0.4)
    kept = [
        ". ".join(s for s in paragraph.split(". ") if chance.random() >= share)
        for paragraph in text
    ]
    return [paragraph for paragraph in kept if paragraph] or text


def other_headline(text: Text, chance: random.Random) -> Text:
    """Another line stands above it."""
    return [" ".join(chance.sample(OTHER_WORDS, 8)).capitalize(), *text]


def doubled(text: Text, _chance: random.Random) -> Text:
    """The whole text stands twice."""
    return text + text


def mojibake(text: Text, _chance: random.Random) -> Text:
    """Quotation marks and dashes were read in the wrong encoding."""
    return ["".join(MOJIBAKE.get(letter, letter) for letter in paragraph) for paragraph in text]


def other_dates(text: Text, chance: random.Random) -> Text:
    """Names of days are spelled out or changed to those of the reader's week."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    told = chance.choice(("{} local time", "{}, November 12", "last {}"))
    changed = list(text)
    for day in days:
        changed = [paragraph.replace(day, told.format(day)) for paragraph in changed]
    return changed


EDITS: Final[tuple[Edit, ...]] = (
    furniture, cut_tail, edited_lead, moved, dropped, other_headline, doubled, mojibake,
    other_dates,
)  # fmt: skip


def made_copies(articles: Sequence[Text], seed: int, edits: int = 2) -> Iterator[Made]:
    """Each article as it is, and once for each edit, which further edits may follow."""
    for number, article in enumerate(articles):
        chance = random.Random(f"{seed} {number}")
        yield Made("\n\n".join(article), number, "original")
        for edit in EDITS:
            text, names = edit(article, chance), [edit.__name__]
            for also in chance.sample(EDITS, chance.randrange(edits)):
                if also is not edit:
                    text, names = also(text, chance), [*names, also.__name__]
            yield Made("\n\n".join(text), number, "+".join(names))
