"""Who speaks in an English sentence: the subject of a verb of speech beside a quotation."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tasks.subjects.speech_tokens import Token
from tasks.subjects.speech_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DENIES,
    DETERMINERS,
    ENDS,
    FINITE,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SPEECH,
    SUBORDINATE,
    SUPPOSES,
)

WINDOW: Final = 240  # characters looked at on either side: a long sentence, whatever the paragraph
LONGEST_NAME: Final = 12  # words; what is longer is a clause
LONGEST_TAIL: Final = 24  # words between the verb and a colon


class Speech(NamedTuple):
    """Who speaks, by place in the paragraph, and by which verb as printed."""

    start: int
    end: int
    verb: str


def speech_after(tokens: Sequence[Token]) -> Speech | None:
    """The speaker that a clause right behind a quotation names: "said Li", "Li, a farmer, said"."""
    clause = list(tokens)
    while clause and clause[0].text == ",":
        clause = clause[1:]
    if not clause:
        return None
    if clause[0].low == "according" and len(clause) > 2 and clause[1].low == "to":
        return _named(_noun_phrase(clause[2:]), "according to")
    width = _verb_at(clause, 0)
    if width:
        return _named(_noun_phrase(clause[width:]), _printed(clause[:width]))
    for place in range(1, min(len(clause), 40)):
        if clause[place].low in SUBORDINATE and clause[0].is_capital is False:
            return None
        width = _verb_at(clause, place)
        if width:
            return _named(_leading(clause[:place]), _printed(clause[place : place + width]))
    return None


def speech_before(tokens: Sequence[Token]) -> tuple[Speech | None, int]:
    """The speaker of the last verb of speech of a sentence that leads up to a quotation.

    With it the number of words between the verb and the quotation. A verb without a subject of
    its own ("and added", "adding") has that of the verb before it.
    """
    tail, verb = 0, ""
    for place in range(len(tokens) - 1, -1, -1):
        is_subordinate = tokens[place].low in SUBORDINATE
        width = 1 if is_subordinate else _verb_at(tokens, place)
        if not width:
            continue
        if not verb:
            tail = sum(one.is_word for one in tokens[place + width :])
            verb = _printed(tokens[place : place + width])
        if is_subordinate:
            continue
        subject, is_elided = _subject(tokens[:place])
        if not is_elided:
            return _named(subject, verb), tail
    return None, tail


def _verb_at(tokens: Sequence[Token], place: int) -> int:
    """How many tokens the verb of speech at this place has; 0 where there is none."""
    low = tokens[place].low
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if f"{low} {following}" in PARTICLES:
        return 2
    if low == "quoted" and following == "as" and place + 2 < len(tokens):
        return 3
    if tokens[place].is_capital:
        return 0
    if low not in SPEECH or (following in ("to", "by") and low in ("said", "told", "asked")):
        return 0
    # "the noted scholar", "to be said": an article or an infinitive makes it no finite verb
    if place and tokens[place - 1].low in ("the", "a", "an", "be", "been", "being", "to", "was"):
        return 0
    return 1


def _leading(tokens: Sequence[Token]) -> list[Token] | None:
    """The subject right behind a quotation: all before the verb, without what is put in commas."""
    subject = _without_auxiliaries(tokens)
    if not subject:
        return None
    parted = subject[-1].text in ",)—–-"
    for place, token in enumerate(subject):
        if not token.is_word or token.low in ("who", "whose", "which"):
            if token.text in "'’":
                continue
            if not parted and token.is_word is False and token.text != "(":
                return None
            return _or_its_name(subject[:place], _parts(subject[place:]))
    return subject


def _or_its_name(head: list[Token], parts: Sequence[list[Token]]) -> list[Token]:
    """The name in commas behind what somebody is: "the chairman, Dr Li, said"."""
    named = next(iter(parts), [])
    is_office = head and not head[-1].is_capital and head[-1].low not in PRONOUNS
    return named if is_office and named and named[0].is_capital and _is_name(named) else head


def _subject(tokens: Sequence[Token]) -> tuple[list[Token] | None, bool]:
    """The subject of a verb that these tokens lead up to; true where it stands further off."""
    before = _without_auxiliaries(tokens)
    if any(token.low in DENIES for token in tokens[len(before) :]):
        return None, False
    if before and before[-1].low in CONJUNCTIONS:
        return None, True
    if not before:
        return None, not tokens
    parts = _parts(before)
    if before[-1].text in ",)":
        for place, part in enumerate(parts):
            if _is_name(part):
                return _or_its_name(part, parts[place + 1 :]), False
        return None, False
    last = parts[-1]
    if any(token.low in SUPPOSES for token in last) or (last and last[0].text == "Had"):
        return None, False
    while last and (last[0].low in CONJUNCTIONS or last[0].low in AUXILIARIES):
        last = last[1:]
    if not last:
        return None, True
    for place in range(len(last) - 1, -1, -1):
        if last[place].low in CONJUNCTIONS and last[place + 1 :]:
            tail = last[place + 1 :]
            both = last[place].low == "and" and tail[0].is_capital and _is_name(last)
            last = last if both else tail
            break
    return _noun_phrase(last), False


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The runs of words between commas, brackets and other marks."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_word or token.text in "'’":
            parts[-1].append(token)
        elif parts[-1]:
            parts.append([])
    return parts if parts[-1] or len(parts) == 1 else parts[:-1]


def _without_auxiliaries(tokens: Sequence[Token]) -> list[Token]:
    kept = list(tokens)
    while kept and (
        kept[-1].low in AUXILIARIES or kept[-1].low in DENIES
        or (kept[-1].low.endswith("ly") and not kept[-1].is_capital)
        or kept[-1].low in ("was", "were")
    ):  # fmt: skip
        kept.pop()
    return kept


def _noun_phrase(tokens: Sequence[Token]) -> list[Token]:
    """The tokens up to where a noun phrase ends."""
    phrase: list[Token] = []
    for place, token in enumerate(tokens):
        if token.text in "'’":
            phrase.append(token)
            continue
        if not token.is_word or token.low in ENDS or (place and token.low == "i"):
            break
        if token.low == "and" and not (place + 1 < len(tokens) and tokens[place + 1].is_capital):
            break
        phrase.append(token)
    return phrase


def _is_name(phrase: Sequence[Token]) -> bool:
    """Whether the words can be a speaker: a pronoun, a name, or a noun with an article."""
    words = [one for one in phrase if one.is_word]
    if not words or len(words) > LONGEST_NAME:
        return False
    first, last = words[0], words[-1]
    if first.low in PRONOUNS and len(words) == 1:
        return True
    if any(one.low in FINITE or one.low in PRONOUNS - {"one", "i"} for one in words):
        return False
    if first.low in PREPOSITIONS or first.low in CONJUNCTIONS - {"that"} or first.low in ENDS:
        return False
    if first.is_capital or first.low in DETERMINERS:
        return len(words) > 1 or first.low not in DETERMINERS
    return first.low in ROLES or last.is_capital


def _named(phrase: Sequence[Token] | None, verb: str) -> Speech | None:
    if not phrase or not _is_name(phrase):
        return None
    return Speech(phrase[0].start, phrase[-1].end, verb)


def _printed(tokens: Sequence[Token]) -> str:
    return " ".join(one.text for one in tokens)
