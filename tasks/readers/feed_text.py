"""Where a feed begins behind what a server wrote before it, and its text in UTF-8."""

import re
from typing import Final

from tasks.readers.text import UnreadableText, decode, without_lone_bytes

HEAD: Final = 4096  # characters in which the root of a feed is looked for
FEED: Final = re.compile(r"<(?:rss|rdf:RDF|(?:atom:)?feed)[\s>]", re.IGNORECASE)
DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_DECLARATION: Final = re.compile(r"<\?xml\s[^<>]{0,300}\?>", re.IGNORECASE)
# A message of PHP, or the length of a chunk that nobody took out. An article may speak of feeds.
_OF_A_SERVER: Final = re.compile(
    r"(?:<br ?/?>\s{0,9})?(?:<b>)?(?:PHP )?"
    r"(?:Warning|Notice|Deprecated|Strict Standards|Fatal error|Parse error)(?:</b>)?: "
    r"|[0-9A-Fa-f]{1,8}\r?\n(?=\s{0,9}<)"
)


def start_behind_a_server(text: str) -> int:
    """Where XML begins behind a server's message; 0 where none stands before it."""
    if not _OF_A_SERVER.match(text):
        return 0
    found = _DECLARATION.search(text, 0, HEAD) or FEED.search(text, 0, HEAD)
    return found.start() if found else 0


def in_utf8(content: bytes) -> bytes:
    """The feed from its declaration on, in UTF-8 and called so.

    The parser believes the label: of a feed called gb2312 with one character of GB18030 it gives
    entries without a word in them, and of one whose label is wrong other letters. What is no text
    stays as it is.
    """
    try:
        text = without_lone_bytes(decode(content).text)
    except UnreadableText:
        return content
    text = text.lstrip("\ufeff \t\r\n")
    root = FEED.search(text, 0, HEAD)
    declaration = _DECLARATION.search(text, 0, root.start() if root else HEAD)
    text = text[declaration.end() if declaration else start_behind_a_server(text) :]
    return f"{DECLARED}{text}".encode("utf-8", "replace")
