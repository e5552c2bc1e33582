"""Topics, entities and the calendar: what articles are about, whom they name, what was seen."""

from warehouse.contract import Column, Table

ENTITY_KINDS = (
    "country",
    "region",
    "city",
    "person",
    "ministry",
    "agency",
    "organisation",
    "weapon",
    "outlet",
    "event",
)
BASES = ("name", "alias", "demonym", "metonym")

TOPICS = Table(
    name="topics",
    caveat="Definitions are lists of words: give the version beside a figure.",
    grain="one row per topic",
    meaning="Subjects that are counted, each with the definition in force when this was published.",
    key=("topic_id",),
    columns=(
        Column("topic_id", "VARCHAR", "The topic.", nullable=False, since="matched"),
        Column("name", "VARCHAR", "Its name.", nullable=False, since="matched"),
        Column(
            "version",
            "INTEGER",
            "Version of the definition, raised by its author; a figure is cited with it.",
            nullable=False,
            minimum=1,
            since="matched",
        ),
        Column(
            "definition",
            "VARCHAR",
            "What counts, as JSON: any, all, none, entities, near, min_hits, where.",
            nullable=False,
            since="matched",
        ),
        Column("note", "VARCHAR", "What its author says of it.", since="matched"),
    ),
)

TOPIC_HITS = Table(
    name="topic_hits",
    caveat="Rows with 0 hits have the topic in the headline alone; most figures take hits >= 1.",
    grain="one row per topic and document that has it",
    meaning="How often a topic is named in the current text of a document. A document without a "
    "row does not have the topic, unless its flags say not_annotated.",
    key=("topic_id", "document_id"),
    references=(("topic_id", "topics", "topic_id"), ("document_id", "documents", "document_id")),
    columns=(
        Column("topic_id", "VARCHAR", "The topic.", nullable=False, since="matched"),
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="matched"),
        Column(
            "hits",
            "INTEGER",
            "Namings in the paragraphs of documents.body; those in the headline are not in it. Of "
            "a topic whose definition says where, namings there alone: in the headline, the lead "
            "or both. Namings that overlap count once.",
            unit="times",
            nullable=False,
            minimum=0,
            since="matched",
        ),
        Column(
            "in_title",
            "BOOLEAN",
            "Whether the headline names it; 0 hits mean that only the headline does.",
            nullable=False,
            since="matched",
        ),
        Column(
            "in_lead",
            "BOOLEAN",
            "Whether the first paragraph names it.",
            nullable=False,
            since="matched",
        ),
    ),
)

ENTITIES = Table(
    name="entities",
    caveat="The shipped list is short, and of 2017: look for who is missing before you compare.",
    grain="one row per entity",
    meaning="People, places, organisations and weapons that are looked for. Who is not in this "
    "list is in no mention.",
    key=("entity_id",),
    columns=(
        Column("entity_id", "VARCHAR", "The entity.", nullable=False, since="matched"),
        Column("name", "VARCHAR", "Its name.", nullable=False, since="matched"),
        Column(
            "kind",
            "VARCHAR",
            "Kind of entity.",
            nullable=False,
            allowed=ENTITY_KINDS,
            since="matched",
        ),
        Column(
            "aliases",
            "VARCHAR[]",
            "Other forms that name it. One with a capital letter is found as it is written.",
            nullable=False,
            since="matched",
        ),
        Column(
            "demonyms",
            "VARCHAR[]",
            "Words for its people and what is theirs: South Korean.",
            nullable=False,
            since="matched",
        ),
        Column(
            "acts_for",
            "VARCHAR",
            "The country for whose government a capital stands where it acts.",
            since="matched",
        ),
        Column("valid_from", "DATE", "First day of the office that note names.", since="matched"),
        Column("valid_until", "DATE", "Last day of it.", since="matched"),
        Column("note", "VARCHAR", "What the gazetteer says of it.", since="matched"),
        Column(
            "version",
            "INTEGER",
            "Version of the entry, raised by its author.",
            nullable=False,
            minimum=1,
            since="matched",
        ),
    ),
)

MENTIONS = Table(
    name="mentions",
    caveat="Found by name: two people of one name are one, and pronouns are none.",
    grain="one row per naming of an entity in the current text of a document",
    meaning="Where entities are named. Names that overlap count once, the longer one: the South "
    "Korean Foreign Ministry is no mention of South Korea.",
    key=("document_id", "para_no", "char_start", "entity_id"),
    references=(
        ("document_id", "documents", "document_id"),
        ("entity_id", "entities", "entity_id"),
    ),
    columns=(
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="matched"),
        Column(
            "para_no",
            "INTEGER",
            "The paragraph, as in paragraphs; 0 is the headline, documents.title.",
            nullable=False,
            minimum=0,
            since="matched",
        ),
        Column("entity_id", "VARCHAR", "The entity.", nullable=False, since="matched"),
        Column("surface", "VARCHAR", "The words as printed.", nullable=False, since="matched"),
        Column(
            "char_start",
            "INTEGER",
            "Where it begins in the paragraph, from 0: substring(text, char_start + 1, ...).",
            unit="characters",
            nullable=False,
            minimum=0,
            since="matched",
        ),
        Column(
            "char_end",
            "INTEGER",
            "Where it ends.",
            unit="characters",
            nullable=False,
            since="matched",
        ),
        Column(
            "basis",
            "VARCHAR",
            "name or alias of the gazetteer; demonym (South Korean); metonym: a capital that acts "
            "for its government (Seoul said). A capital that does not is a mention of the city.",
            nullable=False,
            allowed=BASES,
            since="matched",
        ),
        Column(
            "in_title",
            "BOOLEAN",
            "Whether it stands in the headline.",
            nullable=False,
            since="matched",
        ),
        Column(
            "in_lead",
            "BOOLEAN",
            "Whether it stands in the first paragraph.",
            nullable=False,
            since="matched",
        ),
        Column(
            "in_quote",
            "BOOLEAN",
            "Whether it stands between quotation marks.",
            nullable=False,
            since="matched",
        ),
        Column(
            "is_first_in_document",
            "BOOLEAN",
            "Whether the document names the entity nowhere before: such rows count documents.",
            nullable=False,
            since="matched",
        ),
        Column(
            "is_first_in_paragraph",
            "BOOLEAN",
            "Whether the paragraph names the entity nowhere before: such rows count paragraphs.",
            nullable=False,
            since="matched",
        ),
    ),
)

