"""How many windows a second the kernel of outlooks judges, beside maximum flows, a compiled matcher and the memory.

A window has duties of 4, 6, 8, 10 or 12 groups, three criticalities and three tiers. The home force has every kind of
person that there can be, one for each set of groups; aid and contingency have twice as many kinds as there are groups.
There are as many places as people on average: so every tier is needed in every vector, which is the worst case for the
kernel. It finds the gap up to each criticality, the gap of each duty and the use of each tier, on two threads.

- `SimpleMaxFlow` of OR-Tools and `maximum_flow` of SciPy, from Python, on one core: **one** call a window, for the
  total gap alone, in a graph with merged kinds. The answers of the kernel would take them five calls. SciPy's graph is
  built once. That of OR-Tools is built for each window, arc by arc, as `bench_cover` does. Two more figures have all
  arcs by one call, and one graph whose supply is set again by one call: its fastest use.
- `benchmarks.matcher`, compiled by Numba, on two threads: for the same answers, and for the total gap alone.
- The kernel itself for the total gap alone, which is the question that a maximum flow answers.
- The memory: the time in which both threads read the counts, and add them as 64-bit numbers.
- The processor: additions of 16-bit lanes a second in registers, on both threads, and what the kernel does of that.

Seconds are those of the processor, of the slower thread, so that other programs on the machine count little.

Aims: 4,000 times the faster maximum flow with 4 and 6 groups, 2,000 with 8, 1,000 with 10; 20 times the matcher.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import njit
from numba.core import types
from ortools.graph.python.max_flow import SimpleMaxFlow
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from benchmarks.matcher import edges_of, match_windows
from benchmarks.measuring import print_figure
from standto.lanes.lane_judging import Judgement, aligned_rows, judge_lanes, lane_judgement, lane_space
from standto.lanes.lane_planning import LanePlan, lane_plan
from standto.lanes.vectors import LANES, _intrinsic, _read, _summed, _write

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

THREADS = 2
BLOCK = LANES
"""Lanes whose counts lie side by side."""
BYTES = 1 << 26
"""Bytes of counts of each size: twice what the last cache holds."""
FLOWS = 200
"""Windows that the maximum flows are timed with."""
TIMES = 5
AIMS = {4: 4_000, 6: 4_000, 8: 2_000, 10: 1_000, 12: None}
"""How many times the faster maximum flow, by groups."""
AIM_MATCHER = 20


class KernelWorld(NamedTuple):
    """Windows of one size.

    Attributes
    ----------
    reach, tiers
        The groups and the tier of each kind.
    counts
        The number of each kind, shape (blocks, kinds, lanes).
    required
        The places of each duty, shape (duties, 1).
    levels
        The number of the criticality of each duty.
    """

    reach: list[int]
    tiers: list[int]
    counts: NDArray[np.int16]
    required: NDArray[np.int16]
    levels: NDArray[np.int64]

    @property
    def windows(self) -> int:
        """The number of windows."""
        return int(self.counts.shape[0] * self.counts.shape[2])


def world_of(groups: int, share: float = 1.0) -> KernelWorld:
    """Return windows with a number of groups, with `share` places for each person on average."""
    chance = np.random.default_rng(groups)
    every = (1 << groups) - 1
    helping = [int(mask) for mask in chance.integers(1, every + 1, 4 * groups)]
    reach = [*range(1, every + 1), *helping]
    tiers = [0] * every + [1] * (2 * groups) + [2] * (2 * groups)
    blocks = max(THREADS, BYTES // (2 * BLOCK * len(reach)) // THREADS * THREADS)
    counts = aligned_rows(blocks * len(reach), BLOCK).reshape(blocks, len(reach), BLOCK)
    counts[:] = chance.integers(0, 4, counts.shape, dtype=np.int16)
    required = np.full((groups, 1), round(share * 1.5 * len(reach) / groups), dtype=np.int16)
    return KernelWorld(reach, tiers, counts, required, np.arange(groups) * 3 // groups)


@njit(nogil=True)
def read_blocks(words: Any) -> int:
    """Read numbers, and add them."""
    total = 0
    for word in words:
        total += word
    return total


def in_threads(work: Callable[[int], object]) -> float:
    """Return the seconds of the processor that the slower thread takes for its share of some work, at best."""

    def seconds(thread: int) -> float:
        started = time.thread_time()
        work(thread)
        return time.thread_time() - started

    with ThreadPoolExecutor(THREADS) as pool:
        return min(max(pool.map(seconds, range(THREADS))) for _ in range(TIMES))


class JudgedBlocks:
    """The kernel at work on a world."""

    def __init__(self, world: KernelWorld) -> None:
        self.world, self.plan = world, lane_plan(world.reach, world.tiers, world.levels.tolist())
        self.found = lane_judgement(self.plan, BLOCK, blocks=world.counts.shape[:1])

    def work(self, thread: int) -> None:
        """Do the share of a thread."""
        blocks = len(self.world.counts)
        part = slice(thread * blocks // THREADS, (thread + 1) * blocks // THREADS)
        found = Judgement(*(table[part] for table in self.found))
        judge_lanes(self.plan, self.world.counts[part], self.world.required, lane_space(self.plan), found)


def without_tiers(world: KernelWorld) -> KernelWorld:
    """Return the same windows with one tier and one criticality: for the total gap alone."""
    masks = sorted(set(world.reach))
    place = {mask: number for number, mask in enumerate(masks)}
    blocks, _, lanes = world.counts.shape
    counts = aligned_rows(blocks * len(masks), lanes).reshape(blocks, len(masks), lanes)
    for kind, mask in enumerate(world.reach):
        counts[:, place[mask]] += world.counts[:, kind]
    return KernelWorld(masks, [0] * len(masks), counts, world.required, np.zeros_like(world.levels))


def merged(world: KernelWorld, windows: int) -> tuple[list[int], NDArray[np.int64]]:
    """Return the kinds without their tiers, and their numbers in the first windows, shape (windows, kinds)."""
    masks = sorted(set(world.reach))
    place = {mask: number for number, mask in enumerate(masks)}
    counts = by_window(world, windows)
    supply = np.zeros((windows, len(masks)), dtype=np.int64)
    for kind, mask in enumerate(world.reach):
        supply[:, place[mask]] += counts[:, kind]
    return masks, supply


def by_window(world: KernelWorld, windows: int) -> NDArray[np.int16]:
    """Return the counts of the first windows, shape (windows, kinds)."""
    blocks = world.counts[: -(-windows // BLOCK)]
    return np.ascontiguousarray(blocks.transpose(0, 2, 1).reshape(-1, len(world.reach))[:windows])


class MatchedWindows:
    """The compiled matcher at work on the first windows of a world, for all answers or the total gap alone."""

    def __init__(self, world: KernelWorld, windows: int, *, total: bool) -> None:
        masks, supply = merged(world, windows) if total else (world.reach, by_window(world, windows))
        self.counts = supply.astype(np.int16)
        self.edges = edges_of(masks, [0] * len(masks) if total else world.tiers, len(world.required))
        self.required, self.levels = world.required[:, 0].astype(np.int32), world.levels.astype(np.int32)
        self.gap = np.zeros((windows, 1 if total else 3), dtype=np.int32)
        self.used = np.zeros((windows, 3), dtype=np.int32)

    def work(self, thread: int) -> None:
        """Do the share of a thread."""
        part = slice(thread * len(self.gap) // THREADS, (thread + 1) * len(self.gap) // THREADS)
        match_windows(*self.edges, self.counts[part], self.required, self.levels, self.gap[part], self.used[part])

    def rate(self) -> float:
        """Return the windows a second."""
        self.work(0)
        return len(self.gap) / in_threads(self.work)


class ByFlow:
    """Total gaps by maximum flows from Python: source, kinds merged over tiers, duties, sink."""

    def __init__(self, world: KernelWorld) -> None:
        self.masks, self.supply = merged(world, FLOWS)
        self.places = int(world.required.sum())
        duties = len(world.required)
        edges = [(2 + kind, duty) for kind, mask in enumerate(self.masks) for duty in range(duties) if mask >> duty & 1]
        first = 2 + len(self.masks)
        self.tail = np.array([0] * len(self.masks) + [kind for kind, _ in edges] + list(range(first, first + duties)))
        self.head = np.array([*range(2, first), *(first + duty for _, duty in edges), *[1] * duties])
        self.most = np.concatenate([self.supply[0], np.full(len(edges), self.places), world.required[:, 0]])

    def by_ortools(self) -> list[int]:
        """Return the total gaps by `SimpleMaxFlow`, with a graph for each window, arc by arc."""
        arcs, fixed = list(zip(self.tail.tolist(), self.head.tolist(), strict=True)), self.most.tolist()
        gaps = []
        for supply in self.supply.tolist():
            flow = SimpleMaxFlow()
            for (tail, head), most in zip(arcs, [*supply, *fixed[len(supply) :]], strict=True):
                flow.add_arc_with_capacity(tail, head, most)
            flow.solve(0, 1)
            gaps.append(self.places - int(flow.optimal_flow()))
        return gaps

    def by_ortools_at_once(self) -> list[int]:
        """Return the total gaps by `SimpleMaxFlow`, with a graph for each window, all arcs by one call."""
        gaps = []
        for supply in self.supply:
            flow = SimpleMaxFlow()
            self.most[: len(self.masks)] = supply
            flow.add_arcs_with_capacity(self.tail, self.head, self.most)
            flow.solve(0, 1)
            gaps.append(self.places - int(flow.optimal_flow()))
        return gaps

    def by_ortools_again(self) -> list[int]:
        """Return the total gaps by `SimpleMaxFlow`, with one graph, in which the supply is set again."""
        flow = SimpleMaxFlow()
        arcs = flow.add_arcs_with_capacity(self.tail, self.head, self.most)[: len(self.masks)]
        gaps = []
        for supply in self.supply:
            flow.set_arcs_capacity(arcs, supply)
            flow.solve(0, 1)
            gaps.append(self.places - int(flow.optimal_flow()))
        return gaps

    def by_scipy(self) -> list[int]:
        """Return the total gaps by `maximum_flow`: one graph, whose first numbers are set again."""
        nodes = int(self.head.max()) + 1
        graph = csr_array((self.most.astype(np.int32), (self.tail, self.head)), shape=(nodes, nodes))
        gaps = []
        for supply in self.supply:
            # The arcs from the source, node 0, come first in a compressed table by row.
            graph.data[: len(self.masks)] = supply
            gaps.append(self.places - int(maximum_flow(graph, 0, 1).flow_value))
        return gaps


@_intrinsic
def _rounds(_typing: Any, memory: Any, _i: Any) -> Any:
    """Add 16 rows in registers again and again, 512 additions of rows."""

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        array, first = arguments
        places = [builder.add(first, ir.Constant(first.type, number * LANES)) for number in range(16)]
        rows = [_read(context, builder, memory, array, place) for place in places]
        for _ in range(16):
            rows = _summed(builder, rows)
        for place, row in zip(places, rows, strict=True):
            _write(context, builder, row, memory, array, place)
        return context.get_dummy_value()

    return types.void(memory, types.intp), generate


@njit(nogil=True)
def add_in_registers(memory: Any, times: int) -> None:
    for number in range(times):
        _rounds(memory, number % 2 * 16 * LANES)


def lane_additions() -> float:
    """Return the additions of 16-bit lanes a second in registers, on both threads."""
    times = 100_000
    memory = [aligned_rows(32, LANES).reshape(-1) for _ in range(THREADS)]
    in_threads(lambda thread: add_in_registers(memory[thread], 1))
    return times * 512 * LANES * THREADS / in_threads(lambda thread: add_in_registers(memory[thread], times))


def operations_of(plan: LanePlan, groups: int) -> float:
    """Return the additions and maxima of one lane: three transforms, three maxima over all sets, and the leaves."""
    return 3 * (groups / 2 + 1) * 2**groups + plan.kinds


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    peak = lane_additions()
    print(f"the processor adds {peak / 1e9:,.0f} billion 16-bit lanes a second in registers, on {THREADS} threads")
    agree = [_measure(groups, peak) for groups in AIMS]
    return 0 if all(agree) else 1


def _measure(groups: int, peak: float) -> bool:
    """Measure windows of one size; return whether all answers agree."""
    world = world_of(groups)
    judged, flows = JudgedBlocks(world), ByFlow(world)
    judged.work(0)
    ours = world.windows / in_threads(judged.work)
    words = world.counts.reshape(-1).view(np.int64)
    read_blocks(words[:1])
    halves = np.array_split(words, THREADS)
    read = world.windows / in_threads(lambda thread: read_blocks(halves[thread]))
    some = max(512, min(world.windows, 400_000 >> groups))
    matched = MatchedWindows(world, some, total=False)
    same, total = matched.rate(), MatchedWindows(world, some, total=True).rate()
    by_flow = {name: FLOWS / _seconds(work) for name, work in flows_of(flows)}
    faster = max(by_flow, key=lambda name: by_flow[name])
    what = f"{groups} groups, {len(world.reach):,} kinds, both cores"
    for name, figure in by_flow.items():
        aim = AIMS[groups] if name == faster else None
        print_figure(what, ours, "/s", aim=aim and aim * figure, alternative=name, other=figure)
    for name, work in (("all arcs at once", flows.by_ortools_at_once), ("one graph set again", flows.by_ortools_again)):
        other = FLOWS / _seconds(work)
        print_figure(what, ours, "/s", aim=None, alternative=f"SimpleMaxFlow, {name}", other=other)
    print_figure(what, ours, "/s", aim=AIM_MATCHER * same, alternative="the compiled matcher, same answers", other=same)
    print_figure(what, ours, "/s", aim=None, alternative="the matcher, total gap alone", other=total)
    print_figure(what, ours, "/s", aim=None, alternative="reading the counts from memory", other=read)
    done = ours * operations_of(judged.plan, groups)
    print(
        f"    {done / 1e9:,.0f} billion additions and maxima of lanes a second: {done / peak:.0%} of the processor's,",
        end=" ",
    )
    print(f"and {ours * len(world.reach) * 2 / 2**30:,.1f} GiB of counts a second")
    alone = JudgedBlocks(without_tiers(world))
    alone.work(0)
    total_alone = world.windows / in_threads(alone.work)
    question = f"{groups} groups, total gap alone, both cores"
    print_figure(question, total_alone, "/s", aim=None, alternative=faster, other=by_flow[faster])
    print_figure(question, total_alone, "/s", aim=None, alternative="the matcher, total gap alone", other=total)
    quiet = JudgedBlocks(world_of(groups, share=0.5))
    quiet.work(0)
    at_home = quiet.world.windows / in_threads(quiet.work)
    print_figure(f"{groups} groups, home enough", at_home, "/s", aim=None, alternative="every tier needed", other=ours)
    return _agree(judged, matched, flows)


def _seconds(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that some work takes on one thread, at best."""
    taken = []
    for _ in range(3):
        started = time.thread_time()
        work()
        taken.append(time.thread_time() - started)
    return min(taken)


def flows_of(flows: ByFlow) -> list[tuple[str, Callable[[], list[int]]]]:
    """Return the maximum flows by name."""
    return [("SimpleMaxFlow from Python", flows.by_ortools), ("maximum_flow from Python", flows.by_scipy)]


def _agree(judged: JudgedBlocks, matched: MatchedWindows, flows: ByFlow) -> bool:
    """Return whether lanes, matcher and maximum flows give the same numbers."""
    gap, used = (table.transpose(0, 2, 1).reshape(-1, 3) for table in (judged.found.gap, judged.found.used))
    some = len(matched.gap)
    by_matcher = np.array_equal(gap[:some], matched.gap) and np.array_equal(used[:some], matched.used)
    return by_matcher and all(work() == gap[:FLOWS, -1].tolist() for _, work in flows_of(flows))


if __name__ == "__main__":
    started = time.perf_counter()
    status = main()
    print(f"{time.perf_counter() - started:.0f} s")
    raise SystemExit(status)
