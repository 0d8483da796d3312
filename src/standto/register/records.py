"""The records of a scenario: its events folded on demand, and cached."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cached_property
from threading import RLock

import numpy as np

from standto.model.event import ON_CALL, Event
from standto.model.one_line import titled
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, HOUR, Instant
from standto.register.abilities import SupplyAbilities
from standto.register.knowledge import EVERYTHING, Knowledge, carried, keep
from standto.register.pool_states import Lots, fold_pool
from standto.register.readiness import waiting_of
from standto.register.reason_names import reasons_in
from standto.register.reasons import PeopleReasons
from standto.register.rest_record import RestRecord, RestTerms
from standto.register.rota import rota_of
from standto.register.rules import RULE_EVENTS, Rules, make_rules
from standto.register.schedules import Schedules, schedules_of
from standto.register.shift_times import ShiftTimes
from standto.register.standing import Skills, Standing
from standto.register.standing_moves import Moves
from standto.register.timeline import Timeline, make_timeline
from standto.register.volunteers import Volunteers
from standto.wording import counted

MOST_RESTS = 4
"""The most states of knowledge whose rest is kept: each holds every stint of everybody."""


class Records:
    """Everything known about a scenario.

    Anything that does not depend on the state of knowledge is folded once, anything else once for each state.

    Parameters
    ----------
    scenario
        A sound scenario.
    since
        The instant before which `compaction` has removed events; by default none. The register's numbers from before it
        are not known, so `Situation.claims` leaves out earlier reports.

    Notes
    -----
    Any number of threads may use records at once, even while `followed_by` makes the next ones: folding takes a lock
    of these records alone, and nothing that was returned changes later. Only `standings` grows, at its end.
    """

    def __init__(self, scenario: Scenario, *, since: Instant = BEGINNING) -> None:
        self.scenario = scenario
        self.since = since
        self.knowledge = Knowledge(scenario.events)
        alternatives = [one for demand in scenario.demands for one in demand.alternatives]
        self.skills = Skills(
            [one.id for one in scenario.capabilities],
            [capability for one in alternatives for capability in one],
            [one for one in alternatives if len(one) > 1],
        )
        self.abilities = SupplyAbilities(scenario, self.skills, rota_of(scenario))
        self.shifts = ShiftTimes(scenario, int(scenario.policy.rest_hours * HOUR) + 24 * HOUR)
        self._volunteers = Volunteers(scenario, self.skills, self.knowledge, self.abilities.rota)
        self._timelines: dict[tuple[int, tuple[str, ...], int | None], Timeline] = {}
        self._rest_terms = RestTerms(scenario) if scenario.working_time else None
        self._rest: dict[int, RestRecord] = {}
        self._last_rest: RestRecord | None = None
        self._moves: dict[int, Moves] = {}
        """The moves, with the times of people left out laid over them, by state of knowledge."""
        self._rules: dict[tuple[object, ...], Rules] = {}
        self._lots: dict[str, dict[tuple[int, ...], list[tuple[Instant, Lots]]]] = {
            pool.id: {} for pool in scenario.pools
        }
        self._reasons: PeopleReasons | None = None
        self._on_call: bool | None = None
        """Whether an `on-call` has a readiness above 0, once asked."""
        self._possible: dict[bool, tuple[str, ...]] = {}
        self._lock = RLock()

    def __repr__(self) -> str:
        return f"<Records of {titled(self.scenario.title)}: {counted(len(self.scenario.events), 'event')}>"

    def followed_by(self, events: Sequence[Event]) -> Records:
        """Return the records of the same scenario with more events after its own.

        They give the same answers as fresh records, at about the cost of the new events, because they share everything
        that still holds. These records do not change.

        Parameters
        ----------
        events
            The new events in the order of the file. They may have occurred, or been recorded, before earlier events,
            and may correct them.
        """
        after = copy(self)
        with self._lock:
            Records._add(after, events)
        return after

    def _add(self, events: Sequence[Event]) -> None:
        """Add events to a copy that no other thread uses yet."""
        self._lock = RLock()
        self.scenario = self.scenario.followed_by(events)
        first = min((event.recorded for event in events), default=EVERYTHING)
        # Up to the first state of knowledge that a new event belongs to, the known events are the same as before.
        unchanged = int(np.searchsorted(self.knowledge.moments, first, side="left"))
        self.knowledge, renewed = self.knowledge.followed_by(self.scenario.events)
        self._volunteers = self._volunteers.followed_by(self.knowledge, renewed, unchanged)
        self._timelines = carried(self._timelines, lambda key: key[0] <= unchanged)
        self._moves = carried(self._moves, lambda state: state <= unchanged)
        self._rest = carried(self._rest, lambda state: state <= unchanged)
        self._rules = dict(self._rules)
        self._on_call, self._possible = None, dict(self._possible)
        self._lots = {pool: dict(kept) for pool, kept in self._lots.items()}

    @cached_property
    def schedules(self) -> Schedules:
        """The times at which people who may be called in are at work by pattern and rows: no event changes them."""
        return schedules_of(self.scenario, self.shifts)

    @property
    def standings(self) -> Sequence[Standing]:
        """Every standing found so far; later questions may add more."""
        return self._volunteers.standings

    def moves(self, known_at: Instant) -> Moves:
        """Return every change of standing, as known at an instant; people who are left out are not rested."""
        with self._lock:
            moves, terms = self._volunteers.moves(known_at), self._rest_terms
            if terms is None or not terms.leave_out:
                return moves
            state = self.knowledge.state(known_at)
            if state not in self._moves:
                rest = self._rested(terms, known_at)
                keep(self._moves, state, self._volunteers.left_out(moves, rest.left_out))
            return self._moves[state]

    def rest(self, known_at: Instant) -> RestRecord | None:
        """Return the rest of everybody, as known at an instant; None if the scenario has no rules on it."""
        with self._lock:
            return None if self._rest_terms is None else self._rested(self._rest_terms, known_at)

    def _rested(self, terms: RestTerms, known_at: Instant) -> RestRecord:
        state = self.knowledge.state(known_at)
        if state not in self._rest:
            moves, rota = self._volunteers.moves(known_at), self.abilities.rota
            self._last_rest = terms.record(rota, self.standings, moves, self._last_rest)
            keep(self._rest, state, self._last_rest, MOST_RESTS)
        return self._rest[state]

    @property
    def reasons(self) -> PeopleReasons:
        """The standings found so far, as columns for counting reasons."""
        with self._lock:
            if self._reasons is None or self._reasons.standings != len(self.standings):
                self._reasons = PeopleReasons(self.scenario, self.skills, self.abilities, self.standings)
            return self._reasons

    @property
    def possible_reasons(self) -> tuple[str, ...]:
        """The reasons not to count that can apply in the scenario, in order."""
        with self._lock:
            if self._on_call is None:
                events = self.knowledge.events_at(self.knowledge.places_of_kind(ON_CALL))
                self._on_call = any(event.count for event in events)
            if self._on_call not in self._possible:
                self._possible[self._on_call] = reasons_in(self.scenario, on_call=self._on_call)
            return self._possible[self._on_call]

    def places(self, pool: str, known_at: Instant) -> list[tuple[Instant, Lots]]:
        """Return the places of a pool over time, as known at an instant."""
        known = tuple(self.knowledge.known(self.knowledge.places("supply", pool), known_at))
        with self._lock:
            kept = self._lots[pool]
            if known not in kept:
                keep(kept, known, fold_pool(self.scenario.pool[pool], self.knowledge.events_at(known)))
            return kept[known]

    def rules(self, known_at: Instant, assumed: tuple[str, ...]) -> Rules:
        """Return the rules over the horizon, as known at an instant."""
        key = (assumed, *self.knowledge.known_of(RULE_EVENTS, known_at))
        with self._lock:
            if key not in self._rules:
                made = make_rules(self.scenario, self.shifts, self.knowledge, known_at, assumed)
                keep(self._rules, key, made)
            return self._rules[key]

    def timeline(self, known_at: Instant, assumed: tuple[str, ...], ready: int | None = None) -> Timeline:
        """Return the timeline, as known at an instant; every demand can wait `ready` minutes at least."""
        key = (self.knowledge.state(known_at), assumed, ready)
        with self._lock:
            if key not in self._timelines:
                rules, moves = self.rules(known_at, assumed), self.moves(known_at)
                pools = [(pool, self.places(pool.id, known_at)) for pool in self.scenario.pools]
                waiting = waiting_of(self.scenario, ready)
                made = make_timeline(self.scenario, rules, self.standings, self.abilities, moves, pools, waiting)
                keep(self._timelines, key, made)
            return self._timelines[key]
