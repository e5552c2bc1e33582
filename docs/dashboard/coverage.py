"""A dashboard over the Parquet tables, which flows may go on publishing meanwhile.

    marimo run docs/dashboard/coverage.py -- --warehouse warehouse-data

It is a marimo notebook: `marimo edit` opens the same file as one.
"""

import marimo

app = marimo.App(width="medium", app_title="Coverage over time")

with app.setup:
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")


@app.function
def ask(tables: Path, query: str, *values: object):
    """The answer as an Arrow table; `{name}` in the query is the table of that name."""
    named = {
        folder.name: f"read_parquet('{folder}/**/*.parquet', hive_partitioning = false)"
        for folder in tables.iterdir()
    }
    with duckdb.connect() as connection:
        return connection.execute(query.format(**named), list(values)).to_arrow_table()


@app.cell
def _():
    again = mo.ui.refresh(options=["30s", "5m", "1h"], default_interval="5m", label="look again")
    said = mo.cli_args().get("warehouse") or "warehouse-data"
    return again, said


@app.cell
def _(again, said):
    again  # noqa: B018  this cell runs again when it ticks
    link = Path(said) / "tables"
    mo.stop(not link.is_dir(), mo.md(f"No warehouse is published in `{said}`."))
    # tables/ is a link that a publication swaps: followed once, all queries read one snapshot
    tables = link.resolve()
    snapshot = ask(tables, "from {snapshots} order by sequence desc limit 1").to_pylist()[0]
    return snapshot, tables


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
                        f"{snapshot['created_at']:%Y-%m-%d %H:%M} UTC"
                    ),
                    again,
                ]
            ),
        ]
    )


@app.cell
def _(tables):
    topics = ask(tables, "select topic_id, name from {topics} order by name")
    names = {row["name"]: row["topic_id"] for row in topics.to_pylist()}
    topic = mo.ui.dropdown({"every document": None, **names}, value="every document", label="topic")
    grain = mo.ui.dropdown(["week", "month", "year"], value="month", label="by")
    unit = mo.ui.dropdown(
        {"documents as printed": "document_id", "each text once": "body_hash"},
        value="documents as printed",
        label="count",
    )
    mo.hstack([topic, grain, unit], justify="start")
    return grain, topic, unit


@app.cell
def _(grain, tables, topic, unit):
    counted = ask(
        tables,
        f"""
        with observed as (
            select outlet_id, date_trunc('{grain.value}', day)::date as period,
                count(*) filter (where is_observed) as observed_days
            from {{coverage_calendar}} group by all
        ),
        printed as (
            select outlet_id, date_trunc('{grain.value}', published_date)::date as period,
                count(distinct documents.{unit.value}) as n
            from {{documents}} as documents
            where $1::varchar is null or document_id in (
                select document_id from {{topic_hits}} where topic_id = $1)
            group by all
        )
        select coalesce(name, outlet_id) as outlet, period, observed_days,
            -- a period that nobody observed has no count; one that was has zero
            if(observed_days > 0, coalesce(n, 0), null) as n
        from observed left join printed using (outlet_id, period)
        left join {{outlets}} using (outlet_id)
        order by outlet, period
        """,
        topic.value,
    )
    return (counted,)


@app.cell
def _(counted, grain):
    rows = [{**row, "period": str(row["period"])} for row in counted.to_pylist()]
    totals = {row["outlet"]: 0 for row in rows}
    for row in rows:
        totals[row["outlet"]] += row["n"] or 0
    largest = sorted(totals, key=lambda outlet: (-totals[outlet], outlet))[: len(COLOURS)]
    lines = (
        alt.Chart(alt.Data(values=[row for row in rows if row["outlet"] in largest]))
        .mark_line(point=True, invalid="break-paths-show-path-domains")
        .encode(
            x=alt.X("period:T", title=None),
            y=alt.Y("n:Q", title="count"),
            color=alt.Color(
                "outlet:N", scale=alt.Scale(domain=largest, range=list(COLOURS)), title=None
            ),
            strokeDash=alt.StrokeDash("outlet:N", scale=alt.Scale(domain=largest), title=None),
            tooltip=["outlet:N", "period:T", "n:Q", "observed_days:Q"],
        )
        .properties(width="container", height=280)
    )
    mo.vstack(
        [
            lines,
            mo.md(f"A line breaks at a {grain.value} that nobody observed: no figure is no zero."),
            mo.ui.table(counted, page_size=12, selection=None),
        ]
    )


@app.cell
def _(tables):
    stories = ask(
        tables,
        "select title, date_lo, date_hi, outlets, documents, texts, story_id from {stories} "
        "where outlets > 1 order by outlets desc, documents desc, story_id limit 50",
    )
    mo.vstack([mo.md("## Stories of several outlets"), mo.ui.table(stories, selection=None)])


if __name__ == "__main__":
    app.run()
