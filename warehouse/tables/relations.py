"""Who shares text with whom: copies, and clusters of them."""

from warehouse.contract import Column, Table, share

COPIES = Table(
    name="copies",
    caveat="Being later proves no copying: direction is unknown wherever nothing in the copy says "
    "more.",
    grain="one row per pair of documents that share text",
    meaning="Pairs whose shared text was counted exactly. Nothing is deleted for being a copy.",
    key=("later_id", "earlier_id"),
    references=(
        ("later_id", "documents", "document_id"),
        ("earlier_id", "documents", "document_id"),
    ),
    columns=(
        Column(
            "later_id",
            "VARCHAR",
            "The later document; where is_ordered is false, the one that comes later by what else "
            "is known (an agency's own print, then the fuller text, come first).",
            nullable=False,
            since="matched",
        ),
        Column("earlier_id", "VARCHAR", "The earlier document.", nullable=False, since="matched"),
        Column(
            "relation",
            "VARCHAR",
            "What the later is to the earlier. identical: the same words and figures; verbatim: "
            "nine tenths of either are in the other; excerpt: a part of it; roundup: holds it and "
            "other texts; "
            "update: the same outlet's own print again, changed; recurring: the same outlet's "
            "report of another day in the same words with other figures or names, or half alike "
            "and more than three days away, no copy; "
            "edited: anything else.",
            nullable=False,
            allowed=(
                "identical", "verbatim", "edited", "excerpt", "roundup", "update", "recurring",
            ),
            since="matched",
        ),
        share(
            "similarity",
            "Distinct five-word runs that both have, of all that either has.",
        ),
        share(
            "containment",
            "Distinct five-word runs that both have, of those of the shorter one.",
        ),
        share(
            "earlier_share",
            "Distinct five-word runs of the earlier that the later has.",
        ),
        share(
            "later_share",
            "Distinct five-word runs of the later that the earlier has.",
        ),
        Column(
            "shared_words",
            "INTEGER",
            "Words of the later that stand in a five-word run the earlier has, too. Cut at hyphens "
            "and apostrophes, so that there may be more of them than word_count says.",
            unit="words",
            minimum=0,
            nullable=False,
            since="matched",
        ),
        Column(
            "is_ordered",
            "BOOLEAN",
            "Whether stated times say which came first: an inferred day does not, a day without a "
            "clock not against an hour of it, an update not that a text was not out before. A text "
            "that was updated is the first of those after its update only. Of two outlets one of "
            "which has no known time zone days that follow each other say nothing.",
            nullable=False,
            since="matched",
        ),
        Column(
            "direction",
            "VARCHAR",
            "Where the text comes from: copied (the one credits the other), common_source (both "
            "have it from an agency or their own outlet), unknown. Being later accuses nobody.",
            allowed=("copied", "common_source", "unknown"),
            nullable=False,
            since="matched",
        ),
        Column(
            "direction_basis",
            "VARCHAR",
            "What says so. Of copied: later_credits_earlier (its source line, byline or text names "
            "the other's outlet as where it has the text from), earlier_credits_later (so the day "
            "of one is that of another print, or wrong). Of common_source: same_outlet (one outlet "
            "printed both), agency_print (one is the agency's own print), both_credit_agency, "
            "both_credit_outlet (a third one), one_credits_agency, cluster_credits_agency (neither "
            "does, others of the cluster do). Of unknown: none.",
            allowed=(
                "same_outlet", "agency_print", "both_credit_agency", "later_credits_earlier",
                "earlier_credits_later", "both_credit_outlet", "one_credits_agency",
                "cluster_credits_agency", "none",
            ),
            nullable=False,
            since="matched",
        ),
        share(
            "direction_confidence",
            "How sure the direction is; 0 when unknown.",
        ),
    ),
)  # fmt: skip

CLUSTERS = Table(
    name="clusters",
    caveat="The origin is the first of what was read here, and may itself be a copy of a text "
    "that is not here.",
    grain="one row per cluster of copies",
    meaning="Documents that print one text, around the one it comes from.",
    key=("cluster_id",),
    references=(("origin_id", "documents", "document_id"),),
    columns=(
        Column(
            "cluster_id",
            "VARCHAR",
            "The cluster: its origin's id with a c; see redirects for ids of earlier snapshots.",
            nullable=False,
            pattern=r"^c[0-9a-f]{20}$",
            since="matched",
        ),
        Column(
            "origin_id",
            "VARCHAR",
            "The document the text comes from, as far as is known.",
            nullable=False,
            since="matched",
        ),
        Column(
            "origin_basis",
            "VARCHAR",
            "What made it the origin: stated_time (stated earlier than every other), agency_print "
            "(the credited agency's own), stated_day (others are of the same time or without one), "
            "fuller_text (nothing but its length).",
            allowed=("stated_time", "agency_print", "stated_day", "fuller_text"),
            nullable=False,
            since="matched",
        ),
        Column(
            "members", "INTEGER", "Documents in it.", minimum=2, nullable=False, since="matched"
        ),
        Column(
            "linked_members",
            "INTEGER",
            "Members that share text with another member and too little with the origin.",
            minimum=0,
            nullable=False,
            since="matched",
        ),
        Column(
            "outlets",
            "INTEGER",
            "Different known outlets of the members.",
            minimum=0,
            nullable=False,
            since="matched",
        ),
        Column(
            "agency_id",
            "VARCHAR",
            "The agency its members credit, where they credit one.",
            since="matched",
        ),
        Column(
            "first_date", "DATE", "Earliest day of a member.", unit="local day", since="matched"
        ),
        Column("last_date", "DATE", "Latest day of a member.", unit="local day", since="matched"),
    ),
)

