"""The labelled pages of the corpora, and how well a text agrees with their gold."""

import gzip
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

ROOT: Final = Path(__file__).resolve().parents[1]
CORPORA: Final = Path(os.environ.get("DATELINE_SHARED", str(ROOT.parent / "shared"))) / "corpora"
SETS: Final = (
    "fundus", "scrapinghub-aeb", "daniel-news", "wcxb-articles", "readability-pages",
    "parser-fixtures",
)  # fmt: skip
BY_WORDS: Final = ("daniel-news", "wcxb-articles", "readability-pages", "parser-fixtures")
_TOKENS: Final = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what is known of it; `site` groups the pages of one publisher."""

    corpus: str
    name: str
    site: str
    url: str | None
    body: str
    html: str
    gold: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How one text agrees with the gold; `exact`: the same words in the same order."""

    precision: float
    recall: float
    f1: float
    exact: bool


def samples(corpus: str) -> Iterator[Sample]:
    """The pages of a corpus whose gold body is whole, in the order of the gold."""
    for sample in samples_of_all(corpus):
        if sample.body and sample.gold.get("body_kind") != "prefix":
            yield sample


def samples_of_all(corpus: str) -> Iterator[Sample]:
    """Every page of a corpus, also those without a gold body."""
    folder = CORPORA / corpus
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            data = gzip.decompress((folder / gold["file"]).read_bytes())
            html = data.decode("utf-8", "replace")  # what is not UTF-8 is the reader's business
            yield Sample(corpus, gold["id"], site_of(corpus, gold), gold["url"],
                         gold.get("body") or "", html, gold)  # fmt: skip


def site_of(corpus: str, gold: dict[str, Any]) -> str:
    """The publisher's name, alike in all corpora where the address gives it."""
    if corpus == "readability-pages":
        return re.sub(r"[-_\d]+$", "", gold["id"].casefold()) or str(gold["id"])
    host = gold.get("site") or urlsplit(gold["url"] or "").hostname or str(gold["id"])
    labels = [
        label for label in host.casefold().split(".")[:-1]
        if label not in ("www", "com", "co", "org", "net", "gov", "ac", "edu", "news", "blog", "m")
    ]  # fmt: skip
    # one publisher has pages at theguardian.com and at guardian.co.uk
    return re.sub(r"\Athe(?=\w{3})", "", labels[-1]) if labels else host


def tokens(text: str) -> list[str]:
    """Case-folded words; characters of scripts without blanks one by one."""
    return _TOKENS.findall(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).casefold())


def score(corpus: str, gold: str, found: str) -> Score:
    """By 4-grams of words, or by the bag of words where the corpus's field measures so."""
    right, given = tokens(gold), tokens(found)
    size = 1 if corpus in BY_WORDS else 4
    wanted, got = _grams(right, size), _grams(given, size)
    hit = sum((wanted & got).values())
    precision = hit / sum(got.values()) if given else 0.0
    recall = hit / sum(wanted.values())
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    return Score(precision, recall, f1, right == given)


def _grams(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))
