"""The floor: copies made by known edits of made-up articles are found, and nothing else is."""

from itertools import combinations
from random import Random

from tasks.matching.pairs import PairRules, Shingled, find_pairs
from tasks.matching.signature import signatures_of

FLOOR = 0.98  # F1; never lowered
NOTE = "Sign up for our letter and read the day in ten minutes every morning before you leave"
FORMS = (
    "The {0} ministry said on {1} that {2} would open a {3} near {4} before the end of {5}",
    "Residents of {4} told {0} they had waited for the {3} since {1}, when {2} first promised it",
    "{2} spent {5} million on the {3}, {0} figures show, a third more than {1} had planned",
    "“We will not build another {3} in {4} without {0},” {2} said in {5} as {1} looked on",
)


def article(seed: int) -> list[str]:
    chance = Random(seed)
    return [
        ". ".join(
            chance.choice(FORMS).format(*(f"{kind}{chance.randrange(400)}" for kind in "abcdef"))
            for _ in range(3)
        )
        for _ in range(6)
    ]


def prints(text: list[str], seed: int) -> list[list[str]]:
    """As it is, between notes, cut, with other words, in another order, with sentences gone."""
    chance = Random(seed)
    other = [
        " ".join("instead" if chance.random() < 0.04 else word for word in paragraph.split())
        for paragraph in text
    ]
    gone = [
        ". ".join(sentence for sentence in paragraph.split(". ") if chance.random() > 0.25)
        for paragraph in text
    ]
    return [text, [NOTE, *text, NOTE], text[:4], other, [*text[3:], *text[:3]], gone]


def test_copies_by_known_edits_are_found_and_articles_of_one_form_are_kept_apart() -> None:
    texts, family = [], []
    for number in range(60):
        for copy in prints(article(number), number):
            texts.append(copy)
            family.append(number)
    made = signatures_of([(None, text) for text in texts])
    found = find_pairs(Shingled.of(*made.shingles), PairRules()).pairs
    pairs = set(zip(found.first.tolist(), found.second.tolist(), strict=True))
    gold = {two for two in combinations(range(len(texts)), 2) if family[two[0]] == family[two[1]]}
    f1 = 2 * len(pairs & gold) / (len(pairs) + len(gold))
    assert f1 >= FLOOR
