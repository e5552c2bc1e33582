"""What a run passes over, all of it counted and some of it named."""

from collections import Counter
from typing import Final

from tasks.sightings import Skipped

# Of each reason: a tar of a million pictures must not fill the warehouse with their names.
MOST_EXAMPLES: Final = 100
LONGEST_DETAIL: Final = 500  # characters; an address or headline may have thousands
KNOWN_AGAIN: Final = frozenset(  # they stand in other tables
    {"unchanged", "known_bundle", "still_quarantined"}
)


class Skips:
    """Grows by the number of reasons, not by that of the items."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, list[tuple[str, str]]] = {}

    def add(self, source_uri: str, reason: str, detail: str) -> None:
        """One more item was passed over for that reason."""
        self._counts[reason] += 1
        examples = self._examples.setdefault(reason, [])
        if len(examples) < (1 if reason in KNOWN_AGAIN else MOST_EXAMPLES):
            examples.append((source_uri, detail[:LONGEST_DETAIL]))

    def all(self) -> tuple[Skipped, ...]:
        """Each reason with its count and its first items."""
        return tuple(
            Skipped(reason, self._counts[reason], tuple(examples))
            for reason, examples in sorted(self._examples.items())
        )
