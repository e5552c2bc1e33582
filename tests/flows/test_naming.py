"""An id that was noted long ago leads to the document of today, and it is said that it moved."""

import pytest

from flows.naming import NoSuchDocument, document_of
from tests.warehouse.test_models import loosely
from warehouse.database import create_models, load_models
from warehouse.session import session
from warehouse.store import Store
from warehouse.tables import TABLES


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Of three snapshots: d1 moved to d2 and on to d3, d4 is gone, d5 meant what is d3 now."""
    root = tmp_path_factory.mktemp("naming")
    with session(root / "dateline.duckdb") as connection:
        for table in TABLES:
            connection.execute(loosely(table))
        create_models(connection, load_models())
        connection.execute(
            "insert into documents by name select unnest(['d3', 'd5', 'd66', 'd67']) as document_id"
        )
        connection.execute(
            "insert into snapshots by name select n as sequence, 'r' || n as run_id "
            "from range(1, 4) as r(n)"
        )
        connection.execute(
            "insert into redirects by name from (values ('r2', 'document', 'd1', 'd2'), "
            "('r3', 'document', 'd2', 'd3'), ('r3', 'document', 'd4', null), "
            "('r2', 'document', 'd5', 'd3')) as given(run_id, kind, old_id, new_id)"
        )
    return Store(root)


def test_an_id_of_today_is_the_document_and_nothing_is_said(store: Store) -> None:
    document, note = document_of(store, "d3")
    assert (document["document_id"], note) == ("d3", None)


def test_an_id_that_moved_twice_is_followed_and_that_is_said(store: Store) -> None:
    document, note = document_of(store, "d1")
    assert document["document_id"] == "d3"
    assert note is not None
    assert note.endswith("its text is in d3 now")


def test_an_id_that_meant_another_article_says_so(store: Store) -> None:
    document, note = document_of(store, "d5")
    assert document["document_id"] == "d5"
    assert note == "noted before snapshot 2, d5 meant another article, which is in d3 now"


def test_the_beginning_of_an_id_will_do_where_it_names_one(store: Store) -> None:
    assert document_of(store, "d67").document["document_id"] == "d67"
    with pytest.raises(NoSuchDocument, match="2 documents") as several:
        document_of(store, "d6")
    assert [line.split()[0] for line in str(several.value).splitlines()[1:]] == ["d66", "d67"]


def test_an_id_of_which_nothing_is_left_says_so(store: Store) -> None:
    with pytest.raises(NoSuchDocument, match="nothing of this document is left"):
        document_of(store, "d4")
