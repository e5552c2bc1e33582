"""How an outlet's layouts did in the would-be snapshot: the view's figures, and their verdicts."""

from typing import Final

from expectations.judge import Verdict
from expectations.layouts import LayoutFigures, judge_layouts
from warehouse.database import load_models
from warehouse.session import Limits, session

VIEW: Final = "layout_health"


def layout_verdicts(documents: str, limits: Limits) -> tuple[Verdict, ...]:
    """The verdicts on every layout with enough pages; `documents` is SQL that reads them."""
    return judge_layouts(layout_figures(documents, limits))


def layout_figures(documents: str, limits: Limits) -> list[LayoutFigures]:
    """The rows that the view layout_health will show of these documents.

    The view itself is asked, over documents that are not published yet: what analysts see and
    what is judged cannot differ.
    """
    view = next(model for model in load_models() if model.name == VIEW)
    with session(limits=limits) as connection:
        connection.execute(f"create view documents as select * from {documents}")
        # what the view says of earlier verdicts is not asked for here
        connection.execute("create table snapshots (sequence bigint, run_id varchar)")
        connection.execute(
            "create table validations "
            "(run_id varchar, suite varchar, scope varchar, expectation varchar, "
            "is_success boolean)"
        )
        connection.execute(view.sql)
        rows = connection.execute(
            "select outlet_id, layout, pages, recent_share, judged_pages, median_words, "
            f"earlier_pages, earlier_median_words, median_agreement from {VIEW}"
        ).fetchall()
    return [LayoutFigures(*row) for row in rows]
