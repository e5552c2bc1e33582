"""Judgements on an outlet's page layouts: an alarm when a site changed and its layout is stale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa

from expectations.judge import Verdict, judge
from expectations.suites import Suite, warning

LAYOUTS_KEY: Final = "scope"
_METRICS: Final = ("hit_share", "length_ratio", "agreement")


@dataclass(frozen=True, slots=True)
class LayoutRules:
    """What the layouts' figures are measured against.

    'The labelled pages' are those of the 14 outlets with a layout and 8 pages or more in the
    development corpora, benchmarks/layouts.py.
    """

    fewest_pages: int = 20  # below, one odd page moves a share by more than 5 points
    hit_share: float = 0.8  # 99% of the labelled pages; videos and galleries of a site are missed
    # The medians of two halves of one outlet's labelled pages, 4 to 14 each, differ by a factor of
    # 1 to 2, and of 20 pages by less; a layout that lost more than half of its text is below 0.5.
    shortest: float = 0.5
    longest: float = 2.0
    # Each outlet's median is above 0.99 on the labelled pages; 0.9 is a fifth of the words missed.
    agreement: float = 0.9


RULES: Final = LayoutRules()


@dataclass(frozen=True, slots=True)
class LayoutFigures:
    """The figures of one row of the view layout_health; `layout` None: pages no layout took."""

    outlet_id: str
    layout: str | None
    pages: int
    recent_share: float
    judged_pages: int
    median_words: float
    earlier_pages: int
    earlier_median_words: float | None
    median_agreement: float | None

    @property
    def scope(self) -> str:
        """`outlet/layout`, or the outlet alone."""
        return f"{self.outlet_id}/{self.layout}" if self.layout else self.outlet_id


def layouts_table(figures: Sequence[LayoutFigures], rules: LayoutRules = RULES) -> pa.Table:
    """One row an outlet and one a layout; a figure of too few pages is null, and is not judged.

    An outlet's hit share is that of all its layouts together. A layout's length is compared with
    its own earlier pages, and while there are too few of them with the pages that the general
    path read for the same outlet.
    """
    rows: list[dict[str, Any]] = []
    for outlet in sorted({one.outlet_id for one in figures}):
        mine = [one for one in figures if one.outlet_id == outlet]
        general = next((one for one in mine if one.layout is None), None)
        total = sum(one.pages for one in mine)
        share = 1.0 - (general.recent_share if general else 0.0)
        rows.append({"scope": outlet, "pages": total, "hit_share": share})
        for one in mine:
            if one.layout is None:
                continue
            usual = _usual_length(one, general, rules)
            rows.append(
                {
                    "scope": one.scope,
                    "pages": one.judged_pages,
                    "length_ratio": one.median_words / usual if usual else None,
                    "agreement": one.median_agreement,
                }
            )
    columns: dict[str, Any] = {
        "scope": pa.array([row["scope"] for row in rows], pa.string()),
        "pages": pa.array([row["pages"] for row in rows], pa.int64()),
    }
    for name in _METRICS:
        told = [row.get(name) if row["pages"] >= rules.fewest_pages else None for row in rows]
        columns[name] = pa.array(told, pa.float64())
    return pa.table(columns)


def _usual_length(
    one: LayoutFigures, general: LayoutFigures | None, rules: LayoutRules
) -> float | None:
    if one.earlier_pages >= rules.fewest_pages:
        return one.earlier_median_words
    if general is not None and general.judged_pages >= rules.fewest_pages:
        return general.median_words
    return None


def layouts_suite(rules: LayoutRules = RULES) -> Suite:
    """What must be true of an outlet's layouts; every failure is a warning to look at the site."""
    return Suite(
        "layouts",
        (
            warning(
                "layouts.hit_rate",
                f"An outlet's layouts take at least {rules.hit_share:.0%} of its newest pages; "
                "if not, the site has changed: give its YAML file a new layout.",
                "hit_share",
                min_value=rules.hit_share,
            ),
            warning(
                "layouts.median_length",
                f"A layout's newest pages are {rules.shortest:g} to {rules.longest:g} times as "
                "long as they were; if not, its selectors take too little or too much.",
                "length_ratio",
                min_value=rules.shortest,
                max_value=rules.longest,
            ),
            warning(
                "layouts.agreement",
                f"A layout and the general path have at least {rules.agreement:g} of their words "
                "in common; if not, one of them reads something else than the article.",
                "agreement",
                min_value=rules.agreement,
            ),
        ),
    )


def judge_layouts(
    figures: Sequence[LayoutFigures], rules: LayoutRules = RULES
) -> tuple[Verdict, ...]:
    """A verdict for each figure of enough pages, its scope the outlet or outlet/layout.

    The measured figure stands in the verdict's meaning, so that `validations` keeps its history.
    """
    table = layouts_table(figures, rules)
    if not table.num_rows:
        return ()
    suite = layouts_suite(rules)
    judgement = judge(table, suite, key=(LAYOUTS_KEY,), scope="layouts")
    rows = table.to_pylist()
    return tuple(
        replace(
            verdict,
            scope=row["scope"],
            rows_checked=1,
            rows_failed=int(row["scope"] in verdict.failed_keys),
            meaning=f"{verdict.meaning} {metric}: {row[metric]:.2f} of {row['pages']} pages.",
            failed_keys=(row["scope"],) if row["scope"] in verdict.failed_keys else (),
        )
        for verdict, metric in zip(judgement.verdicts, _METRICS, strict=True)
        for row in rows
        if row[metric] is not None
    )
