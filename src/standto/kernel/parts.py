"""Windows split into independent problems that are as small as possible.

Duties that require nobody are left out. The others fall into parts that share no duty, person or pool place. People who
can do the same duties of a part are one kind of supply, and windows with the same numbers for a part are one problem,
which is solved once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits, connected, mask_of
from standto.model.windows import SupplyClass, Windows

HOME = 0
"""Index of the force that plans."""


@dataclass(frozen=True)
class Part:
    """Duties that share people with each other and with no other duty, in the windows in which they are asked for.

    Attributes
    ----------
    rows
        The windows, shape (windows,).
    problem
        The row of each of those windows in `counts` and `required`.
    duties
        Indices of the duties, in order; each requires somebody.
    criticalities
        The criticality of each of those duties.
    kinds
        The kinds of supply that could do them: merged classes, whose `duties` are a bit mask over the part's own.
        They are sorted, so that the home force's come first.
    kind_of
        The kind of each class of the windows, or -1, shape (classes,).
    counts
        The number of each kind, shape (problems, kinds), int64.
    required
        The number that each duty requires, shape (problems, duties), int64.
    """

    rows: NDArray[np.intp]
    problem: NDArray[np.intp]
    duties: tuple[int, ...]
    criticalities: tuple[int, ...]
    kinds: tuple[SupplyClass, ...]
    kind_of: NDArray[np.int32]
    counts: NDArray[np.int64]
    required: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of different problems."""
        return len(self.counts)

    @cached_property
    def group_of(self) -> tuple[int, ...]:
        """The group of each duty; duties that the same kinds can do form a group, numbered in order."""
        able = [0] * len(self.duties)
        for number, kind in enumerate(self.kinds):
            for duty in range(len(able)):
                if kind.duties >> duty & 1:
                    able[duty] |= 1 << number
        numbers: dict[int, int] = {}
        return tuple(numbers.setdefault(kinds, len(numbers)) for kinds in able)

    @cached_property
    def groups(self) -> int:
        """The number of groups of duties."""
        return max(self.group_of) + 1

    @cached_property
    def reach(self) -> tuple[int, ...]:
        """The groups that each kind can do, as bit masks."""
        return tuple(mask_of(self.group_of[duty] for duty in bits(kind.duties)) for kind in self.kinds)

    @cached_property
    def home_kinds(self) -> int:
        """The number of kinds of the home force."""
        return sum(kind.force == HOME for kind in self.kinds)

    @cached_property
    def ends(self) -> frozenset[int]:
        """The duties that are the last of their criticality."""
        return frozenset(
            duty
            for duty, criticality in enumerate(self.criticalities)
            if self.criticalities[duty + 1 : duty + 2] != (criticality,)
        )

    def content(self, problem: int) -> tuple[tuple[SupplyClass, ...], bytes, bytes]:
        """Return a key for the contents of a problem, equal for equal problems of other windows and duties."""
        return self.kinds, self.counts[problem].tobytes(), self.required[problem].tobytes()

    def duties_of(self, groups: int) -> int:
        """Return the duties of some groups as a bit mask over the part's own."""
        return mask_of(duty for duty, group in enumerate(self.group_of) if groups >> group & 1)


def parts_of(
    windows: Windows,
    among: Iterable[int] | None = None,
    *,
    rows: NDArray[np.bool_] | None = None,
    bound: Sequence[int] = (),
) -> Iterator[Part]:
    """Split windows into parts.

    Parameters
    ----------
    among
        Indices of some duties; None: all duties.
    rows
        Whether to split each window, shape (windows,); None: all of them.
    bound
        Bit masks; the duties of each are kept in one part, whether or not they share people.

    Yields
    ------
        Parts that together contain each duty that requires somebody, in each of the windows, once.
    """
    asked = windows.required > 0
    if among is not None:
        asked[:, np.setdiff1d(np.arange(asked.shape[1]), list(among))] = False
    if rows is not None:
        asked[~rows] = False
    if not asked.any():
        return
    patterns, which = _distinct_rows(asked)
    order, ends = np.argsort(which, kind="stable"), np.cumsum(np.bincount(which)).tolist()
    for pattern, start, end in zip(patterns, [0, *ends], ends, strict=False):
        if pattern.any():
            stands = mask_of(np.flatnonzero(pattern).tolist())
            yield from _parts_of_some(windows, order[start:end], stands, bound)


def problems_by_window(parts: Sequence[Part], windows: int) -> list[list[tuple[int, int]]]:
    """Return the problems that each window falls into, as (number of the part, problem of that part)."""
    found: list[list[tuple[int, int]]] = [[] for _ in range(windows)]
    for number, part in enumerate(parts):
        for row, problem in zip(part.rows.tolist(), part.problem.tolist(), strict=True):
            found[row].append((number, problem))
    return found


def _parts_of_some(windows: Windows, rows: NDArray[np.intp], asked: int, bound: Sequence[int]) -> Iterator[Part]:
    """Split windows in which the same duties require somebody."""
    counts = windows.counts[rows]
    present = np.flatnonzero(counts.any(axis=0)).tolist()
    masks = {number: windows.classes[number].duties & asked for number in present}
    for part in connected(asked, [*masks.values(), *bound]):
        yield _part(windows, rows, part, [number for number, mask in masks.items() if mask & part])


def _part(windows: Windows, rows: NDArray[np.intp], asked: int, classes: list[int]) -> Part:
    """Return a part: its classes merged into kinds, and its windows merged into problems."""
    duties = tuple(bits(asked))
    own = _kinds_of([windows.classes[number] for number in classes], duties)
    kinds = sorted(set(own))
    place = {kind: number for number, kind in enumerate(kinds)}
    kind_of = np.full(len(windows.classes), -1, dtype=np.int32)
    counts = np.zeros((len(rows), len(kinds)), dtype=np.int64)
    for number, kind in zip(classes, own, strict=True):
        kind_of[number] = place[kind]
        counts[:, place[kind]] += windows.counts[rows, number]
    required = windows.required[rows][:, duties].astype(np.int64)
    problems, which = _distinct_rows(np.hstack([counts, required]))
    return Part(
        rows=rows,
        problem=which,
        duties=duties,
        criticalities=tuple(windows.criticalities[duty] for duty in duties),
        kinds=tuple(kinds),
        kind_of=kind_of,
        counts=np.ascontiguousarray(problems[:, : len(kinds)]),
        required=np.ascontiguousarray(problems[:, len(kinds) :]),
    )


def _kinds_of(classes: Iterable[SupplyClass], duties: Sequence[int]) -> list[SupplyClass]:
    """Return the kind of each class: its duties as a bit mask over the part's."""
    pairs = [(1 << duty, 1 << place) for place, duty in enumerate(duties)]
    found = []
    for force, able in classes:
        own = 0
        for there, here in pairs:
            if able & there:
                own |= here
        found.append(SupplyClass(force, own))
    return found


def _distinct_rows(table: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Return the distinct rows in order of appearance, and the number of each row among them.

    Comparing rows as bytes is many times faster than sorting them, which `numpy.unique` does.
    """
    data, width = table.tobytes(), table.shape[1] * table.itemsize
    numbers: dict[bytes, int] = {}
    which = [numbers.setdefault(data[start : start + width], len(numbers)) for start in range(0, len(data), width)]
    distinct = np.frombuffer(b"".join(numbers), dtype=table.dtype).reshape(len(numbers), -1)
    return distinct, np.array(which, dtype=np.intp)
