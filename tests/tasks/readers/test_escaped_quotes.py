"""Tables whose quotes are escaped by a backslash."""

import pytest

from tests.tasks.readers.tables import entries, reasons, texts

HEAD = "url,text\n"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (r"He said \"no\" and left.", 'He said "no" and left.'),
        (r"He said \"no, never\" and left.", 'He said "no, never" and left.'),
        (r"\"No\", he said.", '"No", he said.'),
        (r"He said \"no\"", 'He said "no"'),
        ('Two \\"lines\\"\nof it.', 'Two "lines"\nof it.'),
    ],
)
def test_quotes_escaped_by_a_backslash_are_quotes(cell: str, said: str) -> None:
    rows = f'http://a.example/1,"{cell}"\nhttp://a.example/2,"Nothing, here."\n'
    found = list(entries((HEAD + rows).encode(), "t.csv"))
    assert list(texts(found).values()) == [said, "Nothing, here."]
    assert not reasons(found)


def test_a_backslash_before_a_closing_quote_is_a_backslash_where_rows_are_whole() -> None:
    rows = 'http://a.example/1,"They met in C:\\"\nhttp://a.example/2,"He said ""no"", then."\n'
    found = list(entries((HEAD + rows).encode(), "t.csv"))
    assert list(texts(found).values()) == ["They met in C:\\", 'He said "no", then.']
