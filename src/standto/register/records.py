"""The register's records: events folded once for each state of knowledge, and kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from standto.model.time import FOREVER, HOUR, Instant
from standto.register.knowledge import Entry, Knowledge
from standto.register.people import Skills, Standing, fold
from standto.register.places import Lots
from standto.register.places import fold as fold_places
from standto.register.reasons import PeopleReasons
from standto.register.rules import RULE_EVENTS, Rules, Shifts, make_rules
from standto.register.timeline import Moves, Timeline, make_timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.model.event import Event
    from standto.model.scenario import Scenario
    from standto.model.time import Period

Key = TypeVar("Key")
Value = TypeVar("Value")
Spells = tuple[tuple[Instant, int], ...]
"""``(instant, standing)``: the number of a person's standing from that instant until the next."""

KEPT_TIMELINES = 64
"""How many states of knowledge stay at hand: an hour-by-hour review looks back over a few."""


class Records:
    """Everything that is known of a scenario, folded as it is asked for.

    What does not depend on knowledge is folded once. A person without events never changes; one with events is
    folded again only where what is known of them has changed.

    Parameters
    ----------
    scenario
        A sound scenario.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.knowledge = Knowledge(scenario.events)
        asked_for = [capability for duty in scenario.duties for capability in duty.capabilities]
        self.skills = Skills([one.id for one in scenario.capabilities], asked_for)
        self.duty_masks = [self.skills.mask(duty.capabilities) for duty in scenario.duties_in_order]
        self.standings: list[Standing] = []
        self._number: dict[Standing, int] = {}
        self._tickets = self._tickets_by_person()
        self._plain: dict[tuple[object, ...], Spells] = {}
        self._moves: dict[int, Moves] = {}
        self._last_known_at: Instant = FOREVER
        self._timelines: dict[tuple[int, tuple[str, ...]], Timeline] = {}
        self._rules: dict[tuple[object, ...], Rules] = {}
        self._spells: dict[int, tuple[tuple[int, ...], Spells]] = {}
        self._lots: dict[tuple[str, tuple[Event, ...]], list[tuple[Instant, Lots]]] = {}
        self._reasons: PeopleReasons | None = None
        rest = int(scenario.policy.rest_hours * HOUR)
        self.shifts = Shifts(scenario, rest + 24 * HOUR)
        self._settle_people()

    # -- people -----------------------------------------------------------------------------------------------

    def _tickets_by_person(self) -> dict[str, dict[str, list[Period]]]:
        """Return the periods of everybody's tickets, by person and capability."""
        tickets: dict[str, dict[str, list[Period]]] = {}
        for row in self.scenario.authorisations:
            tickets.setdefault(row.person, {}).setdefault(row.capability, []).append(row.period)
        return tickets

    def _settle_people(self) -> None:
        """Fold those without events, who never change, and note the others."""
        forces = {force.id: place for place, force in enumerate(self.scenario.forces_in_order)}
        teams = {team.id: place for place, team in enumerate(self.scenario.teams)}
        self._places_of: dict[int, tuple[int, int]] = {}
        self._busy: dict[int, Sequence[Entry]] = {}
        quiet: list[tuple[int, Spells]] = []
        for number, person in enumerate(self.scenario.people):
            force, team = forces[person.force], teams.get(person.team, -1)
            entries = self.knowledge.entries("supply", person.id)
            if entries:
                self._busy[number] = entries
                self._places_of[number] = (force, team)
            else:
                quiet.append((number, self._plain_spells(force, team, self._tickets.get(person.id, {}))))
        self._quiet = _columns(quiet)

    def _plain_spells(self, force: int, team: int, tickets: dict[str, list[Period]]) -> Spells:
        """Return the spells of somebody without events; many people have the same."""
        key = (force, team, tuple((capability, tuple(rows)) for capability, rows in tickets.items()))
        if key not in self._plain:
            self._plain[key] = self._numbered(fold(self.skills, force, team, tickets, ()))
        return self._plain[key]

    def _numbered(self, timeline: Sequence[tuple[Instant, Standing]]) -> Spells:
        """Give every standing its number."""
        number, standings = self._number, self.standings
        spells = []
        for moment, standing in timeline:
            if standing not in number:
                number[standing] = len(standings)
                standings.append(standing)
            spells.append((moment, number[standing]))
        return tuple(spells)

    def _busy_spells(self, person: int, known_at: Instant) -> Spells:
        """Return the spells of somebody with events, folded anew only where other events are known."""
        known = tuple(
            place for place, entry in enumerate(self._busy[person]) if entry.known_from <= known_at < entry.known_until
        )
        kept = self._spells.get(person)
        if kept is None or kept[0] != known:
            entries = self._busy[person]
            force, team = self._places_of[person]
            tickets = self._tickets.get(self.scenario.people[person].id, {})
            timeline = fold(self.skills, force, team, tickets, [entries[place].event for place in known])
            kept = self._spells[person] = (known, self._numbered(timeline))
        return kept[1]

    def moves(self, known_at: Instant) -> Moves:
        """Return who changes standing when, by what is known at an instant."""
        state = self.knowledge.state(known_at)
        if state not in self._moves:
            _keep(self._moves, state, self._patched(known_at) if self._moves else self._folded(known_at))
        return self._moves[state]

    def _folded(self, known_at: Instant) -> Moves:
        """Return the moves of everybody, folded from nothing."""
        self._last_known_at = known_at
        return self._quiet.joined(_columns([(person, self._busy_spells(person, known_at)) for person in self._busy]))

    def _patched(self, known_at: Instant) -> Moves:
        """Return the moves last asked for, with those replaced of whom something else is known now."""
        last, self._last_known_at = self._last_known_at, known_at
        moments, persons = self._learnt
        learnt = slice(*np.searchsorted(moments, sorted((last, known_at)), side="right"))
        changed = np.unique(persons[learnt])
        stale = np.zeros(len(self.scenario.people), dtype=np.bool_)
        stale[changed] = True
        before = next(reversed(self._moves.values()))
        kept = before.where(~stale[before.person])
        return kept.joined(_columns([(person, self._busy_spells(person, known_at)) for person in changed.tolist()]))

    @cached_property
    def _learnt(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """When something about whom becomes known, or is corrected: instants in order, and people."""
        moments = sorted(
            (moment, person)
            for person, entries in self._busy.items()
            for entry in entries
            for moment in (entry.known_from, entry.known_until)
            if moment < FOREVER
        )
        columns = np.array(moments, dtype=np.int64).reshape(-1, 2)
        return columns[:, 0], columns[:, 1]

    @property
    def reasons(self) -> PeopleReasons:
        """The standings known so far, laid out for counting reasons."""
        if self._reasons is None or self._reasons.standings != len(self.standings):
            self._reasons = PeopleReasons(self.scenario, self.standings, self.duty_masks)
        return self._reasons

    # -- places and rules -------------------------------------------------------------------------------------

    def places(self, pool: str, known_at: Instant) -> list[tuple[Instant, Lots]]:
        """Return the places of a pool over time, by what is known at an instant."""
        events = self.knowledge.of("supply", pool, known_at)
        key = (pool, tuple(events))
        if key not in self._lots:
            self._lots[key] = fold_places(self.scenario.pool[pool], events)
        return self._lots[key]

    def rules(self, known_at: Instant, assumed: tuple[str, ...]) -> Rules:
        """Return what is so for everybody, by what is known at an instant."""
        key = (tuple(self.knowledge.all_of(RULE_EVENTS, known_at)), assumed)
        if key not in self._rules:
            self._rules[key] = make_rules(self.scenario, self.shifts, self.knowledge, known_at, assumed)
        return self._rules[key]

    def timeline(self, known_at: Instant, assumed: tuple[str, ...]) -> Timeline:
        """Return the timeline of a state of knowledge, kept for the next who asks."""
        key = (self.knowledge.state(known_at), assumed)
        if key not in self._timelines:
            rules, moves = self.rules(known_at, assumed), self.moves(known_at)
            pools = [(pool, self.places(pool.id, known_at)) for pool in self.scenario.pools]
            made = make_timeline(self.scenario, rules, self.standings, self.duty_masks, moves, pools)
            _keep(self._timelines, key, made)
        return self._timelines[key]


def _columns(people: Sequence[tuple[int, Spells]]) -> Moves:
    """Return the spells of some people as moves, person by person."""
    at, person, before, after = [], [], [], []
    for number, spells in people:
        last = -1
        for moment, standing in spells:
            at.append(moment)
            person.append(number)
            before.append(last)
            after.append(standing)
            last = standing
    return Moves(
        np.array(at, dtype=np.int64),
        np.array(person, dtype=np.int32),
        np.array(before, dtype=np.int32),
        np.array(after, dtype=np.int32),
    )


def _keep(kept: dict[Key, Value], key: Key, value: Value) -> None:
    """Keep a value, and let the oldest go where there are many."""
    if len(kept) >= KEPT_TIMELINES:
        del kept[next(iter(kept))]
    kept[key] = value
