"""Own people first: the call-ins counted on, by trying every way to send people to shifts."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from functools import cache, cached_property

from tests.ladder.oracle.answers import Step
from tests.ladder.oracle.matching import most_served, pour
from tests.ladder.oracle.review_moment import ReviewMoment
from tests.ladder.oracle.times import EPOCH, HOUR, hours
from tests.register import oracle as register


class CallIns(ReviewMoment):
    """The rule about call-ins."""

    @cached_property
    def planned(self):
        """The call-ins counted on, by the start of the window, then by duty."""
        soonest = self.at + hours(self.policy.call_in_notice_hours)
        confirmed = self.ahead(self.now, self.basis("confirmed"))
        gapped = [window for window in confirmed if any(self.gaps(window).values()) and window.start >= soonest]
        could = {window.start: self._could_come(window) for window in gapped}
        wanted = {window.start: self._wanted(window, could[window.start]) for window in gapped}
        by_shift = {}
        for window in gapped:
            by_shift.setdefault(self._shift_of(window), []).append(window)
        shifts = list(by_shift.values())

        @cache
        def serve(shift, coming):
            return tuple(self._served(wanted[one.start], could[one.start], coming) for one in shifts[shift])

        people = [
            frozenset(name for window in windows for name, able in could[window.start].items() if able)
            for windows in shifts
        ]
        filled = most_served(people, serve)
        return {
            window.start: dict(zip(self.order, numbers, strict=True))
            for window, numbers in zip((one for windows in shifts for one in windows), filled, strict=True)
        }

    def _could_come(self, window):
        """The duties that each home person could be called in for, for a whole window."""
        moments = [window.start, *(time for time in self.now.times if window.start < time < window.until)]
        facts = [self.now.facts(moment) for moment in moments]
        found = {}
        for person in self.scenario.people:
            if person.force == self.scenario.home and self._may_be_asked(person) and self._keeps_rest(person, window):
                able = frozenset.intersection(*(self._beside(person, each) for each in facts))
                found[person.id] = frozenset() if able and self._breaches(person, window) else able
        return found

    def _beside(self, person, facts):
        """The duties that a person would count for if called in, and does not count for as it is."""
        ready = facts.ready[person.id]
        if facts.called[person.id] or (ready is not None and facts.bound[person.id]):
            return frozenset()
        waits = {duty.id: duty.ready_minutes for duty in self.scenario.duties}
        return frozenset(duty for duty in facts.can[person.id] if ready is None or ready > waits[duty])

    def _breaches(self, person, window):
        """Whether a call-in for a window would newly breach a rule on working time, by its stint or a later one."""
        rest = self.now.rest
        broken = rest.newly_broken(person, window.start, window.until) if rest else []
        return any(rule.effect == "breach" for rule, *_ in broken)

    def _may_be_asked(self, person):
        """Whether a review may call in a person by what they have said, or not said, about when they are available."""
        if self.policy.call_in_from_rota or not self.scenario.rota:
            return True
        with_row = any(row.person == person.id for row in self.scenario.rota)
        patterned = any(team.id == person.team and team.pattern for team in self.scenario.teams)
        return patterned and not with_row

    def _keeps_rest(self, person, window):
        """Whether a person does not work in a window or the rest before and after it, by their pattern or rows."""
        rest = hours(self.policy.rest_hours)
        start, until = window.start - rest, window.until + rest
        rows = [row for row in self.scenario.rota if row.person == person.id]
        if rows:
            return not any(
                row.ready_minutes == 0 and max(row.period.start, start) < min(row.period.until, until) for row in rows
            )
        teams = [team for team in self.scenario.teams if team.id == person.team and team.pattern]
        if not teams:
            return bool(self.scenario.rota)
        return not self._works(teams[0], start, until)

    def _works(self, team, start, until):
        """Whether a team is at work by its pattern at some time of a period."""
        (pattern,) = [one for one in self.scenario.patterns if one.id == team.pattern]
        for days in range(-3, (until - start) // (24 * HOUR) + 4):
            day = (EPOCH + timedelta(microseconds=start)).date() + timedelta(days=days)
            entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
            for shift in self.scenario.shifts:
                if shift.id == entry and shift.ready_minutes == 0:
                    first, last = register.run_of(self.scenario.zone, shift, day)
                    if max(first, start) < min(last, until):
                        return True
        return False

    def _shift_of(self, window):
        """The start of the shift that a window belongs to: of the shifts running at its start, the first to begin."""
        zone = self.scenario.zone
        runs = [
            register.run_of(zone, shift, day)
            for day in register.days_around(zone, window.start)
            for shift in self.scenario.shifts
        ]
        return min((start for start, until in runs if start <= window.start < until), default=window.start)

    def _wanted(self, window, could):
        """The call-ins that each duty may count on: its gap, or the share of people who could come if that is less."""
        gaps, share = self.gaps(window), Fraction(str(self.policy.call_in_share))
        return {duty: min(gaps[duty], int(share * sum(duty in able for able in could.values()))) for duty in self.order}

    def _served(self, wanted, could, coming):
        """The places of each duty that some people fill in a window."""
        left = pour(wanted, [(1, could.get(name, frozenset())) for name in sorted(coming)], 0, self.order)[1]
        return tuple(wanted[duty] - left[duty] for duty in self.order)

    def called_in(self, instant):
        """The call-ins counted on at an instant."""
        (window,) = [w for w in self.ahead(self.now, self.basis("confirmed")) if w.start <= instant < w.until]
        return self.planned.get(window.start, dict.fromkeys(self.order, 0))

    def call_in_steps(self):
        confirmed = self.ahead(self.now, self.basis("confirmed"))
        for duty in self.order:
            numbers = [(w.start, w.until, self.planned.get(w.start, {}).get(duty, 0)) for w in confirmed]
            needs = tuple(need for need in numbers if need[2])
            if needs:
                count = max(need[2] for need in needs)
                by = needs[0][0] - hours(self.policy.call_in_notice_hours)
                yield Step("call-in", duty, None, count, needs, by, by <= self.at, (duty,))
