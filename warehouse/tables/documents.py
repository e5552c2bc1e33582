"""Articles: the current version of each, and every version there was."""

from dataclasses import replace

from warehouse.contract import Column, Table

DATE_KINDS = ("published", "updated", "inferred", "unknown")
DATE_METHODS = (
    "metadata",
    "given",
    "stated_published",
    "stated_updated",
    "page_reference",
    "url",
    "dateline",
    "weekday",
    "interval",
    "story_neighbour",
    "none",
)
TITLE_METHODS = (
    "given",
    "layout",
    "position",
    "front_matter",
    "json_ld",
    "meta",
    "microdata",
    "h1",
    "title_tag",
    "text",
    "none",
)
ATTRIBUTIONS = ("own", "agency", "mixed", "unknown")

COLUMNS = (
    Column(
        "document_id",
        "VARCHAR",
        "The article: hash of outlet and canonical URL, else of outlet, title and stated day (of "
        "a telling title alone where no day of publication is stated), else of outlet and first "
        "words, else of the whole text.",
        nullable=False,
        pattern=r"^d[0-9a-f]{20}$",
        since="matched",
    ),
    Column(
        "version_no",
        "INTEGER",
        "Place among the article's texts in the order they appeared, from 1; an earlier text that "
        "arrives later moves the others up.",
        nullable=False,
        minimum=1,
        since="matched",
    ),
    Column(
        "capture_id",
        "VARCHAR",
        "SHA-256 of the raw bytes this version was read from.",
        nullable=False,
        pattern=r"^[0-9a-f]{64}$",
        since="captured",
    ),
    Column(
        "source_uri",
        "VARCHAR",
        "The input the bytes came from, as given: path, archive member or record. "
        "No part of the snapshot id: files may lie elsewhere on another machine.",
        nullable=False,
        since="published",
        volatile=True,
    ),
    Column("url", "VARCHAR", "Canonical URL, where one is known.", since="captured"),
    Column(
        "outlet_id",
        "VARCHAR",
        "The outlet that printed it; null when nothing in the copy says who did.",
    ),
    Column("outlet_name", "VARCHAR", "Name of the outlet as the registry or the input gives it."),
    Column(
        "outlet_method",
        "VARCHAR",
        "What the outlet was known by.",
        allowed=("given", "url", "layout", "sign", "none"),
        nullable=False,
    ),
    Column(
        "outlet_confidence",
        "DOUBLE",
        "How sure the outlet is; 0 when unknown.",
        unit="0-1",
        minimum=0,
        maximum=1,
        nullable=False,
    ),
    Column("title", "VARCHAR", "Headline; null when the copy has none. Never made up."),
    Column(
        "title_method",
        "VARCHAR",
        "What the title was known by.",
        allowed=TITLE_METHODS,
        nullable=False,
    ),
    Column(
        "byline",
        "VARCHAR[]",
        "Authors as names, without roles; where a page credits a house or an agency as its author, "
        "its name; empty when none is printed.",
    ),
    Column("section", "VARCHAR", "Section of the outlet as printed, levels joined by '/'."),
    Column("lang", "VARCHAR", "Language of the body, ISO 639-1; null when it cannot be told."),
    Column(
        "lang_confidence",
        "DOUBLE",
        "Probability the language model gives its answer.",
        unit="0-1",
        minimum=0,
        maximum=1,
    ),
    Column("agency_id", "VARCHAR", "Wire agency the text is credited to; null when none is."),
    Column(
        "attribution",
        "VARCHAR",
        "Whose text it says it is.",
        allowed=ATTRIBUTIONS,
        nullable=False,
    ),
    Column(
        "attribution_basis",
        "VARCHAR",
        "Where the credit stands: source_line, byline, dateline, signoff, given, or text (a "
        "sentence or foot line that says whose all of it is); joined by '+'; "
        "outlet when an agency prints its own copy without a credit.",
    ),
    Column(
        "published_at",
        "TIMESTAMPTZ",
        "Instant of publication as stated with a clock time; null unless stated.",
        unit="UTC instant",
    ),
    Column(
        "published_date",
        "DATE",
        "Best single day of publication, the outlet's local day; may be inferred: see date_method.",
        unit="local day",
    ),
    Column("date_lo", "DATE", "Earliest day the evidence allows.", unit="local day"),
    Column("date_hi", "DATE", "Latest day the evidence allows.", unit="local day"),
    Column(
        "date_kind",
        "VARCHAR",
        "What published_date is: a stated publication, a stated update, or inferred.",
        allowed=DATE_KINDS,
        nullable=False,
    ),
    Column(
        "date_method",
        "VARCHAR",
        "The candidate that decided published_date.",
        allowed=DATE_METHODS,
        nullable=False,
    ),
    Column(
        "date_confidence",
        "DOUBLE",
        "How sure published_date is; 0 when there is none.",
        unit="0-1",
        minimum=0,
        maximum=1,
        nullable=False,
    ),
    Column(
        "date_conflict",
        "BOOLEAN",
        "Whether two pieces of date evidence cannot both be true.",
        nullable=False,
    ),
    Column(
        "updated_at",
        "TIMESTAMPTZ",
        "Instant of the last update as stated with a clock time; null unless stated.",
        unit="UTC instant",
    ),
    Column("dateline_place", "VARCHAR", "Place of the dateline as printed, e.g. BEIJING."),
    Column("dateline_date", "DATE", "Day of the dateline.", unit="local day"),
    Column(
        "word_count",
        "INTEGER",
        "Words of the body; in Chinese, Japanese, Thai, Lao, Burmese and Khmer each character "
        "counts as one.",
        unit="words",
        nullable=False,
        minimum=0,
    ),
    Column(
        "body",
        "VARCHAR",
        "Cleaned body and sub-headings, paragraphs joined by a blank line.",
        nullable=False,
    ),
    Column(
        "body_hash",
        "VARCHAR",
        "Hash of the body's words, case and punctuation aside: equal for equal texts.",
        nullable=False,
        pattern=r"^[0-9a-f]{32}$",
    ),
    Column(
        "cluster_id",
        "VARCHAR",
        "Cluster of copies it is in; null when no other document is known to print its text.",
        since="matched",
    ),
    Column(
        "is_cluster_origin",
        "BOOLEAN",
        "Whether its cluster's text comes from it; null outside of clusters.",
        since="matched",
    ),
    Column(
        "originality",
        "DOUBLE",
        "Share of its words that no other outlet is known to have printed earlier; null where it "
        "depends on a text of which nothing stated says who came first. Texts that share less than "
        "a third of both or half of the shorter are not compared. What "
        "credits an agency is no earlier print of the agency's own.",
        unit="0-1",
        minimum=0,
        maximum=1,
        since="matched",
    ),
    Column(
        "story_id",
        "VARCHAR",
        "Story it belongs to; null when no other document is known to tell of its event.",
        since="matched",
    ),
    Column(
        "quality_flags",
        "VARCHAR[]",
        "Warnings a reader of the row should know, sorted; empty when there is none. Of a page "
        "that is one of several (`paginated`) each is a document.",
        nullable=False,
    ),
    Column(
        "extraction_method",
        "VARCHAR",
        "How the article was taken out of the capture.",
        nullable=False,
        since="parsed",
    ),
    Column(
        "extraction_agreement",
        "DOUBLE",
        "Of a web page: share of the body's words that an independent witness also has; null for "
        "a text dump and where there was only one witness.",
        unit="0-1",
        minimum=0,
        maximum=1,
        since="parsed",
    ),
    Column(
        "encoding",
        "VARCHAR",
        "Encoding the capture's bytes were read in; byte ranges of paragraphs are in these bytes.",
        nullable=False,
        since="parsed",
    ),
    Column(
        "run_id",
        "VARCHAR",
        "Run that first published this version.",
        nullable=False,
        since="published",
        volatile=True,
    ),
)

DOCUMENTS = Table(
    name="documents",
    caveat="One row is one printing: count distinct coalesce(cluster_id, body_hash) for texts. "
    "Without a published_date a document is in no month.",
    grain="one row per article, its current version",
    meaning="Articles as an analyst counts them.",
    key=("document_id",),
    columns=COLUMNS,
    partition_by="published_date",
)

DOCUMENT_VERSIONS = Table(
    name="document_versions",
    caveat="When an earlier text arrives later, version_no counts anew.",
    grain="one row per article and version, the current one included",
    meaning="Every text an article ever had; documents holds the current ones.",
    key=("document_id", "version_no"),
    columns=(
        *COLUMNS[:-1],
        Column(
            "is_current",
            "BOOLEAN",
            "Whether documents holds this version.",
            nullable=False,
            since="matched",
        ),
        replace(COLUMNS[-1]),
    ),
    partition_by="published_date",
)
