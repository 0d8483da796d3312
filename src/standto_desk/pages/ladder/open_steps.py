"""Open steps and how they age: what was asked and not answered, offered and not confirmed, and whose move it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.ladder.pool_use import idle_words
from standto.model.ladder import AID_ANSWERS, AID_STATES, CONTINGENCY_STATES, HELPING, HOME_STATES, UNANSWERED
from standto.model.time import BEGINNING, hours
from standto.wording import between, counted
from standto_desk.components.moments import short_moment
from standto_desk.presenting.posts import post_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from standto.model.event import Event
    from standto.model.time import Instant
    from standto.register import Situation

STATES = tuple(dict.fromkeys((*HOME_STATES, *AID_STATES, *CONTINGENCY_STATES)))

WAITS = {
    "asked": "asked {ago}, no answer",
    "offered": "offered {ago}, not yet confirmed",
    "confirmed": "confirmed {ago}, not yet arrived",
    "arrived": "here for {age}",
    "requested": "requested {ago}, not yet agreed",
    "standby": "agreed {ago}, standing by",
    "deployed": "deployed {ago}",
}
"""What places of each open state wait for, with their age; in every other state nothing is open."""

TONES = {"arrived": "good", "deployed": "good", "confirmed": "good", "standby": "watch"}


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Places that came into an open state together.

    Attributes
    ----------
    state, count
        Where they are, and how many.
    since
        Since when; None where they began there.
    words
        How long, and what they wait for.
    owner
        The post that took the step; empty where none is known.
    overdue
        Whether an answer has been open for too long.
    idle
        That the places can fill no duty now, and why; empty where they can, and in states that are no help.
    """

    state: str
    count: int
    since: Instant | None
    words: str
    owner: str
    overdue: bool
    idle: str = ""

    @property
    def tone(self) -> str:
        """How it is marked: never as good what can fill no duty."""
        if self.overdue:
            return "gap"
        return "watch" if self.idle else TONES.get(self.state, "open")


def places_in_words(situation: Situation, pool: str, at: Instant) -> str:
    """Return how many places of a pool are in each state: ``2 arrived, 1 asked``."""
    lots = situation.lots(pool, at)
    said = [f"{sum(lot.count for lot in lots[state]):,} {state.replace('-', ' ')}" for state in STATES if state in lots]
    return ", ".join(said) or "no places"


def steps_open(
    situation: Situation, pool: str, at: Instant, owners: Mapping[tuple[str, str, Instant], str]
) -> tuple[OpenStep, ...]:
    """Return the open steps of a pool, by state in the order of the ladder and then by age.

    Parameters
    ----------
    owners
        The post that took each step, from `standto_desk.acts.step_owners`.
    """
    return tuple(_open_steps(situation, pool, at, owners))


def _open_steps(
    situation: Situation, pool: str, at: Instant, owners: Mapping[tuple[str, str, Instant], str]
) -> Iterator[OpenStep]:
    """Yield the open steps of a pool."""
    stale = hours(situation.scenario.policy.stale_hours)
    lots = situation.lots(pool, at)
    idle = idle_words(situation, situation.scenario.pool[pool], at)
    events = [event for event in situation.pool_events(pool) if event.occurred <= at]
    for state in (state for state in STATES if state in lots and state in WAITS):
        for lot in lots[state]:
            since = situation.scenario.horizon.start if lot.since == BEGINNING else lot.since
            age = between(since, at)
            words = WAITS[state].format(age=age, ago=f"{age} ago")
            if state == "asked":
                words += _coming(situation, events, at)
            yield OpenStep(
                state=state,
                count=lot.count,
                since=None if lot.since == BEGINNING else lot.since,
                words=f"{counted(lot.count, 'place')} {words}",
                owner=post_words(owners.get((pool, state, lot.since), "")),
                overdue=state in UNANSWERED and at - since > stale,
                idle=idle if state in HELPING else "",
            )


def _coming(situation: Situation, events: Sequence[Event], at: Instant) -> str:
    """Say until when places asked for count as coming, by the rule of a review."""
    asked = max((event.occurred for event in events if event.kind == "aid-asked"), default=None)
    answered = max((event.occurred for event in events if event.kind in AID_ANSWERS), default=None)
    if asked is None:
        asked = situation.scenario.horizon.start
    if answered is not None and answered >= asked:
        return "; the pool has answered since, so these do not count as coming"
    until = asked + hours(situation.scenario.policy.answer_hours)
    moment = short_moment(until, situation.scenario.zone)
    return f"; counts as coming until {moment}" if at < until else f"; has not counted as coming since {moment}"
