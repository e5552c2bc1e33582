"""The blocks of a page: which are copy, and what the others are."""
