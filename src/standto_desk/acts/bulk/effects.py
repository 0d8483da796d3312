"""The effect of changed tables on cover, margin and rest: in words, before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from standto.coverage import Cover, cover, margin
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.register import Situation, situation_of
from standto.resting import rest


class AnswerEffect(NamedTuple):
    """An answer in words, before and after."""

    what: str
    before: str
    after: str


class RegisterEffect(NamedTuple):
    """The effect of changed tables over a look-ahead.

    Attributes
    ----------
    since, until
        The time asked about.
    answers
        Cover, margin and, where there are rules on working time, rest.
    first_gap
        The start of the first gap after the change; None if there is none.
    """

    since: Instant
    until: Instant
    answers: tuple[AnswerEffect, ...]
    first_gap: Instant | None


def effect_of(before: Scenario, after: Scenario, since: Instant) -> RegisterEffect | None:
    """Return the effect of changed tables from a moment on; None if no time after it is planned."""
    # What is planned begins at the first shift, and a first import may plan a later week.
    start = max(since, after.horizon.start)
    until = min(start + after.policy.look_ahead, after.horizon.until)
    if start >= until:
        return None
    old, new = (
        situation_of(scenario, at=start, known_at=start) for scenario in (replace(before, horizon=after.horizon), after)
    )
    covers = [cover(each, until=until) for each in (old, new)]
    answers = [
        AnswerEffect("Cover", *(each.headline for each in covers)),
        AnswerEffect("Margin", *(margin(each, until=until, runs=None).headline for each in (old, new))),
    ]
    if any(each.working_time for each in (before, after)):
        answers.append(AnswerEffect("Rest", *(_rest(each, until) for each in (old, new))))
    return RegisterEffect(start, until, tuple(answers), _first_gap(covers[1]))


def _rest(of: Situation, until: Instant) -> str:
    return rest(of, until=until).headline


def _first_gap(found: Cover) -> Instant | None:
    return int(found.windows.starts[found.short[0]]) if found.short else None
