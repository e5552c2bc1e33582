"""Why a field has its value: every candidate that was seen, chosen or not."""

from warehouse.contract import Column, Table

FIELDS = (
    "title", "dek", "byline", "outlet", "agency", "credit", "section", "lang", "url", "date",
)  # fmt: skip

EVIDENCE = Table(
    name="evidence",
    caveat="Witnesses that lost are here, too, and some are wrong: the fields of documents are "
    "what was made of them.",
    grain="one row per candidate for a field of the current version of an article",
    meaning="Candidates for titles, names and dates, with the bytes that speak for them.",
    key=("document_id", "evidence_no"),
    references=(("document_id", "documents", "document_id"),),
    columns=(
        Column("document_id", "VARCHAR", "The article.", nullable=False, since="matched"),
        Column(
            "version_no",
            "INTEGER",
            "Version of the article.",
            nullable=False,
            minimum=1,
            since="matched",
        ),
        Column("evidence_no", "INTEGER", "Place in the list, from 1.", nullable=False, minimum=1),
        Column(
            "field",
            "VARCHAR",
            "The field it speaks for; credit: the outlet that the text says it was taken from, "
            "which copies.direction goes by.",
            allowed=FIELDS,
            nullable=False,
        ),
        Column(
            "kind",
            "VARCHAR",
            "Kind of witness: given, published, updated, dateline, caption, weekday, layout ...",
            nullable=False,
        ),
        Column("value", "VARCHAR", "The value it gives, as text.", nullable=False),
        Column("date_lo", "DATE", "For dates: earliest day it allows.", unit="local day"),
        Column("date_hi", "DATE", "For dates: latest day it allows.", unit="local day"),
        Column("stated_at", "TIMESTAMPTZ", "For dates: the instant stated.", unit="UTC instant"),
        Column("zone", "VARCHAR", "For dates: the zone it was read in."),
        Column(
            "confidence",
            "DOUBLE",
            "Weight given to this witness.",
            unit="0-1",
            nullable=False,
            minimum=0,
            maximum=1,
        ),
        Column("text", "VARCHAR", "The words that say so; null when it was given beside the copy."),
        Column("byte_start", "BIGINT", "First byte in the capture; null when given beside it."),
        Column("byte_end", "BIGINT", "First byte after it; null when given beside it."),
        Column("is_chosen", "BOOLEAN", "Whether the field took its value.", nullable=False),
        Column("note", "VARCHAR", "What a person should know about this witness."),
    ),
)
