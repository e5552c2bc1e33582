"""What the sections of the report count, beside what the macros of the same name do."""

from datetime import date

import pytest

from flows.report_page import OVERVIEW, page_of
from tests.flows.report_rows import SECTIONS, Rows, all_rows, asked, of_more, world

# Beside the twelve: without a day, without an outlet, named in the headline alone, without all.
STRAYS = """
insert into documents (document_id, outlet_id, outlet_name, title, published_date, date_kind,
    body_hash, attribution, cluster_id, is_cluster_origin, quality_flags)
values
    ('u1', 'o0', 'Wen Post', 'Undated', null, null, 'h0', 'own', 'c1', true, []),
    ('u2', 'o2', 'Tide Post', 'Undated', null, null, 'x2', 'agency', null, null, []),
    ('n1', null, null, 'Nobody', '2023-05-01', 'published', 'x3', 'unknown', null, null, []),
    ('h1', 'o0', 'Wen Post', 'Headline', '2023-05-01', 'published', 'x4', 'own', null, null, []),
    ('b1', null, null, null, null, null, 'x5', 'unknown', null, null, []);
update documents set cluster_id = 'c1', is_cluster_origin = false where document_id in ('d1', 'd2');
insert into clusters (cluster_id, origin_id) values ('c1', 'u1');
insert into topic_hits (topic_id, document_id, hits) values
    ('t', 'u1', 5), ('t', 'u2', 1), ('t', 'n1', 2), ('t', 'h1', 0), ('t', 'd3', 1);
insert into coverage_calendar (outlet_id, day, documents, is_observed, status)
values ('o1', '2023-06-03', 1, true, 'ok');
"""


@pytest.fixture(scope="module")
def rows() -> dict[str, Rows]:
    return all_rows()


def test_share_of_voice_counts_what_the_macros_count() -> None:
    with world(STRAYS) as connection:
        told = {row["outlet"]: row for row in asked(connection, SECTIONS["share_of_voice"].sql)}
        macros = """
        select any_value(outlet_name) as outlet, any_value(documents) as documents,
            any_value(texts) as texts
        from (select outlet_id, sum(number) as documents
            from share_of_voice(topic := 't', gaps := 'zero') group by all)
        join (select outlet_id, number as texts
            from coverage_under(topic := 't', unit := 'text')) using (outlet_id)
        join documents using (outlet_id)
        group by outlet_id having any_value(documents) > 0
        """
        counted = {row["outlet"]: row for row in asked(connection, macros)}
    assert set(told) == set(counted)
    assert len(told) == 2
    for outlet, row in counted.items():
        assert told[outlet]["documents"] == row["documents"]
        assert told[outlet]["texts"] == row["texts"]
    assert sum(row["documents"] for row in told.values()) == 3
    assert sum(row["texts"] for row in told.values()) == 2


def test_coverage_counts_what_the_macro_counts_and_says_how_many_days_are_known() -> None:
    with world(STRAYS) as connection:
        told = [row for row in asked(connection, SECTIONS["coverage"].sql) if row["observed_days"]]
        macro = """
        select documents.counted as documents, texts.counted as texts, documents.days,
            documents.observed_days, documents.number
        from coverage() as documents join coverage(unit := 'text') as texts
        using (outlet_id, period) where documents.observed_days > 0
        """
        counted = asked(connection, macro)
        (placed,) = asked(connection, SECTIONS[OVERVIEW].sql)
    names = ("documents", "texts", "observed_days", "days")

    def figures(found: Rows) -> list[tuple[int, ...]]:
        return sorted(tuple(row[name] for name in names) for row in found)

    assert figures(told) == figures(counted)
    assert sum(row["documents"] for row in told) == placed["placed_documents"] == 13
    known = [row["number"] is not None for row in counted]
    assert known == [row["observed_days"] == row["days"] for row in counted]
    assert sorted(known) == [False] * 3 + [True]


