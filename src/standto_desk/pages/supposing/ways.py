"""Links from a what-if to the forms of the ladder, filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from standto.model.scenario import Scenario
from standto.model.steps import ASK_AID, REQUEST
from standto.presenting.advice import Advice
from standto.supposing.changes import Change
from standto.supposing.pool_changes import MorePlaces, NewPool, PoolStep
from standto.wording import Names
from standto_desk.access.permission import Action, may
from standto_desk.acts.asked_places import ANSWERS
from standto_desk.acts.possible_steps import decisions_of, is_military
from standto_desk.acts.proposals import EVENT_OF
from standto_desk.components.spoken import decision, id_words
from standto_desk.picture.supposed import SupposedPicture

STEP_OF = {event: step for step, event in EVENT_OF.items()}
"""The step of the ladder that each event decides."""


@dataclass(frozen=True, slots=True)
class Way:
    """A form of the ladder to go on to, in words."""

    words: str
    href: str


def ways_of(account: Any, found: SupposedPicture, number: int | None) -> tuple[Way, ...]:
    """Return the forms that would make real what is supposed, among those that an account may open.

    Parameters
    ----------
    number
        The kept what-if that the forms name; None: it is not kept.
    """
    scenario = found.before.scenario
    changes = (change for changes in found.supposed.changes for change in changes)
    ways = (way for change in changes for way in _ways(account, change, scenario, number))
    return tuple(dict.fromkeys(ways))


def way_of_advice(account: Any, advice: Advice, scenario: Scenario, number: int | None) -> Way | None:
    """Return the form that proposes what a review would recommend; None if the account may not open it."""
    step, pool = advice.step, advice.pool
    if not advice.proposed or not may(account, Action.PLAN) or step not in _steps(scenario, pool):
        return None
    return Way(advice.words, _propose(pool, step, advice.count, number))


def _ways(account: Any, change: Change, scenario: Scenario, number: int | None) -> Iterator[Way]:
    if isinstance(change, PoolStep) and change.pool in scenario.pool:
        yield from _of_step(account, change, scenario, number)
    elif isinstance(change, MorePlaces):
        yield from _asking(account, change.pool, change.count, scenario, number)
    elif isinstance(change, NewPool):
        cells = dict(change.cells)
        skills = set(cells["capabilities"].split(";"))
        lent = [pool.id for pool in scenario.pools if pool.force == cells["force"] and skills <= {*pool.capabilities}]
        for pool in [change.like] if change.like else lent:
            yield from _asking(account, pool, int(cells["count"]), scenario, number)


def _of_step(account: Any, change: PoolStep, scenario: Scenario, number: int | None) -> Iterator[Way]:
    if change.kind in STEP_OF and may(account, Action.PLAN):
        yield _proposing(STEP_OF[change.kind], change.pool, change.count, scenario, number)
    elif change.kind in ANSWERS and may(account, Action.RECORD_HELP):
        href = reverse("ladder-answer", args=[change.pool, change.kind])
        words = f"If it happens, record: {change.pool}, {id_words(change.kind)}"
        yield Way(words, f"{href}?{_query(change.count, number)}".rstrip("?"))


def _asking(account: Any, pool: str, count: int, scenario: Scenario, number: int | None) -> Iterator[Way]:
    """Yield the proposal that asks for places of a pool of another force."""
    if not may(account, Action.PLAN) or pool not in scenario.pool or scenario.pool[pool].force == scenario.home:
        return
    yield _proposing(REQUEST if is_military(scenario, pool) else ASK_AID, pool, count, scenario, number)


def _proposing(step: str, pool: str, count: int | None, scenario: Scenario, number: int | None) -> Way:
    words = decision(step, Names.of(scenario).subject(pool), count)
    return Way(f"Propose: {words}", _propose(pool, step, count, number))


def _propose(pool: str, step: str, count: int | None, number: int | None) -> str:
    return f"{reverse('ladder-propose', args=[pool, step])}?{_query(count, number)}".rstrip("?")


def _query(count: int | None, number: int | None) -> str:
    return urlencode({name: one for name, one in (("count", count), ("what-if", number)) if one is not None})


def _steps(scenario: Scenario, pool: str) -> Any:
    return decisions_of(scenario, pool) if pool in scenario.pool else ()
