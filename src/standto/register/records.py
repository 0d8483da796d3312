"""The register's records: what is known of a scenario, folded as it is asked for, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import HOUR, Instant
from standto.register.kept import keep
from standto.register.knowledge import Knowledge
from standto.register.places import fold as fold_places
from standto.register.reasons import PeopleReasons
from standto.register.rules import RULE_EVENTS, Rules, make_rules
from standto.register.shifts import Shifts
from standto.register.standing import Skills, Standing
from standto.register.timeline import Timeline, make_timeline
from standto.register.volunteers import Volunteers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.scenario import Scenario
    from standto.register.moves import Moves
    from standto.register.places import Lots


class Records:
    """Everything that is known of a scenario.

    What does not depend on knowledge is folded once, and what does, once for each state of knowledge asked for.

    Parameters
    ----------
    scenario
        A sound scenario.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.knowledge = Knowledge(scenario.events)
        asked_for = [capability for duty in scenario.duties for capability in duty.capabilities]
        self.skills = Skills([one.id for one in scenario.capabilities], asked_for)
        self.duty_masks = [self.skills.mask(duty.capabilities) for duty in scenario.duties_in_order]
        self.shifts = Shifts(scenario, int(scenario.policy.rest_hours * HOUR) + 24 * HOUR)
        self._volunteers = Volunteers(scenario, self.skills, self.knowledge)
        self._timelines: dict[tuple[int, tuple[str, ...]], Timeline] = {}
        self._rules: dict[tuple[object, ...], Rules] = {}
        self._lots: dict[tuple[object, ...], list[tuple[Instant, Lots]]] = {}
        self._reasons: PeopleReasons | None = None

    @property
    def standings(self) -> Sequence[Standing]:
        """Every standing met so far; more may follow as more is asked."""
        return self._volunteers.standings

    def moves(self, known_at: Instant) -> Moves:
        """Return who changes standing when, by what is known at an instant."""
        return self._volunteers.moves(known_at)

    @property
    def reasons(self) -> PeopleReasons:
        """The standings met so far, laid out for counting reasons."""
        if self._reasons is None or self._reasons.standings != len(self.standings):
            self._reasons = PeopleReasons(self.scenario, self.standings, self.duty_masks)
        return self._reasons

    def places(self, pool: str, known_at: Instant) -> list[tuple[Instant, Lots]]:
        """Return the places of a pool over time, by what is known at an instant."""
        known = self.knowledge.known(self.knowledge.places("supply", pool), known_at)
        key = (pool, *known)
        if key not in self._lots:
            self._lots[key] = fold_places(self.scenario.pool[pool], self.knowledge.events_at(known))
        return self._lots[key]

    def rules(self, known_at: Instant, assumed: tuple[str, ...]) -> Rules:
        """Return what is so for everybody, by what is known at an instant."""
        key = (assumed, *self.knowledge.known_of(RULE_EVENTS, known_at))
        if key not in self._rules:
            self._rules[key] = make_rules(self.scenario, self.shifts, self.knowledge, known_at, assumed)
        return self._rules[key]

    def timeline(self, known_at: Instant, assumed: tuple[str, ...]) -> Timeline:
        """Return the timeline of a state of knowledge."""
        key = (self.knowledge.state(known_at), assumed)
        if key not in self._timelines:
            rules, moves = self.rules(known_at, assumed), self.moves(known_at)
            pools = [(pool, self.places(pool.id, known_at)) for pool in self.scenario.pools]
            made = make_timeline(self.scenario, rules, self.standings, self.duty_masks, moves, pools)
            keep(self._timelines, key, made)
        return self._timelines[key]
