"""Names of people in a credit: roles, houses, places, addresses and days taken off."""

import html
import re
from collections.abc import Iterator
from typing import Final

from tasks.article.page.bylines.eastern_names import (
    chinese_names,
    is_eastern,
    is_eastern_name,
)
from tasks.article.page.bylines.roles import without_beat, without_trade

LONGEST: Final = 60  # characters; the longest name of the corpora has 41
MOST_WORDS: Final = 5
MOST_PIECES: Final = 24  # of a credit: the longest of the corpora names eleven people


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name, in the languages of the corpora and the large ones beside them.
_LABEL: Final = re.compile(
    r"\s{0,3}(?:記者|记者)(?=[\u3400-\u9fff]{2,4}\Z)"
    # the link to the author's own page, as it is read aloud
    r"|\s{0,3}(?:(?:view|see|visit|read|show)\s)?(?:(?:the\s)?(?:full\s|public\s)?(?:profile|bio|biography)"
    r"\s(?:of|for)|(?:all\s|more\s|other\s)?(?:posts|articles|stories|news|entries)\s(?:by|from)"
    r"|more\s(?:by|from))(?:\s?[:]\s{0,2}|\s{1,2}(?=[^\s\d]))"
    r"|\s{0,3}(?:(?:written|reported|posted|published|words|text|story|analysis|opinion|commentary"
    r"|reviewed|interview|compiled|edited|created|submitted|veröffentlicht|erstellt|eingestellt"
    r"|geschrieben|verfasst|ein (?:beitrag|kommentar|gastbeitrag|artikel)|kommentar"
    r"|eine (?:analyse|kolumne|reportage)|publié|écrit|rédigé|propos recueillis|recueilli|escrito"
    r"|publicado|redactado|scritto|pubblicato|geschreven|skrevet|skriven)\s(?:by|von|par|por|da|di|door|av)\b"
    r"|by|von|par|por|door|av|af|oleh|de|di|da|do|contact|autor(?:in|en|a|es)?(?:/autor(?:in)?)?"
    r"|auteur[se]?|autore|autori|authors?(?:\(s\))?|contributors?(?=:)|text|texte|texto|testo"
    r"|tekst|words|kirjoittanut|autorzy"
    r"|текст|авторы?|yazar|yazan|haber|penulis|reporter|editor|redakteur(?:in)?|redaktion"
    r"|verfasser(?:in)?|text & fotos?|记者|作者|文|撰文|编辑|記者|기자|글)"
    r"(?:\s?[:：/|]\s{0,2}|\s{1,2}(?=[^\s\d]))",
    re.IGNORECASE,
)
# "Am 3. Mai veröffentlicht von ...", "Beitrag von": the name begins behind the last of them.
_BEFORE_BY: Final = re.compile(
    r"(?:veröffentlicht|erstellt|eingestellt|geschrieben|verfasst|gepostet|publiziert|beitr[aä]ge?"
    r"|artikel|kommentar|kolumne|essay|interview|analyse|bericht|reportage|publié|écrit|escrito)"
    r"(?:\s[^|\s]{1,20}){0,3}\s(?:von|par|por)\s|\b[Bb][Yy]\s(?=[^|]{3,40}\Z)"
    r"|\b(?:articles|artículos|articoli|artigos)\s(?:d[aeio]\s|d['’])",
    re.IGNORECASE,
)
_NOISE: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,40}+@[\w.-]{1,60}|https?://\S{1,200}|(?<!\w)@\w{1,30}"
    r"|\([^()]{0,80}\)|\[[^\[\]]{0,80}\]"
)
_JOIN: Final = re.compile(
    # before the marks, so that none of them parts it
    r"(?i:[\s.,;|/(]{1,3}(?:with\s|and\s)?(?:additional|further|extra)\s(?:reporting|research)"
    r"\s(?:by|from)\s|[\s.,;|/(]{1,3}with\s(?:reporting|research|files)\s(?:by|from)\s)"
    r"|\s?[,;|/／•·、，；＆&]\s?(?:(?<=\s)(?:and|und|et|y|och|og|e)\s(?=[^\W\d_a-zà-ÿ]))?|\s[–—-]\s"
    r"|(?<=기자)\s|(?<=특파원)\s"
    r"|\sim Gespräch mit\s|\sin conversation with\s"
    r"|\s(?:and|und|et|y|och|og|en|ja|con|with|mit|avec|и|та|і|ve|dan|sowie|i|a|e)"
    r"\s(?=[^\W\d_a-zà-ÿ])|\s(?:AND|UND|ET|And|Und)\s(?=[^\W\d_a-zà-ÿ])"
)
# What ends the authors' part of a line: "By A. Writer | Updated ... | Fact-checked by B. Other".
_STOP: Final = re.compile(
    r"(?:19|20)[0-9]{2}|updated|fact|reviewed|edit(?:ed|ing)\b|photo|foto|bild|image|kamera|schnitt"
    r"|aktualisiert|geändert",
    re.IGNORECASE,
)
_ROLE_TAIL: Final = re.compile(
    r"\s(?:in|aus|à|en|i|da|reports?|reporting|berichtet|for|für|of|at|from|special|staff|senior"
    r"|chief|political|correspondent|reporter|editor|writer|columnist|contributor"
    r"|redakteur(?:in)?|journalist|lifestyle|business|sports?|news|deputy|associate|assistant"
    r"|science|health|environment|economics?|illustrations?|illustrationen|fotos?|follow|published|updated|posted|via|on)(?:\s|\Z)",
    re.IGNORECASE,
)
# Of small letters: a pattern that regards no case takes four times as long.
_ROLE: Final = re.compile(
    r"redakteu|korrespond|correspond|reporter|journalist|editor|writer|produce[rn]|photograph"
    r"|fotograf|kolumnist|columnist|autorin?\b|\bchef|direct[oe]|analyst|redactor|rédact|periodista"
    r"|giornalista|contribut|novinář|redaktor|dziennikarz|gazeteci|muhabir|freelance|leiter|expert"
    r"|professor\b|stiftung|zeitung|verlag|gmbh|magazin|tribune|institut|agentur|agenc[iey]"
    r"|online\b|redaktion|redacci|presse\b|media\b|e\.v|rundfunk|welle\b|\badmin|admin\b"
    r"|nachrichten|university|ministry|program|foundation|shimbun|latest|kommentar"
    r"|\b(?:von|by|par|por|über|about)\Z"
    r"|executive|consultant|specialist|economist|strategist|manager"
    r"|lecturer|co-?founder|vice[ -]president"
    r"|\Ainviat[oa]\b|\Aenviad[oa]\b|\Aenvoyée?\b|temsilci|corrispondent|corresponsal|verslagge"
    r"|volontär|jornalist|repórter|корреспондент|журналист|обозреватель|toimittaja"
    r"|\A(?:über|about|ein|eine|the|our)\s|\Ano author"
)
# What somebody is, told behind the name: "Ann Walker, Head of Marketing and Sales".
_DUTY: Final = re.compile(
    r"(?:senior|chief|head|master|deputy|managing|executive|associate|assistant|director|president"
    r"|vice|founder|chair(?:man|woman)?|secretary|fellow|principal|partner|owner|coach|ceo|cto|cfo"
    r"|coo)(?=\s|\Z)",
    re.IGNORECASE,
)
_DUTY_GOES_ON: Final = re.compile(r"\s(?:of|for)\s")
# What stands behind a name, too: "Ann Walker, Linhai Falls Argus Leader". Three words or more.
_NEWSPAPER: Final = _listed(
    "leader register courier star sun globe mirror mercury standard record republic independent"
    " mail eagle citizen pioneer"
)
_ROLE_CJK: Final = re.compile(
    r"\s?(?:특파원|선임기자|인턴기자|객원기자|기자|編集委員|記者|记者|通讯员|编辑)\Z"
)
# "emma-mackenzie", "robert.stitz": the name as a content system writes it into addresses.
_USER: Final = re.compile(r"[a-zà-ÿ]{2,20}(?:[._-][a-zà-ÿ]{2,20}){1,3}")
_HOST: Final = re.compile(r"\.[a-z]{2,3}\Z")  # "gb.example.cn" is no user's name
_MORE: Final = re.compile(r"\s외\s?[0-9]{1,2}\s?명\Z")  # "and one more"
PARTICLES: Final = _listed(
    """von van de der den del della di da dos das do du la le el al bin ibn ben ter ten zu zur vom
    af av y e i st. mac mc o' d' lo dello degli bint abu ul"""
)
_NOT_NAMES: Final = _listed(
    """news staff editor editors editorial redaktion redaction rédaction redacción redazione redação
    team desk agency agencies agenturen agenzia wire wires service online digital web webmaster
    admin administrator author authors autor reporter reporters correspondent correspondents writer
    guest contributor contributors press release pressemitteilung presse media medien magazin
    magazine journal times herald post tribune zeitung tageszeitung blatt rundschau nachrichten
    anzeiger kurier verlag gmbh ag inc ltd llc e.v. limited company group corporation university
    universität institut institute foundation stiftung verein ministry ministerium department office
    blog network tv radio television channel broadcasting newsroom bureau report reports more mehr
    comments comment share home kommentare user default unknown none null anonymous anonym gastautor
    gastbeitrag gast international nacional national newspaper www subscribe follow facebook twitter
    read reading minutes minute min ago today yesterday updated published posted modified category
    politics sport sports politik wirtschaft kultur business world opinion getty images photo foto
    image copyright filed under publié publicado promotion resource center centre entertainment
    advertiser gazette inquirer enquirer examiner telegraph sentinel observer dispatch bulletin
    chronicle argus profile bio biography"""
)
_AGENCIES: Final = _listed(
    """dpa afp ap reuters apa sda ats ansa efe epd kna sid belga anp ntb tt ritzau tass itar-tass
    xinhua kyodo yonhap ddp ap/dpa afp/dpa dpa/tmn pa upi bloomberg cnn bbc ians pti ani aap anadolu
    ots lusa pap čtk mti tanjug hina rtr dapd agencia agencias agence agencja redaktion red staff
    tmn dts jiji"""
)
# What stands behind a name, as titles of learning do: "Ann Walker, MS, RD".
DEGREES: Final = _listed(
    "ma ms msc md mph mba rn rd rdn phd ph.d ba bs bsc dvm jd llm esq jr sr cfp cpa"
)
_NEVER: Final = frozenset('@<>{}=_#%$!?:;|/\\"…+*')


