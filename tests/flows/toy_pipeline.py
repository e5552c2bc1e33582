"""A DAG of two stages in the place of flows.pipeline, to see how runs of each kind end."""

from collections.abc import Callable
from datetime import datetime

from flows.engines import Engine
from flows.settings import Settings
from flows.summary import RunSummary
from tests.flows.toy_verbs import ToyJob, have_a_bug, name_part, work
from warehouse.lock import WarehouseLocked


def run_pipeline(
    engine: Engine, settings: Settings, *, started_at: datetime, say: Callable[[str], None]
) -> RunSummary:
    how = settings.inputs[0]
    engine.map("parse", work, [ToyJob(part, "") for part in range(3)], name_part)
    say("parse: 3 received, 3 kept")
    engine.call("publish", lambda: None)
    if how == "locked":
        raise WarehouseLocked("run 7 holds the warehouse;\nwait for it")
    if how == "part":
        engine.map("clean", have_a_bug, [ToyJob(1, str(settings.warehouse))], name_part)
    if how == "bug":
        raise ZeroDivisionError("nobody's fault")
    return RunSummary(
        run_id="r7",
        snapshot_id="5e1f",
        sequence=3,
        engine=engine.name,
        is_new=True,
        exit_code=1 if how == "bad" else 0,
        complaint="3 of 3 new inputs were quarantined" if how == "bad" else "",
        accounts=(),
        documents=2,
        in_quarantine=0,
    )
