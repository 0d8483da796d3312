"""The state of each crew: duties and crews take what they need in order, then crews take what else can be filled.

Take what has been taken so far as fixed. Whether all seats of one more state can be filled beside it is a single
question, answered by counting, and so no search is needed: the order says which question comes next. It does not claim
that as many crews as possible go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from standto.kernel.answers import Answers
from standto.kernel.bit_sets import mask_of
from standto.kernel.cells import Cells, cells_of
from standto.kernel.filling import filled_in_order
from standto.kernel.gaps import Gaps
from standto.kernel.parts import Part, parts_of
from standto.kernel.shares import Shares
from standto.kernel.slack_by_paths import SlackByPaths
from standto.kernel.slack_by_set import SlackBySet
from standto.kernel.solving import Solved
from standto.kernel.transform import MOST_GROUPS, blocks
from standto.model.windows import SupplyClass, Windows

OFF = -1
"""The state of a crew that stands and takes no seats."""
NOT_STANDING = -2
"""The state of a crew that does not stand."""


class Seating(NamedTuple):
    """A crew in the order of precedence.

    Attributes
    ----------
    states
        The seats of each state, the best first, as columns of the windows' requirement.
    needs
        The index of the state from which on the crew counts as covered.
    """

    states: tuple[tuple[int, ...], ...]
    needs: int

    @property
    def columns(self) -> tuple[int, ...]:
        """The seats of all states."""
        return tuple(seat for seats in self.states for seat in seats)


@dataclass(frozen=True)
class Crewing:
    """The state of each crew, and who fills what was taken.

    Attributes
    ----------
    windows
        The windows that were asked about.
    crews
        The crews, in order.
    state
        The index of each crew's state; `OFF`, or `NOT_STANDING`, shape (windows, crews).
    answers
        The answers for windows that require what was taken of each duty and seat: nothing of it has a gap.
    """

    windows: Windows
    crews: tuple[Seating, ...]
    state: NDArray[np.int64]
    answers: Answers

    @property
    def taken(self) -> NDArray[np.int64]:
        """The places of each duty and seat that are filled, shape (windows, columns); -1 if it does not stand."""
        return self.answers.windows.required


class Slack(Protocol):
    """What has been taken so far in some problems, and what can be taken beside it."""

    def fill(self, duty: int) -> NDArray[np.int64]:
        """Take as many places of a duty as can be filled."""

    def take(self, duties: Sequence[int], where: NDArray[np.bool_], instead: Sequence[int] = ()) -> NDArray[np.bool_]:
        """Take all places of some duties in the problems in which they can all be filled."""


def crewing_of(windows: Windows, crews: Sequence[Seating], *, most_groups: int = MOST_GROUPS) -> Crewing:
    """Return the state of each crew, and the places taken, window by window.

    Parameters
    ----------
    windows
        Windows with a column for each duty and for each seat of each state of each crew, in order of precedence.
    crews
        The crews, in order. A state better than the one that a crew needs has all seats of that one.
    most_groups
        The most groups of which every set is examined; it changes no answer.

    Notes
    -----
    First each duty and crew in its turn takes what it needs: a duty as many places as can be filled, a crew all seats
    of the state that it needs, or nothing. Then each crew that took nothing takes the best of its states whose seats
    can all be filled beside all that was taken. Then each crew exchanges its state for the best that can be filled so.
    Then the forces in order fill as many of the places taken as possible, and so on, as in `answers_for`.
    """
    state = np.full((len(windows), len(crews)), NOT_STANDING, dtype=np.int64)
    taken = np.minimum(windows.required, 0)
    solved = []
    for part in parts_of(windows, bound=[mask_of(crew.columns) for crew in crews]):
        turns, cells = _turns(part, crews), cells_of(part)
        states, places = _of_part(part, cells, turns, most_groups)
        for turn, found in zip(turns, states.T, strict=True):
            if turn.crew is not None:
                state[part.rows, turn.crew] = found[part.problem]
        taken[part.rows[:, None], part.duties] = places[part.problem]
        solved.append(_shared_out(replace(part, required=places), cells, windows.forces, most_groups))
    answers = Answers(replace(windows, required=taken), tuple(solved), np.zeros(len(windows), dtype=np.bool_))
    return Crewing(windows, tuple(crews), state, answers)


class _Turn(NamedTuple):
    """A duty or a crew of a part, in its turn.

    Attributes
    ----------
    crew
        The number of the crew; None for a duty.
    states
        The seats of each state as places in the part; for a duty, itself.
    needs
        The index of the state that it needs.
    """

    crew: int | None
    states: tuple[tuple[int, ...], ...]
    needs: int


def _turns(part: Part, crews: Sequence[Seating]) -> list[_Turn]:
    """Return the duties and crews of a part in order of precedence."""
    place = {column: own for own, column in enumerate(part.duties)}
    crew_of = {column: number for number, crew in enumerate(crews) for column in crew.columns if column in place}
    turns: dict[tuple[bool, int], _Turn] = {}
    for column, own in place.items():
        number = crew_of.get(column)
        if number is None:
            turns[False, column] = _Turn(None, ((own,),), 0)
        elif (True, number) not in turns:
            states = tuple(tuple(place[seat] for seat in seats) for seats in crews[number].states)
            turns[True, number] = _Turn(number, states, crews[number].needs)
    return list(turns.values())


def _of_part(
    part: Part, cells: Cells, turns: Sequence[_Turn], most_groups: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the state of each turn, shape (problems, turns), and the places taken, shape (problems, duties)."""
    states = np.full((len(part), len(turns)), OFF, dtype=np.int64)
    taken = np.zeros_like(part.required)
    for block, slack in _slacks(part, cells, most_groups):
        _take_in_order(slack, turns, states[block], taken[block])
        for number, turn in enumerate(turns):
            for state, seats in enumerate(turn.states if turn.crew is not None else ()):
                took = states[block, number] == state
                taken[block, seats] = np.where(took[:, None], part.required[block][:, seats], 0)
    return states, taken


