from pathlib import Path

from warehouse.contract import create_statements
from warehouse.database import load_statement
from warehouse.session import session
from warehouse.tables.search import SEARCH_POSTINGS


def test_the_terms_of_all_months_lie_in_one_order_in_the_database(tmp_path: Path) -> None:
    with session() as connection:
        for month in (201701, 201702):
            connection.execute(
                "copy (select term, ?::int as month, [1] as doc_nos, [1] as tfs, [0] as positions "
                "from (values ('apple'), ('pear')) as given(term)) "
                f"to '{tmp_path}/{month}.parquet'",
                [month],
            )
        connection.execute(create_statements(SEARCH_POSTINGS)[0])
        paths = ["201701.parquet", "201702.parquet"]
        connection.execute(load_statement(tmp_path, paths, SEARCH_POSTINGS))
        rows = connection.execute("select term, month from search_postings").fetchall()
    assert rows == [("apple", 201701), ("apple", 201702), ("pear", 201701), ("pear", 201702)]
