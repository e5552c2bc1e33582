"""A dashboard over the Parquet tables, which flows may go on publishing meanwhile.

    marimo run docs/dashboard/coverage.py -- --warehouse warehouse-data

It is a marimo notebook: `marimo edit` opens the same file as one. It counts nothing itself: the
warehouse's own macros do, of dateline.sql, over the tables of one snapshot.
"""

import marimo

app = marimo.App(width="medium", app_title="Coverage over time")

with app.setup:
    from glob import escape
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
    DASHES = ((1, 0), (6, 2), (2, 2), (8, 3, 2, 3), (4, 4), (1, 3), (10, 2))
    MARKS = {"week": "%Y-%m-%d", "month": "%Y-%m", "quarter": "%Y-%m", "year": "%Y"}
    UNITS = {
        "documents as printed": "document",
        "each text once": "text",
        "each story once": "story",
    }
    GAPS = {
        "leave the figure open": "null",
        "take for empty": "zero",
        "scale known days up": "scale",
    }
    SAID = {
        "null": "they are what is there, a lower bound that no line joins; where nobody observed "
        "a day there is no point, for no figure is no zero",
        "zero": "on days that nobody observed nothing is taken to have been printed",
        "scale": "the known days are taken for all",
    }


@app.function
def opened(warehouse: Path, tables: Path):
    """DuckDB with the views and macros of the warehouse, over the tables of one snapshot."""
    script = (warehouse / "dateline.sql").read_text(encoding="utf-8")
    folder = escape(str(tables)).replace("'", "''")
    connection = duckdb.connect()
    connection.execute(script.replace("read_parquet('tables/", f"read_parquet('{folder}/"))
    return connection