QUOTES = Table(
    name="quotes",
    caveat="Made to be right rather than complete; a pronoun as speaker is not followed.",
    grain="one row per quotation in a paragraph of the current text of a document",
    meaning="What is quoted, and who said it as the article has it. Only quotations with a verb of "
    "speech beside them: scare quotes, titles and words whose speaker is not named are not here.",
    key=("document_id", "quote_no"),
    references=(
        ("document_id", "documents", "document_id"),
        ("speaker_entity_id", "entities", "entity_id"),
    ),
    columns=(
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="matched"),
        Column(
            "quote_no",
            "INTEGER",
            "Number of the quotation in the document, from 1.",
            nullable=False,
            minimum=1,
            since="matched",
        ),
        Column(
            "para_no",
            "INTEGER",
            "The paragraph, as in paragraphs.",
            nullable=False,
            minimum=1,
            since="matched",
        ),
        Column(
            "char_start",
            "INTEGER",
            "Where its first word begins in the paragraph, from 0, behind the mark.",
            unit="characters",
            nullable=False,
            minimum=0,
            since="matched",
        ),
        Column(
            "char_end",
            "INTEGER",
            "Where it ends, before the mark.",
            unit="characters",
            nullable=False,
            since="matched",
        ),
        Column("text", "VARCHAR", "The words quoted.", nullable=False, since="matched"),
        Column(
            "kind",
            "VARCHAR",
            "direct: speech of its own; partial: a fragment within a sentence of the article.",
            nullable=False,
            allowed=("direct", "partial"),
            since="matched",
        ),
        Column(
            "speaker",
            "VARCHAR",
            'Who said it, as written: a name, an office, or a pronoun ("he").',
            nullable=False,
            since="matched",
        ),
        Column("verb", "VARCHAR", "The verb as written.", nullable=False, since="matched"),
        Column(
            "speaker_entity_id",
            "VARCHAR",
            "The entity that is named as the speaker; null for a pronoun and who is not known.",
            since="matched",
        ),
        Column(
            "continues",
            "INTEGER",
            "The quote_no that it goes on from, where a quotation runs over paragraphs.",
            since="matched",
        ),
    ),
)

COVERAGE_CALENDAR = Table(
    name="coverage_calendar",
    caveat="One document with a wrong day adds up to a year of unknown days to its outlet.",
    grain="one row per outlet and day, from its first observed day to its last; a silence of more "
    "than 366 days is left out",
    meaning="What was observed each day, and what was not: zero and unknown apart. Documents "
    "without an outlet or without a day of publication are in no row; outlet_quality counts them.",
    key=("outlet_id", "day"),
    columns=(
        Column("outlet_id", "VARCHAR", "The outlet.", nullable=False, since="published"),
        Column("day", "DATE", "The outlet's local day.", nullable=False, since="published"),
        Column(
            "documents",
            "INTEGER",
            "Documents dated to it; 0 only where somebody looked that day, null where unknown.",
            minimum=0,
            since="published",
        ),
        Column(
            "texts",
            "INTEGER",
            "Texts among them, copies of one taken together; null where unknown.",
            minimum=0,
            since="published",
        ),
        Column(
            "words",
            "BIGINT",
            "Words of their bodies; null where unknown.",
            unit="words",
            minimum=0,
            since="published",
        ),
        Column(
            "fetched",
            "INTEGER",
            "Captures fetched that day of articles at most a week old: the sign that somebody "
            "looked. A folder of texts has none.",
            unit="captures",
            nullable=False,
            minimum=0,
            since="published",
        ),
        Column(
            "known_days",
            "INTEGER",
            "Same weekdays that the expected range comes from: of the 8 before, those with "
            "documents or captures.",
            unit="days",
            nullable=False,
            minimum=0,
            since="published",
        ),
        Column(
            "expected_lo",
            "INTEGER",
            "Least documents expected from those days: median less three robust spreads; null "
            "where fewer than 4 are known.",
            minimum=0,
            since="published",
        ),
        Column("expected_hi", "INTEGER", "Most documents expected.", minimum=0, since="published"),
        Column(
            "is_observed",
            "BOOLEAN",
            "Whether the figures are known; false for gap and not_observed.",
            nullable=False,
            since="published",
        ),
        Column(
            "status",
            "VARCHAR",
            "What the figure is worth. ok, low, high: against the expected range, ok where there "
            "is none; gap: no document on a weekday that nearly always has some; not_observed: no "
            "document, and nothing says that anybody looked.",
            nullable=False,
            since="published",
            allowed=("ok", "low", "high", "gap", "not_observed"),
        ),
        Column("reason", "VARCHAR", "Why the status.", nullable=False, since="published"),
    ),
)
