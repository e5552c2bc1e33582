import pyarrow as pa

from tasks.redirects import moves

Moves = list[tuple[str, str, str | None, int, int]]


def documents(**of: tuple[str | None, str | None]) -> pa.Table:
    """Documents by id with their cluster and story."""
    return pa.table(
        {
            "document_id": pa.array(list(of), pa.string()),
            "cluster_id": pa.array([cluster for cluster, _ in of.values()], pa.string()),
            "story_id": pa.array([story for _, story in of.values()], pa.string()),
            "is_current": pa.array([True] * len(of), pa.bool_()),
        }
    )


def texts(**of: str) -> pa.Table:
    """The document of each text."""
    return pa.table(
        {
            "item_id": pa.array(list(of), pa.string()),
            "document_id": pa.array(list(of.values()), pa.string()),
        }
    )


def told(before: pa.Table, seen: pa.Table, now: pa.Table, placed: pa.Table) -> Moves:
    names = ("kind", "old_id", "new_id", "members", "moved")
    return [tuple(row[name] for name in names) for row in moves(before, seen, now, placed)]


def test_what_did_not_move_has_no_row() -> None:
    known = documents(d1=("c1", "s1"), d2=("c1", "s1"), d3=(None, None))
    more = documents(d1=("c1", "s1"), d2=("c1", "s1"), d3=("c1", None), d4=("c1", "s1"))
    seen = texts(i1="d1", i2="d2", i3="d3")
    assert told(known, seen, more, texts(i1="d1", i2="d2", i3="d3", i4="d4")) == []


def test_a_cluster_whose_origin_changes_leads_to_the_new_one() -> None:
    known = documents(d1=("c1", "s1"), d2=("c1", "s1"))
    now = documents(d0=("c0", "s1"), d1=("c0", "s1"), d2=("c0", "s1"))
    seen = texts(i1="d1", i2="d2")
    assert told(known, seen, now, texts(i0="d0", i1="d1", i2="d2")) == [
        ("cluster", "c1", "c0", 2, 2)
    ]


def test_a_cluster_in_pieces_leads_to_the_one_with_most_of_its_documents() -> None:
    known = documents(d1=("c1", None), d2=("c1", None), d3=("c1", None), d4=("c1", None))
    now = documents(d1=(None, None), d2=("c8", None), d3=("c9", None), d4=("c9", None))
    seen = texts(i1="d1", i2="d2", i3="d3", i4="d4")
    assert told(known, seen, now, seen) == [("cluster", "c1", "c9", 4, 2)]


def test_a_cluster_of_which_nothing_is_left_leads_nowhere() -> None:
    known = documents(d1=("c1", "s1"), d2=("c1", "s1"))
    now = documents(d1=(None, None), d2=(None, None))
    seen = texts(i1="d1", i2="d2")
    assert told(known, seen, now, seen) == [
        ("cluster", "c1", None, 2, 0),
        ("story", "s1", None, 2, 0),
    ]


def test_a_document_is_where_most_of_its_texts_are() -> None:
    known = documents(d1=("c1", None), d2=("c1", None))
    now = documents(d2=("c1", None), d7=("c1", None), d8=(None, None))
    seen = texts(i1="d1", i2="d1", i3="d1", i4="d2")
    placed = texts(i1="d7", i2="d7", i3="d8", i4="d2")
    assert told(known, seen, now, placed) == [("document", "d1", "d7", 3, 2)]


def test_an_id_that_an_earlier_print_took_leads_to_where_its_text_went() -> None:
    known = documents(d1=(None, None))
    now = documents(d1=(None, None), d5=(None, None))
    assert told(known, texts(i1="d1"), now, texts(i0="d1", i1="d5")) == [
        ("document", "d1", "d5", 1, 1)
    ]


def test_a_document_that_is_refused_now_leads_nowhere() -> None:
    known = documents(d1=(None, None), d2=(None, None))
    seen = texts(i1="d1", i2="d2")
    assert told(known, seen, documents(d2=(None, None)), texts(i2="d2")) == [
        ("document", "d1", None, 1, 0)
    ]


def test_a_text_seen_at_two_places_counts_once() -> None:
    known, now = documents(d1=(None, None)), documents(d1=(None, None), d2=(None, None))
    seen = pa.concat_tables([texts(i1="d1", i2="d1"), texts(i2="d1"), texts(i2="d1")])
    # one text went and one stayed: it stays
    assert told(known, seen, now, texts(i1="d1", i2="d2")) == []


def test_a_cluster_moves_with_its_documents_under_their_new_ids() -> None:
    known = documents(d1=("c1", None), d2=("c1", None))
    now = documents(d1=(None, None), d5=("c5", None), d6=("c5", None))
    seen, placed = texts(i1="d1", i2="d2"), texts(i0="d1", i1="d5", i2="d6")
    assert told(known, seen, now, placed) == [
        ("document", "d1", "d5", 1, 1),
        ("document", "d2", "d6", 1, 1),
        ("cluster", "c1", "c5", 2, 2),
    ]


def test_a_cluster_that_kept_its_id_but_not_its_documents_leads_to_where_they_are() -> None:
    known = documents(d1=("c1", None), d2=("c1", None), d3=("c1", None))
    now = documents(d1=("c1", None), d2=("c2", None), d3=("c2", None), d4=("c1", None))
    seen = texts(i1="d1", i2="d2", i3="d3")
    placed = texts(i1="d1", i2="d2", i3="d3", i4="d4")
    assert told(known, seen, now, placed) == [("cluster", "c1", "c2", 3, 2)]
