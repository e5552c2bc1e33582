"""Topics, entities and the calendar: declared now, filled by the analyst's release."""

from warehouse.contract import Column, Table

TOPICS = Table(
    name="topics",
    grain="one row per topic",
    meaning="Subjects an analyst defined. Empty until the analyst's release.",
    key=("topic_id",),
    columns=(
        Column("topic_id", "VARCHAR", "The topic.", nullable=False, since="matched"),
        Column("name", "VARCHAR", "Its name.", since="matched"),
        Column("version", "INTEGER", "Version of the definition.", since="matched"),
        Column("definition", "VARCHAR", "The definition as text.", since="matched"),
    ),
)

TOPIC_HITS = Table(
    name="topic_hits",
    grain="one row per topic and document that has it",
    meaning="How often a topic stands in a document. Empty until the analyst's release.",
    key=("topic_id", "document_id"),
    references=(("document_id", "documents", "document_id"),),
    columns=(
        Column("topic_id", "VARCHAR", "The topic.", nullable=False, since="matched"),
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="matched"),
        Column("hits", "INTEGER", "Times in the body.", unit="times", since="matched"),
        Column("in_title", "BOOLEAN", "Whether the title has it.", since="matched"),
        Column("in_lead", "BOOLEAN", "Whether the first paragraph has it.", since="matched"),
    ),
)

ENTITIES = Table(
    name="entities",
    grain="one row per entity",
    meaning="People, places and organisations. Empty until the analyst's release.",
    key=("entity_id",),
    columns=(
        Column("entity_id", "VARCHAR", "The entity.", nullable=False, since="matched"),
        Column("name", "VARCHAR", "Its name.", since="matched"),
        Column("kind", "VARCHAR", "Kind of entity.", since="matched"),
        Column("aliases", "VARCHAR[]", "Surface forms.", since="matched"),
    ),
)

MENTIONS = Table(
    name="mentions",
    grain="one row per mention of an entity",
    meaning="Where entities are named. Empty until the analyst's release.",
    key=("document_id", "para_no", "char_start", "entity_id"),
    references=(("document_id", "documents", "document_id"),),
    columns=(
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="matched"),
        Column("para_no", "INTEGER", "The paragraph.", nullable=False, since="matched"),
        Column("entity_id", "VARCHAR", "The entity.", nullable=False, since="matched"),
        Column("surface", "VARCHAR", "The words as printed.", since="matched"),
        Column(
            "char_start",
            "INTEGER",
            "Offset in the paragraph.",
            unit="characters",
            nullable=False,
            since="matched",
        ),
        Column("char_end", "INTEGER", "End offset.", unit="characters", since="matched"),
        Column("in_title", "BOOLEAN", "Whether it stands in the title.", since="matched"),
        Column("in_lead", "BOOLEAN", "Whether it stands in the lead.", since="matched"),
        Column("in_quote", "BOOLEAN", "Whether it stands in a quotation.", since="matched"),
    ),
)

COVERAGE_CALENDAR = Table(
    name="coverage_calendar",
    grain="one row per outlet and day",
    meaning="What was observed each day, and what was not. Empty until the analyst's release; "
    "coverage_daily holds the days with documents.",
    key=("outlet_id", "day"),
    columns=(
        Column("outlet_id", "VARCHAR", "The outlet.", nullable=False, since="published"),
        Column("day", "DATE", "The outlet's local day.", nullable=False, since="published"),
        Column("documents", "INTEGER", "Documents; null when not observed.", since="published"),
        Column("texts", "INTEGER", "Distinct texts.", since="published"),
        Column("words", "BIGINT", "Words.", unit="words", since="published"),
        Column(
            "status",
            "VARCHAR",
            "What the figure is worth.",
            since="published",
            allowed=("ok", "low", "high", "gap", "not_observed"),
        ),
        Column("reason", "VARCHAR", "Why the status.", since="published"),
    ),
)
