"""Cover and margin of a week of retained firefighters, beside maximum flows.

112 people of eight stations say by quarter hours when they are available; eight appliances have 32 seats, and the week
has up to 672 windows. For cover the alternative is one maximum flow a window; for margin it is one more for each class
of people in it, with one of them gone, which finds only whether the loss of one person breaks anything. Aims, start-up
included: cover 1 s, margin 3 s. The folder lies beside a checkout, in `../shared`, or in the folder that STANDTO_SHARED
names; without it the benchmark prints so and ends.
"""

from __future__ import annotations

import json
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.bench_cover import OTHER, flow_gaps, gaps_of
from benchmarks.bench_published import SHARED
from benchmarks.measuring import STANDTO, best_of, print_figure, run_child
from standto import read_scenario
from standto.register import situation_of

if TYPE_CHECKING:
    from standto.model.windows import Windows


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    folder = SHARED / "data/cases/retained"
    if not folder.is_dir():
        print(f"skipped: the retained week is missing: {folder}")
        return 0
    windows = situation_of(read_scenario(folder)).windows()
    cover = run_child([STANDTO, "cover", str(folder), "--json"])
    margin = run_child([STANDTO, "margin", str(folder), "--json"])
    flow = best_of(3, lambda: flow_gaps(windows))
    started = perf_counter()
    expected = spare_by_flow(windows)
    one_gone = perf_counter() - started
    print_figure(f"cover --json, {len(windows)} windows", cover.seconds, "s", aim=1, alternative=OTHER, other=flow)
    other = "a flow for each class, one gone"
    print_figure(
        f"margin --json, {len(windows)} windows", margin.seconds, "s", aim=3, alternative=other, other=one_gone
    )
    last = max(windows.criticalities)
    worst = [each["worst_case"] for each in json.loads(margin.output)["margins"] if each["criticality"] == last]
    spare = [1 if number is None else min(number, 1) for number in worst]
    return 0 if spare == expected and gaps_of(json.loads(cover.output)) == flow_gaps(windows) else 1


def spare_by_flow(windows: Windows) -> list[int]:
    """Return -1 for each window with a gap, 0 where the loss of one home person makes one, else 1."""
    found = []
    for row, gap in enumerate(flow_gaps(windows)):
        home = [place for place, kind in enumerate(windows.classes) if not kind.force and windows.counts[row, place]]
        # counts[h, c] = the counts of the window, less one of the class home[h]
        counts = np.tile(windows.counts[row], (len(home), 1))
        counts[np.arange(len(home)), home] -= 1
        required = np.tile(windows.required[row], (len(home), 1))
        breaks = any(flow_gaps(replace(windows, starts=windows.starts[: len(home)], counts=counts, required=required)))
        found.append(-1 if gap else 0 if breaks else 1)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
