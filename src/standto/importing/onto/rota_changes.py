"""The rota: from a moment on, the rows that an import is about are replaced by its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from standto.importing.onto.row_changes import ADDED, CHANGED, ENDED, RowChange
from standto.model.rotas import RotaRow
from standto.model.time import Period


def changed_rota(
    before: Sequence[RotaRow], after: Iterable[RotaRow], window: Period, people: Collection[str]
) -> tuple[tuple[RotaRow, ...], list[RowChange]]:
    """Return the rota with that of an import laid over it, and what that changes.

    A row belongs to the moment at which it begins. Those outside the window stay. Inside, the import replaces the rows
    of its duties, and all rows of its people if it has rows that are bound to no duty.

    Parameters
    ----------
    window
        From the moment of the change to the end of the sheets.
    people
        The people in the sheets.
    """
    new = [row for row in after if row.period.start in window]
    duties = {row.duty for row in new}
    replaced = [row for row in before if row.period.start in window and _is_replaced(row, duties, people)]
    gone, kept = set(replaced), set(new)
    changes = [RowChange("rota", ENDED, row, None) for row in replaced if row not in kept]
    changes += [RowChange("rota", ADDED, None, row) for row in new if row not in gone]
    staying = [row for row in before if row not in gone]
    cut = _cut(staying, [row for row in new if row not in gone], changes)
    rows = [*cut, *(row for row in before if row in gone and row in kept), *(row for row in new if row not in gone)]
    return tuple(sorted(rows, key=lambda row: (row.person, row.period))), changes


def _is_replaced(row: RotaRow, duties: Collection[str], people: Collection[str]) -> bool:
    if not duties:
        return False
    return row.person in people if "" in duties else row.duty in duties


def _cut(staying: Iterable[RotaRow], new: Sequence[RotaRow], changes: list[RowChange]) -> list[RotaRow]:
    """Return the rows that stay, those that run into a new row of their person cut where it begins."""
    starts: dict[str, list[Period]] = {}
    for row in new:
        starts.setdefault(row.person, []).append(row.period)
    found = []
    for row in staying:
        over = [period.start for period in starts.get(row.person, ()) if row.period.overlap(period)]
        if over and min(over) > row.period.start:
            shorter = replace(row, period=Period(row.period.start, min(over)))
            changes.append(RowChange("rota", CHANGED, row, shorter))
            row = shorter
        found.append(row)
    return found
