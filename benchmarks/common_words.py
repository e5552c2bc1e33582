"""Prints tasks/matching/common_words.py: the stems of English news by how many sentences have them.

    python -m benchmarks.common_words > tasks/matching/common_words.py

Counted over the development halves of newsarticles-2016-17, textdumps-2013-15 and
basil-triplets (../shared or DATELINE_SHARED), each sentence as its corpus has it.
"""

import math
import textwrap
from collections import Counter
from typing import Final

from benchmarks.corpora import READERS
from tasks.matching.sentences import sentences_of
from tasks.matching.stems import terms_of_words
from tasks.matching.words import small_words

COUNTED: Final = ("newsarticles-2016-17", "textdumps-2013-15", "basil-triplets")
BANDS: Final = 10


def main() -> None:
    counts: Counter[str] = Counter()
    sentences = 0
    for corpus in COUNTED:
        for dump in READERS[corpus]():
            lines = dump.data.decode("utf-8", "replace").splitlines()
            for sentence in sentences_of(list(filter(None, map(str.strip, lines)))):
                sentences += 1
                counts.update(set(terms_of_words(small_words(sentence.text))))
    bands: list[list[str]] = [[] for _ in range(BANDS)]
    for word, count in sorted(counts.items()):
        band = int(math.log2(sentences / count))
        if band < BANDS and word.isascii() and word.isalpha() and len(word) > 1:
            bands[band].append(word)
    print('"""Stems of English news by the sentences that have them: half, a quarter ..."""\n')
    print("from typing import Final\n")
    print(f"# Printed by benchmarks/common_words.py over {sentences:,} sentences.")
    print("BANDS: Final = (")
    for words in bands:
        print('    """')
        print(textwrap.fill(" ".join(words), 96, initial_indent="    ", subsequent_indent="    "))
        print('    """,')
    print(")")


if __name__ == "__main__":
    main()
