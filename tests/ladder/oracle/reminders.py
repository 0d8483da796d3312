"""Reminders: late answers, help that ends, figures in doubt, reviews due."""

from __future__ import annotations

from itertools import combinations

from tests.ladder.oracle.answers import Step
from tests.ladder.oracle.knowledge import at
from tests.ladder.oracle.review_moment import COUNTS, ReviewMoment
from tests.ladder.oracle.times import HOUR, hours
from tests.register import oracle as register


class Reminders(ReviewMoment):
    """The rules about matters that need somebody's attention."""

    def reminders(self):
        for pool in self.pools:
            late = self.places(pool, "asked", "offered", "requested", older_than=self.policy.stale_hours)
            if late:
                yield Step("answer-overdue", pool.id, None, late)
        yield from self._ends_early()
        yield from self._figures()
        confirmed = self.ahead(self.now, self.basis("confirmed"))
        wanting = any(any(self.gaps(window).values()) for window in confirmed) or self.any_help()
        taken = [e.occurred for e in self.now.known_events.events if e.kind == "decision" and e.occurred <= self.at]
        last = max(taken, default=self.scenario.horizon.start)
        if wanting and self.at - last >= hours(self.policy.review_hours):
            yield Step("review-due", self.scenario.home)

    def _ends_early(self):
        windows = self.ahead(self.now, self.basis("confirmed"))
        for pool in self.pools:
            end = pool.period.until
            if not self.at < end < self.end:
                continue
            last = [state for state, _ in register.places_of(self.now.known_events, pool, end - 1)]
            if not any(state in COUNTS["confirmed"] for state in last):
                continue
            needs, duties = [], set()
            for start, until in self.ends():
                gaps = self.gaps(at(windows, start))
                mine = {duty for duty in self.now.facts(start).may[pool.id] if gaps[duty]}
                count = sum(gaps[duty] for duty in mine)
                if start >= end and count:
                    duties |= mine
                    same = needs and needs[-1][1:] == (start, count) and at(windows, needs[-1][0]) == at(windows, start)
                    needs[-1:] = [(needs[-1][0], until, count)] if same else [*needs[-1:], (start, until, count)]
            if needs:
                ordered = tuple(duty for duty in self.order if duty in duties)
                yield Step("help-ends-early", pool.id, None, max(n for _, _, n in needs), tuple(needs), duties=ordered)

    def _figures(self):
        known_events = self.now.known_events
        claims = register.claims(known_events, self.at + 1)
        claimed = {event.subject for event, _ in claims}
        in_order = sorted(self.scenario.forces, key=lambda force: force.tier)
        forces = [force.id for force in in_order if force.id in claimed]
        for force in forces:
            latest = max(event.occurred for event, _ in claims if event.subject == force)
            stale = self.at - latest > hours(self.policy.stale_hours)
            if stale and register.stepped_back(known_events, force, self.at):
                yield Step("figure-stale", force)
        for force in forces:
            mine = [(event, number) for event, number in claims if event.subject == force]
            beside = any(not holds(event, number) for event, number in mine)
            between = any(
                abs(one.occurred - other.occurred) <= HOUR and not compatible(one, other)
                for (one, _), (other, _) in combinations(mine, 2)
            )
            if beside or between:
                yield Step("figures-conflict", force)


def reach(event):
    """The least and the most that a report allows."""
    if event.count is not None:
        return event.count, event.count
    return event.low or 0, float("inf") if event.high is None else event.high


def holds(event, number):
    """Whether a report allows a number."""
    low, high = reach(event)
    return low <= number <= high


def compatible(one, other):
    """Whether two reports can both be true."""
    return max(reach(one)[0], reach(other)[0]) <= min(reach(one)[1], reach(other)[1])
