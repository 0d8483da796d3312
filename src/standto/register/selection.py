"""Which supply counts: from a timeline to the windows of a basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.errors import OptionError
from standto.model.ladder import BASES
from standto.register.timeline import STATE_INDEX, STATES, Timeline
from standto.register.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from standto.model.scenario import Scenario
    from standto.model.time import Period


class Selection(NamedTuple):
    """Which people and places count.

    Attributes
    ----------
    lent
        Whether lent people count, beside home people, who always do.
    states
        For each pool, in order, the states of its places that count.
    """

    lent: bool
    states: tuple[frozenset[str], ...]


def basis_selection(scenario: Scenario, basis: str) -> Selection:
    """Return what counts under a basis.

    Raises
    ------
    OptionError
        No such basis.
    """
    if basis not in BASES:
        raise OptionError(f"basis: {basis!r} is not one of {', '.join(BASES)}")
    return Selection(basis != "none", (BASES[basis],) * len(scenario.pools))


def without(selection: Selection, pools: Iterable[int]) -> Selection:
    """Return the same, but for some pools (by index), of which nothing counts."""
    gone = frozenset(pools)
    states = (frozenset[str]() if place in gone else kept for place, kept in enumerate(selection.states))
    return Selection(selection.lent, tuple(states))


def places_counted(timeline: Timeline, selection: Selection) -> NDArray[np.int32]:
    """Return the places of each pool that count, row by row, shape (rows, pools)."""
    wanted = np.zeros((len(selection.states), len(STATES)), dtype=np.int32)
    for row, states in enumerate(selection.states):
        wanted[row, [STATE_INDEX[state] for state in states]] = 1
    counted: NDArray[np.int32] = (timeline.places * wanted).sum(axis=2, dtype=np.int32)
    return counted


def boundaries(timeline: Timeline, selection: Selection, rows: slice) -> NDArray[np.bool_]:
    """Return at which of some rows a window starts; the first always does."""
    counted = places_counted(timeline, selection)[rows]
    effect = np.where(counted > 0, timeline.place_effect[rows], -1)
    counted = np.where(effect >= 0, counted, 0)
    required = timeline.rules.required[timeline.span[rows]]
    starts = timeline.changed_home[rows].copy()
    if selection.lent:
        starts |= timeline.changed_lent[rows]
    for table in (counted, effect, required):
        starts[1:] |= (table[1:] != table[:-1]).any(axis=1)
    starts[:1] = True
    return starts


def rows_of(timeline: Timeline, period: Period) -> slice:
    """Return the rows that meet a period inside the horizon."""
    first = int(np.searchsorted(timeline.starts, period.start, side="right")) - 1
    last = int(np.searchsorted(timeline.starts, period.until, side="left"))
    return slice(max(first, 0), last)


def select(scenario: Scenario, timeline: Timeline, selection: Selection, period: Period) -> Windows:
    """Return the windows of a period, counting only what is selected."""
    rows = rows_of(timeline, period)
    first = np.flatnonzero(boundaries(timeline, selection, rows)) + rows.start
    starts = timeline.starts[first].copy()
    starts[:1] = period.start
    counts = timeline.people[first].copy()
    if not selection.lent:
        counts[:, [place for place, kind in enumerate(timeline.classes) if kind.force]] = 0
    counted = places_counted(timeline, selection)[first]
    kinds = timeline.place_class[first]
    row, pool = np.nonzero((counted > 0) & (kinds >= 0))
    np.add.at(counts, (row, kinds[row, pool]), counted[row, pool])
    return Windows(
        starts=starts,
        untils=np.append(starts[1:], np.int64(period.until)),
        classes=timeline.classes,
        counts=counts,
        required=timeline.rules.required[timeline.span[first]],
        criticalities=tuple(duty.criticality for duty in scenario.duties_in_order),
        forces=len(scenario.forces),
    )
