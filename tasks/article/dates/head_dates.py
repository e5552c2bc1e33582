"""Days in the head of a text in any language: "Berlin, 4. März 2017", "Publié le 4 mars 2017"."""

import re
from itertools import pairwise
from typing import Final

from tasks.text.dates import Stamp, stamps
from tasks.text.short_dates import in_english

LONGEST: Final = 120  # characters; a line that is place, day, clock and label has 70
MOST_BEFORE: Final = 4  # words that are no label: "San Juan del Sur, 4 de marzo"

_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d[./-]\d\d(?!\d)|[١۱٢۲२২][٩۹٠۰०০]")
_LABELS: Final = re.compile(
    r"(?i)\b(?:publié|publiée|publicado|publicada|pubblicato|veröffentlicht|erschienen|erstellt"
    r"|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowano|dodano"
    r"|опубликовано|дата|publikován|vydáno|yayınlanma|yayın tarihi|yayınlandı|diterbitkan"
    r"|aktualisiert|zuletzt|actualisé|mis à jour|mise à jour|actualizado|atualizado|aggiornato"
    r"|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|päivitetty|zaktualizowano|обновлено"
    r"|güncellenme|güncelleme|güncellendi|diperbarui|stand|datum|date|data|fecha|tarih|tarihi|vom"
    r"|am|le|el|il|den|dne|op|på|um|à|a las|às|alle(?: ore)?|ore|kl|klo|om|в|от|saat|uhr|hrs|hs|h"
    r"|uur|wib|ч|г|o’clock|geändert|modifié|modificado|de|del|di"
    # the days of the week
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda"
    r"|terça|quarta|quinta|sexta|feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mån|tis|ons|tors|fre|lör|sön|man|lør|søn)dag"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|pazartesi|salı|çarşamba"
    r"|perşembe|cuma|cumartesi|pazar|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[MDFS][oira]|GMT|UTC|ME[SZ]Z|CES?T|MSK|МСК)\b\.?"
)
_CLOCK: Final = re.compile(r"\d{1,2}\s?[:.hH]\s?\d{2}(?::\d{2})?(?!\d)")
_PARTED: Final = re.compile(r"\s?[,|·•(/]|\s[–—-]")
_MARKS: Final = re.compile(r"[\s,.;:|/•·()\[\]–—-]+")


def head_stamps(text: str, *, day_first: bool | None) -> tuple[str, list[Stamp]]:
    """The line as it reads in English, and its days; nothing where it says no whole day."""
    if len(text) > LONGEST or _YEAR.search(text) is None:
        return text, []
    plain = in_english(text, None)
    found = stamps(plain, day_first=day_first)
    return plain, found if any(stamp.whole for stamp in found) else []


def is_date_line(line: str) -> bool:
    """Whether a line is a day with its label, place and clock and nothing else, in any language."""
    plain, found = head_stamps(line, day_first=True)
    if not found:
        return False
    first, last = found[0].start, found[-1].end
    middle = "".join(plain[one.end : next_one.start] for one, next_one in pairwise(found))
    told = [_rest(part) for part in (plain[:first], middle, plain[last:])]
    if told[1] or told[2]:
        return False
    if not told[0]:
        return True
    # "Die Wahl vom 4. März 2017" is a headline, "Berlin, den 4. März 2017" is where and when
    parted = _PARTED.search(plain[:first], plain.find(told[0][-1]) + len(told[0][-1]))
    return (
        parted is not None
        and len(told[0]) <= MOST_BEFORE
        and not any(word[0].islower() for word in told[0])
    )


def _rest(part: str) -> list[str]:
    """The words that are neither label nor clock."""
    return _MARKS.sub(" ", _LABELS.sub(" ", _CLOCK.sub(" ", part))).split()
