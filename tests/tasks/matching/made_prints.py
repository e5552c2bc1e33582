"""Documents in few words, and what comparing them finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np

from tasks.matching.comparison import Comparison, CopyRules, compare
from tasks.matching.printings import (
    UNKNOWN,
    Printings,
    day_number,
    pair_keys,
    printing_order,
    stated_times,
)
from tasks.matching.signature import signatures_of
from tasks.text.words import hash_of_letters, letters_of

OUTLETS = ["daily", "herald", "times", "wire"]


WIRE = OUTLETS.index("wire")


@dataclass(frozen=True)
class Print:
    """A document in few words; `day` of October 2017 is stated, unless it is 0."""

    name: str
    paragraphs: Sequence[str]
    outlet: int = 0
    day: int = 0
    agency: int = UNKNOWN
    credits: tuple[int, ...] = ()


def story(seed: int, paragraphs: int = 4, words: int = 40) -> list[str]:
    random = Random(seed)
    return [" ".join(f"w{random.randrange(4000)}" for _ in range(words)) for _ in range(paragraphs)]


def compared(prints: Sequence[Print], rules: CopyRules | None = None) -> Comparison:
    """The comparison of prints that are given in the order of printing."""
    made = signatures_of([(None, one.paragraphs) for one in prints])
    printings = printings_of(prints)
    assert printing_order(printings).tolist() == list(range(len(prints)))
    return compare(printings, made._asdict(), rules)


def printings_of(prints: Sequence[Print]) -> Printings:
    days = [date(2017, 10, one.day) if one.day else None for one in prints]
    credits_ = [(at, outlet) for at, one in enumerate(prints) for outlet in one.credits]
    both = np.array(credits_, np.int64).reshape(-1, 2)
    # what these outlets print is of one zone, but for the tests of zones
    times = [stated_times("published", None, None, day, "Asia/Seoul") for day in days]
    text = [" ".join(one.paragraphs) for one in prints]
    return Printings(
        np.array([one.name for one in prints], object),
        np.array([one.outlet for one in prints], np.int64),
        np.array([one.agency for one in prints], np.int64),
        np.array([one.outlet == WIRE and one.agency == 0 for one in prints], bool),
        np.array([stated.first for stated in times], np.int64),
        np.array([stated.last for stated in times], np.int64),
        np.array([stated.settled for stated in times], np.int64),
        np.array([stated.is_zoneless for stated in times], bool),
        np.array([day_number(day) for day in days], np.int64),
        np.array([len(one.split()) for one in text], np.int64),
        np.array([int(hash_of_letters(letters_of(one))[:15], 16) for one in text], np.int64),
        np.unique(pair_keys(both[:, 0], both[:, 1])),
    )


def sides(found: Comparison) -> list[tuple[int, int]]:
    """The earlier and the later document of each pair."""
    earlier, later = found.shared.earlier.tolist(), found.shared.later.tolist()
    return list(zip(earlier, later, strict=True))


RIGHTS = "All rights reserved by the Daily and its partners in this and other countries of the day"


def printed(name: str, words: Sequence[str], outlet: int, day: int) -> Print:
    return Print(name, [" ".join(words[at : at + 40]) for at in range(0, len(words), 40)],
                 outlet, day)  # fmt: skip


def drawn(seed: int, count: int) -> list[str]:
    random = Random(seed)
    return [f"w{random.randrange(4000)}" for _ in range(count)]
