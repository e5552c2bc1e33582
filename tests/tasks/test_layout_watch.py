from tasks.layout_watch import layout_figures, layout_verdicts
from warehouse.session import Limits

PAGES = """(
    select
        'd' || number as document_id,
        'linhai_post' as outlet_id,
        case when number % 4 = 0 then 'page:blocks' else 'page:layout:linhai_post/web-2019' end
            as extraction_method,
        case when number % 4 = 0 then ['layout_missed'] else []::varchar[] end as quality_flags,
        date '2020-01-01' + number::integer as published_date,
        100 as word_count,
        0.9::double as extraction_agreement
    from range(40) as numbers (number)
)"""


def test_what_is_judged_is_what_the_view_will_show() -> None:
    taken, missed = layout_figures(PAGES, Limits())
    assert (taken.scope, taken.pages, taken.recent_share) == ("linhai_post/web-2019", 30, 0.75)
    assert (missed.layout, missed.pages, missed.median_agreement) == (None, 10, None)


def test_an_alarm_is_raised_for_an_outlet_whose_pages_are_missed() -> None:
    verdicts = layout_verdicts(PAGES, Limits())
    assert [(one.scope, one.expectation) for one in verdicts if one.rows_failed] == [
        ("linhai_post", "layouts.hit_rate")
    ]


def test_documents_without_layouts_are_not_judged() -> None:
    assert layout_verdicts(PAGES.replace("layout", "lay"), Limits()) == ()
