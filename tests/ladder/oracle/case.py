"""Reviews by the letter of the contract: one person, one place, one piece of time and one hour at a time.

Plain and slow on purpose. It reads the model's records and asks the plain register of `tests.register` who may do what;
it shares nothing with the engine.
"""

from __future__ import annotations

from itertools import groupby

from tests.ladder.oracle.contingency import Contingency
from tests.ladder.oracle.knowledge import able_in
from tests.ladder.oracle.matching import most_filled
from tests.ladder.oracle.proofs import Proofs
from tests.ladder.oracle.reminders import Reminders
from tests.ladder.oracle.steps_down import StepsDown
from tests.ladder.oracle.times import HOUR, hours, whole_hours


class Case(Contingency, StepsDown, Proofs, Reminders):
    """One review, by all the rules."""

    def steps(self):
        """Every recommendation, in order."""
        down, _ = self.steps_down()
        return [
            *self.call_in_steps(),
            *self.ask_steps(),
            *self.request_steps(),
            *self.deploy_steps(),
            *down,
            *self.reminders(),
        ]

    def covered(self):
        """Whether each criticality has neither a gap nor a crew below what it needs, on basis confirmed.

        A crew that is off lets its people go to lesser duties, so the gaps of the seats as duties do not tell.
        """
        windows = self.ahead(self.now, self.basis("confirmed"))
        short = {duty.criticality for window in windows for duty in self._short(window)}
        return {duty.criticality: duty.criticality not in short for duty in self.scenario.duties}

    def _short(self, window):
        """Yield a duty of each that is short of people; of a crew, which goes whole or not at all, one of its seats."""
        able, taken = able_in(window), []
        order = sorted(self.scenario.duties, key=lambda duty: duty.criticality)
        for _, group in groupby(order, key=lambda duty: (duty.criticality, duty.crew or duty.id)):
            duties = list(group)
            places = [duty.id for duty in duties for _ in range(window.required.get(duty.id, 0))]
            filled = most_filled(able, taken + places) - len(taken)
            whole = filled == len(places)
            if not whole:
                yield duties[0]
            if whole or not duties[0].crew:
                taken += places[:filled]

    def next_review(self):
        """The latest time for the next review."""
        moments = [self.at + hours(self.policy.review_hours)]
        moments += [step.by for step in self.steps() if step.by is not None and step.by > self.at]
        if self.any_help():
            moments.append(whole_hours(self.scenario.zone, self.at + 1, self.at + 3 * HOUR)[0])
        return min(moments)
