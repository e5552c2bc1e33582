"""`dateline robustness`: whether a figure survives the ways it could honestly be counted."""

from pathlib import Path

import click

from flows.cli_doors import WRONG_USE, answer_of, database_of, fail, guarded, warehouse_option

MOST_PAIRS = 3  # shown of those that a switch turns round; the others are counted


@click.group()
def robustness() -> None:
    """Ask one question under every switch an honest count can be made with."""


@robustness.command()
@click.option("--topic", help="A topic_id; without one, everything that was printed.")
@click.option("--from", "d0", metavar="DAY", help="First day, YYYY-MM-DD.")
@click.option("--to", "d1", metavar="DAY", help="Last day, YYYY-MM-DD.")
@warehouse_option
def coverage(topic: str | None, d0: str | None, d1: str | None, warehouse: Path | None) -> None:
    """How far each outlet's coverage, and the ranking, depend on how it is counted.

    Texts once or as printed, stated days only, gaps taken for empty, scaled or null, agency copy
    in or out: 24 settings, and with a topic at least one to three namings of it: 72.
    """
    from flows.answers import answer_all
    from flows.printing import print_table
    from flows.robustness import Numbers, Setting, bands, flips, queries_of, ranking
    from warehouse.quoting import quote

    database = database_of(warehouse)
    known = [
        str(row[0]) for row in answer_of(database, "select topic_id from topics order by 1")[1]
    ]
    if topic is not None and topic not in known:
        fail(WRONG_USE, f"{topic}: no such topic here; there are {', '.join(known)}")
    given = {"topic": topic, "d0": d0, "d1": d1}
    arguments = [f"{name} := {quote(value)}" for name, value in given.items() if value]

    queries = queries_of(arguments, has_topic=topic is not None)
    found_by = guarded(lambda: answer_all(database, queries.values()))
    answers: dict[Setting, Numbers] = {
        setting: dict(rows) for setting, (_, rows) in zip(queries, found_by, strict=True)
    }
    click.echo(f"{len(answers)} settings; number is the usual count, as printed, gaps as empty")
    if topic is None:
        click.echo("min_hits is not switched: it counts namings of a topic, and none was asked for")
    found = [one for one in bands(answers) if one.highest]
    print_table(
        ("outlet_id", "number", "lowest", "highest", "rank", "best rank", "worst rank", "settings"),
        [
            (one.outlet_id, one.number, one.lowest, one.highest, one.rank, one.best_rank,
             one.worst_rank, one.settings)
            for one in found
        ],
    )  # fmt: skip
    click.echo(
        "lowest and highest are of those settings that give the outlet a figure; a scaled one is "
        "what it would be if unknown days were like the known ones: high where few are known"
    )
    if left_out := len(answers) - len(ranking(answers)):
        click.echo(
            f"best and worst rank are of {len(answers) - left_out} settings; in the other "
            f"{left_out} an outlet that has a number has no figure (mostly gaps := 'null'), and "
            "a rank among those that are left would compare with too few"
        )
    if rest := len(next(iter(answers.values()))) - len(found):
        click.echo(f"{rest} more outlets have none of it under any setting")
    print_table(
        ("switch", "what it does", "pairs turned", "first of them", "without figure"),
        [
            (
                one.switch,
                one.meaning,
                len(one.pairs),
                ", ".join(f"{less} under {more}" for less, more in one.pairs[:MOST_PAIRS]) or None,
                one.without_figure,
            )
            for one in flips(answers)
        ],
    )
