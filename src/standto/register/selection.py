"""Selections of the supply that counts, and the windows that each gives."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.ladder import BASES
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.model.windows import Windows
from standto.register.pool_states import STATE_INDEX, STATES
from standto.register.timeline import Timeline
from standto.wording import check_choice


class Selection(NamedTuple):
    """The people and places that count.

    Attributes
    ----------
    lent
        Whether lent people count. Home people always do.
    states
        For each pool in order, the states in which its places count.
    """

    lent: bool
    states: tuple[frozenset[str], ...]


def basis_selection(scenario: Scenario, basis: str) -> Selection:
    """Return the selection of a basis; raise `OptionError` if there is no such basis."""
    check_choice(basis, "basis", BASES)
    return Selection(basis != "none", (BASES[basis],) * len(scenario.pools))


def places_counted(timeline: Timeline, selection: Selection) -> NDArray[np.int64]:
    """Return the number of places of each pool that count, shape (pool rows, pools)."""
    # counted[r, p] = inside[r, p] * sum over states s of places[r, p, s] * wanted[p, s]
    wanted = np.zeros((len(selection.states), len(STATES)), dtype=np.int64)
    for row, states in enumerate(selection.states):
        wanted[row, [STATE_INDEX[state] for state in states]] = 1
    pool_states = timeline.pool_states
    counted: NDArray[np.int64] = (pool_states.places * wanted).sum(axis=2, dtype=np.int64) * pool_states.inside
    return counted


def _window_starts(
    timeline: Timeline, selection: Selection, counted: NDArray[np.int64], rows: slice
) -> NDArray[np.bool_]:
    """Return whether a window starts at each of some rows, as one does at the first; see `places_counted`."""
    starts = timeline.changed_home[rows].copy()
    if selection.lent:
        starts |= timeline.changed_lent[rows]
    span, pool_row = timeline.span[rows], timeline.pool_row[rows]
    # Requirements and places change only when a span or a row of the pool states starts.
    starts[1:] |= timeline.rules.required.changes[span[1:]] & (span[1:] != span[:-1])
    turns = np.flatnonzero((span[1:] != span[:-1]) | (pool_row[1:] != pool_row[:-1])) + 1
    before, after = (_places(timeline, counted, span[at], pool_row[at]) for at in (turns - 1, turns))
    starts[turns] |= (before != after).any(axis=1)
    starts[:1] = True
    return starts


def _places(
    timeline: Timeline, counted: NDArray[np.int64], span: NDArray[np.int64], pool_row: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the effect and the number of each pool's counted places."""
    effect = np.where(counted[pool_row] > 0, timeline.pool_effect[span], -1)
    places = np.where(effect >= 0, counted[pool_row], 0)
    return np.concatenate([effect, places], axis=1)


def select(scenario: Scenario, timeline: Timeline, selection: Selection, period: Period) -> Windows:
    """Return the windows of a period inside the horizon, counting only the selected supply."""
    rows = slice(max(timeline.row(period.start), 0), int(np.searchsorted(timeline.starts, period.until, side="left")))
    counted = places_counted(timeline, selection)
    first = np.flatnonzero(_window_starts(timeline, selection, counted, rows)) + rows.start
    starts = timeline.starts[first]
    starts[:1] = period.start
    counts = timeline.people[first].astype(np.int64)
    if not selection.lent:
        counts[:, [place for place, kind in enumerate(timeline.classes) if kind.force]] = 0
    # counts[w, c] = people of class c + sum of counted[w, p] over the pools p of class c.
    counted, kinds = counted[timeline.pool_row[first]], timeline.pool_class[timeline.span[first]]
    row, pool = np.nonzero((counted > 0) & (kinds >= 0))
    np.add.at(counts, (row, kinds[row, pool]), counted[row, pool])
    return Windows(
        starts=starts,
        untils=np.append(starts[1:], np.int64(period.until)),
        classes=timeline.classes,
        counts=counts,
        required=timeline.rules.required.table(timeline.span[first]),
        criticalities=tuple(duty.criticality for duty in scenario.duties_in_order),
        forces=len(scenario.forces),
    )