@app.function
def ask(connection, query: str, **values: object):
    """The rows of the answer, each by the names of its columns."""
    found = connection.execute(query, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@app.cell
def _():
    again = mo.ui.refresh(options=["30s", "5m", "1h"], default_interval="5m", label="look again")
    said = mo.cli_args().get("warehouse") or "warehouse-data"
    tables, show = mo.state(None)
    chosen = {}  # what the reader chose last; no cell runs again for it
    return again, chosen, said, show, tables


@app.cell
def _(again, said, show, tables):
    again  # noqa: B018  this cell runs again when it ticks
    link = Path(said) / "tables"
    mo.stop(not link.is_dir(), mo.md(f"No warehouse is published in `{said}`."))
    # tables/ is a link that a publication swaps: followed once, all queries read one snapshot.
    # While it leads where it did, nothing below is made anew, and no choice or page is lost.
    if tables() != link.resolve():
        show(link.resolve())


@app.cell
def _(said, tables):
    mo.stop(tables() is None)
    connection = opened(Path(said), tables())
    (snapshot,) = ask(
        connection,
        "select snapshot_id, sequence, documents, "
        "strftime(created_at at time zone 'UTC', '%Y-%m-%d %H:%M') as published "
        "from snapshots order by sequence desc limit 1",
    )
    return connection, snapshot


@app.cell
def _(again, snapshot):
    mo.vstack(
        [
            mo.md("# Coverage over time"),
            mo.hstack(
                [
                    mo.md(
                        f"{snapshot['documents']:,} documents, snapshot "
                        f"`{snapshot['snapshot_id']}`, number {snapshot['sequence']}, published "
                        f"{snapshot['published']} UTC"
                    ),
                    again,
                ],
                wrap=True,
            ),
        ]
    )


@app.cell
def _():
    grain = mo.ui.dropdown(list(MARKS), value="month", label="by")
    unit = mo.ui.dropdown(UNITS, value="documents as printed", label="count")
    gaps = mo.ui.dropdown(GAPS, value="leave the figure open", label="unknown days")
    return gaps, grain, unit


@app.cell
def _(chosen, connection):
    found = ask(connection, "select topic_id, name from topics order by name, topic_id")
    topics = {"every document": None, **{row["name"]: row["topic_id"] for row in found}}
    names = {value: name for name, value in topics.items()}
    # a new snapshot may have new topics; the one that was chosen stays as long as it is there
    topic = mo.ui.dropdown(
        topics,
        value=names.get(chosen.get("topic"), "every document"),
        label="topic",
        on_change=lambda value: chosen.update(topic=value),
    )
    return (topic,)


@app.cell
def _(gaps, grain, topic, unit):
    mo.hstack([topic, grain, unit, gaps], justify="start", wrap=True)


@app.cell
def _(connection, gaps, grain, tables, topic, unit):
    mo.stop(not tables().is_dir(), mo.md("A newer snapshot is published: look again."))
    counted = ask(
        connection,
        """
        select coalesce(name, outlet_id) as outlet, period::varchar as period, number, counted,
            days, observed_days
        from coverage(topic := $topic, grain := $grain, unit := $unit, gaps := $gaps)
        left join outlets using (outlet_id)
        order by outlet, period
        """,
        topic=topic.value,
        grain=grain.value,
        unit=unit.value,
        gaps=gaps.value,
    )
    return (counted,)


@app.cell
def _(counted, gaps, grain, topic, unit):
    totals = {row["outlet"]: 0 for row in counted}
    for row in counted:
        totals[row["outlet"]] += row["counted"]
    largest = sorted(totals, key=lambda outlet: (-totals[outlet], outlet))[: len(COLOURS)]
    rows = [
        {
            **row,
            "height": row["counted"] if row["number"] is None else row["number"],
            "known": row["observed_days"] == row["days"],
        }
        for row in counted
        if row["outlet"] in largest
    ]
    # marks are where figures are: Vega's own lie between, and repeat the names of months
    periods = sorted({row["period"] for row in rows})
    marks = [
        alt.DateTime(year=int(day[:4]), month=int(day[5:7]), date=int(day[8:]))
        for day in periods[:: 1 + len(periods) // 12]
    ]
    of_day = alt.DataFormat(parse={"period": "date:'%Y-%m-%d'"})  # a local day, in every time zone
    base = alt.Chart(alt.Data(values=rows, format=of_day)).encode(
        x=alt.X(
            "period:T",
            title=None,
            axis=alt.Axis(format=MARKS[grain.value], values=marks, labelOverlap=True),
        ),
        color=alt.Color(
            "outlet:N",
            scale=alt.Scale(domain=largest, range=list(COLOURS[: len(largest)])),
            title=None,
            legend=alt.Legend(
                orient="bottom", columns=2, symbolType="stroke", symbolSize=500, symbolStrokeWidth=2
            ),
        ),
        tooltip=["outlet:N", alt.Tooltip("period:T", format="%Y-%m-%d"), "number:Q", "counted:Q",
                 "observed_days:Q", "days:Q"],
    )  # fmt: skip
    lines = base.mark_line(invalid="break-paths-show-path-domains").encode(
        y=alt.Y("number:Q", title="count", axis=alt.Axis(tickMinStep=1)),
        strokeDash=alt.StrokeDash(
            "outlet:N",
            scale=alt.Scale(domain=largest, range=[list(one) for one in DASHES[: len(largest)]]),
            title=None,
        ),
    )
    whole = base.mark_point(filled=True, opacity=1).encode(y="height:Q")
    part = base.mark_point(filled=False).encode(y="height:Q")
    chart = alt.layer(
        lines,
        whole.transform_filter("datum.known"),
        part.transform_filter("!datum.known && (datum.observed_days > 0 || datum.number !== null)"),
    ).properties(width="container", height=280)
    of_topic = "null" if topic.value is None else f"'{topic.value}'"
    mo.vstack(
        [
            chart,
            mo.md(
                f"Full points: every day of the {grain.value} is known. Hollow ones: not all are, "
                f"and {SAID[gaps.value]}. The figures are those of "
                f"`coverage(topic := {of_topic}, grain := '{grain.value}', "
                f"unit := '{unit.value}', gaps := '{gaps.value}')`."
            ),
            mo.ui.table(counted, page_size=12, selection=None),
        ]
    )


@app.cell
def _(connection):
    stories = ask(
        connection,
        "select title, date_lo::varchar as first_day, date_hi::varchar as last_day, outlets, "
        "documents, texts, story_id from stories where outlets > 1 "
        "order by outlets desc, documents desc, story_id limit 50",
    )
    mo.vstack([mo.md("## Stories of several outlets"), mo.ui.table(stories, selection=None)])


if __name__ == "__main__":
    app.run()
