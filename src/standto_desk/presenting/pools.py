"""Help by state: how many places of each pool are where on the ladder, for how long, and whose step is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.ladder.pool_use import idle_words
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES, HELPING, HOME_STATES, UNANSWERED
from standto.model.steps import OVERDUE
from standto.model.time import BEGINNING, FOREVER
from standto_desk.picture.pools import OURS, THEIRS, TURN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from standto.ladder import Review
    from standto.model.scenario import Force, Pool, Scenario
    from standto.model.time import Instant
    from standto.register import Situation

STATES = tuple(dict.fromkeys((*HOME_STATES, *AID_STATES, *CONTINGENCY_STATES)))
AT_REST = frozenset({"available", "not-asked", "released", "declined", "withdrawn", "stood-down"})
"""States in which nobody waits for anybody."""
TONES = {
    "stepped-back": "watch",
    "asked": "open",
    "offered": "open",
    "requested": "open",
    "confirmed": "good",
    "arrived": "good",
    "standby": "good",
    "deployed": "good",
}


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Places of one pool that came into a state together.

    Attributes
    ----------
    pool, force
        The pool, and the name of its force.
    state, count
        Where they are on the ladder, and how many.
    since
        When they came there; None: from the start.
    waiting_for
        Whose move is next: the name of a force; empty where nobody waits for anybody.
    taken_by
        The post that took the step; empty where none is known.
    open
        Whether somebody waits for what comes next, or help is here.
    overdue
        Whether an answer has been open for too long.
    ends
        When the pool's time ends; None: no end.
    idle
        That the places can fill no duty now, and why; empty where they can, and in states that are no help.
    """

    pool: str
    force: str
    state: str
    count: int
    since: Instant | None
    waiting_for: str
    taken_by: str
    open: bool
    overdue: bool
    ends: Instant | None
    idle: str = ""

    @property
    def words(self) -> str:
        """The state in words."""
        return self.state.replace("-", " ")

    @property
    def words_with_use(self) -> str:
        """The state in words, and that the places can fill nothing, where they cannot."""
        return f"{self.words} but able to fill no duty now" if self.idle else self.words

    @property
    def tone(self) -> str:
        """How it is marked: never as good what can fill no duty."""
        if self.overdue:
            return "gap"
        return "watch" if self.idle else TONES.get(self.state, "quiet")


def help_lines(
    situation: Situation, review: Review, owners: Mapping[tuple[str, str, Instant], str]
) -> tuple[HelpLine, ...]:
    """Return the places of every pool: open steps first, then pools in the order in which they are called on."""
    scenario = situation.scenario
    order = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
    pools = sorted(scenario.pools, key=lambda pool: order[pool.force])
    late = {one.pool for one in review.recommendations if one.step == OVERDUE}
    lines = [line for pool in pools for line in _lines(situation, review.at, pool, pool.id in late, owners)]
    return tuple(sorted(lines, key=lambda line: not line.open))


def help_by_state(lines: Iterable[HelpLine]) -> tuple[tuple[str, int], ...]:
    """Return how many places some lines have in each state and of what use, in words."""
    places: dict[str, int] = {}
    for line in lines:
        places[line.words_with_use] = places.get(line.words_with_use, 0) + line.count
    return tuple(places.items())


def _lines(
    situation: Situation, at: Instant, pool: Pool, late: bool, owners: Mapping[tuple[str, str, Instant], str]
) -> Iterator[HelpLine]:
    """Yield the lines of one pool, by state in the order of the ladder."""
    force = situation.scenario.force[pool.force]
    places = situation.lots(pool.id, at)
    idle = idle_words(situation, pool, at)
    for state in (state for state in STATES if state in places):
        for lot in places[state]:
            yield HelpLine(
                pool=pool.id,
                force=force.name or force.id,
                state=state,
                count=lot.count,
                since=None if lot.since == BEGINNING else lot.since,
                waiting_for=_next_mover(situation.scenario, force, state),
                taken_by=owners.get((pool.id, state, lot.since), ""),
                open=state not in AT_REST,
                overdue=late and state in UNANSWERED,
                ends=None if pool.period.until == FOREVER else pool.period.until,
                idle=idle if state in HELPING else "",
            )


def _next_mover(scenario: Scenario, force: Force, state: str) -> str:
    """Return the name of the force whose move it is while places are in a state."""
    turn = TURN.get(state, "")
    mover = force if turn == THEIRS else scenario.force[scenario.home] if turn == OURS else None
    return "" if mover is None else mover.name or mover.id
