"""The facts of candidates: the people who could come, what each would owe in rest, and why others could not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from standto.wording import counted

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant, Period
    from standto.model.working_time import RestRule

ORDER = "longest rested first, then by cipher"
"""The rule of the order of candidates: the hours since their last stint ended; people without a stint come first."""


class RestOwed(NamedTuple):
    """A rule on working time that a call-in would newly break, with an effect that allows it.

    Attributes
    ----------
    rule
        The rule.
    period
        The stint that would break it: the one with the call-in, or a later one.
    measured
        What the rule measures of that stint, in microseconds or stints.
    """

    rule: RestRule
    period: Period
    measured: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who could come.

    Attributes
    ----------
    person, team
        Ids; the team is empty for none.
    ready_minutes
        How long the person needs, being on duty already but not ready soon enough; None: off duty.
    rested
        How long ago their last stint ended; None: they had none in the time that stints reach back.
    owes
        What the call-in would owe in rest.
    """

    person: str
    team: str
    ready_minutes: int | None
    rested: Instant | None
    owes: tuple[RestOwed, ...] = ()


@dataclass(frozen=True, repr=False)
class CandidatesFacts:
    """The people who could come for a duty, a seat or a crew.

    Attributes
    ----------
    at, known_at
        The instant of the call-in, and the instant by which events were recorded; None: all events count.
    duty
        The id of the duty, the seat or the crew.
    duties
        The ids of the duty, or of each seat that the crew needs.
    period
        The call-in: from `at` until the end of the shift that runs then, or else of the gap.
    short
        The most places of the duty that are unfilled in that time.
    rest_checked
        Whether there are rules on working time.
    candidates
        In the order of `ORDER`.
    others
        The numbers of all other people of the home force, by the first reason.
    """

    scenario: Scenario
    at: Instant
    known_at: Instant | None
    duty: str
    duties: tuple[str, ...]
    period: Period
    short: int
    rest_checked: bool
    candidates: tuple[Candidate, ...]
    others: dict[str, int]

    @property
    def headline(self) -> str:
        """The number of candidates for the duty."""
        return f"{counted(len(self.candidates), 'candidate')} for {self.duty!r}"

    @property
    def asked_period(self) -> Period:
        """The time of the call-in."""
        return self.period
