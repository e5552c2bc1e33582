"""What a run tells at its end: the account of all inputs by stage, and where the results lie."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from flows.alarms import Alarm
from tasks.jobs import Account
from tasks.outlets.doubles import Double

COLUMNS: Final = ("received", "kept", "collapsed", "quarantined", "skipped")


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What happened; `exit_code` 0 when the data passed, 1 when too much was quarantined.

    `complaint` says in one line why the exit code is not 0.

    `is_new` is false when there was nothing to do and nothing was published. `seconds` are by
    stage. Paths are as the settings spell them. `remarks` are the first of `remarks_count` things
    to know of how the inputs were read. `doubles` are outlets of the snapshot that may be one,
    `alarms` what its checks warn of.
    """

    run_id: str
    snapshot_id: str
    sequence: int
    engine: str
    is_new: bool
    exit_code: int
    accounts: tuple[Account, ...]
    documents: int
    in_quarantine: int
    versions: int = 0
    complaint: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    database: str = ""
    tables: str = ""
    report: str = ""
    remarks: tuple[str, ...] = ()
    remarks_count: int = 0
    doubles: tuple[Double, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    def rows(self) -> list[tuple[str, ...]]:
        """One row a stage as text: stage, unit, the five counts, the reasons."""
        return [
            (
                account.stage,
                account.unit,
                *(f"{getattr(account, column):,}" for column in COLUMNS),
                ", ".join(f"{reason} {count:,}" for reason, count in account.reasons.items()),
            )
            for account in self.accounts
        ]

    def markdown(self) -> str:
        """The run as a page: the table of every stage, then what is published."""
        lines = [
            f"# Dateline run {self.run_id}",
            "",
            (
                f"Snapshot `{self.snapshot_id}` (number {self.sequence}), engine {self.engine}. "
                f"{self.documents:,} documents, {self.in_quarantine:,} in quarantine."
            ),
            "",
            f"| stage | unit | {' | '.join(COLUMNS)} | reasons |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |",
        ]
        lines += [f"| {' | '.join(row)} |" for row in self.rows()]
        lines += ["", "At each stage received = kept + collapsed + quarantined + skipped.", ""]
        lines += ["| stage | seconds |", "| --- | ---: |"]
        lines += [f"| {stage} | {seconds:.2f} |" for stage, seconds in self.seconds.items()]
        if self.remarks:
            more = self.remarks_count - len(self.remarks)
            lines += ["", "How the inputs were read:", ""]
            # a name of a column may hold what Markdown takes for its own
            lines += [f"    {' '.join(remark.split())}" for remark in self.remarks]
            lines += [f"    and {more:,} more"] if more > 0 else []
        if self.alarms:
            lines += ["", "What the checks warn of (all are in `validations`):", ""]
            lines += [f"    {alarm}" for alarm in self.alarms]
        if self.doubles:
            lines += ["", "Outlets that are not registered, and may be one under two names.", ""]
            lines += ["Where they are, put these files into the folder that `outlets` names:"]
            for double in self.doubles:
                lines += ["", f"    # {double.file}: {' and '.join(double.ids)}"]
                lines += [f"    {line}" for line in double.yaml.splitlines()]
        return "\n".join(lines) + "\n"
