"""The warehouse's own history: runs, accounts, verdicts, quarantine, snapshots, changes."""

from warehouse.contract import Column, Table

STAGES = ("ingest", "parse", "clean", "validate", "annotate", "match", "publish")
REASON_CODES = (
    # of an input or a record in it, before or while it is read
    "empty_file",
    "unreadable_file",
    "vanished_file",
    "not_a_file",
    "too_large",
    "unsupported_form",
    "encrypted",
    "damaged_archive",
    "truncated_archive",
    "damaged_member",
    "overlapping_members",
    "unsupported_compression",
    "decompression_bomb",
    "unpacks_too_large",
    "too_many_members",
    "too_many_refusals",
    "nested_too_deep",
    "nested_too_large",
    "ambiguous_columns",
    "missing_column",
    "no_text_column",
    "no_columns",
    "ragged_row",
    "damaged_row",
    "damaged_record",
    "truncated_record",
    "segmented_record",
    "digest_mismatch",
    "revisit_unresolved",
    "truncated_by_crawler",
    "truncated_http",
    "damaged_payload",
    "unsupported_encoding",
    "reading_failed",
    # of the bytes as copy
    "binary_file",
    "line_too_long",
    "undecodable",
    "page_too_large",
    "too_many_nodes",
    "nested_too_deeply",
    "too_many_attributes",
    "no_article",
    "parse_failed",
    "clean_failed",
    # of a document that took more than it may, or ended the process that read it
    "took_too_long",
    "out_of_memory",
    "worker_died",
    "expectation_failed",
)
CHANGE_REASONS = (
    "new_capture",
    "new_version",
    "relabelled",
    "parser_upgrade",
    "rule",
    "matched",
    "released",
    "takedown",
    "rules_changed",  # what releases before this one said for parser_upgrade and rule
)

QUARANTINE = Table(
    name="quarantine",
    caveat="A row stays until its input is mended, retried or gone from its folder.",
    grain="one row per input or record that could not become a document",
    meaning="What was kept out, at which stage and why. Nothing vanishes.",
    key=("location", "capture_id", "stage", "reason_code"),
    columns=(
        Column(
            "capture_id",
            "VARCHAR",
            "SHA-256 of the bytes; null when they could not be read.",
            since="captured",
        ),
        Column(
            "source_uri",
            "VARCHAR",
            "The input as given, then the member or record in it.",
            nullable=False,
            since="captured",
            volatile=True,
        ),
        Column(
            "location",
            "VARCHAR",
            "The same place as an absolute path: an input is the same however it was spelled.",
            nullable=False,
            since="captured",
            volatile=True,
        ),
        Column("stage", "VARCHAR", "The verb that refused it.", allowed=STAGES, nullable=False),
        Column("reason_code", "VARCHAR", "Why, as a code.", allowed=REASON_CODES, nullable=False),
        Column("detail", "VARCHAR", "Why, in words, and what to do.", nullable=False),
        Column(
            "outlet_id",
            "VARCHAR",
            "The outlet, where the input or the copy said who printed it.",
        ),
        Column(
            "first_seen",
            "TIMESTAMPTZ",
            "Start of the run that first met it.",
            nullable=False,
            volatile=True,
        ),
        Column(
            "last_seen",
            "TIMESTAMPTZ",
            "Start of the run that last met it.",
            nullable=False,
            volatile=True,
        ),
        Column(
            "attempts",
            "INTEGER",
            "Runs that tried it.",
            unit="runs",
            nullable=False,
            minimum=1,
            volatile=True,
        ),
    ),
)

