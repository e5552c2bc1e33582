"""What is one event: documents of several outlets that share little text or none."""

from warehouse.contract import Column, Table, share

STORIES = Table(
    name="stories",
    caveat="A claim by likeness of texts, not a fact: one event told in two ways can be two "
    "stories.",
    grain="one row per story",
    meaning="Documents about one event: of two texts at least, or of one text that two known "
    "outlets print. An outlet's own reprints alone are no story.",
    key=("story_id",),
    references=(("first_id", "documents", "document_id"),),
    columns=(
        Column(
            "story_id",
            "VARCHAR",
            "The story: its first document's id with an e; see redirects for ids of earlier "
            "snapshots.",
            nullable=False,
            pattern=r"^e[0-9a-f]{20}$",
            since="matched",
        ),
        Column(
            "first_id",
            "VARCHAR",
            "Its first document in the order of printing, by stated times; the first known, not "
            "the source.",
            nullable=False,
            since="matched",
        ),
        Column("title", "VARCHAR", "Title of its first document that has one.", since="matched"),
        Column(
            "date_lo",
            "DATE",
            "First stated day of a document; null where none states one.",
            unit="local day",
            since="matched",
        ),
        Column("date_hi", "DATE", "Last stated day.", unit="local day", since="matched"),
        Column(
            "documents", "INTEGER", "Documents in it.", minimum=2, nullable=False, since="matched"
        ),
        Column(
            "texts",
            "INTEGER",
            "Different texts, all copies of one counted once.",
            minimum=1,
            nullable=False,
            since="matched",
        ),
        Column(
            "outlets",
            "INTEGER",
            "Different known outlets.",
            minimum=0,
            nullable=False,
            since="matched",
        ),
        Column(
            "clusters",
            "INTEGER",
            "Clusters of copies in it.",
            minimum=0,
            nullable=False,
            since="matched",
        ),
    ),
)

STORY_MEMBERS = Table(
    name="story_members",
    caveat="Scores are comparable within one release only.",
    grain="one row per document in a story",
    meaning="How well a document fits into its story, and why it is there.",
    key=("document_id",),
    references=(
        ("story_id", "stories", "story_id"),
        ("document_id", "documents", "document_id"),
    ),
    columns=(
        Column("story_id", "VARCHAR", "The story.", nullable=False, since="matched"),
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="matched"),
        share(
            "score",
            "How much alike its text is to the other texts of the story, on average (cosine of "
            "rare words, names and figures; .3 is much); of a copy its cluster's; 1 where all are "
            "copies.",
        ),
        Column(
            "basis",
            "VARCHAR",
            "words: its own words, names and figures, near in time; copy: it is a copy in a "
            "cluster that belongs here.",
            allowed=("words", "copy"),
            nullable=False,
            since="matched",
        ),
    ),
)
