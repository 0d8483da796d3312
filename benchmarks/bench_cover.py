"""How long `standto cover --json` takes, beside a loop that asks OR-Tools for one maximum flow per window.

The force is made by `standto new` with 2,595 people, about 300 of whom step back, 12 duties and 28 days; a second force
has ten times the people. The loop finds the total gap alone, without duties, forces or proofs. It reads the same folder
and makes the same windows in a process of its own; it is also measured alone, with the windows already made. Aims,
start-up included: 1.5 s and 300 MiB, with `--assignments` 4 s; for ten times the people, at most ten times the time.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ortools.graph.python.max_flow import SimpleMaxFlow

from benchmarks.measuring import STANDTO, best_of, print_figure, run_child
from standto import read_scenario
from standto.kernel.answers import answers_for
from standto.register import situation_of

if TYPE_CHECKING:
    from standto.model.windows import Windows

PEOPLE = 2_595
OTHER = "SimpleMaxFlow a window"
_LOOP = (
    "import json, sys; from benchmarks.bench_cover import flow_gaps; from standto import read_scenario;"
    "from standto.register import situation_of;"
    "print(json.dumps(flow_gaps(situation_of(read_scenario(sys.argv[1])).windows())))"
)


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    with tempfile.TemporaryDirectory() as place:
        usual, large = (force_of(Path(place) / str(people), people) for people in (PEOPLE, 10 * PEOPLE))
        windows = situation_of(read_scenario(usual)).windows()
        alone = best_of(3, lambda: flow_gaps(windows))
        ours = best_of(3, lambda: answers_for(windows))
        plain = run_child([STANDTO, "cover", str(usual), "--json"])
        witness = run_child([STANDTO, "cover", str(usual), "--json", "--assignments"])
        loop = run_child([sys.executable, "-c", _LOOP, str(usual)])
        tenfold = run_child([STANDTO, "cover", str(large), "--json"])
    what = f"{PEOPLE:,} people, 28 days"
    print_figure(f"cover --json, {what}", plain.seconds, "s", aim=1.5, alternative=OTHER, other=loop.seconds)
    print_figure(
        f"cover --json --assignments, {what}", witness.seconds, "s", aim=4, alternative=OTHER, other=loop.seconds
    )
    print_figure("cover --json, peak memory", plain.mebibytes, "MiB", aim=300, alternative=OTHER, other=loop.mebibytes)
    print_figure(
        f"{len(windows):,} windows, all numbers", ours, "s", aim=None, alternative=f"{OTHER}, alone", other=alone
    )
    print_figure(
        f"cover --json, {10 * PEOPLE:,} people",
        tenfold.seconds,
        "s",
        aim=10 * plain.seconds,
        alternative=f"{PEOPLE:,} people",
        other=plain.seconds,
    )
    return 0 if gaps_of(json.loads(plain.output)) == json.loads(loop.output) else 1


def force_of(folder: Path, people: int) -> Path:
    """Make a force."""
    sizes = ["--people", str(people), "--days", "28", "--duties", "12", "--teams", "5", "--seed", "1"]
    made = run_child([STANDTO, "new", str(folder), *sizes])
    if made.status:
        sys.exit("standto new failed")
    return folder


def gaps_of(answer: dict[str, Any]) -> list[int]:
    """Return the total gap of each window of an answer."""
    return [sum(line["gap"] for line in window["duties"]) for window in answer["windows"]]


def flow_gaps(windows: Windows) -> list[int]:
    """Return the total gap of each window, by a maximum flow over its classes."""
    return [_flow_gap(windows, row) for row in range(len(windows))]


def _flow_gap(windows: Windows, row: int) -> int:
    """Return the total gap of a window."""
    flow = SimpleMaxFlow()
    source, sink, first_duty = 0, 1, 2 + len(windows.classes)
    places = 0
    for duty, required in enumerate(windows.required[row].tolist()):
        if required > 0:
            flow.add_arc_with_capacity(first_duty + duty, sink, required)
            places += required
    if not places:
        return 0
    for number, (kind, count) in enumerate(zip(windows.classes, windows.counts[row].tolist(), strict=True), 2):
        if count:
            flow.add_arc_with_capacity(source, number, count)
            for duty, required in enumerate(windows.required[row].tolist()):
                if required > 0 and kind.duties >> duty & 1:
                    flow.add_arc_with_capacity(number, first_duty + duty, count)
    if flow.solve(source, sink) != flow.OPTIMAL:
        sys.exit("SimpleMaxFlow found nothing")
    return places - int(flow.optimal_flow())


if __name__ == "__main__":
    raise SystemExit(main())
