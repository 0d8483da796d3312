"""The muster of a situation: everybody who could count from its start on, and what no future changes.

Three sorts of home people have no slot, or none that returns. Those with later step-backs or returns already known are
fixed: the record says what they do. Those who have stepped back from some of their skills alone keep those that they
have: they have a slot that may step back from the rest. And nobody counts in a future who would count in no step today,
even returned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.futures.muster import Muster
from standto.futures.mustered_pools import HomePlaces, home_places, lent_places
from standto.kernel.parts import HOME
from standto.model.event import RETURNED, STEPPED_BACK, Event
from standto.model.time import FOREVER, HOUR, Period
from standto.register import Situation
from standto.wording import Moment


def muster_of(situation: Situation, *, basis: str = "confirmed", until: Moment | None = None) -> Muster:
    """Return everybody who could count from the start of a situation on, without names.

    Parameters
    ----------
    basis
        The help that counts: ``none``, ``present``, ``confirmed`` or ``offered``.
    until
        The end of the last step; None: the end of the horizon.

    Raises
    ------
    OptionError
        `until` is no moment or lies outside the horizon, or there is no such `basis`.

    Notes
    -----
    A person's rest is reckoned as if they worked throughout: an absence makes nobody more rested in a future.
    """
    return mustering_of(situation, basis=basis, until=until).muster()


def mustering_of(situation: Situation, *, basis: str = "confirmed", until: Moment | None = None) -> Mustering:
    """Return the making of a muster; see `muster_of`."""
    return Mustering(situation, basis, situation.period_until(until))


@dataclass(frozen=True)
class Mustering:
    """The making of a muster: the world as it is, and the one in which everybody away at the start has returned."""

    situation: Situation
    basis: str
    period: Period

    def muster(self) -> Muster:
        """Return the muster."""
        scenario, places = self.situation.scenario, self.places
        kinds = np.hstack([self.kinds[:, self.slots], places.kinds])
        step, entry_kind, first = _entries(kinds)
        tiers = sorted({force.tier for force in scenario.forces})
        lent = lent_places(self.returned, self.starts, self.basis)
        return Muster(
            starts=self.starts,
            untils=np.append(self.starts[1:], np.int64(self.period.until)),
            classes=self.returned.timeline.classes,
            fixed=self.fixed,
            required=self.required,
            first=first,
            entry_step=step,
            entry_kind=entry_kind,
            away_since=np.concatenate([self.away_since[self.slots], places.away_since]),
            force=np.zeros(kinds.shape[1], dtype=np.int32),
            team=np.concatenate([self.team[self.slots], np.full(len(places.away_since), -1, dtype=np.int32)]),
            skills=np.vstack([self.skills[self.slots], places.skills]),
            pool_kind=lent.kind,
            pool_places=lent.places,
            pool_states=lent.states,
            pools=lent.pools,
            tiers=np.array([tiers.index(force.tier) for force in scenario.forces_in_order], dtype=np.int64),
        )

    @cached_property
    def away(self) -> dict[str, int]:
        """Home people who have stepped back at the start and count for nothing, with the time since when."""
        start, people = self.period.start, self.situation.scenario.people
        # Ask for the moves first: finding them adds to the standings there are.
        moves = self.situation.moves
        moves = moves.where(moves.at <= start)
        gone = np.array(
            [
                ours.stepped_back and ours.force == HOME and not ours.willing & ours.ever
                for ours in self.situation.standings
            ],
            dtype=np.bool_,
        )
        # Few people are away at the start, and only their moves matter.
        last = moves.applied_to(np.zeros(len(people), dtype=np.int32), None, start)
        moves = moves.where(gone[last][moves.person])
        since: dict[int, int] = {}
        # A record about somebody who is away already, such as a second step-back, does not start their absence anew.
        for at, person, ours in zip(moves.at.tolist(), moves.person.tolist(), moves.after.tolist(), strict=True):
            if gone[ours]:
                since.setdefault(person, at)
            else:
                since.pop(person, None)
        return {people[person].id: since[person] for person in sorted(since)}

    @cached_property
    def decided(self) -> frozenset[str]:
        """The people and pools whose later step-backs or returns are known."""
        events, start = self.situation.events(STEPPED_BACK, RETURNED), self.period.start
        return frozenset(one.subject for one in events if one.occurred > start or start < one.until < FOREVER)

    @cached_property
    def returned(self) -> Situation:
        """The situation in which everybody who is away at the start, and whose return is not known, has returned."""
        start, known_at = self.period.start, self.situation.known_at
        recorded = start if known_at is None else min(start, known_at)
        events = [Event("", RETURNED, one, start, recorded) for one in self.away if one not in self.decided]
        if not events:
            return self.situation
        return replace(self.situation, records=self.situation.records.followed_by(events))

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The start of each step: whole hours, and every known change in either world."""
        start, until = self.period
        hourly = np.arange(start - start % HOUR, until, HOUR, dtype=np.int64)
        both = np.concatenate([hourly, self.situation.timeline.starts, self.returned.timeline.starts])
        inside = both[(both > start) & (both < until)]
        return np.unique(np.append(inside, np.int64(start)))

    @cached_property
    def required(self) -> NDArray[np.int64]:
        """The number that each duty requires in each step; -1 if it does not stand."""
        timeline = self.situation.timeline
        rows = np.searchsorted(timeline.starts, self.starts, side="right") - 1
        return timeline.rules.required.table(timeline.span[rows]).astype(np.int64)

    @cached_property
    def kinds(self) -> NDArray[np.int32]:
        """The class of each person in each step when those away have returned, shape (steps, people)."""
        return np.stack([kinds.copy() for kinds in self._classes(self.starts)])

    def _classes(self, starts: NDArray[np.int64]) -> Iterator[NDArray[np.int32]]:
        """Yield the class of each person at each of some times when those away have returned."""
        windows = replace(self.returned.windows(basis=self.basis), starts=starts)
        return self.returned.people_classes(windows, self.basis)

    @cached_property
    def slots(self) -> NDArray[np.intp]:
        """The people with a slot: those who count at some time until the end of the horizon.

        The people who step back are drawn from them. If the end of the last step mattered, the same step-backs would
        fall upon fewer people in a shorter outlook, and the same hour would have another chance in it.
        """
        scenario, until = self.situation.scenario, self.period.until
        counts = (self.kinds >= 0).any(axis=0)
        if until < scenario.horizon.until:
            changes = self.returned.timeline.starts
            later = np.append(np.int64(until), changes[(changes > until) & (changes < scenario.horizon.until)])
            for kinds in self._classes(later):
                counts |= kinds >= 0
        may = [one.force == scenario.home and one.id not in self.decided for one in scenario.people]
        return np.flatnonzero(np.array(may, dtype=np.bool_) & counts)

    @cached_property
    def places(self) -> HomePlaces:
        """The places of home pools."""
        return home_places(self.returned, self.starts, self.decided)

    @cached_property
    def fixed(self) -> NDArray[np.int64]:
        """The number of each class who count in every future, shape (steps, classes)."""
        others = self.kinds.copy()
        others[:, self.slots] = -1
        counts = self.places.fixed.copy()
        step, person = np.nonzero(others >= 0)
        np.add.at(counts, (step, others[step, person]), 1)
        return counts

    @cached_property
    def away_since(self) -> NDArray[np.int64]:
        """The time since which each person is away; `FOREVER` for others."""
        ids = [person.id for person in self.situation.scenario.people]
        return np.array([self.away.get(one, FOREVER) for one in ids], dtype=np.int64)

    @cached_property
    def team(self) -> NDArray[np.int32]:
        """The team of each person; -1 for none."""
        scenario = self.situation.scenario
        place = {team.id: number for number, team in enumerate(scenario.teams)}
        return np.array([place.get(person.team, -1) for person in scenario.people], dtype=np.int32)

    @cached_property
    def skills(self) -> NDArray[np.bool_]:
        """Whether each person holds a current ticket for each capability at the start, shape (people, capabilities)."""
        scenario, skills = self.situation.scenario, self.situation.records.skills
        start, standing = self.period.start, self.situation.standing_of(self.period.start)
        standings = self.situation.standings
        place = {person.id: number for number, person in enumerate(scenario.people)}
        column = {one.id: number for number, one in enumerate(scenario.capabilities)}
        held = np.zeros((len(place), len(column)), dtype=np.bool_)
        # Standings know the tickets that a duty asks for alone; the rows say the others.
        current = [one for one in scenario.authorisations if one.period.start <= start < one.period.until]
        held[[place[one.person] for one in current], [column[one.capability] for one in current]] = True
        for capability, number in column.items():
            if skills.bit[capability] & skills.relevant:
                # People share a few standings.
                held[:, number] = np.array([one.current & skills.bit[capability] > 0 for one in standings])[standing]
        return held


def _entries(kinds: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int16], NDArray[np.int64]]:
    """Return the steps and classes in which each slot counts, slot by slot, and the first entry of each slot."""
    slot, step = np.nonzero(kinds.T >= 0)
    first = np.searchsorted(slot, np.arange(kinds.shape[1] + 1)).astype(np.int64)
    return step.astype(np.int32), kinds[step, slot].astype(np.int16), first
