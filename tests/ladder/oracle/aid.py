"""Aid: the places to ask of each donor, after call-ins."""

from __future__ import annotations

from functools import cached_property

from tests.ladder.oracle.answers import Step
from tests.ladder.oracle.call_ins import CallIns
from tests.ladder.oracle.knowledge import at
from tests.ladder.oracle.matching import pour
from tests.ladder.oracle.times import MINUTE

FREE_AID = ("not-asked", "released", "withdrawn")


class Aid(CallIns):
    """The rule about aid."""

    def donors(self):
        """The pools that may be asked, each with its number of places."""
        stale = self.policy.stale_hours
        free = [
            (pool, self.places(pool, *FREE_AID) + self.places(pool, "declined", older_than=stale)) for pool in self.aid
        ]
        return [(pool, number) for pool, number in free if number]

    @cached_property
    def asked_for(self):
        """For each piece: the places asked of each donor, the gaps before, and the gaps left."""
        return {piece: self._asked_for(piece) for piece in self.pieces}

    def _asked_for(self, piece):
        window = at(self.ahead(self.now, self.expected()), piece)
        gaps, planned = self.gaps(window), self.called_in(piece)
        left = {duty: max(gaps[duty] - planned[duty], 0) for duty in self.order}
        supplies = [
            (number if piece >= self.arrival(pool) else 0, self.ability(pool, piece)) for pool, number in self.donors()
        ]
        used, after = pour(left, supplies, self.policy.reserve, self.order)
        return used, left, after

    def done_by_then(self, piece):
        """The gaps closed by call-ins and aid asked for."""
        _, before, after = self.asked_for[piece]
        planned = self.called_in(piece)
        return {duty: planned[duty] + before[duty] - after[duty] for duty in self.order}

    def ask_steps(self):
        windows = self.ahead(self.now, self.expected())
        for place, (pool, _) in enumerate(self.donors()):
            numbers = {piece: used[place] for piece, (used, _, _) in self.asked_for.items()}
            gaps = {piece: before for piece, (_, before, _) in self.asked_for.items()}
            yield from self._step("ask-aid", pool, None, numbers, gaps, windows, self.now)

    def _step(self, step, pool, condition, numbers, gaps, windows, known):
        """A step up for a pool, given the number that each piece needs."""
        needs, duties = [], set()
        for start, until in self.ends():
            count = numbers[start]
            if not count:
                continue
            duties |= {duty for duty, gap in gaps[start].items() if gap} & self.ability(pool, start, known)
            same = needs and needs[-1][1:] == (start, count) and at(windows, needs[-1][0]) == at(windows, start)
            needs[-1:] = [(needs[-1][0], until, count)] if same else [*needs[-1:], (start, until, count)]
        if needs:
            by = needs[0][0] - (0 if step == "deploy-contingency" else pool.lead_minutes * MINUTE)
            most = max(count for _, _, count in needs)
            ordered = tuple(duty for duty in self.order if duty in duties)
            yield Step(step, pool.id, condition, most, tuple(needs), by, by <= self.at, ordered)