def names_in(text: str, *, strict: bool, agencies: bool = False) -> Iterator[str]:
    """The names of people that a credit holds, in its order; with `agencies` theirs too.

    `strict` takes only what is spelled like a name of two words or more; otherwise, where the
    page says that it is a person, a word alone or in small letters is taken too.
    """
    if "&" in text:
        text = html.unescape(text)
    text = without_beat(without_label(_NOISE.sub(" ", text)))
    parts = [one for part in _parts(text) for one in chinese_names(part)][:MOST_PIECES]
    shouted = next((part.isupper() for part in parts if len(part) > 3), False)
    found = after_house = False
    for part in parts:
        if found and _STOP.search(part):
            break
        if found and tells_duty(part):
            continue
        if part.isupper() and not shouted and " " in part.strip():
            continue  # "von Maria Muster, RADIO NORD": a house beside the name
        before = _BEFORE_BY.search(part)
        name = without_label(_bare(part[before.end() :] if before else part))
        if found and name.casefold() in DEGREES:
            continue
        if after_house and not found and " " not in name and not is_eastern(name):
            continue  # "Wetterdienst GmbH, Hamburg": where the house is
        if is_name(name, strict=strict, credit=text) or (agencies and name.casefold() in _AGENCIES):
            found = True
            yield name
        after_house = after_house or (not strict and _is_house(name, name.split() or [""]))


