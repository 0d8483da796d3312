"""Candidates: the people off duty, or not ready soon enough, who could lawfully be called in for a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from standto.errors import OptionError
from standto.kernel.queries import gaps_in
from standto.ladder.candidate_reasons import BREACHES_REST, CandidateReasons
from standto.ladder.candidates_facts import Candidate, CandidatesFacts
from standto.ladder.candidates_records import candidates_columns, candidates_json, candidates_rows
from standto.ladder.candidates_screen import candidates_text
from standto.ladder.rest_of_call_in import RestOfCallIn
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.register import NEVER, Situation, basis_selection, shift_runs, situated
from standto.wording import Moment

if TYPE_CHECKING:
    from collections.abc import Sequence


class Candidates(CandidatesFacts, Result):
    """The people who could come for a duty, a seat or a crew; its fields are `CandidatesFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the candidates for JSON, as the reference of results describes it."""
        return candidates_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return candidates_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each candidate, for a data frame."""
        return candidates_rows(self)

    def summary(self) -> str:
        """Return the candidates as text for reading: who could come, and why others could not."""
        return candidates_text(self)


def candidates(
    of: Scenario | Situation, *, duty: str, at: Moment | None = None, known_at: Moment | None = None
) -> Candidates:
    """Return the people of the home force who could lawfully be called in for a duty.

    A candidate is off duty at the instant, or on duty but not ready soon enough and bound to nothing. They have a
    current ticket, authority and the law on their side, are willing and available, and the call-in would breach no rule
    on working time. It lasts until the end of the shift that runs then, or, where none runs, of the duty's gap.

    Parameters
    ----------
    of
        A scenario or a situation.
    duty
        The id of a duty, of a seat that a crew needs (``crew/seat``) or of a crew.
    at, known_at
        The moment of the call-in, and the moment by which events were recorded, which is `at` by default. A situation's
        own are its defaults.

    Raises
    ------
    OptionError
        `of` is something else, there is no such duty, nothing gives the moment, or it lies outside the horizon.

    Notes
    -----
    The order is that of `ORDER`, and is no score. `rest_hours` of the policy plays no part: it limits the call-ins that
    a review counts on, not the people that somebody may ask.
    """
    situation = situated(of, at=at, known_at=known_at)
    if situation.at is None:
        raise OptionError("at: candidates need the moment of the call-in: give at, or a situation with one")
    columns = _columns(situation.scenario, duty)
    period, short = _call_in(situation, columns, situation.at)
    rest = RestOfCallIn(situation)
    people, others = _sorted_out(situation, columns, period, rest)
    return Candidates(
        scenario=situation.scenario,
        at=situation.at,
        known_at=situation.known_at,
        duty=duty,
        duties=tuple(situation.scenario.duties_in_order[column].id for column in columns),
        period=period,
        short=short,
        rest_checked=rest.checked,
        candidates=people,
        others=others,
    )


def _columns(scenario: Scenario, duty: str) -> list[int]:
    """Return the places, in order of precedence, of a duty, a seat, or all seats that a crew needs."""
    found = [place for place, one in enumerate(scenario.duties_in_order) if duty in (one.id, one.crew or one.id)]
    if not found:
        crews = [crew.id for crew in scenario.crews_in_order]
        allowed = ", ".join([*(one.id for one in scenario.duties_in_order), *crews]) or "none in this scenario"
        raise OptionError(f"duty: {duty}: no such duty, seat or crew; allowed: {allowed}")
    return found


def _call_in(situation: Situation, columns: Sequence[int], at: Instant) -> tuple[Period, int]:
    """Return the time of a call-in, and the most places that it finds unfilled."""
    scenario = situation.scenario
    moment = Period(at, at + 1)
    until = next((run.until for run, _ in shift_runs(scenario, moment)), None)
    last = min(at + scenario.policy.look_ahead if until is None else until, scenario.horizon.until)
    windows = situation.select(basis_selection(scenario, "confirmed"), Period(at, last))
    short = gaps_in(windows)[:, list(columns)].sum(axis=1)
    if until is None:
        # The gap lasts until the first window without one; without a gap, the call-in lasts for the window.
        rows = int(np.argmin(short > 0)) if (short == 0).any() else len(short)
        short = short[: max(rows, 1)]
        until = int(windows.untils[len(short) - 1])
    return Period(at, until), int(short.max())


def _sorted_out(
    situation: Situation, columns: Sequence[int], period: Period, rest: RestOfCallIn
) -> tuple[tuple[Candidate, ...], dict[str, int]]:
    """Return the candidates in order, and the number of all other home people by reason."""
    reasons = CandidateReasons(situation, columns, period.start)
    found = reasons.people
    owed = rest.owed(found, period)
    rested = rest.since_last_stint(found, period.start)
    breaching = sum(one is None for one in owed)
    people = [
        Candidate(person.id, person.team, None if minutes == NEVER else minutes, since, owes)
        for person, minutes, since, owes in zip(
            (situation.scenario.people[place] for place in found.tolist()), reasons.minutes, rested, owed, strict=True
        )
        if owes is not None
    ]
    people.sort(key=lambda one: (one.rested is not None, -(one.rested or 0), one.person))
    return tuple(people), {**reasons.others, **({BREACHES_REST: breaching} if rest.checked else {})}
