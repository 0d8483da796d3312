"""Cover of a roster that others published, with a duty for each of 3,000 tasks, beside OR-Tools' flow in each window.

The roster is the largest of the TSPRP benchmark with 40 people in 28 days; nearly each of its 5,000 windows has tasks
of its own. It is measured as published, which covers every task, and with every fourth person taken off the rota. The
loop reads the same folder with `csv`, cuts time itself and asks SimpleMaxFlow for one maximum flow a window: it finds
the total gap alone. Aims, start-up included: twice the time of the loop and 300 MiB. The rosters lie beside a checkout,
in `../shared`, or in the folder that STANDTO_SHARED names; without them it prints so and ends.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from bisect import bisect_right
from pathlib import Path
from typing import Any

from benchmarks.measuring import STANDTO, Run, print_figure, run_child

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("STANDTO_SHARED", ROOT.parent / "shared"))
NAME = "310_40_28_3012_60_60"
OTHER = "SimpleMaxFlow a window"


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    data = SHARED / "data/benchmarks/tsprp"
    if not data.is_dir():
        print(f"skipped: the published rosters are missing: {data}")
        return 0
    sound = True
    with tempfile.TemporaryDirectory() as place:
        for what, fewer in (("as published", False), ("a fourth off the rota", True)):
            folder = Path(place) / f"roster-{fewer}"
            tool = [sys.executable, str(SHARED / "tools/tsprp_scenario.py"), str(data), NAME, str(folder)]
            subprocess.run(tool, check=True)
            if fewer:
                _take_out(folder)
            ours = run_child([STANDTO, "cover", str(folder), "--json"])
            loop = run_child([sys.executable, "-m", "tests.coverage.flows_by_window", str(folder)])
            aim = 2 * loop.seconds
            print_figure(f"cover --json, {what}", ours.seconds, "s", aim=aim, alternative=OTHER, other=loop.seconds)
            print_figure("peak memory", ours.mebibytes, "MiB", aim=300, alternative=OTHER, other=loop.mebibytes)
            sound &= _agree(ours, loop)
    return 0 if sound else 1


def _take_out(folder: Path) -> None:
    """Take every fourth person off the rota."""
    with (folder / "rota.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with (folder / "rota.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if int(row[0][1:]) % 4)])


def _agree(ours: Run, loop: Run) -> bool:
    """Return whether the total gap is the same throughout; times are compared as text, all in one zone."""
    windows: list[dict[str, Any]] = json.loads(ours.output)["windows"]
    starts = [window["from"][:19] for window in windows]
    totals = [sum(line["gap"] for line in window["duties"]) for window in windows]
    (spans,) = json.loads(loop.output)
    return all(totals[bisect_right(starts, start) - 1] == gap for start, _, gap in spans)


if __name__ == "__main__":
    raise SystemExit(main())
