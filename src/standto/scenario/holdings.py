"""People and places by everything that they ever hold, to say what nobody could ever fill."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from standto.model.duties import Duty
from standto.model.event import AUTHORISED
from standto.model.ladder import STEPS
from standto.model.scenario import Scenario
from standto.model.time import ALWAYS

Kept = tuple[str, frozenset[str]]
"""A kind of force, and every capability that one of its people or places ever holds."""


class Holdings:
    """The numbers of people and places that ever hold the same capabilities.

    Parameters
    ----------
    scenario
        A sound scenario.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._may: dict[tuple[str, str, str], bool] = {}
        self._able: dict[tuple[str, ...], list[Kept]] = {}

    @cached_property
    def held(self) -> dict[str, frozenset[str]]:
        """Every capability that each person with a ticket ever has one for, by their cipher."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for ticket in self._scenario.authorisations:
            found[ticket.person].add(ticket.capability)
        for event in self._scenario.events:
            if event.kind == AUTHORISED:
                found[event.subject].add(event.capability)
        return {person: frozenset(names) for person, names in found.items()}

    @cached_property
    def kind_of(self) -> dict[str, str]:
        """The kind of force of each person, by their cipher."""
        force = self._scenario.force
        return {person.id: force[person.force].kind for person in self._scenario.people}

    @cached_property
    def counts(self) -> Counter[Kept]:
        """The greatest number of people and places by what they ever hold; help may grow a pool by its steps."""
        scenario = self._scenario
        found = Counter((self.kind_of[person], names) for person, names in self.held.items())
        grown: Counter[str] = Counter()
        for event in scenario.events:
            if event.kind in STEPS:
                grown[event.subject] += event.count or 0
        for pool in scenario.pools:
            kind = scenario.force[pool.force].kind
            found[kind, frozenset(pool.capabilities)] += pool.count + (grown[pool.id] if kind != "home" else 0)
        return found

    def able(self, duty: Duty) -> list[Kept]:
        """Return the people and places that ever hold an alternative of a duty or seat, whatever the law says."""
        if duty.capabilities not in self._able:
            alternatives = duty.alternatives
            self._able[duty.capabilities] = [
                kept for kept in self.counts if any(each <= kept[1] for each in alternatives)
            ]
        return self._able[duty.capabilities]

    def permitted(self, duty: Duty) -> list[Kept]:
        """Return the people and places that ever hold an alternative of a duty or seat, and may do it at some time."""
        return [kept for kept in self.able(duty) if self.may(kept[0], duty)]

    def may(self, kind: str, duty: Duty) -> bool:
        """Return whether a kind of force may do a duty or seat at some time, under some declaration."""
        key = kind, duty.task, duty.site
        if key not in self._may:
            self._may[key] = _permitted(self._scenario, kind, duty)
        return self._may[key]

    def number(self, of: Iterable[Kept]) -> int:
        """Return the number of people and places."""
        return sum(self.counts[kept] for kept in of)


def _permitted(scenario: Scenario, kind: str, duty: Duty) -> bool:
    if scenario.powers is None:
        return kind != "military"
    rows = [power for power in scenario.powers if power.bears_on(kind, duty)]
    never = any(not power.permitted and not power.when and power.period == ALWAYS for power in rows)
    return not never and any(power.permitted for power in rows)
