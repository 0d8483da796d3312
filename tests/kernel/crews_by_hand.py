"""Crews by brute force: the order of the contract in plain words, person by person; no line of the kernel is here."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from standto.kernel.crewing import Seating
from tests.kernel.brute import people_of
from tests.kernel.worlds import windows_of


class PlainCrew(NamedTuple):
    """A crew: the columns of each state's seats, the best first, and the state that it needs."""

    states: list[list[int]]
    needs: int


def can_all_sit(people, places):
    """Return whether people can be given to all places, trying everybody in each place in turn."""
    if not places or len(places) > len(people):
        return not places
    place, *others = places
    tried = set()
    for number, able in enumerate(people):
        if place in able and able not in tried:
            tried.add(able)
            if can_all_sit(people[:number] + people[number + 1 :], others):
                return True
    return False


class PlainWindow:
    """One window: who is there, what stands, and what was taken so far, by turn."""

    def __init__(self, windows, row, crews):
        self.people = [frozenset(able) for _, able in people_of(windows, row)]
        self.strength = windows.required[row].tolist()
        self.crews = [PlainCrew([list(seats) for seats in crew.states], crew.needs) for crew in crews]
        seats = {seat for crew in self.crews for state in crew.states for seat in state}
        firsts = {
            min(seat for state in crew.states for seat in state): number for number, crew in enumerate(self.crews)
        }
        self.turns = [
            ("crew", firsts[column]) if column in firsts else ("duty", column)
            for column in range(len(self.strength))
            if column in firsts or column not in seats
        ]
        self.filled = {}
        self.state = {}

    def stands(self, number):
        return self.strength[self.crews[number].states[0][0]] >= 0

    def seats(self, number, state):
        return [seat for seat in self.crews[number].states[state] for _ in range(self.strength[seat])]

    def possible(self, *, apart_from=None):
        """Return the places taken, without those of one crew."""
        places = [duty for duty, count in self.filled.items() for _ in range(count)]
        for number, state in self.state.items():
            if state is not None and number != apart_from:
                places += self.seats(number, state)
        return places

    def needs_come_first(self):
        for kind, number in self.turns:
            if kind == "duty":
                self.filled[number] = 0
                while self.filled[number] < self.strength[number]:
                    self.filled[number] += 1
                    if not can_all_sit(self.people, self.possible()):
                        self.filled[number] -= 1
                        break
            elif self.stands(number):
                wanted = self.seats(number, self.crews[number].needs)
                fits = can_all_sit(self.people, self.possible() + wanted)
                self.state[number] = self.crews[number].needs if fits else None

    def best_for(self, number):
        beside = self.possible(apart_from=number)
        for state in range(len(self.crews[number].states)):
            if can_all_sit(self.people, beside + self.seats(number, state)):
                return state
        return None

    def answer(self):
        """Return the state of each crew that stands, None for off, and the places filled of each duty."""
        self.needs_come_first()
        for kind, number in self.turns:
            if kind == "crew" and number in self.state and self.state[number] is None:
                self.state[number] = self.best_for(number)
        for kind, number in self.turns:
            if kind == "crew" and self.state.get(number) is not None:
                self.state[number] = self.best_for(number)
        return self.state, self.filled


@st.composite
def crewed_worlds(draw, *, turns=4, kinds=5, people=2, forces=2, skills=4, windows=2):
    """Draw windows with duties and crews in order, and the crews.

    Skills stand for what people hold: each duty and seat asks for one of some skills. A kind of people can be bound to
    one duty or crew. The states better than what a crew needs have all of its seats, the worse ones any seats.
    """
    asked, strengths, crews, owner = [], [], [], []
    for turn in range(draw(st.integers(1, turns))):
        if draw(st.booleans()):
            owner.append(turn)
            asked.append(draw(st.integers(1, 2**skills - 1)))
            strengths.append(draw(st.integers(0, 3)))
            continue
        seats = st.lists(st.tuples(st.integers(1, 2**skills - 1), st.integers(1, 2)), min_size=1, max_size=3)
        needed = draw(seats)
        better = []
        for _ in range(draw(st.integers(0, 2))):
            grown = [(asks, count + draw(st.integers(0, 1))) for asks, count in needed]
            better.append(grown + draw(st.lists(st.tuples(st.integers(1, 2**skills - 1), st.just(1)), max_size=1)))
        worse = draw(st.lists(seats, max_size=2))
        states = []
        for state in [*better, needed, *worse]:
            states.append(tuple(range(len(asked), len(asked) + len(state))))
            for asks, count in state:
                owner.append(turn)
                asked.append(asks)
                strengths.append(count)
        crews.append(Seating(tuple(states), len(better)))
    held = draw(
        st.lists(
            st.tuples(st.integers(0, forces - 1), st.integers(1, 2**skills - 1), st.sampled_from([None, *set(owner)])),
            max_size=kinds,
        )
    )
    classes = []
    for force, skill, bound in held:
        mask = sum(
            1 << column
            for column, asks in enumerate(asked)
            if asks & skill and (bound is None or owner[column] == bound)
        )
        if mask and (force, mask) not in classes:
            classes.append((force, mask))
    size = draw(st.integers(1, windows))
    standing = [[draw(st.integers(0, 7)) > 0 for _ in range(max(owner) + 1)] for _ in range(size)]
    counts = st.lists(st.integers(0, people), min_size=len(classes), max_size=len(classes))
    required = [
        [strength if row[own] else -1 for strength, own in zip(strengths, owner, strict=True)] for row in standing
    ]
    return windows_of(classes, [draw(counts) for _ in range(size)], required, [1] * len(asked), forces), crews


def random_crews(seed, *, crews, duties, windows, skills=5, people=4, bound=0, kinds=12):
    """Return windows with crews of any size, from a seed, and the crews; some kinds of people serve one crew each."""
    chance = np.random.default_rng(seed)
    asked, strengths, owner, found = [], [], [], []
    for turn in chance.permutation([*[True] * crews, *[False] * duties]).tolist():
        number = len(found) if turn else -1
        needed = [(int(chance.integers(skills)), int(chance.integers(1, 3))) for _ in range(4 if turn else 1)]
        states = [[*needed, (int(chance.integers(skills)), 1)], needed, needed[:2]] if turn else [needed]
        columns = []
        for state in states:
            columns.append(tuple(range(len(asked), len(asked) + len(state))))
            for skill, count in state:
                asked.append(1 << skill)
                strengths.append(count)
                owner.append(number)
        if turn:
            found.append(Seating(tuple(columns), 1))
    classes = set()
    while len(classes) < kinds + bound:
        skill = int(chance.integers(1, 2**skills))
        serves = None if len(classes) < kinds else int(chance.integers(crews))
        classes.add(
            (
                int(chance.integers(2)),
                sum(
                    1 << column for column, asks in enumerate(asked) if asks & skill and serves in (None, owner[column])
                ),
            )
        )
    classes = sorted(each for each in classes if each[1])
    counts = chance.integers(0, people + 1, size=(windows, len(classes)))
    required = np.tile(np.array(strengths), (windows, 1))
    return windows_of(classes, counts, required, [1] * len(asked), 2), found
