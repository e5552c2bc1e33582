"""What of an input is refused: one by one up to a bound, and counted from there on."""

from collections import Counter

from tasks.readers.records import Entries, NoRecord


def listed(entries: Entries, most: int) -> Entries:
    """The entries, of those that are quarantined the first `most`; one more counts the others.

    A few thousand packed bytes hold a hundred thousand broken lines. As rows they would bury what
    else is in quarantine, and stand in each snapshot of the warehouse from then on.
    """
    count = 0
    others: Counter[str] = Counter()
    first = ""
    try:
        for entry in entries:
            if isinstance(entry, NoRecord) and entry.outcome == "quarantined":
                count += 1
                if count > most:
                    first = first or entry.name
                    others[entry.reason_code] += 1
                    continue
            yield entry
    except Exception:  # it ends the whole input: what it ends is said first
        yield from _counted(others, most, first)
        raise
    yield from _counted(others, most, first)


def _counted(others: Counter[str], most: int, first: str) -> Entries:
    if others:
        said = ", ".join(f"{number} {code}" for code, number in sorted(others.items()))
        detail = (
            f"beside the first {most} refusals of it, which are listed, {others.total()} more from "
            f"{first or 'it'} on: {said}"
        )
        yield NoRecord("", "quarantined", "too_many_refusals", detail, others.total())
