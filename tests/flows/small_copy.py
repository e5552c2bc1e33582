"""Short made-up copy, and a run of the whole pipeline over it, for tests."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.inline_engine import InlineEngine
from flows.pipeline import run_pipeline
from flows.settings import Settings
from flows.summary import RunSummary
from tests.flows.quick_checks import quick_checks
from warehouse.store import Store

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)

BRIDGE = """New bridge over the Wen river opens to traffic

Source:Xinhua Published: 2023/5/4 9:30:00

The new bridge over the Wen river opened to traffic on Thursday after four years of work.

Some 20,000 cars are expected to cross it each day, the county's transport bureau said.

"It takes me ten minutes to get to the market now," said Lin Ju, a farmer on the north bank.
"""

FERRY = """Send to

Ferry line to Ulsan adds a second evening crossing

May 9, 2023 - 18:20 By Yonhap
The ferry line between the island and Ulsan will add a second evening crossing from June.

The operator said demand had grown by a third since last summer. (Yonhap)
"""

HARVEST = """Rice harvest in the delta beats the forecast by a tenth

Source:Global Times Published: 2023/6/11 8:05:00

Farmers in the delta brought in a tenth more rice than was forecast, officials said on Sunday.

Rain came at the right time, and a new variety stood up to the wind better than the old one.
"""


def write_copy(folder: Path, **copy: str) -> Path:
    """The folder with one text file for each argument."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in copy.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def run_over(
    warehouse: Path,
    *inputs: Path,
    said: Callable[[str], None] = lambda line: None,
    store: Store | None = None,
    at: datetime = NOON,
    real_checks: bool = False,
    **settings: object,
) -> RunSummary:
    """The summary of one run in this process; Great Expectations only with real checks."""
    chosen = Settings.model_validate(
        {
            "inputs": tuple(map(str, inputs)),
            "warehouse": warehouse,
            "workers": 1,
            "max_quarantined_share": 1.0,
            **settings,
        }
    )
    checks = nullcontext() if real_checks else quick_checks()
    with checks, InlineEngine(chosen, in_process=chosen.workers == 1) as engine:
        return run_pipeline(engine, chosen, started_at=at, say=said, store=store, now=lambda: at)


def ask(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    """The rows DuckDB answers from the published file."""
    with duckdb.connect(str(warehouse / "dateline.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def account(summary: RunSummary, stage: str) -> dict[str, object]:
    """What a run says of one stage, without what it has none of."""
    found = next(account for account in summary.accounts if account.stage == stage)
    names = ("received", "kept", "collapsed", "quarantined", "skipped")
    return {name: getattr(found, name) for name in names if getattr(found, name)}
