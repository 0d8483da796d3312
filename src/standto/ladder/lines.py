"""A review, candidates, and help by state, as the lines that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.ladder.pool_use import use_of
from standto.model.ladder import HELPING, UNANSWERED
from standto.model.steps import CONFLICT, OVERDUE, REVIEW_DUE, STALE
from standto.model.time import BEGINNING, FOREVER, Period, hours
from standto.presenting.advice import Advice, late_first, reasons
from standto.presenting.candidates import CandidateLine, owed_words
from standto.presenting.duties import RemainingLine
from standto.presenting.help import STATES, TURN, HelpLine, KeptLine
from standto.wording import Names, shortage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from standto.ladder.candidates_facts import CandidatesFacts
    from standto.ladder.review_facts import Recommendation, ReviewFacts
    from standto.model.people import Pool
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register import Situation

ABOUT_FORCE = (STALE, CONFLICT, REVIEW_DUE)
"""Steps about a force; a decision can be about the home force only."""


def advice_lines(review: ReviewFacts, *, names: Names | None = None, named: bool = False) -> tuple[Advice, ...]:
    """Return the recommendations of a review, late ones first.

    Parameters
    ----------
    names
        The names of duties, forces and pools; by default those of the review's scenario.
    named
        Whether times carry their zone.
    """
    names = names or Names.of(review.scenario)
    return late_first(_advice(one, review.scenario, names, named) for one in review.recommendations)


def _advice(one: Recommendation, scenario: Scenario, names: Names, named: bool) -> Advice:
    return Advice(
        ids=(one.id,),
        step=one.step,
        subjects=(one.subject,),
        called=(names.subject(one.subject),),
        counts=(one.count,),
        pool=one.pool or "",
        duties=tuple(names.duties[duty] for duty in one.duties or ()),
        condition=one.condition or "",
        windows=tuple(Period(need.start, need.until) for need in one.windows or ()),
        by=one.by,
        late=None if one.by is None else one.late,
        power=one.power or "",
        approvers=one.approvers or (),
        because=tuple(reasons(_first_shortage(one, names), one.counted_before or {}, one.at_most, names.words)),
        decidable=one.step not in ABOUT_FORCE or one.subject == scenario.home,
        zone=scenario.zone,
        named=named,
        vocabulary=names.words,
    )


def _first_shortage(one: Recommendation, names: Names) -> str:
    """Return the first bottleneck with a duty of the step in words; one is enough to act on."""
    mine = set(one.duties or ())
    for proof in one.bottlenecks:
        if mine & set(proof.duties):
            duties = [names.duties[duty] for duty in proof.duties]
            return shortage(proof.required, duties, proof.eligible, proof.not_counted, names.words)
    return ""


def remaining_lines(
    review: ReviewFacts, *, names: Names | None = None, named: bool = False
) -> tuple[RemainingLine, ...]:
    """Return the gaps that no step closes; the parameters are those of `advice_lines`."""
    names = names or Names.of(review.scenario)
    return tuple(
        RemainingLine(one.duty, names.duties[one.duty], one.start, one.until, one.gap, review.scenario.zone, named)
        for one in review.remaining
    )


def kept_lines(review: ReviewFacts, *, names: Names | None = None, named: bool = False) -> tuple[KeptLine, ...]:
    """Return the help that stays, and the reasons; the parameters are those of `advice_lines`."""
    names = names or Names.of(review.scenario)
    return tuple(
        KeptLine(
            pool=one.pool,
            state=one.state,
            count=one.count,
            by_state=one.by_state,
            duty=None if one.duty is None else names.duties[one.duty],
            start=one.start,
            until=one.until,
            at=one.at,
            gap=one.gap,
            worst_case=one.worst_case,
            held_since=one.held_since,
            fills=one.fills,
            zone=review.scenario.zone,
            named=named,
            vocabulary=names.words,
        )
        for one in review.kept
    )


def candidate_lines(facts: CandidatesFacts) -> tuple[CandidateLine, ...]:
    """Return the people who could come, in order."""
    return tuple(
        CandidateLine(
            one.person,
            one.ready_minutes,
            one.rested,
            tuple(owed_words(owed.rule, owed.measured) for owed in one.owes),
        )
        for one in facts.candidates
    )


def help_lines(
    situation: Situation,
    review: ReviewFacts,
    *,
    pools: Collection[str] | None = None,
    names: Names | None = None,
    owners: Mapping[tuple[str, str, Instant], str] | None = None,
) -> tuple[HelpLine, ...]:
    """Return the places of pools by state, pools in the order in which they are called on.

    Parameters
    ----------
    situation, review
        Of one moment.
    names
        The names of forces; by default those of the scenario.
    owners
        The post that took each step, by pool, state and instant.
    """
    names = names or Names.of(situation.scenario)
    return tuple(
        line
        for pool in situation.scenario.pools_in_order
        if pools is None or pool.id in pools
        for line in _help_lines(situation, review, pool, names, owners or {})
    )


def _help_lines(
    situation: Situation, review: ReviewFacts, pool: Pool, names: Names, owners: Mapping[tuple[str, str, Instant], str]
) -> Iterator[HelpLine]:
    """Yield the lines of one pool, by state in the order of the ladder."""
    scenario, at = situation.scenario, review.at
    late = any(one.step == OVERDUE and one.pool == pool.id for one in review.recommendations)
    movers = {"theirs": names.forces[pool.force], "ours": names.forces[scenario.home]}
    places = situation.lots(pool.id, at)
    idle = "" if pool.force == scenario.home else use_of(situation, pool, at).words(scenario.zone)
    for state in (state for state in STATES if state in places):
        for lot in places[state]:
            open_for = at - max(lot.since, scenario.horizon.start)
            yield HelpLine(
                pool=pool.id,
                force=names.forces[pool.force],
                kind=scenario.force[pool.force].kind,
                state=state,
                count=lot.count,
                at=at,
                since=None if lot.since == BEGINNING else lot.since,
                ends=None if pool.period.until == FOREVER else pool.period.until,
                overdue=late and state in UNANSWERED and open_for > hours(scenario.policy.stale_hours),
                idle=idle if state in HELPING else "",
                waiting_for=movers.get(TURN.get(state, ""), ""),
                taken_by=owners.get((pool.id, state, lot.since), ""),
                vocabulary=names.words,
            )
