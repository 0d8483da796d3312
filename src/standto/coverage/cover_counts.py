"""The numbers of cover, before anything is proved: gaps, the places that each force fills, and the states of crews."""

from __future__ import annotations

from typing import NamedTuple

from standto.coverage.cover_facts import CoverFacts
from standto.kernel.answers import Answers, answers_for
from standto.kernel.crew_order import CrewAnswers, crew_answers_for
from standto.kernel.standing_places import StandingPlaces
from standto.model.windows import Windows
from standto.register import Situation
from standto.wording import Moment


class CoverNumbers(NamedTuple):
    """The numbers of cover.

    Attributes
    ----------
    places
        The places of every duty that stands; seats of crews left out.
    answers
        Who fills them, and the seats that the crews take.
    crews
        The state of each crew; None in a scenario without crews.
    """

    windows: Windows
    places: StandingPlaces
    answers: Answers
    crews: CrewAnswers | None


def cover_numbers(situation: Situation, until: Moment | None, basis: str, *, carry: bool = True) -> CoverNumbers:
    """Return the numbers of cover; the parameters are those of `cover` and `answers_for`."""
    scenario, windows = situation.scenario, situation.windows(until=until, basis=basis)
    if not scenario.crews:
        answers = answers_for(windows, carry=carry)
        return CoverNumbers(windows, answers.places(), answers, None)
    crews = crew_answers_for(windows, scenario.crew_states, [demand.strength for demand in scenario.demands])
    return CoverNumbers(windows, crews.places(), crews.crewing.answers, crews)


def unproved_cover(situation: Situation, until: Moment | None, basis: str) -> CoverFacts:
    """Return the facts of cover without proofs; the parameters are those of `cover`."""
    found = cover_numbers(situation, until, basis)
    none = ((),) * len(found.windows)
    return CoverFacts(situation, found.windows, basis, found.places, bottlenecks=none, crews=found.crews)
