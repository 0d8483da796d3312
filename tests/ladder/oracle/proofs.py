"""Proofs: the basis of a step, its bottlenecks, and the steps counted before it."""

from __future__ import annotations

from itertools import combinations

from tests.ladder.oracle.aid import Aid
from tests.ladder.oracle.knowledge import able_in, at
from tests.ladder.oracle.matching import parts_of
from tests.ladder.oracle.reasons import printed, reason_of, reason_of_place
from tests.register import oracle as register


class Proofs(Aid):
    """The proof that calls for each step."""

    def because(self, step):
        """The basis of a step and the proofs for its first window; None if it has none."""
        known = self.knowledge(self.known_at, (step.condition,)) if step.condition else self.now
        if step.step in ("stand-down-contingency", "release-aid"):
            return ("none" if step.step.startswith("stand") else "present"), []
        if step.windows is None:
            return None
        offered = step.step in ("ask-aid", "request-contingency")
        states = self.expected() if offered else self.basis("confirmed")
        window = at(self.ahead(known, states), step.windows[0][0])
        return ("offered" if offered else "confirmed"), list(self._proofs(window, known, states))

    def counted_before(self, step):
        """Other steps counted as done in the first window of a step; None if nothing is counted."""
        if step.step in ("call-in", "deploy-contingency"):
            return {}
        if step.step not in ("ask-aid", "request-contingency"):
            return None
        piece = max(piece for piece in self.pieces if piece <= step.windows[0][0])
        done = {"call-in": sum(self.called_in(piece).values())}
        if step.step == "request-contingency":
            done["ask-aid"] = sum(self.asked_for[piece][0])
        return {name: number for name, number in done.items() if number}

    def _proofs(self, window, known, states):
        """For each criticality with a gap, counting those before it, the smallest set that proves the gap, in parts."""
        able = able_in(window)
        rows = {duty.id: duty for duty in self.scenario.duties}
        for criticality in sorted({rows[duty].criticality for duty in window.required}):
            duties = [d for d in self.order if window.required.get(d) and rows[d].criticality <= criticality]
            sets = [set(some) for size in range(len(duties) + 1) for some in combinations(duties, size)]
            short = [sum(window.required[d] for d in some) - sum(bool(each & some) for each in able) for some in sets]
            if max(short):
                smallest = set.intersection(*(some for some, n in zip(sets, short, strict=True) if n == max(short)))
                for part in parts_of(smallest, able, self.order):
                    needs, could = sum(window.required[d] for d in part), sum(bool(each & set(part)) for each in able)
                    reasons = self._not_counted(window.start, [rows[d] for d in part], known, states)
                    yield criticality, tuple(part), needs, could, needs - could, reasons

    def _not_counted(self, instant, duties, known, states):
        """The number of people and places that count for none of some duties, by the first reason."""
        known_events, facts = known.known_events, known.facts(instant)
        found = [
            reason_of(
                known_events,
                person,
                duties,
                instant,
                facts.ready[person.id],
                rested=not (known.rest and known.rest.is_left_out(person, instant)),
            )
            for person in self.scenario.people
        ]
        for pool in self.scenario.pools:
            wanted = ("available",) if pool.force == self.scenario.home else states[pool.id]
            inside = pool.period.start <= instant < pool.period.until
            for state, _ in register.places_of(known_events, pool, instant):
                present = inside and state in wanted
                found.append(reason_of_place(known_events, pool, state, duties, instant, present))
        return {reason: found.count(reason) for reason in printed(self.scenario)}
