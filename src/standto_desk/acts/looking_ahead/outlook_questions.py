"""Questions of outlooks: how many step back when, who returns, which help is refused; and the assumptions they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import Among, AnyProcess, DonorAnswer, Returning, StepBackShock
from standto.assuming.ranges import Spread
from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.model.time import HOUR, Instant
from standto_desk.acts.looking_ahead.groups_of_people import group_of, least_group
from standto_desk.ledger.refusals import Refused

MOST_HOURS = 24 * 28
"""The longest outlook, in hours."""
OUTLOOK = "outlook"
BASES_OFFERED = {
    "none": "No help at all",
    "present": "Help that is here",
    "confirmed": "Help that is here or confirmed",
    "offered": "Help that is here, confirmed, offered or asked for",
}
"""The help that may count, each in words."""
OFFERED = "offered"
REFUSABLE = ("confirmed", OFFERED)
"""The help that may still not come; what is here is here."""


@dataclass(frozen=True)
class OutlookQuestion:
    """What somebody assumes with the sliders, and the time that the outlook looks at; whole numbers, for JSON.

    Attributes
    ----------
    least, most
        The number of people who step back lies between these.
    after_hours, over_hours
        The hours from the moment until the first may step back, and the hours within which all of them do.
    among
        The people among whom they are: blank for everybody, or as in `GroupOfPeople.key`.
    returns_least, returns_most
        The chance in per cent that somebody away returns within a day.
    refused_least, refused_most
        The chance in per cent that each force's help does not come after all.
    hours
        The hours that the outlook looks ahead; None: the look-ahead of the policy.
    basis
        The help that counts, one of `BASES_OFFERED`.
    seed
        The seed of the futures.
    assumptions
        The number of a kept set of assumptions that hold too; 0 for none.
    """

    least: int = 0
    most: int = 0
    after_hours: int = 0
    over_hours: int = 48
    among: str = ""
    returns_least: int = 0
    returns_most: int = 0
    refused_least: int = 0
    refused_most: int = 0
    hours: int | None = None
    basis: str = "confirmed"
    seed: int = 0
    assumptions: int = 0


def until_of(question: OutlookQuestion, scenario: Scenario, at: Instant) -> Instant:
    """Return the end of the time that an outlook looks at."""
    ahead = scenario.policy.look_ahead if question.hours is None else question.hours * HOUR
    return min(at + ahead, scenario.horizon.until)


def typed_processes(question: OutlookQuestion, scenario: Scenario, at: Instant) -> tuple[AnyProcess, ...]:
    """Return the processes that the sliders assume, from a moment on.

    Raises
    ------
    Refused
        A range is the wrong way round, the people step back after the end, or the group is too small or unknown.
    """
    until = until_of(question, scenario, at)
    if faults := [*_faults(question, scenario, at, until)]:
        raise Refused(faults)
    return tuple(_processes(question, scenario, at, until))


def laid_over(typed: tuple[AnyProcess, ...], kept: Assumptions | None) -> tuple[AnyProcess, ...]:
    """Return the processes of the sliders with those of a set; the sliders decide where both are about one donor.

    The sliders' come first, and the first process about somebody's return decides.
    """
    if kept is None:
        return typed
    answered = {one.pool for one in typed if isinstance(one, DonorAnswer)}
    return (*typed, *(one for one in kept.processes if not (isinstance(one, DonorAnswer) and one.pool in answered)))


def _processes(question: OutlookQuestion, scenario: Scenario, at: Instant, until: Instant) -> Iterator[AnyProcess]:
    if question.most:
        start = at + question.after_hours * HOUR
        end = min(start + question.over_hours * HOUR, until)
        number = Spread(Fraction(question.least), Fraction(question.most), whole=True)
        group = group_of(question.among, scenario, at)
        yield StepBackShock("desk-step-back", number, start, end, Among() if group is None else group.among)
    if question.returns_most:
        yield Returning("desk-returns", _percent(question.returns_least, question.returns_most))
    if question.basis in REFUSABLE:
        yield from _donors(question, scenario)


def _donors(question: OutlookQuestion, scenario: Scenario) -> Iterator[AnyProcess]:
    """Yield the answer of each pool of another force; a kept set answers unless the slider says something."""
    if not question.refused_most and (question.assumptions or question.basis != OFFERED):
        return
    # Places that wait for an answer come only if the help that was offered or asked for counts.
    confirms = _percent(100, 100) if question.basis == OFFERED else _percent(0, 0)
    refused = _percent(question.refused_least, question.refused_most)
    for pool in scenario.pools:
        if pool.force != scenario.home:
            yield DonorAnswer(f"desk-help-{pool.id}", pool.id, confirms, refused, _percent(0, 0))


def _percent(low: int, high: int) -> Spread:
    return Spread(Fraction(low, 100), Fraction(high, 100))


def _faults(question: OutlookQuestion, scenario: Scenario, at: Instant, until: Instant) -> Iterator[Fault]:
    ranges = ((question.least, question.most, "most"), (question.returns_least, question.returns_most, "returns_most"))
    for low, high, name in (*ranges, (question.refused_least, question.refused_most, "refused_most")):
        if low > high:
            yield Fault(OUTLOOK, f"must be at least {low:,}, the smaller end of the range", column=name)
    if question.refused_most and question.basis not in REFUSABLE:
        yield Fault(OUTLOOK, "No help that counts could be refused: choose which help counts", column="refused_most")
    if until <= at:
        yield Fault(OUTLOOK, "The plan ends before this: no time is left to look ahead", column="hours")
    elif question.most and at + question.after_hours * HOUR >= until:
        yield Fault(OUTLOOK, "must be before the end of the outlook", column="after_hours")
    group = group_of(question.among, scenario, at)
    if group is None:
        yield Fault(OUTLOOK, f"Choose a group of at least {least_group()} people", column="among")
    elif question.most > group.number:
        yield Fault(OUTLOOK, f"must be at most {group.number:,}: there are no more people", column="most")
