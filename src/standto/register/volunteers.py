"""The standings of all people over time, folded once for each state of knowledge, and cached."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import ArrayLike, NDArray

from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Instant, Period
from standto.register.knowledge import FAMILY, Knowledge, carried, keep
from standto.register.overlay import PersonSteps, laid_over
from standto.register.person_fold import fold_person
from standto.register.rota import Rota
from standto.register.standing import Skills, Standing
from standto.register.standing_moves import Moves, Spells, moves_of
from standto.register.vectorised_fold import MOST_CAPABILITIES, MOST_EVENTS, PersonHistory, fold_people

FEWEST_TOGETHER = 300
"""The fewest people for whom the vectorised fold is faster."""

Tickets = dict[str, list[Period]]
"""The periods of a person's tickets, by capability."""


class Volunteers:
    """The standings of a scenario's people.

    A person without events is folded once. A person with events is folded again only if other events of theirs become
    known.

    Attributes
    ----------
    standings
        Every standing found so far, in the order of the indices in `Moves`.

    Notes
    -----
    Only one thread at a time may use it; `Records` ensures this.
    """

    def __init__(self, scenario: Scenario, skills: Skills, knowledge: Knowledge, rota: Rota) -> None:
        self.standings: list[Standing] = []
        self._rota = rota
        self._number: dict[Standing, int] = {}
        self._skills, self._knowledge = skills, knowledge
        self._tickets = _tickets_by_person(scenario)
        self._ids = [person.id for person in scenario.people]
        self._person = {name: person for person, name in enumerate(self._ids)}
        forces = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
        teams = {team.id: place for place, team in enumerate(scenario.teams)}
        self._places = [(forces[person.force], teams.get(person.team, -1)) for person in scenario.people]
        self._events: dict[int, Sequence[int]] = {}
        """The places of each person's events in the file, for people with events."""
        for person, name in enumerate(self._ids):
            if events := knowledge.places("supply", name):
                self._events[person] = events
        self._spells: dict[int, tuple[list[int], Spells]] = {}
        self._moves: dict[int, Moves] = {}
        self._last: tuple[Instant, Moves] | None = None
        """The instant of the last question, and its moves."""
        self._renewed: frozenset[int] = frozenset()
        """The people with new events since then."""
        self._changes: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

    def followed_by(self, knowledge: Knowledge, renewed: Sequence[int], unchanged: int) -> Volunteers:
        """Return the same people with more events.

        Parameters
        ----------
        knowledge, renewed
            The result of `Knowledge.followed_by`.
        unchanged
            The last state of knowledge with the same known events as before.
        """
        after = copy(self)
        Volunteers._add(after, knowledge, renewed, unchanged)
        return after

    def _add(self, knowledge: Knowledge, renewed: Sequence[int], unchanged: int) -> None:
        """Add the knowledge to a copy, which stops sharing everything that will change."""
        self.standings, self._number, self._spells = list(self.standings), dict(self._number), dict(self._spells)
        self._moves = carried(self._moves, lambda state: state <= unchanged)
        self._knowledge = knowledge
        places, people = [], []
        for place, event in zip(renewed, knowledge.events_at(renewed), strict=True):
            person = self._person.get(event.subject)
            if person is not None and FAMILY.get(event.kind) == "supply":
                places.append(place)
                people.append(person)
        self._renewed = self._renewed.union(people)
        self._events = self._events | {
            person: knowledge.places("supply", self._ids[person]) for person in dict.fromkeys(people)
        }
        if self._changes is not None:
            (moments, about), (more, whose) = self._changes, _in_order(*_known_changes(knowledge, places, people))
            after = np.searchsorted(moments, more, side="right")
            self._changes = np.insert(moments, after, more), np.insert(about, after, whose)

    def moves(self, known_at: Instant) -> Moves:
        """Return every change of standing, as known at an instant."""
        state = self._knowledge.state(known_at)
        if state not in self._moves:
            found = self._folded(known_at) if self._last is None else self._patched(known_at, *self._last)
            self._last, self._renewed = (known_at, found), frozenset()
            keep(self._moves, state, found)
        return self._moves[state]

    def _folded(self, known_at: Instant) -> Moves:
        """Return the moves of all people, folded afresh."""
        return self._laid_over(self._folded_from_events(known_at))

    def _folded_from_events(self, known_at: Instant) -> Moves:
        """Return the moves of all people by tickets and events: of people with few events by the vectorised fold."""
        busy = {person: self._knowledge.known(places, known_at) for person, places in self._events.items()}
        together = [person for person, known in busy.items() if len(known) <= MOST_EVENTS]
        bits = len(self._skills.bit) + len(self._skills.joint)
        if len(together) < FEWEST_TOGETHER or bits > MOST_CAPABILITIES:
            together = []
        alone = sorted(busy.keys() - set(together))
        moves = self._quiet().joined(moves_of(alone, [self._busy_spells(person, known_at) for person in alone]))
        if together:
            moves = moves.joined(self._folded_together(together, [busy[person] for person in together]))
        return moves

    def _folded_together(self, people: Sequence[int], known: Sequence[Sequence[int]]) -> Moves:
        """Return the moves of some people from their known events, by the vectorised fold."""
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
        """Return the moves of the last question, folded again for people with other known events."""
        moments, people = self._sorted_changes()
        between = slice(*np.searchsorted(moments, sorted((last, known_at)), side="right"))
        stale = np.zeros(len(self._ids), dtype=np.bool_)
        stale[people[between]] = True
        stale[list(self._renewed)] = True
        busy = np.flatnonzero(stale).tolist()
        if not busy:
            return before
        new = self._laid_over(moves_of(busy, [self._busy_spells(person, known_at) for person in busy]))
        return before.replaced(stale[before.person], new)

    def _laid_over(self, moves: Moves) -> Moves:
        """Return all moves of some people by tickets and events, with the rota laid over them."""
        if not len(self._rota.steps.person):
            return moves
        return laid_over(moves, self._rota.steps, len(self._ids), self._under_rota)

    def left_out(self, moves: Moves, left_out: PersonSteps) -> Moves:
        """Return the moves of all people with the times laid over them in which the rules on rest leave some out."""
        return laid_over(moves, left_out, len(self._ids), self._unrested)

    def _unrested(self, standing: int, left_out: int) -> int:
        return self._numbered(self.standings[standing]._replace(rested=False)) if left_out else standing

    def _under_rota(self, standing: int, state: int) -> int:
        return self._numbered(self.standings[standing]._replace(rota=state))

    def _quiet(self) -> Moves:
        """Return the moves of people without events: many have equal tickets, so each combination is folded once."""
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
        """Return the spells of a person with events, folded again only if other events are known."""
        known = self._knowledge.known(self._events[person], known_at)
        kept = self._spells.get(person)
        if kept is None or kept[0] != known:
            kept = self._spells[person] = (known, self._fold(person, known))
        return kept[1]

    def _fold(self, person: int, known: Sequence[int]) -> Spells:
        tickets = self._tickets.get(self._ids[person], {})
        timeline = fold_person(self._skills, *self._places[person], tickets, self._knowledge.events_at(known))
        return Spells([moment for moment, _ in timeline], [self._numbered(standing) for _, standing in timeline])

    def _numbered(self, standing: Standing) -> int:
        """Return the number of a standing; add it if it is new."""
        number = self._number.setdefault(standing, len(self.standings))
        if number == len(self.standings):
            self.standings.append(standing)
        return number

    def _sorted_changes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the instants at which an event becomes known or is corrected, sorted, and the person of each."""
        if self._changes is None:
            places = [place for events in self._events.values() for place in events]
            people = np.repeat(list(self._events), [len(events) for events in self._events.values()])
            self._changes = _in_order(*_known_changes(self._knowledge, places, people))
        return self._changes


def _known_changes(
    knowledge: Knowledge, places: Sequence[int], people: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the instants at which each of some events becomes known and is corrected, unsorted, with its person."""
    at, about = np.array(places, dtype=np.int64), np.asarray(people, dtype=np.int64)
    moments = np.concatenate([knowledge.known_from[at], knowledge.known_until[at]])
    ever = moments < FOREVER
    return moments[ever], np.concatenate([about, about])[ever]


def _in_order(moments: NDArray[np.int64], people: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.argsort(moments, kind="stable")
    return moments[order], people[order]


def _tickets_by_person(scenario: Scenario) -> dict[str, Tickets]:
    """Return the periods of each person's tickets in the tables."""
    tickets: dict[str, Tickets] = {}
    for row in scenario.authorisations:
        tickets.setdefault(row.person, {}).setdefault(row.capability, []).append(row.period)
    return tickets
