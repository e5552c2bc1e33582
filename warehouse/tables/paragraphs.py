"""Every piece of the current captures, typed, with the bytes it was read from."""

from warehouse.contract import Column, Table

BODY_KINDS = ("body", "subhead")  # the kinds that make up documents.body
KINDS = (
    "title",
    "dek",
    "byline",
    "source_line",
    "dateline",
    "body",
    "subhead",
    "caption",
    "credit",
    "furniture",
    "widget",
    "duplicate",
    "note",
)
REPAIRS = (
    "merged_copies",
    "unglued",
    "split_marks",
    "mojibake",
    "unspaced",
    "hyphens",
    "unwrapped",
    "entities",
)

PARAGRAPHS = Table(
    name="paragraphs",
    caveat="Only the kinds body and subhead are in documents.body; counting words over all rows "
    "counts furniture, too.",
    grain="one row per paragraph of the current version of an article",
    meaning="What stands in the capture, in reading order: body text and all that was set aside.",
    key=("document_id", "para_no"),
    references=(("document_id", "documents", "document_id"),),
    columns=(
        Column(
            "document_id",
            "VARCHAR",
            "The article.",
            nullable=False,
            pattern=r"^d[0-9a-f]{20}$",
            since="matched",
        ),
        Column(
            "version_no",
            "INTEGER",
            "Version of the article this paragraph belongs to.",
            nullable=False,
            minimum=1,
            since="matched",
        ),
        Column("para_no", "INTEGER", "Place in reading order, from 1.", nullable=False, minimum=1),
        Column(
            "kind",
            "VARCHAR",
            "What the paragraph is; body and subhead make up documents.body.",
            allowed=KINDS,
            nullable=False,
        ),
        Column("text", "VARCHAR", "The cleaned text.", nullable=False),
        Column(
            "reason",
            "VARCHAR",
            "The rule that gave the kind, for a person to check.",
            nullable=False,
        ),
        Column("lang", "VARCHAR", "Language of the paragraph, ISO 639-1, where it can be told."),
        Column(
            "capture_id",
            "VARCHAR",
            "SHA-256 of the raw bytes.",
            nullable=False,
            pattern=r"^[0-9a-f]{64}$",
            since="captured",
        ),
        Column(
            "byte_start",
            "BIGINT",
            "First byte in the capture.",
            unit="bytes",
            nullable=False,
            minimum=0,
        ),
        Column(
            "byte_end",
            "BIGINT",
            "First byte after it in the capture.",
            unit="bytes",
            nullable=False,
            minimum=0,
        ),
        Column(
            "copies",
            "INTEGER",
            "How many times this paragraph stands in the capture, whole or in part.",
            unit="times",
            nullable=False,
            minimum=1,
        ),
        Column(
            "repair",
            "VARCHAR",
            f"What was repaired, joined by '+': {', '.join(REPAIRS)}; null when nothing was.",
        ),
        Column(
            "repaired_from",
            "VARCHAR",
            "Byte ranges of the other copies used, as 'start-end' joined by ','; null when none.",
        ),
    ),
    partition_by=None,
)
