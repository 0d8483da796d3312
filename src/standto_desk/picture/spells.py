"""The standings of single people over time, for every capability."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from standto.model.event import Event
from standto.model.people import Person
from standto.model.time import FOREVER, Instant, Period
from standto.register import Situation
from standto.register.person_fold import fold_person
from standto.register.standing import Skills, Standing


class Folding:
    """A fold of the events about single people, as a situation knows them, for every capability.

    The register folds only the capabilities that duties ask for.
    """

    def __init__(self, situation: Situation) -> None:
        scenario = situation.scenario
        every = [one.id for one in scenario.capabilities]
        self.skills = Skills(every, every)
        self.people = {person.id: person for person in scenario.people}
        self._forces = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
        self._teams = {team.id: place for place, team in enumerate(scenario.teams)}
        self._tickets: defaultdict[str, dict[str, list[Period]]] = defaultdict(dict)
        for one in scenario.authorisations:
            self._tickets[one.person].setdefault(one.capability, []).append(one.period)
        self._known_at = FOREVER - 1 if situation.known_at is None else situation.known_at
        self._knowledge = situation.records.knowledge

    def spells(self, person: Person, more: Sequence[Event] = ()) -> list[tuple[Instant, Standing]]:
        """Return each standing of a person with its start, as if some more events were known."""
        known = self._knowledge.of("supply", person.id, self._known_at)
        # The later event decides: by the time at which it occurred, then by the order of entry.
        events = sorted((*known, *more), key=lambda event: event.occurred) if more else known
        team = self._teams[person.team] if person.team else -1
        return fold_person(self.skills, self._forces[person.force], team, self._tickets.get(person.id, {}), events)


def unchanged_people(situation: Situation, events: Sequence[Event]) -> frozenset[str]:
    """Return the people whose standings would stay the same with some events about them."""
    folding = Folding(situation)
    about: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        about[event.subject].append(event)
    rows = [folding.people[name] for name in about if name in folding.people]
    return frozenset(
        row.id for row in rows if _distinct(folding.spells(row)) == _distinct(folding.spells(row, about[row.id]))
    )


def _distinct(spells: list[tuple[Instant, Standing]]) -> list[tuple[Instant, Standing]]:
    """Merge neighbouring spells of one standing."""
    return [spell for place, spell in enumerate(spells) if not place or spell[1] != spells[place - 1][1]]
