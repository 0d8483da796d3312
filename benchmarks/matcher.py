"""A compiled matcher: maximum flows from kinds of supply to duties along augmenting paths, window by window.

It is written to be hard to beat: people of a kind move together, never one by one; kinds with few duties are placed
first; a search visits each kind once; a duty that no search could serve is not tried again until supply is added; and
all memory is reused.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


class Edges(NamedTuple):
    """Which kind can do which duty. Kinds are in order of tier, then of few duties, and so are the edges of each.

    Attributes
    ----------
    kind
        The number of each kind in the counts.
    tier_from
        The first kind of each tier, and the end of the last.
    edge_from
        The first edge of each kind, and the end of the last.
    duty, owner
        The duty and the kind of each edge.
    able_from, able
        Where the edges of each duty start in `able`, and the edges.
    """

    kind: Numbers
    tier_from: Numbers
    edge_from: Numbers
    duty: Numbers
    owner: Numbers
    able_from: Numbers
    able: Numbers


def edges_of(reach: list[int], tiers: list[int], duties: int) -> Edges:
    """Return the edges of some kinds."""
    order = sorted(range(len(reach)), key=lambda kind: (tiers[kind], reach[kind].bit_count()))
    edges = [(kind, duty) for kind, own in enumerate(order) for duty in range(duties) if reach[own] >> duty & 1]
    tables = (
        order,
        np.cumsum([0, *(sum(tier == own for own in tiers) for tier in range(max(tiers) + 1))]),
        np.cumsum([0, *(reach[kind].bit_count() for kind in order)]),
        [duty for _, duty in edges],
        [kind for kind, _ in edges],
        np.cumsum([0, *(sum(duty == own for _, own in edges) for duty in range(duties))]),
        sorted(range(len(edges)), key=lambda edge: edges[edge][1]),
    )
    return Edges(*(np.array(table, dtype=np.int32) for table in tables))


@njit(nogil=True)
def match_windows(
    kinds: Numbers, tier_from: Numbers, edge_from: Numbers, duty_of: Numbers, owner: Numbers, able_from: Numbers,
    able: Numbers, counts: NDArray[Any], required: Numbers, levels: Numbers, gap: Numbers, used: Numbers,
) -> None:  # fmt: skip
    """Match window after window.

    Parameters
    ----------
    kinds, tier_from, edge_from, duty_of, owner, able_from, able
        The edges.
    counts
        The number of each kind, shape (windows, kinds).
    required
        The places of each duty.
    levels
        The number of the criticality of each duty, in ascending order.
    gap
        Where the gap up to each criticality goes, shape (windows, criticalities).
    used
        Where the places filled by each tier go, shape (windows, tiers).
    """
    duties = len(required)
    flow = np.zeros(len(duty_of), dtype=np.int32)
    idle, met = np.zeros(len(kinds), dtype=np.int32), np.zeros(len(kinds), dtype=np.int32)
    missing, back = np.zeros(duties, dtype=np.int32), np.zeros(duties, dtype=np.int32)
    queue = np.zeros(duties, dtype=np.int32)
    search = 0
    for window in range(len(counts)):
        search = _by_tier(
            kinds, tier_from, edge_from, duty_of, owner, able_from, able, counts[window], required, used[window],
            flow, idle, missing, queue, back, met, search,
        )  # fmt: skip
        gap[window, :] = missing.sum()
        if gap.shape[1] > 1 and gap[window, 0] > 0:
            search = _by_duty(
                kinds, edge_from, duty_of, owner, able_from, able, counts[window], required, levels, gap[window],
                flow, idle, missing, queue, back, met, search,
            )  # fmt: skip


@njit(nogil=True)
def _by_tier(
    kinds: Numbers, tier_from: Numbers, edge_from: Numbers, duty_of: Numbers, owner: Numbers, able_from: Numbers,
    able: Numbers, counts: Numbers, required: Numbers, used: Numbers, flow: Numbers, idle: Numbers, missing: Numbers,
    queue: Numbers, back: Numbers, met: Numbers, search: int,
) -> int:  # fmt: skip
    """Fill all duties at once, tier by tier: the use of each tier, and the total gap."""
    flow[:] = 0
    missing[:] = required
    before = missing.sum()
    for tier in range(len(tier_from) - 1):
        for kind in range(tier_from[tier], tier_from[tier + 1]):
            left = np.int32(counts[kinds[kind]])
            for edge in range(edge_from[kind], edge_from[kind + 1]):
                taken = min(left, missing[duty_of[edge]])
                flow[edge] = taken
                missing[duty_of[edge]] -= taken
                left -= taken
            idle[kind] = left
        dead = 0
        for duty in range(len(required)):
            if missing[duty] > 0 and not dead >> duty & 1:
                dead, search = _grow(
                    duty, tier_from[tier + 1], edge_from, duty_of, owner, able_from, able, flow, idle, missing, dead,
                    queue, back, met, search,
                )  # fmt: skip
        after = missing.sum()
        used[tier] = before - after
        before = after
    return search


@njit(nogil=True)
def _by_duty(
    kinds: Numbers, edge_from: Numbers, duty_of: Numbers, owner: Numbers, able_from: Numbers, able: Numbers,
    counts: Numbers, required: Numbers, levels: Numbers, gap: Numbers, flow: Numbers, idle: Numbers, missing: Numbers,
    queue: Numbers, back: Numbers, met: Numbers, search: int,
) -> int:  # fmt: skip
    """Fill duty after duty with all tiers at once: the gap up to each criticality."""
    flow[:] = 0
    missing[:] = 0
    for kind in range(len(kinds)):
        idle[kind] = counts[kinds[kind]]
    dead = 0
    for duty in range(len(required)):
        left = required[duty]
        for place in range(able_from[duty], able_from[duty + 1]):
            edge = able[place]
            taken = min(idle[owner[edge]], left)
            idle[owner[edge]] -= taken
            flow[edge] += taken
            left -= taken
        missing[duty] = left
        if left > 0 and not dead >> duty & 1:
            dead, search = _grow(
                duty, len(kinds), edge_from, duty_of, owner, able_from, able, flow, idle, missing, dead, queue, back,
                met, search,
            )  # fmt: skip
        gap[levels[duty]] = missing.sum()
    return search


@njit(nogil=True)
def _grow(
    start: int, end: int, edge_from: Numbers, duty_of: Numbers, owner: Numbers, able_from: Numbers, able: Numbers,
    flow: Numbers, idle: Numbers, missing: Numbers, dead: int, queue: Numbers, back: Numbers, met: Numbers, search: int,
) -> tuple[int, int]:  # fmt: skip
    """Fill a duty along augmenting paths, from kinds below `end`, until it is full or no path is left.

    Returns
    -------
        The duties that no path can serve, as a bit mask, and the number of searches so far.
    """
    while missing[start] > 0:
        search += 1
        seen, last, free = _search(
            start, end, edge_from, duty_of, owner, able_from, able, flow, idle, dead, queue, back, met, search
        )
        if free < 0:
            return dead | seen, search
        most = min(missing[start], idle[owner[free]])
        duty = last
        while duty != start:
            most = min(most, flow[_edge(owner[back[duty]], duty, edge_from, duty_of)])
            duty = duty_of[back[duty]]
        idle[owner[free]] -= most
        flow[free] += most
        missing[start] -= most
        duty = last
        while duty != start:
            flow[_edge(owner[back[duty]], duty, edge_from, duty_of)] -= most
            flow[back[duty]] += most
            duty = duty_of[back[duty]]
    return dead, search


@njit(nogil=True)
def _search(
    start: int, end: int, edge_from: Numbers, duty_of: Numbers, owner: Numbers, able_from: Numbers, able: Numbers,
    flow: Numbers, idle: Numbers, dead: int, queue: Numbers, back: Numbers, met: Numbers, search: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Look for idle people who can do a duty, or one whose people can move on, and so on, breadth first.

    Returns
    -------
        The duties seen, as a bit mask; the duty that idle people can do; and their edge to it, -1 if there is none.
    """
    seen, size, at = 1 << start, 1, 0
    queue[0] = start
    while at < size:
        duty = queue[at]
        at += 1
        for place in range(able_from[duty], able_from[duty + 1]):
            kind = owner[able[place]]
            if kind >= end:
                break
            if met[kind] == search:
                continue
            met[kind] = search
            if idle[kind] > 0:
                return seen, duty, able[place]
            for edge in range(edge_from[kind], edge_from[kind + 1]):
                other = duty_of[edge]
                if flow[edge] > 0 and not (seen | dead) >> other & 1:
                    seen |= 1 << other
                    # People of the kind could move from `other` to `duty`.
                    back[other] = able[place]
                    queue[size] = other
                    size += 1
    return seen, start, -1


@njit(nogil=True)
def _edge(kind: int, duty: int, edge_from: Numbers, duty_of: Numbers) -> int:
    """Return the edge from a kind to a duty."""
    edge = edge_from[kind]
    while duty_of[edge] != duty:
        edge += 1
    return edge
