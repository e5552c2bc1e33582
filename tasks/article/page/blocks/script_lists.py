"""The article in a page's data as a list of paragraphs, each a string or an object of an editor.

Editors that programs are made of store no markup but blocks: Portable Text, ProseMirror, Slate,
Draft.js, Editor.js, Contentful's rich text, and houses' own (`{"type": "paragraph", "text": ...}`).
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

from w3lib.html import remove_tags

from tasks.article.page.json_in_scripts import loaded
from tasks.article.prose import ends_sentence

PARAGRAPHS: Final = 3  # sentences that a list must hold; a menu's labels are none
MOST_NODES: Final = 200_000  # values of one script that are looked at
DEEPEST: Final = 12  # lists and objects within one paragraph; editors need six
# Where an object keeps its text; the first that it has.
_KEPT_IN: Final = (
    "text", "html", "content", "value", "children", "items", "data", "model", "blocks",
)  # fmt: skip
_TYPES: Final = ("type", "_type", "nodeType", "blockType", "kind")
_BLOCK: Final = re.compile(r"(?i)paragraph|heading|header|block|list|quote|\Ap\Z|\Ah[1-6]\Z")
_BREAK: Final = frozenset({"hardbreak", "hard_break", "linebreak", "line-break", "break", "br"})
_MARKUP: Final = re.compile(r"</?[A-Za-z]|&#?\w{1,10};")
# What other articles, comments and pictures have, and no paragraph.
_OF_OTHERS: Final = ("title", "headline", "url", "href", "slug", "author", "user", "src")
_ELSEWHERE: Final = frozenset({"comments", "replies", "related", "recommended", "navigation"})


def listed_articles(script: str) -> Iterator[str]:
    """Markup of each list of a script's data that holds paragraphs of prose, outer lists first."""
    waiting: list[object] = loaded(script)[::-1]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [one for key, one in value.items() if key.lower() not in _ELSEWHERE]
        elif isinstance(value, list):
            texts = [text for item in value for text in _paragraphs(item, DEEPEST)]
            if sum(ends_sentence(remove_tags(text).rstrip()) for text in texts) >= PARAGRAPHS:
                yield "".join(map(_marked_up, texts))
            else:
                waiting += value


def _paragraphs(item: object, depth: int) -> list[str]:
    """The texts of an item of a list; none where it is no paragraph."""
    if isinstance(item, str):
        return [item]
    if not isinstance(item, Mapping) or not depth or any(map(item.get, _OF_OTHERS)):
        return []
    key = next((key for key in _KEPT_IN if item.get(key)), "")
    kept = item.get(key)
    if not isinstance(kept, list):
        return [" "] if _type_of(item).lower() in _BREAK else _paragraphs(kept, depth - 1)
    texts = [text for one in kept for text in _within(one, depth - 1)]
    if key == "items" or _are_blocks(kept) or all(map(_is_whole, texts[:-1])):
        return texts
    return ["".join(texts)]


def _within(item: object, depth: int) -> list[str]:
    """The texts of what stands within a paragraph, where a link has an address and is words."""
    if isinstance(item, Mapping):
        item = {key: value for key, value in item.items() if key not in _OF_OTHERS}
    return _paragraphs(item, depth)


def _are_blocks(items: list[object]) -> bool:
    """Whether each says that it is a paragraph, and not words of one."""
    return all(isinstance(item, Mapping) and _BLOCK.search(_type_of(item)) for item in items)


def _type_of(item: Mapping[str, object]) -> str:
    return next((said for key in _TYPES if isinstance(said := item.get(key), str)), "")


def _is_whole(text: str) -> bool:
    """Whether no word of the same paragraph can follow the text."""
    return text.endswith(">") or (not text[-1:].isspace() and ends_sentence(text))


def _marked_up(text: str) -> str:
    return text if "<p" in text else f"<p>{text if _MARKUP.search(text) else html.escape(text)}</p>"
