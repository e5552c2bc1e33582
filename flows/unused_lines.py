"""Which lines of a run's manifest name nothing that is read."""

from collections.abc import Mapping, Sequence

from flows.run_context import RunContext
from tasks.bundles import AFTER_A_PLACE
from tasks.listing import Found
from tasks.readers.records import Beside


def say_which_lines_are_unused(
    run: RunContext, beside: Mapping[str, Beside], inputs: Sequence[Found]
) -> None:
    """A manifest whose lines name nothing that is read is most often a misspelled one."""
    there = {found.location for found in inputs}
    unused = [location for location in beside if not _names_one_of(location, there)]
    if unused:
        run.say(
            f"{run.settings.manifest}: {len(unused):,} of {len(beside):,} lines name no input "
            f"here, the first {unused[0]} (a path is absolute or relative to the manifest)"
        )


def say_which_records_are_missing(run: RunContext, unmet: Sequence[str]) -> None:
    """A line about a member or record that is not there was meant for another one."""
    if unmet:
        run.say(
            f"{run.settings.manifest}: {len(unmet):,} lines name a member or record that is not in "
            f"its input, the first {unmet[0]}"
        )


def _names_one_of(location: str, inputs: set[str]) -> bool:
    """Whether the line is about one of the inputs, or about a member or record of one."""
    return location in inputs or any(
        location[:cut] in inputs for cut, letter in enumerate(location) if letter in AFTER_A_PLACE
    )
