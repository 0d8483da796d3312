"""How long `standto margin --json` takes with its 1,000 runs, beside shuffling people one by one.

The force is made by `standto new` with 2,595 people, 12 duties and 28 days; a second force has ten times the people.
The alternative draws the random margin of criticality 1 in the plain way, window by window: in NumPy it shuffles the
people on duty, and looks for the first set of duties that breaks. Aim, start-up included: 5 s.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.bench_cover import PEOPLE, force_of
from benchmarks.measuring import STANDTO, best_of, print_figure, run_child
from standto import read_scenario
from standto.coverage.stepping import random_by_window
from standto.kernel.levels import levels_of
from standto.register import situation_of

if TYPE_CHECKING:
    from standto.kernel.levels import CriticalityLevel

RUNS = 1_000
OTHER = "shuffling people"


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    with tempfile.TemporaryDirectory() as place:
        usual, large = (force_of(Path(place) / str(people), people) for people in (PEOPLE, 10 * PEOPLE))
        level = levels_of(situation_of(read_scenario(usual)).windows())[0]
        plain = best_of(1, lambda: [shuffled(level, row) for row in range(len(level.windows))])
        ours = best_of(3, lambda: random_by_window(level, RUNS, 0))
        run = run_child([STANDTO, "margin", str(usual), "--json"])
        tenfold = run_child([STANDTO, "margin", str(large), "--json"])
        drawn = random_by_window(level, RUNS, 0)
        close = [_close(found, shuffled(level, row)) for row, found in enumerate(drawn) if found is not None]
    what = f"{PEOPLE:,} people, 28 days"
    print_figure("random margins, criticality 1", ours, "s", aim=None, alternative=OTHER, other=plain)
    print_figure(f"margin --json, {what}", run.seconds, "s", aim=5, alternative=f"{OTHER}, criticality 1", other=plain)
    print_figure(
        f"margin --json, {10 * PEOPLE:,} people",
        tenfold.seconds,
        "s",
        aim=None,
        alternative=f"{PEOPLE:,} people",
        other=run.seconds,
    )
    print_figure(
        "margin --json, peak memory",
        run.mebibytes,
        "MiB",
        aim=None,
        alternative="10 times the people",
        other=tenfold.mebibytes,
    )
    sound = run.status == 0 and json.loads(run.output)["runs"] == RUNS and all(close)
    return 0 if sound else 1


def shuffled(level: CriticalityLevel, row: int) -> list[int] | None:
    """Return the quantiles of a window by shuffling the people on duty; None if it is short or nothing breaks."""
    critical = level.first[row]
    if critical is None or critical.worst_case < 0:
        return None
    windows = level.windows
    required = np.maximum(windows.required[row], 0)
    asked = [duty for duty in level.duties if windows.required[row, duty] >= 0]
    home, counts = [], windows.counts[row].tolist()
    for kind, count in zip(windows.classes, counts, strict=True):
        if kind.force == 0:
            home.extend([kind.duties] * count)
    people = np.array([mask for mask in home if any(mask >> duty & 1 for duty in asked)])
    orders = np.random.default_rng(row).permuted(np.tile(people, (RUNS, 1)), axis=1)
    breaks = np.full(RUNS, len(people))
    for some in range(1, 1 << len(asked)):
        mask = sum(1 << duty for place, duty in enumerate(asked) if some >> place & 1)
        places = int(sum(required[duty] for place, duty in enumerate(asked) if some >> place & 1))
        able = [(kind.force, count) for kind, count in zip(windows.classes, counts, strict=True) if kind.duties & mask]
        if sum(count for force, count in able if force) < places:
            last = sum(count for _, count in able) - places
            gone = np.cumsum((orders & mask) > 0, axis=1)
            breaks = np.minimum(breaks, (gone > last).argmax(axis=1))
    return np.sort(breaks)[[RUNS // 20 - 1, RUNS // 2 - 1, RUNS - RUNS // 20 - 1]].tolist()


def _close(found: tuple[int, ...], other: list[int] | None) -> bool:
    """Whether two sets of quantiles may come from one distribution."""
    if other is None:
        return min(found) == -1
    spread = max(other[2] - other[0], 1)
    return all(abs(one - two) <= max(3, spread // 3) for one, two in zip(found, other, strict=True))


if __name__ == "__main__":
    raise SystemExit(main())
