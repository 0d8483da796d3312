"""How many people there are of each standing, and of each class, over time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.model.time import Period
    from standto.register.classes import Classes
    from standto.register.standing_moves import Moves


class MoveEffects(NamedTuple):
    """The moves inside the horizon and what they come to; arrays of one length, by time.

    Attributes
    ----------
    moves
        Those after the horizon's start.
    span
        The span of the rules that each falls into.
    at_start
        Whether it falls on the span's start.
    was, now
        The class before and after, -1 for none.
    felt
        Whether it changes what somebody does for a duty that stands.
    """

    moves: Moves
    span: NDArray[np.int64]
    at_start: NDArray[np.bool_]
    was: NDArray[np.int32]
    now: NDArray[np.int32]
    felt: NDArray[np.bool_]


def moves_inside(horizon: Period, moves: Moves) -> Moves:
    """Return the moves after the horizon's start and before its end."""
    first = int(np.searchsorted(moves.at, horizon.start, side="right"))
    last = int(np.searchsorted(moves.at, horizon.until, side="left"))
    return moves.part(first, last)


def changes_in(spans: NDArray[np.int64], inside: Moves, class_of: NDArray[np.int32], classes: Classes) -> MoveEffects:
    """Return what the moves inside the horizon come to.

    Parameters
    ----------
    spans
        Where the spans start.
    class_of
        The class of each standing in each span, shape (standings, spans).
    """
    span = np.searchsorted(spans, inside.at, side="right") - 1
    at_start = inside.at == spans[span]
    previous = span - at_start
    was, now = class_of[inside.before, previous], class_of[inside.after, span]
    felt = classes.effect(was, previous) != classes.effect(now, span)
    return MoveEffects(inside, span, at_start, was, now, felt)


def standings_at(spans: NDArray[np.int64], standings: int, moves: Moves) -> NDArray[np.int32]:
    """Return how many people have each standing at the start of each span, shape (spans, standings)."""
    past = np.searchsorted(moves.at, spans, side="right")
    due = moves.part(0, int(past[-1]))
    row = np.repeat(np.arange(len(spans)), np.diff(past, prepend=0))
    counts = np.zeros((len(spans), standings), dtype=np.int32)
    _tally(counts, row, due.after, 1)
    left = due.before >= 0
    _tally(counts, row[left], due.before[left], -1)
    return np.cumsum(counts, axis=0, dtype=np.int32, out=counts)


def classes_at(
    starts: NDArray[np.int64],
    first: NDArray[np.int64],
    groups: NDArray[np.int32],
    class_of: NDArray[np.int32],
    classes: int,
    changes: MoveEffects,
) -> NDArray[np.int32]:
    """Return how many people of each class there are in each row, shape (rows, classes).

    Parameters
    ----------
    starts
        Where the rows start.
    first
        The first row of each span.
    groups
        How many people have each standing at the start of each span.
    """
    counts = np.zeros((len(starts), classes), dtype=np.int32)
    row = np.searchsorted(starts, changes.moves.at, side="left")
    # A change that no duty feels may come after the last row.
    moved = (changes.was != changes.now) & (row < len(starts))
    for kinds, number in ((changes.now, 1), (changes.was, -1)):
        due = moved & (kinds >= 0)
        _tally(counts, row[due], kinds[due], number)
    # What came up to the start of a span is in its headcounts already.
    counts[first] = 0
    standing, span = np.nonzero((class_of >= 0) & (groups.T > 0))
    _tally(counts, first[span], class_of[standing, span], groups[span, standing])
    for start, until in pairwise([*first.tolist(), len(starts)]):
        np.add.accumulate(counts[start:until], axis=0, out=counts[start:until])
    return counts


def changed_at(
    starts: NDArray[np.int64],
    first: NDArray[np.int64],
    groups: NDArray[np.int32],
    effect: NDArray[np.int32],
    chosen: NDArray[np.bool_],
    changes: MoveEffects,
) -> NDArray[np.bool_]:
    """Return the rows at which somebody of some standings begins or ceases to do something for a duty that stands.

    Parameters
    ----------
    effect
        What each standing does in each span, shape (standings, spans).
    chosen
        The standings looked at, shape (standings,); nobody moves between these and others.
    """
    changed = np.zeros(len(starts), dtype=np.bool_)
    felt = changes.felt & chosen[changes.moves.after]
    changed[np.searchsorted(starts, changes.moves.at[felt])] = True
    stayed = groups.copy()
    _tally(stayed, changes.span[changes.at_start], changes.moves.after[changes.at_start], -1)
    turned = (effect[:, 1:] != effect[:, :-1]) & (stayed[1:].T > 0) & chosen[:, None]
    changed[first[1:]] |= turned.any(axis=0)
    return changed


def _tally(
    counts: NDArray[np.int32],
    rows: NDArray[np.int64],
    columns: NDArray[np.int32],
    numbers: NDArray[np.int32] | int,
) -> None:
    """Add numbers to some cells of a table, as often as they are named."""
    # With numbers of the table's own type NumPy adds 30 times as fast.
    np.add.at(counts.reshape(-1), rows * counts.shape[1] + columns, np.asarray(numbers, dtype=np.int32))
