"""The one door to Great Expectations: imported late, silent, offline, and never forgiving."""

import importlib
import logging
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

from expectations.suites import Check

_SEVERITY: Final[tuple[tuple[str, str], ...]] = (
    ("stop", "critical"),
    ("quarantine", "critical"),
    ("warn", "warning"),
)

# Libraries that Great Expectations imports for expectations no suite here has (statistical tests,
# charts of them): a third of the time of its own import.
_SELDOM_USED: Final = ("scipy.stats", "altair")


class ExpectationBroken(RuntimeError):
    """A check could not be run: a bug of ours, never bad data."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Great Expectations found for one check: labels that failed, labels without a value."""

    failed_labels: tuple[int, ...]
    unchecked_labels: tuple[int, ...]


def warm_up() -> None:
    """Great Expectations is imported: some seconds, to be spent in a thread beside other work."""
    load()


def load() -> Any:
    """The great_expectations module, imported with its telemetry off and its warnings unheard."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read once, when the module is first imported
    os.environ.setdefault("DO_NOT_TRACK", "1")
    # Its import, and nothing later, warns: it still takes `sre_constants` from the standard
    # library. The filter is added, not set for a while: `catch_warnings` swaps the filters of
    # the whole process, and this runs in a thread beside others.
    warnings.filterwarnings(
        "ignore", message=r"module 'sre_\w+' is deprecated", category=DeprecationWarning
    )
    # it tells of a temporary folder for each context, which is in the way of our one line a stage
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    if "great_expectations" not in sys.modules:
        for name in _SELDOM_USED:
            sys.modules.setdefault(name, _ImportedWhenUsed(name))
    return importlib.import_module("great_expectations")


class _ImportedWhenUsed(ModuleType):
    """Stands for a module until something of it is asked for, and then hands on what it has.

    Not importlib's LazyLoader: the second `import` of such a module loads it already.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)  # what inspects all modules has no use for this one
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def validate(frame: Any, checks: Sequence[Check]) -> tuple[Outcome, ...]:
    """The outcome of each check on a pandas frame whose columns are the checks' measures.

    Failing rows are named by the frame's index. Great Expectations can name them by columns
    too, but builds a dict a row for it: 20,000 rows and 32 checks took 3.7 s instead of 0.2 s.
    """
    gx = load()
    batch = _batch(gx, frame)
    suite = gx.ExpectationSuite(
        name="checks",
        expectations=[expectation(gx, check, number) for number, check in enumerate(checks)],
    )
    found = batch.validate(
        suite,
        result_format={
            "result_format": "COMPLETE",
            "exclude_unexpected_values": True,  # positions are enough, values stay where they are
            "partial_unexpected_count": 0,
            "return_unexpected_index_query": False,
        },
    )
    outcomes: dict[int, Outcome] = {}
    for result in found.results:
        number = int(result.expectation_config.meta["check"])
        outcomes[number] = _outcome(checks[number], result, frame)
    if len(outcomes) != len(checks):
        missing = sorted(set(range(len(checks))) - set(outcomes))
        raise ExpectationBroken(f"no result for {', '.join(checks[row].id for row in missing)}")
    return tuple(outcomes[number] for number in range(len(checks)))


def expectation(gx: Any, check: Check, number: int) -> Any:
    """The check as an object of Great Expectations, carrying its number."""
    kind = getattr(gx.expectations, check.expectation)
    return kind(
        column=check.measure.name,
        severity=dict(_SEVERITY)[check.level],
        meta={"check": number},
        **dict(check.arguments),
    )


def _batch(gx: Any, frame: Any) -> Any:
    types = importlib.import_module("great_expectations.data_context.types.base")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = types.ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("parts")
    definition = source.add_dataframe_asset("part").add_batch_definition_whole_dataframe("rows")
    return definition.get_batch(batch_parameters={"dataframe": frame})


def _outcome(check: Check, result: Any, frame: Any) -> Outcome:
    failure = raised(result.exception_info)
    if failure:
        raise ExpectationBroken(f"{check.id}: {failure}. The check cannot be run; mend it.")
    counts = result.result
    labels = tuple(sorted(int(label) for label in counts.get("unexpected_index_list") or ()))
    failed, missing = int(counts["unexpected_count"]), int(counts.get("missing_count") or 0)
    # it counts the rows without a value, and does not name them
    unchecked = frame.index[frame[check.measure.name].isna()].tolist() if missing else []
    if (
        failed != len(labels)
        or missing != len(unchecked)
        or result.success != (failed == 0)
        or counts["element_count"] != len(frame)
    ):
        raise ExpectationBroken(
            f"{check.id}: {failed} rows failed, {len(labels)} are named, {missing} of "
            f"{counts['element_count']} have no value and success is {result.success}. "
            "Great Expectations contradicts itself."
        )
    return Outcome(labels, tuple(unchecked))


def raised(information: Mapping[str, Any] | None) -> str:
    """The message of the exception behind a result, empty when there was none.

    Great Expectations gives one flat record, or one record for each metric that raised.
    """
    if not information:
        return ""
    records = [information] if "raised_exception" in information else list(information.values())
    messages = [
        str(record.get("exception_message") or "raised without a message")
        for record in records
        if record.get("raised_exception")
    ]
    return "; ".join(messages)
