"""Contingency: the places to request and to deploy, and the gaps that remain."""

from __future__ import annotations

from tests.ladder.oracle.aid import Aid
from tests.ladder.oracle.conditions import Conditions
from tests.ladder.oracle.knowledge import at
from tests.ladder.oracle.matching import pour
from tests.ladder.oracle.review_moment import COUNTS

FREE_MILITARY = ("not-asked", "stood-down")


class Contingency(Aid, Conditions):
    """The rules about contingency, after call-ins and aid."""

    def request_steps(self):
        found = []
        theirs = {name for pool in self.military for name in self.conditions(pool)}
        for condition in (None, *(name for name in self.declarations() if name in theirs)):
            known = self.now if condition is None else self.knowledge(self.known_at, (condition,))
            numbers, gaps = {}, {}
            for piece in self.pieces:
                numbers[piece], gaps[piece] = self._requested(piece, known, condition)
            windows = self.ahead(known, self.expected())
            for place, pool in enumerate(self.military):
                mine = {piece: used[place] for piece, used in numbers.items()}
                found += self._step("request-contingency", pool, condition, mine, gaps, windows, known)
        order = [pool.id for pool in self.military]
        return sorted(found, key=lambda step: order.index(step.subject))

    def _requested(self, piece, known, condition):
        """The places requested of each military pool for a piece, and the gaps that they fill."""
        after = self.asked_for[piece][2]
        may = [self.ability(pool, piece, known) for pool in self.military]
        if condition:
            may = [then - self.ability(pool, piece) for pool, then in zip(self.military, may, strict=True)]
            then, done = self.gaps(at(self.ahead(known, self.expected()), piece)), self.done_by_then(piece)
            sized = {duty: max(then[duty] - done[duty], 0) for duty in self.order}
        else:
            sized = after
        allowed = frozenset().union(*may)
        gaps = {duty: sized[duty] if after[duty] and duty in allowed else 0 for duty in self.order}
        made = [
            (self.places(pool, "requested", "standby", "deployed"), each)
            for pool, each in zip(self.military, may, strict=True)
        ]
        free = [(self.free(pool), each) for pool, each in zip(self.military, may, strict=True)]
        used, _ = pour(gaps, [*made, *free], self.policy.reserve, self.order)
        return used[len(made) :], gaps

    def free(self, pool):
        """The number of a military pool's places that may be requested."""
        declined = self.places(pool, "declined", older_than=self.policy.stale_hours)
        return self.places(pool, *FREE_MILITARY) + declined

    def deploy_steps(self):
        windows = self.ahead(self.now, self.basis("confirmed"))
        ready = [pool for pool in self.military if self.places(pool, "standby")]
        gaps = {piece: self.gaps(at(windows, piece)) for piece in self.pieces}
        used = {
            piece: pour(
                gaps[piece],
                [(self.places(pool, "standby"), self.ability(pool, piece)) for pool in ready],
                0,
                self.order,
            )[0]
            for piece in self.pieces
        }
        for place, pool in enumerate(ready):
            numbers = {piece: used[piece][place] for piece in self.pieces}
            yield from self._step("deploy-contingency", pool, None, numbers, gaps, windows, self.now)

    def remaining(self):
        """The gaps that no step closes; requests made and recommended fill last."""
        hoped = self.ahead(self.now, self.expected(COUNTS["offered"]))
        left = {}
        for piece in self.pieces:
            gaps, done = self.gaps(at(hoped, piece)), self.done_by_then(piece)
            may = [self.ability(pool, piece) for pool in self.military]
            supplies = [(self.places(pool, "requested"), each) for pool, each in zip(self.military, may, strict=True)]
            supplies += [(self.free(pool), each) for pool, each in zip(self.military, may, strict=True)]
            still = {duty: max(gaps[duty] - done[duty], 0) for duty in self.order}
            left[piece] = pour(still, supplies, 0, self.order)[1]
        found = []
        for duty in self.order:
            rows = []
            for start, until in self.ends():
                gap = left[start][duty]
                if gap and rows and rows[-1][2:] == (start, gap):
                    rows[-1] = (duty, rows[-1][1], until, gap)
                elif gap:
                    rows.append((duty, start, until, gap))
            found += rows
        return found
