"""Judgements on the matching of copies: an alarm when a cluster has grown past belief, and why."""

from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa

from expectations.judge import Verdict, judge
from expectations.suites import Suite, warning

SCOPE: Final = "scope"
CLUSTERS: Final = "clusters"
GROUPS: Final = "groups"


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """What the figures of clusters and groups are measured against."""

    # Measured on the development corpora, benchmarks/cluster_alarm.py. The largest true cluster has
    # 20 documents, 14 of them directly by the origin's text; of the 16 of the next 8 are linked
    # through another.
    most_members: int = 20
    direct_share: float = 0.5
    # A true cluster has at most 5 documents of one outlet. The one with 16 is a report on the
    # money market that has other figures every day.
    most_of_one_outlet: int = 10
    # True clusters of more than 5 lie within 2 days; two of 8 documents, over 122 and 286 days,
    # are what one outlet prints again and again.
    most_over_time: int = 5
    most_days: int = 60
    # Ten times the largest true cluster: what one wire story is among a hundred outlets. Of 5,000
    # documents of a day, ten of each outlet and all like the origin, nothing else would fail.
    most_believed: int = 200
    most_named: int = 100  # clusters named one by one, the largest first; the others are counted

    @property
    def looked_at(self) -> int:
        """Clusters of more documents are looked at; smaller ones cannot fail."""
        return min(
            self.most_members, self.most_of_one_outlet, self.most_over_time, self.most_believed
        )


RULES: Final = MatchingRules()


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """One cluster: its members, those linked through another, its busiest outlet, its days.

    `days` lie between the first and the last dated member; None when none has a day.
    """

    cluster_id: str
    members: int
    linked_members: int
    outlet_id: str | None
    of_one_outlet: int
    days: int | None

    @property
    def direct_share(self) -> float:
        """Share of its members, the origin aside, that share text with the origin."""
        return 1.0 - self.linked_members / max(1, self.members - 1)


@dataclass(frozen=True, slots=True)
class MatchingFigures:
    """What a run's matching did: all clusters counted, those to look at, and what was bounded.

    `house_lines` are lines left out of matching by outlet_id.
    """

    clusters: int
    large: tuple[ClusterFigures, ...]
    largest_group: int
    bounded_groups: int
    house_lines: tuple[tuple[str | None, int], ...]


def matching_table(figures: MatchingFigures, rules: MatchingRules = RULES) -> pa.Table:
    """One row a large cluster, one for the groups; what is not judged of a row is null."""
    rows: list[dict[str, Any]] = [
        {
            SCOPE: one.cluster_id,
            "direct_share": one.direct_share if one.members > rules.most_members else None,
            "of_one_outlet": float(one.of_one_outlet),
            "days": one.days if one.members > rules.most_over_time else None,
            "members": float(one.members),
        }
        for one in figures.large
    ]
    rows.append({SCOPE: GROUPS, "bounded_groups": float(figures.bounded_groups)})
    names = ("direct_share", "of_one_outlet", "days", "members", "bounded_groups")
    return pa.table(
        {
            SCOPE: pa.array([row[SCOPE] for row in rows], pa.string()),
            **{name: pa.array([row.get(name) for row in rows], pa.float64()) for name in names},
        }
    )


def matching_suite(rules: MatchingRules = RULES) -> Suite:
    """What must be true of clusters and groups; every failure is a warning to look at them."""
    return Suite(
        "matching",
        (
            warning(
                "matching.direct_share",
                f"A cluster of more than {rules.most_members} documents has at least "
                f"{rules.direct_share:.0%} of them directly by the origin's text; if not, a "
                "formula holds it together.",
                "direct_share",
                min_value=rules.direct_share,
            ),
            warning(
                "matching.one_outlet",
                f"A cluster has at most {rules.most_of_one_outlet} documents of one outlet; if "
                "not, that outlet's furniture or form letter is taken for a text.",
                "of_one_outlet",
                max_value=float(rules.most_of_one_outlet),
            ),
            warning(
                "matching.span",
                f"A cluster of more than {rules.most_over_time} documents lies within "
                f"{rules.most_days} days; if not, a report that comes back is taken for one text.",
                "days",
                max_value=float(rules.most_days),
            ),
            warning(
                "matching.size",
                f"A cluster has at most {rules.most_believed} documents; if not, ask whether so "
                "many printed one text, or a form, a licence or a page of errors is taken for one.",
                "members",
                max_value=float(rules.most_believed),
            ),
            warning(
                "matching.all_pairs",
                "Of texts that hang together all pairs are counted; in larger groups only "
                "neighbours are, and a copy may be missing.",
                "bounded_groups",
                max_value=0.0,
            ),
        ),
    )


def judge_matching(figures: MatchingFigures, rules: MatchingRules = RULES) -> tuple[Verdict, ...]:
    """The verdicts on all clusters, one by one on those that failed, and on the groups.

    Rows add up over the scopes: clusters named by a verdict of their own are not counted again.
    """
    suite = matching_suite(rules)
    table = matching_table(figures, rules)
    judgement = judge(table, suite, key=(SCOPE,), scope=CLUSTERS)
    size = {one.cluster_id: one for one in figures.large}
    verdicts: list[Verdict] = []
    for verdict in judgement.verdicts[:-1]:
        failed = sorted(verdict.failed_keys, key=lambda name: (-size[name].members, name))
        named = failed[: rules.most_named]
        verdicts += [_named(verdict, size[name]) for name in named]
        verdicts.append(
            replace(
                verdict,
                rows_checked=figures.clusters - len(named),
                rows_failed=len(failed) - len(named),
                meaning=f"{verdict.meaning} {len(failed):,} of {figures.clusters:,} failed.",
                failed_keys=(),
            )
        )
    verdicts.append(_of_groups(judgement.verdicts[-1], figures))
    return tuple(verdicts)


def _named(verdict: Verdict, one: ClusterFigures) -> Verdict:
    days = "no day" if one.days is None else f"{one.days} days"
    return replace(
        verdict,
        scope=one.cluster_id,
        rows_checked=1,
        rows_failed=1,
        failed_keys=(one.cluster_id,),
        meaning=f"{verdict.meaning} {one.members} documents over {days}, {one.linked_members} "
        f"linked through another, {one.of_one_outlet} of {one.outlet_id or 'no known outlet'}.",
    )


def _of_groups(verdict: Verdict, figures: MatchingFigures) -> Verdict:
    lines = sum(count for _, count in figures.house_lines)
    return replace(
        verdict,
        scope=GROUPS,
        rows_checked=1,
        rows_failed=int(figures.bounded_groups > 0),
        failed_keys=(),
        meaning=f"{verdict.meaning} {figures.bounded_groups:,} groups so large; the largest has "
        f"{figures.largest_group:,} texts. {lines:,} house lines of {len(figures.house_lines):,} "
        "outlets were left out before.",
    )
