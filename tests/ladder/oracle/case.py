"""Reviews by the letter of the contract: one person, one place, one piece of time and one hour at a time.

Plain and slow on purpose. It reads the model's records and asks the plain register of `tests.register` who may do what;
it shares nothing with the engine.
"""

from __future__ import annotations

from tests.ladder.oracle.contingency import Contingency
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
        """Whether all duties of each criticality have no gap on basis confirmed."""
        windows = self.ahead(self.now, self.basis("confirmed"))
        return {
            duty.criticality: not any(
                self.gaps(window)[other.id]
                for window in windows
                for other in self.scenario.duties
                if other.criticality == duty.criticality
            )
            for duty in self.scenario.duties
        }

    def next_review(self):
        """The latest time for the next review."""
        moments = [self.at + hours(self.policy.review_hours)]
        moments += [step.by for step in self.steps() if step.by is not None and step.by > self.at]
        if self.any_help():
            moments.append(whole_hours(self.scenario.zone, self.at + 1, self.at + 3 * HOUR)[0])
        return min(moments)
