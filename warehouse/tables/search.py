"""Which words stand in which documents: what `search`, `phrase`, `near` and `kwic` read."""

from warehouse.contract import Column, Table

SEARCH_POSTINGS = Table(
    name="search_postings",
    caveat="It has what terms make of words, so that Korea and Korean may be two terms.",
    grain="one row per term and month in which a document has it",
    meaning="The documents of each term and its places in them; doc_nos, tfs and positions run "
    "side by side. Read it through the macros search, phrase, near and kwic.",
    key=("term", "month"),
    # So the few terms of a question lie together, whatever the month: a phrase is found six times
    # sooner, benchmarks/search.py.
    ordered_by=("term", "month"),
    columns=(
        Column(
            "term",
            "VARCHAR",
            "A word in small letters without accents, English endings taken off (Snowball "
            "English); of Chinese, Japanese, Korean and Thai two neighbouring characters, or the "
            "last one of a run.",
            nullable=False,
            since="published",
        ),
        Column(
            "month",
            "INTEGER",
            "Month of the documents as yyyymm; 0 for those without a day.",
            nullable=False,
            minimum=0,
            since="published",
        ),
        Column(
            "doc_nos",
            "INTEGER[]",
            "Numbers of the documents within their month, ascending.",
            nullable=False,
            since="published",
        ),
        Column(
            "tfs",
            "INTEGER[]",
            "How often the term stands in each of them, headline and copy together.",
            unit="times",
            nullable=False,
            since="published",
        ),
        Column(
            "positions",
            "INTEGER[]",
            "Where: the places in the first document, ascending, then those in the second, and so "
            "on. The headline's first word is at 0; 100 places are left out between paragraphs.",
            unit="words",
            nullable=False,
            since="published",
        ),
    ),
)

SEARCH_DOCUMENTS = Table(
    name="search_documents",
    caveat="Numbers are those of this snapshot and no other.",
    grain="one row per document",
    meaning="The numbers that search_postings gives documents, and how long they are.",
    key=("month", "doc_no"),
    references=(("document_id", "documents", "document_id"),),
    columns=(
        Column(
            "month",
            "INTEGER",
            "Month of the document as yyyymm; 0 when it has no day.",
            nullable=False,
            minimum=0,
            since="published",
        ),
        Column(
            "doc_no",
            "INTEGER",
            "Number of the document within its month. It changes when others come or go: note "
            "document_id.",
            nullable=False,
            minimum=0,
            since="published",
        ),
        Column("document_id", "VARCHAR", "The document.", nullable=False, since="published"),
        Column(
            "terms",
            "INTEGER",
            "Words and pairs of characters of the headline and the copy.",
            unit="words",
            nullable=False,
            minimum=0,
            since="published",
        ),
    ),
)
