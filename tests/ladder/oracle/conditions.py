"""Conditions: the declarations without which a pool may not do what it could."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from tests.ladder.oracle.presence import could
from tests.ladder.oracle.review_moment import ReviewMoment
from tests.register import oracle as register


class Conditions(ReviewMoment):
    """The declarations that open duties to pools."""

    def declarations(self):
        """Every declaration that the powers name, as listed."""
        return list(dict.fromkeys(row.when for row in self.scenario.powers or () if row.when))

    def conditions(self, pool):
        """The declarations under which a pool can and may do a duty that it otherwise may not, at some time."""
        return [name for name in self.declarations() if self._opens(name, pool)]

    def _opens(self, name, pool):
        key = ("opens", id(self.now), self.at, name, pool.id)
        if key not in self.memory:
            can = [duty for duty in self.scenario.duties if could(pool, duty)]
            self.memory[key] = any(
                self._may(pool, duty, piece, name, with_it=True)
                and not self._may(pool, duty, piece, name, with_it=False)
                for piece in self.pieces
                for duty in can
            )
        return self.memory[key]

    def _may(self, pool, duty, instant, name, *, with_it):
        """Whether a pool may do a duty at an instant, with a declaration in force or without it."""
        others = [row for row in self.scenario.powers if row.when != name]
        rows = [replace(row, when="") if row.when == name else row for row in self.scenario.powers]
        known_events = copy(self.now.known_events)
        known_events.scenario = replace(self.scenario, powers=tuple(rows if with_it else others))
        return register.may_do(known_events, pool.force, duty, instant)

    def _duties(self, pool):
        """The duties that a pool can and may do in the look-ahead, now or under a condition."""
        all_known = [self.now]
        all_known += [self.knowledge(self.known_at, (name,)) for name in self.conditions(pool)]
        return frozenset().union(*(known.facts(piece).may[pool.id] for known in all_known for piece in self.pieces))
