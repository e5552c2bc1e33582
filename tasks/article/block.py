"""A stretch of the copy with the kind it was found to be."""

from typing import NamedTuple


class Block(NamedTuple):
    """A stretch of the copy and what it is: characters start:end, and the rule that says so."""

    kind: str
    text: str
    start: int
    end: int
    reason: str

    def typed(self, kind: str, reason: str) -> "Block":
        """The same stretch as a block of this kind."""
        # made as a tuple: `_replace` takes five times as long
        return tuple.__new__(Block, (kind, self.text, self.start, self.end, reason))
