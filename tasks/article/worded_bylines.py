"""Bylines in other words than "By": 'Von Anna Muster', 'Автор: ...', '本报记者 王芳'."""

import re
from typing import Final

from tasks.article.page.bylines.eastern_names import is_eastern_name
from tasks.article.page.bylines.names import PARTICLES, is_name

LONGEST: Final = 120  # characters; "Von A B und C D, dpa" fits in 60
MOST_PARTS: Final = 6  # names, houses and places of one line
LONGEST_SHORT: Final = 4  # characters of an agency that writes itself small: "dpa", "ansa"
MOST_IN_A_NAME: Final = 3  # words, particles aside; headlines in capitals have more

_WORK: Final = (
    r"(?:ein(?:e)? (?:beitrag|gastbeitrag|kommentar|analyse|reportage|artikel|bericht|interview"
    r"|essay|kolumne)|text|texte|texto|testo|tekst|geschrieben|verfasst|aufgezeichnet|écrit|rédigé"
    r"|propos recueillis|escrito|redactado|scritto|geschreven|skrevet|skriven)"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What a colon follows labels beyond doubt; without one the word may begin a headline.
_COLON: Final = re.compile(
    r"(?i:autor(?:in|en|es|as|i|a|zy)?|auteure?s?|autrice|autore|text|texte|textos?|texto|testo"
    rf"|tekst|текст|автор[ыи]?|yazar|yazan|haber|penulis|{_WORK} (?:von|par|por|da|di|door"
    r"|av|af)|von|par|por|di|door|av|af|oleh|przez)\s?[:：]\s?(?=[^\W\d_])"
)
_WORD: Final = re.compile(
    rf"(?i:(?:{_WORK} )?(?:von|par|por|di|door|av|af|oleh|przez)|{_WORK} da|автор) (?=[^\W\d_])"
)
_ENDS: Final = re.compile(
    r"\s?[|•·\[(]|\s[–—-]\s|,?\s?(?=\d)|,\s(?=[^\W\d_A-ZÀ-Þ]{3,14}\s\D{0,6}\d)"
)
_JOINS: Final = re.compile(r"\s?[,;/&]\s?|\s(?:und|et|y|e|en|og|och|и|ve|dan|i|and|mit|avec|con)\s")

# "Von Lindau Nach Bregenz" goes somewhere, in whatever case a headline is set.
_ONWARD: Final = _listed(
    "nach bis auf gegen für über aus mit bei oder vers contre ou sobre hasta para contra fino verso"
    " naar tot tegen til mot till neue neuer neues neuen nueva nuevo nouvelle nouveau nuova nuovo"
    " eine ein der die das les los las"
)
_TO: Final = re.compile(r"(?i:(?<!\bvon) zu )")  # "Otto von zu Linden" is a name
# Towns and clubs that look like a name and a surname; a town of one word stands beside names.
_PLACES: Final = re.compile(
    r"(?i:\b(?:new (?:york|delhi|orleans|jersey|mexico)|buenos aires|santa (?:fe|cruz)|los angeles"
    r"|san (?:francisco|marino|diego|salvador|sebastián)|saint[ -](?:denis|étienne|malo|tropez)"
    r"|sankt (?:petersburg|gallen|pölten)|st\. (?:petersburg|gallen)|hong kong|rio grande|tel aviv"
    r"|são paulo|las vegas|el salvador|costa rica|puerto rico|sri lanka|abu dhabi|den haag|la paz"
    r"|kuala lumpur"
    r"|baden[ -]württemberg|bayern|borussia|eintracht|dortmund|münchen|madrid|barcelona"
    r"|real|atlético|racing|olympique|rot weiss|grün weiss|hamburg|köln|wien|moskau|moscú|moscou"
    r"|tokio|tokyo|brüssel|bruxelles|bruselas|pekín|peking|pékin|washington d\.?c)\b)"
)

_HAN: Final = r"[\u3400-\u9fff]"
LONGEST_HAN: Final = 4  # characters of a Chinese name
# Two signs that begin like a name: "记者周三获悉" is a day.
_NO_CHINESE: Final = re.compile(
    "[周週][一二三四五六日末]|高[兴興]|方便|何[时時处處以]|白[宫宮]|[马馬]上|[许許]多|于是|成功|明[确確]|全程|高度"
)
_AT_WORK: Final = r"(?:记者|記者|特约撰稿人?|特派员|通讯员|通訊員)"
_SIGN: Final = r"\s{0,2}[:：/／|]?\s{0,2}"
_REPORTERS: Final = re.compile(
    rf"(?P<house>{_HAN}{{0,8}}?){_AT_WORK}{_SIGN}"
    rf"(?P<names>{_HAN}{{2,6}}(?:[\s、，,;；]{{1,2}}{_HAN}{{2,4}}){{0,7}})"
    rf"|(?:作者|撰文|编译|文(?=\s?[:：/／|])){_SIGN}"
    rf"(?P<writers>{_HAN}{{2,6}}(?:[\s、，,;；]{{1,2}}{_HAN}{{2,4}}){{0,7}})"
)
_PARTED: Final = re.compile(r"[\s、，,;；]{1,2}")
# what a reporter does stands behind the name: "记者李伟报道", "记者 王芳 摄影报道"
_DOES: Final = re.compile(r"(?:综合|摄影|摄)?(?:报道|報道|报导|報導)|[摄攝]影?")
_EDITOR: Final = re.compile(
    rf"(?:责任|責任|值班|网络|实习)?(?:编辑|編輯)\s?[:：/|]?\s?{_HAN}{{2,4}}(?:[\s、]{{1,2}}{_HAN}{{2,4}}){{0,4}}"
    rf"|责编\s?[:：/|]?\s?{_HAN}{{2,4}}"
)
_BRACKET: Final = rf"[（(\[【]\s?{_HAN}{{0,8}}?{_AT_WORK}[^（）()\[\]【】。！？]{{2,40}}[）)\]】]"
_BRACKETED: Final = re.compile(rf"{_BRACKET}\s?$")
_IN_LEAD: Final = re.compile(_BRACKET)
_LEAD: Final = 60  # characters; a Chinese dateline and its reporters fit in 40

_KOREAN: Final = re.compile(
    r"(?:[(\[【<][^)\]】>]{2,24}[)\]】>]\s?)?(?:글\s)?"
    r"(?P<names>[\uac00-\ud7a3]{2,4}(?:[·,\s]\s?[\uac00-\ud7a3]{2,4}){0,3})"
    r"\s?(?:선임|인턴|객원|전문|수습)?\s?(?:기자|특파원)(?:\s?[\w.+-]{1,30}@[\w.-]{3,40})?\s?=?\s?$"
)
_KOREAN_SURNAMES: Final = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성"
    "차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥"
    "육인맹제모탁국어은편용나라봉사부"
)
# What reporters are of, or what they ask at: "정부 기자" is nobody's name.
_NO_KOREAN: Final = _listed(
    "정부 한국 신년 신문 방송 전문 정치 경제 사회 문화 국제 현장 여성 남성 신입"
    " 민간 한인 유명 담당 지역 주재 공동 전직 현직 선배 후배 연예 사진 영상"
    " 취재 인턴 고참 기자 인기 선임 전임 주요 지방 서울 부산 인천"
)
_NO_JAPANESE: Final = re.compile(
    "長官|大臣|首相|知事|市長|社長|会長|議員|女性|男性|新聞|通信|政治|経済"
    "|社会|外国|担当|大統領|総理|報道|共同"
)
_JAPANESE: Final = re.compile(
    r"【[^】=＝]{1,12}[=＝](?P<names>[\u3040-\u30ff\u3400-\u9fff・、]{2,24})】"
    r"|[（(【]?(?:文[・＝=])?(?P<alone>[\u3040-\u30ff\u3400-\u9fff]{3,7})\s?(?:記者|特派員|編集委員)[）)】]?$"
)


