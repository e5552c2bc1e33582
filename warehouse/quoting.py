"""Text as SQL says it; apart from the contract, which brings Arrow along."""


def quote(text: str) -> str:
    """The text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
