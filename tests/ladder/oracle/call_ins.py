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
        rest = hours(self.policy.rest_hours)
        moments = [window.start, *(time for time in self.now.times if window.start < time < window.until)]
        facts = [self.now.facts(moment) for moment in moments]
        patterned = {team.id for team in self.scenario.teams if team.pattern}
        found = {}
        for person in self.scenario.people:
            able = frozenset.intersection(*(each.can[person.id] for each in facts))
            if (
                person.force == self.scenario.home
                and person.team in patterned
                and not any(row.person == person.id for row in self.scenario.rota)
                and not any(each.called[person.id] for each in facts)
                and not self._works(person.team, window.start - rest, window.until + rest)
            ):
                found[person.id] = able
        return found

    def _works(self, team_id, start, until):
        """Whether a team is on duty by its pattern at some time of a period."""
        (team,) = [one for one in self.scenario.teams if one.id == team_id]
        (pattern,) = [one for one in self.scenario.patterns if one.id == team.pattern]
        for days in range(-3, (until - start) // (24 * HOUR) + 4):
            day = (EPOCH + timedelta(microseconds=start)).date() + timedelta(days=days)
            entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
            for shift in self.scenario.shifts:
                if shift.id == entry:
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
