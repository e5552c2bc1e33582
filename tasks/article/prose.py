"""Prose told from headlines, labels and list entries: by its words and how it ends."""

import re
from typing import Final

from tasks.article.dates.datelines import has_sure_dateline, read_dateline
from tasks.text.sentence_ends import (
    CLOSING,
    FULL_STOPS,
    LAST,
    MARK,
    UNSPACED_STOPS,
    without_closing_quotes,
)
from tasks.text.words import has_unspaced, words_in


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST_TITLE: Final = 250  # characters; the longest headline of the corpora's gold has 221
LONGEST_ALONE: Final = 130  # characters; longer headlines stand above a standfirst or a source line
SHORTEST_STANDFIRST: Final = 115  # characters; headlines of the form "Li Bo says ..." are shorter
PROSE_WORDS: Final = 12  # words; fewer, without a sentence end, are a headline or a list entry
SHORTEST_PROSE: Final = 5  # words of a line that counts as a sentence by its end mark
REACH: Final = 400  # characters in which words are counted where a dozen are asked for
LONGEST_NAME: Final = 24  # characters; of the names of sections the longest has 13
MENU_ENTRIES: Final = 3  # names of sections in a row are a menu

# A sentence may be followed by its agency's name or end mark: "... in Seoul. (Yonhap)"
_SENTENCE_END: Final = re.compile(
    rf"{MARK}{CLOSING}{{0,3}}"
    r"(?:[ -]{0,4}(?:[a-z]{2,4}(?:[,/][a-z]{2,4}){1,5}[ -]{1,2})?"
    r"[(\[/][A-Za-z][\w .,&/-]{1,50}[)\]/][ -]{0,2}"
    r"| {1,2}(?:REUTER|Reuter|Enditem|ENDS?))?$"
)
_TELLING_ENDS: Final = tuple(FULL_STOPS + UNSPACED_STOPS)
_NO_TITLE_ENDS: Final = tuple(":,;：，؛،")
_SHORTENED: Final = re.compile(
    r"\b(?:[A-Z]\.|Jr\.|Sr\.|Inc\.|Co\.|Ltd\.|Corp\.|vs\.|St\.|No\.)$|\.\.\.$"
)
_NAMED_FIRST: Final = re.compile(
    r"\([A-Z][\w .&',-]{1,50}\),? [A-Z\d]"
)  # "(LINHAI CO) 1ST QTR NET"
_FIGURE: Final = re.compile(r"[(+-]?\d[\d,./-]*+[)%]?$")  # "9-7/8" is one, "30-YEAR" none
_RESULTS: Final = re.compile(r"\b(?:cts?|dlrs|mln|billion|pct|profit|loss|nil)\b.{0,40} vs ")
_AGAINST: Final = re.compile(r"\d (?:\w{2,5} ){0,3}(?:vs|against) (?:\w{2,7} ){0,2}\d")
_ARGUED: Final = re.compile(
    r"(?:Dr |Prof )?[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){1,3} (?:says|writes|argues|warns"
    r"|believes|explains|analyzes|examines|offers|calls on|hopes|takes|looks at|asks|suggests"
    r"|recalls|describes|considers|discusses|reviews|explores)\b"
)
_REPORTED: Final = re.compile(
    r", [A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){1,2} reports(?: \w{2,12}){0,4}$"
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


def begins_with_words(text: str, least: int) -> bool:
    """Whether there are so many words, counted as `words_in` does, in the first 400 characters."""
    head = text[:REACH]
    if has_unspaced(head):
        return words_in(head) >= least
    return len(head.split(None, least - 1)) == least  # and not one more than asked for


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, its agency's sign-off left aside."""
    return text.endswith(LAST) or _SENTENCE_END.search(text[-80:]) is not None


def is_prose(text: str) -> bool:
    """Whether the line is copy and no headline, label or list entry."""
    if ends_sentence(text):
        # "... TO SEEK HIGHER TEXTILE EXPORTS TO U.S." is a headline; a sentence has more words
        least = PROSE_WORDS if _SHORTENED.search(text[-12:]) else SHORTEST_PROSE
        return begins_with_words(text, least)
    count = words_in(text[:REACH])
    if count >= PROSE_WORDS and (text[-1:] in ":：" or read_dateline(text) is not None):
        return True
    return count >= 3 * PROSE_WORDS or (count >= SHORTEST_PROSE and has_sure_dateline(text))


def looks_like_title(text: str) -> bool:
    """Whether a line could be a headline: some words, no sentence, no figures, not too long."""
    if len(text) > LONGEST_TITLE or words_in(text) < 2:
        return False
    if text[:1] in "([" and not _NAMED_FIRST.match(text):
        return False
    if is_row_of_figures(text) or has_sure_dateline(text):
        return False
    if text.endswith(_NO_TITLE_ENDS) or without_closing_quotes(text).endswith(_TELLING_ENDS):
        # "... meets Park Jr." and "U.S." may end a headline; a sentence has more words than that
        return _SHORTENED.search(text[-12:]) is not None
    return not (text[:1].islower() and text.isascii())


def is_row_of_figures(text: str) -> bool:
    """Whether the line is a table's row beyond doubt: 'Linhai 4800 4793', 'Shr 9 cts vs 8 cts'."""
    if _AGAINST.search(text[:200]):
        return True
    words = text[:200].split()
    figures = sum(_FIGURE.match(word) is not None for word in words)
    return figures >= 3 and figures * 5 >= 2 * len(words)


def is_standfirst(text: str) -> bool:
    """Whether the line sums the article up and is no headline: 'Jo Field argues that ...'."""
    if len(text) < SHORTEST_STANDFIRST:
        return _REPORTED.search(text) is not None
    return _ARGUED.match(text) is not None or _REPORTED.search(text) is not None


def is_menu(text: str) -> bool:
    """Whether the line is a row of section names, as the head of a page has it."""
    if len(text) > 400:
        return False
    # hardly a line begins with a section's name: to see that takes a third of the time of all
    first = _entries(text[:LONGEST_NAME])
    if first and first[0] not in SECTIONS:
        return False
    entries = _entries(text)
    return len(entries) >= MENU_ENTRIES and all(entry in SECTIONS for entry in entries)


def _entries(text: str) -> list[str]:
    return text.casefold().replace("|", " ").replace("·", " ").split()


def is_cjk(text: str) -> bool:
    """Whether Chinese or Japanese characters make up most of the text."""
    head = text[:200]
    return not head.isascii() and 2 * len(_CJK.findall(head)) > len(head)


def is_table_row(text: str) -> bool:
    """Whether the line is figures with labels: 'Shr 1.05 dlrs vs 98 cts'."""
    head = text[:200]
    if len(_TABLE_CELL.findall(head)) * 3 >= max(2, len(head.split())):
        return True
    return " vs " in head and _RESULTS.search(head) is not None
