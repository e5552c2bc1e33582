"""How long a run takes, and of what: start-up and work, first and second run, both engines.

    python -m benchmarks.run_time [FOLDER] [--times N]

Start-up is everything before the first input is read: Python, imports, Prefect's server. The
peak memory is that of the largest process of the run.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
DATELINE = Path(sys.executable).parent / "dateline"
_INGEST = re.compile(rb"^ingest: .*, ([0-9.]+) s$")


@dataclass(frozen=True)
class Timing:
    """Wall-clock seconds of one run, and its peak memory in MiB."""

    start_up: float
    work: float
    memory: float


def time_run(folder: Path, warehouse: Path, engine: str) -> Timing:
    """One run of the command in a process of its own."""
    command = [
        str(DATELINE), "run", str(folder), "--warehouse", str(warehouse), "--engine", engine,
        "--max-quarantined-share", "1",
    ]  # fmt: skip
    began = time.perf_counter()
    first = began
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            found = _INGEST.match(line.strip())
            if found:
                first = time.perf_counter() - float(found[1])
        _, status, used = os.wait4(process.pid, 0)
        ended = time.perf_counter()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} exited {process.returncode}")
    return Timing(first - began, ended - first, used.ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "samples" / "copy")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    print(f"{'engine':<9}{'run':<9}{'start-up s':>11}{'work s':>9}{'total s':>9}{'peak MiB':>10}")
    for engine in ("inline", "prefect"):
        timings: dict[str, list[Timing]] = {"first": [], "second": []}
        for _ in range(given.times):
            with tempfile.TemporaryDirectory() as scratch:
                for found in timings.values():
                    found.append(time_run(given.folder, Path(scratch) / "wh", engine))
        for name, found in timings.items():
            start, work = median(t.start_up for t in found), median(t.work for t in found)
            memory = max(t.memory for t in found)
            print(
                f"{engine:<9}{name:<9}{start:>11.2f}{work:>9.2f}{start + work:>9.2f}{memory:>10.0f}"
            )


if __name__ == "__main__":
    main()
