"""The raw bytes' own tables: what was captured, where it was seen, and in what it came."""

from warehouse.contract import Column, Table

CAPTURES = Table(
    name="captures",
    caveat="byte_count is of the bytes as read, unpacked from their archive.",
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
    caveat="Paths are those of the machine that read; one file seen at two paths is two rows and "
    "one capture.",
    grain="one row per place and content seen there",
    meaning="Every place bytes were seen at, with what was said about them beside the file; also "
    "each time a crawler met a page again unchanged (is_revisit).",
    key=("location", "generation"),
    history=True,
    columns=(
        Column(
            "source_uri",
            "VARCHAR",
            "The input as given, then the member or record in it: a.zip!b.html, table.csv#row=7.",
            nullable=False,
            since="captured",
        ),
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
            "Size of the bytes.",
            unit="bytes",
            nullable=False,
            minimum=0,
            since="captured",
        ),
        Column(
            "modified_ns",
            "BIGINT",
            "When the file that holds it was last changed; with its size it says that it need not "
            "be read again. 0 when it was changed so lately that it must be.",
            unit="nanoseconds since 1970",
            nullable=False,
            minimum=0,
            since="captured",
        ),
        Column("url", "VARCHAR", "URL given beside the file.", since="captured"),
        Column("outlet", "VARCHAR", "Outlet given beside the file.", since="captured"),
        Column("title", "VARCHAR", "Title given beside the file.", since="captured"),
        Column(
            "published_at",
            "VARCHAR",
            "Date given beside the file, as written; 03/04/2017 of a table as 2017-04-03 where its "
            "column shows which number is the month.",
            since="captured",
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
            "payload_digest",
            "VARCHAR",
            "Digest of the payload as it was sent, given by the crawl's record or made of it: what "
            "revisits refer to it by. Null of what is no record of a crawl.",
            since="captured",
        ),
        Column(
            "is_revisit",
            "BOOLEAN",
            "Whether a crawler met the page again and kept no bytes, because they were those of a "
            "record that was read: then item_id, byte_count and document_id are that record's, url "
            "and fetched_at those of this meeting.",
            nullable=False,
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

REVISITS = Table(
    name="revisits",
    caveat="Those whose page was never read are in quarantine, and no row of sightings.",
    grain="one row per record of a crawl that says that a page was met again unchanged",
    meaning="What the crawls' revisits say, whether or not the page they mean has been read. In "
    "each run all are asked anew which page that is, so that files may come in any order.",
    key=("location",),
    history=True,
    columns=(
        Column(
            "source_uri",
            "VARCHAR",
            "The input as given, then the record in it.",
            nullable=False,
            since="captured",
        ),
        Column(
            "location",
            "VARCHAR",
            "The same place as an absolute path; that of its row in sightings.",
            nullable=False,
            since="captured",
        ),
        Column("url", "VARCHAR", "Address that was met again.", since="captured"),
        Column("fetched_at", "VARCHAR", "When, as the record says.", since="captured"),
        Column(
            "payload_digest",
            "VARCHAR",
            "Digest of the payload that was found again; null when not told.",
            since="captured",
        ),
        Column(
            "refers_to_url",
            "VARCHAR",
            "Address of the record that has the bytes; null when not told.",
            since="captured",
        ),
        Column(
            "refers_to_at",
            "VARCHAR",
            "When that record was fetched; null when not told.",
            since="captured",
        ),
        Column(
            "modified_ns",
            "BIGINT",
            "When the file that holds it was last changed.",
            unit="nanoseconds since 1970",
            nullable=False,
            minimum=0,
            since="captured",
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

BUNDLES = Table(
    name="bundles",
    caveat="A bundle that lies at two places counts its members once.",
    grain="one row per place and content seen there that holds more than one text",
    meaning="Archives, tables, crawls and feeds that were read, known again by their content.",
    key=("location", "generation"),
    history=True,
    columns=(
        Column("source_uri", "VARCHAR", "The input as given.", nullable=False, since="captured"),
        Column("location", "VARCHAR", "Its absolute place.", nullable=False, since="captured"),
        Column(
            "generation",
            "INTEGER",
            "1 for the first content seen at this place, counting up when it changed.",
            nullable=False,
            minimum=1,
            since="captured",
        ),
        Column(
            "bundle_id",
            "VARCHAR",
            "SHA-256 of the file. The same content at another place is not read again.",
            nullable=False,
            since="captured",
        ),
        Column(
            "form",
            "VARCHAR",
            "What it is by its first bytes: zip, tar, gzip, warc, feed, table, mail and the like.",
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
            "When the file was last changed; 0 when that was so lately that it must be read again.",
            unit="nanoseconds since 1970",
            nullable=False,
            minimum=0,
            since="captured",
        ),
        Column(
            "reading",
            "VARCHAR",
            "Hash of what decided how it was read: column mapping, separator, limits, code. When "
            "that changes, the file is read again.",
            nullable=False,
            since="captured",
        ),
        Column(
            "items",
            "BIGINT",
            "Records in it, and what in it is none.",
            nullable=False,
            minimum=0,
            since="captured",
        ),
        Column(
            "kept", "BIGINT", "Records that were new.", nullable=False, minimum=0, since="captured"
        ),
        Column(
            "refused",
            "BIGINT",
            "What in it went to quarantine unread.",
            nullable=False,
            minimum=0,
            since="captured",
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

FEED_ENTRIES = Table(
    name="feed_entries",
    caveat="What a feed said stays when the feed is gone; no row is evidence of a document that "
    "was never captured.",
    grain="one row per address of an article that saved feeds named",
    meaning="What saved feeds say of articles, whether or not a page of them has been read: a "
    "page that comes later hears it.",
    key=("address",),
    history=True,
    columns=(
        Column(
            "address",
            "VARCHAR",
            "The article's address without what differs between two links to it.",
            nullable=False,
            since="captured",
        ),
        Column("url", "VARCHAR", "A link of the feed, as it came.", since="captured"),
        Column("title", "VARCHAR", "Headline, of several the first by letters.", since="captured"),
        Column("published_at", "VARCHAR", "Time of publication, as it came.", since="captured"),
        Column("fetched_at", "VARCHAR", "When the feed was fetched, if told.", since="captured"),
        Column("byline", "VARCHAR", "Authors, as they came.", since="captured"),
        Column("section", "VARCHAR", "Categories, as they came.", since="captured"),
    ),
)
