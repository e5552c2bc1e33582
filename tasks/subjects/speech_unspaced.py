"""Who speaks in a Chinese or Korean sentence beside a quotation."""

import re
from typing import Final

from tasks.subjects.speech import Speech

_NEAR: Final = 80  # characters looked at on either side
_HAN: Final = re.compile("[\u3400-\u9fff]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_ZH_VERBS: Final = (
    "表示|指出|强调|写道|透露|坦言|直言|补充说|介绍说|解释说|回应称|回应说|重申|说道|说|称|"
    "強調|寫道|透露|補充說|解釋說|回應稱|重申|說道|說|稱"
)
_ZH_BEFORE: Final = re.compile(
    rf"(?:^|[，。；！？：、\s”」])([^，。；！？：、\s“”「」]{{1,40}}?)({_ZH_VERBS})[：:，,]?\s?$"
)
_ZH_AFTER: Final = re.compile(
    rf"[，,]?([^，。；！？：、\s“”「」]{{1,40}}?)({_ZH_VERBS})(?=[。，：；\s]|$)"
)
# A Chinese subject ends where the sentence says when, where, to whom or how it was said. It has
# two characters at least, which keeps surnames that are such words.
_ZH_END: Final = re.compile(
    "(?<=..)(?:在|就|对|對|向|于|於|还|還|也|则|則|曾|今天|昨天|[0-9]{1,2}[日月]|随后|隨後|接受|告诉|告訴|明确|明確)"
)
_ZH_DENIES: Final = re.compile(r"(?:没有?|[从并]?[未不]|并非)$")
_KO_VERBS: Final = (
    "말했다|밝혔다|전했다|강조했다|덧붙였다|설명했다|주장했다|지적했다|당부했다|약속했다|반박했다"
)
_KO_AFTER: Final = re.compile(
    rf"\s?(?:이?라고|라며|라면서|고|며|면서)\s(?:[^.!?“”\"]{{0,60}}?\s)?({_KO_VERBS})"
)
_KO_SUBJECT: Final = re.compile(r"([^.!?“”\"‘’,]{1,40}?)(?:은|는|이|가)\s")


def speech_unspaced(text: str, start: int, end: int) -> Speech | None:
    """The speaker of the quotation whose marks stand at `start` and before `end`."""
    said = text[start:end]
    if _HAN.search(said):
        return _chinese(text, start, end)
    if _HANGUL.search(said):
        return _korean(text, start, end)
    return None


def _chinese(text: str, start: int, end: int) -> Speech | None:
    first = max(0, start - _NEAR)
    found = _ZH_BEFORE.search(text[first:start])
    if found is None:
        first = end
        found = _ZH_AFTER.match(text[end : end + _NEAR])
    if found is None or _ZH_DENIES.search(found[1]):
        return None
    cut = _ZH_END.search(found[1])
    size = cut.start() if cut else len(found[1])
    begin = first + found.start(1)
    return Speech(begin, begin + size, found[2])


def _korean(text: str, start: int, end: int) -> Speech | None:
    verb = _KO_AFTER.match(text[end : end + _NEAR])
    if verb is None:
        return None
    first = max(0, start - _NEAR)
    before = text[first:start]
    sentence = max(before.rfind(mark) for mark in '.!?”"') + 1
    blanks = len(before[sentence:]) - len(before[sentence:].lstrip())
    subject = _KO_SUBJECT.match(before, sentence + blanks)
    if subject is None:
        return None
    return Speech(first + subject.start(1), first + subject.end(1), verb[1])
