"""The number of people with each standing, and of each class, over time."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Period
from standto.register.classes import Classes
from standto.register.standing_moves import Moves


class MoveEffects(NamedTuple):
    """The moves inside the horizon with their effects; arrays of one length, by time.

    Attributes
    ----------
    moves
        The moves after the start of the horizon.
    span
        The span of the rules for each move.
    at_start
        Whether the move falls on the start of its span.
    was, now
        The class before and after; -1 for none.
    felt
        Whether the move changes what the person can do for the duties that stand.
    """

    moves: Moves
    span: NDArray[np.int64]
    at_start: NDArray[np.bool_]
    was: NDArray[np.int32]
    now: NDArray[np.int32]
    felt: NDArray[np.bool_]


def moves_inside(horizon: Period, moves: Moves) -> Moves:
    """Return the moves after the start of the horizon and before its end."""
    first = int(np.searchsorted(moves.at, horizon.start, side="right"))
    last = int(np.searchsorted(moves.at, horizon.until, side="left"))
    return moves.where(slice(first, last))


def effects_of(spans: NDArray[np.int64], inside: Moves, class_of: NDArray[np.int32], classes: Classes) -> MoveEffects:
    """Return the effects of the moves inside the horizon.

    Parameters
    ----------
    spans
        The start of each span.
    class_of
        The class of each standing in each span, shape (standings, spans).
    """
    # span[m] = max{s : spans[s] <= at[m]}; a move on the start of a span comes from the span before it.
    span = np.searchsorted(spans, inside.at, side="right") - 1
    at_start = inside.at == spans[span]
    previous = span - at_start
    was, now = class_of[inside.before, previous], class_of[inside.after, span]
    felt = classes.effect(was, previous) != classes.effect(now, span)
    return MoveEffects(inside, span, at_start, was, now, felt)


def standings_at(spans: NDArray[np.int64], standings: int, moves: Moves) -> NDArray[np.int32]:
    """Return the number of people with each standing at the start of each span, shape (spans, standings)."""
    # counts[t, s] = (moves into s) - (moves out of s), over the moves up to the start of span t: a running sum, with
    # each move added at the first span that starts no earlier.
    past = np.searchsorted(moves.at, spans, side="right")
    due = moves.where(slice(int(past[-1])))
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
    effects: MoveEffects,
) -> NDArray[np.int32]:
    """Return the number of people of each class in each row, shape (rows, classes).

    Parameters
    ----------
    starts
        The start of each row.
    first
        The first row of each span.
    groups
        The number of people with each standing at the start of each span.
    """
    # counts[r, c] = sum{groups[t, s] : class_of[s, t] = c} + (moves into c) - (moves out of c), where t is the span of
    # row r and the moves are those after the start of t and up to the start of r.
    counts = np.zeros((len(starts), classes), dtype=np.int32)
    row = np.searchsorted(starts, effects.moves.at, side="left")
    # A move without effect on a duty that stands may come after the last row.
    moved = (effects.was != effects.now) & (row < len(starts))
    for kinds, number in ((effects.now, 1), (effects.was, -1)):
        due = moved & (kinds >= 0)
        _tally(counts, row[due], kinds[due], number)
    # The moves up to the start of a span are already counted in `groups`.
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
    effects: MoveEffects,
) -> NDArray[np.bool_]:
    """Return whether a person with a chosen standing starts or stops counting for a duty that stands at each row.

    Parameters
    ----------
    effect
        The effect of each standing in each span, shape (standings, spans); see `Classes.effect`.
    chosen
        Whether each standing is chosen, shape (standings,); no move leads from these to others or back.
    """
    # A row changes if a move is felt there, ...
    changed = np.zeros(len(starts), dtype=np.bool_)
    felt = effects.felt & chosen[effects.moves.after]
    changed[np.searchsorted(starts, effects.moves.at[felt])] = True
    # ... or if a new span starts there and changes the effect of a standing that somebody keeps:
    # stayed[t, s] = groups[t, s] - (moves into s on the start of span t).
    stayed = groups.copy()
    _tally(stayed, effects.span[effects.at_start], effects.moves.after[effects.at_start], -1)
    turned = (effect[:, 1:] != effect[:, :-1]) & (stayed[1:].T > 0) & chosen[:, None]
    changed[first[1:]] |= turned.any(axis=0)
    return changed


def _tally(
    counts: NDArray[np.int32], rows: NDArray[np.int64], columns: NDArray[np.int32], numbers: NDArray[np.int32] | int
) -> None:
    """Add numbers to cells of a table; a cell that is listed several times gets each of its numbers."""
    # NumPy adds 30 times as fast if the numbers have the type of the table.
    np.add.at(counts.reshape(-1), rows * counts.shape[1] + columns, np.asarray(numbers, dtype=np.int32))
