"""Whether learned weights choose headlines better than the votes that were set by hand.

Run it from the checkout: `python -m benchmarks.title_weights`. A conditional logit over the
wordings of each page is fitted to nine tenths of the sites and asked about the others, ten times
over; it prints the pages that each way gets right. The votes stay while they win on the whole.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from benchmarks.page_fields import SETS, decoded, pages, words
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import PageWitness, open_page
from tasks.article.page.titles.headline import words_of
from tasks.article.page.titles.title_parts import site_names, without_site
from tasks.article.page.titles.title_votes import letters_apart
from tasks.article.page.titles.titles import choose_title
from tasks.text.words import letters_of

PLACES: Final = ("og:title", "twitter:title", "title_tag", "json_ld", "h1", "other", "text")
PAIRS: Final = (
    ("h1", "og:title"),
    ("h1", "json_ld"),
    ("h1", "title_tag"),
    ("og:title", "title_tag"),
)
FOLDS: Final = 10
PENALTY: Final = 1.0
STEPS: Final = 400
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One page: its wordings with a row of numbers each, the right one, and what the votes say."""

    name: str
    fold: int
    wordings: tuple[str, ...]
    rows: Numbers
    gold: str
    voted: str


def case_of(name: str, row: dict[str, Any], text: str) -> Case | None:
    """The page as a case; None when it says nothing of a title."""
    witnesses = statement_of(open_page(text, row["url"])).witnesses
    named = [one for one in witnesses if one.field == "title" and one.note != "home"]
    sites = site_names(witnesses)
    bare = sorted({one.value for one in named}, key=lambda text: (-len(text), text))
    printed = {one.value for one in named if one.kind == "h1"}
    places: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    for one in named:
        wording, _ = without_site(one.value, sites, bare, printed)
        key = letters_of(wording)
        if key and key not in sites:
            places.setdefault(key, set()).add(_place(one))
            spelled.setdefault(key, wording)
    if not places:
        return None
    rows = [_row(key, places, spelled[key]) for key in places]
    voted = choose_title(witnesses).title
    site = row["id"].split("_")[0] if name == "fundus" else urlsplit(row["url"] or "").hostname
    fold = int(hashlib.sha256((site or row["id"]).encode()).hexdigest(), 16) % FOLDS
    says = words(voted.value if voted else "")
    wordings = tuple(map(words, spelled.values()))
    return Case(name, fold, wordings, np.array(rows), words(row["title"]), says)


def _place(one: PageWitness) -> str:
    if one.kind == "meta" or one.note == "other":
        return one.note
    return one.kind


def _row(key: str, places: dict[str, set[str]], wording: str) -> list[float]:
    mine = set(words_of(letters_apart(wording)))
    at = places[key]
    others = [other for other in places if other != key]
    return [
        *(float(place in at) for place in PLACES),
        *(float(one in at and other in at) for one, other in PAIRS),
        float(len(at)),
        float(any(other.endswith(key) for other in others)),
        float(any(other.startswith(key) for other in others)),
        float(any(key.endswith(other) for other in others)),
        float(any(key.startswith(other) for other in others)),
        float("h1" in at and any(other.endswith(key) for other in others)),
        float("og:title" in at and any(other.endswith(key) for other in others)),
        float(len(mine) <= 2),
        float(len(mine) > 25),
        float(wording.isupper()),
        float(":" in wording[:30]),
        float(" | " in wording),
    ]


def fitted(cases: Sequence[Case]) -> Numbers:
    """The weights under which the right wordings are likeliest, by plain ascent."""
    known = [(case.rows, case.wordings.index(case.gold)) for case in cases
             if case.gold in case.wordings and len(case.wordings) > 1]  # fmt: skip
    weights: Numbers = np.zeros(known[0][0].shape[1])
    for _ in range(STEPS):
        slope = -PENALTY * weights
        for rows, right in known:
            odds = np.exp(rows @ weights - (rows @ weights).max())
            slope += rows[right] - (odds / odds.sum()) @ rows
        weights = weights + slope * (2.0 / len(known))
    return weights


def main() -> None:
    """The command line."""
    cases = [
        case
        for name in SETS
        for row, data in pages(name, None)
        if row["title"] and (case := case_of(name, row, decoded(data))) is not None
    ]
    counts: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        weights = fitted([case for case in cases if case.fold != fold])
        for case in cases:
            if case.fold == fold:
                learned = case.wordings[int(np.argmax(case.rows @ weights))]
                counts[case.name, "pages"] += 1
                counts[case.name, "votes"] += case.voted == case.gold
                counts[case.name, "learned"] += learned == case.gold
    print("set                    pages  votes  learned, sites unseen")
    for name in SETS:
        print(f"{name:22} {counts[name, 'pages']:5}  {counts[name, 'votes']:5}  "
              f"{counts[name, 'learned']:5}")  # fmt: skip


if __name__ == "__main__":
    main()
