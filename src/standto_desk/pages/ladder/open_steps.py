"""Open steps: places that were asked for and not answered, or offered and not confirmed, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.ladder.pool_use import idle_words
from standto.model.ladder import (
    AID_ANSWERS,
    AID_ASKED,
    AID_STATES,
    CONTINGENCY_STATES,
    HELPING,
    HOME_STATES,
    UNANSWERED,
)
from standto.model.time import BEGINNING, hours
from standto.wording import between, counted
from standto_desk.components.moments import short_moment
from standto_desk.presenting.posts import post_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
"""What places in each open state wait for, with their age; in every other state nothing is open."""

TONES = {"arrived": "good", "deployed": "good", "confirmed": "good", "standby": "watch"}


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Places that came into an open state together.

    Attributes
    ----------
    state
        The state of the places.
    words
        How many they are, what they wait for, and for how long.
    owner
        The post that took the step; empty if none is known.
    overdue
        Whether the answer is overdue.
    idle
        Why the places can fill no duty now; empty if they can, or are in a state that is no help.
    """

    state: str
    words: str
    owner: str
    overdue: bool
    idle: str = ""

    @property
    def tone(self) -> str:
        """The tone; places that can fill no duty never look good."""
        if self.overdue:
            return "gap"
        return "watch" if self.idle else TONES.get(self.state, "open")


def places_in_words(situation: Situation, pool: str, at: Instant) -> str:
    """Return the number of a pool's places in each state: ``2 arrived, 1 asked``."""
    lots = situation.lots(pool, at)
    counts = [
        f"{sum(lot.count for lot in lots[state]):,} {state.replace('-', ' ')}" for state in STATES if state in lots
    ]
    return ", ".join(counts) or "no places"


def steps_open(
    situation: Situation, pool: str, at: Instant, owners: Mapping[tuple[str, str, Instant], str]
) -> tuple[OpenStep, ...]:
    """Return the open steps of a pool, by state in the order of the ladder and then by age.

    Parameters
    ----------
    owners
        The post that took each step, from `standto_desk.acts.step_owners`.
    """
    stale = hours(situation.scenario.policy.stale_hours)
    lots = situation.lots(pool, at)
    idle = idle_words(situation, situation.scenario.pool[pool], at)
    events = [event for event in situation.pool_events(pool) if event.occurred <= at]
    steps = []
    for state in (state for state in WAITS if state in lots):
        for lot in lots[state]:
            since = situation.scenario.horizon.start if lot.since == BEGINNING else lot.since
            age = between(since, at)
            words = f"{counted(lot.count, 'place')} {WAITS[state].format(age=age, ago=f'{age} ago')}"
            step = OpenStep(
                state=state,
                words=words + (_coming(situation, events, at) if state == "asked" else ""),
                owner=post_words(owners.get((pool, state, lot.since), "")),
                overdue=state in UNANSWERED and at - since > stale,
                idle=idle if state in HELPING else "",
            )
            steps.append(step)
    return tuple(steps)


def _coming(situation: Situation, events: Sequence[Event], at: Instant) -> str:
    """Return until when places that were asked for count as coming, by the rule of a review."""
    asked = max((event.occurred for event in events if event.kind == AID_ASKED), default=None)
    answered = max((event.occurred for event in events if event.kind in AID_ANSWERS), default=None)
    if asked is None:
        asked = situation.scenario.horizon.start
    if answered is not None and answered >= asked:
        return "; the pool has answered since, so these do not count as coming"
    until = asked + hours(situation.scenario.policy.answer_hours)
    moment = short_moment(until, situation.scenario.zone)
    return f"; counts as coming until {moment}" if at < until else f"; has not counted as coming since {moment}"
