"""Prose told from headlines, labels and list entries: by its words and how it ends."""

import re
from typing import Final

from tasks.article.datelines import has_sure_dateline, read_dateline


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST_TITLE: Final = 250  # characters; the longest headline of the corpora's gold has 221
PROSE_WORDS: Final = 12  # words; fewer, without a sentence end, are a headline or a list entry
SHORTEST_PROSE: Final = 5  # words of a line that counts as a sentence by its end mark
MENU_ENTRIES: Final = 3  # names of sections in a row are a menu

# A sentence may be followed by its agency's name or end mark: "... in Seoul. (Yonhap)"
_SENTENCE_END: Final = re.compile(
    r"[.!?。！？…][\"'”’»)\]）」]{0,3}"
    r"(?: {0,2}[(\[/][A-Z][\w .&/-]{1,40}[)\]/]| {1,2}(?:REUTER|Reuter|Enditem|ENDS?))?$"
)
_SHORTENED: Final = re.compile(
    r"\b(?:[A-Z]\.|Jr\.|Sr\.|Inc\.|Co\.|Ltd\.|Corp\.|vs\.|St\.|No\.)$|\.\.\.$"
)
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_TABLE_CELL: Final = re.compile(r"\d[\d,./]{0,20}")
SECTIONS: Final = _listed(
    """home news world business sports sport opinion culture china asia asia-pacific politics
    economy life lifestyle travel tech technology science health video videos photo photos
    entertainment national international local metro money markets finance society education
    features special columns forum more us europe africa americas africaasia useurope weather
    arts style food magazine multimedia services newspaper about contact español français 中文
    首页 新闻 国际 财经 体育 娱乐 社会 文化 军事 科技 图片 视频 评论 教育 中国 国内 地方 论坛
    정치 경제 사회 문화 스포츠 국제"""
)


def words_in(text: str) -> int:
    """Words of the text; each Chinese or Japanese character counts as one."""
    if text.isascii() or not _CJK.search(text):
        return len(text.split())
    return len(_CJK.sub(" x ", text).split())


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, its agency's sign-off left aside."""
    return _SENTENCE_END.search(text[-50:]) is not None


def is_prose(text: str) -> bool:
    """Whether the line is copy and no headline, label or list entry."""
    count = words_in(text[:400])
    if ends_sentence(text):
        # "... TO SEEK HIGHER TEXTILE EXPORTS TO U.S." is a headline; a sentence has more words
        return count >= (PROSE_WORDS if _SHORTENED.search(text[-12:]) else SHORTEST_PROSE)
    if count >= PROSE_WORDS and (text[-1:] in ":：" or read_dateline(text) is not None):
        return True
    return count >= 3 * PROSE_WORDS or (count >= SHORTEST_PROSE and has_sure_dateline(text))


def looks_like_title(text: str) -> bool:
    """Whether a line could be a headline: some words, no sentence, not too long."""
    if len(text) > LONGEST_TITLE or words_in(text) < 2 or text[:1] in "([":
        return False
    if text.endswith((".", "。", ":", ",", ";", "：", "，")):
        # "... meets Park Jr." and "U.S." may end a headline; a sentence has more words than that
        return _SHORTENED.search(text[-12:]) is not None
    return not (text[:1].islower() and text.isascii())


def is_menu(text: str) -> bool:
    """Whether the line is a row of section names, as the head of a page has it."""
    if len(text) > 400:
        return False
    entries = text.casefold().replace("|", " ").replace("·", " ").split()
    return len(entries) >= MENU_ENTRIES and all(entry in SECTIONS for entry in entries)


def is_cjk(text: str) -> bool:
    """Whether Chinese or Japanese characters make up most of the text."""
    head = text[:200]
    return not head.isascii() and 2 * len(_CJK.findall(head)) > len(head)


def is_table_row(text: str) -> bool:
    """Whether the line is figures with labels: 'Shr 1.05 dlrs vs 98 cts'."""
    return len(_TABLE_CELL.findall(text[:200])) * 3 >= max(2, len(text[:200].split()))
