"""What it costs to spread an outlook: two workers beside one, a cluster's lost time, three sizes, a country.

Forces are invented: 28 days, all numbers of an outlook. Aims: two workers do 1.8 times the work of one; 45 forces of
150 to 2,595 people with 10,000 futures each take two minutes on a machine of two cores, past start-up. The cost of the
country is foretold from three sizes, and compared with what it took. The digests of all executors are compared, and the
status is 1 if two differ. Other work on the machine shows at once in seconds, but not in the processor's time.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.invented_country import FORCES, LEAST, MOST, force_of, sizes
from benchmarks.measuring import print_figure
from standto.futures.merging import digest_of
from standto.futures.packed_tallies import packed
from standto.spreading.chunk_work import packed_run
from standto.spreading.chunks import GRID
from standto.spreading.dask_cluster import DaskCluster
from standto.spreading.inline import Inline
from standto.spreading.process_pool import Processes
from standto.spreading.tallying import tally_of

if TYPE_CHECKING:
    from standto.futures.future_tally import FutureTally
    from standto.spreading.chunks import ChunkedRun, Executor

FUTURES, MANY = 10_000, 60 * GRID
"""The futures of a force, and those that workers share: so many that the last chunk of each hardly matters."""
MIDDLE = 620
"""The people of the middle of three sizes; the others are the least and the most."""


def main() -> int:
    """Measure, print, and return 1 if two executors disagree."""
    print(f"load {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores", flush=True)
    foretold = _three_sizes()
    _country(foretold)
    return _workers(force_of(MOST).run)


def _workers(run: ChunkedRun[FutureTally]) -> int:
    """Print what two workers do beside one; return 1 if two executors disagree."""
    what = f"{MANY:,} futures of {MOST:,} people"
    with Processes(1) as one, Processes(2) as two, DaskCluster("local:2") as cluster:
        alone, alone_work, digest = _taken(run, one)
        digests = {digest}
        for name, executor in (("threads", Inline(2)), ("two processes", two), ("a cluster of two", cluster)):
            seconds, work, digest = _taken(run, executor)
            digests.add(digest)
            print_figure(f"{what}, {name}", seconds, "s", aim=alone / 1.8, alternative="one process", other=alone)
            lost, more = 1 - alone / (2 * seconds), work / alone_work - 1
            print(f"  {alone / seconds:.2f} times the work of one; {lost:.0%} of the workers' time is lost", flush=True)
            print(f"  the processor's time: {work:.1f} s, {more:+.0%} of that of one process", flush=True)
    return 0 if len(digests) == 1 else 1


def _three_sizes() -> float:
    """Print the cost of three sizes on one thread; return the processor's time foretold for the country."""
    costs = {}
    for people in (LEAST, MIDDLE, MOST):
        run = force_of(people).run
        _warm(run, Inline(1))
        started, worked = time.perf_counter(), time.process_time()
        tally_of(run, 0, FUTURES, executor=Inline(1))
        seconds, costs[people] = time.perf_counter() - started, time.process_time() - worked
        print_figure(
            f"{FUTURES:,} futures of {people:,} people, one thread",
            seconds,
            "s",
            aim=None,
            alternative="the processor's time",
            other=costs[people],
        )
        sent, back = len(packed_run(run)) / 1000, len(packed(run.tally(0, GRID))) / 1000
        print(f"  sent to a worker: {sent:,.0f} kB; back from a chunk of {GRID:,}: {back:,.0f} kB", flush=True)
    return float(np.interp(sizes(), list(costs), list(costs.values())).sum())


def _country(foretold: float) -> None:
    """Print the time of a country, forces one after another, each on all cores."""
    started, worked = time.perf_counter(), time.process_time()
    forces = [force_of(people, seed) for seed, people in enumerate(sizes(), start=1)]
    ready, mustered = time.perf_counter(), time.process_time()
    for force in forces:
        tally_of(force.run, 0, FUTURES)
    seconds, work = time.perf_counter() - ready, time.process_time() - mustered
    print_figure(
        f"{FORCES} forces, {FUTURES:,} futures of 28 days each",
        seconds,
        "s",
        aim=120,
        alternative="making and mustering them",
        other=ready - started,
    )
    print(
        f"  the processor's time: {work:.1f} s, foretold {foretold:.1f} s from three sizes ({work / foretold:.2f}); "
        f"making and mustering them: {mustered - worked:.1f} s",
        flush=True,
    )


def _warm(run: ChunkedRun[FutureTally], executor: Executor) -> None:
    """Let every worker load its compiled code."""
    tally_of(run, 0, 64, size=8, executor=executor)


def _taken(run: ChunkedRun[FutureTally], executor: Executor) -> tuple[float, float, str]:
    """Return the seconds of many futures past start-up, the processor's time of all processes, and the digest."""
    _warm(run, executor)
    started, worked = time.perf_counter(), _work()
    tally = tally_of(run, 0, MANY, size=GRID, executor=executor)
    return time.perf_counter() - started, _work() - worked, digest_of(tally)


def _work() -> float:
    """Return the processor's time of this process and of all that it started and that run still, in seconds."""
    parents, ticks = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            # Fields 4, 14 and 15 of proc(5): the parent, and the time in user mode and in kernel mode.
            parents[int(path.parent.name)], ticks[int(path.parent.name)] = int(fields[1]), sum(map(int, fields[11:13]))
    family = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks[pid] for pid in family if pid in ticks) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    raise SystemExit(main())
