"""The movements that a pool allows next: steps that can be decided, and answers that can come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from standto.errors import Fault
from standto.ladder.pool_use import declarations_for, use_of
from standto.model.ladder import AID_ANSWERS, CONTINGENCY_ANSWERS, STEPS
from standto.model.scenario import Scenario
from standto.model.steps import ASK_AID, DEPLOY, RELEASE, REQUEST, STAND_DOWN
from standto.model.time import Instant
from standto.model.words import with_article
from standto.register import Situation
from standto.register.pool_states import Lots, places_in
from standto.wording import counted, listed
from standto_desk.acts.asked_places import sources_asked
from standto_desk.acts.proposals import EVENT_OF

AID_DECISIONS = (ASK_AID, RELEASE)
CONTINGENCY_DECISIONS = (REQUEST, DEPLOY, STAND_DOWN)


class Possible(NamedTuple):
    """A movement that a pool's places allow.

    Attributes
    ----------
    kind
        The kind of event.
    step
        The step of a review to decide; empty for an answer.
    places
        The number of places that move if no number is given.
    most
        The most places that can move; None if more can come than there are.
    """

    kind: str
    step: str
    places: int
    most: int | None


def decisions_of(scenario: Scenario, pool: str) -> tuple[str, ...]:
    """Return the steps that can ever be decided for a pool; none for a pool of the home force."""
    return _for_pool(scenario, pool, AID_DECISIONS, CONTINGENCY_DECISIONS)


def answers_of(scenario: Scenario, pool: str) -> tuple[str, ...]:
    """Return the answers that a pool's force can ever give; none for a pool of the home force."""
    return _for_pool(scenario, pool, AID_ANSWERS, CONTINGENCY_ANSWERS)


def possible_decisions(scenario: Scenario, pool: str, lots: Lots) -> tuple[Possible, ...]:
    """Return the steps that can be decided for a pool of another force."""
    found = (_decidable(step, lots) for step in decisions_of(scenario, pool))
    return tuple(one for one in found if one.places)


def possible_answers(scenario: Scenario, pool: str, lots: Lots) -> tuple[Possible, ...]:
    """Return the answers that a pool's force can give to what was asked of it."""
    found = (_possible(kind, "", lots, sources_asked(kind)) for kind in answers_of(scenario, pool))
    return tuple(one for one in found if one.places)


def offered_by(scenario: Scenario, pool: str) -> str:
    """Return the answer by which a pool's force offers unrequested help."""
    return CONTINGENCY_ANSWERS[0] if is_military(scenario, pool) else AID_ANSWERS[0]


def is_military(scenario: Scenario, pool: str) -> bool:
    """Tell whether a pool is the military's."""
    return scenario.force[scenario.pool[pool].force].kind == "military"


def _for_pool(scenario: Scenario, pool: str, aid: tuple[str, ...], contingency: tuple[str, ...]) -> tuple[str, ...]:
    if pool not in scenario.pool or scenario.pool[pool].force == scenario.home:
        return ()
    return contingency if is_military(scenario, pool) else aid


def _decidable(step: str, lots: Lots) -> Possible:
    kind = EVENT_OF[step]
    # Only places that have agreed can be deployed by a decision; other deployments are only recorded.
    sources = STEPS[kind].sources[:1] if step == DEPLOY else STEPS[kind].sources
    return _possible(kind, step, lots, sources, grows=STEPS[kind].grows and step != DEPLOY)


def _possible(kind: str, step: str, lots: Lots, sources: Sequence[str], *, grows: bool = False) -> Possible:
    whole = next((there for state in sources if (there := places_in(lots, (state,)))), 0)
    return Possible(kind, step, whole, None if grows else places_in(lots, sources))


def against_moving(scenario: Scenario, pool: str, lots: Lots, kind: str, number: int | None) -> Iterator[Fault]:
    """Yield the fault of moving places of an existing pool: none can move, or too few."""
    every = (*possible_decisions(scenario, pool, lots), *possible_answers(scenario, pool, lots))
    possible = {one.kind: one for one in every}
    if kind not in possible:
        there = listed([f"{counted(places_in(lots, (state,)), 'place')} {state}" for state in lots]) or "no places"
        can = listed(list(possible), "or") or "nothing"
        yield Fault(pool, f"{kind} has no places to move: there are {there}; possible: {can}", column="kind")
    else:
        yield from against_number(pool, number, possible[kind].most)


def against_number(pool: str, number: int | None, most: int | None) -> Iterator[Fault]:
    """Yield the fault in a number of places; None means all of them."""
    if number is not None and number < 1:
        yield Fault(pool, "must be 1 or more; leave it blank for all places", column="count")
    elif number is not None and most is not None and number > most:
        can_move = f"the {counted(most, 'place')} that can move; give {most:,} or fewer"
        yield Fault(pool, f"{number:,} is more than {can_move}", column="count")


def against_use(
    step: str, pool: str, situation: Situation, at: Instant, *, declare: str = "", proposed: bool = False
) -> Iterator[Fault]:
    """Yield the fault of deploying a pool that may not fill any duty in the look-ahead.

    Parameters
    ----------
    declare
        The declaration that is made with the step; or empty.
    proposed
        Whether the step is already proposed, so that nothing can be declared with its proposal.
    """
    row = situation.scenario.pool[pool]
    if declare:
        allowed = declarations_for(situation, row, at)
        if step != DEPLOY or declare not in allowed:
            what = f"does not let {pool} do more; allowed: {listed(allowed, 'or') or 'nothing'}"
            yield Fault("proposal", what, column="declare")
    elif step == DEPLOY and not (use := use_of(situation, row, at)).ever:
        what = f"{pool} {use.words(situation.scenario.zone)}"
        if use.declarations:
            role = with_article(situation.scenario.words.recorder)
            what += (
                f". {role[0].upper()}{role[1:]} or a commander has to declare {listed(use.declarations, 'or')} first"
            )
            what += "" if proposed else "; a commander can do so with the proposal"
        yield Fault("proposal", what, column="declare" if use.declarations else "step")
