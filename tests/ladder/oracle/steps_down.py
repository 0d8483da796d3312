"""Steps down: which help may go, and what keeps the rest."""

from __future__ import annotations

from tests.ladder.oracle.answers import Kept, Step
from tests.ladder.oracle.conditions import Conditions
from tests.ladder.oracle.matching import first_to_break, worst_case
from tests.ladder.oracle.review_moment import COUNTS
from tests.ladder.oracle.times import hours, whole_hours
from tests.register import oracle as register

UP = ("aid-asked", "aid-offered", "aid-confirmed", "aid-arrived")
UP_MILITARY = ("contingency-requested", "contingency-agreed", "contingency-deployed")


class StepsDown(Conditions):
    """The rules about standing down and releasing."""

    def steps_down(self):
        """The steps down, and the help kept."""
        down, kept, released = [], [], []
        for pool in self.military:
            if self.places(pool, "requested", "standby", "deployed"):
                states = {other.id: () for other in self.pools}
                self._decide(
                    pool, states, False, "stand-down-contingency", ("requested", "standby", "deployed"), down, kept
                )
        for pool in reversed(self.aid):
            if self.places(pool, "confirmed", "arrived"):
                here = {other.id: COUNTS["present"] for other in self.aid if other not in (pool, *released)}
                if self._decide(pool, here, True, "release-aid", ("arrived", "confirmed", "offered"), down, kept):
                    released.append(pool)
        return down, sorted(kept, key=lambda one: [pool.id for pool in self.pools].index(one.pool))

    def _decide(self, pool, states, lent, step, gone, down, kept):
        duties = self._duties(pool)
        failure = next((found for hour in self._hours() if (found := self._fails(hour, states, lent, duties))), None)
        last = self.last(pool, *UP, *UP_MILITARY)
        hold = self.at - hours(self.policy.hold_hours)
        declared = register.declared(self.now.known_events, self.at)
        goes = (
            failure is None
            and hold >= self.scenario.horizon.start
            and (last is None or last <= hold)
            and not declared & set(self.conditions(pool))
            and self.at + hours(self.policy.look_ahead_hours) <= self.scenario.horizon.until
        )
        if goes:
            ordered = tuple(duty for duty in self.order if duty in duties)
            down.append(Step(step, pool.id, None, self.places(pool, *gone), duties=ordered))
            return True
        furthest = ("deployed", "standby", "requested", "arrived", "confirmed")
        states_here = [state for state in furthest if self.places(pool, state)]
        plain = Kept(pool.id, states_here[0], self.places(pool, *furthest))
        since = {"held_since": max(hold, self.scenario.horizon.start)}
        kept.append(plain._replace(**(failure or since)))
        return False

    def _hours(self):
        """The review's instant, then the full hours of the hold, the latest first."""
        start = max(self.at - hours(self.policy.hold_hours), self.scenario.horizon.start)
        before = whole_hours(self.scenario.zone, start, self.at - 1)
        return [self.at, *reversed(before)]

    def _fails(self, hour, states, lent, duties):
        """The first window of an hour's look-ahead that fails, with its first duty; None if none does."""
        known = self.now if hour == self.at else self.knowledge(min(hour, self.known_at))
        until = min(hour + hours(self.policy.look_ahead_hours), self.scenario.horizon.until)
        for window in known.windows(hour, until, states, lent):
            gaps = self.gaps(window)
            short = [duty for duty in self.order if duty in duties and gaps[duty]]
            worst = self._worst(window, duties)
            if short or (worst is not None and worst < self.policy.reserve):
                duty = short[0] if short else self._first_to_break(window, duties)
                return {
                    "duty": duty,
                    "start": window.start,
                    "until": window.until,
                    "at": hour,
                    "gap": gaps[duty],
                    "worst_case": worst,
                }
        return None

    def _alone(self, window, duties):
        """Home people and places, other ones, and the requirement, for some duties only."""
        people = {person.id: person.force == self.scenario.home for person in self.scenario.people}
        own = {pool.id: pool.force == self.scenario.home for pool in self.scenario.pools}
        units = [(people[name], can & duties) for name, can in window.people.items()]
        units += [(own[name], can & duties) for name, (number, can) in window.places.items() for _ in range(number)]
        required = {duty: number for duty, number in window.required.items() if duty in duties and number}
        able = frozenset(required)
        home = sorted((can & able for is_home, can in units if is_home and can & able), key=sorted)
        others = sorted((can & able for is_home, can in units if not is_home and can & able), key=sorted)
        return home, others, required

    def _worst(self, window, duties):
        home, others, required = self._alone(window, duties)
        key = ("worst", tuple(home), tuple(others), tuple(sorted(required.items())))
        if key not in self.memory:
            self.memory[key] = worst_case(home, others, required)
        return self.memory[key]

    def _first_to_break(self, window, duties):
        return first_to_break(*self._alone(window, duties), self.order)
