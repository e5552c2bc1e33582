"""Doubled articles made by script from paragraphs, in the forms news dumps have, with the truth."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

FURNITURE = (
    "Share this article",
    "Copied",
    "Print",
    "Related stories",
    "Photo: our own",
    "Editor: desk",
    "0 comments",
)
FORMS = (
    "losses_then_run",
    "run_then_losses",
    "run_tail_cut",
    "paragraphs_tail_cut",
    "three_copies",
    "three_with_furniture",
    "furniture_between",
    "identical_paragraphs",
    "identical_run",
    "both_paragraphs",
    "broken_at_links",
    "doubled_lead",
    "run_alone",
    "each_again",
)
QUOTING = ("chorus", "echo", "pull_quote", "key_points", "formula", "figures")


@dataclass(frozen=True)
class Made:
    """What goes in, and the paragraphs that must come out (furniture lines aside)."""

    form: str
    passages: tuple[str, ...]
    truth: tuple[str, ...]


def _link(words: Sequence[str], chance: random.Random) -> tuple[int, int]:
    """Words low:high of a paragraph as a link would take them; a name when there is one."""
    names = [i for i in range(1, len(words) - 1) if words[i][:1].isupper()]
    low = chance.choice(names) if names else chance.randrange(1, max(2, len(words) - 1))
    return low, min(len(words), low + chance.randint(1, 4))


def damaged(paragraph: str, chance: random.Random) -> str:
    """The paragraph without a linked phrase, or cut where the link began, or whole."""
    words = paragraph.split()
    if len(words) < 8 or chance.random() < 0.4:
        return paragraph
    low, high = _link(words, chance)
    if chance.random() < 0.5:
        return " ".join(words[:low])
    return " ".join(words[:low] + words[high:])


def _lossy(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    """The copy with paragraphs: linked phrases lost, and the lead in one article of two."""
    copy = [damaged(paragraph, chance) for paragraph in paragraphs]
    return copy[1:] if chance.random() < 0.5 else copy


def _run(paragraphs: Sequence[str]) -> str:
    """The copy in one line, with blanks inside its brackets."""
    return "".join(re.sub(r"\((\w+)\)", r"( \1 )", paragraph) for paragraph in paragraphs)


def _broken(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    """The copy with paragraphs that breaks where its links were."""
    lines: list[str] = []
    for paragraph in paragraphs:
        words = paragraph.split()
        if len(words) < 12 or chance.random() < 0.5:
            lines.append(paragraph)
            continue
        low, high = _link(words, chance)
        lines += [" ".join(part) for part in (words[:low], words[high:]) if part]
    return lines


def _furniture(chance: random.Random) -> list[str]:
    return chance.sample(FURNITURE, chance.randint(1, 4))


def doubled(form: str, paragraphs: Sequence[str], chance: random.Random) -> Made:
    """The article in that form. What no copy holds whole is not asked for."""
    truth, run, lossy = list(paragraphs), _run(paragraphs), _lossy(paragraphs, chance)
    either = chance.random() < 0.5
    keep = max(3, len(lossy) * 2 // 3)
    made = {
        "losses_then_run": [*lossy, run],
        "run_then_losses": [run, *lossy],
        "run_tail_cut": _cut_run(truth, chance, first=either),
        "paragraphs_tail_cut": [*lossy[:keep], run] if either else [run, *lossy[:keep]],
        "three_copies": _three(paragraphs, chance, furniture=False),
        "three_with_furniture": _three(paragraphs, chance, furniture=True),
        "furniture_between": [*lossy, *_furniture(chance), run, *_furniture(chance)],
        "identical_paragraphs": truth + truth,
        "identical_run": [run, run],
        "both_paragraphs": [*lossy, *truth] if either else [*truth, *lossy],
        "broken_at_links": [*_broken(paragraphs, chance), run],
        "doubled_lead": [truth[0], *truth],
        "run_alone": [run],
        "each_again": [one for one in truth for _ in range(1 if len(one) < 60 else 2)],
    }
    return Made(form, tuple(made[form]), tuple(truth))


def _cut_run(truth: list[str], chance: random.Random, *, first: bool) -> list[str]:
    """A run that breaks off inside a paragraph; the other copy lost nothing from there on."""
    keep = chance.randint(max(3, len(truth) // 2), len(truth) - 1)
    copy = [damaged(paragraph, chance) for paragraph in truth[:keep]] + truth[keep:]
    last = truth[keep].split()
    cut = _run([*truth[:keep], " ".join(last[: len(last) // 2])])
    return [cut, *copy] if first else [*copy, cut]


def _three(paragraphs: Sequence[str], chance: random.Random, *, furniture: bool) -> list[str]:
    """Two copies with losses and one run, in any order."""
    copies = [_lossy(paragraphs, chance), [_run(paragraphs)], _lossy(paragraphs, chance)]
    chance.shuffle(copies)
    lines: list[str] = []
    for copy in copies:
        lines += copy + (_furniture(chance) if furniture else [])
    return lines


def quoting(form: str, paragraphs: Sequence[str], chance: random.Random) -> Made:
    """An article told once that says some of its own words again: nothing may change."""
    own = list(paragraphs)
    middle = own[len(own) // 2]
    if form == "chorus":
        for place in range(len(own), 0, -2):
            own.insert(place, middle)
    elif form == "echo":
        own.append(own[0])
    elif form == "pull_quote":
        own.insert(chance.randrange(2, len(own)), middle)
    elif form == "key_points" and len(own) > 8:  # of fewer it would be the article again
        third = len(own) // 3
        points = [chance.choice(own[third * k : third * (k + 1)]) for k in range(3)]
        own = [p.split(". ")[0] + "." for p in points] + own
    elif form == "formula":
        own = [p + " The ministry did not answer our questions on Tuesday." for p in own]
    elif form == "figures":  # results: a sentence again and again, with other numbers
        stem = middle.split(". ")[0].rstrip(".")
        results = [f"{stem}: {chance.randrange(2, 100)} in district {n}." for n in range(1, 7)]
        own = results if chance.random() < 0.5 else own + results
    own = [one for one, _ in groupby(own)]  # right behind itself it would be doubled, not quoted
    return Made(form, tuple(own), tuple(own))