def worded_names(line: str) -> tuple[str, ...]:
    """The people whom a line credits in words other than "By"; nobody where it says more."""
    if not line or len(line) > LONGEST:
        return ()
    if not line.isascii() and (names := _eastern(line)):
        return names
    label = _COLON.match(line) or _WORD.match(line)
    return _after(line, label.end()) if label else ()


def has_colon(line: str) -> bool:
    """Whether a label with a colon opens the line, as no headline of words and names is opened."""
    return _WORD.match(line) is None


def _after(line: str, start: int) -> tuple[str, ...]:
    """The names from `start` to a bar, bracket or number: nothing else may stand between them."""
    end = _ENDS.search(line, start)
    parts = [
        part.strip(" .") for part in _JOINS.split(line[start : end.start() if end else len(line)])
    ]
    parts = [part for part in parts if part]
    if not parts or len(parts) > MOST_PARTS or not _is_person(parts[0]):
        return ()
    if not all(_is_person(part) or _is_word(part) for part in parts):
        return ()
    return tuple(part.title() if part.isupper() else part for part in parts if _is_person(part))


def _is_person(part: str) -> bool:
    if _PLACES.search(part) or _TO.search(part):
        return False
    words = [word for word in part.split() if word.casefold() not in PARTICLES]
    if any(word.casefold() in _ONWARD for word in words):
        return False
    said = part.title() if part.isupper() else part
    return 1 < len(words) <= MOST_IN_A_NAME and is_name(said, strict=True)


