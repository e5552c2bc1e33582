"""How often a text without a label is read in the encoding it was written in.

    python -m benchmarks.encodings [--texts N] [--seed N] [--peers]

The gold bodies of the labelled pages in ../shared/corpora (or DATELINE_SHARED) are written in the
encodings that their language had, cut to three sizes, and read again: right is what gives the same
characters. The rules for Western encodings were made while looking at texts of these corpora, so
expect less of others. A second table has texts of all languages in UTF-16 and UTF-32 without a
mark, and with one byte lost, where all but nine characters must come back. `--peers` has
charset-normalizer and chardet guess beside.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import Final

import chardet

from benchmarks.page_sets import SETS, samples_of_all
from tasks.readers.text import UnreadableText, decode
from tasks.readers.wide import WIDE
from tasks.text.language import LanguageReader

SIZES: Final = (200, 1_000, 5_000)  # characters
NEAR: Final = 9  # characters that one lost byte may take with it
LEAST: Final = 0.97  # of a text's characters that an encoding must have; the others are left out
WRITTEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "ar": ("cp1256",),
        "cs": ("cp1250", "iso8859-2"),
        "da": ("cp1252",),
        "de": ("cp1252", "cp850"),
        "el": ("cp1253", "iso8859-7"),
        "en": ("cp1252", "mac-roman"),
        "es": ("cp1252",),
        "fi": ("cp1252",),
        "fr": ("cp1252",),
        "he": ("cp1255",),
        "hu": ("cp1250", "iso8859-2"),
        "it": ("cp1252",),
        "ja": ("cp932", "euc_jp"),
        "ko": ("cp949",),
        "lt": ("cp1257",),
        "nl": ("cp1252",),
        "no": ("cp1252",),
        "pl": ("cp1250", "iso8859-2"),
        "pt": ("cp1252",),
        "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5"),
        "sv": ("cp1252",),
        "th": ("cp874",),
        "tr": ("cp1254",),
        "uk": ("cp1251", "koi8-u"),
        "zh": ("gb18030", "big5hkscs"),
    }
)

_LOST: Final = "ours, a byte lost"
Reader = Callable[[bytes], str]
Pair = tuple[str, str, int]  # language, encoding, characters


def ours(data: bytes) -> str:
    """The text as a run reads it; empty where it refuses."""
    try:
        return decode(data).text
    except UnreadableText:
        return ""


def by_chardet(data: bytes) -> str:
    """The text in the encoding that chardet guesses by itself."""
    return _decoded(data, chardet.detect(data)["encoding"])


def by_charset_normalizer(data: bytes) -> str:
    """The text in the encoding that charset-normalizer guesses."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return _decoded(data, best.encoding if best else None)


def _decoded(data: bytes, encoding: str | None) -> str:
    try:
        return data.decode(encoding or "utf-8", "replace")
    except LookupError:
        return ""


def written(text: str, encoding: str) -> tuple[bytes, str] | None:
    """The text's bytes, and what of it the encoding has; None where that is too little or ASCII."""
    data = text.encode(encoding, "ignore")
    kept = data.decode(encoding)
    if len(kept) < LEAST * len(text) or data.isascii():
        return None
    return data, kept


def gathered(languages: LanguageReader) -> dict[Pair, list[tuple[bytes, str]]]:
    """The gold bodies in each encoding of their language and at each size, none twice."""
    found: dict[Pair, dict[bytes, str]] = defaultdict(dict)
    for corpus in SETS:
        for sample in samples_of_all(corpus):
            language, _ = languages.read(sample.body)
            for encoding in WRITTEN.get(language, ()):
                for size in SIZES:
                    if len(sample.body) >= size and (
                        pair := written(sample.body[:size].strip(), encoding)
                    ):
                        found[language, encoding, size][pair[0]] = pair[1]
    return {pair: list(texts.items()) for pair, texts in found.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--texts", type=int, default=100, help="of a language, encoding and size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    chosen = parser.parse_args()
    readers: dict[str, Reader] = {"ours": ours}
    if chosen.peers:
        readers |= {"charset-normalizer": by_charset_normalizer, "chardet": by_chardet}
    chance = random.Random(chosen.seed)
    print(f"| language | encoding | characters | texts | {' | '.join(readers)} |")
    print(f"| --- | --- | ---: | ---: |{' ---: |' * len(readers)}")
    total: dict[int, list[dict[str, bool]]] = defaultdict(list)
    for (language, encoding, size), texts in sorted(gathered(LanguageReader()).items()):
        some = chance.sample(texts, min(chosen.texts, len(texts)))
        right = [
            {name: read(data) == text for name, read in readers.items()} for data, text in some
        ]
        total[size] += right
        print(f"| {language} | {encoding} | {size:,} | {_shares(right, readers)}", flush=True)
    for size, right in sorted(total.items()):
        print(f"| all | | {size:,} | {_shares(right, readers)}")
    print()
    _print_wide(readers, chosen.texts * 4, chance)


def _print_wide(readers: Mapping[str, Reader], most: int, chance: random.Random) -> None:
    """Texts of any language in UTF-16 and UTF-32 without a mark, whole and with a byte lost."""
    names = (*readers, _LOST)
    print(f"| without a mark | characters | texts | {' | '.join(names)} |")
    print(f"| --- | ---: | ---: |{' ---: |' * len(names)}")
    bodies = sorted({sample.body for corpus in SETS for sample in samples_of_all(corpus)})
    for size in SIZES:
        texts = [body[:size].strip() for body in bodies if len(body) >= size]
        some = chance.sample(texts, min(most, len(texts)))
        for encoding in WIDE:
            right = [_read_wide(text, encoding, readers, chance) for text in some]
            print(f"| {encoding} | {size:,} | {_shares(right, names)}", flush=True)


def _read_wide(
    text: str, encoding: str, readers: Mapping[str, Reader], chance: random.Random
) -> dict[str, bool]:
    data = text.encode(encoding)
    lost = chance.randrange(4, len(data) - 40)
    near = ours(data[:lost] + data[lost + 1 :])
    return {name: read(data) == text for name, read in readers.items()} | {
        _LOST: len(text) - _alike(near, text) <= NEAR
    }


def _alike(text: str, other: str) -> int:
    """How many characters are the same at the beginning and at the end together."""
    pairs = zip(text, other, strict=False)
    begun = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    ends = zip(text[begun:][::-1], other[begun:][::-1], strict=False)
    return begun + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))


def _shares(right: list[dict[str, bool]], readers: Iterable[str]) -> str:
    shares = " | ".join(f"{sum(one[name] for one in right) / len(right):.1%}" for name in readers)
    return f"{len(right)} | {shares} |"


if __name__ == "__main__":
    main()
