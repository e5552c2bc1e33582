"""The article in a page's data as a list of paragraphs, each a string or an object of an editor.

Editors that programs are made of store no markup but blocks: Portable Text, ProseMirror, Slate,
Draft.js, Editor.js, Contentful's rich text, and houses' own (`{"type": "paragraph", "text": ...}`).
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from tasks.article.page.json_in_scripts import loaded
from tasks.article.prose import ends_sentence

PARAGRAPHS: Final = 3  # sentences that a list must hold; a menu's labels are none
MOST_NODES: Final = 200_000  # values of one script that are looked at
LONGEST_END: Final = 80  # characters that are asked how a sentence ends
DEEPEST: Final = 12  # lists and objects within one paragraph; editors need six
# Where an object keeps its text; the first that it has.
_KEPT_IN: Final = (
    "text", "html", "content", "value", "children", "items", "data", "model", "blocks",
)  # fmt: skip
_TYPES: Final = ("type", "_type", "nodeType", "blockType", "kind")
_BLOCK: Final = re.compile(r"(?i)paragraph|heading|header|block|list|quote|\Ap\Z|\Ah[1-6]\Z")
_SPAN: Final = re.compile(
    r"(?i)(?:text|plain|span|leaf|a|link|hyperlink|anchor|b|bold|strong|i|em|italic|u|mark|mention"
    r"|inline.{0,40})\Z"
)
_BREAK: Final = frozenset({"hardbreak", "hard_break", "linebreak", "line-break", "break", "br"})
# An angle, and its tag where it is one of HTML's names or has an attribute: "where p<q" and
# "<desk@example.com>" are copy, which a browser would not show.
_ANGLE: Final = re.compile(
    r"""
    <(?:(?:
        !--[^<>]*+
      | /?(?:p|br|hr|h[1-6]|a|b|i|u|s|q|em|strong|span|small|big|mark|sup|sub|cite|code|del|ins|abbr
            |time|font|center|strike|wbr|ul|ol|li|dl|dt|dd|blockquote|pre|div|section|article|aside
            |header|footer|main|nav|address|details|summary|figure|figcaption|picture|source|img
            |video|audio|iframe|table|caption|thead|tbody|tfoot|tr|td|th|script|style|noscript|o:p)
        (?:\s[^<>]*+|/)?
      | [a-z][\w:-]{0,40}+\s[^<>=]*+=["'][^<>]*+
    )>)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PARAGRAPH: Final = re.compile(r"(?i)<p(?:\s[^<>]*+)?>")
_ENTITY: Final = re.compile(r"&#?\w{1,10};")
_ENDS_OF_BLOCKS: Final = (
    "</p>", "</div>", "</li>", "</ul>", "</ol>", "</blockquote>", "</figure>", "</table>", "</pre>",
    *(f"</h{level}>" for level in range(1, 7)),
)  # fmt: skip
# What begins no paragraph; a mark that closes words opens them in some languages.
_GOES_ON: Final = re.compile(
    r"\s|[,.;:!?…%)\]}，。；：！？）】》、」』]|[”’»\"'](?:[\s,.;:]|\Z)|[’']s\b"
)
# What other articles, comments and pictures have, and no paragraph.
_OF_OTHERS: Final = frozenset({"headline", "slug", "author", "user", "src"})
_OF_OTHERS_IF_SET: Final = ("title", "url", "href")  # a paragraph may have these, and empty
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
            if sum(ends_sentence(_bare(text).rstrip()) for text in texts) >= PARAGRAPHS:
                yield "".join(map(_marked_up, texts))
            else:
                waiting += value


def _paragraphs(item: object, depth: int) -> list[str]:
    """The texts of an item of a list; none where it is no paragraph."""
    if isinstance(item, str):
        return [item]
    if not isinstance(item, Mapping) or not depth or _is_of_others(item):
        return []
    if _type_of(item).lower() in _BREAK:  # Slate's has an empty text within
        return [" "]
    key = next((key for key in _KEPT_IN if item.get(key)), None)
    kept = item[key] if key else None
    if not isinstance(kept, list):
        return _paragraphs(kept, depth - 1)
    within = [_within(one, depth - 1) for one in kept]
    if key == "items" or all(map(_is_block, kept)):
        return list(chain.from_iterable(within))
    are_spans = any(map(_is_span, kept)) and not any(map(_is_block, kept))
    return _put_together(within, are_spans and not _are_texts(kept, within))


def _is_of_others(item: Mapping[str, object]) -> bool:
    return not _OF_OTHERS.isdisjoint(item) or any(map(item.get, _OF_OTHERS_IF_SET))


def _within(item: object, depth: int) -> list[str]:
    """The texts of what stands within a paragraph, where a link has an address and is words."""
    if isinstance(item, Mapping):
        others = _OF_OTHERS.union(_OF_OTHERS_IF_SET)
        item = {key: value for key, value in item.items() if key not in others}
    return _paragraphs(item, depth)


def _are_texts(items: list[object], within: list[list[str]]) -> bool:
    """Whether what is called text are paragraphs, as in some houses: whole, and none of them bold.

    Put together, they would stand without a blank.
    """
    if any(isinstance(item, Mapping) and "marks" in item for item in items):
        return False
    return len(_put_together(within, are_spans=False)) == sum(map(len, within)) >= PARAGRAPHS


def _put_together(within: Iterable[list[str]], are_spans: bool) -> list[str]:
    """The paragraphs that the items of a list make, of which some are words of the same one."""
    groups: list[list[str]] = []
    end = ""  # of the paragraph so far, without its tags
    for texts in within:
        for number, text in enumerate(texts):
            bare = _bare(text)
            if (
                groups
                and not number
                and not _ends_block(groups[-1][-1])
                and (are_spans or _goes_on(end, bare))
            ):
                groups[-1].append(text)
            else:
                groups.append([text])
                end = ""
            end = (end + bare)[-LONGEST_END:]
    return ["".join(group) for group in groups]


def _is_block(item: object) -> bool:
    """Whether it says that it is a paragraph, and not words of one."""
    if not isinstance(item, Mapping) or _SPAN.match(_type_of(item)):
        return False
    return _BLOCK.search(_type_of(item)) is not None


def _is_span(item: object) -> bool:
    """Whether it says that it is words of a paragraph."""
    return isinstance(item, Mapping) and ("marks" in item or bool(_SPAN.match(_type_of(item))))


def _type_of(item: Mapping[str, object]) -> str:
    return next((said for key in _TYPES if isinstance(said := item.get(key), str)), "")


def _ends_block(text: str) -> bool:
    return text.rstrip().lower().endswith(_ENDS_OF_BLOCKS)


def _goes_on(end: str, text: str) -> bool:
    """Whether the text belongs to the paragraph that ends so: none begins with "said" or ", "."""
    if not ends_sentence(end):  # nor does one with a blank behind it
        return True
    return text[:1].islower() or _GOES_ON.match(text) is not None


def _bare(text: str) -> str:
    return _ANGLE.sub("", text) if "<" in text else text


def _marked_up(text: str) -> str:
    """The text as a browser is to show it: tags and entities are markup, other angles are copy."""
    if not _ENTITY.search(text) and not any(map(_is_tag, _ANGLE.finditer(text))):
        return f"<p>{html.escape(text)}</p>"
    markup = _ANGLE.sub(lambda one: one[0] if _is_tag(one) else "&lt;", text)
    return markup if _PARAGRAPH.search(markup) else f"<p>{markup}</p>"


def _is_tag(angle: re.Match[str]) -> bool:
    return angle[0] != "<"