def _slacks(part: Part, cells: Cells, most_groups: int) -> Iterator[tuple[slice, Slack]]:
    """Yield the problems of a part in blocks, each with nothing taken."""
    if cells.groups <= most_groups:
        for block in blocks(len(part), cells.groups):
            yield block, SlackBySet(part, cells, block)
    else:
        for problem in range(len(part)):
            yield slice(problem, problem + 1), SlackByPaths(part, problem)


def _take_in_order(slack: Slack, turns: Sequence[_Turn], states: NDArray[np.int64], taken: NDArray[np.int64]) -> None:
    """Let duties and crews take what they need, then let crews take what else can be filled; both arrays are filled."""
    for number, turn in enumerate(turns):
        if turn.crew is None:
            taken[:, turn.states[0][0]] = slack.fill(turn.states[0][0])
        else:
            took = slack.take(turn.states[turn.needs], states[:, number] == OFF)
            states[took, number] = turn.needs
    # A state better than what a crew needs has all those seats, so whoever took nothing can only take a worse one.
    for number, turn in enumerate(turns):
        for state in range(turn.needs + 1, len(turn.states)):
            states[slack.take(turn.states[state], states[:, number] == OFF), number] = state
    # What a crew could not take beside less it cannot take beside more: only crews with what they need can exchange it.
    for number, turn in enumerate(turns):
        at_needs = states[:, number] == turn.needs
        for state in range(turn.needs if turn.crew is not None else 0):
            took = slack.take(turn.states[state], at_needs, instead=turn.states[turn.needs])
            states[took, number] = state
            at_needs &= ~took


def _shared_out(part: Part, cells: Cells, forces: int, most_groups: int) -> Solved:
    """Share the places taken, the requirement of a part, out among the forces."""
    filled = np.zeros((len(part), forces, len(part.duties)), dtype=np.int64)
    alone = _first_force_fills(part, cells, most_groups)
    if alone.any():
        filled[alone, part.kinds[0].force] = part.required[alone]
    for problem in np.flatnonzero(~alone).tolist():
        for force, row in _settled_by_group(part, problem).items():
            filled[problem, force] = row
    return Solved(part, Gaps(np.zeros_like(part.required), {}), filled)


def _settled_by_group(part: Part, problem: int) -> dict[int, list[int]]:
    """Return the number of places of each duty that each force fills; people are moved between groups, not duties."""
    places = part.required[problem].tolist()
    kinds = [SupplyClass(kind.force, reach) for kind, reach in zip(part.kinds, part.reach, strict=True)]
    by_group = [0] * part.groups
    for group, number in zip(part.group_of, places, strict=True):
        by_group[group] += number
    filling = filled_in_order(kinds, part.counts[problem].tolist(), by_group)
    return Shares(filling, list(zip(part.group_of, places, strict=True))).by_lot


def _first_force_fills(part: Part, cells: Cells, most_groups: int) -> NDArray[np.bool_]:
    """Return the problems in which the first force can fill every place, shape (problems,)."""
    alone = np.zeros(len(part), dtype=np.bool_)
    if len({kind.force for kind in part.kinds}) == 1:
        alone[:] = True
    elif part.kinds and cells.groups <= most_groups:
        for block in blocks(len(part), cells.groups):
            slack = SlackBySet(part, cells, block, force=part.kinds[0].force)
            alone[block] = slack.take(range(len(part.duties)), np.ones(len(part))[block] > 0)
    return alone