def test_whose_text_it_is_counts_documents_without_a_day() -> None:
    with world(STRAYS) as connection:
        told = {row["outlet"]: row for row in asked(connection, SECTIONS["wire"].sql)}
        dated = "select outlet_name, sum(documents) as n from wire_share group by all"
        by_view = {row["outlet_name"]: row["n"] for row in asked(connection, dated)}
    assert sum(row["documents"] for row in told.values()) == 17
    unknown = told["outlet unknown"]
    assert (unknown["documents"], unknown["unknown"], unknown["undated"]) == (2, 2, 1)
    assert (told["Tide Post"]["credited"], told["Tide Post"]["undated"]) == (1, 1)
    for outlet, row in told.items():
        kinds = ("credited", "clustered", "other_outlet", "own", "unknown")
        assert row["documents"] == sum(row[kind] for kind in kinds)
        name = None if outlet == "outlet unknown" else outlet
        assert row["documents"] - row["undated"] == by_view.get(name, 0)


def test_each_section_says_how_many_documents_it_counts_of_how_many() -> None:
    with world(STRAYS) as connection:
        page = page_of(
            SECTIONS, {name: asked(connection, one.sql) for name, one in SECTIONS.items()}
        )
    placed = (
        "Counted: 13 of 17 documents, those with a day and an outlet. Without a day: 3; without an "
        "outlet: 2."
    )
    assert page.count(placed) == 3
    assert "Counted: all 17 documents, with a day or without (3)." in page
    assert page.count('<p class="note">Counted: ') == len(SECTIONS) - 1


def test_texts_are_counted_with_their_copies_together() -> None:
    (facts,) = of_more(STRAYS, OVERVIEW)
    # six pairs of equal words, of which c1 takes two; u2, n1, h1 and b1 beside them, u1 in c1
    with world(STRAYS) as connection:
        ((texts,),) = connection.execute(
            "select count(distinct coalesce(cluster_id, body_hash)) from documents"
        ).fetchall()
    assert facts["texts"] == texts == 11


def test_health_names_the_outlets(rows: dict[str, Rows]) -> None:
    assert [row["outlet"] for row in rows["sources"]] == ["Quay", "Wen Post", "outlet unknown"]


def test_shares_add_up_to_one_for_each_topic(rows: dict[str, Rows]) -> None:
    assert sum(row["share_as_printed"] for row in rows["share_of_voice"]) == pytest.approx(1)
    assert sum(row["share_of_texts"] for row in rows["share_of_voice"]) == pytest.approx(1)


def test_a_small_month_has_no_share_of_attention(rows: dict[str, Rows]) -> None:
    assert [
        (row["month"], row["documents_with_it"], row["documents"], row["share"])
        for row in rows["attention"]
    ] == [
        (date(2023, 5, 1), 1, 5, 0.2), (date(2023, 6, 1), 0, 1, None),
        (date(2023, 5, 1), 1, 6, pytest.approx(1 / 6)),
    ]  # fmt: skip


def test_a_story_whose_first_times_are_the_same_has_no_first_mover(
    rows: dict[str, Rows],
) -> None:
    (story,) = rows["stories"]
    assert (story["first_outlet"], str(story["first_at"])[:10]) == (None, "2023-05-01")
    earlier = (
        "update documents set published_at = '2023-04-30 08:00:00+00' where document_id = 'd1'"
    )
    (story,) = of_more(earlier, "stories")
    assert story["first_outlet"] == "Quay"


def test_a_text_counts_for_its_first_print_with_the_topic_and_an_outlet() -> None:
    cluster = (
        "update documents set cluster_id = 'c1', is_cluster_origin = document_id = 'd0' "
        "where document_id in ('d0', 'd1', 'd2')"
    )
    texts = {row["outlet"]: row["texts"] for row in of_more(cluster, "share_of_voice")}
    assert sum(texts.values()) == 1
    without = f"{cluster}; update documents set outlet_id = null where document_id = 'd1'"
    assert [row["texts"] for row in of_more(without, "share_of_voice")] == [1]


def test_a_topic_that_nobody_wrote_of_has_no_attention(
    rows: dict[str, Rows],
) -> None:
    unheard = "insert into topics (topic_id, name, version) values ('u', 'Unheard', 1)"
    assert of_more(unheard, "attention") == rows["attention"]