def _is_word(part: str) -> bool:
    """Whether it may be a house or town beside the names: "dpa", or two words, the first large."""
    return len(part) <= LONGEST_SHORT or (len(part.split()) <= 2 and not part[0].islower())


def _eastern(line: str) -> tuple[str, ...]:
    japanese = _JAPANESE.match(line)
    if japanese and (japanese.end() == len(line)):
        return _japanese_names(japanese)
    korean = _KOREAN.match(line)
    if korean:
        said = re.split(r"[·,\s]\s?", korean["names"])
        # towns stand before the names: "순천, 광양 구현모 기자"
        return tuple(filter(_is_korean_name, said)) if _is_korean_name(said[-1]) else ()
    return reporters(line) if _says_reporters_alone(line) else ()


def _japanese_names(match: re.Match[str]) -> tuple[str, ...]:
    """The people of "【東京＝田中太郎】"; nobody where a house or an office stands there."""
    said = re.split("[・、]", match["names"] or match["alone"])
    if any(_NO_JAPANESE.search(name) or not is_eastern_name(name, match[0], strict=False)
           for name in said):  # fmt: skip
        return ()
    return tuple(said)


def _is_korean_name(name: str) -> bool:
    return (
        name[0] in _KOREAN_SURNAMES
        and name not in _NO_KOREAN
        and is_eastern_name(name, name, strict=True)
    )


def _says_reporters_alone(line: str) -> bool:
    """Whether a line is who reported it and nothing else: "（新华社记者 李伟、王芳）"."""
    match = _REPORTERS.search(line)
    if match is None:
        return False
    rest = line[: match.start()] + line[match.end() :]
    return _DOES.sub("", rest).strip(" （）()[]【】·|:：\u3000") == ""


def reporters(line: str) -> tuple[str, ...]:
    """The Chinese names behind the words for reporter and writer, wherever they stand in a line."""
    names: dict[str, None] = {}
    if line.isascii():
        return ()
    for match in _REPORTERS.finditer(_EDITOR.sub("|", line)):
        for said in _PARTED.split(match["names"] or match["writers"]):
            name = _DOES.sub("", said)
            if (
                _NO_CHINESE.fullmatch(name)
                or len(name) > LONGEST_HAN
                or not is_eastern_name(name, name, strict=True)
            ):
                break  # "记者 从港口获悉": the reporter has no name, and the sentence goes on
            names[name] = None
    return tuple(names)


def without_reporters(line: str) -> str:
    """The line with a bar where Chinese reporters and editors are named, their houses kept."""
    if line.isascii():
        return line
    return _REPORTERS.sub(lambda match: f"{match['house'] or ''}|", _EDITOR.sub("|", line))


def closing_reporters_start(text: str) -> int:
    """Where "（记者李伟）" begins at the end of the copy; -1 where nothing like it stands there."""
    if text[-1:] not in "）)】]" or "者" not in text[-60:]:
        return -1
    match = _BRACKETED.search(text, max(0, len(text) - 60))
    return match.start() if match and reporters(match[0]) else -1


def lead_reporters(text: str) -> str:
    """The bracket with reporters at the head of a lead: "3月4日电（记者李伟）"; '' for none."""
    head = text[:_LEAD]
    if "者" not in head:
        if head[:1] == "【" and (japanese := _JAPANESE.match(head)) and _japanese_names(japanese):
            return japanese[0]
        return ""
    match = _IN_LEAD.search(head)
    return match[0] if match and reporters(match[0]) else ""
