"""The moment of a review, with the questions that several rules ask about it."""

from __future__ import annotations

from tests.ladder.oracle.knowledge import Knowledge, able_in
from tests.ladder.oracle.matching import gaps_of
from tests.ladder.oracle.presence import ready_by_pattern, seats_as_duties
from tests.ladder.oracle.rest_rules import RestRules
from tests.ladder.oracle.times import MINUTE, hours
from tests.register import oracle as register

COUNTS = register.COUNTS_UNDER
ANSWERS = ("aid-offered", "aid-confirmed", "aid-arrived", "aid-declined", "aid-withdrawn")
HELP = ("asked", "offered", "confirmed", "arrived", "requested", "standby", "deployed")


class ReviewMoment:
    """The moment of a review, as known then or at another time."""

    def __init__(self, scenario, at, known_at=None, memory=None):
        self.known_at = at if known_at is None else known_at
        self.policy = scenario.policy
        self.memory = {} if memory is None else memory
        scenario = self._without_crews(scenario)
        self.scenario, self.at = scenario, at
        self.now = self.knowledge(self.known_at)
        self.end = min(at + hours(self.policy.look_ahead_hours), scenario.horizon.until)
        self.order = [duty.id for duty in sorted(scenario.duties, key=lambda duty: duty.criticality)]
        tier = {force.id: force.tier for force in scenario.forces}
        kind = {force.id: force.kind for force in scenario.forces}
        lent = [pool for pool in scenario.pools if pool.force != scenario.home]
        self.pools = sorted(lent, key=lambda pool: tier[pool.force])
        self.military = [pool for pool in self.pools if kind[pool.force] == "military"]
        self.aid = [pool for pool in self.pools if kind[pool.force] != "military"]
        cuts = {at, *(time for time in self.now.times if at < time < self.end)}
        cuts |= {arrival for pool in self.pools if at < (arrival := self.arrival(pool)) < self.end}
        self.pieces = sorted(cuts)

    def _without_crews(self, scenario):
        """The scenario with duties in place of its crews, the same one each time: its events are known by identity."""
        key = ("without crews", id(scenario))
        if key not in self.memory:
            self.memory[key] = scenario, seats_as_duties(scenario)
        return self.memory[key][1]

    # -- knowledge --------------------------------------------------------------------------------------------

    def knowledge(self, known_at, assumed=()):
        """The scenario as known at an instant; shared between instants at which the same is known."""
        known_events = register.KnownEvents(self.scenario, known_at, assumed)
        key = (tuple(id(event) for event in known_events.events), tuple(assumed))
        if key not in self.memory:
            self.memory[key] = Knowledge(known_events, self._by_pattern, self._rest(known_at, key[0]))
        return self.memory[key]

    def _rest(self, known_at, known):
        """The stints of everybody, if there are rules; the same while the same is known."""
        if not self.scenario.working_time:
            return None
        if ("rest", known) not in self.memory:
            self.memory["rest", known] = RestRules(self.scenario, known_at)
        return self.memory["rest", known]

    def _by_pattern(self, team, moment):
        key = ("on", team.id, moment)
        if key not in self.memory:
            self.memory[key] = ready_by_pattern(self.scenario, team, moment)
        return self.memory[key]

    def places(self, pool, *states, older_than=None):
        """The number of a pool's places in some states, for longer than an age if one is given."""
        found = register.places_of(self.now.known_events, pool, self.at)
        start = self.scenario.horizon.start
        since = [start if moment == register.BEGINNING else moment for state, moment in found if state in states]
        return sum(older_than is None or self.at - moment > hours(older_than) for moment in since)

    def any_help(self):
        return any(self.places(pool, *HELP) for pool in self.pools)

    def last(self, pool, *kinds):
        """The time when some kind of event last happened to a pool; None if never."""
        return max(
            (e.occurred for e in self.now.known_events.about(pool.id, *kinds) if e.occurred <= self.at), default=None
        )

    def arrival(self, pool):
        """The time at which help asked for now could arrive."""
        return self.at + pool.lead_minutes * MINUTE

    def coming(self, pool):
        """Whether places asked of a pool count as coming."""
        asked = self.last(pool, "aid-asked")
        if asked is None and pool.state == "asked":
            asked = self.scenario.horizon.start
        answered = self.last(pool, *ANSWERS)
        silent = asked is not None and (answered is None or answered < asked)
        return silent and self.at - asked < hours(self.policy.answer_hours)

    # -- bases -------------------------------------------------------------------------------------------------

    def basis(self, name):
        """The states that count under a basis, for each pool."""
        return {pool.id: COUNTS[name] for pool in self.pools}

    def expected(self, military=()):
        """Help offered, or asked and coming; of the military, only some states."""
        states = {pool.id: (*COUNTS["offered"], *(("asked",) if self.coming(pool) else ())) for pool in self.aid}
        return states | {pool.id: military for pool in self.military}

    def ahead(self, known, states):
        """The windows of the look-ahead."""
        return known.windows(self.at, self.end, states)

    def gaps(self, window):
        """The gap of each duty in a window."""
        key = ("gaps", tuple(window.required.items()), tuple(sorted(tuple(sorted(can)) for can in able_in(window))))
        if key not in self.memory:
            self.memory[key] = gaps_of(able_in(window), window.required, self.order)
        return self.memory[key]

    def ability(self, pool, instant, known=None):
        """The duties that a pool's places can and may do at an instant; none outside its period."""
        inside = pool.period.start <= instant < pool.period.until
        return (known or self.now).facts(instant).may[pool.id] if inside else frozenset()

    def ends(self):
        """The start and end of each piece of the look-ahead."""
        return list(zip(self.pieces, [*self.pieces[1:], self.end], strict=True))
