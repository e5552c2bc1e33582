"""What the alarm on clusters names in the corpora, and how near the largest clusters come to it.

python -m benchmarks.cluster_alarm [--corpus NAME ...]
"""

import argparse
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.cleaned import Cleaned, cleaned, copies_in
from benchmarks.copies import LABELLED, UNLABELLED
from expectations.matching import judge_matching
from tasks.copies import Copies
from tasks.matching_watch import matching_figures
from warehouse.database import scan
from warehouse.session import Limits


def main() -> None:
    """Print a block for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", action="append", choices=[*LABELLED, *UNLABELLED])
    given = parser.parse_args()
    for corpus in given.corpus or [*LABELLED, *UNLABELLED]:
        with cleaned(corpus) as texts:
            copies = copies_in(texts)
            report(corpus, texts, copies)


def report(corpus: str, texts: Cleaned, copies: Copies) -> None:
    """One line of counts, one for each cluster looked at, one for each failed verdict."""
    figures = matching_figures(copies, documents(texts, copies), Limits())
    lines = sum(count for _, count in figures.house_lines)
    print(
        f"{corpus}: {figures.clusters:,} clusters, {len(figures.large)} looked at; largest group "
        f"{figures.largest_group:,}, bounded {figures.bounded_groups}; {lines} house lines",
        flush=True,
    )
    for one in sorted(figures.large, key=lambda one: -one.members):
        print(
            f"    {one.members:>4} documents, {one.linked_members:>3} linked, "
            f"{one.of_one_outlet:>3} of {one.outlet_id}, {one.days} days"
        )
    for verdict in judge_matching(figures):
        if verdict.rows_failed:
            print(f"    failed: {verdict.expectation} {verdict.scope}")


def documents(texts: Cleaned, copies: Copies) -> str:
    """SQL that reads the documents with their clusters, as a snapshot would have them."""
    place = Path(texts.store.root) / "members.parquet"
    pq.write_table(copies.tables["cluster_members"], place)
    return (
        f"(select cleaned.outlet_id, members.cluster_id "
        f"from {scan(texts.store.root, [texts.part.path])} as cleaned "
        f"join read_parquet('{place}') as members on members.document_id = cleaned.item_id)"
    )


if __name__ == "__main__":
    main()
