"""docs/questions.md: every macro with its arguments and a real answer, and the saved questions.

`python -m flows.questions_page WAREHOUSE` prints it from a warehouse of samples/copy; `make docs`
writes it.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from flows.answers import answer
from warehouse.database import Model, load_models
from warehouse.saved import load_questions

HEAD: Final = """# Questions

Every macro is plain DuckDB SQL and lies in `dateline.duckdb`. Over the Parquet tables,
`duckdb -init dateline.sql`, started in the warehouse's folder, makes the same. Every argument but
the words to look for may be left out; the names mean the same everywhere, but for `n`: rows at
most, and in `silence` the least outlets. The answers are those of `samples/copy`, five rows each
at most.

A null is unknown, a 0 is a known zero. `gaps := 'scale'` multiplies what the known days hold: it is
honest for a few missing days, and not for a collection of single articles such as the samples.

Generated from `warehouse/models/` and `warehouse/questions/`; do not edit by hand.
"""
EXAMPLES: Final = MappingProxyType(
    {
        "coverage": "from coverage(topic := 'thaad', grain := 'year', gaps := 'zero')",
        "coverage_together": "from coverage_together(topic := 'thaad', grain := 'year', "
        "unit := 'story', gaps := 'zero')",
        "known": "from known(topic := 'thaad')",
        "quotes_of": "from quotes_of(topic := 'thaad', n := 3)",
        "coverage_under": "from coverage_under(topic := 'thaad', unit := 'text')",
        "attention": "from attention(topic := 'thaad', grain := 'year', gaps := 'zero')",
        "share_of_voice": "from share_of_voice(topic := 'thaad', d0 := '2017-10-01', "
        "d1 := '2017-10-31', gaps := 'zero')",
        "compare": "from compare('thaad', 'trade', gaps := 'zero')",
        "first_movers": "from first_movers(topic := 'thaad')",
        "printings": "from printings(topic := 'thaad', d0 := '2017-10-01', d1 := '2017-10-31', "
        "unit := 'text') order by all limit 5",
        "wire_share": "from wire_share(topic := 'thaad', grain := 'year')",
        "originality": "from originality(outlet := 'china_daily')",
        "comention": "from comention('south_korea', n := 5)",
        "surface_forms": "from surface_forms('south_korea', outlet := 'korea_herald')",
        "story_timeline": "from story_timeline((select story_id from stories "
        "order by texts desc, story_id limit 1))",
        "silence": "from silence(n := 3, min_documents := 2)",
        "source_health": "from source_health()",
        "what_changed": "select change, reasons, count(*) as documents from what_changed() "
        "group by all order by all",
        "sample": "from sample(topic := 'thaad', n := 3)",
        "search": "from search('radar +talks', n := 3)",
        "phrase": "from phrase('missile defense')",
        "near": "from near('radar', 'china', within := 8)",
        "kwic": "from kwic('deployment', width := 30)",
    }
)


def questions_page(database: Path) -> str:
    """The page as Markdown, with the answers of that warehouse."""
    macros = {model.name: model for model in load_models() if model.kind == "macro"}
    lines = [HEAD, "## Macros"]
    for name, query in EXAMPLES.items():
        lines += ["", *_macro(macros[name], query, database)]
    lines += ["", "## Saved questions", ""]
    lines += [
        (
            "`dateline questions run NAME --param NAME=VALUE` asks one; each is a file that runs "
            "in DuckDB as it is, with `set variable NAME = VALUE` for its parameters. "
            "`--topic TOPIC` chooses the topic, which is thaad unless told otherwise; where no "
            "document has that, the topics that are there are named."
        ),
        "",
        "| name | question | parameters |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| `{one.name}` | {one.question} | {', '.join(each.name for each in one.parameters)} |"
        for one in load_questions()
    ]
    return "\n".join(lines) + "\n"


def _macro(model: Model, query: str, database: Path) -> list[str]:
    columns, rows = answer(database, query)
    lines = [f"### {model.name}", "", model.comment, ""]
    lines += ["| argument | meaning |", "| --- | --- |"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in model.arguments]
    return [*lines, "", "```sql", query, "```", "", *_table(columns, rows[:5])]


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _cell(value: object) -> str:
    if value is None:
        return "null"
    text = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.stdout.write(questions_page(Path(sys.argv[1]) / "dateline.duckdb"))
