"""The processes that assumptions are made of: frozen records, checked when they are read and trusted after that.

Every process is about counts of anonymous people and places. Times are instants; a number with a range is a `Spread`.
The reference of assumptions (`docs/reference/assumptions.md`) gives the formula, the units and the limits of each.
"""

from __future__ import annotations

from dataclasses import dataclass

from standto.assuming.ranges import Spread
from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class Among:
    """The people and places that a process is about; an empty tuple leaves nobody out.

    Attributes
    ----------
    forces, teams
        Their forces; their teams. Pool places are in no team.
    capabilities
        They hold, at the start, a ticket for at least one of these.
    """

    forces: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """How much likelier each of some people is chosen than others; the weights of one person multiply."""

    among: Among
    weight: int


@dataclass(frozen=True, slots=True)
class StepBackShock:
    """A scheduled shock: a number of people step back within some hours.

    Attributes
    ----------
    name
        An id, unique in its file.
    number
        The number of people and home places who step back.
    start, until
        The time within which they do: each at a moment of their own, all seconds equally likely.
    among, weights
        Those who may; they are chosen one by one, by weight, without replacement.
    """

    name: str
    number: Spread
    start: Instant
    until: Instant
    among: Among = Among()
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True)
class SteadyStepBack:
    """Independent step-backs: each person, while there, steps back in a week with this chance."""

    name: str
    per_person_week: Spread
    among: Among = Among()


@dataclass(frozen=True, slots=True)
class DecisionDay:
    """A day on which a decision is expected: a share of those who are away then return at once.

    Attributes
    ----------
    at
        When it is expected.
    share
        The share of those away who return, each independently.
    """

    at: Instant
    share: Spread


@dataclass(frozen=True, slots=True)
class Returning:
    """Returns of people who have stepped back, before the start or by a process.

    Attributes
    ----------
    per_day
        The chance that somebody away returns within their first day away.
    halves_after_days
        The days away after which that chance has halved; None: it stays. The chance within day ``a`` away is
        ``per_day / (1 + a / halves_after_days)``.
    days
        Days of expected decisions.
    among
        Those it is about; the first process in the file that is about somebody decides.
    """

    name: str
    per_day: Spread
    halves_after_days: Spread | None = None
    days: tuple[DecisionDay, ...] = ()
    among: Among = Among()


@dataclass(frozen=True, slots=True)
class CommonShock:
    """A shock that may come and takes own people and donors together, which correlates them.

    Attributes
    ----------
    chance
        The chance that it comes.
    start, until
        The time within which it does, all seconds equally likely.
    step_back
        The share of the home people and places who step back at once, each independently.
    donors_withdraw
        The chance that each donor's places are withdrawn then, or declined if they are not confirmed yet.
    among
        The home people and places it takes from.
    """

    name: str
    chance: Spread
    start: Instant
    until: Instant
    step_back: Spread
    donors_withdraw: Spread
    among: Among = Among()


@dataclass(frozen=True, slots=True)
class DonorAnswer:
    """Whether a donor's places come, and when.

    Attributes
    ----------
    pool
        The pool of another force.
    confirms
        The chance that places asked for, offered or on standby are confirmed; confirmed places need no confirmation.
    withdraws
        The chance that its places, confirmed or about to be, are withdrawn before they arrive.
    after_hours
        The hours from the start, or from being asked, until its places count.
    """

    name: str
    pool: str
    confirms: Spread
    withdraws: Spread
    after_hours: Spread


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Tickets that lapse while somebody is away: after a number of days, a return counts only some days later.

    Attributes
    ----------
    after_days
        The days away after which a ticket has lapsed.
    requalify_days
        The days from a return until somebody with lapsed tickets counts again.
    among
        Those it is about; the first in the file that is about somebody decides.
    """

    name: str
    after_days: Spread
    requalify_days: Spread
    among: Among = Among()


@dataclass(frozen=True, slots=True)
class UsualAbsence:
    """Leave and sickness beyond the known: each person, while there, falls absent in a week with this chance.

    Attributes
    ----------
    days
        The days that an absence lasts, each whole number of the range equally likely for each absence.
    """

    name: str
    per_person_week: Spread
    days: Spread
    among: Among = Among()


@dataclass(frozen=True, slots=True)
class RequiredStrength:
    """The strength that a duty requires from some time until another."""

    name: str
    duty: str
    strength: Spread
    start: Instant
    until: Instant


AnyProcess = (
    StepBackShock | SteadyStepBack | Returning | CommonShock | DonorAnswer | Lapsing | UsualAbsence | RequiredStrength
)
