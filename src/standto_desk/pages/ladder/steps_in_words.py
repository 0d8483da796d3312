"""A pool's places in words: how many are in each state, and which of them wait for something, and since when."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from standto.ladder.lines import help_lines
from standto.model.ladder import AID_ANSWERS, AID_ASKED
from standto.model.time import Instant, hours
from standto.presenting.help import STATES, HelpLine
from standto.register import Situation
from standto.wording import between, counted
from standto_desk.acts.step_owners import find_step_owners
from standto_desk.components.moments import short_moment
from standto_desk.components.spoken import id_words
from standto_desk.picture.drawing import Picture

WAITS = {
    "asked": ", no answer",
    "offered": ", not yet confirmed",
    "confirmed": ", not yet arrived",
    "arrived": "",
    "requested": ", not yet agreed",
    "standby": "",
    "deployed": "",
}
"""What places in each open state wait for, if anything; in every other state nothing is open."""


class OpenStep(NamedTuple):
    """Places that came into an open state together.

    Attributes
    ----------
    words
        Their number, their age, and what they wait for.
    owner
        The post that took the step; blank if none is known.
    """

    line: HelpLine
    words: str
    owner: str


def places_in_words(situation: Situation, pool: str, at: Instant) -> str:
    """Return the number of a pool's places in each state: ``2 arrived, 1 asked``."""
    lots = situation.lots(pool, at)
    counts = [f"{sum(lot.count for lot in lots[state]):,} {id_words(state)}" for state in STATES if state in lots]
    return ", ".join(counts) or "no places"


def open_steps(picture: Picture, pools: Collection[str]) -> dict[str, list[OpenStep]]:
    """Return the open steps of each of some pools, by state in the order of the ladder and then by age."""
    found: dict[str, list[OpenStep]] = {pool: [] for pool in pools}
    owners = find_step_owners(list(pools))
    for line in help_lines(picture.situation, picture.review, pools=pools, owners=owners):
        if line.state in WAITS:
            found[line.pool].append(OpenStep(line, _words(picture.situation, line), id_words(line.taken_by)))
    return found


def _words(situation: Situation, line: HelpLine) -> str:
    since = situation.scenario.horizon.start if line.since is None else line.since
    words = f"{counted(line.count, 'place')}, {between(since, line.at)} ago{WAITS[line.state]}"
    return words + _coming(situation, line) if line.state == "asked" else words


def _coming(situation: Situation, line: HelpLine) -> str:
    """Return how long places that were asked for count as coming, by the rule of a review."""
    events = [event for event in situation.pool_events(line.pool) if event.occurred <= line.at]
    asked = max((event.occurred for event in events if event.kind == AID_ASKED), default=None)
    answered = max((event.occurred for event in events if event.kind in AID_ANSWERS), default=None)
    if asked is None:
        asked = situation.scenario.horizon.start
    if answered is not None and answered >= asked:
        return "; the pool has answered since, so these do not count as coming"
    until = asked + hours(situation.scenario.policy.answer_hours)
    moment = short_moment(until, situation.scenario.zone)
    return f"; counts as coming until {moment}" if line.at < until else f"; has not counted as coming since {moment}"