CLUSTER_MEMBERS = Table(
    name="cluster_members",
    caveat="A linked member was found through another member and may share little with the origin.",
    grain="one row per document in a cluster",
    meaning="Why a document is in its cluster.",
    key=("document_id",),
    references=(
        ("cluster_id", "clusters", "cluster_id"),
        ("document_id", "documents", "document_id"),
    ),
    columns=(
        Column("cluster_id", "VARCHAR", "The cluster.", nullable=False, since="matched"),
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="matched"),
        Column(
            "link",
            "VARCHAR",
            "origin; direct: copies has it with the origin; through: only with via_id.",
            allowed=("origin", "direct", "through"),
            nullable=False,
            since="matched",
        ),
        Column("via_id", "VARCHAR", "The member it is linked through.", since="matched"),
    ),
)

HOUSE_LINES = Table(
    name="house_lines",
    caveat="A rule decides, not a reader: a short standing notice that is news once is left out "
    "of matching, too.",
    grain="one row per outlet and line left out of matching",
    meaning="Paragraphs an outlet prints under everything; sharing them is sharing no text. They "
    "stay in the documents.",
    key=("outlet_id", "line_id"),
    columns=(
        Column("outlet_id", "VARCHAR", "The outlet; null for texts without one.", since="matched"),
        Column(
            "line_id", "VARCHAR", "Hash of the line's words.", nullable=False, since="matched"
        ),
        Column("text", "VARCHAR", "The line as printed.", nullable=False, since="matched"),
        Column(
            "word_count", "INTEGER", "Words of it.", unit="words", minimum=1, nullable=False,
            since="matched",
        ),
        Column(
            "texts",
            "INTEGER",
            "Different texts of the outlet that have it.",
            minimum=1,
            nullable=False,
            since="matched",
        ),
    ),
)  # fmt: skip

ALIGNED_SENTENCES = Table(
    name="aligned_sentences",
    caveat="Found by likeness: what is called a paraphrase is wrong more often than what is "
    "verbatim.",
    grain="one row per pair of sentences",
    meaning="Sentences of two documents of a cluster or story that say the same.",
    key=("one_id", "two_id", "one_para", "one_sentence"),
    references=(
        ("one_id", "documents", "document_id"),
        ("two_id", "documents", "document_id"),
    ),
    columns=(
        Column(
            "one_id",
            "VARCHAR",
            "The document whose id comes first; which was printed first copies says.",
            nullable=False,
            since="matched",
        ),
        Column("two_id", "VARCHAR", "The other document.", nullable=False, since="matched"),
        Column(
            "one_para", "INTEGER", "Its paragraph among those of one's body, from 1.", minimum=1,
            nullable=False, since="matched",
        ),
        Column(
            "one_sentence", "INTEGER", "Its place in that paragraph, from 1.", minimum=1,
            nullable=False, since="matched",
        ),
        Column(
            "two_para", "INTEGER", "Its paragraph among those of two's body, from 1.", minimum=1,
            nullable=False, since="matched",
        ),
        Column(
            "two_sentence", "INTEGER", "Its place in that paragraph, from 1.", minimum=1,
            nullable=False, since="matched",
        ),
        share(
            "similarity",
            "How alike they are: 1 for the same letters; words in order and rare stems that both "
            "have for edited; rare stems, names counted half, for paraphrase.",
        ),
        Column(
            "kind",
            "VARCHAR",
            "verbatim: the same letters; edited: most words in order, or one a part of the other; "
            "paraphrase: in other words.",
            allowed=("verbatim", "edited", "paraphrase"),
            nullable=False,
            since="matched",
        ),
        Column("one_text", "VARCHAR", "The sentence in one.", nullable=False, since="matched"),
        Column("two_text", "VARCHAR", "The sentence in two.", nullable=False, since="matched"),
        Column(
            "diff",
            "VARCHAR",
            "one_text with [-what two lacks-] and {+what it has instead+}; null where equal.",
            since="matched",
        ),
    ),
)  # fmt: skip