SKIPPED = Table(
    name="skipped",
    caveat="Of each reason the first items are named; use the counts, not the number of rows.",
    grain="one row per run, reason and example",
    meaning="What a run passed over at ingest because no one would take it for copy, or because "
    "it was known. Counts are exact; of each reason the first 100 items are named (of those that "
    "were known, one).",
    key=("run_id", "reason_code", "example_no"),
    history=True,
    columns=(
        Column("run_id", "VARCHAR", "The run.", nullable=False, since="captured"),
        Column("reason_code", "VARCHAR", "Why, as a code.", nullable=False, since="captured"),
        Column(
            "example_no",
            "INTEGER",
            "Number of the example, in the order of the inputs' places.",
            nullable=False,
            minimum=1,
            since="captured",
        ),
        Column(
            "items",
            "BIGINT",
            "Items that this run passed over for this reason, those not named too.",
            unit="items",
            nullable=False,
            minimum=1,
            since="captured",
        ),
        Column(
            "source_uri",
            "VARCHAR",
            "The input as given, then the member or record in it.",
            nullable=False,
            since="captured",
        ),
        Column(
            "detail",
            "VARCHAR",
            "Why, in words, and what to do; empty where the code says it all.",
            nullable=False,
            since="captured",
        ),
    ),
)

RECONCILIATION = Table(
    name="reconciliation",
    caveat="Counts are of what was new in that run, not of the warehouse.",
    grain="one row per run and stage",
    meaning="The account of a run: received = kept + collapsed + quarantined + skipped.",
    key=("run_id", "stage"),
    history=True,
    columns=(
        Column("run_id", "VARCHAR", "The run.", nullable=False, since="published"),
        Column("stage", "VARCHAR", "The verb.", allowed=STAGES, nullable=False, since="published"),
        Column(
            "unit",
            "VARCHAR",
            "What is counted at this stage: the items that are read, the captures they become, or "
            "the versions of documents that matching makes of these.",
            nullable=False,
        ),
        Column("received", "BIGINT", "Came in.", nullable=False, minimum=0),
        Column("kept", "BIGINT", "Went on.", nullable=False, minimum=0),
        Column("collapsed", "BIGINT", "Joined to one already there.", nullable=False, minimum=0),
        Column("quarantined", "BIGINT", "Kept out with a reason.", nullable=False, minimum=0),
        Column("skipped", "BIGINT", "Left alone with a reason.", nullable=False, minimum=0),
        Column("is_balanced", "BOOLEAN", "Whether the sum holds.", nullable=False),
    ),
)

VALIDATIONS = Table(
    name="validations",
    caveat="Verdicts are of what was new in that run; failed rows of earlier runs are in theirs.",
    grain="one row per run, suite, scope and expectation",
    meaning="Every verdict: what was expected, of which rows, and how many failed.",
    key=("run_id", "suite", "scope", "expectation"),
    history=True,
    columns=(
        Column("run_id", "VARCHAR", "The run.", nullable=False, since="validated"),
        Column("suite", "VARCHAR", "The suite.", nullable=False, since="validated"),
        Column("scope", "VARCHAR", "The part, or 'snapshot'.", nullable=False, since="validated"),
        Column("expectation", "VARCHAR", "What was expected.", nullable=False, since="validated"),
        Column("column_name", "VARCHAR", "The column it speaks of.", since="validated"),
        Column(
            "level",
            "VARCHAR",
            "What a failure does: quarantine the row, warn, or stop.",
            allowed=("quarantine", "warn", "stop"),
            nullable=False,
            since="validated",
        ),
        Column("rows_checked", "BIGINT", "Rows looked at.", nullable=False, minimum=0),
        Column("rows_failed", "BIGINT", "Rows that failed.", nullable=False, minimum=0),
        Column("is_success", "BOOLEAN", "Whether none failed.", nullable=False),
        Column("meaning", "VARCHAR", "Why it is expected.", nullable=False),
    ),
)

RUNS = Table(
    name="runs",
    caveat="Runs that found nothing new have no row.",
    grain="one row per run that published",
    meaning="The runs behind the snapshots.",
    key=("run_id",),
    history=True,
    columns=(
        Column("run_id", "VARCHAR", "The run.", nullable=False, since="published"),
        Column("started_at", "TIMESTAMPTZ", "Start.", unit="UTC instant", nullable=False),
        Column("finished_at", "TIMESTAMPTZ", "End of validation.", unit="UTC instant"),
        Column("engine", "VARCHAR", "Engine that ran it.", allowed=("inline", "prefect")),
        Column("inputs", "BIGINT", "Items received at ingest.", nullable=False, minimum=0),
        Column("code_version", "VARCHAR", "Hash of the rules in force.", nullable=False),
        Column("dateline_version", "VARCHAR", "Release.", nullable=False),
        Column("settings", "VARCHAR", "Settings in force, as JSON.", nullable=False),
        Column(
            "release_rules",
            "VARCHAR",
            "Hash of the rules the release came with, files of the user's own aside; null when "
            "an earlier release ran.",
        ),
    ),
)

