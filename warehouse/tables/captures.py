"""The raw bytes' own tables: what was captured, and where it was seen."""

from warehouse.contract import Column, Table

CAPTURES = Table(
    name="captures",
    grain="one row per distinct content",
    meaning="The bytes as they came, once per content hash; the bytes themselves lie in captures/.",
    key=("capture_id",),
    columns=(
        Column(
            "capture_id",
            "VARCHAR",
            "SHA-256 of the bytes.",
            nullable=False,
            pattern=r"^[0-9a-f]{64}$",
            since="captured",
        ),
        Column(
            "byte_count",
            "BIGINT",
            "Size of the bytes.",
            unit="bytes",
            nullable=False,
            minimum=0,
            since="captured",
        ),
        Column(
            "sightings",
            "INTEGER",
            "In how many places these bytes were seen.",
            nullable=False,
            minimum=1,
            since="captured",
        ),
    ),
)

SIGHTINGS = Table(
    name="sightings",
    grain="one row per place and content seen there",
    meaning="Every place bytes were seen at, with what was said about them beside the file.",
    key=("location", "generation"),
    history=True,
    columns=(
        Column("source_uri", "VARCHAR", "The input as given.", nullable=False, since="captured"),
        Column(
            "location",
            "VARCHAR",
            "The same place as an absolute path: a file is the same however it was spelled.",
            nullable=False,
            since="captured",
        ),
        Column(
            "generation",
            "INTEGER",
            "1 for the first content seen at this place, counting up when it changed.",
            nullable=False,
            minimum=1,
            since="captured",
        ),
        Column("capture_id", "VARCHAR", "SHA-256 of the bytes.", nullable=False, since="captured"),
        Column(
            "item_id",
            "VARCHAR",
            "Hash of the bytes and of what was said beside them: the unit that is parsed.",
            nullable=False,
            since="captured",
        ),
        Column(
            "byte_count",
            "BIGINT",
            "Size of the file.",
            unit="bytes",
            nullable=False,
            minimum=0,
            since="captured",
        ),
        Column(
            "modified_ns",
            "BIGINT",
            "When the file was last changed; with its size it says that it need not be read "
            "again. 0 when it was changed so lately that it must be.",
            unit="nanoseconds since 1970",
            nullable=False,
            minimum=0,
            since="captured",
        ),
        Column("url", "VARCHAR", "URL given beside the file.", since="captured"),
        Column("outlet", "VARCHAR", "Outlet given beside the file.", since="captured"),
        Column("title", "VARCHAR", "Title given beside the file.", since="captured"),
        Column(
            "published_at", "VARCHAR", "Date given beside the file, as written.", since="captured"
        ),
        Column(
            "fetched_at",
            "VARCHAR",
            "When it was fetched, as given beside the file.",
            since="captured",
        ),
        Column("byline", "VARCHAR", "Byline given beside the bytes.", since="captured"),
        Column("section", "VARCHAR", "Section given beside the bytes.", since="captured"),
        Column(
            "content_type",
            "VARCHAR",
            "MIME type given beside the bytes, as an HTTP header writes it.",
            since="captured",
        ),
        Column(
            "document_id",
            "VARCHAR",
            "The article it became; null when it was quarantined.",
            since="matched",
        ),
        Column(
            "version_no",
            "INTEGER",
            "The version it became; null when it was quarantined.",
            since="matched",
        ),
        Column(
            "first_seen",
            "TIMESTAMPTZ",
            "Start of the run that first saw it.",
            nullable=False,
            since="captured",
            volatile=True,
        ),
        Column(
            "run_id",
            "VARCHAR",
            "Run that first saw it.",
            nullable=False,
            since="captured",
            volatile=True,
        ),
    ),
)
