"""Everybody's standing over time, folded once for each state of knowledge, and kept."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from standto.model.time import FOREVER
from standto.register.answer_cache import carried, keep
from standto.register.knowledge import FAMILY
from standto.register.person_fold import fold_person
from standto.register.standing_moves import Moves, Spells, moves_of
from standto.register.vectorised_fold import MOST_CAPABILITIES, MOST_EVENTS, PersonHistory, fold_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from standto.model.scenario import Scenario
    from standto.model.time import Instant, Period
    from standto.register.knowledge import Knowledge
    from standto.register.standing import Skills, Standing

FEWEST_TOGETHER = 300
"""So many people at least are folded at once: of fewer, one after another is as quick."""

Tickets = dict[str, list["Period"]]
"""The periods of a person's tickets, by capability."""


class Volunteers:
    """The standings of a scenario's people.

    Somebody without events never changes and is folded once; somebody with events is folded again only where other
    events of theirs are known.

    Attributes
    ----------
    standings
        Every standing met so far; `Moves` speak of them by place.

    Notes
    -----
    One thread at a time may ask; `Records` sees to that.
    """

    def __init__(self, scenario: Scenario, skills: Skills, knowledge: Knowledge) -> None:
        self.standings: list[Standing] = []
        self._number: dict[Standing, int] = {}
        self._skills, self._knowledge = skills, knowledge
        self._tickets = _tickets_by_person(scenario)
        self._ids = [person.id for person in scenario.people]
        self._person = {name: person for person, name in enumerate(self._ids)}
        forces = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
        teams = {team.id: place for place, team in enumerate(scenario.teams)}
        self._places = [(forces[person.force], teams.get(person.team, -1)) for person in scenario.people]
        self._events: dict[int, Sequence[int]] = {}
        """The events of everybody who has any, by their places in the file."""
        for person, name in enumerate(self._ids):
            if events := knowledge.places("supply", name):
                self._events[person] = events
        self._spells: dict[int, tuple[list[int], Spells]] = {}
        self._moves: dict[int, Moves] = {}
        self._last: tuple[Instant, Moves] | None = None
        """The moves last asked for, and as known when."""
        self._retold: frozenset[int] = frozenset()
        """Those of whom events have come since then."""
        self._lessons: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

    def followed_by(self, knowledge: Knowledge, retold: Sequence[int], unchanged: int) -> Volunteers:
        """Return the same people when more is known.

        Parameters
        ----------
        knowledge
            What is known, see `Knowledge.followed_by`.
        retold
            The places of the events of which it differs when they are known.
        unchanged
            The last state in which the same is known as before.
        """
        after = copy(self)
        Volunteers._learn(after, knowledge, retold, unchanged)
        return after

    def _learn(self, knowledge: Knowledge, retold: Sequence[int], unchanged: int) -> None:
        """Take in what else is known, and share nothing any more that changes: for a copy."""
        self.standings, self._number, self._spells = list(self.standings), dict(self._number), dict(self._spells)
        self._moves = carried(self._moves, lambda state: state <= unchanged)
        self._knowledge = knowledge
        places, people = [], []
        for place, event in zip(retold, knowledge.events_at(retold), strict=True):
            person = self._person.get(event.subject)
            if person is not None and FAMILY.get(event.kind) == "supply":
                places.append(place)
                people.append(person)
        self._retold = self._retold.union(people)
        self._events = self._events | {
            person: knowledge.places("supply", self._ids[person]) for person in dict.fromkeys(people)
        }
        if self._lessons is not None:
            (moments, about), (more, whom) = self._lessons, _in_order(*_lessons(knowledge, places, people))
            after = np.searchsorted(moments, more, side="right")
            self._lessons = np.insert(moments, after, more), np.insert(about, after, whom)

    def moves(self, known_at: Instant) -> Moves:
        """Return who changes standing when, by what is known at an instant."""
        state = self._knowledge.state(known_at)
        if state not in self._moves:
            found = self._folded(known_at) if self._last is None else self._patched(known_at, *self._last)
            self._last, self._retold = (known_at, found), frozenset()
            keep(self._moves, state, found)
        return self._moves[state]

    def _folded(self, known_at: Instant) -> Moves:
        """Return the moves of everybody, folded from nothing: most of them at once, where they are many."""
        busy = {person: self._knowledge.known(places, known_at) for person, places in self._events.items()}
        crowd = [person for person, known in busy.items() if len(known) <= MOST_EVENTS]
        if len(crowd) < FEWEST_TOGETHER or len(self._skills.bit) > MOST_CAPABILITIES:
            crowd = []
        together = set(crowd)
        alone = [person for person in busy if person not in together]
        moves = self._quiet().joined(moves_of(alone, [self._busy_spells(person, known_at) for person in alone]))
        return moves.joined(self._together(crowd, [busy[person] for person in crowd])) if crowd else moves

    def _together(self, people: Sequence[int], known: Sequence[Sequence[int]]) -> Moves:
        """Return the moves of some people, by which of their events are known."""
        tickets, events = (self._tickets.get(self._ids[person], {}) for person in people), self._knowledge.events_at
        members = [
            PersonHistory(*self._places[person], rows, events(places))
            for person, rows, places in zip(people, tickets, known, strict=True)
        ]
        found = fold_people(self._skills, members)
        after = np.array([self._numbered(standing) for standing in found.standings], dtype=np.int32)[found.standing]
        before = np.roll(after, 1)
        before[np.searchsorted(found.member, np.arange(len(people)))] = -1
        return Moves(found.at, np.array(people, dtype=np.int32)[found.member], before, after)

    def _patched(self, known_at: Instant, last: Instant, before: Moves) -> Moves:
        """Return the moves last asked for, with those replaced of whom something else is known now."""
        moments, people = self._learnt()
        learnt = slice(*np.searchsorted(moments, sorted((last, known_at)), side="right"))
        stale = np.zeros(len(self._ids), dtype=np.bool_)
        stale[people[learnt]] = True
        stale[list(self._retold)] = True
        kept = before.where(~stale[before.person])
        busy = np.flatnonzero(stale).tolist()
        return kept.joined(moves_of(busy, [self._busy_spells(person, known_at) for person in busy]))

    def _quiet(self) -> Moves:
        """Return the moves of those without events; many of them have the same."""
        alike: dict[tuple[object, ...], Spells] = {}
        quiet = [person for person in range(len(self._ids)) if person not in self._events]
        spells = []
        for person in quiet:
            tickets = self._tickets.get(self._ids[person], {})
            key = (self._places[person], *((capability, *periods) for capability, periods in tickets.items()))
            if key not in alike:
                alike[key] = self._fold(person, ())
            spells.append(alike[key])
        return moves_of(quiet, spells)

    def _busy_spells(self, person: int, known_at: Instant) -> Spells:
        """Return the spells of somebody with events, folded anew only where other events are known."""
        known = self._knowledge.known(self._events[person], known_at)
        kept = self._spells.get(person)
        if kept is None or kept[0] != known:
            kept = self._spells[person] = (known, self._fold(person, known))
        return kept[1]

    def _fold(self, person: int, known: Sequence[int]) -> Spells:
        """Return the spells of somebody of whom some events are known, and number the standings."""
        tickets = self._tickets.get(self._ids[person], {})
        timeline = fold_person(self._skills, *self._places[person], tickets, self._knowledge.events_at(known))
        return Spells([moment for moment, _ in timeline], [self._numbered(standing) for _, standing in timeline])

    def _numbered(self, standing: Standing) -> int:
        """Return the number of a standing, a new one where it was not met before."""
        number = self._number.setdefault(standing, len(self.standings))
        if number == len(self.standings):
            self.standings.append(standing)
        return number

    def _learnt(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return when something about whom becomes known, or is corrected: instants in order, and people."""
        if self._lessons is None:
            places = [place for events in self._events.values() for place in events]
            people = np.repeat(list(self._events), [len(events) for events in self._events.values()])
            self._lessons = _in_order(*_lessons(self._knowledge, places, people))
        return self._lessons


def _lessons(
    knowledge: Knowledge, places: Sequence[int], people: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return when each of some events becomes known and is corrected, in no order, and of whom it tells."""
    at, about = np.array(places, dtype=np.int64), np.asarray(people, dtype=np.int64)
    moments = np.concatenate([knowledge.known_from[at], knowledge.known_until[at]])
    ever = moments < FOREVER
    return moments[ever], np.concatenate([about, about])[ever]


def _in_order(moments: NDArray[np.int64], people: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the same by time."""
    order = np.argsort(moments, kind="stable")
    return moments[order], people[order]


def _tickets_by_person(scenario: Scenario) -> dict[str, Tickets]:
    """Return the periods of everybody's tickets."""
    tickets: dict[str, Tickets] = {}
    for row in scenario.authorisations:
        tickets.setdefault(row.person, {}).setdefault(row.capability, []).append(row.period)
    return tickets