def _parts(text: str) -> list[str]:
    """What stands between commas and joining words; what a duty is over stays with it."""
    parts: list[str] = []
    start, on = 0, False
    for join in (*_JOIN.finditer(text), None):
        part = text[start : join.start() if join else len(text)]
        if on:
            parts[-1] += f" {part}"
        else:
            parts.append(part)
        if join:
            start = join.end()
            # "Head of Marketing and Sales": no comma parts the two
            by_word = join[0].strip().isalpha()
            on = by_word and len(parts) > 1 and _is_over_something(parts[-1])
    return parts


def _is_over_something(part: str) -> bool:
    return _DUTY.match(part.strip()) is not None and _DUTY_GOES_ON.search(part) is not None


def tells_duty(part: str) -> bool:
    """Whether it says what somebody is, or names the newspaper of somebody: no name follows."""
    said = part.strip(" .,:;|-–—")
    words = said.split()
    has_initial = any(len(word.strip(".")) == 1 for word in words)  # "Lena H. Sun" is a person
    is_newspaper = len(words) > 2 and words[-1].casefold() in _NEWSPAPER and not has_initial
    return is_newspaper or _DUTY.match(said) is not None


def without_label(text: str) -> str:
    """The credit without "By" and its like before it."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _bare(piece: str) -> str:
    name = " ".join(piece.split()).strip(" .,:;|-–—*\"'“”„«»•·")
    name = without_trade(_ROLE_CJK.sub("", _MORE.sub("", name)))
    tail = _ROLE_TAIL.search(name)
    if tail is not None and " " in name[: tail.start()]:
        name = name[: tail.start()]
    if _USER.fullmatch(name) and not _HOST.search(name):
        name = name.replace(".", " ").replace("-", " ").replace("_", " ").title()
    words = name.split()
    if len(words) > 2 and words[-1].isupper() and words[-1].casefold() in _AGENCIES:
        name = " ".join(words[:-1])  # "ANN WALKER AP"
    if name.isupper() and len(name) > 5 and " " in name:
        name = name.title()
    half = name[: len(name) // 2]
    if " " in half and name == half + half:
        name = half  # printed for readers and once more for programs that read aloud
    return name.strip(" .,:;|-–—*")


def is_name(name: str, *, strict: bool, credit: str = "") -> bool:
    """Whether it can be a person's name; `strict` as in `names_in`, `credit` the line of it."""
    words = name.split()
    if all(word.casefold() in PARTICLES for word in words):
        return False  # "vom", in an element of its own
    if not 1 < len(name) <= LONGEST or len(words) > MOST_WORDS or _is_house(name, words):
        return False
    if any(letter.isdigit() or letter in _NEVER for letter in name):
        return False
    if is_eastern(name):
        return is_eastern_name(name, credit or name, strict=strict)
    if not strict:
        return any(letter.isalpha() for letter in name)
    capital = words[0][:1].isupper() or not words[0].isascii()
    return len(words) > 1 and capital and all(map(_is_name_word, words))


def _is_house(name: str, words: list[str]) -> bool:
    """Whether it names an agency, an outlet, an office or what people do rather than a person."""
    few = [word.casefold().strip(".,") for word in words]
    if any(word in _NOT_NAMES or _HOST.search(word) for word in few) or _ROLE.search(name.lower()):
        return True
    if few[0] in _AGENCIES and len(few) < 3:
        return True
    # "MDR Thüringen"; a person's name all in capitals was made small before
    return not name.isupper() and any(
        len(word) > 2 and word.isupper() and word.isascii() and "." not in word for word in words
    )


def _is_name_word(word: str) -> bool:
    if word.casefold() in PARTICLES:
        return True
    # scripts without capitals have no small letters either
    return word[0].isalpha() and (not word[0].islower() or word[0].upper() == word[0])
