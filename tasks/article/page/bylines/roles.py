"""What somebody is or when it was printed, run on behind a name without a mark: taken off."""

import re
from typing import Final

# What a reporter reports on; behind a name only where a word for the trade follows.
_BEATS: Final = (
    "agriculture|arts|asia|assistant|associate|aviation|banking|breaking|business|chief|china|city|climate|community"
    "|consumer|court|crime|cricket|culture|data|defen[cs]e|deputy|diplomatic|digital|economics|education"
    "|energy|entertainment|environment|europe|fashion|features?|film|finance|food|football|foreign|former"
    "|general|health|home|housing|industry|international|investigati(?:ons|ve)|ireland|legal"
    "|lifestyle|local|media|middle|money|motoring|music|national|northern|political|politics|racing"
    "|regional|religion|retail|royal|rugby|rural|scotland|scottish|security|senior|showbiz|social"
    "|southern|special|sports?|tech|technology|trainee|transport|travel|tv|uk|us|wales|washington"
    "|weather|westminster|world"
)
_BEAT: Final = re.compile(
    rf"\s(?=((?:{_BEATS})(?:\s[^\s|,]{{1,20}}){{0,4}}?"
    r"\s(?:correspondents?|reporters?|editor|writer|columnist|producer))(?:\W|\Z))",
    re.IGNORECASE,
)
_TRADE: Final = re.compile(
    r"\s(?:grands? reporters?|envoyée?s?|journaliste|cheffe?|rédact\w{0,10}|inviat[oa]|giornalista"
    r"|corrispondente|corresponsal|enviad[oa]|periodista|redactora?|repórter|jornalista"
    r"|correspondente|verslagge(?:ver|efster)|redacteur|volontär(?:in)?|reporterin|chefreporter(?:in)?"
    r"|chefredakteur(?:in)?|stellvertretende[rs]?|ressortleiter(?:in)?|korrespondent(?:in)?"
    r"|freie[rs]? (?:autor|journalist|mitarbeiter)(?:in)?|kulturchef|redakt[øö]r|kommentator"
    r"|muhabiri?|temsilcisi|dziennikarz|dziennikarka|корреспондент\w{0,4}|журналист\w{0,4}"
    r"|обозреватель|toimittaja|(?:published|updated|posted):)(?:\s|\Z)",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"\s(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s)?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?\s)?[0-9]"
)

_SLOGAN: Final = re.compile(
    r"\s(?:you|your|we|our|since|was|were|is|are|can|will|that|which|wir|sind|seit|depuis|nous"
    r"|sont|desde|somos|est|dal|noi)(?=[\s.!]|\Z)"
)


def without_beat(credit: str) -> str:
    """The credit without the beat and the trade behind a name that no comma parts from them.

    "Ann Walker Climate and Energy Reporter" is to be read before the credit is cut at its joining
    words, one of which a beat may have.
    """
    for found in _BEAT.finditer(f" {credit}"):
        begin, end = max(0, found.start() - 1), found.end(1) - 1
        before = credit[:begin].rpartition("|")[2]
        if not before.strip():
            return credit  # "Former Deputy Tech Editor": no name before it
        if _is_whole(before):
            return credit[:begin] + credit[end:]
    return credit


def without_trade(name: str) -> str:
    """The name, without the trade or the day behind it: what is left has two words or more."""
    for pattern in (_TRADE, _DAY):
        tail = pattern.search(name)
        if tail is not None and _is_whole(name[: tail.start()]):
            name = name[: tail.start()]
    return name


def _is_whole(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and "," not in name and all(word[0].isalpha() for word in words)


def is_slogan(credit: str) -> bool:
    """Whether it is a sentence or a motto of the house: "News you can trust"."""
    return credit.count(" ") > 2 and _SLOGAN.search(credit) is not None
