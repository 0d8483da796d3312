"""Whether all seats of a state could be filled at once, and which could not: augmenting paths in plain Python.

Kinds of people are bit masks of the seats that they fit. A seat that is still short takes from a kind that has people
left, or takes a person from another seat, which takes from a kind, and so on. If no such path is left, the seats that
paths reach have fewer people than places (Hall's theorem).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

_Move = tuple[int, int]
"""A seat, and the kind from which it takes."""


def too_few_for(strengths: Sequence[int], counts: Mapping[int, int]) -> tuple[int, ...]:
    """Return seats that fewer people fit than they take; none if all can be filled at once.

    No seat can be left out of those returned.

    Parameters
    ----------
    strengths
        What each seat takes.
    counts
        The number of people of each kind, by the bit mask of the seats that they fit.
    """
    left = Counter(counts)
    taken: list[Counter[int]] = [Counter() for _ in strengths]
    for seat, strength in enumerate(strengths):
        while strength > taken[seat].total():
            path, reached = _path(seat, left, taken)
            if not path:
                return tuple(_least(reached, strengths, counts))
            _move(path, strength - taken[seat].total(), left, taken)
    return ()


def _path(seat: int, left: Counter[int], taken: Sequence[Counter[int]]) -> tuple[list[_Move], list[int]]:
    """Return the moves that give a seat another person, its own first, and the seats that were reached."""
    before: dict[int, list[_Move]] = {seat: []}
    waiting = deque([seat])
    while waiting:
        asking = waiting.popleft()
        for kind in left:
            if not kind >> asking & 1:
                continue
            moves = [*before[asking], (asking, kind)]
            if left[kind]:
                return moves, list(before)
            for other, given in enumerate(taken):
                if given[kind] and other not in before:
                    before[other] = moves
                    waiting.append(other)
    return [], list(before)


def _move(moves: list[_Move], short: int, left: Counter[int], taken: Sequence[Counter[int]]) -> None:
    """Give as many people as a path can."""
    links = [(seat, kind) for (seat, _), (_, kind) in zip(moves[1:], moves, strict=False)]
    number = min(short, left[moves[-1][1]], *(taken[seat][kind] for seat, kind in links))
    left[moves[-1][1]] -= number
    for seat, kind in moves:
        taken[seat][kind] += number
    for seat, kind in links:
        taken[seat][kind] -= number


def _least(seats: list[int], strengths: Sequence[int], counts: Mapping[int, int]) -> Iterator[int]:
    """Yield those of the seats without which enough people fit the others, in order."""
    chosen = sorted(seats)
    for seat in sorted(seats, reverse=True):
        others = [other for other in chosen if other != seat]
        if number_fitting(others, counts) < sum(strengths[other] for other in others):
            chosen = others
    yield from chosen


def number_fitting(seats: Sequence[int], counts: Mapping[int, int]) -> int:
    """Return the number of people who fit one of the seats."""
    asked = sum(1 << seat for seat in seats)
    return sum(count for kind, count in counts.items() if kind & asked)
