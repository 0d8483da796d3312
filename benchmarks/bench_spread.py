"""What it costs to spread an outlook: two workers beside one, a cluster's lost time, three sizes, a country.

Forces are invented: 28 days, all numbers of an outlook. Aims: two workers do 1.8 times the work of one; 45 forces of
150 to 2,595 people with 10,000 futures each take two minutes on a machine of two cores, past start-up. The digests of
all executors are compared, and the status is 1 if two differ. Other work on the machine shows at once in these figures:
the load is printed first.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from benchmarks.invented_country import FORCES, LEAST, MOST, force_of, sizes
from benchmarks.measuring import print_figure
from standto.futures.merging import digest_of
from standto.spreading.chunks import cut
from standto.spreading.dask_cluster import DaskCluster
from standto.spreading.inline import Inline
from standto.spreading.packed_tallies import packed
from standto.spreading.process_pool import Processes
from standto.spreading.tallying import tally_of

if TYPE_CHECKING:
    from standto.spreading.chunks import ChunkedRun, Executor

FUTURES = 10_000
MIDDLE = 620
"""The people of the middle of three sizes; the others are the least and the most."""


def main() -> int:
    """Measure, print, and return 1 if two executors disagree."""
    print(f"load {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores", flush=True)
    largest = force_of(MOST)
    digests = {_three_sizes(largest.run)}
    with Processes(1) as one, Processes(2) as two, DaskCluster("local:2") as cluster:
        alone, first = _taken(largest.run, one)
        print_figure("one worker, the largest force", alone, "s", aim=None, alternative="itself", other=alone)
        digests.add(first)
        for name, executor, aim in (("two workers", two, alone / 1.8), ("a cluster of two workers", cluster, None)):
            seconds, digest = _taken(largest.run, executor)
            digests.add(digest)
            print_figure(f"{name}, the largest force", seconds, "s", aim=aim, alternative="one worker", other=alone)
            lost = 1 - alone / (2 * seconds)
            print(f"  {name}: {lost:.0%} of their time is lost, {alone / seconds:.2f} times the work of one")
    _country()
    return 0 if len(digests) == 1 else 1


def _three_sizes(largest: ChunkedRun) -> str:
    """Print the cost of a future at three sizes, on one thread; return the digest of the largest force."""
    digest = ""
    for people in (LEAST, MIDDLE, MOST):
        run = largest if people == MOST else force_of(people).run
        worked = time.process_time()
        seconds, digest = _taken(run, Inline(1))
        work = time.process_time() - worked
        print_figure(
            f"{FUTURES:,} futures of {people:,} people, one thread",
            seconds,
            "s",
            aim=None,
            alternative="its time of the processor",
            other=work,
        )
        chunk = cut(0, FUTURES)[0]
        print(f"  a chunk of {chunk.stop:,} futures packs into {len(packed(run.tally(*chunk))) / 1000:,.0f} kB")
    return digest


def _country() -> None:
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
        alternative="making and mustering these forces",
        other=ready - started,
    )
    print(f"  of the processor: {work:.0f} s, and {mustered - worked:.0f} s for making and mustering them", flush=True)


def _taken(run: ChunkedRun, executor: Executor) -> tuple[float, str]:
    """Return the seconds of all futures past start-up, and their digest."""
    # Every worker loads its compiled code first.
    tally_of(run, 0, 64, size=8, executor=executor)
    started = time.perf_counter()
    tally = tally_of(run, 0, FUTURES, executor=executor)
    return time.perf_counter() - started, digest_of(tally)


if __name__ == "__main__":
    raise SystemExit(main())