SNAPSHOTS = Table(
    name="snapshots",
    caveat="The files of old snapshots are swept; their rows here stay.",
    grain="one row per published snapshot",
    meaning="The chain of snapshots; the last row is the one this file shows.",
    key=("sequence",),
    history=True,
    columns=(
        Column("sequence", "BIGINT", "Number of the manifest, from 1.", nullable=False, minimum=1),
        Column("snapshot_id", "VARCHAR", "Hash of the logical content.", nullable=False),
        Column("created_at", "TIMESTAMPTZ", "When the run began.", nullable=False),
        Column("run_id", "VARCHAR", "The run that made it.", nullable=False),
        Column("parent", "VARCHAR", "Snapshot before it; null for the first."),
        Column("contract_version", "VARCHAR", "Version of the contract.", nullable=False),
        Column("code_version", "VARCHAR", "Hash of the rules in force.", nullable=False),
        Column("documents", "BIGINT", "Documents in it.", nullable=False, minimum=0),
    ),
)

CHANGES = Table(
    name="changes",
    caveat="A new release may change most documents at once: the reason says so.",
    grain="one row per document that a snapshot added, changed or removed",
    meaning="What became different, from one snapshot to the next, and why.",
    key=("run_id", "document_id"),
    history=True,
    columns=(
        Column("run_id", "VARCHAR", "The run.", nullable=False, since="published"),
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="published"),
        Column(
            "change",
            "VARCHAR",
            "What happened.",
            allowed=("added", "changed", "removed"),
            nullable=False,
        ),
        Column(
            "reason",
            "VARCHAR",
            "Why. new_capture: of bytes that were not here. new_version: another text of it is "
            "the current one, or an earlier one came in. relabelled: the same bytes, of which a "
            "manifest, a table or a feed says something else. parser_upgrade: by the rules of "
            "another release. rule: by other outlet files, or for the day of the run. matched: "
            "because of other documents: its cluster, story or originality, a day taken from its "
            "story, or its text counts to another document. released: refused before. takedown: "
            "its bytes are gone, or refused now.",
            nullable=False,
            allowed=CHANGE_REASONS,
        ),
        Column("version_no", "INTEGER", "Version now shown; null when removed."),
    ),
)

REDIRECTS = Table(
    name="redirects",
    caveat="An id may have moved more than once: follow it through current_ids.",
    grain="one row per id of the snapshot before that leads elsewhere now",
    meaning="Where an id went that no longer means what it meant; the view current_ids follows "
    "chains. An id that only became a larger or smaller cluster has no row.",
    key=("run_id", "kind", "old_id"),
    history=True,
    columns=(
        Column(
            "run_id",
            "VARCHAR",
            "The run since which it leads elsewhere.",
            nullable=False,
            since="published",
        ),
        Column(
            "kind",
            "VARCHAR",
            "What it was the id of.",
            allowed=("document", "cluster", "story"),
            nullable=False,
            since="published",
        ),
        Column(
            "old_id",
            "VARCHAR",
            "The id; a document's may be that of another article now.",
            nullable=False,
            since="published",
        ),
        Column(
            "new_id",
            "VARCHAR",
            "Where most of its documents are now, of a document most of its texts; null when "
            "nowhere.",
            since="published",
        ),
        Column(
            "members",
            "INTEGER",
            "Documents it had; of a document, texts.",
            nullable=False,
            minimum=0,
            since="published",
        ),
        Column(
            "moved",
            "INTEGER",
            "Those of them that new_id has now.",
            nullable=False,
            minimum=0,
            since="published",
        ),
    ),
)
