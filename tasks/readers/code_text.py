"""Style sheets and scripts that no suffix tells: crawls and saved pages leave them among copy."""

import re
from typing import Final

from tasks.text.words import SIGNS, SOUTHERN

# What begins them behind comments, and no list of words: "function (n.): a duty;" and "Group A {"
# are copy. Prose about code may begin so too: the lines behind it decide.
_STYLES: Final = r"""
    @charset\ ["'] | @import\ (?:url\(|["']) | @namespace\s[^\n;]{0,200};
    | @layer\s[^\n;{]{1,200}[;{]
    | @(?:font-face|media|keyframes|-webkit-keyframes|supports|page)\b[^\n{]{0,200}\{
    | (?:[.\#*:\[]|(?:html|body|a|p|b|i|em|strong|small|span|div|main|section|article|header|footer
        |nav|ul|ol|li|dl|dt|dd|h[1-6]|hr|img|svg|video|iframe|table|tr|td|th|form|label|input|button
        |select|textarea|pre|code)\b)
      [\w.\#:\ ,>+~*\[\]=\"'()\n-]{0,300}\{(?=\s{0,99}(?:[a-z*-][\w-]{0,60}\s{0,9}:|\}))
"""
_SCRIPTS: Final = r"""
    [\"']use\ strict[\"']
    | [!;+(]{0,3}\s?(?:async\s)?function\s?[\w$*]{0,60}\s?\([^()]{0,300}\)\s{0,9}\{
    | [!;+(]{1,3}(?:async\s?)?\(?[\w$,\ ]{0,99}\)?\s?=>
    | (?:var|let|const)\s[\w$]{1,60}(?:\s?,\s{0,20}[\w$]{1,60}){0,20}\s?[=;]
    | (?:var|let|const)\s?[{\[][^{}\[\]]{0,999}[}\]]\s?=
    | import\s?(?:[\"'][^\"'\n]{1,300}[\"']\s?[;\n]
        |(?:[\w$]{1,60}\s?,\s?)?(?:[\w$]{1,60}|\*\sas\s[\w$]{1,60}|\{[^{}]{0,999}\})\s?from\s?[\"'])
    | import\([\"']
    | export\s?(?:\{[^{}]{0,999}\}|\*\s?from\s?[\"']|\*\sas\s[\w$]{1,60}\s?from\s?[\"'])
    | export\sdefault\s?(?:[{\[(]|(?:async\s)?function\b|class\b|[\w$.]{1,60}[;(])
    | export\s(?:(?:var|let|const)\s[\w$]{1,60}\s?=|(?:async\s)?function\s?\*?\s?[\w$]{1,60}\()
    | (?:export\s)?class\s[\w$]{1,60}\s[^\n{]{0,99}\{\n
      (?=\s{0,99}(?:(?:static|async|get|set)\s)?[\#*]?[\w$]{1,60}(?:\([^()\n]{0,200}\)\s?\{|\s?=))
    | (?:if|for|while|switch)\s?\([^\n]{0,200}\)\s?\{\n | try\s?\{\n
    | [(;!]{0,2}(?:window|self|this|globalThis|document|module|exports|Object|jQuery|\$)
      (?:\.[\w$]{1,60}\s{0,9}[.=(\[;,)&|]|\[[\"'\w$])
    | (?:exports|self)\s?=\s | (?:jQuery|\$)\((?:[\"'(]|document|window|function)
    | (?:define|require)\((?:[\"'\[{(]|function)
"""
_SIGN: Final = re.compile(f"{_STYLES}|{_SCRIPTS}", re.VERBOSE)
# One that is not closed runs to the end. Behind a letter or quotes none begins: "image/*".
_COMMENT: Final = re.compile(
    r"(?<![\w\"'`*/])/\*.*?(?:\*/|\Z)|^[ \t]{0,99}//[^\n]{0,999}", re.DOTALL | re.MULTILINE
)
# Comments of other languages too, and what documents a module.
_NOTES: Final = re.compile(
    r"/\*.*?(?:\*/|\Z)|^[ \t]{0,99}(?://|#|--)[^\n]{0,999}|^=[a-z].*?(?:^=cut|\Z)"
    r"|^[ \t]{0,99}[rbu]?(?:\"\"\".*?(?:\"\"\"|\Z)|\'\'\'.*?(?:\'\'\'|\Z))",
    re.DOTALL | re.MULTILINE,
)
_BETWEEN_QUOTES: Final = re.compile("[\"'`\n]")
_BETWEEN_MARKS: Final = re.compile("[\"'`\n{};]")
_LINE_ENDS: Final = ("{", "}", ";", ",", "(", ")", "[", "]", ":", "=>", "&&", "||", "?", "+", "=")
# What a line of words has not, within or at its beginning; "$5", "(Reuters)" and "Men: 3" it may.
_NO_WORDS: Final = re.compile(
    r"[{}=<>|\\&_#~^*@/\[\]+`]|\$(?!\d)|\w\(|[a-z)]\.[A-Za-z]|\)[;,]\Z|[a-z][A-Z]"
)
_NO_WORDS_BEHIND: Final = re.compile(
    r"""
    (?:return|break|continue|case|default|else|var|let|const|throw|delete|typeof|import|export)\b
    | (?:if|for|while|switch|catch)\s?\( | [?:]\s | -?[\"'`]?[a-z][\w-]{0,60}[\"'`]?\s?: | \.\w
    | [\"'`][^\"`]{0,300}[\"'`][,;)]{0,3}\Z
    """,
    re.VERBOSE,
)
# A character of bytes that are no UTF-8 may be half a Chinese word.
_WORD: Final = re.compile(f"[{SIGNS}{SOUTHERN}\ufffd]|[^\\W\\d_]{{2,}}")
_WORD_OR_FIGURE: Final = re.compile(f"[{SIGNS}{SOUTHERN}\ufffd]|[^\\W_]+")
_MARKS: Final = re.compile(r"[{}();:=\[\]<>+&|!]")
LEAST: Final = 40  # characters; of fewer the share of marks tells nothing
# What share of a machine's scripts is known by these, and that none of its manuals is taken for
# one, shows `python -m benchmarks.code_known`; the figures stand in docs/measured.md.
LEAST_MARKS: Final = 0.05  # of the characters that are no blanks
LEAST_MARKS_ALONE: Final = 0.1  # where the one or two lines are cut, and no end of a line tells
LEAST_LINES: Final = 0.7
MOST_WORDS: Final = 11  # between two quotes
MOST_WORDS_OF_LINES: Final = 3  # of all lines in a row that look like words
MOST_LETTERS: Final = 29  # beyond ASCII in one part; many such languages part no words by blanks
MOST_MARKS_OF_PROSE: Final = 0.02
MOST_COMMAS: Final = 0.3  # of a sentence's words; names in a list have one each
LEAST_LETTERS: Final = 3.5  # of a sentence's words; "Wi as e,Xi as t" has fewer


