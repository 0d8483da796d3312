"""Reading a rota again after a few rows have changed: what stayed is not read again.

A rota of a year has 100,000 rows. Those that were sound stay so by themselves: what can go wrong with them is that a
person, a duty or a crew that they name is gone, or that a new row overlaps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, pairwise
from operator import is_not
from typing import NamedTuple

from standto.model.rotas import RotaRow
from standto.model.zone import Zone
from standto.scenario.cells import Times, Unusable
from standto.scenario.faults import Faults
from standto.scenario.known_ids import KnownIds
from standto.scenario.layout import Cells
from standto.scenario.rota_reader import RotaReader


class ReadRota(NamedTuple):
    """A sound rota that was read: its cells, and the row of each.

    Attributes
    ----------
    zone
        The zone of its times.
    people, duties
        The ids that its rows could name: those of people, and those of duties and crews.
    """

    cells: Sequence[Cells]
    rows: tuple[RotaRow, ...]
    zone: Zone
    people: frozenset[str]
    duties: frozenset[str]


def read_again(
    before: ReadRota, cells: Sequence[Cells], known: KnownIds, times: Times, zone: Zone
) -> tuple[RotaRow, ...] | None:
    """Return the rows of a rota; None if they may have a fault: then read them from nothing to find all faults."""
    if zone != before.zone or not all(ids.complete for ids in (known.people, known.duties, known.crews)):
        return None
    start, left, right = _differ(before.cells, cells)
    kept = dict(zip(before.cells[start:left], before.rows[start:left], strict=True))
    between = [(each, kept.pop(each, None)) for each in cells[start:right]]
    new = [each for each, row in between if row is None]
    try:
        read = RotaReader(known, times, Faults()).read_sound(new)
    except Unusable:
        return None
    fresh = iter(read)
    rows = (*before.rows[:start], *(row or next(fresh) for _, row in between), *before.rows[left:])
    sound = not _overlap(rows, {row.person for row in read}) and not _name_gone(before, rows, known)
    return rows if sound else None


def _differ(before: Sequence[Cells], after: Sequence[Cells]) -> tuple[int, int, int]:
    """Return where two sequences start to differ, and where each ends to."""
    most = min(len(before), len(after))
    start = next(compress(range(most), map(is_not, before, after)), most)
    ends = map(is_not, reversed(before), reversed(after))
    same = next(compress(range(most - start), ends), most - start)
    return start, len(before) - same, len(after) - same


def _overlap(rows: Iterable[RotaRow], people: set[str]) -> bool:
    """Return whether two rows of one of some people overlap."""
    if not people:
        return False
    theirs = sorted((row.person, *row.period) for row in rows if row.person in people)
    return any(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(theirs))


def _name_gone(before: ReadRota, rows: Iterable[RotaRow], known: KnownIds) -> bool:
    """Return whether a row names a person, a duty or a crew that is no longer there."""
    people = before.people.difference(known.people)
    duties = before.duties.difference(known.duties, known.crews)
    return bool(people or duties) and any(row.person in people or row.duty in duties for row in rows)
