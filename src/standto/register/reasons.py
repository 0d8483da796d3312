"""The numbers of people and places that do not count, by the first reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from standto.model.event import AUTHORITY_WITHDRAWN, STEPPED_BACK, UNAVAILABLE
from standto.model.scenario import Scenario
from standto.register.pool_states import STATE_INDEX
from standto.register.selection import Selection
from standto.register.standing import Standing
from standto.register.timeline import Timeline, shift_row, shift_rows

REASONS = ("off-shift", "not-current", AUTHORITY_WITHDRAWN, STEPPED_BACK, UNAVAILABLE, "not-permitted", "not-present")
"""Every reason not to count, in the order in which reasons are checked."""


class PeopleReasons:
    """The standings as columns, which give the reasons of all of them at once.

    Parameters
    ----------
    standings
        Every standing.
    duty_masks
        The capabilities of each duty in order, as bit masks.
    """

    def __init__(self, scenario: Scenario, standings: Sequence[Standing], duty_masks: Sequence[int]) -> None:
        self.standings = len(standings)
        self._scenario = scenario
        self._duty_masks = duty_masks
        self._force = np.array([one.force for one in standings], dtype=np.int64)
        self._shift_row = np.array([shift_row(one, len(scenario.teams)) for one in standings], dtype=np.int64)
        self._ever = self._masks(one.ever for one in standings)
        self._current = self._masks(one.current for one in standings)
        self._authority = self._masks(one.authority for one in standings)
        self._willing = self._masks(one.willing for one in standings)
        self._unavailable = np.array([one.unavailable for one in standings], dtype=np.bool_)

    def count(
        self, timeline: Timeline, span: int, headcounts: NDArray[np.int64], duties: Sequence[int], lent: bool
    ) -> NDArray[np.int64]:
        """Return the number of people who count for none of some duties, by reason.

        Parameters
        ----------
        span
            The span of the rules for the instant.
        headcounts
            The number of people with each standing at the instant, shape (standings,); shorter if standings have been
            added since.
        duties
            Indices into the duties in order.
        lent
            Whether lent people count.
        """
        wanted = 0
        for duty in duties:
            wanted |= self._duty_masks[duty]
        tickets = self._ever & wanted
        # Each check keeps some of the capabilities: left = tickets & passes. The reason of a standing is the first
        # check that leaves none; len(REASONS) stands for no reason, and for standings that never had such a ticket.
        reason = np.full(len(tickets), len(REASONS), dtype=np.int64)
        on_duty = shift_rows(timeline.rules)[self._shift_row, span]
        lawful = self._lawful(timeline, span, duties)[self._force]
        for place, passes in (
            (0, np.where(on_duty, tickets, 0)),
            (1, self._current),
            (2, self._authority),
            (3, self._willing),
            (4, np.where(self._unavailable, 0, tickets)),
            (5, lawful),
            (6, np.where((self._force == 0) | lent, tickets, 0)),
        ):
            left = tickets & passes
            reason[(reason == len(REASONS)) & (left == 0)] = place
            tickets = np.where(reason == len(REASONS), left, tickets)
        reason[(self._ever & wanted) == 0] = len(REASONS)
        reason = reason[: len(headcounts)]
        return np.bincount(reason, weights=headcounts, minlength=len(REASONS) + 1)[:-1].astype(np.int64)

    def _lawful(self, timeline: Timeline, span: int, duties: Sequence[int]) -> NDArray[np.int64]:
        """Return the capabilities with which each force may do any of the duties."""
        permitted = timeline.rules.permitted[span]
        lawful = [0] * len(self._scenario.forces)
        for place, force in enumerate(self._scenario.forces_in_order):
            for duty in duties:
                if permitted[force.kind] >> duty & 1:
                    lawful[place] |= self._duty_masks[duty]
        return self._masks(lawful)

    def _masks(self, masks: Iterable[int]) -> NDArray[np.int64]:
        """Return bit masks as an array; of Python integers if 62 bits are not enough."""
        wide = any(mask >> 62 for mask in self._duty_masks)
        return np.array(list(masks), dtype=object if wide else np.int64)


def places_not_counted(
    scenario: Scenario,
    timeline: Timeline,
    places: NDArray[np.int64],
    inside: NDArray[np.bool_],
    span: int,
    duties: Sequence[int],
    selection: Selection,
) -> dict[str, int]:
    """Return the number of pool places that count for none of some duties, by reason.

    Parameters
    ----------
    places
        The number of places of each pool in each state, inside its period or outside, shape (pools, states).
    inside
        Whether the instant lies in the period of each pool, shape (pools,).
    """
    counts = dict.fromkeys(REASONS, 0)
    asked_for = [set(scenario.duties_in_order[duty].capabilities) for duty in duties]
    permitted = timeline.rules.permitted[span]
    for row, pool in enumerate(scenario.pools):
        offered = set(pool.capabilities)
        able = [duty for duty, asked in zip(duties, asked_for, strict=True) if asked & offered]
        if not able:
            continue
        permits = permitted[scenario.force[pool.force].kind]
        lawful = any(permits >> duty & 1 for duty in able)
        stepped_back = int(places[row, STATE_INDEX[STEPPED_BACK]])
        others = int(places[row].sum()) - stepped_back
        present = sum(int(places[row, STATE_INDEX[state]]) for state in selection.states[row]) if inside[row] else 0
        counts[STEPPED_BACK] += stepped_back
        counts["not-permitted"] += 0 if lawful else others
        counts["not-present"] += others - present if lawful else 0
    return counts
