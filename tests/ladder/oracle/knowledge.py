"""Everything known of a scenario: one person, one place and one piece of time at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from tests.ladder.oracle.presence import ON_DUTY_LINE, alternatives, binds, bound_to, could, readiness
from tests.register import oracle as register
from tests.register.oracle import Window


class Facts(NamedTuple):
    """Everything that holds for a while.

    `can` holds the duties that each person would count for if there at once, `ready` the minutes that they need, or
    None off duty, `bound` what they count for alone; `may` holds the duties that a pool's places can and may do.
    """

    required: dict[str, int]
    ready: dict[str, int | None]
    bound: dict[str, str]
    called: dict[str, bool]
    can: dict[str, frozenset[str]]
    may: dict[str, frozenset[str]]


class Knowledge:
    """A scenario as known at an instant, computed once for each piece of time in which nothing changes."""

    def __init__(self, known_events, by_pattern, rest=None):
        self.known_events, self.scenario, self._by_pattern = known_events, known_events.scenario, by_pattern
        self.rest = rest
        start, until = known_events.scenario.horizon
        ends = {end for row in self.scenario.rota for end in row.period if start <= end < until}
        if rest:
            ends |= {moment for moment in rest.moments() if start <= moment < until}
        self.times = sorted({*register.moments(known_events, start, until), *ends})
        self._facts = {}
        self._windows = {}

    def facts(self, instant):
        """Everything that holds at an instant."""
        moment = max(time for time in self.times if time <= instant)
        if moment not in self._facts:
            self._facts[moment] = self._made(moment)
        return self._facts[moment]

    def _made(self, moment):
        known_events, scenario = self.known_events, self.scenario
        lawful = {
            force.id: {duty.id for duty in scenario.duties if register.may_do(known_events, force.id, duty, moment)}
            for force in scenario.forces
        }
        people, called = scenario.people, ("called-in", "stood-off")
        return Facts(
            register.required(known_events, moment),
            {person.id: self._ready(person, moment) for person in people},
            {person.id: bound_to(scenario, person, moment) for person in people},
            {
                person.id: register.live_kind(known_events, moment, person.id, *ON_DUTY_LINE) in called
                for person in people
            },
            {person.id: self._can(person, moment) & lawful[person.force] for person in people},
            {
                pool.id: frozenset(duty.id for duty in scenario.duties if could(pool, duty)) & lawful[pool.force]
                for pool in scenario.pools
            },
        )

    def _ready(self, person, moment):
        """How soon a person is ready; what goes by the pattern of a team is kept for all its people."""
        return readiness(self.known_events, person, moment, self._by_pattern)

    def _can(self, person, moment):
        known_events = self.known_events
        if self.rest and self.rest.is_left_out(person, moment):
            return frozenset()
        tickets = {
            capability.id
            for capability in self.scenario.capabilities
            if register.is_available(known_events, person, moment)
            and register.holds(known_events, person, capability.id, moment)
            and register.has_authority(known_events, person, capability.id, moment)
            and register.is_willing(known_events, person, capability.id, moment)
        }
        return frozenset(duty.id for duty in self.scenario.duties if any(one <= tickets for one in alternatives(duty)))

    def windows(self, start, until, states, lent=True):
        """The longest periods in which the same people and places count for the same duties.

        `states` holds the states in which each pool's places count; home pools are always counted.
        """
        key = (start, until, tuple(sorted(states.items())), lent)
        if key not in self._windows:
            self._windows[key] = self._found(start, until, states, lent)
        return self._windows[key]

    def _found(self, start, until, states, lent):
        found = []
        cuts = [start, *(time for time in self.times if start < time < until), until]
        for moment, following in pairwise(cuts):
            so = self._so(moment, states, lent)
            if found and found[-1][2:] == so:
                found[-1] = found[-1]._replace(until=following)
            else:
                found.append(Window(moment, following, *so))
        return found

    def _so(self, moment, states, lent):
        facts, scenario = self.facts(moment), self.scenario
        standing = frozenset(facts.required)
        duties = [duty for duty in scenario.duties if duty.id in standing]
        people = {
            person.id: frozenset(
                duty.id
                for duty in duties
                if duty.id in facts.can[person.id]
                and facts.ready[person.id] <= duty.ready_minutes
                and binds(facts.bound[person.id], duty)
            )
            for person in scenario.people
            if facts.ready[person.id] is not None and (lent or person.force == scenario.home)
        }
        places = {}
        for pool in scenario.pools:
            wanted = ("available",) if pool.force == scenario.home else states.get(pool.id, ())
            can = facts.may[pool.id] & standing
            number = sum(state in wanted for state, _ in register.places_of(self.known_events, pool, moment))
            if can and number and pool.period.start <= moment < pool.period.until:
                places[pool.id] = (number, can)
        return facts.required, {name: can for name, can in people.items() if can}, places


def able_in(window):
    """The duties of each person and place that counts in a window."""
    return [*window.people.values(), *(can for number, can in window.places.values() for _ in range(number))]


def at(windows, instant):
    """The window that an instant lies in."""
    (window,) = [one for one in windows if one.start <= instant < one.until]
    return window
