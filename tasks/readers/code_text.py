"""Style sheets and scripts that no suffix tells: crawls and saved pages leave them among copy."""

import re
from typing import Final

# What begins them behind comments, and no sentence. Prose about code may begin so too: the lines
# behind it decide.
_SIGN: Final = re.compile(
    r"""
    @charset\ ["'] | @import\ (?:url|["']) | @namespace\s | @layer\s
    | @(?:font-face|media|keyframes|-webkit-keyframes|supports|page)\b[^\n{]{0,200}\{
    | [.\#*:]?[A-Za-z_*:][\w.\#:\ ,>+~*\[\]=\"'()-]{0,300}\s{0,20}\{
      (?=\s{0,99}(?:[\w*-]{1,60}\s{0,9}:|\}))
    | [\"']use\ strict[\"'] | [!;+(]{0,3}function\b | [!;+(]{1,3}(?:async\s|\(?\w{0,40}\)?\s?=>)
    | (?:var|let|const)\s[\w$]{1,60}\s?[=;,] | (?:var|let|const)\s?[{\[]
    | import\s?[\"'{*(] | import\s[\w$]{1,60}(?:\s?,\s?[{*]|\sfrom\s?[\"'])
    | export\s(?:\{|\*|default\b|const\b|function\b|class\b) | class\s[\w$]{1,60}\s[^\n{]{0,99}\{\n
    | (?:if|for|while|switch)\s?\([^\n]{0,200}\{\n | try\s?\{\n
    | (?:window|self|document|module|exports|Object|jQuery|define|require|\$)\s?[.(\[=]
    | [(;!]{0,2}(?:window|self|this|globalThis)[.\[]
    """,
    re.VERBOSE,
)  # fmt: skip
_COMMENT: Final = re.compile(r"/\*.*?\*/|^[ \t]{0,99}//[^\n]{0,999}", re.DOTALL | re.MULTILINE)
_BETWEEN_QUOTES: Final = re.compile("[\"'`\n]")
_LINE_ENDS: Final = ("{", "}", ";", ",", "(", ")", "[", "]", ":", "=>", "&&", "||", "?", "+", "=")
_MARKS: Final = re.compile(r"[{}();:=\[\]<>+&|!]")
LEAST: Final = 40  # characters; of fewer the share of marks tells nothing
# What share of a machine's scripts is known by these, and that none of its manuals is taken for
# one, shows `python -m benchmarks.code_known`; the figures stand in docs/measured.md.
LEAST_MARKS: Final = 0.05  # of the characters that are no blanks
LEAST_MARKS_ALONE: Final = 0.1  # where the one or two lines are cut, and no end of a line tells
LEAST_LINES: Final = 0.7
MOST_WORDS: Final = 11
MOST_LETTERS: Final = 29  # beyond ASCII in one part; many such languages part no words by blanks
MOST_MARKS_OF_PROSE: Final = 0.02


def is_code(text: str) -> bool:
    """Whether the beginning of a text (4,096 bytes) is a style sheet or script, all of it code."""
    code = _COMMENT.sub("", text).strip()
    if len(code) < LEAST or not _SIGN.match(code):
        return False
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    # a script may hold articles as data: whoever looks for them must find them named
    if any(map(_is_prose, _BETWEEN_QUOTES.split(code))):
        return False
    ends = [line.endswith(_LINE_ENDS) for line in lines]
    least = LEAST_MARKS if len(lines) > 2 or ends[-1] else LEAST_MARKS_ALONE
    whole = ends[:-1]  # the last may be cut
    return sum(whole) >= LEAST_LINES * len(whole) and _share(code) >= least


def _is_prose(part: str) -> bool:
    """Whether the part of a line is a sentence or more, which code has in its comments."""
    if sum(not letter.isascii() for letter in part) > MOST_LETTERS:
        return True
    return len(part.split()) > MOST_WORDS and _share(part) < MOST_MARKS_OF_PROSE


def _share(text: str) -> float:
    letters = sum(map(len, text.split()))
    return len(_MARKS.findall(text)) / letters if letters else 0.0
