"""Copies, clusters and stories: declared now, filled by a later release."""

from warehouse.contract import Column, Table

COPIES = Table(
    name="copies",
    grain="one row per verified pair of documents that share text",
    meaning="Who copied whom. Empty until the matching release.",
    key=("later_id", "earlier_id"),
    references=(
        ("later_id", "documents", "document_id"),
        ("earlier_id", "documents", "document_id"),
    ),
    columns=(
        Column("later_id", "VARCHAR", "The later document.", nullable=False, since="matched"),
        Column("earlier_id", "VARCHAR", "The earlier document.", nullable=False, since="matched"),
        Column(
            "relation",
            "VARCHAR",
            "What the later is to the earlier.",
            nullable=False,
            allowed=("identical", "verbatim", "edited", "excerpt", "roundup", "update"),
            since="matched",
        ),
        Column(
            "similarity",
            "DOUBLE",
            "Shared shingles over all shingles.",
            unit="0-1",
            minimum=0,
            maximum=1,
            since="matched",
        ),
        Column(
            "containment",
            "DOUBLE",
            "Shared shingles over those of the smaller text.",
            unit="0-1",
            minimum=0,
            maximum=1,
            since="matched",
        ),
    ),
)

CLUSTERS = Table(
    name="clusters",
    grain="one row per cluster of copies",
    meaning="Documents that print one text. Empty until the matching release.",
    key=("cluster_id",),
    columns=(
        Column("cluster_id", "VARCHAR", "The cluster.", nullable=False, since="matched"),
        Column("origin_id", "VARCHAR", "The document the text comes from.", since="matched"),
        Column("members", "INTEGER", "Documents in it.", minimum=1, since="matched"),
    ),
)

STORIES = Table(
    name="stories",
    grain="one row per story",
    meaning="Documents about one event. Empty until the stories release.",
    key=("story_id",),
    columns=(
        Column("story_id", "VARCHAR", "The story.", nullable=False, since="matched"),
        Column("title", "VARCHAR", "Title of its earliest document.", since="matched"),
        Column("date_lo", "DATE", "First day.", unit="local day", since="matched"),
        Column("date_hi", "DATE", "Last day.", unit="local day", since="matched"),
        Column("documents", "INTEGER", "Documents in it.", minimum=1, since="matched"),
    ),
)
