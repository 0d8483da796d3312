"""The supply in which some reasons not to count are lifted, as timelines for the kernel's windows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from standto.attribution.causes import HELP_NOT_HERE, OFF_BY_ROTA
from standto.model.event import AUTHORITY_WITHDRAWN, STEPPED_BACK, UNAVAILABLE
from standto.model.ladder import BASES, ON_THE_LADDER
from standto.model.people import FORCE_KINDS, Pool
from standto.model.time import ALWAYS, BEGINNING, Period
from standto.model.windows import Windows
from standto.register import Situation
from standto.register.readiness import ANY_READINESS, waiting_of
from standto.register.reason_names import NOT_CURRENT, NOT_PERMITTED, NOT_RESTED
from standto.register.rules import Rules
from standto.register.selection import Selection, basis_selection, select
from standto.register.standing import BY_PATTERN, Standing
from standto.register.standing_moves import Moves
from standto.register.timeline import Timeline, make_timeline


@dataclass(frozen=True)
class Lifted:
    """A situation in which some reasons not to count are lifted for everybody.

    Attributes
    ----------
    situation
        The situation as it was.
    basis
        The help that counted.
    causes
        The causes whose reasons are lifted.
    """

    situation: Situation
    basis: str
    causes: frozenset[str]

    def windows(self, period: Period) -> Windows:
        """Return the windows of a period, cut wherever this supply or the requirement changes."""
        return select(self.situation.scenario, self._timeline, self._selection, period)

    def home_windows(self, period: Period) -> Windows:
        """Return the same windows for the home force's people and places alone."""
        selection = self._selection
        home = self.situation.scenario.home
        states = tuple(
            states if pool.force == home else frozenset[str]()
            for pool, states in zip(self.situation.scenario.pools, selection.states, strict=True)
        )
        return select(self.situation.scenario, self._timeline, Selection(False, states), period)

    @property
    def _selection(self) -> Selection:
        """The help that counts; the places of home pools that stepped back too if that is lifted."""
        scenario = self.situation.scenario
        lent, usual = basis_selection(scenario, self.basis)
        here = HELP_NOT_HERE in self.causes
        states = [
            (BASES["none"] | ({STEPPED_BACK} if STEPPED_BACK in self.causes else set()))
            if pool.force == scenario.home
            else (ours | ON_THE_LADDER if here else ours)
            for pool, ours in zip(scenario.pools, usual, strict=True)
        ]
        return Selection(lent or here, tuple(map(frozenset, states)))

    @property
    def _timeline(self) -> Timeline:
        if not self.causes:
            return self.situation.timeline
        situation, records = self.situation, self.situation.records
        moves, known = situation.moves, tuple(situation.standings)
        standings, moves = _lifted_people(known, moves, self.causes)
        pools = tuple(_lifted_pool(pool, self.causes, situation.scenario.home) for pool in situation.scenario.pools)
        rules, ready = situation.rules, situation.ready
        everything = (1 << len(situation.scenario.demands)) - 1
        return make_timeline(
            replace(situation.scenario, pools=pools),
            _lawless(rules, everything) if NOT_PERMITTED in self.causes else rules,
            standings,
            records.abilities,
            moves,
            [(pool, situation.places_over_time(pool.id)) for pool in pools],
            waiting_of(situation.scenario, ANY_READINESS if OFF_BY_ROTA in self.causes else ready),
        )

    def changes_nothing_after(self, before: Lifted) -> bool:
        """Return whether nobody counts here who did not count with fewer reasons lifted."""
        scenario = self.situation.scenario
        more = self.causes - before.causes
        if more & {NOT_PERMITTED, OFF_BY_ROTA, HELP_NOT_HERE}:
            return False
        if STEPPED_BACK in more and any(pool.force == scenario.home for pool in scenario.pools):
            return False
        # Reading the moves first makes sure that every standing is there.
        _ = self.situation.moves
        return all(_lifted(one, self.causes) == _lifted(one, before.causes) for one in self.situation.standings)


def _lifted_people(
    known: Sequence[Standing], moves: Moves, causes: Collection[str]
) -> tuple[tuple[Standing, ...], Moves]:
    """Return the lifted standings, each once, and the moves between them, without those that change nothing."""
    number: dict[Standing, int] = {}
    which = [number.setdefault(_lifted(one, causes), len(number)) for one in known]
    # lifted[s] = the number of the lifted standing of s; the last place is for -1, no standing yet
    lifted = np.array([*which, -1], dtype=np.int32)
    before, after = lifted[moves.before], lifted[moves.after]
    moved = before != after
    return tuple(number), Moves(moves.at[moved], moves.person[moved], before[moved], after[moved])


def _lifted(standing: Standing, causes: Collection[str]) -> Standing:
    """Return a standing without the reasons of some causes."""
    if STEPPED_BACK in causes:
        standing = standing._replace(willing=-1, stepped_back=False)
    if AUTHORITY_WITHDRAWN in causes:
        standing = standing._replace(authority=-1)
    if UNAVAILABLE in causes:
        standing = standing._replace(unavailable=False)
    if NOT_RESTED in causes:
        standing = standing._replace(rested=True)
    if OFF_BY_ROTA in causes:
        # Called in: on duty at once. Without a state of the rota, bound to nothing.
        standing = standing._replace(called=True, on_call=None, rota=BY_PATTERN, team=-1)
    if NOT_CURRENT in causes:
        standing = standing._replace(current=standing.ever)
    return standing


def _lifted_pool(pool: Pool, causes: Collection[str], home: str) -> Pool:
    """Return a pool whose period no longer keeps its places out.

    A home pool's period is a part of the rota. A lent pool's beginning is the time from which its help is there; help
    whose pool has ended has gone.
    """
    if pool.force == home:
        return replace(pool, period=ALWAYS) if OFF_BY_ROTA in causes else pool
    return replace(pool, period=Period(BEGINNING, pool.period.until)) if HELP_NOT_HERE in causes else pool


def _lawless(rules: Rules, everything: int) -> Rules:
    """Return rules under which every kind of force may do everything."""
    anything = dict.fromkeys(FORCE_KINDS, everything)
    return replace(rules, permitted=(anything,) * len(rules.starts))
