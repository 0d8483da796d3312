"""The requirement of each duty over time, as runs of spans with one number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LARGE = 1 << 22
"""The most numbers in a table that is kept whole; larger ones are made of narrow numbers, if every sum fits."""


@dataclass(frozen=True)
class RequiredRuns:
    """The number that each duty requires in each span. A table of both would be large where duties are many and brief.

    Attributes
    ----------
    duty
        The duty of each run, shape (runs,).
    first, past
        The first span of each run, and the one after its last, shape (runs,). Neighbouring runs of a duty differ in
        their numbers.
    number
        The number that the duty requires in the run, 0 or more, shape (runs,). Outside its runs a duty does not stand.
    spans, duties
        The number of spans and of duties.
    """

    duty: NDArray[np.int64]
    first: NDArray[np.int64]
    past: NDArray[np.int64]
    number: NDArray[np.int64]
    spans: int
    duties: int

    def of(self, span: int) -> NDArray[np.int64]:
        """Return the requirement of each duty in a span, shape (duties,); -1 if it does not stand."""
        required: NDArray[np.int64] = self.table(np.array([span]))[0]
        return required

    def table(self, spans: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the requirement of each duty in some ascending spans, shape (spans, duties); -1: does not stand."""
        if self.spans * self.duties <= _LARGE:
            return self._whole[spans]
        return self._table(spans, np.int32 if int(self.number.max(initial=0)) * self.duties < 2**31 else np.int64)

    @cached_property
    def _whole(self) -> NDArray[np.int64]:
        return self._table(np.arange(self.spans), np.int64)

    def _table(self, spans: NDArray[np.int64], width: type[np.signedinteger[Any]]) -> NDArray[Any]:
        # table[r, d] = -1 + the sum of number + 1 over the runs of d with first <= spans[r] < past: a running sum of
        # what starts at each row, less what ends there.
        table = np.zeros((len(spans) + 1, self.duties), dtype=width)
        number = (self.number + 1).astype(width)
        np.add.at(table, (np.searchsorted(spans, self.first), self.duty), number)
        np.subtract.at(table, (np.searchsorted(spans, self.past), self.duty), number)
        table[0] -= 1
        np.cumsum(table, axis=0, out=table)
        return table[:-1]

    def of_first(self, duties: int) -> RequiredRuns:
        """Return the requirement of the first duties alone."""
        ours = self.duty < duties
        return RequiredRuns(self.duty[ours], self.first[ours], self.past[ours], self.number[ours], self.spans, duties)

    @cached_property
    def changes(self) -> NDArray[np.bool_]:
        """Whether the requirement of some duty differs from that in the span before, shape (spans,)."""
        changed = np.zeros(self.spans + 1, dtype=np.bool_)
        changed[self.first] = True
        changed[self.past] = True
        changed[0] = False
        return changed[:-1]

    def standing(self) -> tuple[int, ...]:
        """Return the duties that stand in each span, as bit masks."""
        turns: dict[int, int] = {}
        for duty, *ends in zip(self.duty.tolist(), self.first.tolist(), self.past.tolist(), strict=True):
            for end in ends:
                turns[end] = turns.get(end, 0) ^ 1 << duty
        masks, mask = [], 0
        for span in range(self.spans):
            # A run that ends where another of its duty starts turns the bit twice, which leaves it.
            mask ^= turns.get(span, 0)
            masks.append(mask)
        return tuple(masks)


def runs_of(rows: Iterable[tuple[int, NDArray[np.int64]]], spans: int, duties: int) -> RequiredRuns:
    """Return the runs of duties.

    Parameters
    ----------
    rows
        For each duty the first span of its period, and its requirement in the spans of the period; -1 if it does not
        stand.
    spans, duties
        The number of spans and of duties.
    """
    found: list[tuple[int, int, int, int]] = []
    for duty, (start, required) in enumerate(rows):
        ends = [0, *(np.flatnonzero(required[1:] != required[:-1]) + 1).tolist(), len(required)]
        numbers = required[ends[:-1]].tolist() if len(required) else []
        found += [
            (duty, start + begin, start + end, count)
            for begin, end, count in zip(ends, ends[1:], numbers, strict=False)
            if count >= 0
        ]
    duty_of, first, past, number = np.array(found, dtype=np.int64).reshape(-1, 4).T
    return RequiredRuns(duty_of, first, past, number, spans, duties)