def begins_as_code(text: str) -> bool:
    """Whether the beginning of a text (4,096 bytes) is that of a style sheet or script."""
    if not text.startswith("/") and not _SIGN.match(text):
        return False  # most texts: to look for comments first takes more time than all else
    code = _without_comments(text).strip()
    if len(code) < LEAST or not _SIGN.match(code):
        return False
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    ends = [line.endswith(_LINE_ENDS) for line in lines]
    is_cut_alone = len(lines) <= 2 and not ends[-1]
    least = LEAST_MARKS_ALONE if is_cut_alone else LEAST_MARKS
    whole = ends[:-1]  # the last may be cut
    return sum(whole) >= LEAST_LINES * len(whole) and _share(code) >= least


def has_most_in_words(text: str) -> bool:
    """Whether the lines that read as words have most of its letters, comments left aside."""
    lines = [line.strip() for line in _NOTES.sub("", text).split("\n")]
    words = [line for line in lines if _is_prose(line) or _is_line_of_copy(line)]
    return 2 * sum(map(_letters_in, words)) > sum(map(_letters_in, lines))


def holds_copy(text: str) -> bool:
    """Whether there is prose in code or behind it, though not in its comments.

    A script may hold articles as data: whoever looks for them must find them named. What a
    program took from a page as text has the page's scripts first, and then its article.
    """
    code = _without_comments(text)
    return (
        any(map(_is_prose, _BETWEEN_QUOTES.split(code)))
        or any(map(_is_sentence, _BETWEEN_MARKS.split(code)))
        or _has_lines_of_words(code)
    )


def _without_comments(text: str) -> str:
    """The text with its comments removed, but for one that is never closed: copy may follow it."""
    return _COMMENT.sub(_if_open, text)


def _if_open(comment: re.Match[str]) -> str:
    is_open = comment[0].startswith("/*") and not comment[0].endswith("*/")
    return comment[0] if is_open else ""


def _has_lines_of_words(code: str) -> bool:
    """Whether lines in a row are words: headlines, results and copy in short lines."""
    words = 0
    # a page whose markup is one line gives its text and its code as one
    lines = (line.rpartition("}")[2].strip() or line.strip() for line in code.split("\n"))
    for line in filter(None, lines):
        words = words + len(_WORD.findall(line)) if _is_of_words(line) else 0
        if words > MOST_WORDS_OF_LINES:
            return True
    return False


def _is_of_words(line: str) -> bool:
    if _NO_WORDS_BEHIND.match(line) or _NO_WORDS.search(line):
        return False
    return _WORD.search(line) is not None and len(_WORD_OR_FIGURE.findall(line)) > 1


def _is_line_of_copy(line: str) -> bool:
    return _is_of_words(line) and len(_WORD.findall(line)) > MOST_WORDS_OF_LINES


def _is_prose(part: str) -> bool:
    """Whether the part of a line is a sentence or more, which code has in its comments."""
    if sum(not letter.isascii() for letter in part) > MOST_LETTERS:
        return True
    return len(part.split()) > MOST_WORDS and _share(part) < MOST_MARKS_OF_PROSE


def _letters_in(text: str) -> int:
    return sum(map(len, text.split()))


def _is_sentence(part: str) -> bool:
    """Whether the part of a line of code is a sentence, and no list or note of it."""
    words = len(part.split())
    return (
        words > MOST_WORDS
        and "//" not in part
        and part.count(",") < MOST_COMMAS * words
        and _letters_in(part) >= LEAST_LETTERS * words
        and _is_prose(part)
    )


def _share(text: str) -> float:
    letters = _letters_in(text)
    return len(_MARKS.findall(text)) / letters if letters else 0.0
