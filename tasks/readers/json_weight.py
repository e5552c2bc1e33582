"""How much memory a piece of JSON may take once it is read, told before it is."""

import re
from typing import Final

# A shorter one is parsed unasked: with nothing in it but `{},` it takes 6 MB.
FREE_CHARACTERS: Final = 1 << 18
# Bytes of CPython 3.12 on 64 bits: an empty dict has 64 and 120 more with its first key, an empty
# list 56, a place in a list 8, a number 32, and a string 50 beside its letters.
_OBJECT: Final = 64
_LIST: Final = 64
_KEY: Final = 120
_PLACE: Final = 40  # with a number in it
_STRING: Final = 56
# An unclosed string goes to the end: else the next quote would be looked at as one, and the next.
_STRUCTURE: Final = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{},:]', re.DOTALL)
_WEIGHTS: Final = (("{", _OBJECT), ("[", _LIST), (",", _PLACE), (":", _KEY))


def is_too_heavy(text: str, most: int, start: int = 0) -> bool:
    """Whether the value that begins at `start` may take more than `most` bytes of memory.

    `{},{},...` takes 25 times its length. First the signs are counted wherever they stand, which is
    cheap; where that is too much, without strings and what is behind the value.
    """
    if len(text) - start <= FREE_CHARACTERS:
        return False
    strings = _STRING * text.count('"', start) // 2 + len(text) - start
    if strings + sum(weight * text.count(sign, start) for sign, weight in _WEIGHTS) <= most:
        return False
    weights = dict(_WEIGHTS)
    total = depth = 0
    for found in _STRUCTURE.finditer(text, start):
        size = found.end() - found.start()
        total += weights.get(found[0], 0) if size == 1 else _STRING + size
        if total > most:
            return True
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth == 0 and found[0] in "]}":
            return False
    return False
